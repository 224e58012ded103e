"""bratiaa: F1 of all pairs of annotators from brat's own files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from bratiaa.agree import AnnFile, Document, F1Agreement, compute_f1_agreement
from bratiaa.evaluation import Annotation

from benchmarks.peers.peer import Answers, pairs, serve


def spans(case: Any) -> Answers:
    with TemporaryDirectory() as name:
        folder = Path(name)
        labels = _written(folder, case["sides"])
        (folder / "annotation.conf").write_text(
            "[entities]\n" + "\n".join(labels) + "\n[relations]\n[events]\n[attributes]\n"
        )
        found, _ = compute_f1_agreement(name).mean_sd_total()
    return {"strict F1" if len(pairs(case)) == 1 else "strict F1, mean of pairs": found}


def _written(folder: Path, sides: Any) -> list[str]:
    """Brat's files of all annotators; gives the labels."""
    labels = set()
    for who, side in sides.items():
        for article, marked in side.items():
            place = folder / who / f"{article}.ann"
            place.parent.mkdir(exist_ok=True)
            place.with_suffix(".txt").write_text("x" * 4_000)
            with place.open("w") as file:
                for at, (label, pieces) in zip(count(1), marked, strict=False):
                    labels.add(label)
                    where = ";".join(f"{start} {end}" for start, end in pieces)
                    file.write(f"T{at}\t{label} {where}\t{_text(pieces)}\n")
    return sorted(labels)


def _text(pieces: Any) -> str:
    return " ".join("x" * (end - start) for start, end in pieces)


def strict(folder: Path) -> Any:
    """Its own counting, given the spans in memory: it is not timed at reading brat's files."""
    sides = [_by_article(np.load(path)) for path in sorted(folder.glob("spans-*.npy"))]
    articles = sorted({article for side in sides for article in side})

    def documents() -> Iterator[Document]:
        for article in articles:
            one = Document("", doc_id=str(article))
            one.ann_files.extend(AnnFile(str(at), side[article]) for at, side in enumerate(sides))
            yield one

    labels = [str(label) for label in range(1 + int(np.load(folder / "spans-0.npy")[:, 3].max()))]
    names = [str(at) for at in range(len(sides))]
    task = partial(
        F1Agreement,
        documents,
        labels,
        eval_func=_same,
        annotators=names,
        documents=list(map(str, articles)),
    )
    return lambda: float(task().mean_sd_total()[0])


def _by_article(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for article, start, end, label in rows.tolist():
        found[article].append(Annotation("T", str(label), ((start, end),)))
    return found


def _same(ours: Any, theirs: Any, tokens: Any = None) -> Any:
    """What its `exact_match_instance_evaluation` does once the files are read."""
    one, other = set(ours), set(theirs)
    return one.intersection(other), one, other


if __name__ == "__main__":
    serve({"spans": spans}, {"strict": strict})
