"""How sure a figure is: resampling articles, or clusters of articles that are not independent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from annotator.measure.poisson import poisson_weights
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

Rate = Callable[[Floats], Floats]
Method = Literal["bca", "percentile"]
_Weights = NDArray[np.unsignedinteger[Any]]

FEWEST, FEW = 5, 20
TOO_FEW = f"no interval from fewer than {FEWEST} articles or clusters"
ROUGH = f"fewer than {FEW} articles or clusters: the interval is rough"
NOT_DRAWN = "no interval: no resamples were drawn"
LEVEL = 0.95
# Up to so many units whole resamples are drawn; above it each unit's weight is drawn by itself.
WHOLE_RESAMPLES = 5_000
_AT_ONCE = 1 << 22
_SEEDS, _EXACT = 1 << 128, 1 << 24
# Figures nearer to each other than this differ by rounding alone.
_SAME = 1e-12
_BLOCK, _BLOCKS = 1 << 10, 1 << 4
# Up to so many weights are kept rather than drawn again for each figure: a byte or two each.
_MOST_KEPT = 1 << 26


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    `value`, `low` and `high` are None where undefined, and `why` says why. `n` counts the
    units that were resampled, `undefined` the replicates in which the figure was undefined,
    which are left out. `warning` says what the interval cannot be trusted for.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    why: str = ""
    warning: str = ""
    undefined: int = 0


def bootstrap(  # noqa: PLR0913 - what is resampled, and how, each by its own name
    units: Sequence[str],
    sums: Floats,
    rate: Rate,
    *,
    seed: int,
    replicates: int = 1_000,
    level: float = LEVEL,
    method: Method = "bca",
) -> Estimate:
    """A rate of summed rows with its bootstrap interval; the order of rows does not matter.

    Args:
        units: shape (n,), the article of each row, or its cluster; rows of one unit are added.
        sums: shape (n, k), additive counts.
        rate: from sums of shape (..., k) to figures of shape (...), NaN where undefined.
        seed: equal seeds give equal intervals.
        replicates: how many resamples.
        level: the share of the distribution inside the interval.
        method: bca corrects bias and skew by an exact jackknife; percentile does not.

    Returns:
        The estimate; without an interval, and with the reason, where the figure is undefined or
        there are fewer than 5 units; with a warning below 20.

    Raises:
        ValueError: units and sums differ in length, level is not between 0 and 1, or there are
            no replicates.

    Source:
        Efron (1987), "Better bootstrap confidence intervals", JASA 82; Poisson weights for many
        units: Chamandy et al. (2012), "Estimating uncertainty for massive data streams".
    """
    if not 0 < level < 1 or replicates < 1:
        raise ValueError(f"{replicates} replicates at level {level}")
    rows, drawn = Resamples(units, seed=seed, replicates=replicates).of(sums)
    return estimate(rows, drawn, rate, level=level, method=method)


class Resamples:
    """Resamples of units, the same for every figure.

    Args:
        units: shape (n,), the unit of each row that will be given.
        seed: equal seeds and units give equal resamples.
        replicates: how many.

    Raises:
        ValueError: there are no replicates.
    """

    def __init__(self, units: Sequence[str], *, seed: int, replicates: int) -> None:
        if replicates < 1:
            raise ValueError(f"{replicates} replicates")
        names, self._place = _numbered(units)
        self.names = tuple(names)
        self._seed, self._replicates = seed, replicates

    def of(self, sums: Floats) -> tuple[Floats, Floats]:
        """Additive counts, shape (n, k), by unit, (units, k), and resampled, (replicates, k).

        Raises:
            ValueError: there are not as many units as rows.
        """
        rows = _added(self._place, sums, len(self.names))
        drawn = np.zeros((self._replicates, rows.shape[1]))
        at = 0
        for weights in self._weights():
            some = rows[at : at + weights.shape[1]]
            drawn += _product(weights, some)
            at += len(some)
        return rows, drawn

    def _weights(self) -> Iterable[_Weights]:
        """How often each replicate has each unit, units in blocks, shape (replicates, units)."""
        drawn = _drawn if len(self.names) * self._replicates > _MOST_KEPT else _drawn_once
        return drawn(self.names, self._seed, self._replicates)


def _product(weights: _Weights, rows: Floats) -> Floats:
    """Weighted sums of rows, shape (replicates, k).

    Whole numbers whose sums stay below 2 to the 24th are exact in half as many bits, which takes
    half the time.
    """
    most = np.abs(rows).sum(axis=0) * float(weights.max(initial=0))
    if np.all(most < _EXACT) and np.all(rows == np.rint(rows)):
        return (weights.astype(np.float32) @ rows.astype(np.float32)).astype(np.float64)
    return np.asarray(weights.astype(np.float64) @ rows)


def _drawn(names: tuple[str, ...], seed: int, replicates: int) -> Iterable[_Weights]:
    """Weights of units, in blocks, shape (replicates, units)."""
    if len(names) <= WHOLE_RESAMPLES:
        return _whole_resamples(len(names), seed, replicates)
    some = poisson_weights(names, seed=seed, replicates=replicates)
    return (np.concatenate(block).T for block in _together(some))


@lru_cache(maxsize=2)
def _drawn_once(names: tuple[str, ...], seed: int, replicates: int) -> tuple[_Weights, ...]:
    return tuple(_drawn(names, seed, replicates))


def estimate(  # noqa: PLR0913 - what is estimated, and how, each by its own name
    rows: Floats,
    drawn: Floats,
    rate: Rate,
    *,
    level: float = LEVEL,
    method: Method = "bca",
    why: str = "undefined: there is nothing to divide by",
) -> Estimate:
    """The estimate from one row a unit, shape (n, k), and the sums of resamples, (replicates, k).

    `why` is the reason to give where the figure is undefined. Undefined cases, source: see
    `bootstrap`.
    """
    total = rows.sum(axis=0)
    how = _How(rate, level, method, why)
    return _estimate(float(rate(total)), len(rows), drawn, total - rows, how)


@dataclass(frozen=True, slots=True)
class _How:
    rate: Rate
    level: float
    method: Method
    why: str


def _estimate(value: float, n: int, drawn: Floats, without: Floats | None, how: _How) -> Estimate:
    """The estimate from the figure and its resamples; `without`, the sums without each unit."""
    if np.isnan(value):
        return Estimate(None, None, None, n, how.why)
    if n < FEWEST or not len(drawn):
        return Estimate(value, None, None, n, TOO_FEW if n < FEWEST else NOT_DRAWN)
    figures = how.rate(drawn)
    defined = figures[~np.isnan(figures)]
    undefined = len(figures) - len(defined)
    if not len(defined):
        return Estimate(value, None, None, n, "undefined in every replicate", "", undefined)
    plain = np.array([(1 - how.level) / 2, (1 + how.level) / 2])
    tails: Floats | None = plain
    if how.method == "bca":
        skew = 0.0 if without is None else _skew(how.rate(without))
        tails = _corrected(plain, value, defined, skew)
    low, high = np.quantile(defined, plain if tails is None else tails).tolist()
    warnings = [
        ROUGH if n < FEW else "",
        "no resample differs: the interval says nothing" if np.ptp(defined) < _SAME else "",
        "bias and skew could not be corrected" if tails is None else "",
    ]
    return Estimate(value, low, high, n, "", "; ".join(filter(None, warnings)), undefined)


def estimate_of_sums(  # noqa: PLR0913 - what is estimated, and how, each by its own name
    total: Floats, many: int, drawn: Floats, rate: Rate, *, why: str, level: float = LEVEL
) -> Estimate:
    """The estimate of very many units, of which only sums are known.

    Corrected for bias as `estimate` does, not for skew: of so many units, each apart from the
    others, that correction is next to nothing, and it would need what each of them has.

    Args:
        total: shape (k,), the sum over all units.
        many: how many units have anything to judge the figure by.
        drawn: shape (replicates, k), the sums of resamples.
        rate: from sums of shape (..., k) to figures of shape (...), NaN where undefined.
        why: the reason to give where the figure is undefined.
        level: the share of the distribution inside the interval.

    Source:
        Efron & Tibshirani (1993), "An Introduction to the Bootstrap", 14.3, with a = 0.
    """
    how = _How(rate, level, "bca", why)
    return _estimate(float(rate(total)), many, drawn, None, how)


def resampled(
    units: Sequence[str], names: Sequence[str], rows: Floats, *, seed: int, replicates: int
) -> Floats:
    """Rows of some units, shape (n, k), summed in resamples of all `units`, (replicates, k).

    `names`, shape (n,), is the unit of each row. Equal units, seeds and numbers of replicates
    give the same resamples as `Resamples` does.
    """
    drawn = np.zeros((replicates, rows.shape[1]))
    all_units = tuple(sorted(set(units)))
    place = {name: at for at, name in enumerate(all_units)}
    where = np.array([place[name] for name in names], dtype=np.int64)
    begin = 0
    for weights in _drawn_once(all_units, seed, replicates):
        end = begin + weights.shape[1]
        here = (where >= begin) & (where < end)
        drawn += _product(weights[:, where[here] - begin], rows[here])
        begin = end
    return drawn


def by_unit(units: Sequence[str], sums: Floats) -> tuple[list[str], Floats]:
    """One row a unit, sorted by name: names of shape (n,), added rows of shape (n, k).

    Raises:
        ValueError: there are not as many units as rows.
    """
    names, place = _numbered(units)
    return names, _added(place, sums, len(names))


def difference(rate: Rate) -> Rate:
    """The rate of the first half of the columns minus that of the second half.

    With rows of two extractors side by side, `bootstrap` of it is the paired bootstrap.
    """

    def of_halves(sums: Floats) -> Floats:
        half = sums.shape[-1] // 2
        return rate(sums[..., :half]) - rate(sums[..., half:])

    return of_halves


def _numbered(units: Sequence[str]) -> tuple[list[str], Ints]:
    """The names of units, sorted, and the place of each row's unit among them."""
    names = sorted(set(units))
    place = {name: at for at, name in enumerate(names)}
    return names, np.array([place[unit] for unit in units], dtype=np.int64)


