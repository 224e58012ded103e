"""The tables of an evaluation report, as values: the same for every page that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.measure.evaluation.figures import (
    WAYS,
    Calibration,
    Confidence,
    Curve,
    Evaluation,
    Mean,
    Part,
    Scores,
    ScoresOfAttribute,
    Way,
)
from annotator.measure.intervals import Estimate
from annotator.report.cells import Cell, Notes, common_note, place
from annotator.report.figure_keys import COUNTS, ERRORS, count_of
from annotator.report.tables import (
    MOST_ROWS,
    Column,
    Count,
    Entry,
    Row,
    Table,
    confusion_table,
    kinds_table,
    more_figures,
)
from annotator.report.unsaid import has_no_values
from annotator.report.ways_wording import BY_WAY
from annotator.report.wording import UNDEFINED, number

_RATES = ("precision", "recall", "f1")
_RATE_COLUMNS = (Column("Precision"), Column("Recall"), Column("F1"))
_OTHER_WAYS: tuple[Way, ...] = ("exact", "partial", "type", "clitic", "full")
_SHORT = {
    "strict": "same edges, same label",
    "exact": "same edges, any label",
    "partial": "any label; an overlap earns half",
    "type": "same label, overlapping",
    "clitic": "strict, but for attached letters",
    "full": "strict, and every value the same",
}
_NOTHING_IN_GOLD = "nothing is in the gold"
# What each class of places is called over a list, and what it says.
KINDS = {
    "correct": ("Right", "same edges, same label, same values"),
    "values": ("Other values", "same edges and label, values that differ"),
    "boundary": ("Other edges", "same label, edges that differ"),
    "label": ("Other label", "same edges, another label"),
    "label+boundary": ("Other label and edges", "they overlap, and neither label nor edges agree"),
    "missed": ("Missed", "only in the gold"),
    "spurious": ("Spurious", "only predicted"),
}


def overall(it: Evaluation) -> Table:
    """All labels together in each way to score, with what is counted."""
    notes = _notes(it)
    rows = []
    for way in WAYS:
        scores: Scores = getattr(it.overall, way)
        counts = (_count(scores, name, notes) for name in COUNTS)
        says = _SHORT[way]
        if way == "full" and has_no_values(it):
            says = f"{says}: none is predicted"
        rows.append(Row(BY_WAY[way].name, (*_rates(scores, notes), *counts), says))
    columns = (*_RATE_COLUMNS, *(Column(name.capitalize()) for name in COUNTS))
    caption = "All labels together, in six ways to score"
    return Table("overall", caption, "Way", columns, tuple(rows), notes.told, 2)


def labels(it: Evaluation) -> Table:
    """A label a row: strict rates, and F1 in the other ways."""
    notes = _notes(it)
    rows = [
        Row(
            name,
            (
                Count(one.strict.possible),
                Count(one.strict.actual),
                *_rates(one.strict, notes),
                *(notes.cell(getattr(one, way).f1) for way in _OTHER_WAYS),
            ),
        )
        for name, one in it.labels.items()
    ]
    columns = (
        Column("Gold"),
        Column("Predicted"),
        *(Column(f"Strict {name.lower()}") for name in ("precision", "recall")),
        Column("Strict F1"),
        *(Column(f"{BY_WAY[way].name} F1") for way in _OTHER_WAYS),
    )
    caption = "Scores of each label, with their intervals"
    return Table("by-label", caption, "Label", columns, tuple(rows), notes.told)


def means(it: Evaluation) -> Table:
    """Figures over all spans beside those in which each label, or article, weighs alike."""
    notes = _notes(it)
    micro = {way: _mean(getattr(it.overall, way)) for way in WAYS}
    told: tuple[tuple[str, str, Mapping[Way, Mean]], ...] = (
        ("Micro", "every span weighs alike", micro),
        ("Macro over labels", "every label weighs alike", it.macro.labels),
        ("Macro over articles", "every article weighs alike", it.macro.articles),
    )
    rows = [
        Row(
            name,
            (*_rates(own["strict"], notes), *(notes.cell(own[way].f1) for way in _OTHER_WAYS)),
            says,
        )
        for name, says, own in told
    ]
    columns = (
        Column("Strict precision"),
        Column("Strict recall"),
        Column("Strict F1"),
        *(Column(f"{BY_WAY[way].name} F1") for way in _OTHER_WAYS),
    )
    caption = "Means over spans, labels and articles"
    return Table("means", caption, "Mean", columns, tuple(rows), notes.told)


def kinds(it: Evaluation) -> Table:
    """How many places are right, and in what way the others are not."""
    values = it.totals.values
    counts = {name: it.errors.get(name, 0) for name in ERRORS}
    counts |= {"correct": counts["correct"] - values, "values": values}
    return kinds_table("Aligned spans and spans alone", KINDS, counts)


def confusion(it: Evaluation) -> Table:
    """Which label answers to which, with a row and a column for no span at all."""
    return confusion_table(it.confusion, "of the gold", "predicted", "Gold")


def muc5(it: Evaluation) -> Table:
    """MUC-5's error in each way to score, and what it is made of."""
    notes = _notes(it)
    rows = [
        Row(
            BY_WAY[way].name,
            (
                notes.cell(one.error),
                notes.cell(one.undergeneration),
                notes.cell(one.overgeneration),
                notes.cell(one.substitution),
            ),
        )
        for way, one in it.muc5.items()
    ]
    columns = tuple(map(Column, ("Error", "Undergeneration", "Overgeneration", "Substitution")))
    caption = "MUC-5's errors: the lower, the better"
    return Table("muc5", caption, "Way", columns, tuple(rows), notes.told, 0)


