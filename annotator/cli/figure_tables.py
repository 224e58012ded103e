"""Tables of figures on a terminal: values, intervals, and what they mean where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from annotator.cli.lines import columns, put
from annotator.cli.tables import GAP, Column, print_table
from annotator.measure.intervals import Estimate
from annotator.report.wording import interval, number
from annotator.text.flat import shortened, visual
from annotator.text.width import cells

NARROWEST_NAME = 8


def valued(title: str, estimates: Sequence[Estimate], decimals: int = 2) -> Iterator[Column]:
    """A figure and its interval."""
    yield from values_only(title, estimates, decimals)
    ends = tuple(interval(one, decimals) for one in estimates)
    if any(ends):
        yield Column("95 %", ends)


def values_only(title: str, estimates: Sequence[Estimate], decimals: int = 2) -> Iterator[Column]:
    """A figure without its interval."""
    yield Column(title, tuple(number(one.value, decimals) for one in estimates), numbers=True)


def named_table(title: str, names: Sequence[str], *others: Column) -> None:
    """A table of things by their names, which are cut where it is too wide."""
    room = max(columns() - sum(one.width + len(GAP) for one in others), NARROWEST_NAME)
    table([Column(title, tuple(visual(shortened(name, room)) for name in names)), *others])


def fitting_table(title: str, names: Sequence[str], *others: Column) -> None:
    """As `named_table`, without the last columns where there is no room for them."""
    room = columns() - max(map(cells, (title, *names)), default=0)
    ends = accumulate(one.width + len(GAP) for one in others)
    fits = sum(end <= room for end in ends)
    named_table(title, names, *others[: max(fits, 2)])


def explained(told: Sequence[Column], meanings: Sequence[str]) -> None:
    """A table with what its rows mean, where there is room for that."""
    meaning = Column("", tuple(meanings))
    used = sum(column.width + len(GAP) for column in told)
    table([*told, meaning] if used + meaning.width <= columns() else told)


def table(told: Sequence[Column]) -> None:
    """A table below an empty line; nothing where it has no rows."""
    if told[0].fields:
        put("")
        print_table(told)
