"""The older alpha for unitizing, kept to compare with tools that report it.

It misbehaves beyond two annotators: `annotator.measure.unitizing` has what replaced it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from annotator.labels.span import Piece
from annotator.measure.alpha import Floats
from annotator.measure.keys import added
from annotator.measure.rates import divided as quotient
from annotator.measure.table import Ints, Table, columns, divided
from annotator.measure.value import Measured, ratio

NOTHING = "nothing was marked, or nothing could be marked otherwise"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far units of one label are apart, and how far they would be by chance; no unit."""

    observed: float
    expected: float


@dataclass(frozen=True, slots=True, eq=False)
class Disagreements:
    """The same for each article and label, both of shape (articles, labels)."""

    observed: Floats
    expected: Floats


def disagreement(annotators: Sequence[Sequence[Piece]], begin: int, length: int) -> Disagreement:
    """What annotators' units of one label, on one article, differ by.

    Args:
        annotators: the units of each as half-open code points, in any order. Units of one
            annotator that overlap are taken as one, since the measure knows none such.
        begin: the first code point of the text.
        length: how many it has.

    Raises:
        ValueError: fewer than two annotators, an empty text, or a unit outside the text.
    """
    if len(annotators) < 2 or length < 1:
        raise ValueError("two annotators and a text are needed")
    for start, end in (unit for own in annotators for unit in own):
        if not begin <= start < end <= begin + length:
            raise ValueError(f"a unit from {start} to {end} is not in the text")
    units = [joined(_table(own, begin)) for own in annotators]
    found = disagreements_of(units, [length], 1)
    return Disagreement(float(found.observed[0, 0]), float(found.expected[0, 0]))


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Units that do not overlap, sorted by cell and start.

    A cell is an article and a label: the place of the article times the labels, plus that of the
    label.
    """

    cell: Ints
    start: Ints
    end: Ints


def joined(table: Table) -> Stretches:
    """The units of a table, those of one label that overlap (touching is not) made one.

    A span in pieces is as many units.
    """
    row, start, end = divided(table)
    cell = table.article[row] * len(table.labels) + table.label[row]
    order = np.lexsort((start, cell))
    cell, start, end = cell[order], start[order], end[order]
    line = int(end.max(initial=0)) + 1
    reach = np.maximum.accumulate(cell * line + end)
    opens = np.ones(len(cell), dtype=bool)
    opens[1:] = cell[1:] * line + start[1:] >= reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(cell))[: len(first)] - 1
    return Stretches(cell[first], start[first], reach[last] - cell[last] * line)


def disagreements_of(
    annotators: Sequence[Stretches], text: ArrayLike, labels: int
) -> Disagreements:
    """What annotators' units differ by, article by article and label by label.

    Args:
        annotators: their units, from tables over the same articles and labels.
        text: shape (articles,), how many code points each article has.
        labels: how many labels there are.

    Source:
        Krippendorff (1995), "On the reliability of unitizing continuous data"; Krippendorff
        (2004), "Content Analysis", 2nd edition, section 11.6.
    """
    size = np.repeat(np.asarray(text, dtype=np.float64), labels)
    apart = np.zeros(len(size))
    for one, other in combinations(annotators, 2):
        apart += _apart(one, other, len(size))
    pairs = len(annotators) * (len(annotators) - 1)
    observed = np.nan_to_num(quotient(2 * apart, pairs * size**2))
    shape = (-1, labels)
    return Disagreements(observed.reshape(shape), _expected(annotators, size).reshape(shape))


def alpha_us(sums: Floats) -> Floats:
    """Alpha of observed and expected disagreement, shape (..., 2) to (...); NaN where undefined."""
    return 1 - quotient(sums[..., 0], sums[..., 1])


def alpha_u(labels: Mapping[str, Disagreement]) -> Measured:
    """Agreement over labels: 1.0 is perfect, 0.0 is chance, below 0.0 is worse.

    Args:
        labels: what each label's units differ by; one alone for the alpha of that label.

    Returns:
        Without a unit. Undefined where chance cannot disagree: nothing was marked.
    """
    observed = sum(one.observed for one in labels.values())
    apart = ratio(observed, sum(one.expected for one in labels.values()), NOTHING)
    return apart if apart.value is None else Measured(1 - apart.value)


def _table(units: Sequence[Piece], begin: int) -> Table:
    start, end = np.array(list(units), dtype=np.int64).reshape(-1, 2).T - begin
    nought = np.zeros(len(start), dtype=np.int64)
    return columns(["one"], ["unit"], article=nought, start=start, end=end, label=nought)


def _apart(ours: Stretches, theirs: Stretches, cells: int) -> Floats:
    """Squared differences of the edges of units that meet, and squared lengths of the others."""
    line = max(int(units.end.max(initial=0)) for units in (ours, theirs)) + 1
    ends = theirs.cell * line + theirs.end
    starts = theirs.cell * line + theirs.start
    low = np.searchsorted(ends, ours.cell * line + ours.start, side="right")
    high = np.searchsorted(starts, ours.cell * line + ours.end)
    many = high - low
    mine = np.repeat(np.arange(len(many)), many)
    other = np.arange(int(many.sum())) + np.repeat(low - np.cumsum(many) + many, many)
    alone = np.ones(len(theirs.cell), dtype=bool)
    alone[other] = False
    starts_apart = ours.start[mine] - theirs.start[other]
    ends_apart = ours.end[mine] - theirs.end[other]
    total = added(ours.cell[mine], starts_apart**2 + ends_apart**2, cells)
    for units, left in ((ours, many == 0), (theirs, alone)):
        long = (units.end - units.start)[left].astype(np.float64)
        total += added(units.cell[left], long**2, cells)
    return total


def _expected(units: Sequence[Stretches], text: Floats) -> Floats:
    """What the same units would differ by if they lay anywhere in anybody's text."""
    cell = np.concatenate([own.cell for own in units])
    size = np.concatenate([own.end - own.start for own in units]).astype(np.float64)
    cells, all_text = len(text), len(units) * text
    often = np.bincount(cell, minlength=cells)
    over = (often[cell] - 1) * (2 * size**3 - 3 * size**2 + size) / 3
    inside = _room(cell, size, *_gaps(units, text))
    total = added(cell, over + size**2 * inside, cells)
    same = added(cell, size * (size - 1), cells)
    left = np.where(often > 0, all_text * (all_text - 1) - same, 0.0)
    return np.nan_to_num(quotient(2 * total, text * left))


