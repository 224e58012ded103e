"""scikit-learn: Cohen's kappa, F1 over the places that were marked, and what scores are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    cohen_kappa_score,
    f1_score,
)

from benchmarks.peers.peer import Answers, mean, pairs, serve


def coding(case: Any) -> Answers:
    rows = case["rows"]
    plain = case["level"] == "nominal" and "weights" not in case
    if len(rows) != 2 or not plain or any(None in row for row in rows):
        return {}
    ours, theirs = ([case["values"].index(one) for one in row] for row in rows)
    return {"kappa": cohen_kappa_score(ours, theirs)}


def spans(case: Any) -> Answers:
    found = [_f1(case["sides"][one], case["sides"][other]) for one, other in pairs(case)]
    return {"strict F1" if len(found) == 1 else "strict F1, mean of pairs": mean(found)}


def _f1(ours: Any, theirs: Any) -> float:
    one, other = _places(ours), _places(theirs)
    places = sorted({*one, *other})
    labels = sorted({*one.values(), *other.values()})
    said = ([side.get(place, "") for place in places] for side in (one, other))
    return float(f1_score(*said, labels=labels, average="micro", zero_division=np.nan))


def _places(side: Any) -> dict[str, str]:
    marked = [(f"{article} {pieces}", label) for article in side for label, pieces in side[article]]
    if len({place for place, _ in marked}) < len(marked):
        raise ValueError("a place can have one label only")
    return dict(marked)


def scored(case: Any) -> Answers:
    """It knows nothing of gold that was missed, so the share that was found is given to it."""
    gold = case["gold"]["1"]
    right = [one in gold for one in case["predicted"]["1"]]
    area = average_precision_score(right, case["scores"]) * sum(right) / len(gold)
    return {"average precision": area, "Brier score": brier_score_loss(right, case["scores"])}


def kappa(folder: Path) -> Any:
    ours, theirs = np.load(folder / "words.npy")[:2]
    return lambda: float(cohen_kappa_score(ours, theirs))


if __name__ == "__main__":
    serve({"coding": coding, "spans": spans, "scored": scored}, {"kappa": kappa})
