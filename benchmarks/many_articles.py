"""A project of very many small articles, some with facts, some labelled: the same each time.

Alone: `python -m benchmarks.many_articles FOLDER [COUNT]` leaves it there.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from annotator.labels.labelling import Labelling, Status
from annotator.labels.span import Span, mark
from annotator.project.places import open_project, read_schema_of
from annotator.project.sidecar import sidecar
from annotator.store.codec import encode, sha256
from annotator.store.record import SchemaRef, Version
from annotator.text.article import Article, Facts
from benchmarks.big_article import ANNOTATOR, ROOT, annotator, spans, vocabulary

COUNT = 100_000
SECOND_ANNOTATOR = "b2"
# The first goes through the queue in order and is done with most of it; the second with less.
_LABELLED = {ANNOTATOR: 4_000, SECOND_ANNOTATOR: 2_000}
_DRAFTS = 20
_SPANS = 6
_WORDS = (20, 60)
# One ID in ten is Arabic; they stand after the others.
_ARABIC = 10
_WITH_FACTS = 3


def make_many(folder: Path, count: int = COUNT, seed: int = 1) -> Path:
    """A new project with `count` articles, the first thousands labelled by two annotators.

    Of both the last few are drafts, and `a1` has a second version of every tenth.
    """
    annotator("init", str(folder))
    reference = schema_of(folder)
    seeds, labels = folder / "seeds", folder / "labels"
    for at, article in enumerate(islice(articles(seed), count)):
        (seeds / f"{article.id}.txt").write_bytes(article.text.encode())
        if article.facts != Facts():
            (seeds / f"{article.id}.toml").write_bytes(sidecar(article.facts))
        for name, most in _LABELLED.items():
            # Arabic IDs stand at the end of the queue, where nobody has come to yet.
            if at < most and article.id.isascii():
                status: Status = "draft" if at >= most - _DRAFTS else "done"
                versions = 2 if name == ANNOTATOR and not at % 10 else 1
                found = marked(article, _SPANS + versions)
                growing = [found[: _SPANS + number] for number in range(1, versions + 1)]
                keep_chain(labels, article, name, growing, schema=reference, status=status)
    return folder


def articles(seed: int) -> Iterator[Article]:
    """Small Arabic articles without end, in the order of the queue but for the Arabic IDs."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark keeps no secrets
    words = vocabulary(ROOT / "seeds")
    at = 0
    while True:
        text = " ".join(chance.choices(words, k=chance.randint(*_WORDS)))
        title = " ".join(chance.choices(words, k=6))
        facts = Facts(title=title, language="ar", published="2026-01-02")
        name = f"خبر-{at:06}" if at % _ARABIC == 1 else f"news-{at:06}"
        yield Article(name, f"{text}\n", Facts() if at % _WITH_FACTS else facts)
        at += 1


def keep_chain(  # noqa: PLR0913 - what a chain of label files says
    labels: Path,
    article: Article,
    name: str,
    growing: Sequence[Sequence[Span]],
    *,
    schema: SchemaRef,
    status: Status = "draft",
) -> None:
    """Write a version for each group of spans, as the store would, but without syncing any."""
    folder = labels / article.id / name
    folder.mkdir(parents=True)
    parent = None
    for number, found in enumerate(growing, start=1):
        labelling = Labelling(spans=tuple(found), status=status)
        version = first_version(article, name, labelling, schema)
        data = encode(replace(version, number=number, parent=parent))
        parent = sha256(data)
        (folder / f"{number:04}.json").write_bytes(data)


def first_version(article: Article, name: str, labelling: Labelling, schema: SchemaRef) -> Version:
    """A labelling as the first version of an article."""
    return Version(
        article_id=article.id,
        article_sha256=article.sha256,
        article_length=article.length,
        annotator=name,
        number=1,
        parent=None,
        merged=(),
        schema=schema,
        saved="2026-11-21T22:36:17Z",
        seconds=60,
        labelling=labelling,
    )


def marked(article: Article, count: int) -> Sequence[Span]:
    """Spans at random places, in the order of a label file."""
    made = (
        mark(article.text, f"s{at}", str(one["label"]), [(int(one["start"]), int(one["end"]))])
        for at, one in enumerate(spans(article.text, len(article.text), count), start=1)
    )
    return Labelling(spans=tuple(replace(one, origin="imported:jsonl") for one in made)).spans


def schema_of(folder: Path) -> SchemaRef:
    """What the label files of a project say of its schema."""
    schema = read_schema_of(open_project(folder))
    return SchemaRef(schema.name, schema.version, schema.sha256, schema.pages)


if __name__ == "__main__":
    print(make_many(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else COUNT))
