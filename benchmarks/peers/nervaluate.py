"""nervaluate: strict F1 of two annotators, and all that it says of an extractor."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from nervaluate import Evaluator

from benchmarks.peers.peer import Answers, mean, pairs, serve
from benchmarks.peers.sides import by_article, measures

_SIDES = ("gold", "predicted")
_SCHEMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
_COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")


def spans(case: Any) -> Answers:
    found = [_f1(case["sides"][one], case["sides"][other]) for one, other in pairs(case)]
    return {"strict F1" if len(found) == 1 else "strict F1, mean of pairs": mean(found)}


def _f1(ours: Any, theirs: Any) -> float:
    both = [[_article(side[name]) for name in sorted(ours)] for side in (ours, theirs)]
    labels = sorted({one["label"] for side in both for article in side for one in article})
    return float(_evaluated(both, labels))


def _article(marked: Any) -> list[dict[str, Any]]:
    if any(len(pieces) > 1 for _, pieces in marked):
        raise ValueError("spans are whole")
    return [_span(label, *pieces[0]) for label, pieces in marked]


def _span(label: str, start: int, end: int) -> dict[str, Any]:
    """Its ends are inclusive."""
    return {"label": label, "start": start, "end": end - 1}


def _evaluated(both: Any, labels: Any) -> float:
    found = Evaluator(*both, tags=labels, loader="dict").evaluate()
    return float(found["overall"]["strict"].f1)


def gold(case: Any) -> Answers:
    names = sorted(case["gold"])
    both = [[[_span(*one) for one in case[side][name]] for name in names] for side in _SIDES]
    labels = sorted({one["label"] for side in both for article in side for one in article})
    found = Evaluator(*both, tags=labels, loader="dict").evaluate()
    overall = found["overall"]
    counts = {
        scheme: [getattr(overall[own], count) for count in _COUNTS]
        for scheme, own in _SCHEMES.items()
    }
    whole = overall["strict"]
    each = [float(found["entities"][label]["strict"].f1) for label in labels]
    return {
        **measures(counts),
        "strict P, R, F1": [whole.precision, whole.recall, whole.f1],
        "strict F1 by label": [*each],
    }


def strict(folder: Path) -> Any:
    """F1 of each pair; its spans are made before."""
    sides = [_of_arrays(np.load(path)) for path in sorted(folder.glob("spans-*.npy"))]
    articles = sorted({article for side in sides for article in side})
    each = [[side[article] for article in articles] for side in sides]
    labels = sorted({one["label"] for side in each for article in side for one in article})
    return lambda: [_evaluated(both, labels) for both in combinations(each, 2)]


def _of_arrays(rows: Any) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for article, start, end, label in rows.tolist():
        found[article].append(_span(str(label), start, end))
    return found


def evaluate(folder: Path) -> Any:
    """Four schemes, overall and by label, of which none can be left out."""
    both = [[[_span(*one) for one in article] for article in side] for side in by_article(folder)]
    labels = sorted({one["label"] for side in both for article in side for one in article})
    return lambda: _evaluated(both, labels)


if __name__ == "__main__":
    serve({"spans": spans, "gold": gold}, {"strict": strict, "evaluate": evaluate})
