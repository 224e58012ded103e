"""Gwet's AC1 and AC2, which stay near the plain agreement where one value is the commonest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure.alpha import Floats
from annotator.measure.kappa import Corrected, corrected, undefined


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What AC1 and AC2 are counted from; two of them over other units add up.

    `pairs`, shape (values, values), sums over the units with two answers or more the share of
    each ordered pair of values among its pairs of annotators; `paired` counts these units.
    `shares`, shape (values,), sums over all answered units the share of each value; `answered`
    counts them.
    """

    pairs: Floats
    paired: float
    shares: Floats
    answered: float

    def __add__(self, other: Answers) -> Answers:
        return Answers(
            self.pairs + other.pairs,
            self.paired + other.paired,
            self.shares + other.shares,
            self.answered + other.answered,
        )


def answers(counts: ArrayLike) -> Answers:
    """The sums over units, from how many annotators gave each unit each value.

    Args:
        counts: shape (units, values). Rows may have different sums.

    Raises:
        ValueError: a count is negative, or `counts` has not two dimensions.
    """
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim != 2 or np.any(given < 0):
        raise ValueError("counts must have the shape (units, values) and be 0 or more")
    total = given.sum(axis=1)
    seen, paired = total > 0, total >= 2
    each = given[paired] / (total[paired] * (total[paired] - 1))[:, None]
    pairs: Floats = given[paired].T @ each
    pairs[np.diag_indices(len(pairs))] -= each.sum(axis=0)
    shares: Floats = (given[seen] / total[seen][:, None]).sum(axis=0)
    return Answers(pairs, float(paired.sum()), shares, float(seen.sum()))


def answers_of_table(table: ArrayLike) -> Answers:
    """The same sums for two annotators.

    Args:
        table: shape (values, values), units by the first one's value and the second one's.
    """
    given = np.asarray(table, dtype=np.float64)
    both = (given + given.T) / 2
    units = float(given.sum())
    return Answers(both, units, both.sum(axis=1), units)


def gwet_ac(given: Answers, credit: ArrayLike | None = None) -> Corrected:
    """AC1, or AC2 where values have partial credit.

    Args:
        given: the sums over the units.
        credit: shape (values, values), 1.0 for full agreement and 0.0 for none, such as
            `annotator.measure.kappa.scheme`; only equal values agree, if not given.

    Returns:
        Without a unit, at most 1.0. Undefined where no unit has two answers, and where there is
        but one value to choose.

    Source:
        Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high
        agreement"; Gwet (2014), "Handbook of Inter-Rater Reliability", 4th edition, chapter 4.
    """
    values = len(given.shares)
    if not given.paired:
        return undefined()
    if values < 2:
        return corrected(1.0, 1.0)
    worth = np.eye(values) if credit is None else np.asarray(credit, dtype=np.float64)
    share = given.shares / given.answered
    expected = worth.sum() * (share * (1 - share)).sum() / (values * (values - 1))
    return corrected(float((given.pairs * worth).sum()) / given.paired, float(expected))
