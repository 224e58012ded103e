"""An evaluation as one tidy table, a figure a row, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields

from annotator.measure.evaluation.figures import (
    WAYS,
    Confidence,
    Evaluation,
    Mean,
    Part,
    Scores,
    Scorings,
)
from annotator.measure.intervals import Estimate
from annotator.report.figure_keys import COUNTS, ERRORS, count_of
from annotator.report.rows import Row, count_row, csv_of, row

_RATES = ("precision", "recall", "f1")


def csv_text(evaluation: Evaluation) -> str:
    """The figures under the names of their columns, as `annotator.report.rows` writes them.

    `scope` is overall, label, macro, muc5, language, length, the name of a fact by which articles
    are sliced, attribute, error, confusion, confidence, article, not_predicted, not_in_gold or
    excluded, `name` what of it. In a confusion `name` is the label of the gold and `label` that
    of the prediction.
    """
    return csv_of(table_rows(evaluation))


def table_rows(it: Evaluation) -> Iterator[Row]:
    """The rows below the names of the columns, as they are."""
    yield from summary_rows(it)
    yield from _articles(it)


def summary_rows(it: Evaluation) -> Iterator[Row]:
    """The rows that are of no single article."""
    yield from _scorings("overall", "", "", it.overall)
    yield from _counts(it)
    for label, scorings in it.labels.items():
        yield from _scorings("label", label, label, scorings)
    yield from _summaries(it)
    slices = {"language": it.by_language, "length": it.by_length, **it.slices}
    for scope, parts in slices.items():
        yield from _parts(scope, parts)
    yield from _attributes(it)
    for name in ERRORS:
        yield count_row("error", name, "", "count", it.errors.get(name, 0))
    for one, counts in zip(it.confusion.labels, it.confusion.counts, strict=True):
        for other, count in zip(it.confusion.labels, counts, strict=True):
            yield count_row("confusion", one, other, "count", count)
    if it.confidence:
        yield from _confidence(it.confidence)


def _summaries(it: Evaluation) -> Iterator[Row]:
    """Means over labels and articles, and MUC-5's errors."""
    for name, means in (("labels", it.macro.labels), ("articles", it.macro.articles)):
        for way, mean in means.items():
            yield from _rates("macro", name, way, mean)
    for way, judged in it.muc5.items():
        for field in fields(judged):
            yield row("muc5", "", "", f"{way}.{field.name}", getattr(judged, field.name))


def _counts(it: Evaluation) -> Iterator[Row]:
    dropped = dict(zip(("gold", "predicted"), it.dropped_in_zones, strict=True))
    counts = {
        **asdict(it.totals),
        "excluded": len(it.excluded),
        **{f"{name}_in_zones": count for name, count in dropped.items()},
    }
    for name, count in counts.items():
        yield count_row("overall", "", "", name, count)


def _parts(scope: str, parts: Mapping[str, Part]) -> Iterator[Row]:
    for name, part in parts.items():
        yield count_row(scope, name, "", "articles", part.articles)
        yield from _scorings(scope, name, "", part.overall)


def _attributes(it: Evaluation) -> Iterator[Row]:
    for name, one in it.attributes.items():
        label = name.rpartition(".")[0]
        for count in ("gold", "predicted", "matched", "right"):
            yield count_row("attribute", name, label, count, getattr(one, count))
        figures: Mapping[str, Estimate] = {
            "accuracy": one.accuracy,
            "relaxed_f1": one.relaxed_f1,
            "value_f1": one.value_f1,
            **one.more,
        }
        for measure, estimate in figures.items():
            yield row("attribute", name, label, measure, estimate)


def _confidence(it: Confidence) -> Iterator[Row]:
    for label, curve in {"": it.curve, **it.labels}.items():
        best = curve.best
        figures = {
            "average_precision": curve.average_precision,
            "best_threshold": best.threshold if best else None,
            "best_f1": best.f1 if best else None,
        }
        for measure, value in figures.items():
            why = curve.why if value is None else ""
            yield "confidence", label, label, measure, value, None, None, None, why
    yield row("confidence", "", "", "calibration_error", it.calibration.error)
    yield row("confidence", "", "", "brier", it.calibration.brier)


def _articles(it: Evaluation) -> Iterator[Row]:
    for one in it.by_article:
        yield from _scorings("article", one.article, "", one.overall)
        for count in ("gold", "predicted", "mistakes"):
            yield count_row("article", one.article, "", count, getattr(one, count))
    for scope, articles in (("not_predicted", it.not_predicted), ("not_in_gold", it.not_in_gold)):
        for article in articles:
            yield scope, article, "", "", None, None, None, None, ""
    for left_out in it.excluded:
        yield "excluded", left_out.article, "", "", None, None, None, None, left_out.reason


def _scorings(scope: str, name: str, label: str, scorings: Scorings) -> Iterator[Row]:
    for way in WAYS:
        scores: Scores = getattr(scorings, way)
        yield from _rates(scope, name, way, scores, label)
        for count in COUNTS:
            why = "" if scores.is_known else scores.f1.why
            yield count_row(scope, name, label, f"{way}.{count}", count_of(scores, count), why)
        for count in ("possible", "actual"):
            yield count_row(scope, name, label, f"{way}.{count}", getattr(scores, count))


def _rates(scope: str, name: str, way: str, rates: Scores | Mean, label: str = "") -> Iterator[Row]:
    for rate in _RATES:
        yield row(scope, name, label, f"{way}.{rate}", getattr(rates, rate))
