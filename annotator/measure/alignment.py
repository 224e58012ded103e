"""The alignment of several annotators' units that leaves the least disorder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.dissimilarity import Dissimilarity, Line
from annotator.measure.packing import most_saved
from annotator.measure.table import Ints
from annotator.measure.unitary import Unitary, unitary

# Of equal disorder the alignment with fewer parts is taken: this is what a part less is worth.
_FEWER = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Every unit in one part, with at most one unit of each annotator in a part.

    `parts`, shape (n, annotators), holds the place of each annotator's unit, -1 for none.
    `disorder` is the sum over parts, over the mean number of units of an annotator: without a
    unit, 0.0 where all are alike.
    """

    parts: Ints
    disorder: float


def best_alignment(lines: Sequence[Line], unlike: Dissimilarity) -> Alignment:
    """The alignment with the least disorder; of several such one with the fewest parts.

    Args:
        lines: each annotator's units in one article.
        unlike: what counts as unlike.

    Raises:
        ValueError: fewer than two annotators, or no units at all.
        annotator.measure.unitary.TooMany: too many units overlap.

    Source:
        Mathet, Widlöcher & Métivier (2015), section 4.5 and, for the solution by integers, 5.1.
    """
    sizes = [len(own) for own in lines]
    if len(lines) < 2 or not sum(sizes):
        raise ValueError("two annotators and a unit are needed")
    ways = unitary(lines, unlike)
    taken = _taken(ways, lines, unlike.empty)
    parts = [ways.units[taken]]
    for who, size in enumerate(sizes):
        alone = np.setdiff1d(np.arange(size), parts[0][:, who])
        single = np.full((len(alone), len(lines)), -1, dtype=np.int64)
        single[:, who] = alone
        parts.append(single)
    aligned = np.concatenate(parts)
    total = float(ways.disorder[taken].sum()) + unlike.empty * (len(aligned) - len(taken))
    return Alignment(aligned, total * len(lines) / sum(sizes))


def _taken(ways: Unitary, lines: Sequence[Line], empty: float) -> Ints:
    """Places of the ways to take: those that together save most."""
    starts = np.concatenate([own.start for own in lines])
    number = np.empty(len(starts) + 1, dtype=np.int64)
    number[np.argsort(starts, kind="stable")] = np.arange(len(starts))
    number[-1] = -1
    first = np.cumsum([0, *(len(own) for own in lines[:-1])])
    numbers = number[np.where(ways.units >= 0, ways.units + first, -1)]
    real = np.count_nonzero(numbers >= 0, axis=1)
    saved = real * empty - ways.disorder + _FEWER * (real - 1)
    return most_saved(numbers, saved)