def attributes(it: Evaluation) -> Table | None:
    """How well values were found, an attribute a row; None where no prediction has any.

    Of attributes that are never predicted each figure would be 0: see `never_told`.
    """
    notes = _notes(it)
    there = {name: one for name, one in it.attributes.items() if one.given}
    if not there:
        return None
    rows = [_attribute(name, one, notes) for name, one in there.items()]
    columns = (
        Column("Type", numeric=False),
        *map(Column, ("Gold", "Predicted", "Matched", "Right")),
        *map(Column, ("Accuracy", "Relaxed F1", "Value F1")),
        Column("More", numeric=False),
    )
    caption = "Values of spans, the predicted ones against those of the gold"
    return Table("by-value", caption, "Value", columns, tuple(rows), notes.told)


def slices(it: Evaluation) -> tuple[Table, ...]:
    """Scores by language, length and each fact of articles, where there are several parts."""
    parts = (
        ("language", "By language", it.by_language),
        ("length", "By length in characters", it.by_length),
        *((name, f"By {name}", own) for name, own in it.slices.items()),
    )
    return tuple(
        _slices(f"slice-{at}", caption, name, own, _notes(it))
        for at, (name, caption, own) in enumerate(parts)
        if len(own) > 1
    )


def thresholds(it: Confidence) -> Table:
    """What a cut by the score would give: of all labels together, and of each alone."""
    notes = Notes(common_note(it.curve.at_best))
    curves = (("All labels", it.curve), *it.labels.items())
    rows = [Row(name, _threshold(curve, notes)) for name, curve in curves]
    columns = tuple(
        map(
            Column,
            (
                "Average precision",
                "Best threshold",
                "Predictions kept",
                "Precision there",
                "Recall there",
                "F1 there",
            ),
        )
    )
    caption = "The threshold with the best strict F1"
    return Table("thresholds", caption, "Label", columns, tuple(rows), notes.told, 5)


def calibration(it: Calibration) -> Table:
    """How far scores are from chances of being right."""
    notes = Notes(common_note(it.error))
    rows = (
        Row("Calibration error", (notes.cell(it.error),), "mean distance of score and share right"),
        Row("Brier score", (notes.cell(it.brier),), "mean squared distance of score and outcome"),
    )
    caption = "Whether scores are chances: the lower, the better"
    return Table("calibration", caption, "Figure", (Column("Value"),), rows, notes.told)


def bins(it: Calibration) -> Table:
    """Predictions of like scores: their mean score, and the share that is right."""
    rows = [
        Row(
            " to ".join(dict.fromkeys((f"{one.low:.2f}", f"{one.high:.2f}"))),
            (Count(one.predicted), _bare(one.score), _bare(one.right)),
        )
        for one in it.bins
    ]
    columns = (Column("Predictions"), Column("Mean score"), Column("Share right"))
    caption = "Predictions by their score, about as many in each row"
    return Table("bins", caption, "Score", columns, tuple(rows))


