"""An article as rows of terminal cells, with exact maps between offsets and cells.

Text is resolved a paragraph at a time (levels), wrapped in logical order and put in visual
order row by row, as UAX #9 asks. Rows are counted where somebody asks for one (`rows`), and
what is on them is built only for those that are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import overload

from annotator.text.badges import Around, Badge, around, invisibles, offsets
from annotator.text.badges import joined as joined_badges
from annotator.text.bidi import Controls, placed_in_line
from annotator.text.display import LINE_ENDS, shown
from annotator.text.paragraph import Paragraph, anchor_of, parts_of, resolve
from annotator.text.rows import Rows
from annotator.text.stops import Stops, stops_in
from annotator.text.wrap import ADVANCE, advances_of, next_unit, row_starts, unit_around

_LINE_SEPARATOR = "\u2028"
# What is invisible behind the blank at which a row ends belongs to the word that follows.
_READ_WITH_THE_NEXT_ROW = str.maketrans("LRAM", "bbbb")
_KEPT_LINES = 1024


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit on a row: what is sent for it, the cells it takes, the text it stands for.

    Both count the badges that are drawn with it.
    `start` and `end` are code points of the article, half-open; they are equal for the
    place after the last character. `column` counts terminal cells from the left edge. `level`
    is that of UAX #9: what is in the unit is read from right to left where it is odd.
    """

    text: str
    width: int
    start: int
    end: int
    column: int
    level: int


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


