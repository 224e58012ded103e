"""The screen as it should be seen, kept beside the terminal, for ways that send other rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from annotator.terminal.cells import BLANK, Painted, after, painted, written
from annotator.terminal.ways.visual import Visual

_PIECES = re.compile(
    "\x1b\\[(?P<row>[0-9]*);(?P<column>[0-9]*)H"
    "|(?P<colours>\x1b\\[[0-9:;]*m)"
    "|(?P<end>\r?\n)"
    "|(?P<other>\x1b(?:\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|P[^\x1b]*\x1b\\\\"
    "|\\[[0-?]*[ -/]*[@-~]|[ -~])|[\x00-\x1f])"
    "|(?P<text>[^\x00-\x1f]+)"
)
_COLOURS = re.compile("\x1b\\[([0-9:;]*)m")
# More rows and columns than any terminal has.
_UNKNOWN = 1 << 16
_CLEARS = re.compile("\x1b\\[[23]J|\x1b\\[\\?1049[hl]")


class Canvas:
    """Takes what would be sent to a terminal and gives what is sent instead.

    Rows that were written to are handed to a way as a whole, as they should be seen, and of what
    it makes of them the cells are sent that differ from those sent before.
    """

    def __init__(self, way: Visual) -> None:
        self._way = way
        self._rows: dict[int, list[Painted | None]] = {}
        self._sent: dict[int, tuple[Painted, ...]] = {}
        self._touched: set[int] = set()
        self._row = self._column = 0
        self._style = ""
        self._width = self._height = _UNKNOWN

    def write(self, data: str) -> str:
        """What to send for data that moves about, sets colours and writes text."""
        pieces: list[str] = []
        for match in _PIECES.finditer(data):
            match match.lastgroup:
                case "column":
                    self._row = max(int(match["row"] or 1) - 1, 0)
                    self._column = max(int(match["column"] or 1) - 1, 0)
                case "colours":
                    self._set(match["colours"])
                case "end":
                    self._row, self._column = self._row + 1, 0
                case "text":
                    self._put(match["text"])
                case _:
                    pieces.append(self._pass_on(match["other"]))
        pieces.append(self._flushed())
        return "".join(pieces)

    def forget(self) -> None:
        """Know that the terminal shows nothing of what was sent."""
        self._rows.clear()
        self._sent.clear()
        self._touched.clear()

    def fit(self, width: int, height: int) -> None:
        """Know that the terminal took another size, and may have lost anything that was sent.

        What is written from now on is cut at its edges; what there was is sent again by `write`.
        """
        self._width, self._height = width, height
        for row in [row for row in self._rows if row >= height]:
            del self._rows[row]
        for cells in self._rows.values():
            if len(cells) > width:
                _halved(cells, width)
                del cells[width:]
        self._sent.clear()
        self._touched = set(self._rows)

    def column_of(self, row: int, column: int) -> int:
        """Where a place is seen that the terminal says the mouse is at."""
        sent = self._sent.get(row)
        return column if sent is None else self._way.column_of(sent, column)

    def _set(self, colours: str) -> None:
        match = _COLOURS.fullmatch(colours)
        if match is not None:
            self._style = after(self._style, match)

    def _pass_on(self, sequence: str) -> str:
        """Anything that neither writes nor moves, after all that was written before it."""
        flushed = self._flushed()
        if _CLEARS.fullmatch(sequence):
            self.forget()
        return flushed + sequence

    def _put(self, text: str) -> None:
        if self._row >= self._height:
            return
        row = self._rows.setdefault(self._row, [])
        self._touched.add(self._row)
        for cell in painted(text, self._style):
            end = self._column + cell.width
            if end > self._width:
                break
            row.extend([BLANK] * (end - len(row)))
            _halved(row, self._column)
            if end < len(row):
                _halved(row, end)
            row[self._column : end] = [cell, *[None] * (cell.width - 1)]
            self._column = end

    def _flushed(self) -> str:
        """The rows that were written to, as the way sends them."""
        sent = "".join(self._changes(row) for row in sorted(self._touched))
        self._touched.clear()
        return sent

    def _changes(self, row: int) -> str:
        cells = self._way.row([cell for cell in self._rows[row] if cell is not None])
        before, self._sent[row] = self._sent.get(row, ()), cells
        first = _same(before, cells)
        if first == len(cells) == len(before):
            return ""
        last = _same(before[first:][::-1], cells[first:][::-1]) if _fits(before, cells) else 0
        column = sum(cell.width for cell in cells[:first])
        return f"\x1b[{row + 1};{column + 1}H{written(cells[first : len(cells) - last])}"


def _halved(row: list[Painted | None], column: int) -> None:
    """Make room at a column: of a wide character that begins before it, blanks are left."""
    if row[column] is not None:
        return
    start = column
    while row[start] is None:
        start -= 1
    cell = row[start]
    stop = column
    while stop < len(row) and row[stop] is None:
        stop += 1
    blank = replace(BLANK, style=cell.style if cell else "")
    row[start:stop] = [blank] * (stop - start)


def _same(one: Sequence[Painted], other: Sequence[Painted]) -> int:
    """How many cells from the first on are the same."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _fits(before: Sequence[Painted], cells: Sequence[Painted]) -> bool:
    """Whether cells at the end of two rows stand in the same columns."""
    return sum(cell.width for cell in before) == sum(cell.width for cell in cells)
