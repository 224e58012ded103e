"""Rates from sums of counts: F1, precision, recall, and kappa of a two by two table.

The figures of many resamples come from the same formulas; there NaN stands for undefined.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from annotator.measure.counts import Counts
from annotator.measure.value import Measured, ratio

Floats = NDArray[np.float64]

NOTHING_MARKED = "neither side marked anything"


def f1s(sums: Floats) -> Floats:
    """Micro F1 of rows of evidence, shape (..., 4) to (...); NaN where nobody marked anything.

    2 TP / (|A| + |B|), the same from either side. The columns are those of `Counts.evidence`.
    """
    return divided(sums[..., 0] + sums[..., 1], sums[..., 2] + sums[..., 3])


def precisions(sums: Floats) -> Floats:
    """The share of their spans that are hits, shape (..., 4) to (...); NaN where they have none."""
    return divided(sums[..., 1], sums[..., 3])


def recalls(sums: Floats) -> Floats:
    """The share of our spans that are hits, shape (..., 4) to (...); NaN where we have none."""
    return divided(sums[..., 0], sums[..., 2])


def f1(ours_hit: float, theirs_hit: float, ours: float, theirs: float) -> Measured:
    """Micro F1 of one row of evidence; undefined where neither side marked anything.

    Source:
        Hripcsak & Rothschild (2005), "Agreement, the F-measure, and reliability in information
        retrieval", JAMIA 12(3).
    """
    return ratio(ours_hit + theirs_hit, ours + theirs, NOTHING_MARKED)


def precision(ours_hit: float, theirs_hit: float, ours: float, theirs: float) -> Measured:  # noqa: ARG001 - one row of evidence, whole
    """The share of their spans that are hits; undefined where they marked nothing."""
    return ratio(theirs_hit, theirs, "nothing was predicted")


def recall(ours_hit: float, theirs_hit: float, ours: float, theirs: float) -> Measured:  # noqa: ARG001 - one row of evidence, whole
    """The share of our spans that are hits; undefined where we marked nothing."""
    return ratio(ours_hit, ours, "nothing is in the gold")


def macro(each: Iterable[Measured]) -> Measured:
    """The mean over labels or articles of those that are defined; undefined where none is."""
    values = [one.value for one in each if one.value is not None]
    return ratio(sum(values), len(values), "no part has a defined figure")


def macro_f1(counts: Counts) -> Measured:
    """The mean of the labels' strict F1; a label that nobody used counts for nothing."""
    return macro(
        f1(*counts.evidence("strict", label).sum(axis=0).tolist()) for label in counts.labels
    )


def kappa_two_by_two(both: float, only_ours: float, only_theirs: float, neither: float) -> Measured:
    """Cohen's kappa of two who each say yes or no; 1 is perfect, 0 chance.

    2 (both * neither - only_ours * only_theirs) over the products of the margins, which is
    kappa without the cancellation of 1 - p_e. As `neither` grows it goes to
    2 both / (2 both + only_ours + only_theirs), which is F1. Undefined where both say the same of
    everything.

    Source:
        Cohen (1960); Hripcsak & Rothschild (2005) for the limit.
    """
    ours, theirs = both + only_ours, both + only_theirs
    total = both + only_ours + only_theirs + neither
    chance = ours * (total - theirs) + theirs * (total - ours)
    return ratio(
        2 * (both * neither - only_ours * only_theirs), chance, "both used one category only"
    )


def divided(part: Floats, whole: Floats) -> Floats:
    """`part / whole`, NaN where `whole` is 0 or NaN; both of one shape."""
    undefined = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=undefined, where=np.asarray(whole) != 0)
    return undefined
