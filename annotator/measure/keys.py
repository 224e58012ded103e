"""Rows of several columns as one sorted number each, so that rows are compared at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.measure.table import Ints, Table

_ROOM = 1 << 62


def packed(*sides: Sequence[Ints]) -> tuple[Ints, ...]:
    """One number a row, equal where the rows are and ordered as they are, across all sides.

    Each side is a sequence of columns of shape (n,), the same number of columns for each, with
    values of 0 or more. A key that would need more than 62 bits is replaced by its rank on the
    way, so nothing is ever mixed up.
    """
    cuts = np.cumsum([len(side[0]) for side in sides])[:-1]
    key = np.zeros(sum(len(side[0]) for side in sides), dtype=np.int64)
    size = 1
    for column in zip(*sides, strict=True):
        values = np.concatenate(column)
        span = int(values.max(initial=0)) + 1
        if size * span > _ROOM:
            key, size = _ranked(key)
        if size * span > _ROOM:
            values, span = _ranked(values)
        key = key * span + values
        size *= span
    return tuple(np.split(key, cuts))


def _ranked(values: Ints) -> tuple[Ints, int]:
    known, rank = np.unique(values, return_inverse=True)
    return rank.astype(np.int64), max(len(known), 1)


def shapes(*sides: Table) -> tuple[Ints, ...]:
    """What tells spans of equal start and end apart: 0 where whole, else a rank of the pieces."""
    known = sorted({pieces for side in sides for pieces in side.pieces.values()})
    rank = {pieces: at for at, pieces in enumerate(known, start=1)}
    found = []
    for side in sides:
        shape = np.zeros(len(side), dtype=np.int64)
        for row, pieces in side.pieces.items():
            shape[row] = rank[pieces]
        found.append(shape)
    return tuple(found)


def common(ours: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Rows of either side that are equal, one to one: the intersection of two multisets.

    Both are keys in any order. Of equal rows on one side the first are taken.
    """
    if not len(ours) or not len(theirs):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    mine, keys = _ascending(ours)
    other, among = _ascending(theirs)
    at = np.searchsorted(among, keys)
    if np.any(keys[1:] == keys[:-1]):
        at += np.arange(len(keys)) - np.searchsorted(keys, keys)
    within = at < len(among)
    found = np.flatnonzero(within & (among[np.where(within, at, 0)] == keys))
    return mine[found], other[at[found]]


def _ascending(keys: Ints) -> tuple[Ints, Ints]:
    """The places of keys in their order, and the keys in it."""
    if np.all(keys[1:] >= keys[:-1]):
        return np.arange(len(keys)), keys
    order = np.argsort(keys, kind="stable")
    return order, keys[order]


def added(place: Ints, weights: ArrayLike, size: int) -> NDArray[np.float64]:
    """Weights added by place, shape (size,): numbers with a point also where there are none."""
    return np.bincount(place, weights=weights, minlength=size).astype(np.float64)
