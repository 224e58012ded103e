"""Agreement as a Markdown page, for a repository or a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.measure.agreement.figures import Agreement
from annotator.report import agreement_tables as tables
from annotator.report.differences import differences
from annotator.report.findings import findings, headline
from annotator.report.gates import Gate
from annotator.report.markdown import (
    LISTED,
    MOST_SHOWN,
    gates_told,
    html_text,
    meanings,
    places,
    plain,
    record,
    schemas,
    sentence,
    table,
    to_read_first,
)
from annotator.report.short_names import names_apart
from annotator.report.wording import INTERVALS, MEASURES, OF_VALUES, counted, listed, percent
from annotator.text.article import Article


def markdown(
    agreement: Agreement, articles: Mapping[str, Article], gates: Sequence[Gate] = ()
) -> str:
    """The page, as GitHub and others show it; each line ends with a line feed.

    Args:
        agreement: the result.
        articles: those that were compared, by ID.
        gates: what had to be reached.
    """
    parts = [
        f"# Agreement of {plain(listed(list(agreement.annotators)))}",
        f"**{sentence(headline(agreement))}**",
        *gates_told(gates),
        "## What to read first",
        *to_read_first(findings(agreement), map(names_apart, agreement.warnings)),
        "## Figures",
        *table(tables.measures(agreement)),
        *table(tables.labels(agreement)),
        *_people(agreement),
        "## Kinds of difference",
        *table(tables.errors(agreement)),
        *table(tables.confusion(agreement)),
        *(_values(agreement) if agreement.attributes else ()),
        *_drift(agreement),
        "## Articles",
        *table(tables.articles(agreement)),
        "## Differences in context",
        *places(differences(agreement, articles, MOST_SHOWN)),
        "## What was left out",
        *_left_out(agreement),
        "## How it was computed",
        *_method(agreement),
    ]
    return "\n\n".join(parts) + "\n"


def _people(it: Agreement) -> Iterator[str]:
    if len(it.annotators) > 2:
        yield "## Annotators"
        yield from table(tables.matrix(it))
        yield from table(tables.pairs(it))
    if it.competence:
        yield from table(tables.competence(it))


def _values(it: Agreement) -> Iterator[str]:
    yield "## Values"
    yield from table(tables.attributes(it))
    yield OF_VALUES


def _drift(it: Agreement) -> Iterator[str]:
    for at, one in enumerate(tables.slices(it)):
        if not at:
            yield "## Over time and by origin"
        yield from table(one)


def _left_out(it: Agreement) -> Iterator[str]:
    yield from record(tables.excluded(it, LISTED), len(it.excluded), "article")
    yield (
        f"Not counted: {counted(it.dropped_in_zones, 'span')} in zones that are no article text. "
        f"Flattened for the unitizing alphas: {counted(it.flattened, 'overlap')} of an "
        "annotator's own spans."
    )


def _method(it: Agreement) -> Iterator[str]:
    yield f"<pre>{html_text(it.method.command)}</pre>"
    way = INTERVALS.get(it.method.interval, it.method.interval)
    yield (
        f"Computed by {plain(it.method.program)}. Intervals: {percent(it.method.level)}, "
        f"{plain(way)}, {counted(it.replicates, 'replicate')} of "
        f"{counted(it.method.units, it.method.unit)}, seed {it.seed}."
    )
    yield from schemas(it.method)
    yield meanings(MEASURES)
    yield from record(tables.used(it, LISTED), len(it.used), "version")
