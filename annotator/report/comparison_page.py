"""A comparison as one HTML page that needs nothing else: to send to a reviewer, and to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.labels.schema import Schema
from annotator.measure.evaluation.figures import Comparison, Duel
from annotator.report import comparison_tables as tables
from annotator.report.comparison_charts import Plot, by_label, standing
from annotator.report.comparison_findings import findings, findings_of, headline
from annotator.report.comparison_words import BY_PULL, NO_PEOPLE, RATES, method_told, verdict
from annotator.report.findings import Finding
from annotator.report.gates import Gate
from annotator.report.pages import LISTED, looks, template
from annotator.report.short_names import short_comparison
from annotator.report.swings import ToRead, kind_told, to_read
from annotator.report.tables import Table, excluded_table, used_table
from annotator.report.ways_wording import WAYS_TOLD
from annotator.report.wording import listed, named
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class _Pair:
    """What the page tells of two extractors."""

    number: int
    extractors: tuple[str, str]
    verdict: str
    findings: tuple[Finding, ...]
    plot: Plot | None
    ways: Table
    labels: Table
    articles: Table
    of_labels: Table
    links: Mapping[str, tuple[tuple[int, ...], int]]


def page(
    found: Comparison,
    articles: Mapping[str, Article],
    schema: Schema,
    gates: Sequence[Gate] = (),
) -> str:
    """The page: no script, no network, the same for the same result.

    Args:
        found: the result.
        articles: those that were judged, by ID.
        schema: how each label is marked.
        gates: what had to be reached.
    """
    paths, found = found, short_comparison(found)
    reading = to_read(found, articles)
    names = _names(found, reading)
    return template("comparison.html").render(
        it=found,
        extractors=listed([named(one.name) for one in found.extractors]),
        headline=headline(found),
        findings=findings(found),
        gates=gates,
        facts=tuple(_facts(found)),
        plot=standing(found),
        standing=tables.standing(found),
        labels=tables.labels(found),
        matrix=tables.matrix(found) if len(found.extractors) > 2 else None,
        pairs=tuple(
            _pair(found, duel, own) for duel, own in zip(found.duels, reading, strict=True)
        ),
        reading=reading,
        kind_told=kind_told,
        no_people=f"{NO_PEOPLE[0].upper()}{NO_PEOPLE[1:]}.",
        by_pull=BY_PULL,
        method_told=tuple(method_told(found)),
        meanings=(*WAYS_TOLD, *RATES),
        contents=tuple(_contents(found)),
        looks=looks(names, schema),
        place_of={name: at for at, name in enumerate(names)},
        schema=schema,
        **_records(found, paths),
    )


def _records(found: Comparison, paths: Comparison) -> dict[str, object]:
    """What is only told for the record; `paths` has names that were not shortened."""
    return {
        "missing": tables.missing(found, LISTED),
        "missing_count": tables.missing_count(found),
        "excluded": excluded_table(found.excluded, LISTED),
        "used": used_table(found.used, LISTED),
        "files": tables.files(found, paths),
    }


def _pair(found: Comparison, duel: Duel, own: ToRead) -> _Pair:
    number = own.number
    return _Pair(
        number,
        duel.extractors,
        verdict(found, duel),
        findings_of(found, duel),
        by_label(duel, number),
        tables.contests(found, duel, number),
        tables.label_contests(found, duel, number),
        tables.pulled_articles(found, duel, number),
        tables.pulled_labels(found, duel, number),
        _links(own),
    )


def _links(own: ToRead) -> Mapping[str, tuple[tuple[int, ...], int]]:
    """The first place of each article that is on the page, and how many more there are."""
    return {one.article: ((one.shown[0].number,), one.count - 1) for one in own.articles}


def _contents(found: Comparison) -> Iterator[tuple[str, str]]:
    """The sections of the page and where they begin."""
    yield "side", "Side by side"
    many = len(found.duels) > 1
    for number, duel in enumerate(found.duels, start=1):
        yield (
            f"pair-{number}",
            listed(list(map(named, duel.extractors))) if many else "The difference",
        )
    yield "places", "In context"
    yield "left-out", "What was left out"
    yield "method", "How it was computed"


def _facts(found: Comparison) -> Iterator[tuple[str, str]]:
    """What was compared, in counts."""
    yield "Articles compared", f"{len(found.articles):,}"
    if found.method.unit != "article":
        yield f"{found.method.unit.capitalize()}s", f"{found.method.units:,}"
    for one in found.extractors:
        if one.not_predicted:
            yield f"Not predicted by {named(one.name)}", f"{len(one.not_predicted):,}"
    if found.excluded:
        yield "Articles left out", f"{len(found.excluded):,}"


def _names(found: Comparison, reading: Sequence[ToRead]) -> tuple[str, ...]:
    """Every label that is told of, those of the result first."""
    marked = (
        label
        for own in reading
        for read in own.articles
        for one in read.shown
        for label in one.labels
    )
    return tuple(dict.fromkeys((*found.extractors[0].labels, *marked)))
