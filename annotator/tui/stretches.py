"""Which cells of a row belong together: what a stretch of text lies on, what looks the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from rich.style import Style

from annotator.labels.span import Piece
from annotator.text.layout import Cell, Line


def blanks_at_end(line: Line) -> frozenset[int]:
    """Indices of the blanks at which a row ends: a span that goes on in the next row skips them."""
    blank = takewhile(lambda at: line.cells[at].text.isspace(), reversed(line.places))
    return frozenset(blank)


def under_any(line: Line, *pieces: Piece | None) -> frozenset[int]:
    """Indices of the cells of a row that share a character with any of the pieces."""
    near = (one for one in pieces if one and one[0] < line.end and line.start < one[1])
    return frozenset(at for piece in near for at in line.indices_in(*piece))


def runs(looks: Sequence[Style], cells: Sequence[Cell]) -> Iterator[tuple[Style, Sequence[Cell]]]:
    """Stretches of cells that look the same."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or looks[end] is not looks[start]:
            yield looks[start], cells[start:end]
            start = end


def uncut(cells: Iterable[Cell]) -> Iterator[str]:
    """The text of cells of one style, parted around every cell that holds marks.

    Textual cuts a segment between any two characters, and would part a mark from its base; it
    cuts nothing where a segment ends.
    """
    for marked, run in groupby(cells, lambda cell: len(cell.text) > cell.width):
        if marked:
            yield from (cell.text for cell in run)
        else:
            yield "".join(cell.text for cell in run)
