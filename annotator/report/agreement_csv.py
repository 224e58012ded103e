"""Agreement as one tidy table, a figure a row, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields

from annotator.measure.agreement.figures import Agreement, Figures
from annotator.measure.intervals import Estimate
from annotator.report.agreement_json import ERRORS, LABEL_ONLY
from annotator.report.signs import visible

COLUMNS = ("scope", "name", "label", "measure", "value", "low", "high", "n", "why")
# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t")

Row = tuple[str, str, str, str, float | None, float | None, float | None, int | None, str]


def csv_text(agreement: Agreement) -> str:
    r"""The figures under the names of their columns; each line ends with \n.

    `scope` is overall, label, pair, article, attribute, error, confusion, week, guideline,
    origin, competence or excluded, `name` what of it. In a confusion `name` is the label by the
    first and `label` that by the second. Numbers are not rounded; what is undefined is an empty
    cell, with its reason in `why`. Text is on one line, characters that would act are named in
    it, and what a spreadsheet would run is preceded by '.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([_safe(cell) for cell in row] for row in table_rows(agreement))
    return written.getvalue()


def _safe(cell: str | float | None) -> str | float | None:
    """Text on one line that no spreadsheet runs; a number as it is."""
    if not isinstance(cell, str):
        return cell
    told = visible(cell)
    return f"'{told}" if told.startswith(_FORMULA) else told


def table_rows(it: Agreement) -> Iterator[Row]:
    """The rows below the names of the columns, as they are."""
    yield from _figures("overall", "", "", it.overall)
    yield _count("overall", "", "", "articles", len(it.articles))
    yield _count("overall", "", "", "dropped_in_zones", it.dropped_in_zones)
    yield _count("overall", "", "", "flattened", it.flattened)
    yield _count("overall", "", "", "disagreements", len(it.disagreements))
    for label, figures in it.labels.items():
        yield from _figures("label", label, label, figures)
    yield from _pairs(it)
    yield from _attributes(it)
    for name in ERRORS:
        yield _count("error", name, "", "count", it.errors.get(name, 0))
    for one, counts in zip(it.confusion.labels, it.confusion.counts, strict=True):
        for other, count in zip(it.confusion.labels, counts, strict=True):
            yield _count("confusion", one, other, "count", count)
    yield from _slices(it)
    for judged in it.competence:
        right = {"": judged.right, **judged.labels}
        for label, estimate in right.items():
            yield _row("competence", judged.annotator, label, "right", estimate)
    yield from _articles(it)
    for left_out in it.excluded:
        yield "excluded", left_out.article, "", "", None, None, None, None, left_out.reason


def _pairs(it: Agreement) -> Iterator[Row]:
    for pair in it.pairs:
        name = "+".join(pair.annotators)
        yield from _figures("pair", name, "", pair.overall)
        yield _count("pair", name, "", "articles", pair.articles)
        for annotator, count in zip(pair.annotators, pair.spans, strict=True):
            yield _count("pair", name, "", f"spans by {annotator}", count)
        for label, figures in pair.labels.items():
            yield from _figures("pair", name, label, figures)


def _attributes(it: Agreement) -> Iterator[Row]:
    for name, one in it.attributes.items():
        label = name.rpartition(".")[0]
        yield _count("attribute", name, label, "matched", one.matched)
        for measure, estimate in {
            "agreement": one.agreement,
            "alpha": one.alpha,
            **one.more,
        }.items():
            yield _row("attribute", name, label, measure, estimate)


def _slices(it: Agreement) -> Iterator[Row]:
    parts = {"week": it.weeks, "guideline": it.guidelines, "origin": it.origins}
    for scope, slices in parts.items():
        for one in slices:
            yield _count(scope, one.name, "", "articles", one.articles)
            yield _row(scope, one.name, "", "strict_f1", one.strict_f1)
            yield _row(scope, one.name, "", "overlap_f1", one.overlap_f1)


def _articles(it: Agreement) -> Iterator[Row]:
    for one in it.by_article:
        yield from _figures("article", one.article, "", one.overall)
        yield _count("article", one.article, "", "differences", one.differences)
        for annotator, count in one.spans.items():
            yield _count("article", one.article, "", f"spans by {annotator}", count)


def _figures(scope: str, name: str, label: str, figures: Figures) -> Iterator[Row]:
    estimates: Mapping[str, Estimate] = {
        field.name: getattr(figures, field.name) for field in fields(figures)
    }
    for measure, estimate in estimates.items():
        if label or measure not in LABEL_ONLY:
            yield _row(scope, name, label, measure, estimate)


def _row(scope: str, name: str, label: str, measure: str, it: Estimate) -> Row:
    missing = None in {it.value, it.low, it.high}
    why = "; ".join(filter(None, (it.why if missing else "", it.warning)))
    return scope, name, label, measure, it.value, it.low, it.high, it.n, why


def _count(scope: str, name: str, label: str, measure: str, count: int) -> Row:
    return scope, name, label, measure, count, None, None, None, ""
