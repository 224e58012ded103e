"""Whether two extractors differ: randomization over articles, and many tests at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.intervals import Rate, by_unit
from annotator.measure.rates import Floats

# Up to so many units every swap is tried.
EXACT = 12
_NEAR = 1e-12
_UNDEFINED = "the difference is undefined"
_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Tested:
    """The p of a two-sided test; None with a reason.

    `floor` is the least p there can be: a swap and its opposite always differ alike, so n units
    do not go below 2 / 2^n, nor r drawn swaps below 1 / (1 + r).
    """

    p: float | None
    floor: float | None
    n: int
    exact: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is tested: a rate of some of the columns, see `randomization`."""

    columns: slice
    rate: Rate


def randomization(  # noqa: PLR0913 - two extractors, and how they are compared
    units: Sequence[str],
    ours: Floats,
    theirs: Floats,
    rate: Rate,
    *,
    seed: int,
    replicates: int = 10_000,
) -> Tested:
    """How often swapping the two on some articles gives a difference as large as the one seen.

    Up to 12 units every swap is tried, so p is exact and the seed is not used. Above that
    `replicates` swaps are drawn, and p is (1 + as large) / (1 + replicates). Units in which
    neither counted anything do not count.

    Args:
        units: shape (n,), the article or the cluster of each row; rows of one unit go together.
        ours: shape (n, k), additive counts of one extractor.
        theirs: shape (n, k), those of the other on the same articles.
        rate: from sums of shape (..., k) to figures of shape (...), NaN where undefined.
        seed: equal seeds draw equal swaps.
        replicates: how many swaps are drawn where not all are tried.

    Returns:
        The test. Undefined where the difference is, and without units. Swaps that leave it
        undefined count as large, so that they never make p smaller.

    Raises:
        ValueError: units and rows differ in number.

    Source:
        Yeh (2000), "More accurate tests for the statistical significance of result differences".
    """
    figure = Figure(slice(None), rate)
    (tested,) = randomizations(units, ours, theirs, [figure], seed=seed, replicates=replicates)
    return tested


def randomizations(  # noqa: PLR0913 - two extractors, and how they are compared
    units: Sequence[str],
    ours: Floats,
    theirs: Floats,
    figures: Sequence[Figure],
    *,
    seed: int,
    replicates: int = 10_000,
) -> list[Tested]:
    """The test of each of several figures, see `randomization`; drawn swaps are the same for all.

    Raises:
        ValueError: units and rows differ in number.
    """
    (_, mine), (_, other) = by_unit(units, ours), by_unit(units, theirs)
    tests = [_test(mine[:, one.columns], other[:, one.columns], one.rate) for one in figures]
    large = [sum(map(one.as_large, _swapped_all(one))) if one.exact else 0 for one in tests]
    many = [at for at, one in enumerate(tests) if not one.exact]
    for moved in _swapped(other - mine, replicates, seed) if many else ():
        for at in many:
            large[at] += tests[at].as_large(moved[:, figures[at].columns])
    return [one.tested(some, replicates) for one, some in zip(tests, large, strict=True)]


def tossed_test(units: int, mine: Floats, other: Floats, moved: Floats, rate: Rate) -> Tested:
    """The test of very many units, of which only sums are known.

    Args:
        units: how many there are.
        mine: shape (k,), the sums of one extractor.
        other: shape (k,), those of the other.
        moved: shape (swaps, k), what each way to swap takes from the other to the one.
        rate: from sums of shape (..., k) to figures of shape (...), NaN where undefined.

    Returns:
        The test, see `randomization`.
    """
    seen = abs(float(rate(mine) - rate(other)))
    if np.isnan(seen):
        return Tested(None, None, units, exact=False, why=_UNDEFINED)
    drawn = 1 / (1 + len(moved))
    large = _as_large(rate(mine + moved) - rate(other - moved), seen)
    return Tested((1 + large) * drawn, max(2.0 ** (1 - units), drawn), units, exact=False)


def _as_large(apart: Floats, seen: float) -> int:
    """How many differences are as large as the one seen; undefined ones are."""
    return int(np.sum(~(np.abs(apart) < seen - _NEAR)))


@dataclass(frozen=True, slots=True, eq=False)
class _Test:
    """One figure under test: the sums of either side, and how far apart they were seen.

    `moved`, shape (n, k), is what swapping each unit in which there is something to judge takes
    from one side to the other.
    """

    mine: Floats
    other: Floats
    moved: Floats
    rate: Rate
    seen: float

    @property
    def exact(self) -> bool:
        """Whether every swap is tried."""
        return len(self.moved) <= EXACT

    def as_large(self, moved: Floats) -> int:
        """How many swaps, each given by what it moves, differ at least as much as was seen."""
        apart = self.rate(self.mine + moved) - self.rate(self.other - moved)
        return _as_large(apart, self.seen)

    def tested(self, large: int, replicates: int) -> Tested:
        """What comes of so many swaps that differ as much."""
        n = len(self.moved)
        if not n or np.isnan(self.seen):
            return Tested(None, None, n, self.exact, _UNDEFINED)
        least = 2.0 ** (1 - n)
        if self.exact:
            return Tested(large / (1 << n), least, n, exact=True)
        drawn = 1 / (1 + replicates)
        return Tested((1 + large) * drawn, max(least, drawn), n, exact=False)


def _test(mine: Floats, other: Floats, rate: Rate) -> _Test:
    used = mine.any(axis=1) | other.any(axis=1)
    one, two = mine.sum(axis=0), other.sum(axis=0)
    apart = abs(float(rate(one) - rate(two))) if used.any() else np.nan
    return _Test(one, two, (other - mine)[used], rate, apart)


def _swapped_all(test: _Test) -> Iterator[Floats]:
    """What every way to swap the units moves."""
    n = len(test.moved)
    yield ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1) @ test.moved


def _swapped(apart: Floats, replicates: int, seed: int) -> Iterator[Floats]:
    """What as many ways by chance move, a block of rows at a time."""
    chance = np.random.default_rng(seed)
    step = max(_AT_ONCE // max(apart.shape), 1)
    for at in range(0, replicates, step):
        swaps = chance.integers(0, 2, size=(min(step, replicates - at), len(apart)))
        yield swaps.astype(np.float64) @ apart


def holm(each: Sequence[float | None]) -> tuple[float | None, ...]:
    """The p of several tests, each corrected for there being several; None stays None.

    Source:
        Holm (1979), "A simple sequentially rejective multiple test procedure".
    """
    defined = sorted((p, at) for at, p in enumerate(each) if p is not None)
    corrected: list[float | None] = [None] * len(each)
    highest = 0.0
    for before, (p, at) in enumerate(defined):
        highest = max(highest, min(1.0, p * (len(defined) - before)))
        corrected[at] = highest
    return tuple(corrected)
