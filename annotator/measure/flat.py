"""One annotator's spans laid flat: at most one label on a character, as unitizing asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from annotator.labels.span import Piece
from annotator.measure.table import Ints, Table, divided


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Stretches that do not overlap, one row each, sorted by article and start.

    `article` and `label` are places as in the table they come from; `start` and `end` are
    half-open code points within the article. `cut`, shape (articles,), counts the pieces that
    lost characters because the annotator's own spans overlapped.
    """

    article: Ints
    start: Ints
    end: Ints
    label: Ints
    cut: Ints


def flattened(table: Table) -> Units:
    """The spans of a table without overlaps: the longest piece keeps a character.

    A span in pieces is as many units. Of pieces of one length the first keeps it, then the one
    of the first label. What is left of a cut piece may be several units, or none.
    """
    rows = _pieces(table)
    article, start, end, label = rows.T
    scale = int(end.max(initial=0)) + 1
    begin, stop = article * scale + start, article * scale + end
    crowded = _crowded(begin, stop)
    owner, left, right = _painted(begin[crowded], stop[crowded], label[crowded])
    owner = np.flatnonzero(crowded)[owner]
    kept = np.bincount(owner, weights=right - left, minlength=len(rows))
    lost = crowded & (kept < end - start)
    own = np.concatenate([np.flatnonzero(~crowded), owner])
    begin = np.concatenate([begin[~crowded], left])
    stop = np.concatenate([stop[~crowded], right])
    order = np.argsort(begin)
    own, begin, stop = own[order], begin[order], stop[order]
    where = article[own]
    cut = np.bincount(article[lost], minlength=len(table.articles))
    return Units(where, begin - where * scale, stop - where * scale, label[own], cut)


def without_zones(table: Table, zones: Mapping[int, Sequence[Piece]]) -> Table:
    """The spans where they would lie if the zones were cut out of the text.

    `zones` are by place of the article, sorted, neither overlapping nor touching; no span of
    the table shares a character with them.
    """
    if not zones:
        return table
    start, end, pieces = table.start.copy(), table.end.copy(), dict(table.pieces)
    for article, stretches in zones.items():
        first, last = np.searchsorted(table.article, [article, article + 1])
        ends = np.array([stop for _, stop in stretches])
        before = np.append(0, np.cumsum([stop - begin for begin, stop in stretches]))
        for side in (start, end):
            # No edge of a span lies inside a zone: a start may lie at its end, an end at its start.
            side[first:last] -= before[np.searchsorted(ends, side[first:last], side="right")]
        for row in table.pieces.keys() & range(first, last):
            moved = before[np.searchsorted(ends, table.pieces[row], side="right")]
            pieces[row] = tuple(map(tuple, (np.array(table.pieces[row]) - moved).tolist()))
    return replace(table, start=start, end=end, pieces=pieces)


def distinct(*columns: Ints) -> Ints:
    """The numbers in some columns, each once, ascending: quick where the columns are in order."""
    numbers = np.sort(np.concatenate(columns), kind="stable")
    return numbers[np.diff(numbers, prepend=-1) > 0]


def _pieces(table: Table) -> Ints:
    """Shape (n, 4): article, start, end, label of every piece, sorted in this order."""
    row, start, end = divided(table)
    rows = np.stack([table.article[row], start, end, table.label[row]], axis=1)
    return rows[np.lexsort(rows.T[::-1])] if table.pieces else rows


def _crowded(begin: Ints, stop: Ints) -> NDArray[np.bool_]:
    """Which of some stretches, sorted by `begin`, belong to a group that overlaps."""
    opens = np.ones(len(begin), dtype=bool)
    opens[1:] = begin[1:] >= np.maximum.accumulate(stop)[:-1]
    group = np.cumsum(opens) - opens[:1].sum()
    return np.asarray(np.bincount(group, minlength=1)[group] > 1)


def _painted(begin: Ints, stop: Ints, label: Ints) -> tuple[Ints, Ints, Ints]:
    """Stretches painted one over the other, the longest last: whose is which stretch."""
    points = distinct(begin, stop)
    owner = np.full(max(len(points) - 1, 0), -1, dtype=np.int64)
    first, last = np.searchsorted(points, begin), np.searchsorted(points, stop)
    order = np.lexsort((-label, -begin, stop - begin))
    for row, low, high in zip(
        *(side[order].tolist() for side in (np.arange(len(begin)), first, last)), strict=True
    ):
        owner[low:high] = row
    turn = np.flatnonzero(np.diff(owner, prepend=-2))
    left, right = points[turn], points[np.append(turn[1:], len(owner))] if len(turn) else points
    mine = owner[turn] >= 0
    return owner[turn][mine], left[mine], right[mine]