class _Lines(Sequence[Line]):
    """The rows of a layout, built when they are asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __len__(self) -> int:
        return self._layout.count_rows()

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

    def __init__(  # noqa: PLR0913 - what `lay_out` takes
        self,
        text: str,
        width: int,
        controls: Controls,
        badges: tuple[Badge, ...],
        stops: Stops,
        *,
        invisible: bool,
    ) -> None:
        if width < 1:
            raise ValueError("width must be 1 or more")
        self.text = text
        self.width = width
        self._controls: Controls = controls
        self._badges = badges
        self._shows_invisible = invisible
        self._stops: Stops = stops
        self._badge_offsets = offsets(badges, len(text))
        self._parts = parts_of(text, controls)
        self._rows = Rows(self._parts.starts, self._guesses(), self._rows_in)
        self._kept: dict[int, Line] = {}

    @property
    def height(self) -> int:
        """How many rows the text takes; of a very long one, how many it seems to take."""
        return self._rows.height

    @property
    def moved(self) -> int:
        """Grows whenever rows that were told get other numbers, since more is known of others.

        That is rare: rows around one that was asked for stay as they were told.
        """
        return self._rows.moved

    def count_rows(self) -> int:
        """Count every row, however long the text is; from then on `height` is sure."""
        self._rows.count_all()
        return self.height

    @property
    def lines(self) -> Sequence[Line]:
        """The rows from top to bottom."""
        return _Lines(self)

    @property
    def direction(self) -> int:
        """1 where the article's first strong character runs right to left, else 0."""
        return self._parts.direction

    @property
    def mostly_right_to_left(self) -> bool:
        """Whether most of the text stands in paragraphs that run right to left."""
        return self._parts.mostly_right_to_left

    def row_of(self, offset: int) -> int:
        """The row an offset stands on; 0 to len(text), else IndexError.

        The rows of a page around it keep their numbers as long as `moved` stays the same.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside 0..{len(self.text)}")
        return self._rows.row_of(offset)

    def unit_at(self, offset: int) -> tuple[int, int]:
        """The unit an offset belongs to, [start, end); (length, length) after the last.

        A unit is what one place of the caret shows: a base with its marks, a lam with its
        alef, a line end. After a closing line end there is no further place, so the length
        of the text belongs to that line end.
        """
        cell = self._cell_of(offset)[1]
        return cell.start, cell.end

    def stops_at(self, offset: int) -> tuple[int, ...]:
        """Where the caret stands in the unit of an offset, in reading order.

        The start of the unit is the first. Where it stands on every character, so it does on
        the place after a closing line end, which belongs to that line end.
        """
        start, end = self.unit_at(offset)
        stops = stops_in(self.text, start, end, self._stops)
        closes = self._stops == "characters" and start < end == len(self.text)
        return (*stops, end) if closes and not self._needs_closing_cell(end) else stops

    def paragraph_of(self, offset: int) -> tuple[int, int]:
        """The paragraph an offset belongs to, [start, end), its line end included."""
        found = self._parts.paragraph_of(offset)
        return found.start, found.end

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
        """Build one row, the last one for any beyond it; rows that were built lately are kept."""
        start, end = self._rows.stretch(row)
        line = self._kept.get(start)
        if line is None:
            if len(self._kept) >= _KEPT_LINES:
                self._kept.clear()
            line = self._kept[start] = self._build(start, end)
        return line

    def _cell_of(self, offset: int) -> tuple[int, Cell]:
        row = self.row_of(offset)
        line = self.line(row)
        return row, line.cells[line.index_of(offset)]

    def _guesses(self) -> list[int]:
        """About how many rows each part takes: half a row is left over in a paragraph."""
        starts = self._parts.starts
        lengths = map(int.__sub__, (*starts[1:], len(self.text)), starts)
        return [
            length // self.width + feeds // 2 + 1
            for length, feeds in zip(lengths, self._parts.line_feeds, strict=True)
        ]

    def _rows_in(self, part: int) -> list[int]:
        """Where rows begin in one part of the text."""
        return [row for one in self._parts.paragraphs(part) for row in self._rows_of(one)]

    def _rows_of(self, paragraph: Paragraph) -> list[int]:
        """Where rows begin in one paragraph; a line separator inside ends a row as well."""
        start, end, codes = paragraph.start, paragraph.end, paragraph.kinds
        cuts = [0]
        for match in re.finditer(_LINE_SEPARATOR, self.text[start:end]):
            follow = next_unit(codes, match.start())
            if follow < len(codes):
                cuts.append(follow)
        closing = int(self._needs_closing_cell(end))
        advances = self._advances(start, codes)
        rows: list[int] = []
        for cut, next_cut in zip(cuts, [*cuts[1:], len(codes)], strict=True):
            last = closing if next_cut == len(codes) else 0
            inner = row_starts(
                codes[cut:next_cut],
                self.width,
                closing_cell=last,
                advances=advances[cut:next_cut],
            )
            rows.extend(start + cut + row for row in inner)
        return rows

    def _advances(self, start: int, codes: str) -> Sequence[int]:
        """What each code point of a paragraph adds to a row with its badges; () where none does."""
        own = self._badges_in(start, start + len(codes), blanks=False)
        if not own:
            return ()
        units = (unit_around(codes, badge.offset - start) for badge in own)
        edges = sorted({start + edge for unit in units for edge in unit})
        advances = advances_of(codes)
        for unit, badges in self._around(own, edges, start, codes):
            at = edges[unit] - start
            advances[at] = badges.width(advances[at])
        return advances

    def _badges_in(self, start: int, end: int, *, blanks: bool = True) -> tuple[Badge, ...]:
        """The badges of a stretch that begins with a unit.

        Without `blanks` those are left out that are as wide as the blanks for which they stand.
        """
        first = bisect_left(self._badge_offsets, start)
        own = self._badges[first : bisect_left(self._badge_offsets, end, first)]
        if not self._shows_invisible:
            return own
        blanks = blanks or any(badge.place == "instead" for badge in own)
        return joined_badges(own, invisibles(self.text, start, end, blanks=blanks))

    def _around(
        self, badges: Sequence[Badge], edges: Sequence[int], origin: int, codes: str
    ) -> Iterator[tuple[int, Around]]:
        """The index of each unit that has badges, with what of them fits into a row."""
        for unit, own in groupby(badges, key=lambda badge: bisect_right(edges, badge.offset) - 1):
            start, end = edges[unit : unit + 2]
            base = start if end - start == 1 else anchor_of(self.text, start, end)
            found = around(own, base, blank=shown(self.text[base]).isspace())
            yield unit, found.fitted(ADVANCE[codes[start - origin]], self.width)

    def _needs_closing_cell(self, end: int) -> bool:
        return end == len(self.text) and (end == 0 or self.text[end - 1] not in LINE_ENDS)

    def _build(self, start: int, following: int | None) -> Line:
        last, end = following is None, len(self.text) if following is None else following
        paragraph = self._parts.paragraph_of(start)
        origin, codes = paragraph.start, paragraph.kinds
        resolved = resolve(self.text[origin : paragraph.end], self.direction, self._controls)
        share = slice(start - origin, end - origin)
        units = resolved.units(share.start, share.stop, codes[share])
        edges = [start + unit for unit in units.starts] + [end]
        drawn, widths, anchors = units.drawn, units.widths, units.anchors
        classes, row_levels = resolved.classes[share], tuple(resolved.levels[share])
        if last and self._needs_closing_cell(end):
            edges.append(end)
            drawn.append(" ")
            widths.append(1)
            classes, row_levels = f"{classes}B", (*row_levels, resolved.base)
            anchors.append(end - start)
        elif end < paragraph.end:
            tail = anchors[-1] + 1
            if not any(map(shown, self.text[start + tail : end])):
                classes = classes[:tail] + classes[tail:].translate(_READ_WITH_THE_NEXT_ROW)
        final, order = placed_in_line(classes, row_levels, resolved.base, anchors)
        if self._badges or self._shows_invisible:
            own = self._badges_in(start, end)
            for unit, badges in self._around(own, edges, origin, codes):
                drawn[unit] = badges.draw(drawn[unit], final[unit])
                widths[unit] = badges.width(widths[unit])
        indent = max(self.width - sum(widths), 0) if resolved.base else 0
        columns = accumulate((widths[unit] for unit in order), initial=indent)
        placed = tuple(
            Cell(drawn[unit], widths[unit], edges[unit], edges[unit + 1], column, final[unit])
            for unit, column in zip(order, columns, strict=False)
        )
        places = sorted(range(len(order)), key=order.__getitem__)
        return Line(
            start, end, resolved.base, indent, placed, tuple(edges[: len(order)]), tuple(places)
        )


def lay_out(  # noqa: PLR0913 - a page is made of this, mostly by default
    text: str,
    width: int,
    controls: Controls = "ignore",
    badges: tuple[Badge, ...] = (),
    stops: Stops = "letters",
    *,
    invisible: bool = False,
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
    stands for those that have no room there. With `invisible` those of invisible characters
    (`badges.invisibles`) are drawn too, found as rows are asked for.

    `stops` says where a caret stands: on letters, so that marks and format characters are
    stepped over with theirs, or on every character.

    Raises:
        ValueError: the width is less than one cell, or badges are unsorted or outside the text.

    Source: UAX #9 (Unicode 15.0), rules P1 to L4; The Unicode Standard 15.0, section 9.2.
    """
    return Layout(text, width, controls, badges, stops, invisible=invisible)
