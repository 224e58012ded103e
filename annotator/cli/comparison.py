"""A comparison of extractors in a terminal: who is better, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from annotator.cli.agreement_words import footnotes_of
from annotator.cli.figure_tables import fitting_table, valued, values_only
from annotator.cli.lines import put, put_sentence
from annotator.cli.tables import Column
from annotator.cli.voice import coloured, many
from annotator.measure.evaluation.figures import Comparison, Contest, Duel, Pull
from annotator.measure.intervals import Estimate
from annotator.project.agreeing.refusals import by_reason, listed
from annotator.report.comparison_findings import findings_of, headline, people
from annotator.report.comparison_tables import without, wrong_told
from annotator.report.comparison_words import (
    BY_PULL,
    DECIMALS,
    HEADLINE,
    NO_PEOPLE,
    SURE,
    p_value,
    signed,
    verdict,
)
from annotator.report.short_names import short_comparison
from annotator.report.wording import interval
from annotator.text.flat import visual

_MOST_PULLS = 5
_TELLING = 0.001


def print_tables(found: Comparison) -> None:
    """What is read first, under short names; a table without a row is left out."""
    found = short_comparison(found)
    put(_bold(_title(found)))
    put_sentence(headline(found))
    for one in people(found):
        put_sentence(one.says)
    _extractors(found)
    for duel in found.duels:
        _duel(found, duel)
    put("")


def besides(found: Comparison, *, people_named: bool = False) -> Iterator[str]:
    """What is to be known beside figures and warnings: what does not count.

    Where people were named, a warning says already why their agreement is not known.
    """
    for why, articles in by_reason(found.excluded).items():
        yield f"left out, {why}: {listed(articles)}"
    floors = [contest.p_floor for duel in found.duels for contest in duel.overall.values()]
    floor = max((one for one in floors if one is not None), default=0.0)
    if _TELLING < floor < SURE:  # above, the verdict says it
        units = many(found.method.units, found.method.unit)
        yield f"of {units} no p can be below {floor:.2g}"
    if not found.ceilings and not people_named:
        yield NO_PEOPLE
    if any(duel.swings for duel in found.duels):
        yield "--html FILE shows where one does better than the other, in the articles"


def footnotes(found: Comparison) -> tuple[str, ...]:
    """Why figures that are shown lack a value or an interval, or what it is worth, each once."""
    return footnotes_of(_shown(found), found.duels[0].overall[HEADLINE].difference)


def _shown(found: Comparison) -> Iterator[tuple[str, Estimate]]:
    """The differences of the tables, by their paths; those of the first two stand at the head."""
    for at, duel in enumerate(found.duels):
        before = f"duels.{'+'.join(duel.extractors)}." if at else ""
        for measure, contest in duel.overall.items():
            yield f"{before}overall.{measure}.difference", contest.difference
        for label, contests in duel.labels.items():
            yield f"{before}labels.{label}.{HEADLINE}.difference", contests[HEADLINE].difference


def _title(found: Comparison) -> str:
    units = many(found.method.units, found.method.unit)
    within = f", {units}" if found.method.unit != "article" else ""
    names = ", ".join(visual(one.name) for one in found.extractors)
    against = f"{names} against {visual(found.gold)}"
    return f"{against}: {many(len(found.articles), 'article')}{within}"


def _extractors(found: Comparison) -> None:
    """A line for each extractor, and for how well people agree."""
    figures = {one.name: one.overall for one in found.extractors}
    figures |= {" and ".join(one.annotators): one.overall for one in found.ceilings}
    keys = list(found.extractors[0].overall)
    first, *others = sorted(keys, key=lambda key: key != HEADLINE)
    fitting_table(
        "extractor" if not found.ceilings else "extractor, people",
        list(figures),
        *valued(first, [one[first] for one in figures.values()], DECIMALS),
        *(column for key in others for column in _column(key, list(figures.values()))),
    )


def _column(key: str, figures: Sequence[Mapping[str, Estimate]]) -> Iterator[Column]:
    missing = Estimate(None, None, None, 0)
    yield from values_only(key, [one.get(key, missing) for one in figures], DECIMALS)


def _duel(found: Comparison, duel: Duel) -> None:
    """Two extractors: who is better and what that rests on, then the figures."""
    a, b = map(visual, duel.extractors)
    put("")
    put(_bold(f"{b} less {a}"))
    if len(found.duels) > 1:
        put_sentence(verdict(found, duel))
    for one in findings_of(found, duel):
        put_sentence(one.says)
    _contests(duel.overall)
    _labels(duel)
    whole = duel.overall[HEADLINE].difference.value
    if any(one.pull for one in duel.articles):
        put("")
        put_sentence(BY_PULL)
    _pulls("by article", duel.articles, whole)
    if len(duel.of_labels) > 1:
        _pulls("by label", duel.of_labels, whole)


def _bold(line: str) -> str:
    return click.style(line, bold=True) if coloured() else line


def _contests(contests: Mapping[str, Contest]) -> None:
    told = list(contests.values())
    fitting_table("overall", list(contests), *_columns(told), *_tests(told))


def _labels(duel: Duel) -> None:
    there = {
        label: one[HEADLINE]
        for label, one in duel.labels.items()
        if one[HEADLINE].difference.value is not None
    }
    told = list(there.values())
    fitting_table(f"label ({HEADLINE})", list(there), *_columns(told), *_tests(told))


def _columns(contests: Sequence[Contest]) -> Iterator[Column]:
    yield from values_only("a", [one.a for one in contests], DECIMALS)
    yield from values_only("b", [one.b for one in contests], DECIMALS)
    yield Column("b less a", tuple(signed(one.difference.value) for one in contests), numbers=True)
    ends = tuple(interval(one.difference, DECIMALS) for one in contests)
    if any(ends):
        yield Column("95 %", ends)


def _tests(contests: Sequence[Contest]) -> Iterator[Column]:
    """The p of each, corrected where several are tested, and the least that it could be."""
    yield Column("p", tuple(p_value(one.p) for one in contests), numbers=True)
    if any(one.p_holm is not None for one in contests):
        yield Column("p (Holm)", tuple(p_value(one.p_holm) for one in contests), numbers=True)
    if any(one.p_floor is not None and one.p_floor >= SURE for one in contests):
        yield Column("least p", tuple(p_value(one.p_floor) for one in contests), numbers=True)


def _pulls(title: str, pulls: Sequence[Pull], whole: float | None) -> None:
    """Those that make most of the difference, and what it would be overall without each."""
    most = [one for one in pulls if one.pull][:_MOST_PULLS]
    fitting_table(
        title,
        [one.name for one in most],
        Column("b less a", tuple(signed(one.difference) for one in most), numbers=True),
        Column("without it", tuple(signed(without(one, whole)) for one in most), numbers=True),
        Column("only a right", tuple(str(one.lost) for one in most), numbers=True),
        Column("only b right", tuple(str(one.won) for one in most), numbers=True),
        Column("wrong by b", tuple(map(wrong_told, most)), numbers=True),
    )
