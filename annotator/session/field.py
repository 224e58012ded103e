"""A line of text as it is typed: where its caret stands, and what of it is in sight."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.session.caret import (
    Move,
    left,
    right,
    stop_after,
    stop_of,
    word_left,
    word_right,
)
from annotator.text.bidi import first_strong
from annotator.text.display import LINE_ENDS
from annotator.text.layout import Cell, Layout, Line, lay_out
from annotator.text.words import previous_word_start

_SPACED = re.compile(f"\r\n|[\t{LINE_ENDS}]")
# Lone surrogates go with the controls: no file can hold them.
_DROPPED = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
_KEPT_LINES = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A line being typed; the caret stands on a unit of it or after the last.

    `caret` is a code point, 0 to the length of the text; what is typed goes in before it.
    Every move is by sight and leads to a stop: the start of a unit, or the alef of a lam with
    its alef. Only typing and taking away can leave the caret elsewhere in a unit; it is then
    seen on that unit, and typing goes on in between.

    Raises:
        ValueError: the caret is outside the text, or the text is not what `typed` makes.
    """

    text: str = ""
    caret: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.caret <= len(self.text):
            raise ValueError(f"caret {self.caret} is outside 0..{len(self.text)}")
        if _SPACED.search(self.text) or _DROPPED.search(self.text):
            raise ValueError("the text holds a line end, a tab or a control character")

    def typed(self, characters: str) -> Field:
        """Put characters in before the caret, which then stands after them.

        Line ends and tabs become one space each; other control characters and lone
        surrogates are left out. Format characters (joiners, direction marks) are kept.
        """
        kept = _DROPPED.sub("", _SPACED.sub(" ", characters))
        text = self.text[: self.caret] + kept + self.text[self.caret :]
        return Field(text, self.caret + len(kept))

    def at(self, offset: int) -> Field:
        """Stand on the unit that an offset belongs to; IndexError outside 0..len(text)."""
        return replace(self, caret=_page(self.text).unit_at(offset)[0])

    def left(self) -> Field:
        """The unit to the left."""
        return self._moved(left)

    def right(self) -> Field:
        """The unit to the right."""
        return self._moved(right)

    def word_left(self) -> Field:
        """The first letter of the next word to the left."""
        return self._moved(word_left)

    def word_right(self) -> Field:
        """The first letter of the next word to the right."""
        return self._moved(word_right)

    def home(self) -> Field:
        """Where the line begins to be read."""
        return replace(self, caret=0)

    def end(self) -> Field:
        """After the last unit."""
        return replace(self, caret=len(self.text))

    def backspace(self) -> Field:
        """Take away one code point before the caret: a mark goes before its letter."""
        return self._without(max(self.caret - 1, 0), self.caret)

    def delete(self) -> Field:
        """Take away what the caret stands on, a letter with its marks, or the rest of it."""
        return self._without(self.caret, stop_after(_page(self.text), self.caret))

    def delete_word(self) -> Field:
        """Take away everything back to the first letter of the word before the caret."""
        return self._without(previous_word_start(self.text, self.caret) or 0, self.caret)

    def cleared(self) -> Field:
        """Nothing typed."""
        return Field()

    def _moved(self, move: Move) -> Field:
        page = _page(self.text)
        return replace(self, caret=stop_of(page, move(page, self.caret)))

    def _without(self, start: int, end: int) -> Field:
        return Field(self.text[:start] + self.text[end:], start)


@dataclass(frozen=True, slots=True)
class Window:
    """What of a field is in sight.

    `cells` stand side by side from left to right, their columns counted from the left edge of
    the window; no other column holds anything. `caret` is the index of the one with the caret.
    `base` is 1 where the line stands against the right edge. `scrolled` says how many columns
    are out of sight before the first one that is read.
    """

    cells: tuple[Cell, ...]
    caret: int
    base: int
    scrolled: int

    def offset_at(self, column: int) -> int:
        """The start of the unit shown at a column; of the nearest one beside the text."""
        at = bisect_right(self.cells, column, key=lambda cell: cell.column) - 1
        return self.cells[max(at, 0)].start


def window(field: Field, width: int, *, direction: int = 0, scrolled: int = 0) -> Window:
    """What a field shows in `width` columns, the caret always among it.

    A line stands where its reading begins: at the right edge when it runs right to left, as
    its first strong character says. `direction` says it for a line without one (1: right to
    left), so for an empty one. Give what was `scrolled` before, so that the line moves only
    as far as the caret needs, and back when it has become short enough.

    A cell that is wider than the window is shown as a space.

    Raises:
        ValueError: the width is less than one column.
    """
    if width < 1:
        raise ValueError("width must be 1 or more")
    line = _page(field.text).line(0)
    base = direction if first_strong(field.text, "ignore") is None else line.base
    places = _places(line, base, width)
    used = sum(cell.width for cell in line.cells)
    caret_at = line.index_of(field.caret)
    start, end = places[caret_at]
    first = max(min(scrolled, used - width), 0)
    first = max(min(first, start), end - width)
    seen = [at for at, (start, end) in enumerate(places) if first <= start and end <= first + width]
    cells = (_in_sight(line.cells[at], places[at], first, width, base) for at in seen)
    return Window(tuple(cells), seen.index(caret_at), base, first)


def _places(line: Line, base: int, width: int) -> list[tuple[int, int]]:
    """The columns of each cell, [start, end), from the edge where reading begins."""
    used = sum(cell.width for cell in line.cells)
    starts = (cell.column - line.indent for cell in line.cells)
    if base:
        starts = (used - start - cell.width for start, cell in zip(starts, line.cells, strict=True))
    widths = (min(cell.width, width) for cell in line.cells)
    return [(start, start + wide) for start, wide in zip(starts, widths, strict=True)]


def _in_sight(cell: Cell, place: tuple[int, int], first: int, width: int, base: int) -> Cell:
    """A cell as it stands in a window whose first column that is read is `first`."""
    start, end = place
    column = width - (end - first) if base else start - first
    text = cell.text if end - start == cell.width else " "
    return replace(cell, text=text, width=end - start, column=column)


@lru_cache(maxsize=_KEPT_LINES)
def _page(text: str) -> Layout:
    """The text on one row: no unit takes more than two cells, and the place after it one."""
    return lay_out(text, 2 * len(text) + 1)
