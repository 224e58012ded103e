"""Which rows of two tables lie over each other."""

from __future__ import annotations

import numpy as np

from annotator.measure.table import Ints, Table


def meeting(ours: Table, theirs: Table, our_rows: Ints, their_rows: Ints) -> tuple[Ints, Ints]:
    """The pairs of rows whose stretches, gaps between pieces included, share a character.

    Rows are ascending. Either theirs starts inside ours, its start included, or ours inside
    theirs. Every article has a line of its own, so no pair crosses from one into another.
    """
    line = 1 + max(int(side.end.max(initial=0)) for side in (ours, theirs))
    (start, end), (begin, stop) = (
        (
            side.article[rows] * line + side.start[rows],
            side.article[rows] * line + side.end[rows],
        )
        for side, rows in ((ours, our_rows), (theirs, their_rows))
    )
    mine, other = _spread(np.searchsorted(begin, start), np.searchsorted(begin, end))
    inside, around = _spread(
        np.searchsorted(start, begin, side="right"), np.searchsorted(start, stop)
    )
    return (
        our_rows[np.concatenate((mine, around))],
        their_rows[np.concatenate((other, inside))],
    )


def characters_shared(ours: Table, theirs: Table, mine: Ints, other: Ints) -> Ints:
    """How many characters each pair shares, in code points, gaps between pieces left out."""
    shared = np.minimum(ours.end[mine], theirs.end[other]) - np.maximum(
        ours.start[mine], theirs.start[other]
    )
    broken = np.zeros(len(mine), dtype=bool)
    for side, rows in ((ours, mine), (theirs, other)):
        if side.pieces:
            broken |= np.isin(rows, np.fromiter(side.pieces, dtype=np.int64))
    for at in np.flatnonzero(broken).tolist():
        shared[at] = sum(
            max(min(end, stop) - max(start, begin), 0)
            for start, end in ours.pieces_of(int(mine[at]))
            for begin, stop in theirs.pieces_of(int(other[at]))
        )
    return shared


def _spread(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """For each i the places low[i] .. high[i]-1, as (i repeated, places)."""
    many = np.maximum(high - low, 0)
    own = np.repeat(np.arange(len(low)), many)
    ahead = np.cumsum(many) - many
    return own, np.arange(len(own)) - ahead[own] + low[own]
