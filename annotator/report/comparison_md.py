"""A comparison as a Markdown page, for a repository or a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.measure.evaluation.figures import Comparison, Duel
from annotator.report import comparison_tables as tables
from annotator.report.comparison_findings import findings, findings_of, headline
from annotator.report.comparison_words import BY_PULL, RATES, method_told, verdict
from annotator.report.differences import Line, Shown
from annotator.report.gates import Gate
from annotator.report.markdown import (
    LISTED,
    MOST_SHOWN,
    gates_told,
    html_text,
    marked,
    meanings,
    plain,
    record,
    schemas,
    sentence,
    table,
    to_read_first,
)
from annotator.report.short_names import short_comparison
from annotator.report.swings import ToRead, kind_told, to_read
from annotator.report.tables import excluded_table, used_table
from annotator.report.ways_wording import WAYS_TOLD
from annotator.report.wording import counted, listed, named
from annotator.text.article import Article


def markdown(found: Comparison, articles: Mapping[str, Article], gates: Sequence[Gate] = ()) -> str:
    """The page, as GitHub and others show it; each line ends with a line feed.

    Args:
        found: the result.
        articles: those that were judged, by ID.
        gates: what had to be reached.
    """
    paths, found = found, short_comparison(found)
    names = listed([named(one.name) for one in found.extractors])
    alone = found.duels[0] if len(found.duels) == 1 else None
    first = (*findings(found), *(findings_of(found, alone) if alone else ()))
    parts = [
        f"# Comparison of {sentence(names)} against {plain(found.gold)}",
        f"**{sentence(headline(found))}**",
        *gates_told(gates),
        "## What to read first",
        *to_read_first(first, found.warnings),
        "## Side by side",
        *table(tables.standing(found)),
        *(() if alone else table(tables.matrix(found))),
        *table(tables.labels(found)),
        *_pairs(found),
        "## In context",
        *_places(found, articles),
        "## What was left out",
        *_left_out(found),
        "## How it was computed",
        *_method(found, paths),
    ]
    return "\n\n".join(parts) + "\n"


def _pairs(found: Comparison) -> Iterator[str]:
    alone = len(found.duels) == 1
    for number, duel in enumerate(found.duels, start=1):
        a, b = (sentence(named(name)) for name in duel.extractors)
        yield "## The difference" if alone else f"## Pair {number}: {a} and {b}"
        if not alone:
            yield f"**{sentence(verdict(found, duel))}**"
            yield from to_read_first(findings_of(found, duel), ())
        yield (
            f"A difference is {b} less {a}: above 0 {b} is ahead. Least p is the lowest that p "
            "could be."
        )
        yield from table(tables.contests(found, duel, number))
        yield from table(tables.label_contests(found, duel, number))
        yield from _made(found, duel, number)


def _made(found: Comparison, duel: Duel, number: int) -> Iterator[str]:
    """What made the difference."""
    if not duel.articles:
        yield "The same spans are right, and as many are wrong."
        return
    yield BY_PULL
    yield from table(tables.pulled_articles(found, duel, number))
    yield from table(tables.pulled_labels(found, duel, number))


def _places(found: Comparison, articles: Mapping[str, Article]) -> Iterator[str]:
    """Each place as HTML that Markdown leaves alone, so that text is never markup."""
    yield (
        "Places at which one of two does better, in the articles that made most of the "
        "difference, judged strictly. Of one article the first are told."
    )
    for two in to_read(found, articles, MOST_SHOWN):
        if len(found.duels) > 1:
            a, b = (sentence(named(name)) for name in two.extractors)
            yield f"### Pair {two.number}: {a} and {b}"
        yield from _two(two)


def _two(two: ToRead) -> Iterator[str]:
    if not two.count:
        yield two.none
        return
    rest = "; the others are in the JSON" if two.shown < two.count else ""
    yield f"{two.shown:,} of {counted(two.count, 'place')} shown{rest}."
    for read in two.articles:
        for one in read.shown:
            yield _place(one, two.extractors)


def _place(one: Shown, extractors: tuple[str, str]) -> str:
    """Where it is and what happened, then what is in the gold and what was predicted."""
    where = f"<bdi>{html_text(one.article)}</bdi>, characters {one.start}–{one.end}"
    told = html_text(kind_told(one, extractors))
    lines = [f"<p><b>{one.number}</b> {where}: <bdi>{told}</bdi></p>"]
    for line in one.lines:
        lines += _line(line, "rtl" if one.right_to_left else "ltr")
    return "\n".join(lines)


def _line(line: Line, way: str) -> Iterator[str]:
    names = " and ".join(f"<bdi>{html_text(name)}</bdi>" for name in line.annotators)
    remark = html_text(line.remarks[0]) if line.remarks else ""
    if not line.label:
        yield f"<p>{names}: {remark}</p>"
        return
    beside = f" ({remark})" if remark else ""
    yield f"<p>{names}: <code>{html_text(line.label)}</code>{beside}</p>"
    yield f'<p dir="{way}">{marked(line)}</p>'


def _left_out(found: Comparison) -> Iterator[str]:
    if found.excluded:
        yield from record(excluded_table(found.excluded, LISTED), len(found.excluded), "article")
    else:
        yield "No article of the gold."
    count = tables.missing_count(found)
    if count:
        yield from record(tables.missing(found, LISTED), count, "article")
    else:
        yield "Every extractor predicted every article, and no other."


def _method(found: Comparison, paths: Comparison) -> Iterator[str]:
    """How it was computed; `paths` is the same result, under names that were not shortened."""
    if found.method.command:
        yield f"<pre>{html_text(found.method.command)}</pre>"
    yield from map(sentence, method_told(found))
    yield from schemas(found.method)
    yield meanings((*WAYS_TOLD, *RATES))
    digests = tables.files(found, paths)
    yield from record(digests, len(digests.rows), "file")
    yield from record(used_table(found.used, LISTED), len(found.used), "version")
