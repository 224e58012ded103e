"""Agreement as a Markdown page, for a repository or a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from annotator.measure.agreement.figures import Agreement
from annotator.report import tables
from annotator.report.cells import Cell
from annotator.report.differences import Differences, Line, Shown, differences
from annotator.report.findings import findings, headline
from annotator.report.gates import Gate
from annotator.report.signs import visible
from annotator.report.tables import Count, Entry, Table
from annotator.report.wording import (
    INTERVALS,
    MEASURES,
    OF_VALUES,
    counted,
    exactly,
    listed,
    percent,
)
from annotator.text.article import Article

_MOST, _LISTED = 100, 50
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]")
# A list begins where a line begins so.
_BEGINS = re.compile(r"\A(?:([0-9]+)(?=[.)])|(?=[-+=]))")


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
        f"# Agreement of {_plain(listed(list(agreement.annotators)))}",
        f"**{_sentence(headline(agreement))}**",
        *_gates(gates),
        "## What to read first",
        *_first(agreement),
        "## Figures",
        *_table(tables.measures(agreement)),
        *_table(tables.labels(agreement)),
        *_people(agreement),
        "## Kinds of difference",
        *_table(tables.errors(agreement)),
        *_table(tables.confusion(agreement)),
        *(_values(agreement) if agreement.attributes else ()),
        *_drift(agreement),
        "## Articles",
        *_table(tables.articles(agreement)),
        "## Differences in context",
        *_places(differences(agreement, articles, _MOST)),
        "## What was left out",
        *_left_out(agreement),
        "## How it was computed",
        *_method(agreement),
    ]
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Text that is no markup, on one line."""
    return _sentence(visible(text))


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    for gate in gates:
        told = {"passed": "Reached", "missed": "Missed", "undefined": "Undefined"}[gate.outcome]
        what = "low end of the interval" if gate.on == "low" else "value"
        yield (
            f"- **{told}**: {what} of {_plain(gate.path)} {exactly(gate.reached)}, asked for at "
            f"least {exactly(gate.at_least)}"
        )


def _first(it: Agreement) -> Iterator[str]:
    told = [f"- {_sentence(one.says)} {_sentence(one.advice)}".rstrip() for one in findings(it)]
    told += [f"- **Take care:** {_plain(warning)}" for warning in it.warnings]
    yield "\n".join(told) or "Nothing stands out."


def _sentence(text: str) -> str:
    """A sentence of ours, whose names are safe to show; its isolates stay."""
    return _BEGINS.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", text))


def _table(it: Table) -> Iterator[str]:
    """A table under its caption, its notes after it."""
    yield f"**{_plain(it.caption)}**"
    heads = [it.first, *(column.title for column in it.columns)]
    aligned = [":--", *("--:" if column.numeric else ":--" for column in it.columns)]
    lines = [_row(map(_plain, heads)), _row(aligned)]
    lines += [_row((_plain(row.head), *map(_entry, row.entries))) for row in it.rows]
    yield "\n".join(lines)
    if it.notes:
        yield "; ".join(
            f"<sup>{letter}</sup> {_plain(reason)}" if letter else _plain(reason)
            for letter, reason in it.notes
        )


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(one: Entry) -> str:
    match one:
        case Cell():
            note = f"<sup>{one.note}</sup>" if one.note else ""
            return f"{one.value}{note} {one.interval}".rstrip()
        case Count(value):
            return f"{value:,}"
        case str():
            return _plain(one)


def _people(it: Agreement) -> Iterator[str]:
    if len(it.annotators) > 2:
        yield "## Annotators"
        yield from _table(tables.matrix(it))
        yield from _table(tables.pairs(it))
    if it.competence:
        yield from _table(tables.competence(it))


def _values(it: Agreement) -> Iterator[str]:
    yield "## Values"
    yield from _table(tables.attributes(it))
    yield OF_VALUES


def _drift(it: Agreement) -> Iterator[str]:
    for at, one in enumerate(tables.slices(it)):
        if not at:
            yield "## Over time and by origin"
        yield from _table(one)


def _places(shown: Differences) -> Iterator[str]:
    """Each difference as HTML that Markdown leaves alone, so that text is never markup."""
    if not shown.count:
        yield "There is none."
        return
    rest = " those of the worst articles; all are in the JSON." if shown.shown < shown.count else ""
    told = f"{shown.shown:,} of {counted(shown.count, 'difference')} shown"
    yield f"{told},{rest}" if rest else f"{told}."
    for kind in shown.kinds:
        yield f"### {_plain(kind.title)}: {kind.count:,}"
        yield _plain(kind.says)
        for group in kind.groups:
            for one in group.shown:
                yield _place(one)


def _place(one: Shown) -> str:
    """A difference: where it is, then what each annotator marked, the marked words in brackets."""
    where = f"<bdi>{_text(one.article)}</bdi>, characters {one.start}–{one.end}"
    lines = [f"<p><b>{one.number}</b> {where}</p>"]
    for line in one.lines:
        names = _text(listed(list(line.annotators)))
        if not line.label:
            lines.append(f"<p>{names}: nothing marked</p>")
            continue
        remarks = "".join(f" ({_text(remark)})" for remark in line.remarks)
        lines.append(f"<p>{names}: <code>{_text(line.label)}</code>{remarks}</p>")
        way = "rtl" if one.right_to_left else "ltr"
        lines.append(f'<p dir="{way}">{_marked(line)}</p>')
    for name, first, second in one.values:
        lines.append(f"<p>{_text(name)}: {_text(first)} / {_text(second)}</p>")
    return "\n".join(lines)


def _marked(line: Line) -> str:
    parts, marked = [], False
    for run in line.runs:
        if run.marked != marked:
            parts.append("<b>[" if run.marked else "]</b>")
            marked = run.marked
        text = _text(run.text)
        parts.append(f"<kbd>{text}</kbd>" if run.kind == "sign" else text)
    return "".join(parts) + "]</b>" * marked


def _text(text: str) -> str:
    """Text inside HTML."""
    return escape(visible(text))


def _left_out(it: Agreement) -> Iterator[str]:
    if it.excluded:
        yield from _table(tables.excluded(it, _LISTED))
    if len(it.excluded) > _LISTED:
        yield f"{counted(len(it.excluded) - _LISTED, 'article')} more are listed in the JSON."
    yield (
        f"Not counted: {counted(it.dropped_in_zones, 'span')} in zones that are no article text. "
        f"Flattened for the unitizing alphas: {counted(it.flattened, 'overlap')} of an "
        "annotator's own spans."
    )


def _method(it: Agreement) -> Iterator[str]:
    yield f"<pre>{_text(it.method.command)}</pre>"
    way = INTERVALS.get(it.method.interval, it.method.interval)
    yield (
        f"Computed by {_plain(it.method.program)}. Intervals: {percent(it.method.level)}, "
        f"{_plain(way)}, {counted(it.replicates, 'replicate')} of "
        f"{counted(it.method.units, it.method.unit)}, seed {it.seed}."
    )
    if it.method.schemas:
        yield "\n".join(f"- Labelled under {_plain(one)}" for one in it.method.schemas)
    yield "\n".join(
        f"- **{_plain(one.name)}**: {_plain(one.says)} ({_plain(one.source)})" for one in MEASURES
    )
    if it.used:
        yield from _table(tables.used(it, _LISTED))
    if len(it.used) > _LISTED:
        yield f"{counted(len(it.used) - _LISTED, 'version')} more are listed in the JSON."
