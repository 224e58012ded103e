"""Which span of one annotator answers to which of another: one alignment, one to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.measure.assignment import Pairs, chosen
from annotator.measure.joins import characters_shared, meeting
from annotator.measure.keys import common, packed, shapes
from annotator.measure.table import Ints, Table, together


class Kind(IntEnum):
    """What a pair of spans, or a span without a partner, is: the classes of error."""

    CORRECT = 0
    LABEL = 1
    BOUNDARY = 2
    LABEL_BOUNDARY = 3
    MISSED = 4
    SPURIOUS = 5

    @property
    def word(self) -> str:
        """The name of the class in reports."""
        return "label+boundary" if self is Kind.LABEL_BOUNDARY else self.name.lower()


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The pairs of two annotators' spans, and what is left on either side.

    `ours` and `theirs` are over the same articles and labels. `ours_at` and `theirs_at`, shape
    (pairs,), are the rows of each pair, `kind` its class, all by row of `ours`; `ours_left` and
    `theirs_left` are the rows without a partner ("missed" and "spurious" where `ours` is gold).
    """

    ours: Table
    theirs: Table
    ours_at: Ints
    theirs_at: Ints
    kind: NDArray[np.int8]
    ours_left: Ints
    theirs_left: Ints

    def of(self, *kinds: Kind) -> tuple[Ints, Ints]:
        """The rows of either side in pairs of these kinds."""
        which = np.isin(self.kind, kinds)
        return self.ours_at[which], self.theirs_at[which]


def aligned(ours: Table, theirs: Table) -> Alignment:
    """The alignment of two tables; swapped tables give the same pairs.

    First pairs equal in label and pieces, then pairs equal in pieces. Of what is left that
    shares a character, most pairs of the same label, most characters shared, edges least apart
    (|start difference| + |end difference|), most pairs, smaller offsets. Nothing is greedy and
    no order of input matters. Offsets are compared within an article only, in code points;
    spans in several pieces overlap where a piece of one shares a character with one of the other.
    """
    ours, theirs = together(ours, theirs)
    shape = shapes(ours, theirs)
    place = packed(
        *(
            (side.article, side.start, side.end, own)
            for side, own in zip((ours, theirs), shape, strict=True)
        )
    )
    whole = packed((place[0], ours.label), (place[1], theirs.label))
    peeled = [common(*whole)]
    left = (_without(len(ours), peeled[0][0]), _without(len(theirs), peeled[0][1]))
    peeled.append(_in_place(place, left))
    left = (_less(left[0], peeled[1][0]), _less(left[1], peeled[1][1]))
    peeled.append(_overlapping(ours, theirs, place, whole, left))
    ours_at, theirs_at = (np.concatenate([pair[side] for pair in peeled]) for side in (0, 1))
    order = np.argsort(ours_at)
    ours_at, theirs_at = ours_at[order], theirs_at[order]
    moved = place[0][ours_at] != place[1][theirs_at]
    renamed = ours.label[ours_at] != theirs.label[theirs_at]
    return Alignment(
        ours,
        theirs,
        ours_at,
        theirs_at,
        (renamed + 2 * moved).astype(np.int8),
        _without(len(ours), ours_at),
        _without(len(theirs), theirs_at),
    )


def _without(size: int, rows: Ints) -> Ints:
    """The rows below `size` that are not among `rows`, ascending."""
    kept = np.ones(size, dtype=bool)
    kept[rows] = False
    return np.flatnonzero(kept)


def _less(rows: Ints, gone: Ints) -> Ints:
    return rows[~np.isin(rows, gone)]


