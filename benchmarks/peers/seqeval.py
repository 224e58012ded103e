"""seqeval: strict IOB2, and what it makes of the same tags when it is not told to be strict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import by_article, cut, tagged

_STRICT = {"mode": "strict", "scheme": IOB2}


def gold(case: Any) -> Answers:
    return read(case, _STRICT)


def read(case: Any, how: Any) -> Answers:
    names = sorted(case["gold"])
    true = [tagged(case["gold"][name], case["words"]) for name in names]
    said = case.get("tags") or {
        name: tagged(case["predicted"][name], case["words"]) for name in names
    }
    found = _report(true, [said[name] for name in names], how)
    whole, mean = found.pop("micro avg"), found.pop("macro avg")
    found.pop("weighted avg")
    return {
        "strict P, R, F1": _three(whole),
        "strict F1 by label": [float(found[label]["f1-score"]) for label in sorted(found)],
        "strict F1, mean over labels": float(mean["f1-score"]),
    }


def _three(one: Any) -> list[float]:
    return [float(one[name]) for name in ("precision", "recall", "f1-score")]


def _report(true: Any, said: Any, how: Any) -> Any:
    return classification_report(true, said, output_dict=True, zero_division=0, **how)


def evaluate(folder: Path) -> Any:
    """Spans that are nested left out, and as few words as there can be."""
    sides = by_article(folder, flat=True)
    words = [cut(*both) for both in zip(*sides, strict=True)]
    tags = [
        [tagged(side, own) for side, own in zip(articles, words, strict=True)] for articles in sides
    ]
    true, said = tags
    return lambda: _three(_report(true, said, _STRICT)["micro avg"])


if __name__ == "__main__":
    serve({"gold": gold}, {"evaluate": evaluate})
