"""Figures as rows of one tidy table, for spreadsheets, statistics and lines at a prompt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from annotator.measure.intervals import Estimate
from annotator.report.signs import visible

COLUMNS = ("scope", "name", "label", "measure", "value", "low", "high", "n", "why")
# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t")

Row = tuple[str, str, str, str, float | None, float | None, float | None, int | None, str]


def csv_of(rows: Iterable[Row]) -> str:
    r"""The rows under the names of their columns; each line ends with \n.

    Numbers are not rounded; what is undefined is an empty cell, with its reason in `why`. Text is
    on one line, characters that would act are named in it, and what a spreadsheet would run is
    preceded by '.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue()


def _safe(cell: str | float | None) -> str | float | None:
    """Text on one line that no spreadsheet runs; a number as it is."""
    if not isinstance(cell, str):
        return cell
    told = visible(cell)
    return f"'{told}" if told.startswith(_FORMULA) else told


def row(scope: str, name: str, label: str, measure: str, it: Estimate) -> Row:
    """The row of a figure, with why it or its interval is undefined."""
    missing = None in {it.value, it.low, it.high}
    why = "; ".join(filter(None, (it.why if missing else "", it.warning)))
    return scope, name, label, measure, it.value, it.low, it.high, it.n, why


def count_row(  # noqa: PLR0913, PLR0917 - a column each
    scope: str, name: str, label: str, measure: str, count: int | None, why: str = ""
) -> Row:
    """The row of a count, with why it is not known."""
    return scope, name, label, measure, count, None, None, None, why
