"""A comparison of extractors in a terminal: who is better, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from annotator.cli.agreement_words import footnotes_of
from annotator.cli.figure_tables import fitting_table, named_table, valued, values_only
from annotator.cli.lines import put
from annotator.cli.tables import Column
from annotator.cli.voice import coloured, many
from annotator.measure.evaluation.figures import Comparison, Contest, Duel, Pull
from annotator.measure.intervals import Estimate
from annotator.project.agreeing.refusals import by_reason, listed
from annotator.report.wording import UNDEFINED, interval
from annotator.text.flat import visual

_HEADLINE = "strict_f1"
_MOST_PULLS = 5
_SURE, _TELLING = 0.05, 0.001


def print_tables(found: Comparison) -> None:
    """What is read first; a table without a row is left out."""
    put(_headline(found))
    _extractors(found)
    for duel in found.duels:
        put("")
        put(_verdict(duel))
        _contests(duel.overall)
        _labels(duel)
        _pulls("articles that made it", duel.articles)
        if len(duel.of_labels) > 1:
            _pulls("labels that made it", duel.of_labels)
    put("")


def besides(found: Comparison) -> Iterator[str]:
    """What is to be known beside figures and warnings: what does not count."""
    for why, articles in by_reason(found.excluded).items():
        yield f"left out, {why}: {listed(articles)}"
    floors = [contest.p_floor for duel in found.duels for contest in duel.overall.values()]
    floor = max((one for one in floors if one is not None), default=0.0)
    if floor > _TELLING:
        units = many(found.method.units, found.method.unit)
        yield f"of {units} no p can be below {floor:.2g}"
    if not found.ceilings:
        yield "how well people agree is not known: name two of them with --human NAME"


def footnotes(found: Comparison) -> tuple[str, ...]:
    """Why figures that are shown lack a value or an interval, or what it is worth, each once."""
    return footnotes_of(_shown(found), found.duels[0].overall[_HEADLINE].difference)


def _shown(found: Comparison) -> Iterator[tuple[str, Estimate]]:
    """The differences of the tables, by their paths; those of the first two stand at the head."""
    for at, duel in enumerate(found.duels):
        before = f"duels.{'+'.join(duel.extractors)}." if at else ""
        for measure, contest in duel.overall.items():
            yield f"{before}overall.{measure}.difference", contest.difference
        for label, contests in duel.labels.items():
            yield f"{before}labels.{label}.{_HEADLINE}.difference", contests[_HEADLINE].difference


def _headline(found: Comparison) -> str:
    units = many(found.method.units, found.method.unit)
    within = f", {units}" if found.method.unit != "article" else ""
    names = ", ".join(visual(one.name) for one in found.extractors)
    against = f"{names} against {visual(found.gold)}"
    line = f"{against}: {many(len(found.articles), 'article')}{within}"
    return click.style(line, bold=True) if coloured() else line


def _extractors(found: Comparison) -> None:
    """A line for each extractor, and for how well people agree."""
    figures = {one.name: one.overall for one in found.extractors}
    figures |= {" and ".join(one.annotators): one.overall for one in found.ceilings}
    keys = list(found.extractors[0].overall)
    first, *others = sorted(keys, key=lambda key: key != _HEADLINE)
    fitting_table(
        "extractor" if not found.ceilings else "extractor, people",
        list(figures),
        *valued(first, [one[first] for one in figures.values()]),
        *(column for key in others for column in _column(key, list(figures.values()))),
    )


def _column(key: str, figures: Sequence[Mapping[str, Estimate]]) -> Iterator[Column]:
    missing = Estimate(None, None, None, 0)
    yield from values_only(key, [one.get(key, missing) for one in figures])


def _verdict(duel: Duel) -> str:
    """Which of two is better, in a line."""
    a, b = map(visual, duel.extractors)
    contest = duel.overall[_HEADLINE]
    told = f"{b} less {a}: better in {many(duel.better, 'article')}, worse in {duel.worse}"
    if duel.equal:
        told += f", equal in {duel.equal}"
    low, high = contest.difference.low, contest.difference.high
    if low is not None and high is not None:
        told += f"; {_sureness(a, b, low, high)}"
    return click.style(told, bold=True) if coloured() else told


def _sureness(a: str, b: str, low: float, high: float) -> str:
    if low > 0:
        return f"{b} is better"
    if high < 0:
        return f"{a} is better"
    return "neither is shown to be better"


def _contests(contests: Mapping[str, Contest]) -> None:
    told = list(contests.values())
    named_table("overall", list(contests), *_columns(told), *_tests(told))


def _labels(duel: Duel) -> None:
    there = {
        label: one[_HEADLINE]
        for label, one in duel.labels.items()
        if one[_HEADLINE].difference.value is not None
    }
    told = list(there.values())
    named_table(f"label ({_HEADLINE})", list(there), *_columns(told), *_tests(told))


def _columns(contests: Sequence[Contest]) -> Iterator[Column]:
    yield from values_only("a", [one.a for one in contests])
    yield from values_only("b", [one.b for one in contests])
    yield Column("b less a", tuple(_signed(one.difference.value) for one in contests), numbers=True)
    ends = tuple(interval(one.difference) for one in contests)
    if any(ends):
        yield Column("95 %", ends)


def _tests(contests: Sequence[Contest]) -> Iterator[Column]:
    """The p of each, corrected where several are tested, and the least that it could be."""
    yield Column("p", tuple(_p(one.p) for one in contests), numbers=True)
    if any(one.p_holm is not None for one in contests):
        yield Column("p (Holm)", tuple(_p(one.p_holm) for one in contests), numbers=True)
    if any(one.p_floor is not None and one.p_floor >= _SURE for one in contests):
        yield Column("least p", tuple(_p(one.p_floor) for one in contests), numbers=True)


def _pulls(title: str, pulls: Sequence[Pull]) -> None:
    """Those that make most of the difference."""
    most = [one for one in pulls if one.pull][:_MOST_PULLS]
    named_table(
        title,
        [one.name for one in most],
        Column("b less a", tuple(_signed(one.difference) for one in most), numbers=True),
        Column("pull", tuple(_signed(one.pull, 4) for one in most), numbers=True),
        Column("won", tuple(str(one.won) for one in most), numbers=True),
        Column("lost", tuple(str(one.lost) for one in most), numbers=True),
        Column("fewer wrong", tuple(str(one.fewer) for one in most), numbers=True),
    )


def _signed(value: float | None, decimals: int = 3) -> str:
    """A difference with its sign; one that is not 0 does not look so."""
    if value is None:
        return UNDEFINED
    told = f"{value:+.{decimals}f}"
    if value and not float(told):
        told = f"{value:+.0e}"
    return told.replace("-", "−")


def _p(value: float | None) -> str:
    """A p with three decimals at most, and never 0."""
    if value is None:
        return UNDEFINED
    return "<0.001" if value < 0.001 else f"{value:.3f}"
