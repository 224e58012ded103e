"""Counts of articles, summed by the units that are resampled and in their hashed resamples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from annotator.measure.evaluation.pools import KEPT, Pool
from annotator.measure.poisson import coins, poisson_weights
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

# What a pool is known by: ("overall",), ("label", "PERSON"), …
Key = tuple[str, ...]
# The place of the first unit, and what units are weighed with, shape (units, many).
_Block = tuple[int, NDArray[np.float32]]

# Weights of so many units at a time are turned into numbers that matrices are multiplied with.
_AT_ONCE = 1 << 10
# Whole numbers below it are exact in half as many bits, which takes half the time.
_EXACT = 1 << 24
# No unit weighs more in one resample.
_HEAVIEST = 16


@dataclass(frozen=True, slots=True)
class Sharing:
    """How parts of a corpus are counted so that they add up.

    `clustered` tells whether articles are resampled in clusters, of which one may lie in several
    parts.
    """

    seed: int
    replicates: int
    clustered: bool = False


class Drawing:
    """The units of some articles, and what was counted in them, resampled.

    Args:
        units: shape (articles,), the unit of each article.
        plan: how parts are counted.
    """

    def __init__(self, units: Sequence[str], plan: Sharing) -> None:
        names, place = np.unique(np.array(units, dtype=object), return_inverse=True)
        self._names = tuple(names.tolist())
        self._place = place.astype(np.int64)
        self._plan = plan

    def pools(
        self, counted: Mapping[Key, Floats], some: Mapping[Key, tuple[Ints, Floats]]
    ) -> dict[Key, Pool]:
        """What was counted, by its key, summed by unit and in resamples; all whole numbers.

        Args:
            counted: by key, shape (articles, k), what was counted in every article.
            some: by key, the places of some articles, and what was counted in these.
        """
        whole = self._by_unit(np.arange(len(self._place)), np.hstack(list(counted.values())))
        rows = {key: self._by_unit(*own) for key, own in some.items()}
        drawn = self._weighed([whole, *rows.values()], self._weights(), self._plan.replicates)
        found: dict[Key, Pool] = {}
        at = 0
        for key, own in counted.items():
            columns = slice(at, at + own.shape[1])
            at = columns.stop
            found[key] = self._pool(whole[0], whole[1][:, columns], drawn[0][columns])
        for (key, (units, own)), sums in zip(rows.items(), drawn[1:], strict=True):
            found[key] = self._pool(units, own, sums)
        return found

    def _by_unit(self, articles: Ints, sums: Floats) -> tuple[Ints, Floats]:
        """The units of some articles, ascending, and what was counted in each of these."""
        place = self._place[articles]
        if np.all(place[1:] > place[:-1]):
            return place, sums.astype(np.float64)
        order = np.argsort(place, kind="stable")
        units, first = np.unique(place[order], return_index=True)
        if not len(units):
            return units, np.zeros((0, sums.shape[1]))
        return units, np.add.reduceat(sums[order].astype(np.float64), first, axis=0)

    def tossed(self, counted: Mapping[Key, Floats], tosses: int) -> dict[Key, Floats]:
        """What was counted in every article, summed over the units whose coin lets them swap.

        Args:
            counted: by key, shape (articles, k), whole numbers.
            tosses: how often each unit's coin is tossed.

        Returns:
            By key, shape (k, tosses).
        """
        rows = self._by_unit(np.arange(len(self._place)), np.hstack(list(counted.values())))
        (sums,) = self._weighed([rows], self._coins(tosses), tosses)
        cuts = np.cumsum([own.shape[1] for own in counted.values()])[:-1]
        return dict(zip(counted, np.split(sums, cuts), strict=True))

    def _weighed(
        self, rows: Sequence[tuple[Ints, Floats]], blocks: Iterator[_Block], many: int
    ) -> list[Floats]:
        """Weighted sums, shape (k, many), of rows of some units each."""
        sums = [np.zeros((own.shape[1], many)) for _, own in rows]
        products = [_Product(own) for _, own in rows]
        for begin, weights in blocks if many else ():
            end = begin + len(weights)
            for total, (units, _), product in zip(sums, rows, products, strict=True):
                first, last = np.searchsorted(units, [begin, end]).tolist()
                if first < last:
                    every = last - first == end - begin
                    own = weights if every else weights[units[first:last] - begin]
                    product.add(slice(first, last), own, total)
        return sums

    def _weights(self) -> Iterator[_Block]:
        """Weights of units in blocks, shape (units, replicates), and the place of the first."""
        how = {"seed": self._plan.seed, "replicates": self._plan.replicates}
        for begin in range(0, len(self._names), _AT_ONCE):
            block = poisson_weights(self._names[begin : begin + _AT_ONCE], **how)
            yield begin, np.concatenate(list(block)).astype(np.float32)

    def _coins(self, tosses: int) -> Iterator[_Block]:
        """Coins of units in blocks, shape (units, tosses), and the place of the first."""
        for begin in range(0, len(self._names), _AT_ONCE):
            some = self._names[begin : begin + _AT_ONCE]
            block = coins(some, seed=self._plan.seed, tosses=tosses)
            yield begin, np.concatenate(list(block)).astype(np.float32)

    def _pool(self, units: Ints, rows: Floats, drawn: Floats) -> Pool:
        there = np.flatnonzero(rows.any(axis=1))
        few = len(there) <= KEPT
        asked = units[there].tolist() if few or self._plan.clustered else []
        names = tuple(self._names[at] for at in asked)
        return Pool(
            rows.sum(axis=0),
            drawn,
            len(there),
            names if few else None,
            rows[there] if few else None,
            hashes(names) if self._plan.clustered else None,
        )


class _Product:
    """Rows to be multiplied with weights: columns of small numbers in half as many bits."""

    def __init__(self, rows: Floats) -> None:
        small = np.abs(rows).sum(axis=0) * _HEAVIEST < _EXACT
        self._small, self._large = np.flatnonzero(small), np.flatnonzero(~small)
        self._single = np.ascontiguousarray(rows[:, small].T, dtype=np.float32)
        self._double = np.ascontiguousarray(rows[:, ~small].T)

    def add(self, units: slice, weights: NDArray[np.float32], total: Floats) -> None:
        """Add the weighted sums of some rows to a total of shape (k, replicates)."""
        if len(self._small):
            total[self._small] += self._single[:, units] @ weights
        if len(self._large):
            total[self._large] += self._double[:, units] @ weights.astype(np.float64)


def hashes(names: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each name, sorted; of a thousand million no two are likely to be equal."""
    told = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.unique(np.frombuffer(told, dtype="<u8").astype(np.uint64))
