"""Results as plain tables for programs: rows of names and values, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.labels.span import Span
from annotator.measure.evaluation.figures import (
    WAYS,
    Comparison,
    Contest,
    Evaluation,
    Mistake,
    Scores,
    Scorings,
)
from annotator.measure.intervals import Estimate
from annotator.report.figure_keys import COUNTS, count_of

Value = str | int | float | None
Row = dict[str, Value]


def evaluation_tables(it: Evaluation) -> Mapping[str, Sequence[Row]]:
    """The tables of an evaluation by name; the rows of one table have the same keys.

    overall: a row for each way to score; labels, articles and slices: strict; attributes; errors;
    confusion: a row for each two labels, the gold's and the predicted one; mistakes: a row for
    each place, empty where one side has no span.
    """
    slices = {"language": it.by_language, "length": it.by_length, **it.slices}
    return {
        "overall": [{"way": way, **_rates(getattr(it.overall, way))} for way in WAYS],
        "labels": [{"label": name, **_strict(one)} for name, one in it.labels.items()],
        "articles": [
            {"article": one.article, "mistakes": one.mistakes, **_strict(one.overall)}
            for one in it.by_article
        ],
        "slices": [
            {"by": by, "name": name, "articles": part.articles, **_strict(part.overall)}
            for by, parts in slices.items()
            for name, part in parts.items()
        ],
        "attributes": list(_attributes(it)),
        "errors": [{"kind": kind, "count": count} for kind, count in it.errors.items()],
        "confusion": [
            {"gold": one, "predicted": other, "count": count}
            for one, counts in zip(it.confusion.labels, it.confusion.counts, strict=True)
            for other, count in zip(it.confusion.labels, counts, strict=True)
        ],
        "mistakes": [_mistake(one) for one in it.mistakes],
    }


def comparison_tables(it: Comparison) -> Mapping[str, Sequence[Row]]:
    """The tables of a comparison by name; the rows of one table have the same keys.

    extractors: a row for each and for each two people; differences: the second's less the first's,
    of each two, over all labels (where `label` is empty) and by label.
    """
    people = {" and ".join(one.annotators): one.overall for one in it.ceilings}
    own = {one.name: one.overall for one in it.extractors}
    return {
        "extractors": [
            {"name": name, **{measure: one.value for measure, one in figures.items()}}
            for name, figures in {**own, **people}.items()
        ],
        "differences": [
            {"a": duel.extractors[0], "b": duel.extractors[1], "label": label, **_contest(*named)}
            for duel in it.duels
            for label, contests in {"": duel.overall, **duel.labels}.items()
            for named in contests.items()
        ],
    }


def _strict(scorings: Scorings) -> Row:
    return _rates(scorings.strict)


def _rates(scores: Scores) -> Row:
    return {
        "precision": scores.precision.value,
        "recall": scores.recall.value,
        **_figure("f1", scores.f1),
        **{count: count_of(scores, count) for count in COUNTS},
        "possible": scores.possible,
        "actual": scores.actual,
    }


def _figure(name: str, it: Estimate) -> Row:
    return {name: it.value, f"{name}_low": it.low, f"{name}_high": it.high}


def _attributes(it: Evaluation) -> Iterator[Row]:
    for name, one in it.attributes.items():
        yield {
            "attribute": name,
            "type": one.type,
            "gold": one.gold,
            "predicted": one.predicted,
            "matched": one.matched,
            "right": one.right,
            **_figure("accuracy", one.accuracy),
            **_figure("value_f1", one.value_f1),
        }


def _mistake(one: Mistake) -> Row:
    return {
        "article": one.at.article,
        "kind": one.at.kind,
        **_span("gold", one.at.a.span),
        **_span("predicted", one.at.b.span),
        "attributes": ", ".join(one.at.attributes),
        "score": one.score,
    }


def _span(side: str, span: Span | None) -> Row:
    return {
        f"{side}_label": span.label if span else None,
        f"{side}_start": span.start if span else None,
        f"{side}_end": span.end if span else None,
        f"{side}_text": span.text if span else None,
    }


def _contest(measure: str, one: Contest) -> Row:
    return {
        "measure": measure,
        "value_a": one.a.value,
        "value_b": one.b.value,
        **_figure("difference", one.difference),
        "p": one.p,
        "p_floor": one.p_floor,
        "p_holm": one.p_holm,
    }
