"""The tables of a comparison as values: the same for every page that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.measure.evaluation.figures import Comparison, Contest, Duel, Pull
from annotator.measure.intervals import Estimate
from annotator.report.cells import Cell, Notes, common_note
from annotator.report.comparison_words import DECIMALS, HEADLINE, NAMES, p_value, signed
from annotator.report.tables import MOST_ROWS, Column, Count, Entry, Row, Table
from annotator.report.wording import counted, interval, number

_NOTHING = "undefined: nothing is there, neither in the gold nor predicted"
_ALL_THERE_IS = "undefined: nothing is left without it"
_MISSING = Estimate(None, None, None, 0, "no two people labelled it")


def standing(it: Comparison) -> Table:
    """Every figure of each extractor, and of people, beside one another."""
    notes = _notes(it)
    rows = [
        Row(one.name, _cells(one.overall, tuple(NAMES), notes), _silent(one.not_predicted))
        for one in it.extractors
    ]
    rows += [
        Row(
            " and ".join(one.annotators),
            _cells(one.overall, tuple(NAMES), notes),
            f"how well people agree, over {counted(one.articles, 'article')}",
        )
        for one in it.ceilings
    ]
    caption = f"All labels together, over the same {counted(len(it.articles), 'article')}"
    columns = tuple(map(Column, NAMES.values()))
    return Table("side-by-side", caption, "Extractor", columns, tuple(rows), notes.told)


def labels(it: Comparison) -> Table:
    """Strict F1 of each label, with a column for each extractor and for each two people."""
    notes = _notes(it)
    own = {one.name: one.labels for one in it.extractors}
    own |= {" and ".join(one.annotators): one.labels for one in it.ceilings}
    rows = [
        Row(
            name,
            tuple(notes.cell(one.get(name, {}).get(HEADLINE, _MISSING)) for one in own.values()),
        )
        for name in it.extractors[0].labels
    ]
    columns = tuple(map(Column, own))
    caption = f"{NAMES[HEADLINE]} of each label"
    return Table("labels-side-by-side", caption, "Label", columns, tuple(rows), notes.told)


def matrix(it: Comparison) -> Table:
    """How much more strict F1 the row has than the column."""
    notes = _notes(it)
    found: dict[tuple[str, str], Cell] = {}
    for one in it.duels:
        a, b = one.extractors
        contest = one.overall[HEADLINE]
        found[b, a] = _change(contest.difference, notes)
        found[a, b] = _change(_turned(contest.difference), notes)
    names = [one.name for one in it.extractors]
    rows = [Row(name, tuple(found.get((name, other), "") for other in names)) for name in names]
    columns = tuple(map(Column, names))
    caption = f"{NAMES[HEADLINE]} of the row less that of the column"
    return Table("matrix", caption, "Extractor", columns, tuple(rows), notes.told)


def contests(it: Comparison, duel: Duel, number: int) -> Table:
    """Every figure of two extractors over all labels; `number` is that of the pair on the page."""
    told = {NAMES[key]: one for key, one in duel.overall.items()}
    caption = _caption(it, number, "All labels, one extractor less the other")
    return _tested(it, duel, told, (f"ways-{number}", caption, "Figure"))


def label_contests(it: Comparison, duel: Duel, number: int) -> Table:
    """Strict F1 of two extractors, label by label."""
    told = {name: figures[HEADLINE] for name, figures in duel.labels.items()}
    caption = _caption(it, number, f"{NAMES[HEADLINE]} of each label, one less the other")
    return _tested(it, duel, told, (f"labels-{number}", caption, "Label"))


def pulled_articles(it: Comparison, duel: Duel, number: int) -> Table:
    """The articles without which the difference would change most."""
    caption = _caption(it, number, "Articles by what the difference would change without each")
    return _pulls(f"articles-{number}", caption, "Article", duel, duel.articles)


def pulled_labels(it: Comparison, duel: Duel, number: int) -> Table:
    """The labels without which the difference would change most."""
    caption = _caption(it, number, "Labels by what the difference would change without each")
    return _pulls(f"pulls-{number}", caption, "Label", duel, duel.of_labels)


def missing(it: Comparison, most: int) -> Table:
    """The articles that only one side has, by extractor."""
    rows = [
        Row(article, (one.name, why))
        for one in it.extractors
        for articles, why in (
            (one.not_predicted, "not predicted: the gold's spans count as missed"),
            (one.not_in_gold, "not in the gold: does not count"),
        )
        for article in articles[:most]
    ]
    columns = (Column("Extractor", numeric=False), Column("What becomes of it", numeric=False))
    caption = "Articles that only one side has"
    return Table("missing", caption, "Article", columns, tuple(rows[:most]))


def missing_count(it: Comparison) -> int:
    """How many articles only one side has, extractor by extractor."""
    return sum(len(one.not_predicted) + len(one.not_in_gold) for one in it.extractors)


def files(it: Comparison, paths: Comparison) -> Table:
    """The files that predictions were read from; in `paths` their names were not shortened."""
    there = [
        (one, other.name)
        for one, other in zip(it.extractors, paths.extractors, strict=True)
        if one.digest or one.name != other.name
    ]
    is_short = any(one.name != path for one, path in there)
    rows = tuple(Row(one.name, (*([path] * is_short), one.digest)) for one, path in there)
    titles = (*(["Read from"] * is_short), "SHA-256 of the file")
    columns = tuple(Column(title, numeric=False) for title in titles)
    return Table("files", "Files of predictions", "Extractor", columns, rows)


def _caption(it: Comparison, number: int, told: str) -> str:
    """A caption that no other table has: of more than one pair with its number."""
    return told if len(it.duels) == 1 else f"Pair {number}: {told[0].lower()}{told[1:]}"


def _notes(it: Comparison) -> Notes:
    """Notes of a table; the warning that nearly all figures have is told without a letter."""
    first = it.duels[0].overall[HEADLINE]
    return Notes(common_note(first.b) or common_note(first.a), decimals=DECIMALS)


def _silent(articles: Sequence[str]) -> str:
    return f"says nothing of {counted(len(articles), 'article')}" if articles else ""


def _cells(figures: Mapping[str, Estimate], keys: Sequence[str], notes: Notes) -> tuple[Cell, ...]:
    return tuple(notes.cell(figures[key]) for key in keys)


def _change(one: Estimate, notes: Notes) -> Cell:
    """A difference with its sign."""
    told = notes.cell(one)
    return Cell(signed(one.value), interval(one, DECIMALS), told.note)


def _turned(one: Estimate) -> Estimate:
    """The difference as the other has it."""
    value, low, high = (None if x is None else -x for x in (one.value, one.high, one.low))
    return Estimate(value, low, high, one.n, one.why, one.warning, one.undefined)


def _tested(
    it: Comparison, duel: Duel, told: Mapping[str, Contest], named: tuple[str, str, str]
) -> Table:
    """A contest a row; `named` are the id, the caption, and what stands over the rows."""
    notes = _notes(it)
    corrected = any(one.p_holm is not None for one in told.values())
    rows = tuple(
        Row(name, tuple(_contest(one, notes, corrected=corrected))) for name, one in told.items()
    )
    titles = (*duel.extractors, "Difference", "p", *(["p (Holm)"] * corrected), "Least p")
    return Table(*named, tuple(map(Column, titles)), rows, notes.told)


def _contest(one: Contest, notes: Notes, *, corrected: bool) -> Iterator[Entry]:
    yield _value(one.a.value, one.a.why, notes)
    yield _value(one.b.value, one.b.why, notes)
    yield _change(one.difference, notes)
    yield _p(one.p, one.why, notes)
    if corrected:
        yield _p(one.p_holm, "", notes)
    yield _p(one.p_floor, "", notes)


def _value(value: float | None, why: str, notes: Notes) -> Cell:
    """A figure without its interval."""
    return Cell(number(value, DECIMALS), "", notes.letter(why) if value is None else "")


def _p(value: float | None, why: str, notes: Notes) -> Cell:
    note = notes.letter(why) if value is None and why else ""
    return Cell(p_value(value), "", note)


def _pulls(id: str, caption: str, first: str, duel: Duel, pulls: Sequence[Pull]) -> Table:
    whole = duel.overall[HEADLINE].difference.value
    notes = Notes()
    rows = tuple(Row(one.name, tuple(_pull(one, whole, notes))) for one in pulls[:MOST_ROWS])
    titles = (
        *duel.extractors,
        "Difference",
        "Overall without it",
        "Only the first right",
        "Only the second right",
        "Wrong by the second",
    )
    more = len(pulls) - len(rows)
    told = (("", f"{more:,} more are listed in the JSON"),) if more > 0 else ()
    return Table(id, caption, first, tuple(map(Column, titles)), rows, (*told, *notes.told))


def _pull(one: Pull, whole: float | None, notes: Notes) -> Iterator[Entry]:
    yield _value(one.a, _NOTHING, notes)
    yield _value(one.b, _NOTHING, notes)
    yield _signed(one.difference, _NOTHING, notes)
    yield _signed(without(one, whole), _ALL_THERE_IS, notes)
    yield Count(one.lost)
    yield Count(one.won)
    yield Cell(wrong_told(one), "")


def _signed(value: float | None, why: str, notes: Notes) -> Cell:
    return Cell(signed(value), "", notes.letter(why) if value is None else "")


def wrong_told(one: Pull) -> str:
    """How many more or fewer wrong predictions the second makes than the first."""
    if not one.fewer:
        return "as many"
    return f"{abs(one.fewer):,} {'fewer' if one.fewer > 0 else 'more'}"


def without(one: Pull, whole: float | None) -> float | None:
    """The whole difference as it would be without an article or a label; None if undefined."""
    return None if whole is None or one.pull is None else whole - one.pull
