"""Tables of figures as values, and those that every report has: the same for every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.measure.agreement.figures import NO_SPAN, Confusion, Excluded, Used
from annotator.measure.intervals import Estimate
from annotator.report.cells import Cell, shade
from annotator.report.wording import MORE, number, percent

MOST_ROWS = 30

Drawn = Literal["interval", "bar"]


@dataclass(frozen=True, slots=True)
class Count:
    """A count in a table, and how dark its cell is, 0 to 10."""

    value: int
    shade: int = 0
    same: bool = False


Entry = Cell | Count | str


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name; figures and counts stand at the end of their cells."""

    title: str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, with a line more where that is needed, and its entries."""

    head: str
    entries: tuple[Entry, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it shows, its columns after the first, its rows, and the notes under it.

    The figure in the column numbered `drawn` is also drawn, as `shape` says.
    """

    id: str
    caption: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...] = ()
    drawn: int | None = None
    shape: Drawn = "interval"


def confusion_table(it: Confusion, rows: str, columns: str, first: str) -> Table:
    """Which label answers to which, with a row and a column for no span at all.

    Args:
        it: the counts.
        rows: whose labels the rows are, as in "Labels by a1 (rows)".
        columns: whose labels the columns are.
        first: what stands over the rows.
    """
    names = it.labels
    told = [
        Row(_label(name), tuple(_answered(it, at, column) for column in range(len(names))))
        for at, name in enumerate(names)
    ]
    caption = f"Labels {rows} (rows) and {columns} (columns)"
    heads = tuple(Column(_label(name)) for name in names)
    return Table("confusion-table", caption, first, heads, tuple(told))


def kinds_table(
    caption: str, told: Mapping[str, tuple[str, str]], counts: Mapping[str, int]
) -> Table:
    """How many there are of each kind, and what share; `told` has titles and words by kind."""
    total = sum(counts.get(name, 0) for name in told)
    rows = [_share(name, *words, counts.get(name, 0), total) for name, words in told.items()]
    columns = (Column("Count"), Column("Share"))
    return Table("kinds-table", caption, "Kind", columns, tuple(rows), (), 1, "bar")


def excluded_table(excluded: Sequence[Excluded], most: int) -> Table:
    """The articles that do not count, and why."""
    rows = [Row(one.article, (one.reason,)) for one in excluded[:most]]
    columns = (Column("Why", numeric=False),)
    return Table("excluded", "Articles that do not count", "Article", columns, tuple(rows))


def used_table(used: Sequence[Used], most: int) -> Table:
    """The versions that were compared, by the hash of their files."""
    rows = [Row(one.article, (f"{one.annotator}@{one.version}", one.sha256)) for one in used[:most]]
    columns = (Column("Version", numeric=False), Column("SHA-256 of the file", numeric=False))
    return Table("used", "Versions that were compared", "Article", columns, tuple(rows))


def more_figures(more: Mapping[str, Estimate]) -> str:
    """What only some types of values have, in one line."""
    told = (f"{MORE.get(key, key)} {_with_reason(value)}" for key, value in more.items())
    return " · ".join(told)


def _answered(it: Confusion, row: int, column: int) -> Entry:
    """The cell of two labels, shaded by its share of the row's label, or else of the column's."""
    empty = len(it.labels) - 1
    if row == column == empty:
        return ""
    count = it.counts[row][column]
    of = sum(one[column] for one in it.counts) if row == empty else sum(it.counts[row])
    return Count(count, shade(count / of) if count else 0, same=row == column)


def _label(name: str) -> str:
    return f"{NO_SPAN} no span" if name == NO_SPAN else name


def _share(name: str, title: str, says: str, count: int, total: int) -> Row:
    part = count / total if total else 0.0
    told = Cell(percent(part) if total else "–", "", at=round(100 * part, 1))
    return Row(title, (Count(count, same=name == "correct"), told), says)


def _with_reason(estimate: Estimate) -> str:
    """A figure, or that there is none and why."""
    if estimate.value is None and estimate.why:
        return f"– ({estimate.why})"
    return number(estimate.value)
