"""Where the caret stands, and where a key takes it: by sight, on whole units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from annotator.text.layout import Layout, Line
from annotator.text.words import words

_KEPT_PARAGRAPHS = 64


@dataclass(frozen=True, slots=True)
class Caret:
    """A place in the article, with what is selected from another place up to it.

    `offset` is a code point, 0 to the length of the text. `anchor` is where the selection
    began, or None. `extending` says that moves stretch the selection. `column` is the one
    that moves up and down try to keep, or None.
    """

    offset: int = 0
    anchor: int | None = None
    extending: bool = False
    column: int | None = None

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected code points, half-open; None where nothing is selected."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return min(self.anchor, self.offset), max(self.anchor, self.offset)

    def to(self, offset: int, *, column: int | None = None, select: bool = False) -> Caret:
        """Stand elsewhere; the selection is stretched when asked or under way, else dropped."""
        if select or self.extending:
            anchor = self.offset if self.anchor is None else self.anchor
            return Caret(offset, anchor, self.extending, column)
        return Caret(offset, column=column)

    def begin_or_end(self) -> Caret:
        """Begin a selection here, or end the one that moves are stretching and keep it."""
        if self.extending:
            return Caret(self.offset, self.anchor)
        return Caret(self.offset, self.offset, extending=True)

    def cleared(self) -> Caret:
        """The same place with nothing selected."""
        return Caret(self.offset)


AT_START = Caret()

Move = Callable[[Layout, int], int]


def left(layout: Layout, offset: int) -> int:
    """The unit to the left by sight; at the edge of a row the row that reading goes to."""
    return _beside(layout, offset, -1)


def right(layout: Layout, offset: int) -> int:
    """The unit to the right by sight; at the edge of a row the row that reading goes to."""
    return _beside(layout, offset, 1)


def word_left(layout: Layout, offset: int) -> int:
    """The first letter of the next word to the left by sight."""
    return _word_beside(layout, offset, -1)


def word_right(layout: Layout, offset: int) -> int:
    """The first letter of the next word to the right by sight."""
    return _word_beside(layout, offset, 1)


def line_start(layout: Layout, offset: int) -> int:
    """The first unit of the row, where its reading begins."""
    return layout.line(layout.row_of(offset)).start


def line_end(layout: Layout, offset: int) -> int:
    """The last unit of the row, where its reading ends."""
    line = layout.line(layout.row_of(offset))
    return max(cell.start for cell in line.cells)


def article_start(layout: Layout, offset: int) -> int:  # noqa: ARG001 - one shape for every move
    """The first unit of the article."""
    return 0


def article_end(layout: Layout, offset: int) -> int:  # noqa: ARG001 - one shape for every move
    """The place after the article's last character, or its closing line end."""
    return layout.unit_at(len(layout.text))[0]


def by_rows(layout: Layout, caret: Caret, rows: int) -> tuple[int, int]:
    """The offset some rows below (above when negative), and the column that was kept."""
    row, column = layout.cell_of(caret.offset)
    wished = column if caret.column is None else caret.column
    target = min(max(row + rows, 0), layout.height - 1)
    return layout.offset_at(target, wished), wished


def moved(layout: Layout, caret: Caret, command: str, page_rows: int) -> Caret | None:
    """The caret after a command of movement or of stretching; None for any other command."""
    select = command.startswith("select_")
    move = command.removeprefix("select_")
    if move in _MOVES:
        return caret.to(_MOVES[move](layout, caret.offset), select=select)
    rows = {"up": -1, "down": 1, "page_up": -page_rows, "page_down": page_rows}.get(move)
    if rows is None:
        return None
    offset, column = by_rows(layout, caret, rows)
    return caret.to(offset, column=column, select=select)


def word_starts(layout: Layout, start: int, end: int) -> tuple[int, ...]:
    """First letters of the words that begin in [start, end) of one paragraph."""
    origin, close = layout.paragraph_of(start)
    found = _words(layout.text[origin:close])
    return tuple(origin + word for word, _ in found if start <= origin + word < end)


@lru_cache(maxsize=_KEPT_PARAGRAPHS)
def _words(paragraph: str) -> tuple[tuple[int, int], ...]:
    return words(paragraph)


def _beside(layout: Layout, offset: int, step: int) -> int:
    row = layout.row_of(offset)
    line = layout.line(row)
    at = line.index_of(offset) + step
    if 0 <= at < len(line.cells):
        return line.cells[at].start
    next_row = row + _rows_on(line, step)
    if not 0 <= next_row < layout.height:
        return offset
    cells = layout.line(next_row).cells
    return cells[0 if step > 0 else -1].start


def _rows_on(line: Line, step: int) -> int:
    """Whether going past the edge leads to the row below (1) or above (-1)."""
    return -step if line.base else step


def _word_beside(layout: Layout, offset: int, step: int) -> int:
    row, column = layout.cell_of(offset)
    stops = _stops(layout, row)
    onward = [stop for stop in stops if (stop[0] - column) * step > 0]
    rows = _rows_on(layout.line(row), step)
    while not onward:
        row += rows
        if not 0 <= row < layout.height:
            return article_start(layout, offset) if rows < 0 else article_end(layout, offset)
        onward = _stops(layout, row)
        # Reading goes on at the row's beginning, or comes back to its end.
        step = rows if not layout.line(row).base else -rows
    return min(onward, key=lambda stop: stop[0] * step)[1]


def _stops(layout: Layout, row: int) -> list[tuple[int, int]]:
    """Column and offset of each word that begins on a row."""
    line = layout.line(row)
    starts = word_starts(layout, line.start, line.end)
    columns = {cell.start: cell.column for cell in line.cells}
    return [(columns[layout.unit_at(start)[0]], start) for start in starts]


_MOVES: dict[str, Move] = {
    "left": left,
    "right": right,
    "word_left": word_left,
    "word_right": word_right,
    "line_start": line_start,
    "line_end": line_end,
    "article_start": article_start,
    "article_end": article_end,
}
