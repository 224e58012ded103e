"""Agreement as one tidy table, a figure a row, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from annotator.measure.agreement.figures import Agreement, Figures
from annotator.measure.intervals import Estimate
from annotator.report.agreement_json import LABEL_ONLY
from annotator.report.figure_keys import ERRORS
from annotator.report.rows import Row, count_row, csv_of, row


def csv_text(agreement: Agreement) -> str:
    r"""The figures under the names of their columns; each line ends with \n.

    `scope` is overall, label, pair, article, attribute, error, confusion, week, guideline,
    origin, competence or excluded, `name` what of it. In a confusion `name` is the label by the
    first and `label` that by the second. Numbers are not rounded; what is undefined is an empty
    cell, with its reason in `why`. Text is on one line, characters that would act are named in
    it, and what a spreadsheet would run is preceded by '.
    """
    return csv_of(table_rows(agreement))


def table_rows(it: Agreement) -> Iterator[Row]:
    """The rows below the names of the columns, as they are."""
    yield from _figures("overall", "", "", it.overall)
    yield count_row("overall", "", "", "articles", len(it.articles))
    yield count_row("overall", "", "", "dropped_in_zones", it.dropped_in_zones)
    yield count_row("overall", "", "", "flattened", it.flattened)
    yield count_row("overall", "", "", "disagreements", len(it.disagreements))
    for label, figures in it.labels.items():
        yield from _figures("label", label, label, figures)
    yield from _pairs(it)
    yield from _attributes(it)
    for name in ERRORS:
        yield count_row("error", name, "", "count", it.errors.get(name, 0))
    for one, counts in zip(it.confusion.labels, it.confusion.counts, strict=True):
        for other, count in zip(it.confusion.labels, counts, strict=True):
            yield count_row("confusion", one, other, "count", count)
    yield from _slices(it)
    for judged in it.competence:
        right = {"": judged.right, **judged.labels}
        for label, estimate in right.items():
            yield row("competence", judged.annotator, label, "right", estimate)
    yield from _articles(it)
    for left_out in it.excluded:
        yield "excluded", left_out.article, "", "", None, None, None, None, left_out.reason


def _pairs(it: Agreement) -> Iterator[Row]:
    for pair in it.pairs:
        name = "+".join(pair.annotators)
        yield from _figures("pair", name, "", pair.overall)
        yield count_row("pair", name, "", "articles", pair.articles)
        for annotator, count in zip(pair.annotators, pair.spans, strict=True):
            yield count_row("pair", name, "", f"spans by {annotator}", count)
        for label, figures in pair.labels.items():
            yield from _figures("pair", name, label, figures)


def _attributes(it: Agreement) -> Iterator[Row]:
    for name, one in it.attributes.items():
        label = name.rpartition(".")[0]
        yield count_row("attribute", name, label, "matched", one.matched)
        for measure, estimate in {
            "agreement": one.agreement,
            "alpha": one.alpha,
            **one.more,
        }.items():
            yield row("attribute", name, label, measure, estimate)


def _slices(it: Agreement) -> Iterator[Row]:
    parts = {"week": it.weeks, "guideline": it.guidelines, "origin": it.origins}
    for scope, slices in parts.items():
        for one in slices:
            yield count_row(scope, one.name, "", "articles", one.articles)
            yield row(scope, one.name, "", "strict_f1", one.strict_f1)
            yield row(scope, one.name, "", "overlap_f1", one.overlap_f1)


def _articles(it: Agreement) -> Iterator[Row]:
    for one in it.by_article:
        yield from _figures("article", one.article, "", one.overall)
        yield count_row("article", one.article, "", "differences", one.differences)
        for annotator, count in one.spans.items():
            yield count_row("article", one.article, "", f"spans by {annotator}", count)


def _figures(scope: str, name: str, label: str, figures: Figures) -> Iterator[Row]:
    estimates: Mapping[str, Estimate] = {
        field.name: getattr(figures, field.name) for field in fields(figures)
    }
    for measure, estimate in estimates.items():
        if label or measure not in LABEL_ONLY:
            yield row(scope, name, label, measure, estimate)
