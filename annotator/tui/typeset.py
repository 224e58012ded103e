"""Styled text as rows of cells: wrapped, joined and ordered as an article's text is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile

from rich.segment import Segment
from rich.style import Style

from annotator.text.layout import Cell, Line, lay_out

# A paragraph after the text, which gives its direction to those that have none of their own.
_LEADS = ("\na", "\nا")
# No character takes more cells (a tab does).
_WIDEST = 4

# As many cells as the frame that it is set in.
Row = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of a page: `plain` lies under all of it, the others are added to it."""

    plain: Style
    heading: Style
    bold: Style
    italic: Style
    code: Style
    dim: Style


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text is set: its cells, at least 1, and how it looks.

    `direction` is that of what has none of its own, 1 where it runs right to left.
    """

    width: int
    direction: int
    look: Look

    @property
    def blank(self) -> Row:
        """An empty row."""
        return (Segment(" " * self.width, self.look.plain),)

    def filled(self, row: Iterable[Segment], used: int) -> Row:
        """A row of `used` cells with blanks where its reading ends."""
        rest = Segment(" " * (self.width - used), self.look.plain)
        return (rest, *row) if self.direction else (*row, rest)


@dataclass(frozen=True, slots=True)
class Prose:
    """Text with its styles: `styles[n]` holds from `starts[n]` on, in code points.

    The last of the styles is for what follows the text.
    """

    text: str
    starts: tuple[int, ...]
    styles: tuple[Style, ...]

    def style_at(self, offset: int) -> Style:
        """The style of a character."""
        return self.styles[bisect_right(self.starts, offset) - 1]

    def pieces(self) -> Iterator[tuple[str, Style]]:
        """The text from its beginning to its end, cut where its style changes."""
        for (start, end), style in zip(pairwise(self.starts), self.styles, strict=False):
            yield self.text[start:end], style


def prose(pieces: Iterable[tuple[str, Style]], look: Look) -> Prose:
    """Pieces of text one after another; a tab among words is a space."""
    found = [(text.replace("\t", " "), style) for text, style in pieces if text]
    starts = tuple(accumulate((len(text) for text, _ in found), initial=0))
    styles = (*(style for _, style in found), look.plain)
    return Prose("".join(text for text, _ in found), starts, styles)


def typeset(text: Prose, frame: Frame) -> list[Row]:
    """Text as rows, each paragraph in its own direction; one row at least.

    Bidi controls in it are obeyed: they are the caller's, and say what stands together. A
    character that is wider than the frame is left out. A layout keeps a cell for the caret
    behind the last character of a row; nobody writes here, so that cell is laid over the edge,
    unless a word that is longer than a row would lose a letter there.
    """
    led = text.text + _LEADS[frame.direction]
    stop = max(len(text.text), 1)
    placed = []
    for over in (1, 0):
        page = lay_out(led, frame.width + over, controls="obey")
        lines = [*takewhile(lambda line: line.start < stop, page.lines)]
        placed = [_placed(line, over, frame.width) for line in lines]
        if all(map(_is_whole, lines, placed)):
            break
    return [_row(cells, text, frame) for cells in placed]


def extent(text: Prose) -> tuple[int, int]:
    """The cells of a text before it is wrapped, and those of its longest word."""
    whole = longest = 0
    for line in lay_out(text.text, _WIDEST * len(text.text) + 1).lines:
        used = word = 0
        for place in line.places:
            cell = line.cells[place]
            word = 0 if cell.text.isspace() else word + cell.width
            longest = max(longest, word)
            used += cell.width if cell.end > cell.start else 0
        whole = max(whole, used)
    return whole, longest


def _placed(line: Line, over: int, width: int) -> tuple[tuple[int, Cell], ...]:
    """The cells of a row that lie inside the frame, each after its column there."""
    shift = over if line.base else 0
    return tuple(
        (cell.column - shift, cell)
        for cell in line.cells
        if shift <= cell.column and cell.column - shift + cell.width <= width
    )


def _is_whole(line: Line, placed: tuple[tuple[int, Cell], ...]) -> bool:
    """Whether all that can be seen of a row lies inside the frame."""
    inside = sum(not cell.text.isspace() for _, cell in placed)
    return inside == sum(not cell.text.isspace() for cell in line.cells)


def _row(placed: tuple[tuple[int, Cell], ...], text: Prose, frame: Frame) -> Row:
    """Cells as segments: one for a run of one style, and one for each cell that holds marks.

    Textual cuts a segment anywhere, and would part a mark from its base; it cuts nothing where
    one ends.
    """
    before, after = 0, frame.width
    if placed:
        before, (last, cell) = placed[0][0], placed[-1]
        after = frame.width - last - cell.width
    looks = [(text.style_at(cell.start), len(cell.text) > 1) for _, cell in placed]
    segments = [Segment(" " * before, frame.look.plain)]
    for (style, marked), run in groupby(zip(looks, placed, strict=True), lambda pair: pair[0]):
        texts = [cell.text for _, (_, cell) in run]
        segments.extend(Segment(part, style) for part in (texts if marked else ("".join(texts),)))
    segments.append(Segment(" " * after, frame.look.plain))
    return tuple(segment for segment in segments if segment.text)