def _added(place: Ints, sums: Floats, size: int) -> Floats:
    """Rows of one place added, shape (size, k)."""
    given = np.asarray(sums, dtype=np.float64)
    if len(place) != len(given):
        raise ValueError(f"{len(place)} units for {len(given)} rows")
    rows = np.zeros((size, *given.shape[1:]))
    if size == len(given):
        rows[place] = given
    elif size:
        order = np.argsort(place, kind="stable")
        first = np.searchsorted(place[order], np.arange(size))
        rows = np.add.reduceat(given[order], first, axis=0)
    return rows


def _together(some: Iterable[_Weights]) -> Iterator[list[_Weights]]:
    """Weights of a few units at a time, so many together that a product of matrices is quick."""
    rest = iter(some)
    while block := list(islice(rest, _BLOCKS)):
        yield block


def _whole_resamples(n: int, seed: int, replicates: int) -> Iterator[_Weights]:
    """Weights of resamples of as many units as there are, units in blocks."""
    if not n:
        return
    chance = np.random.default_rng(seed % _SEEDS)
    weights = np.empty((replicates, n), dtype=np.uint16)
    step = max(_AT_ONCE // n, 1)
    for at in range(0, replicates, step):
        many = min(step, replicates - at)
        weights[at : at + many] = chance.multinomial(n, np.full(n, 1 / n), size=many)
    for at in range(0, n, _BLOCK):
        yield weights[:, at : at + _BLOCK]


def _corrected(plain: Floats, value: float, figures: Floats, skew: float) -> Floats | None:
    """The tails after correction for bias and skew; None where that has no answer."""
    below = (np.mean(figures < value) + np.mean(figures <= value)) / 2
    if not 0 < below < 1:
        return None
    bias = float(ndtri(below))
    shifted = bias + ndtri(plain)
    left = 1 - skew * shifted
    return np.asarray(ndtr(bias + shifted / left)) if np.all(left > 0) else None


def _skew(without: Floats) -> float:
    """The acceleration; `without`, shape (n,), is the figure without each unit, as jackknifed."""
    defined = without[~np.isnan(without)]
    away = np.mean(defined) - defined
    spread = float(np.sum(away**2)) ** 1.5
    return float(np.sum(away**3)) / (6 * spread) if spread else 0.0
