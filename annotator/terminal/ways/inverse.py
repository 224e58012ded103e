"""Rows turned round beforehand, for terminals that order every row themselves.

Such a terminal takes what it is sent for text in the order of storage and puts it in visual
order. So the visual row is put into an order that comes out of the terminal's own as the row
that was meant. Not every row has one; whether it has is found out by ordering it again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from annotator.terminal.cells import Painted
from annotator.terminal.ways.visual import Visual
from annotator.text.bidi import bidi_classes, first_strong, levels, reorder, reset_whitespace
from annotator.text.flat import holds_right_to_left
from annotator.text.unicode import mirrored

# A blank that counts as a left-to-right letter: what stands between two of them is ordered alone.
_WALL = "\u2800"


class Inverse(Visual):
    """The way for Apple Terminal and others that reorder and cannot be told not to.

    `base` is the direction in which the terminal orders a row: 0 from left to right, None where
    it goes by the row's first letter. `mirrors` says whether it turns brackets in what it reorders.

    Source: UAX #9 (Unicode 15.0), rules P2 to L4, run by the terminal on each row.
    """

    name = "inverse"
    rewrites = True

    def __init__(self, *, base: int | None = 0, mirrors: bool = True) -> None:
        self._base = base
        self._mirrors = mirrors

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The row from which the terminal makes these cells, or the one that comes nearest."""
        if not any(holds_right_to_left(cell.text) for cell in cells):
            return tuple(cells)
        nearest, least = tuple(cells), len(cells) + 1
        for sent in self._tries(cells):
            wrong = _differences(self.shown(sent), cells)
            if wrong < least:
                nearest, least = sent, wrong
            if not wrong:
                break
        return nearest

    def is_exact(self, cells: Sequence[Painted]) -> bool:
        """Whether the terminal shows exactly these cells when it is sent `row(cells)`."""
        return not _differences(self.shown(self.row(cells)), cells)

    def shown(self, sent: Sequence[Painted]) -> tuple[Painted, ...]:
        """What the terminal makes of a row that it is sent."""
        return self._ordered(sent, self._base_of(sent))

    def column_of(self, sent: Sequence[Painted], column: int) -> int:
        """Where a character is seen; such terminals tell which one of those sent was pressed."""
        starts = [0, *accumulate(cell.width for cell in sent)]
        if not 0 <= column < starts[-1]:
            return column
        pressed = bisect_right(starts, column) - 1
        seen = 0
        for at, _ in self._order(sent, self._base_of(sent)):
            if at == pressed:
                break
            seen += sent[at].width
        return seen + column - starts[pressed]

    def _tries(self, cells: Sequence[Painted]) -> Iterator[tuple[Painted, ...]]:
        """Rows that may come out as these cells, the likeliest first."""
        bases = (0,) if self._base == 0 else (1, 0)
        for base in bases:
            yield self._ordered(cells, base)
        gaps = [at for at, cell in enumerate(cells) if _is_gap(cells, at)]
        for walls in (*([at] for at in gaps), gaps):
            yield self._ordered(_walled(cells, walls), 0)
        yield tuple(cells)

    def _base_of(self, sent: Sequence[Painted]) -> int:
        if self._base is None:
            return first_strong(_text(sent), "ignore") or 0
        return self._base

    def _ordered(self, cells: Sequence[Painted], base: int) -> tuple[Painted, ...]:
        """Cells in the order that UAX #9 gives them from left to right, brackets turned."""
        return tuple(
            turned(cells[at]) if level & 1 and self._mirrors else cells[at]
            for at, level in self._order(cells, base)
        )

    def _order(self, cells: Sequence[Painted], base: int) -> Iterator[tuple[int, int]]:
        """The index of each cell and its level, from left to right."""
        text = _text(cells)
        _, found = levels(text, base, "ignore")
        final = reset_whitespace(bidi_classes(text, "ignore"), found, base)
        return ((at, final[at]) for at in reorder(final))


def _is_gap(cells: Sequence[Painted], at: int) -> bool:
    """Whether a cell is a blank beside something that is seen."""
    around = cells[max(at - 1, 0) : at + 2]
    return cells[at].text == " " and any(cell.text != " " for cell in around)


def _walled(cells: Sequence[Painted], walls: Sequence[int]) -> list[Painted]:
    walled = list(cells)
    for at in walls:
        walled[at] = replace(cells[at], text=_WALL)
    return walled


def _text(cells: Sequence[Painted]) -> str:
    """The first character of each cell; marks go with theirs."""
    return "".join(cell.text[0] for cell in cells)


def turned(cell: Painted) -> Painted:
    """The cell with its bracket turned the other way, if it holds one."""
    mirror = mirrored(cell.text[0])
    return cell if mirror == cell.text[0] else replace(cell, text=mirror + cell.text[1:])


def _differences(shown: Sequence[Painted], wanted: Sequence[Painted]) -> int:
    """How many cells differ, a wall being a blank."""
    return sum(
        one.text.replace(_WALL, " ") != other.text.replace(_WALL, " ")
        for one, other in zip(shown, wanted, strict=True)
    )