def _in_place(place: tuple[Ints, ...], left: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Pairs of equal pieces where both sides have as many; elsewhere it matters who is left."""
    ours, theirs = (own[rows] for own, rows in zip(place, left, strict=True))
    known, mine, other = _tally(ours, theirs)
    even = known[mine == other]
    ours_in, theirs_in = (np.flatnonzero(np.isin(own, even)) for own in (ours, theirs))
    mine_at, other_at = common(ours[ours_in], theirs[theirs_in])
    return left[0][ours_in[mine_at]], left[1][theirs_in[other_at]]


def _tally(ours: Ints, theirs: Ints) -> tuple[Ints, Ints, Ints]:
    """The keys that both have, and how often either has them."""
    mine, times = np.unique(ours, return_counts=True)
    other, often = np.unique(theirs, return_counts=True)
    both, at, among = np.intersect1d(mine, other, assume_unique=True, return_indices=True)
    return both, times[at], often[among]


def _overlapping(
    ours: Table,
    theirs: Table,
    place: tuple[Ints, ...],
    whole: tuple[Ints, ...],
    left: tuple[Ints, Ints],
) -> tuple[Ints, Ints]:
    """The best pairs among what is left, chosen group by group of spans that hang together."""
    pairs = _candidates(ours, theirs, place, whole, left)
    if not len(pairs):
        return pairs.ours, pairs.theirs
    group, single = _groups(pairs, len(ours), len(theirs))
    hard = (pairs.take(members) for members in _runs(group, ~single[group]))
    taken = [
        pairs.take(_first_of_each(pairs, group, single)),
        *(one.take(chosen(one)) for one in hard),
    ]
    return np.concatenate([one.ours for one in taken]), np.concatenate(
        [one.theirs for one in taken]
    )


def _groups(pairs: Pairs, rows: int, others: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The group of each pair, and which groups have a side with one row only."""
    graph = coo_array(
        (np.ones(len(pairs), dtype=np.int8), (pairs.ours, rows + pairs.theirs)),
        shape=(rows + others, rows + others),
    )
    count, of_row = connected_components(graph, directed=False)
    group = of_row[pairs.ours].astype(np.int64)
    single = np.zeros(count, dtype=bool)
    known = np.zeros(rows + others, dtype=bool)
    known[pairs.ours] = known[rows + pairs.theirs] = True
    for side in (slice(rows), slice(rows, None)):
        single |= np.bincount(of_row[side][known[side]], minlength=count) == 1
    return group, single


def _first_of_each(pairs: Pairs, group: Ints, single: NDArray[np.bool_]) -> Ints:
    """The best pair of every group that can have one pair only."""
    which = np.flatnonzero(single[group])
    some = pairs.take(which)
    order = np.lexsort((some.rank, some.apart, -some.shared, -some.same, -some.equal, group[which]))
    which = which[order]
    return which[np.flatnonzero(np.diff(group[which], prepend=-1))]


def _runs(group: Ints, wanted: NDArray[np.bool_]) -> Iterator[Ints]:
    """The places of the wanted pairs, group by group."""
    which = np.flatnonzero(wanted)
    which = which[np.argsort(group[which], kind="stable")]
    cuts = np.flatnonzero(np.diff(group[which])) + 1
    return iter(np.split(which, cuts)) if len(which) else iter(())


def _candidates(
    ours: Table,
    theirs: Table,
    place: tuple[Ints, ...],
    whole: tuple[Ints, ...],
    left: tuple[Ints, Ints],
) -> Pairs:
    """Every pair of rows left that share a character."""
    mine, other = meeting(ours, theirs, *left)
    shared = characters_shared(ours, theirs, mine, other)
    mine, other, shared = mine[shared > 0], other[shared > 0], shared[shared > 0]
    one, two = whole[0][mine], whole[1][other]
    return Pairs(
        mine,
        other,
        (place[0][mine] == place[1][other]).astype(np.int64),
        (ours.label[mine] == theirs.label[other]).astype(np.int64),
        shared,
        np.abs(ours.start[mine] - theirs.start[other]) + np.abs(ours.end[mine] - theirs.end[other]),
        packed((np.minimum(one, two), np.maximum(one, two)))[0],
    )
