"""nltk: alpha, kappa, pi and S of `AnnotationTask`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

from benchmarks.peers.peer import Answers, serve

_DISTANCES = {"nominal": binary_distance, "interval": interval_distance}


def coding(case: Any) -> Answers:
    if case["level"] not in _DISTANCES or "weights" in case:
        return {}
    task = AnnotationTask(list(_triples(case["rows"])), distance=_DISTANCES[case["level"]])
    found: Answers = {"alpha": task.alpha()}
    if case["level"] == "nominal" and not any(None in row for row in case["rows"]):
        found |= {"pi": task.pi(), "mean kappa": task.kappa()}
        if len(case["rows"]) == 2:
            found |= {"kappa": task.kappa_pairwise("0", "1"), "S": task.S()}
    return found


def _triples(rows: Any) -> Iterator[tuple[str, str, Any]]:
    for who, row in enumerate(rows):
        for item, value in enumerate(row):
            if value is not None:
                yield str(who), str(item), value


def alpha(folder: Path) -> Any:
    triples = list(_triples(np.load(folder / "words.npy").tolist()))
    return lambda: AnnotationTask(triples).alpha()


def kappa(folder: Path) -> Any:
    triples = list(_triples(np.load(folder / "words.npy")[:2].tolist()))
    return lambda: AnnotationTask(triples).kappa()


if __name__ == "__main__":
    serve({"coding": coding}, {"alpha": alpha, "kappa": kappa})
