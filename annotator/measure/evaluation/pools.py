"""What was counted in many articles, and what resamples of them give, as sums that add up exactly.

Everything summed is a whole number below 2 to the 53rd, so that sums of parts are the same in any
order and however the articles were cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.measure.agreement.formulas import Formula
from annotator.measure.intervals import (
    WHOLE_RESAMPLES,
    Estimate,
    estimate,
    estimate_of_sums,
    resampled,
)
from annotator.measure.rates import Floats

# Up to so many units what was counted is kept unit by unit.
KEPT = WHOLE_RESAMPLES

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What was counted in one set of spans.

    `total`, shape (k,), is the sum over all units, `drawn`, shape (k, replicates), those of their
    hashed resamples, and `many` how many units have anything to count. While these are few,
    `names` and `rows`, shape (many, k), are what each has, else None. `seen` are hashes of the
    units where one may come in several parts, else None.
    """

    total: Floats
    drawn: Floats
    many: int
    names: tuple[str, ...] | None
    rows: Floats | None
    seen: NDArray[np.uint64] | None = None

    def __add__(self, other: Pool) -> Pool:
        """Both together; a unit that is in both counts once."""
        names, rows = _rows_together(self, other)
        seen = _seen_together(self, other)
        many = self.many + other.many
        if names is not None:
            many = len(names)
        elif seen is not None:
            many = len(seen)
        return Pool(self.total + other.total, self.drawn + other.drawn, many, names, rows, seen)


def _rows_together(one: Pool, other: Pool) -> tuple[tuple[str, ...] | None, Floats | None]:
    """The rows of two pools by their units, None where there are too many to keep."""
    if one.names is None or other.names is None or one.rows is None or other.rows is None:
        return None, None
    given = np.array([*one.names, *other.names], dtype=object)
    names, place = np.unique(given, return_inverse=True)
    if len(names) > KEPT:
        return None, None
    rows = np.zeros((len(names), len(one.total)))
    np.add.at(rows, place, np.concatenate([one.rows, other.rows]))
    return tuple(names.tolist()), rows


def _seen_together(one: Pool, other: Pool) -> NDArray[np.uint64] | None:
    if one.seen is None or other.seen is None:
        return None
    return np.union1d(one.seen, other.seen)


def side_by_side(pools: Sequence[Pool], whole: Pool) -> Pool:
    """The columns of several pools as one; its units are those of `whole`, which has them all."""
    total = np.concatenate([one.total for one in pools])
    drawn = np.concatenate([one.drawn for one in pools])
    if whole.names is None:
        return Pool(total, drawn, whole.many, None, None, whole.seen)
    rows = np.hstack([on_units(one, whole.names) for one in pools])
    return Pool(total, drawn, whole.many, whole.names, rows, whole.seen)


def paired(one: Pool, other: Pool) -> Pool:
    """The columns of two pools side by side, over the units of both.

    Of very many units it is told how many one of the two has at least.
    """
    total = np.concatenate([one.total, other.total])
    drawn = np.concatenate([one.drawn, other.drawn])
    seen = _seen_together(one, other)
    if one.names is None or other.names is None:
        many = max(one.many, other.many) if seen is None else len(seen)
        return Pool(total, drawn, many, None, None, seen)
    names = tuple(sorted({*one.names, *other.names}))
    rows = np.hstack([on_units(pool, names) for pool in (one, other)])
    return Pool(total, drawn, len(names), names, rows, seen)


def on_units(pool: Pool, units: Sequence[str]) -> Floats:
    """What each of some units has, shape (units, k), 0 where a unit has nothing.

    Raises:
        ValueError: there are too many units to have kept them.
    """
    if pool.rows is None or pool.names is None:
        raise ValueError("what each of very many units has is not known")
    place = {name: at for at, name in enumerate(units)}
    rows = np.zeros((len(units), len(pool.total)))
    rows[[place[name] for name in pool.names]] = pool.rows
    return rows


@dataclass(frozen=True, slots=True)
class Drawn:
    """How figures of pools get their intervals: equal seeds and units give equal ones.

    `units` are the names of all units while they are few, else None: then whole resamples are
    drawn of them, and above it what was summed with hashed weights is taken.
    """

    units: tuple[str, ...] | None
    seed: int
    replicates: int

    def estimates(self, pool: Pool, formulas: Mapping[Name, Formula]) -> dict[Name, Estimate]:
        """The figures of a pool; units with nothing to judge a figure by do not count for it."""
        drawn = self.drawn(pool)
        return {name: self._estimate(pool, drawn, one) for name, one in formulas.items()}

    def drawn(self, pool: Pool) -> Floats:
        """The sums of resamples, shape (replicates, k)."""
        if self.units is None or pool.rows is None or pool.names is None:
            return pool.drawn.T
        how = {"seed": self.seed, "replicates": self.replicates}
        return resampled(self.units, pool.names, pool.rows, **how)

    def _estimate(self, pool: Pool, drawn: Floats, formula: Formula) -> Estimate:
        why = formula.why(pool.total)
        if pool.rows is None:
            return estimate_of_sums(pool.total, pool.many, drawn, formula.rate, why=why)
        return estimate(pool.rows, drawn, formula.rate, why=why)


def pool_of(units: Sequence[str], rows: Floats) -> Pool:
    """The pool of some rows, shape (n, k), that are kept unit by unit; `units` is that of each.

    Nothing is drawn with hashed weights.
    """
    names, place = np.unique(np.fromiter(units, object, len(units)), return_inverse=True)
    own = np.zeros((len(names), rows.shape[1]))
    np.add.at(own, place, rows)
    there = own.any(axis=1)
    kept = tuple(names[there].tolist())
    return Pool(own.sum(axis=0), np.zeros((rows.shape[1], 0)), len(kept), kept, own[there])
