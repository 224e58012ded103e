"""The JSON of one figure, one and the same in every result."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.measure.evaluation.figures import Scores
from annotator.measure.intervals import Estimate

COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")
ERRORS = ("correct", "label", "boundary", "label+boundary", "missed", "spurious")

Keys = dict[str, object]


def figure_keys(estimate: Estimate) -> Keys:
    """A figure; why it is undefined, its warning and its undefined replicates where there are."""
    ends = (estimate.value, estimate.low, estimate.high)
    keys: Keys = {**dict(zip(("value", "low", "high"), ends, strict=True)), "n": estimate.n}
    if None in ends:
        keys["why"] = estimate.why
    if estimate.warning:
        keys["warning"] = estimate.warning
    if estimate.undefined:
        keys["undefined"] = estimate.undefined
    return keys


def figures_keys(estimates: Mapping[str, Estimate]) -> Keys:
    """Several figures by name."""
    return {name: figure_keys(one) for name, one in estimates.items()}


def count_of(scores: Scores, name: str) -> int | None:
    """A count of `COUNTS`; None where this way to score could not be judged."""
    count: int = getattr(scores, name)
    return count if scores.is_known else None
