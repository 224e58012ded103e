"""Which units of different annotators might stand for the same thing, one of each at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.measure.alpha import Floats
from annotator.measure.dissimilarity import Dissimilarity, Line
from annotator.measure.table import Ints

# So many ways to put units together are looked at, and no more.
MOST = 3_000_000
_ROUNDING = 1e-9


class TooMany(ValueError):
    """There are more than `MOST` ways to put units together."""


@dataclass(frozen=True, slots=True, eq=False)
class Unitary:
    """Ways to put two or more units together, one row each.

    `units`, shape (n, annotators), holds the place of each annotator's unit, -1 for none.
    `disorder`, shape (n,), is the mean over pairs of annotators of how unlike their units are.
    """

    units: Ints
    disorder: Floats


def unitary(lines: Sequence[Line], unlike: Dissimilarity) -> Unitary:
    """All ways to put units together that a best alignment may need.

    A way is left out when its units, put in two heaps, have less disorder.

    Raises:
        TooMany: there are more than can be looked at.
    """
    between = {
        (one, other): unlike.between(lines[one], lines[other])
        for one, other in combinations(range(len(lines)), 2)
    }
    rows = _near(lines, between, unlike.empty)
    real = np.count_nonzero(rows >= 0, axis=1)
    rows, real = rows[real >= 2], real[real >= 2]
    apart = {pair: _apart(rows, pair, matrix) for pair, matrix in between.items()}
    pairs = len(between)
    worth = _whole(rows, apart, unlike.empty * pairs, unlike.empty)
    rows, real = rows[worth], real[worth]
    total = sum((one[worth] for one in apart.values()), np.zeros(len(rows)))
    missing = pairs - real * (real - 1) // 2
    return Unitary(rows, np.asarray((total + missing * unlike.empty) / pairs))


def _near(lines: Sequence[Line], between: dict[tuple[int, int], Floats], empty: float) -> Ints:
    """Rows of units of which no two are too far apart ever to stand together."""
    most = (len(between) + len(lines) - 1) * empty + _ROUNDING
    close = {pair: matrix <= most for pair, matrix in between.items()}
    rows = np.full((1, len(lines)), -1, dtype=np.int64)
    for who, own in enumerate(lines):
        if len(rows) * len(own) > MOST * 20:
            raise TooMany
        near = np.ones((len(rows), len(own)), dtype=bool)
        for other in range(who):
            has = rows[:, other] >= 0
            near[has] &= close[other, who][rows[has, other]]
        at, unit = np.nonzero(near)
        if len(rows) + len(at) > MOST:
            raise TooMany
        more = rows[at]
        more[:, who] = unit
        rows = np.concatenate([rows, more])
    return rows


def _apart(rows: Ints, pair: tuple[int, int], matrix: Floats) -> Floats:
    """How unlike the units of two annotators are in each row; 0 where either has none."""
    one, other = rows[:, pair[0]], rows[:, pair[1]]
    found = np.zeros(len(rows))
    both = (one >= 0) & (other >= 0)
    found[both] = matrix[one[both], other[both]]
    return found


def _whole(
    rows: Ints, apart: dict[tuple[int, int], Floats], alone: float, empty: float
) -> NDArray[np.bool_]:
    """Which rows are no worse than what any cut in two heaps leaves."""
    annotators = rows.shape[1]
    worth = np.ones(len(rows), dtype=bool)
    has = rows >= 0
    for heap in range(1, 1 << (annotators - 1)):
        inside = np.array([bool(heap >> who & 1) for who in range(annotators)])
        crossing = [one for pair, one in apart.items() if inside[pair[0]] != inside[pair[1]]]
        ways = has[:, inside].sum(axis=1) * has[:, ~inside].sum(axis=1)
        worth &= (ways == 0) | (sum(crossing) <= alone + ways * empty + _ROUNDING)
    return worth
