"""The best one-to-one choice among pairs that overlap, by several wishes in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import prod

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotator.measure.table import Ints

# Up to so many pairs ties are settled by every pair's own rank, which makes numbers of so many
# bits; a group with more is a matrix if that has no more than so many cells.
_RANKED = 2_048
_CELLS = 25_000_000
_EXACT = 1 << 53


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that may be chosen, each column of shape (n,).

    `ours` and `theirs` are rows of either side; `equal` is 1 where the pieces are equal and
    `same` where the labels are; `shared` counts the characters in both and `apart` is
    |start difference| + |end difference|, both in code points; `rank` says which pair comes
    first where all else is equal.
    """

    ours: Ints
    theirs: Ints
    equal: Ints
    same: Ints
    shared: Ints
    apart: Ints
    rank: Ints

    def __len__(self) -> int:
        return len(self.ours)

    def take(self, which: Ints) -> Pairs:
        """Some of the pairs, in the order of `which`."""
        return Pairs(
            self.ours[which],
            self.theirs[which],
            self.equal[which],
            self.same[which],
            self.shared[which],
            self.apart[which],
            self.rank[which],
        )


def chosen(pairs: Pairs) -> Ints:
    """Places of the pairs to take, no row twice, ascending.

    In this order: most of equal pieces, most of the same label, most characters shared, edges
    least apart, most pairs, pairs of the smallest rank. All pairs must share a character.
    """
    ours, theirs = _numbered(pairs.ours), _numbered(pairs.theirs)
    rows, others = max(ours) + 1, max(theirs) + 1
    if len(pairs) > _RANKED and rows * others <= _CELLS:
        return _in_matrix(pairs, np.array(ours), np.array(theirs))
    partners: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    place: dict[tuple[int, int], int] = {}
    weights = _weights(pairs, min(rows, others))
    for at, (row, other, weight) in enumerate(zip(ours, theirs, weights, strict=True)):
        partners[row].append((other, weight))
        place[row, other] = at
    return np.array(sorted(place[pair] for pair in heaviest(partners, others)), dtype=np.int64)


def _numbered(column: Ints) -> list[int]:
    """The rows of a group numbered from 0, in their order; most groups are too small for numpy."""
    rows = column.tolist()
    number = {row: at for at, row in enumerate(sorted(set(rows)))}
    return [number[row] for row in rows]


def _weights(pairs: Pairs, most: int) -> Iterator[int]:
    """One whole number a pair, so that a larger sum is a better choice of at most `most`."""
    many = len(pairs)
    bonus = [0] * many
    for at, one in enumerate(sorted(range(many), key=pairs.rank.tolist().__getitem__)):
        bonus[one] = 1 << (many - 1 - at) if many <= _RANKED else many - 1 - at
    pair = 1 << many if many <= _RANKED else many * most + 1
    columns = (pairs.equal, pairs.same, pairs.shared, pairs.apart)
    equals, sames, shares, aparts = (column.tolist() for column in columns)
    apart = pair * (most + 1)
    shared = apart * (most * max(aparts) + 1)
    same = shared * (most * max(shares) + 1)
    equal = same * (most + 1)
    for own in zip(equals, sames, shares, aparts, bonus, strict=True):
        yield own[0] * equal + own[1] * same + own[2] * shared - own[3] * apart + pair + own[4]


def _in_matrix(pairs: Pairs, ours: Ints, theirs: Ints) -> Ints:
    """The choice in a dense group: as many wishes as a float counts exactly, first ones first."""
    shape = (int(ours.max()) + 1, int(theirs.max()) + 1)
    most = min(shape)
    weight = np.zeros(len(pairs))
    wishes = [
        (-pairs.apart, int(pairs.apart.max())),
        (pairs.shared, int(pairs.shared.max())),
        (pairs.same, 1),
        (pairs.equal, int(pairs.equal.max())),
    ]
    if prod(most * top + 1 for _, top in wishes) >= _EXACT:
        wishes = wishes[1:]
    size = 1
    for value, top in wishes:
        weight += value * float(size)
        size *= most * top + 1
    matrix = np.zeros(shape)
    place = np.full(shape, -1, dtype=np.int64)
    matrix[ours, theirs], place[ours, theirs] = weight, np.arange(len(pairs))
    down, across = matrix.sum(axis=1).tolist(), matrix.sum(axis=0).tolist()
    if (shape[0], down) > (shape[1], across):
        matrix, place = matrix.T, place.T
    rows, others = linear_sum_assignment(matrix, maximize=True)
    taken = place[rows, others]
    return np.sort(taken[taken >= 0])


def heaviest(partners: Sequence[Sequence[tuple[int, int]]], others: int) -> list[tuple[int, int]]:
    """The one-to-one choice of pairs with the largest sum of weights, as (row, other).

    Shortest augmenting paths over whole numbers, so that nothing is rounded.

    Args:
        partners: for each row the others it may go with, each below `others`, and the weight.
        others: how many others there are.

    Source:
        Jonker & Volgenant (1987), "A shortest augmenting path algorithm for dense and sparse
        linear assignment problems".
    """
    search = _Search([*(list(row) for row in partners)], others)
    for row in range(len(partners)):
        search.place(row)
    return [(row, other) for row, other in enumerate(search.taken) if 0 <= other < others]


class _Search:
    """A choice under way. Every row may also take a partner of its own that weighs nothing."""

    def __init__(self, partners: list[list[tuple[int, int]]], others: int) -> None:
        self.partners = partners
        self.taken = [-1] * len(partners)
        self.owner = [-1] * (others + len(partners))
        self.row_price = [0] * len(partners)
        self.price = [0] * (others + len(partners))
        for row, own in enumerate(partners):
            own.append((others + row, 0))

    def place(self, root: int) -> None:
        """Find `root` a partner, moving rows that have one where that is better."""
        distance: dict[int, int] = {}
        before: dict[int, int] = {}
        done: dict[int, int] = {}
        waiting: list[tuple[int, int]] = []
        row, base = root, 0
        while True:
            here = base - self.row_price[row]
            for other, weight in self.partners[row]:
                far = here - weight - self.price[other]
                if other not in done and (other not in distance or far < distance[other]):
                    distance[other], before[other] = far, row
                    heappush(waiting, (far, other))
            base, other = heappop(waiting)
            while other in done:
                base, other = heappop(waiting)
            done[other] = base
            if self.owner[other] < 0:
                break
            row = self.owner[other]
        self._raise_prices(root, done, base)
        self._turn(root, other, before)

    def _raise_prices(self, root: int, done: dict[int, int], length: int) -> None:
        self.row_price[root] += length
        for other, far in done.items():
            if self.owner[other] >= 0:
                self.row_price[self.owner[other]] += length - far
                self.price[other] -= length - far

    def _turn(self, root: int, other: int, before: dict[int, int]) -> None:
        """Give every row on the path the partner that the path leads it to."""
        row = -1
        while row != root:
            row = before[other]
            left = self.taken[row]
            self.taken[row], self.owner[other] = other, row
            other = left
