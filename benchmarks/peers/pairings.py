"""The referee: every pairing of small articles is tried, and the best one counted."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import measures
from tests.oracles.pairings import Mark, best, summed, told

_SCHEMES = ("strict", "exact", "partial", "type")
_NONE = (0, 0, 0, 0, 0)


def judged(case: Any) -> Answers:
    parts = []
    for name, own in case["gold"].items():
        gold, said = _marks(own), _marks(case["predicted"][name])
        parts.append(told(gold, said, best(gold, said)[0]))
    whole = summed(parts)
    labels = sorted({label for label, _ in whole.labels})
    each = [_f1(whole.labels[label, "strict"]) for label in labels]
    known = [one for one in each if one is not None]
    correct, incorrect, _, missed, spurious = whole.overall["strict"]
    sums = [sum(pair) for pair in zip(whole.overall["exact"], whole.overall["type"], strict=True)]
    return {
        **measures({scheme: whole.overall[scheme] for scheme in _SCHEMES}),
        "strict P, R, F1": [
            _over(correct, correct + incorrect + spurious),
            _over(correct, correct + incorrect + missed),
            _f1(whole.overall["strict"]),
        ],
        "strict F1 by label": each,
        "strict F1, mean over labels": sum(known) / len(known) if known else None,
        "F1 of exact and type": _f1(sums),
    }


def _marks(side: Any) -> list[Mark]:
    return [Mark(label, ((start, end),)) for label, start, end in side]


def _f1(five: Any) -> float | None:
    correct, incorrect, _, missed, spurious = five
    return _over(2 * correct, 2 * (correct + incorrect) + missed + spurious)


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


if __name__ == "__main__":
    serve({"gold": judged}, {})
