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
    beyond = _row_beyond(layout, row, step)
    return offset if beyond is None else _edge(layout.line(beyond), -step)


def _word_beside(layout: Layout, offset: int, step: int) -> int:
    row: int | None
    row, column = layout.cell_of(offset)
    onward = [stop for stop in _stops(layout, row) if (stop[0] - column) * step > 0]
    while not onward:
        last, row = row, _row_beyond(layout, row, step)
        if row is None:
            return _edge(layout.line(last), step)
        onward = _stops(layout, row)
    return min(onward, key=lambda stop: stop[0] * step)[1]


def _row_beyond(layout: Layout, row: int, step: int) -> int | None:
    """The row that a step past the edge of a row leads to; None at the end of the article.

    Inside a paragraph rows follow its own direction. From paragraph to paragraph they follow
    the article's, so that a step and the step back are inverse and no key runs in a circle; a
    paragraph that runs against the article is walked from its end to its beginning.
    """
    line = layout.line(row)
    beyond = row + (-step if line.base else step)
    first, last = _rows_of_paragraph(layout, line)
    if first <= beyond <= last:
        return beyond
    if layout.mostly_right_to_left:
        step = -step
    beyond = last + 1 if step > 0 else first - 1
    if not 0 <= beyond < layout.height:
        return None
    entered = layout.line(beyond)
    first, last = _rows_of_paragraph(layout, entered)
    with_article = entered.base == layout.mostly_right_to_left
    return first if (step > 0) == with_article else last


def _rows_of_paragraph(layout: Layout, line: Line) -> tuple[int, int]:
    start, end = layout.paragraph_of(line.start)
    # The place after the last character may have a row to itself.
    last = layout.height - 1 if end == len(layout.text) else layout.row_of(end - 1)
    return layout.row_of(start), last


def _edge(line: Line, step: int) -> int:
    """The outermost unit of a row on the side that a step goes to."""
    return line.cells[-1 if step > 0 else 0].start


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
