"""A labelled article drawn for reading, in colours or with marks below the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from annotator.cli.colours import colour
from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.text.flat import plain
from annotator.text.layout import lay_out

if TYPE_CHECKING:
    from annotator.text.layout import Cell, Line

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_MARKS = {
    "underline": "\x1b[4m",
    "underline2": "\x1b[21m",
    "bold": "\x1b[1m",
    "italic": "\x1b[3m",
    "reverse": "\x1b[7m",
    "strike": "\x1b[9m",
}
_RESET = "\x1b[0m"
_UNKNOWN_KEY = "?"


def logical_lines(text: str) -> Iterator[str]:
    """The lines of a text as they are stored, nothing in them able to act on a terminal."""
    return map(plain, _LINE_END.split(text))


def coloured_lines(text: str, spans: Sequence[Span], schema: Schema, width: int) -> Iterator[str]:
    """Every row from left to right, each labelled cell with the colour of its shortest span.

    Where spans lie over one another, the marks of all are drawn.
    """
    for line, here in _rows(text, spans, width):
        drawn = " " * line.indent
        for style, cells in _runs(line, here, schema):
            drawn += f"{style}{cells}{_RESET}" if style else cells
        yield drawn


def marked_lines(text: str, spans: Sequence[Span], schema: Schema, width: int) -> Iterator[str]:
    """Every row from left to right, and below it the key of each label under the cells it covers.

    Spans that lie over one another have a row of marks each, the longest nearest the text.
    """
    for line, here in _rows(text, spans, width):
        yield line.text.rstrip()
        yield from _marks(line, here, schema, width)


def _rows(text: str, spans: Sequence[Span], width: int) -> Iterator[tuple[Line, tuple[Span, ...]]]:
    """Every row with the spans that have characters on it, longest first."""
    waiting = sorted(spans, key=lambda span: span.start, reverse=True)
    active: list[Span] = []
    for line in lay_out(text, width).lines:
        while waiting and waiting[-1].start < line.end:
            active.append(waiting.pop())
        active = [span for span in active if span.end > line.start]
        yield line, tuple(sorted(active, key=lambda span: (span.start - span.end, span.order)))


def _covers(span: Span, cell: Cell) -> bool:
    return any(start < cell.end and cell.start < end for start, end in span.pieces)


def _runs(line: Line, here: Sequence[Span], schema: Schema) -> Iterator[tuple[str, str]]:
    """Neighbouring cells of one look: its escape sequence, and what is drawn."""
    run, before = "", ""
    for cell in line.cells:
        over = [span for span in here if _covers(span, cell)]
        style = _style(over, schema)
        if style != before and run:
            yield before, run
            run = ""
        run, before = run + cell.text, style
    if run:
        yield before, run


def _style(over: Sequence[Span], schema: Schema) -> str:
    """The colour of the innermost span with the marks of all; empty for none."""
    style, paint = "", ""
    for span in over:
        label = schema.label(span.label)
        if label:
            paint = click.style("", fg=colour(label.color), reset=False)
            style += "" if _MARKS[label.mark] in style else _MARKS[label.mark]
        else:
            style += _MARKS["reverse"]
    return style + paint


def _marks(line: Line, here: Sequence[Span], schema: Schema, width: int) -> Iterator[str]:
    """Rows of keys, each span in the first row that is still free where it lies."""
    rows: list[list[str]] = []
    for span in here:
        columns = [
            at
            for cell in line.cells
            if _covers(span, cell)
            for at in range(cell.column, cell.column + cell.width)
        ]
        label = schema.label(span.label)
        free = next((row for row in rows if all(row[at] == " " for at in columns)), None)
        if free is None:
            free = [" "] * (max([width, *columns]) + 1)
            rows.append(free)
        for at in columns:
            free[at] = label.key if label else _UNKNOWN_KEY
    for row in rows:
        marks = "".join(row).rstrip()
        if marks:
            yield marks
