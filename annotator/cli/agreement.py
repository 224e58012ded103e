"""Agreement in a terminal: what a lead reads first, in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from annotator.cli.figure_tables import (
    NARROWEST_NAME,
    explained,
    named_table,
    table,
    valued,
    values_only,
)
from annotator.cli.lines import columns, is_terminal, put, put_sentence
from annotator.cli.tables import GAP, Column, print_table
from annotator.cli.voice import coloured, many, rows
from annotator.measure.agreement.figures import Agreement, Figures, Slice
from annotator.measure.agreement.planning import Need, Plan
from annotator.report.wording import KINDS, OF_VALUES, number, percent
from annotator.text.flat import shortened, visual

# In a few words; pages have the room for whole sentences.
_MEANINGS = {
    "strict_f1": "same edges, same label",
    "boundary_f1": "same edges, any label",
    "overlap_f1": "same label, overlapping",
    "clitic_f1": "strict, but for attached letters",
    "full_f1": "strict, and every value the same",
    "u_alpha": "places and labels, beyond chance",
    "u_alpha_binary": "marked or not, beyond chance",
    "cu_alpha": "labels where both marked, beyond chance",
    "token_kappa": "labels of words, beyond chance",
    "gamma": "place and label at once, beyond chance",
    "gamma_cat": "labels of what gamma aligned",
    "label_alpha": "labels of aligned spans, beyond chance",
}
_ONLY_ASKED = frozenset({"gamma", "gamma_cat"})
_CORRECT = "the same edges and label"
_ONLY_ONE = frozenset({"missed", "spurious"})
_WORST = 5

# A title, and what stands in that column for an item.
_Numbers = tuple[str, tuple[str, ...]]


def print_tables(found: Agreement, *, with_gamma: bool) -> None:
    """What a lead reads first; a table without a row is left out."""
    put(_headline(found))
    _overall(found, with_gamma=with_gamma)
    _labels(found)
    _pairs(found)
    _attributes(found)
    _kinds(found)
    _competence(found)
    for title, slices in (
        ("week", found.weeks),
        ("guideline", found.guidelines),
        ("origin", found.origins),
    ):
        if len(slices) > 1:
            _slices(title, slices)
    _articles(found)
    put("")


def print_plan(found: Plan) -> None:
    """How many articles intervals of some widths take, the asked one among them."""
    asked = Need(found.width, found.articles, found.units)
    needs = sorted({*found.table, asked}, key=lambda need: need.width)
    widths = tuple(f"{need.width:g}" for need in needs)
    articles = tuple(str(need.articles) for need in needs)
    units = tuple(str(need.units) for need in needs)
    if not is_terminal():
        rows(zip(widths, articles, units, strict=True))
        return
    told = [
        Column("width", widths, numbers=True),
        Column("articles", articles, numbers=True),
        Column(f"{found.unit}s", units, numbers=True),
    ]
    print_table(told[:2] if found.unit == "article" else told)


def _headline(found: Agreement) -> str:
    names = ", ".join(found.annotators)
    units = many(found.method.units, found.method.unit)
    within = f", {units}" if found.method.unit != "article" else ""
    line = f"{visual(names)}: agreement over {many(len(found.articles), 'article')}{within}"
    return click.style(line, bold=True) if coloured() else line


def _overall(found: Agreement, *, with_gamma: bool) -> None:
    keys = [key for key in _MEANINGS if with_gamma or key not in _ONLY_ASKED]
    estimates = [getattr(found.overall, key) for key in keys]
    told = [Column("overall", tuple(keys)), *valued("value", estimates)]
    if any(one.n != found.method.units for one in estimates):
        # Else all rest on what the headline says.
        rest_on = tuple(str(one.n) for one in estimates)
        told.append(Column(f"{found.method.unit}s", rest_on, numbers=True))
    explained(told, [_MEANINGS[key] for key in keys])


def _labels(found: Agreement) -> None:
    """A line for each label; `places` are those at which at least one has it."""
    names = tuple(found.labels)
    figures = tuple(found.labels.values())
    places = tuple(str(_marked(found, name)) for name in names)
    named_table(
        "label",
        names,
        Column("places", places, numbers=True),
        *valued("strict_f1", [one.strict_f1 for one in figures]),
        *_plain(figures, "overlap_f1", "u_alpha", "label_alpha"),
    )


def _marked(found: Agreement, label: str) -> int:
    """The places at which at least one of two has the label, pairs added."""
    confusion = found.confusion
    if label not in confusion.labels:
        return 0
    at = confusion.labels.index(label)
    counts = confusion.counts
    return sum(counts[at]) + sum(row[at] for row in counts) - counts[at][at]


def _pairs(found: Agreement) -> None:
    if len(found.pairs) < 2:
        return
    figures = [pair.overall for pair in found.pairs]
    named_table(
        "pair",
        ["+".join(pair.annotators) for pair in found.pairs],
        Column("articles", tuple(str(pair.articles) for pair in found.pairs), numbers=True),
        *valued("strict_f1", [one.strict_f1 for one in figures]),
        *_plain(figures, "overlap_f1", "u_alpha", "token_kappa"),
    )


def _attributes(found: Agreement) -> None:
    """A line for each attribute that any matched span has; what only some types have is last."""
    there = {name: one for name, one in found.attributes.items() if one.matched}
    matched = tuple(str(one.matched) for one in there.values())
    also = tuple(
        ", ".join(f"{key} {number(one.value)}" for key, one in attribute.more.items())
        for attribute in there.values()
    )
    told = [
        Column("attribute", tuple(map(visual, there))),
        Column("spans", matched, numbers=True),
        *valued("agreement", [one.agreement for one in there.values()]),
        *values_only("alpha", [one.alpha for one in there.values()]),
    ]
    room = columns() - sum(column.width + len(GAP) for column in told)
    shorter = tuple(shortened(one, room) for one in also)
    table([*told, Column("also", shorter)] if room > NARROWEST_NAME else told)
    if there:
        put_sentence(OF_VALUES)


def _kinds(found: Agreement) -> None:
    """How many places there are of each kind, and what share of all they are."""
    counts = {kind: count for kind, count in found.errors.items() if count}
    total = sum(counts.values())
    meanings = [_meaning(kind, found.annotators) for kind in counts]
    values = sum(one.kind == "values" for one in found.disagreements)
    if values:
        counts["values"] = values
        meanings.append("of the correct ones: values that differ")
    told = [
        Column("kind", tuple(counts)),
        Column("places", tuple(map(str, counts.values())), numbers=True),
        Column("share", tuple(percent(one / total) for one in counts.values()), numbers=True),
    ]
    explained(told, meanings)


def _meaning(kind: str, annotators: Sequence[str]) -> str:
    """What a kind says; of two annotators it is known who is meant."""
    if kind == "correct":
        return _CORRECT
    if len(annotators) == 2 and kind in _ONLY_ONE:
        who, other = annotators if kind == "missed" else annotators[::-1]
        return f"{visual(who)} marked it, {visual(other)} did not"
    return KINDS[kind][1]


def _competence(found: Agreement) -> None:
    named_table(
        "annotator",
        [one.annotator for one in found.competence],
        *valued("right", [one.right for one in found.competence]),
    )


def _slices(title: str, slices: Sequence[Slice]) -> None:
    named_table(
        title,
        [one.name for one in slices],
        Column("articles", tuple(str(one.articles) for one in slices), numbers=True),
        *valued("strict_f1", [one.strict_f1 for one in slices]),
        *values_only("overlap_f1", [one.overlap_f1 for one in slices]),
    )


def _articles(found: Agreement) -> None:
    """The articles with the lowest figures, as far as anything differs in them."""
    worst = [one for one in found.by_article if one.differences][:_WORST]
    named_table(
        "worst articles",
        [one.article for one in worst],
        Column("differences", tuple(str(one.differences) for one in worst), numbers=True),
        *values_only("strict_f1", [one.overall.strict_f1 for one in worst]),
        *values_only("overlap_f1", [one.overall.overlap_f1 for one in worst]),
    )


def _plain(figures: Sequence[Figures], *keys: str) -> Iterator[Column]:
    """Some of the figures without their intervals."""
    for key in keys:
        yield from values_only(key, [getattr(one, key) for one in figures])
