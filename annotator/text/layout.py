"""An article as rows of terminal cells, with exact maps between offsets and cells.

Text is resolved a paragraph at a time (levels, joined forms), wrapped in logical order and
put in visual order row by row, as UAX #9 asks. Rows are counted at once, since a page needs
to know where it stands; what is on them is built only for the rows that are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import Literal, overload

from annotator.text.badges import Around, Badge, around, offsets
from annotator.text.bidi import bidi_classes, first_strong, levels, reorder, reset_whitespace
from annotator.text.display import LINE_ENDS, cluster, shown
from annotator.text.joining import joined
from annotator.text.unicode import mirrored
from annotator.text.wrap import ADVANCE, kinds, next_unit, row_starts, unit_starts

Controls = Literal["ignore", "obey"]

_PARAGRAPH = re.compile("[^\n\r\x85\u2029]*(?:\r\n|[\n\r\x85\u2029])|[^\n\r\x85\u2029]+")
_LINE_SEPARATOR = "\u2028"
_KEPT_TEXTS = 4
_KEPT_PARAGRAPHS = 512
_KEPT_LINES = 1024


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit on a row: what is sent for it, the cells it takes, the text it stands for.

    Both count the badges that are drawn with it.
    `start` and `end` are code points of the article, half-open; they are equal for the
    place after the last character. `column` counts terminal cells from the left edge.
    """

    text: str
    width: int
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the text [start, end) it holds, and its cells from left to right.

    `base` is 1 where the paragraph runs right to left; then `indent` columns are left free
    before the first cell, so that the row ends at the right edge. `units` are the starts of
    its units in logical order, `places` the index in `cells` of each.
    """

    start: int
    end: int
    base: int
    indent: int
    cells: tuple[Cell, ...]
    units: tuple[int, ...]
    places: tuple[int, ...]

    @property
    def text(self) -> str:
        """The row as it is sent to a terminal, from left to right."""
        return " " * self.indent + "".join(cell.text for cell in self.cells)

    def index_of(self, offset: int) -> int:
        """Index in `cells` of the unit that an offset of this row belongs to."""
        return self.places[bisect_right(self.units, offset) - 1]

    def indices_in(self, start: int, end: int) -> tuple[int, ...]:
        """Indices in `cells` of the units that share a character with [start, end)."""
        if start >= min(end, self.end):
            return ()
        first = max(bisect_right(self.units, start) - 1, 0)
        return self.places[first : bisect_left(self.units, end)]

    def index_at(self, column: int) -> int:
        """Index in `cells` of the unit that covers a column, or of the nearest one."""
        return max(bisect_right(self.cells, column, key=lambda cell: cell.column) - 1, 0)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A text cut into paragraphs, with what each code point adds to a row."""

    direction: int
    starts: tuple[int, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A paragraph at any width: where its units start, how each looks, which way it runs."""

    base: int
    starts: list[int]
    drawn: list[str]
    widths: list[int]
    levels: list[int]
    classes: str


@lru_cache(maxsize=_KEPT_TEXTS)
def _measure(text: str, controls: Controls) -> _Measured:
    found = [match.span() for match in _PARAGRAPH.finditer(text)] or [(0, 0)]
    return _Measured(
        direction=first_strong(text, controls=controls) or 0,
        starts=tuple(start for start, _ in found),
        kinds=tuple(kinds(text[start:end]) for start, end in found),
    )


@lru_cache(maxsize=_KEPT_PARAGRAPHS)
def _resolve(paragraph: str, codes: str, direction: int, controls: Controls) -> _Resolved:
    strong = first_strong(paragraph, controls=controls)
    base, by_character = levels(
        paragraph, direction if strong is None else strong, controls=controls
    )
    forms = joined(paragraph, by_character)
    starts = unit_starts(codes)
    drawn, unit_levels, anchors = [], [], []
    for start, end in pairwise([*starts, len(paragraph)]):
        anchor = start if end - start == 1 else _anchor(paragraph, start, end)
        level = by_character[anchor]
        drawn.append(_draw(paragraph, forms, start, end, level))
        unit_levels.append(level)
        anchors.append(anchor)
    classes = bidi_classes(paragraph, controls=controls)
    widths = [ADVANCE[codes[start]] for start in starts]
    drawn = [text or " " * width for text, width in zip(drawn, widths, strict=True)]
    return _Resolved(
        base, starts, drawn, widths, unit_levels, "".join(classes[at] for at in anchors)
    )


def _anchor(paragraph: str, start: int, end: int) -> int:
    """The character of a unit whose level the unit takes: the first that is drawn."""
    return next((at for at in range(start, end) if shown(paragraph[at])), start)


def _draw(paragraph: str, forms: list[str], start: int, end: int, level: int) -> str:
    if end - start > 1 or start == 0:
        return cluster(paragraph[start:end], forms[start:end], reverse=bool(level & 1))
    character = paragraph[start]
    stand_in = shown(character)
    if stand_in != character:
        return stand_in
    return mirrored(character) if level & 1 and forms[start] == character else forms[start]


class _Lines(Sequence[Line]):
    """The rows of a layout, built when they are asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __len__(self) -> int:
        return self._layout.height

    @overload
    def __getitem__(self, row: int) -> Line: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, row: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(row, slice):
            return tuple(self._layout.line(at) for at in range(*row.indices(len(self))))
        return self._layout.line(range(len(self))[row])

    def __iter__(self) -> Iterator[Line]:
        return map(self._layout.line, range(len(self)))


class Layout:
    """A text wrapped into rows of `width` cells; made by `lay_out`."""

    def __init__(
        self, text: str, width: int, controls: Controls, badges: tuple[Badge, ...]
    ) -> None:
        if width < 1:
            raise ValueError("width must be 1 or more")
        self.text = text
        self.width = width
        self._controls: Controls = controls
        self._badges = badges
        self._badge_offsets = offsets(badges, len(text))
        self._measured = _measure(text, controls)
        self._row_starts = [
            start + row
            for start, codes in zip(self._measured.starts, self._measured.kinds, strict=True)
            for row in self._rows_of(start, codes)
        ]
        self._kept: dict[int, Line] = {}
        self._mostly: bool | None = None

    @property
    def height(self) -> int:
        """How many rows the text takes."""
        return len(self._row_starts)

    @property
    def lines(self) -> Sequence[Line]:
        """The rows from top to bottom."""
        return _Lines(self)

    @property
    def direction(self) -> int:
        """1 where the article's first strong character runs right to left, else 0."""
        return self._measured.direction

    @property
    def mostly_right_to_left(self) -> bool:
        """Whether most of the text stands in paragraphs that run right to left."""
        if self._mostly is None:
            ends = (*self._measured.starts[1:], len(self.text))
            right = sum(
                end - start
                for start, end in zip(self._measured.starts, ends, strict=True)
                if self._base_of(start, end)
            )
            self._mostly = 2 * right > len(self.text)
        return self._mostly

    def _base_of(self, start: int, end: int) -> int:
        strong = first_strong(self.text[start:end], controls=self._controls)
        return self.direction if strong is None else strong

    def row_of(self, offset: int) -> int:
        """The row an offset stands on; 0 to len(text), else IndexError."""
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside 0..{len(self.text)}")
        return bisect_right(self._row_starts, offset) - 1

    def unit_at(self, offset: int) -> tuple[int, int]:
        """The unit an offset belongs to, [start, end); (length, length) after the last.

        A unit is what one place of the caret shows: a base with its marks, a lam with its
        alef, a line end. After a closing line end there is no further place, so the length
        of the text belongs to that line end.
        """
        cell = self._cell_of(offset)[1]
        return cell.start, cell.end

    def paragraph_of(self, offset: int) -> tuple[int, int]:
        """The paragraph an offset belongs to, [start, end), its line end included."""
        at = bisect_right(self._measured.starts, offset) - 1
        start = self._measured.starts[at]
        return start, start + len(self._measured.kinds[at])

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Row and leftmost column at which the unit of an offset is shown.

        Offsets are code points, 0 to len(text); IndexError outside.
        """
        row, cell = self._cell_of(offset)
        return row, cell.column

    def offset_at(self, row: int, cell: int) -> int:
        """The start of the unit shown at a row and column; the nearest unit outside the text."""
        line = self.line(min(max(row, 0), self.height - 1))
        return line.cells[line.index_at(cell)].start

    def line(self, row: int) -> Line:
        """Build one row; rows that were built lately are kept."""
        line = self._kept.get(row)
        if line is None:
            if len(self._kept) >= _KEPT_LINES:
                self._kept.clear()
            line = self._kept[row] = self._build(row)
        return line

    def _cell_of(self, offset: int) -> tuple[int, Cell]:
        row = self.row_of(offset)
        line = self.line(row)
        return row, line.cells[line.index_of(offset)]

    def _rows_of(self, start: int, codes: str) -> list[int]:
        """Where rows begin in one paragraph; a line separator inside ends a row as well."""
        end = start + len(codes)
        cuts = [0]
        for match in re.finditer(_LINE_SEPARATOR, self.text[start:end]):
            follow = next_unit(codes, match.start())
            if follow < len(codes):
                cuts.append(follow)
        closing = int(self._needs_closing_cell(end))
        advances = self._advances(start, codes) if self._badges else ()
        rows: list[int] = []
        for cut, next_cut in zip(cuts, [*cuts[1:], len(codes)], strict=True):
            last = closing if next_cut == len(codes) else 0
            inner = row_starts(
                codes[cut:next_cut],
                self.width,
                closing_cell=last,
                advances=advances[cut:next_cut],
            )
            rows.extend(cut + row for row in inner)
        return rows

    def _advances(self, start: int, codes: str) -> Sequence[int]:
        """What each code point of a paragraph adds to a row with its badges; () where none does."""
        own = self._badges_in(start, start + len(codes))
        if not own:
            return ()
        edges = [start + unit for unit in (*unit_starts(codes), len(codes))]
        advances = [ADVANCE[code] for code in codes]
        for unit, badges in self._around(own, edges, start, codes):
            at = edges[unit] - start
            advances[at] = badges.width(advances[at])
        return advances

    def _badges_in(self, start: int, end: int) -> tuple[Badge, ...]:
        first = bisect_left(self._badge_offsets, start)
        return self._badges[first : bisect_left(self._badge_offsets, end, first)]

    def _around(
        self, badges: Sequence[Badge], edges: Sequence[int], origin: int, codes: str
    ) -> Iterator[tuple[int, Around]]:
        """The index of each unit that has badges, with what of them fits into a row."""
        for unit, own in groupby(badges, key=lambda badge: bisect_right(edges, badge.offset) - 1):
            start, end = edges[unit : unit + 2]
            base = start if end - start == 1 else _anchor(self.text, start, end)
            found = around(own, base, blank=shown(self.text[base]).isspace())
            yield unit, found.fitted(ADVANCE[codes[start - origin]], self.width)

    def _needs_closing_cell(self, end: int) -> bool:
        return end == len(self.text) and (end == 0 or self.text[end - 1] not in LINE_ENDS)

    def _build(self, row: int) -> Line:
        start = self._row_starts[row]
        last = row + 1 == self.height
        end = len(self.text) if last else self._row_starts[row + 1]
        at = bisect_right(self._measured.starts, start) - 1
        origin, codes = self._measured.starts[at], self._measured.kinds[at]
        paragraph = self.text[origin : origin + len(codes)]
        resolved = _resolve(paragraph, codes, self.direction, self._controls)
        first = bisect_left(resolved.starts, start - origin)
        stop = bisect_left(resolved.starts, end - origin)
        edges = [origin + unit for unit in resolved.starts[first:stop]] + [end]
        drawn, widths = resolved.drawn[first:stop], resolved.widths[first:stop]
        classes, row_levels = resolved.classes[first:stop], resolved.levels[first:stop]
        if last and self._needs_closing_cell(end):
            edges.append(end)
            drawn.append(" ")
            widths.append(1)
            classes += "B"
            row_levels.append(resolved.base)
        final = reset_whitespace(classes, row_levels, resolved.base)
        if self._badges:
            own = self._badges_in(start, end)
            for unit, badges in self._around(own, edges, origin, codes):
                drawn[unit] = badges.draw(drawn[unit], final[unit])
                widths[unit] = badges.width(widths[unit])
        order = reorder(final)
        indent = max(self.width - sum(widths), 0) if resolved.base else 0
        columns = accumulate((widths[unit] for unit in order), initial=indent)
        placed = tuple(
            Cell(drawn[unit], widths[unit], edges[unit], edges[unit + 1], column)
            for unit, column in zip(order, columns, strict=False)
        )
        places = sorted(range(len(order)), key=order.__getitem__)
        return Line(
            start, end, resolved.base, indent, placed, tuple(edges[: len(order)]), tuple(places)
        )


def lay_out(
    text: str, width: int, controls: Controls = "ignore", badges: tuple[Badge, ...] = ()
) -> Layout:
    """Wrap a text into rows of `width` terminal cells, as a reader expects to see it.

    Paragraphs run in the direction of their first strong character, those without one in
    the article's. Lines end at LF, CRLF (one break), CR, NEL, U+2028 and U+2029. Bidi
    controls cannot reorder the screen unless `controls` is "obey".

    Every offset has a cell and every cell one unit, so that
    `offset_at(*cell_of(offset))` is the start of the offset's unit. A unit wider than a row (a
    tab or a wide character on a very narrow page) has a row to itself.

    `badges`, sorted by offset, are drawn in the cells of the units that hold their offsets and
    make them wider: those of the character that a unit shows, and of what precedes it in the
    unit, before it in reading order (to its left, or to its right at an odd level), those of
    what follows, such as its marks, after it. They never make a unit wider than a row: an …
    stands for those that have no room there.

    Raises:
        ValueError: the width is less than one cell, or badges are unsorted or outside the text.

    Source: UAX #9 (Unicode 15.0), rules P1 to L4; The Unicode Standard 15.0, section 9.2.
    """
    return Layout(text, width, controls, badges)
