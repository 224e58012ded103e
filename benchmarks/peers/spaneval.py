"""spaneval: strict, exact and type, of spans none of which overlap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spaneval import evaluate as judged
from spaneval.entity import Entity
from spaneval.strategies import EntType, Exact, Partial, Strict

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import by_article, measures

_WAYS = {"strict": Strict(), "exact": Exact(), "type": EntType()}
_ALL = (*_WAYS.values(), Partial())


def gold(case: Any) -> Answers:
    """Partial ones it halves, so that they are not counted as such."""
    sides = [
        [[Entity(*one) for one in case[side][name]] for name in sorted(case["gold"])]
        for side in ("gold", "predicted")
    ]
    found = judged(*sides)
    told = {}
    for scheme, way in _WAYS.items():
        own = found.metrics(way)
        told[scheme] = [own.correct, own.incorrect, 0, own.missed, own.spurious]
    return {**measures(told)}


def evaluate(folder: Path) -> Any:
    sides = [
        [[Entity(*one) for one in article] for article in side]
        for side in by_article(folder, flat=True)
    ]

    def work() -> list[float]:
        found = judged(*sides)
        return [found.metrics(way).f1 for way in _ALL]

    return work


if __name__ == "__main__":
    serve({"gold": gold}, {"evaluate": evaluate})
