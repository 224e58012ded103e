"""Whether two extractors differ: randomization over articles, and many tests at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.intervals import Rate, by_unit
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

# Up to so many units every swap is tried.
EXACT = 12
_NEAR = 1e-12
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
    `replicates` swaps are drawn, and p is (1 + as large) / (1 + replicates).

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
    names, mine = by_unit(units, ours)
    _, other = by_unit(units, theirs)
    n, exact = len(names), len(names) <= EXACT
    seen = float(rate(mine.sum(axis=0)) - rate(other.sum(axis=0))) if n else np.nan
    if np.isnan(seen):
        return Tested(None, None, n, exact, "the difference is undefined")
    large = sum(
        _as_large(swaps @ (other - mine), mine, other, rate, abs(seen))
        for swaps in (_every_swap(n) if exact else _some_swaps(n, replicates, seed))
    )
    least = 2.0 ** (1 - n)
    if exact:
        return Tested(large / (1 << n), least, n, exact)
    return Tested((1 + large) / (1 + replicates), max(least, 1 / (1 + replicates)), n, exact)


def _every_swap(n: int) -> Iterator[Ints]:
    """One row a way to swap n units, 1 where one is swapped; all at once, for there are few."""
    yield (np.arange(1 << n)[:, None] >> np.arange(n)) & 1


def _some_swaps(n: int, replicates: int, seed: int) -> Iterator[Ints]:
    """As many ways by chance, a block of rows at a time."""
    chance = np.random.default_rng(seed)
    step = max(_AT_ONCE // n, 1)
    for at in range(0, replicates, step):
        yield chance.integers(0, 2, size=(min(step, replicates - at), n))


def _as_large(moved: Floats, mine: Floats, other: Floats, rate: Rate, seen: float) -> int:
    """How many swaps, each given by what it moves, differ at least as much as was seen."""
    apart = np.abs(rate(mine.sum(axis=0) + moved) - rate(other.sum(axis=0) - moved))
    return int(np.sum(~(apart < seen - _NEAR)))


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
