"""Where the caret stands, and where a key takes it: by sight, a stop at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.text.layout import Cell, Layout, Line
from annotator.text.words import next_word_start, previous_word_start, word_at, words_in


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
    """The stop to the left by sight; at the edge of a row the row that reading goes to."""
    return _beside(layout, offset, -1)


def right(layout: Layout, offset: int) -> int:
    """The stop to the right by sight; at the edge of a row the row that reading goes to."""
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
    """The last stop of the row, where its reading ends."""
    line = layout.line(layout.row_of(offset))
    return layout.stops_at(line.units[-1])[-1]


def article_start(layout: Layout, offset: int) -> int:  # noqa: ARG001 - one shape for every move
    """The first unit of the article."""
    return 0


def article_end(layout: Layout, offset: int) -> int:  # noqa: ARG001 - one shape for every move
    """The place after the article's last character, or its closing line end."""
    return layout.stops_at(len(layout.text))[-1]


def stop_of(layout: Layout, offset: int) -> int:
    """The stop that an offset belongs to: the last one of its unit that is not after it."""
    return max(stop for stop in layout.stops_at(offset) if stop <= offset)


def stop_after(layout: Layout, offset: int) -> int:
    """The next stop in the order of the text; the end of the unit after its last one."""
    later = (stop for stop in layout.stops_at(offset) if stop > offset)
    return min(later, default=layout.unit_at(offset)[1])


def stop_before(layout: Layout, offset: int) -> int:
    """The stop before an offset in the order of the text; 0 at the beginning."""
    return stop_of(layout, offset - 1) if offset else 0


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


def pointed(caret: Caret, text: str, offset: int, how: str) -> Caret:
    """The caret after a mouse was pressed on an offset; dragged to it, pressed twice on a word.

    `how` is "drag" or "word" for those. A word is selected, if there is one.
    """
    word = word_at(text, offset) if how == "word" else None
    if word is not None:
        return Caret(word[1], anchor=word[0])
    return caret.to(offset, select=True) if how == "drag" else Caret(offset)


def word_starts(layout: Layout, start: int, end: int) -> tuple[int, ...]:
    """First letters of the words that begin in [start, end)."""
    return tuple(word for word, _ in words_in(layout.text, start, end))


def _beside(layout: Layout, offset: int, step: int) -> int:
    row = layout.row_of(offset)
    line = layout.line(row)
    at = line.index_of(offset)
    stops = _by_sight(layout, line.cells[at])
    inside = stops.index(stop_of(layout, offset)) + step
    if 0 <= inside < len(stops):
        return stops[inside]
    if 0 <= at + step < len(line.cells):
        return _outermost(layout, line.cells[at + step], -step)
    beyond = _row_beyond(layout, row, step)
    return offset if beyond is None else _edge(layout, beyond, -step)


def _by_sight(layout: Layout, cell: Cell) -> tuple[int, ...]:
    """Where the caret stands in a cell, from left to right."""
    stops = layout.stops_at(cell.start)
    return stops[::-1] if cell.level & 1 else stops


def _outermost(layout: Layout, cell: Cell, step: int) -> int:
    """The outermost stop of a cell on the side that a step goes to."""
    return _by_sight(layout, cell)[-1 if step > 0 else 0]


def _word_beside(layout: Layout, offset: int, step: int) -> int:
    row = layout.row_of(offset)
    here = _place(layout, layout.line(row), offset)
    onward = [
        (place, start)
        for place, start in _starts(layout, row)
        if place != here and (place > here) == (step > 0)
    ]
    while not onward:
        row = _last_without_word(layout, row, step)
        beyond = _row_beyond(layout, row, step)
        if beyond is None:
            return _edge(layout, row, step)
        row, onward = beyond, _starts(layout, beyond)
    return (min if step > 0 else max)(onward)[1]


def _last_without_word(layout: Layout, row: int, step: int) -> int:
    """The last row of a paragraph that a step leads over before a word begins; else the row itself.

    What is between is not looked at: it may be a word of a hundred thousand letters.
    """
    line = layout.line(row)
    first, last = _rows_of_paragraph(layout, line)
    start, end = layout.paragraph_of(line.start)
    if (step > 0) == bool(line.base):
        word = previous_word_start(layout.text, line.start, start)
        return first if word is None or word < start else layout.row_of(word) + 1
    word = next_word_start(layout.text, line.end - 1, end)
    return last if word is None or word >= end else layout.row_of(word) - 1


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


def _edge(layout: Layout, row: int, step: int) -> int:
    """The outermost stop of a row on the side that a step goes to."""
    return _outermost(layout, layout.line(row).cells[-1 if step > 0 else 0], step)


def _starts(layout: Layout, row: int) -> list[tuple[tuple[int, int], int]]:
    """Place and offset of each word that begins on a row."""
    line = layout.line(row)
    starts = word_starts(layout, line.start, line.end)
    return [(_place(layout, line, start), start) for start in starts]


def _place(layout: Layout, line: Line, offset: int) -> tuple[int, int]:
    """Where an offset of a row is by sight: its column, and which stop of its cell it is."""
    cell = line.cells[line.index_of(offset)]
    return cell.column, _by_sight(layout, cell).index(stop_of(layout, offset))


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
