"""Agreement on values of two annotators at a time, as sums: plain, and less what chance gives.

What chance gives follows from how often each value was given. The commonest values are counted
unit by unit; what the others add to chance is shared out over the units that have them, so that
a figure is exact, and only in its resamples held by unit rather than squared anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from annotator.measure.agreement.resampled import Units, Wanted, steady
from annotator.measure.intervals import Rate
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

# So many values are counted unit by unit.
COMMON = 200
NO_PAIR = "no matched span carries this value"
ONE_NUMBER = "only one number was ever given"
_ROUNDING = 1e-9
_DIFFERENT, _VALUED, _PAIRS, _REST, _VALUES = range(5)


def nominal(  # noqa: PLR0913 - what was given where, each by its own name
    units: Units,
    where: Ints,
    ours: Sequence[Hashable | None],
    theirs: Sequence[Hashable | None],
    *,
    matched: Floats,
    local: bool,
) -> Floats:
    """What `agreement`, `nominal_alpha` and `ac1` are summed from, a row a unit.

    Args:
        units: what is resampled.
        where: shape (pairs,), the unit of each pair of which one or both have a value.
        ours: shape (pairs,), the value that one annotator gave, None for none.
        theirs: the same of the other.
        matched: shape (units,), how many pairs there are, also those without a value.
        local: whether no value can occur in two articles, so that two copies of an article in a
            resample do not share it; only None is then counted unit by unit.

    Returns:
        Shape (units, 4 + k): pairs that differ, pairs with a value, all pairs, what the rest of
        the values add to the squares, how often there was none, and how often each of the
        commonest k - 1 values was given.
    """
    answers = (*ours, *theirs)
    often = Counter(answers)
    named = [value for value in often if value is not None]
    if not local:
        named.sort(key=lambda value: (-often[value], repr(value)))
    order = (None, *named)
    code = {value: at for at, value in enumerate(order)}
    given = np.array([code[value] for value in answers], dtype=np.int64)
    of_answer = np.concatenate([where, where])
    size, kept = len(units), 1 if local else min(1 + COMMON, len(order))
    rows = np.zeros((size, _VALUES + kept))
    different = given[: len(ours)] != given[len(ours) :]
    rows[:, _DIFFERENT] = np.bincount(where, weights=different, minlength=size)
    rows[:, _VALUED] = np.bincount(where, minlength=size)
    rows[:, _PAIRS] = matched
    rare = given >= kept
    squares = np.array([often[value] for value in order], dtype=np.float64)[given[rare]]
    rows[:, _REST] = np.bincount(of_answer[rare], weights=squares, minlength=size)
    rows[:, _VALUES] = 2 * (rows[:, _PAIRS] - rows[:, _VALUED])
    np.add.at(rows, (of_answer[~rare], _VALUES + given[~rare]), 1.0)
    return rows


def agreement() -> Wanted:
    """The share of pairs with a value that have the same; of the first two columns alone."""
    return Wanted(lambda sums: 1 - _divided(sums[..., _DIFFERENT], sums[..., _VALUED]), NO_PAIR)


def nominal_alpha() -> Wanted:
    """Krippendorff's alpha of names over all pairs, see `annotator.measure.alpha`.

    Undefined where only one value was ever given.
    """

    def rate(sums: Floats) -> Floats:
        answers = 2 * sums[..., _PAIRS]
        chance = answers**2 - _squares(sums)
        return 1 - _divided((answers - 1) * 2 * sums[..., _DIFFERENT], chance)

    return Wanted(rate, "only one value was ever given")


def ac1(values: int) -> Wanted:
    """Gwet's AC1 over all pairs, see `annotator.measure.gwet`, where `values` could be chosen.

    Undefined where there is but one value to choose.
    """

    def rate(sums: Floats) -> Floats:
        if values < 2:
            return _undefined(sums)
        agreed = 1 - _divided(sums[..., _DIFFERENT], sums[..., _PAIRS])
        shares = _divided(_squares(sums), 4 * sums[..., _PAIRS] ** 2)
        chance = (1 - shares) / (values - 1)
        return np.asarray((agreed - chance) / (1 - chance))

    return Wanted(rate, "there is but one value to choose")


def mean(why: str) -> Wanted:
    """The mean of what was summed, from columns of sum and number."""
    return Wanted(steady(lambda sums: _divided(sums[..., 0], sums[..., 1])), why)


def numeric(
    units: Units, where: Ints, ours: Sequence[float], theirs: Sequence[float]
) -> tuple[Floats, Wanted]:
    """What the alpha of numbers with a true zero is summed from, a row a unit, and that alpha.

    Beyond `COMMON` numbers chance is held in the resamples as it is in the whole, as in Hayes'
    and Krippendorff's own bootstrap. Undefined where there is no pair, where only one number was
    ever given, and where one is below 0.

    Args:
        units: what is resampled.
        where: shape (pairs,), the unit of each pair.
        ours: shape (pairs,), the number that one annotator gave.
        theirs: the same of the other.

    Source:
        Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section E, ratio;
        Hayes & Krippendorff (2007), "Answering the call for a standard reliability measure for
        coding data", for the bootstrap.
    """
    values, given = np.unique(np.array([*ours, *theirs], dtype=np.float64), return_inverse=True)
    apart = _apart(values[given[: len(ours)]], values[given[len(ours) :]])
    rows = np.stack(
        [np.bincount(where, weights=apart, minlength=len(units)), _counted(where, len(units))],
        axis=1,
    )
    if not len(values):
        return rows, Wanted(_undefined, "no matched pair has a number on both sides")
    if values[0] < 0:
        return rows, Wanted(_undefined, "a number is below 0, so that no ratio can be told")
    if len(values) > COMMON:
        return rows, Wanted(steady(_with_chance_held(values, np.bincount(given))), ONE_NUMBER)
    counts = np.zeros((len(units), len(values)))
    np.add.at(counts, (np.concatenate([where, where]), given), 1.0)
    return np.column_stack([rows, counts]), Wanted(steady(_with_chance_drawn(values)), ONE_NUMBER)


def _with_chance_drawn(values: Floats) -> Rate:
    far = _apart(values[:, None], values)

    def rate(sums: Floats) -> Floats:
        often = sums[..., 2:]
        chance = ((often @ far) * often).sum(axis=-1)
        return 1 - _divided((2 * sums[..., 1] - 1) * 2 * sums[..., 0], chance)

    return rate


def _with_chance_held(values: Floats, often: Ints) -> Rate:
    # A row of distances at a time: all of them at once may be too many to hold.
    chance = sum(
        many * float(_apart(value, values) @ often)
        for value, many in zip(values, often.tolist(), strict=True)
    )
    total = int(often.sum())
    held = chance / (total * (total - 1))

    def rate(sums: Floats) -> Floats:
        return 1 - _divided(sums[..., 0], sums[..., 1] * held)

    return rate


def _apart(one: Floats, other: Floats) -> Floats:
    """The squared distance of numbers with a true zero, as `distances("ratio", …)` has it."""
    total = one + other
    share = np.divide(one - other, total, out=np.zeros(np.shape(total)), where=total > 0)
    return np.asarray(share**2)


def _squares(sums: Floats) -> Floats:
    """How often each value was given, squared and added."""
    return np.asarray((sums[..., _VALUES:] ** 2).sum(axis=-1) + sums[..., _REST])


def _counted(where: Ints, size: int) -> Floats:
    return np.bincount(where, minlength=size).astype(np.float64)


def _undefined(sums: Floats) -> Floats:
    return np.full(sums.shape[:-1], np.nan)


def _divided(part: Floats, whole: Floats) -> Floats:
    """The quotient; NaN where the divisor is 0, or less by rounding."""
    undefined = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=undefined, where=np.asarray(whole) > _ROUNDING)
    return undefined
