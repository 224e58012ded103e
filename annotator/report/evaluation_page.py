"""An evaluation as one HTML page that needs nothing else: to send, to keep, and to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.labels.schema import Schema
from annotator.measure.evaluation.figures import Evaluation
from annotator.report import evaluation_tables as tables
from annotator.report.charts import TICKS, Forest, forest
from annotator.report.evaluation_charts import precision_recall, reliability
from annotator.report.evaluation_findings import (
    findings,
    headline,
    listed_told,
    method_told,
    uncounted,
)
from annotator.report.gates import Gate
from annotator.report.mistakes import mistakes
from annotator.report.pages import LISTED, links, looks, names_of, template
from annotator.report.short_names import short_evaluation
from annotator.report.tables import excluded_table, used_table
from annotator.report.unsaid import all_equal, never_told
from annotator.report.ways_wording import BESIDE, WAYS_TOLD
from annotator.text.article import Article


def page(
    evaluation: Evaluation,
    articles: Mapping[str, Article],
    schema: Schema,
    gates: Sequence[Gate] = (),
) -> str:
    """The page: no script, no network, the same for the same result.

    Args:
        evaluation: the result.
        articles: those of the gold, by ID.
        schema: how each label is marked.
        gates: what had to be reached.
    """
    paths, evaluation = evaluation, short_evaluation(evaluation)
    shown = mistakes(evaluation, articles)
    names = names_of(tuple(evaluation.labels), shown)
    return template("evaluation.html").render(
        it=evaluation,
        paths=paths,
        headline=headline(evaluation),
        uncounted=uncounted(evaluation),
        findings=findings(evaluation),
        gates=gates,
        facts=tuple(_facts(evaluation)),
        contents=tuple(_contents(evaluation)),
        forest=_forest(evaluation, gates),
        ticks=TICKS,
        shown=shown,
        listed=listed_told(evaluation),
        links=links(shown),
        most=LISTED,
        told=method_told(evaluation),
        meanings=(*WAYS_TOLD, *BESIDE),
        looks=looks(names, schema),
        place_of={name: at for at, name in enumerate(names)},
        schema=schema,
        **_tables(evaluation),
        **_scores(evaluation),
    )


def _tables(it: Evaluation) -> dict[str, object]:
    return {
        "overall": tables.overall(it),
        "labels": tables.labels(it),
        "means": tables.means(it),
        "kinds": tables.kinds(it),
        "confusion": tables.confusion(it),
        "muc5": tables.muc5(it),
        "attributes": tables.attributes(it),
        "never": never_told(it),
        "slices": tables.slices(it),
        "by_article": tables.articles(it),
        "excluded": excluded_table(it.excluded, LISTED),
        "used": used_table(it.used, LISTED),
    }


def _scores(it: Evaluation) -> dict[str, object]:
    """What the scores of predictions are worth, where there are any."""
    own = it.confidence
    return {
        "thresholds": own and tables.thresholds(own),
        "calibration": own and tables.calibration(own.calibration),
        "bins": own and tables.bins(own.calibration),
        "all_equal": own and all_equal(own),
        "curve": own and precision_recall(own.curve),
        "reliability": own and reliability(own.calibration),
    }


def _contents(it: Evaluation) -> Iterator[tuple[str, str]]:
    """The sections of the page and where they begin."""
    yield "figures", "Scores"
    yield "kinds", "Kinds of mistake"
    if tables.attributes(it) or never_told(it):
        yield "values", "Values"
    if tables.slices(it):
        yield "slices", "Parts of the gold"
    if it.confidence:
        yield "scores", "What the scores are worth"
    yield "worst", "Articles"
    yield "places", "Mistakes in context"
    yield "left-out", "What was left out"
    yield "method", "How it was computed"


def _facts(it: Evaluation) -> Iterator[tuple[str, str]]:
    """What was judged, in counts."""
    scores = it.overall.strict
    yield "Articles judged", f"{it.totals.articles:,}"
    if it.method.unit != "article":
        yield f"{it.method.unit.capitalize()}s", f"{it.method.units:,}"
    yield "Spans of the gold", f"{scores.possible:,}"
    yield "Spans predicted", f"{scores.actual:,}"
    yield "Strictly right", f"{scores.correct:,}"
    yield "Mistakes in spans", f"{it.totals.mistakes - it.totals.values:,}"
    yield "Mistakes in values alone", f"{it.totals.values:,}"


def _forest(it: Evaluation, gates: Sequence[Gate]) -> Forest:
    labels = ((name, f"labels.{name}.strict.f1", one.strict.f1) for name, one in it.labels.items())
    return forest([("", "overall.strict.f1", it.overall.strict.f1), *labels], gates)