def articles(it: Evaluation, most: int = MOST_ROWS) -> Table:
    """The articles with the lowest strict F1, the worst first."""
    notes = Notes(intervals=False)
    rows = [
        Row(
            one.article,
            (
                one.language,
                Count(one.length),
                *map(Count, (one.gold, one.predicted, one.mistakes)),
                *_rates(one.overall.strict, notes),
                notes.cell(one.overall.partial.f1),
                notes.cell(one.overall.full.f1),
            ),
        )
        for one in it.by_article[:most]
    ]
    columns = (
        Column("Language", numeric=False),
        *map(Column, ("Characters", "Gold", "Predicted", "Mistakes")),
        *(Column(f"Strict {name.lower()}") for name in ("precision", "recall")),
        *map(Column, ("Strict F1", "Partial F1", "Full F1")),
    )
    whole = it.totals.articles <= len(rows)
    caption = "All articles" if whole else f"The {len(rows):,} worst articles"
    return Table("by-article", caption, "Article", columns, tuple(rows), notes.told)


def _notes(it: Evaluation) -> Notes:
    """Notes of a table, what the headline has to be warned of being told once."""
    return Notes(common_note(it.overall.strict.f1))


def _rates(it: Scores | Mean, notes: Notes) -> tuple[Cell, ...]:
    return tuple(notes.cell(getattr(it, rate)) for rate in _RATES)


def _count(it: Scores, name: str, notes: Notes) -> Entry:
    """A count, or the letter of the reason why it is not known."""
    count = count_of(it, name)
    return Cell(UNDEFINED, "", notes.letter(it.f1.why)) if count is None else Count(count)


def _mean(it: Scores) -> Mean:
    return Mean(it.precision, it.recall, it.f1)


def _attribute(name: str, one: ScoresOfAttribute, notes: Notes) -> Row:
    figures = (one.accuracy, one.relaxed_f1, one.value_f1)
    entries: tuple[Entry, ...] = (
        one.type,
        *map(Count, (one.gold, one.predicted, one.matched)),
        Cell(UNDEFINED, "") if one.right is None else Count(one.right),
        *map(notes.cell, figures),
        more_figures(one.more),
    )
    return Row(name, entries)


def _slices(id: str, caption: str, first: str, parts: Mapping[str, Part], notes: Notes) -> Table:
    """Parts in their order; of very many those with the most articles."""
    kept = sorted(parts, key=lambda name: -parts[name].articles)[:MOST_ROWS]
    if len(kept) < len(parts):
        caption = f"{caption}: the {len(kept)} of {len(parts):,} with the most articles"
    rows = [
        Row(
            name,
            (
                Count(part.articles),
                Count(part.overall.strict.possible),
                Count(part.overall.strict.actual),
                *_rates(part.overall.strict, notes),
                notes.cell(part.overall.partial.f1),
                notes.cell(part.overall.full.f1),
            ),
        )
        for name, part in parts.items()
        if name in kept
    ]
    columns = (
        *map(Column, ("Articles", "Gold", "Predicted")),
        *(Column(f"Strict {name.lower()}") for name in ("precision", "recall")),
        *map(Column, ("Strict F1", "Partial F1", "Full F1")),
    )
    return Table(id, caption, first.capitalize(), columns, tuple(rows), notes.told, 5)


def _threshold(curve: Curve, notes: Notes) -> tuple[Entry, ...]:
    best, why = curve.best, curve.why or curve.at_best.why
    area = _bare(curve.average_precision, curve.why or _NOTHING_IN_GOLD, notes)
    if best is None:
        none = Estimate(None, None, None, 0, why)
        return (area, *(notes.cell(none) for _ in range(5)))
    return (
        area,
        Cell(f"{best.threshold:g}", ""),
        Count(best.predicted),
        _bare(best.precision),
        _bare(best.recall, _NOTHING_IN_GOLD, notes),
        notes.cell(curve.at_best),
    )


def _bare(value: float | None, why: str = "", notes: Notes | None = None) -> Cell:
    """A figure that has no interval; where it is undefined, with the letter of the reason."""
    letter = notes.letter(why) if notes and value is None else ""
    return Cell(number(value), "", letter, place(value))
