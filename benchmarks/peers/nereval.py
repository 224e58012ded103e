"""nereval: one F1 of place and label together, as at MUC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nereval import Entity
from nereval import evaluate as f1

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import by_article


def gold(case: Any) -> Answers:
    names = sorted(case["gold"])
    sides = (
        [[_entity(one, case["text"][name]) for one in case[side][name]] for name in names]
        for side in ("gold", "predicted")
    )
    return {"F1 of exact and type": float(f1(*sides))}


def _entity(one: Any, text: str) -> Any:
    label, start, end = one
    return Entity(text[start:end], label, start)


def evaluate(folder: Path) -> Any:
    sides = [
        [
            [Entity("x" * (end - start), label, start) for label, start, end in article]
            for article in side
        ]
        for side in by_article(folder)
    ]
    return lambda: f1(*sides)


if __name__ == "__main__":
    serve({"gold": gold}, {"evaluate": evaluate})
