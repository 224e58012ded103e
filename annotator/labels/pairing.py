"""Which span of one annotator answers to which of another: one alignment, one to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.labels.span import Piece, Span

Pair = tuple[Span, Span]
Edges = Mapping[tuple[int, int], int]


def paired(before: Sequence[Span], after: Sequence[Span]) -> tuple[Pair, ...]:
    """The pairs of two annotators' spans on one text; ids mean nothing, and no order of input.

    First those of equal label and pieces, then those of equal pieces. Of what is left the pairs
    that overlap are chosen so that, in this order, most have the same label, most characters are
    shared, and edges lie least apart. Swapped sides give the same pairs. Spans without a
    partner are in no pair. Neither side may hold two spans of equal label and pieces.
    """
    equal, ours, theirs = _equal(before, after)
    in_place, ours, theirs = _in_place(ours, theirs)
    return (*equal, *in_place, *_overlapping(ours, theirs))


def shared(one: Span, other: Span) -> int:
    """How many characters lie in both."""
    return sum(
        max(min(end, other_end) - max(start, other_start), 0)
        for start, end in one.pieces
        for other_start, other_end in other.pieces
    )


def _place(span: Span) -> tuple[tuple[Piece, ...], str]:
    """What spans are sorted by where ids must not count."""
    return span.pieces, span.label


def _equal(
    before: Sequence[Span], after: Sequence[Span]
) -> tuple[list[Pair], list[Span], list[Span]]:
    """The pairs of equal label and pieces, and what is left on either side, by place."""
    ours = {span.identity: span for span in sorted(before, key=_place)}
    theirs = {span.identity: span for span in sorted(after, key=_place)}
    pairs = [(span, theirs[identity]) for identity, span in ours.items() if identity in theirs]
    left = [span for identity, span in ours.items() if identity not in theirs]
    right = [span for identity, span in theirs.items() if identity not in ours]
    return pairs, left, right


def _in_place(
    before: Sequence[Span], after: Sequence[Span]
) -> tuple[list[Pair], list[Span], list[Span]]:
    """The pairs of equal pieces, and what is left; both sides are by place and stay so."""
    waiting: dict[tuple[Piece, ...], list[Span]] = {}
    for span in reversed(after):
        waiting.setdefault(span.pieces, []).append(span)
    pairs: list[Pair] = []
    left: list[Span] = []
    for span in before:
        others = waiting.get(span.pieces)
        if others:
            pairs.append((span, others.pop()))
        else:
            left.append(span)
    taken = {other.identity for _, other in pairs}
    return pairs, left, [span for span in after if span.identity not in taken]


def _overlapping(before: Sequence[Span], after: Sequence[Span]) -> Iterator[Pair]:
    """The best pairs among spans of which no two have equal pieces on both sides."""
    edges = dict(_edges(before, after))
    for ours, theirs in _components(edges):
        left = sorted((before[at] for at in ours), key=_place)
        right = sorted((after[at] for at in theirs), key=_place)
        # Which side is given first must not decide between pairs that are equally good.
        turned = (len(right), _place(right[0])) < (len(left), _place(left[0]))
        for one, other in _best(right, left) if turned else _best(left, right):
            yield (other, one) if turned else (one, other)


def _edges(before: Sequence[Span], after: Sequence[Span]) -> Iterator[tuple[tuple[int, int], int]]:
    """Every two spans that overlap, by their positions, and how many characters they share."""
    sides = (before, after)
    begun: tuple[list[int], list[int]] = ([], [])
    order = sorted((span.start, side, at) for side in (0, 1) for at, span in enumerate(sides[side]))
    for start, side, at in order:
        other = 1 - side
        begun[other][:] = [one for one in begun[other] if sides[other][one].end > start]
        for one in begun[other]:
            pair = (at, one) if side == 0 else (one, at)
            common = shared(before[pair[0]], after[pair[1]])
            if common:
                yield pair, common
        begun[side].append(at)


def _components(edges: Edges) -> Iterator[tuple[set[int], set[int]]]:
    """The positions on both sides that hang together by overlaps."""
    joined: dict[int, list[int]] = {}
    for ours, theirs in edges:
        # One's own positions are 0, 1, … and the other side's -1, -2, … in one table.
        joined.setdefault(ours, []).append(~theirs)
        joined.setdefault(~theirs, []).append(ours)
    seen: set[int] = set()
    for first in joined:
        if first in seen:
            continue
        waiting, found = [first], {first}
        while waiting:
            fresh = set(joined[waiting.pop()]) - found
            found |= fresh
            waiting += fresh
        seen |= found
        yield {at for at in found if at >= 0}, {~at for at in found if at < 0}


def _best(rows: Sequence[Span], columns: Sequence[Span]) -> Iterator[Pair]:
    """The pairs of one component; there are at least as many columns as rows."""
    common = [[shared(row, column) for column in columns] for row in rows]
    if len(rows) == len(columns) == 1:
        yield rows[0], columns[0]
        return
    # Each aim weighs more than all that the ones after it could ever come to.
    apart = 1 + len(rows) * 2 * max(span.end for span in (*rows, *columns))
    same = apart * (1 + sum(map(sum, common)))
    weights = [
        [
            common[at][to]
            and common[at][to] * apart
            + same * (row.label == column.label)
            - abs(row.start - column.start)
            - abs(row.end - column.end)
            for to, column in enumerate(columns)
        ]
        for at, row in enumerate(rows)
    ]
    for at, to in enumerate(_assigned(weights)):
        if common[at][to]:
            yield rows[at], columns[to]


def _assigned(weights: Sequence[Sequence[int]]) -> Sequence[int]:
    """A column for each row, no two the same, of the greatest total weight.

    Args:
        weights: shape (R, C), R at most C, whole numbers of 0 or more.

    Source:
        Kuhn (1955), "The Hungarian Method for the Assignment Problem", with potentials, one
        shortest way a row.
    """
    held: list[int | None] = [None] * len(weights[0])
    by_row, by_column = [0] * len(weights), [0] * len(weights[0])
    for row in range(len(weights)):
        _give(row, weights, held, by_row, by_column)
    found = {row: column for column, row in enumerate(held) if row is not None}
    return [found[row] for row in range(len(weights))]


def _give(
    row: int,
    weights: Sequence[Sequence[int]],
    held: list[int | None],
    by_row: list[int],
    by_column: list[int],
) -> None:
    """Give one row more a column, moving others where that costs least.

    `held` is the row of each column; `by_row` and `by_column` are potentials, whose sum is
    nowhere above the cost, which is the weight below 0.
    """
    free = set(range(len(held)))
    slack: dict[int, int] = {}
    back: dict[int, int | None] = {}
    column: int | None = None
    current: int | None = row
    while current is not None:
        for to in free:
            cost = -weights[current][to] - by_row[current] - by_column[to]
            if to not in slack or cost < slack[to]:
                slack[to], back[to] = cost, column
        nearest = min(free, key=lambda to: (slack[to], to))
        step = slack[nearest]
        by_row[row] += step
        for to in slack.keys() - free:
            holder = held[to]
            if holder is not None:
                by_row[holder] += step
            by_column[to] -= step
        for to in free:
            slack[to] -= step
        free.discard(nearest)
        column, current = nearest, held[nearest]
    while column is not None:
        before = back[column]
        held[column] = row if before is None else held[before]
        column = before