def _gaps(units: Sequence[Stretches], text: Floats) -> tuple[Ints, Floats]:
    """What each annotator left between units, in cells that anybody has units in: cell, length."""
    used = np.unique(np.concatenate([own.cell for own in units]))
    cells, longs = [], []
    for own in units:
        cell = np.concatenate([own.cell, used])
        start = np.concatenate([own.start.astype(np.float64), text[used]])
        end = np.concatenate([own.end.astype(np.float64), text[used]])
        order = np.lexsort((start, cell))
        cell, start, end = cell[order], start[order], end[order]
        before = np.append(0.0, end[:-1])
        before[np.flatnonzero(np.diff(cell, prepend=-1))] = 0.0
        long = start - before
        cells.append(cell[long > 0])
        longs.append(long[long > 0])
    return np.concatenate(cells), np.concatenate(longs)


def _room(cell: Ints, size: Floats, holes: Ints, long: Floats) -> Floats:
    """In how many places of the gaps of its cell each unit would fit."""
    order = np.lexsort((long, holes))
    holes, long = holes[order], long[order]
    line = int(max(long.max(initial=0), size.max(initial=0))) + 1
    low = np.searchsorted(holes * line + long, cell * line + size)
    high = np.searchsorted(holes, cell, side="right")
    sums = np.append(0.0, np.cumsum(long))
    return np.asarray(sums[high] - sums[low] - (high - low) * (size - 1))
