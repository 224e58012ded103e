"""Agreement as one HTML page that needs nothing else: to send to a reviewer, and to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Agreement
from annotator.report import agreement_tables as tables
from annotator.report.charts import TICKS, Forest, forest
from annotator.report.differences import differences
from annotator.report.findings import findings, headline
from annotator.report.gates import Gate
from annotator.report.pages import LISTED, links, looks, names_of, template
from annotator.report.wording import MEASURES, OF_VALUES
from annotator.text.article import Article


def page(
    agreement: Agreement,
    articles: Mapping[str, Article],
    schema: Schema,
    gates: Sequence[Gate] = (),
) -> str:
    """The page: no script, no network, the same for the same result.

    Args:
        agreement: the result.
        articles: those that were compared, by ID.
        schema: how each label is marked.
        gates: what had to be reached.
    """
    shown = differences(agreement, articles)
    names = names_of(tuple(agreement.labels), shown)
    return template("agreement.html").render(
        it=agreement,
        headline=headline(agreement),
        findings=findings(agreement),
        gates=gates,
        facts=tuple(_facts(agreement)),
        measures=tables.measures(agreement),
        forest=_forest(agreement, gates),
        ticks=TICKS,
        labels=tables.labels(agreement),
        matrix=tables.matrix(agreement) if len(agreement.annotators) > 2 else None,
        pairs=tables.pairs(agreement) if len(agreement.pairs) > 1 else None,
        competence=tables.competence(agreement) if agreement.competence else None,
        confusion=tables.confusion(agreement),
        errors=tables.errors(agreement),
        attributes=tables.attributes(agreement) if agreement.attributes else None,
        by_article=tables.articles(agreement),
        slices=tables.slices(agreement),
        shown=shown,
        links=links(shown),
        excluded=tables.excluded(agreement, LISTED),
        used=tables.used(agreement, LISTED),
        meanings=MEASURES,
        of_values=OF_VALUES,
        contents=tuple(_contents(agreement)),
        looks=looks(names, schema),
        place_of={name: at for at, name in enumerate(names)},
        schema=schema,
    )


def _contents(it: Agreement) -> Iterator[tuple[str, str]]:
    """The sections of the page and where they begin."""
    yield "figures", "Figures"
    if len(it.annotators) > 2 or it.competence:
        yield "people", "Annotators"
    yield "kinds", "Kinds of difference"
    if it.attributes:
        yield "values", "Values"
    if it.weeks or it.guidelines or it.origins:
        yield "drift", "Over time"
    yield "worst", "Articles"
    yield "places", "Differences in context"
    yield "left-out", "What was left out"
    yield "method", "How it was computed"


def _facts(it: Agreement) -> Iterator[tuple[str, str]]:
    """What was compared, in counts."""
    yield "Articles compared", f"{len(it.articles):,}"
    for name in it.annotators:
        yield f"Spans by {name}", f"{sum(one.spans.get(name, 0) for one in it.by_article):,}"
    yield "Differences", f"{len(it.disagreements):,}"
    if it.excluded:
        yield "Articles left out", f"{len(it.excluded):,}"


def _forest(it: Agreement, gates: Sequence[Gate]) -> Forest:
    labels = ((name, f"labels.{name}.strict_f1", one.strict_f1) for name, one in it.labels.items())
    return forest([("", "overall.strict_f1", it.overall.strict_f1), *labels], gates)
