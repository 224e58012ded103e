"""What every Markdown page shares: names that are no markup, tables, gates, places in context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from annotator.measure.agreement.figures import Method
from annotator.report.cells import Cell
from annotator.report.differences import Differences, Line, Shown
from annotator.report.findings import Finding
from annotator.report.gates import Gate
from annotator.report.signs import visible
from annotator.report.tables import Count, Entry, Table
from annotator.report.wording import Measure, counted, exactly, listed

# So many places in context, and so many rows of what is only listed for the record.
MOST_SHOWN, LISTED = 100, 50

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]")
# A list begins where a line begins so.
_BEGINS = re.compile(r"\A(?:([0-9]+)(?=[.)])|(?=[-+=]))")


def plain(text: str) -> str:
    """Text that is no markup, on one line."""
    return sentence(visible(text))


def sentence(text: str) -> str:
    """A sentence of ours, whose names are safe to show; its isolates stay."""
    return _BEGINS.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", text))


def gates_told(gates: Sequence[Gate]) -> Iterator[str]:
    """What came of each gate, a line each."""
    for gate in gates:
        told = {"passed": "Reached", "missed": "Missed", "undefined": "Undefined"}[gate.outcome]
        what = "low end of the interval" if gate.on == "low" else "value"
        yield (
            f"- **{told}**: {what} of {plain(gate.path)} {exactly(gate.reached)}, asked for at "
            f"least {exactly(gate.at_least)}{f', as in {plain(gate.than)}' if gate.than else ''}"
        )


def to_read_first(found: Iterable[Finding], warnings: Iterable[str]) -> Iterator[str]:
    """What is to be read first: findings, then warnings, whose names are safe to show."""
    told = [f"- {sentence(one.says)} {sentence(one.advice)}".rstrip() for one in found]
    told += [f"- **Take care:** {sentence(warning)}" for warning in warnings]
    yield "\n".join(told) or "Nothing stands out."


def table(it: Table) -> Iterator[str]:
    """A table under its caption, its notes after it."""
    yield f"**{plain(it.caption)}**"
    heads = [it.first, *(column.title for column in it.columns)]
    aligned = [":--", *("--:" if column.numeric else ":--" for column in it.columns)]
    lines = [_row(map(plain, heads)), _row(aligned)]
    lines += [_row((plain(row.head), *map(_entry, row.entries))) for row in it.rows]
    yield "\n".join(lines)
    if it.notes:
        yield "; ".join(
            f"<sup>{letter}</sup> {plain(reason)}" if letter else plain(reason)
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
            return plain(one)


def places(
    shown: Differences, noun: str = "difference", rest: str = "all are in the JSON"
) -> Iterator[str]:
    """Each place as HTML that Markdown leaves alone, so that text is never markup.

    `rest` tells where those are that there is no room for.
    """
    if not shown.count:
        yield "There is none."
        return
    told = f"{shown.shown:,} of {counted(shown.count, noun)} shown"
    some = shown.shown < shown.count
    yield f"{told}, those of the worst articles; {rest}." if some else f"{told}."
    for kind in shown.kinds:
        yield f"### {plain(kind.title)}: {kind.count:,}"
        yield plain(kind.says)
        for group in kind.groups:
            for one in group.shown:
                yield _place(one)


def _place(one: Shown) -> str:
    """A place: where it is, then what each annotator marked, the marked words in brackets."""
    where = f"<bdi>{html_text(one.article)}</bdi>, characters {one.start}–{one.end}"
    lines = [f"<p><b>{one.number}</b> {where}</p>"]
    for line in one.lines:
        names = html_text(listed(list(line.annotators)))
        if not line.label:
            lines.append(f"<p>{names}: nothing marked</p>")
            continue
        remarks = "".join(f" ({html_text(remark)})" for remark in line.remarks)
        lines.append(f"<p>{names}: <code>{html_text(line.label)}</code>{remarks}</p>")
        way = "rtl" if one.right_to_left else "ltr"
        lines.append(f'<p dir="{way}">{marked(line)}</p>')
    for name, first, second in one.values:
        lines.append(f"<p>{html_text(name)}: {html_text(first)} / {html_text(second)}</p>")
    return "\n".join(lines)


def marked(line: Line) -> str:
    """A line's sentence as HTML, what is marked in bold brackets."""
    parts, inside = [], False
    for run in line.runs:
        if run.marked != inside:
            parts.append("<b>[" if run.marked else "]</b>")
            inside = run.marked
        told = html_text(run.text)
        parts.append(f"<kbd>{told}</kbd>" if run.kind == "sign" else told)
    return "".join(parts) + "]</b>" * inside


def html_text(text: str) -> str:
    """Text inside HTML."""
    return escape(visible(text))


def meanings(measures: Iterable[Measure]) -> str:
    """What measures say, a line each."""
    return "\n".join(
        f"- **{plain(one.name)}**: {plain(one.says)} ({plain(one.source)})" for one in measures
    )


def schemas(method: Method) -> Iterator[str]:
    """What labels were made under, if anything is known of it."""
    if method.schemas:
        yield "\n".join(f"- Labelled under {plain(one)}" for one in method.schemas)


def record(it: Table, count: int, noun: str) -> Iterator[str]:
    """A table of what is listed for the record, if anything is, and how much is not there."""
    if count:
        yield from table(it)
    more = count - len(it.rows)
    if more > 0:
        yield f"{counted(more, noun)} more are listed in the JSON."
