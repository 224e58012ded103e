"""The tables of an agreement report, as values: the same for every page that shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.measure.agreement.figures import (
    Agreement,
    Figures,
    OfAttribute,
    Slice,
)
from annotator.measure.intervals import Estimate
from annotator.report.cells import Cell, Notes, common_note
from annotator.report.figure_keys import ERRORS
from annotator.report.tables import (
    MOST_ROWS,
    Column,
    Count,
    Entry,
    Row,
    Table,
    confusion_table,
    excluded_table,
    kinds_table,
    more_figures,
    used_table,
)
from annotator.report.wording import BY_KEY, KINDS, UNDEFINED

_OVERALL = (
    "strict_f1 boundary_f1 overlap_f1 clitic_f1 full_f1 u_alpha u_alpha_binary cu_alpha "
    "token_kappa label_alpha label_ac1 alpha_u gamma gamma_cat"
).split()
_OF_LABEL = "strict_f1 boundary_f1 overlap_f1 clitic_f1 full_f1 u_alpha ku_alpha coverage".split()
_OF_PAIR = "strict_f1 overlap_f1 full_f1 u_alpha cu_alpha token_kappa".split()
_OF_ARTICLE = "strict_f1 boundary_f1 overlap_f1 u_alpha".split()


def measures(it: Agreement) -> Table:
    """Every measure over all labels."""
    notes = _notes(it)
    rows = [Row(BY_KEY[key].name, (notes.cell(getattr(it.overall, key)),)) for key in _OVERALL]
    caption = "All labels together"
    return Table("measures", caption, "Measure", (Column("Value"),), tuple(rows), notes.told, 0)


def labels(it: Agreement) -> Table:
    """The measures that say something of one label, a label a row."""
    notes = _notes(it)
    rows = [
        Row(name, (*_marked(it, name), *_cells(figures, _OF_LABEL, notes)))
        for name, figures in it.labels.items()
    ]
    who = it.annotators if len(it.annotators) == 2 else ("first of a pair", "second")
    columns = (*(Column(f"Spans, {name}") for name in who), *_columns(_OF_LABEL))
    caption = "Figures of each label, with their intervals"
    return Table("by-label", caption, "Label", columns, tuple(rows), notes.told)


def pairs(it: Agreement) -> Table:
    """Every pair of annotators over the articles that both labelled."""
    notes = _notes(it)
    rows = [
        Row(
            " and ".join(one.annotators),
            (Count(one.articles), *map(Count, one.spans), *_cells(one.overall, _OF_PAIR, notes)),
        )
        for one in it.pairs
    ]
    counts = (Column("Articles"), Column("Spans, first"), Column("Spans, second"))
    columns = (*counts, *_columns(_OF_PAIR))
    caption = "Figures over the articles that both labelled"
    return Table("by-pair", caption, "Pair", columns, tuple(rows), notes.told, 3)


def matrix(it: Agreement) -> Table:
    """Strict F1 of everyone with everyone."""
    notes = _notes(it)
    found: dict[tuple[str, str], Estimate] = {}
    for one in it.pairs:
        first, second = one.annotators
        found[first, second] = found[second, first] = one.overall.strict_f1
    rows = [
        Row(name, tuple(_met(name, other, found, notes) for other in it.annotators))
        for name in it.annotators
    ]
    columns = tuple(Column(name) for name in it.annotators)
    caption = "Strict F1 of each with each"
    return Table("matrix", caption, "Annotator", columns, tuple(rows), notes.told)


def competence(it: Agreement) -> Table:
    """How often each annotator is right, overall and by label."""
    notes = _notes(it)
    names = list(dict.fromkeys(name for one in it.competence for name in one.labels))
    unknown = Estimate(None, None, None, 0, "no span of this label")
    rows = [
        Row(
            one.annotator,
            (
                notes.cell(one.right),
                *(notes.cell(one.labels.get(name, unknown)) for name in names),
            ),
        )
        for one in it.competence
    ]
    columns = (Column("Right"), *map(Column, names))
    caption = "How often each is right, as estimated from all answers"
    return Table("competence", caption, "Annotator", columns, tuple(rows), notes.told, 0)


def confusion(it: Agreement) -> Table:
    """Which label answers to which, with a row and a column for no span at all."""
    who = it.annotators if len(it.annotators) == 2 else ("the first of a pair", "the second")
    return confusion_table(it.confusion, f"by {who[0]}", f"by {who[1]}", f"By {who[0]}")


def errors(it: Agreement) -> Table:
    """How many spans agree, and in what way the others differ."""
    values = sum(one.kind == "values" for one in it.disagreements)
    told = {"correct": ("Agreed", _agreed(values))}
    told |= {name: _kind(name, it.annotators) for name in ERRORS if name != "correct"}
    return kinds_table("Aligned spans and spans alone", told, it.errors)


def attributes(it: Agreement) -> Table:
    """The values of aligned spans, an attribute a row."""
    notes = _notes(it)
    rows = [_attribute(name, one, notes) for name, one in it.attributes.items()]
    columns = (
        Column("Type", numeric=False),
        Column("Compared"),
        Column("Agreement"),
        Column("Alpha"),
        Column("More", numeric=False),
    )
    caption = "Values of spans that both marked"
    return Table("by-value", caption, "Value", columns, tuple(rows), notes.told, 2)


def articles(it: Agreement, most: int = MOST_ROWS) -> Table:
    """The articles that are agreed on least, the worst first."""
    notes = Notes(intervals=False)
    rows = [
        Row(
            one.article,
            (
                *(
                    # Who did not label an article is not told as if they found nothing in it.
                    Count(one.spans[name]) if name in one.spans else UNDEFINED
                    for name in it.annotators
                ),
                Count(one.differences),
                *_cells(one.overall, _OF_ARTICLE, notes),
            ),
        )
        for one in it.by_article[:most]
    ]
    spans = tuple(Column(f"Spans, {name}") for name in it.annotators)
    columns = (*spans, Column("Differences"), *_columns(_OF_ARTICLE))
    caption = f"The {len(rows):,} worst articles" if len(it.by_article) > most else "All articles"
    return Table("by-article", caption, "Article", columns, tuple(rows), notes.told)


def slices(it: Agreement) -> tuple[Table, ...]:
    """The figures by week, by guideline and by where spans came from, as far as there are any."""
    parts = (
        ("by-week", "By week of labelling", "Week", it.weeks),
        ("by-guideline", "By schema and guideline", "Guideline", it.guidelines),
        ("by-origin", "By where spans came from", "Origin", it.origins),
    )
    return tuple(
        _slices(id, caption, first, own, _notes(it)) for id, caption, first, own in parts if own
    )


def excluded(it: Agreement, most: int) -> Table:
    """The articles that do not count, and why."""
    return excluded_table(it.excluded, most)


def used(it: Agreement, most: int) -> Table:
    """The versions that were compared, by the hash of their files."""
    return used_table(it.used, most)


def _notes(it: Agreement) -> Notes:
    """Notes of a table, what the headline has to be warned of being told once."""
    return Notes(common_note(it.overall.strict_f1))


def _columns(keys: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(BY_KEY[key].name) for key in keys)


def _cells(figures: Figures, keys: Sequence[str], notes: Notes) -> tuple[Cell, ...]:
    return tuple(notes.cell(getattr(figures, key)) for key in keys)


def _met(name: str, other: str, found: Mapping[tuple[str, str], Estimate], notes: Notes) -> Entry:
    """The cell of two annotators; nothing for one with itself."""
    if name == other:
        return ""
    missing = Estimate(None, None, None, 0, "no article in common")
    return notes.cell(found.get((name, other), missing))


def _marked(it: Agreement, label: str) -> tuple[Count, Count]:
    """How many spans of a label either side has, over all pairs."""
    names, counts = it.confusion.labels, it.confusion.counts
    if label not in names:
        return Count(0), Count(0)
    at = names.index(label)
    return Count(sum(counts[at])), Count(sum(row[at] for row in counts))


def _kind(name: str, annotators: Sequence[str]) -> tuple[str, str]:
    """What a class of error is called; of two annotators it is known who is meant."""
    title, says = KINDS[name]
    if len(annotators) == 2 and name in {"missed", "spurious"}:
        one, other = annotators if name == "missed" else annotators[::-1]
        return f"Only by {one}", f"{other} marked nothing there"
    return title, says


def _agreed(values: int) -> str:
    """What agreed spans may still differ in."""
    if not values:
        return "same label, same edges, same values"
    return f"same label and edges; values differ in {values:,} of them"


def _attribute(name: str, one: OfAttribute, notes: Notes) -> Row:
    figures = (notes.cell(one.agreement), notes.cell(one.alpha))
    return Row(name, (one.type, Count(one.matched), *figures, more_figures(one.more)))


def _slices(id: str, caption: str, first: str, parts: Sequence[Slice], notes: Notes) -> Table:
    rows = [
        Row(
            one.name,
            (Count(one.articles), notes.cell(one.strict_f1), notes.cell(one.overlap_f1)),
        )
        for one in parts
    ]
    columns = (Column("Articles"), *_columns(("strict_f1", "overlap_f1")))
    return Table(id, caption, first, columns, tuple(rows), notes.told, 1)
