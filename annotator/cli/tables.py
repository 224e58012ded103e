"""Tables on a terminal: columns side by side, each as wide as what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click

from annotator.cli.lines import put
from annotator.cli.voice import coloured
from annotator.text.width import cells

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A title and what stands below it, safe and perhaps coloured; numbers stand on the right."""

    title: str
    fields: tuple[str, ...]
    numbers: bool = False

    @property
    def width(self) -> int:
        """The cells that it takes."""
        return max(map(_cells, (self.title, *self.fields)))

    def rows(self) -> Iterator[str]:
        """The title and all below it, each as wide as the column."""
        width = self.width
        for field in (self.title, *self.fields):
            space = " " * (width - _cells(field))
            yield f"{space}{field}" if self.numbers else f"{field}{space}"


def print_table(columns: Iterable[Column]) -> None:
    """A line of titles, and a line for each of the rows below them."""
    titles, *rows = zip(*(column.rows() for column in columns), strict=True)
    heading = GAP.join(titles).rstrip()
    put(click.style(heading, bold=True) if coloured() else heading)
    for fields in rows:
        put(GAP.join(fields).rstrip())


def _cells(text: str) -> int:
    return cells(click.unstyle(text))
