"""`annotator diff`: what differs, in context."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from annotator.cli.options import (
    article_argument,
    complete_annotator,
    json_option,
    project_of,
    project_option,
)
from annotator.cli.voice import coloured, json_value, many, row, say, say_all

if TYPE_CHECKING:
    from annotator.labels.comparing import Difference
    from annotator.labels.span import Span, Value
    from annotator.project.versions.contrast import Contrast, Side

_PIPED_WIDTH = 80
_NARROWEST = 20
_ARROW = " → "
_NOTHING = "none"
_KINDS = ("added", "removed", "moved", "relabelled", "changed")
_BEFORE, _AFTER, _BOTH = ("-", "red"), ("+", "green"), (" ", "cyan")


@click.command("diff")
@article_argument
@click.argument("a", metavar="A[@V]", shell_complete=complete_annotator)
@click.argument("b", metavar="B[@V]", shell_complete=complete_annotator)
@project_option
@json_option
def command(article: str, a: str, b: str, project: Path | None, as_json: bool) -> None:
    """Show what differs between two labellings of an article, in context.

    A and B are annotators, versions of theirs as NAME@V, or releases. Two versions of one
    annotator are compared by the ids of spans, those of two by where spans lie. A difference
    has a line of kind, labels, offsets and ids, then the span in its context (- in A, + in B),
    and each value that differs.
    """
    from annotator.labels.shape import span_keys
    from annotator.project.versions.contrast import diff

    found = diff(project_of(project), article, a, b)
    say_all(found.notices)
    if as_json:
        json_value(
            [
                {
                    "article": article,
                    "kind": one.kind,
                    "a": span_keys(one.before) if one.before else None,
                    "b": span_keys(one.after) if one.after else None,
                }
                for one in found.differences
            ]
        )
    else:
        for one in found.differences:
            row(*_fields(one))
            _tell(one, found)
    say_all(found.others)
    say(f"{found.a.name} against {found.b.name}: {_summary(found)}")


def _summary(found: Contrast) -> str:
    kinds = [one.kind for one in found.differences]
    told = [f"{kinds.count(kind)} {kind}" for kind in _KINDS if kind in kinds]
    told += [many(len(found.others), "other difference")] if found.others else []
    return ", ".join(told) or "nothing differs"


def _fields(one: Difference) -> tuple[str, ...]:
    """Kind, labels, offsets and ids, each once where both are the same."""
    there = [span for span in (one.before, one.after) if span]
    columns = (
        [span.label for span in there],
        [_offsets(span) for span in there],
        [span.id for span in there],
    )
    return (one.kind, *(_ARROW.join(dict.fromkeys(column)) for column in columns))


def _offsets(span: Span) -> str:
    return "+".join(f"{start}..{end}" for start, end in span.pieces)


def _tell(one: Difference, found: Contrast) -> None:
    """The lines below a difference: the span in its context, and the values that differ."""
    same_text = found.a.version.article_sha256 == found.b.version.article_sha256
    if one.before and one.after and same_text and one.before.pieces == one.after.pieces:
        _show(one.before, found.a, *_BOTH)
    else:
        if one.before:
            _show(one.before, found.a, *_BEFORE)
        if one.after:
            _show(one.after, found.b, *_AFTER)
    if one.before and one.after:
        for name, before, after in _values(one, one.before, one.after, found):
            row(f"  {name}: {before}{_ARROW}{after}")


def _show(span: Span, side: Side, sign: str, colour: str) -> None:
    """A span among the words around it; alone where its text is no longer kept."""
    from annotator.cli.context import logical, visual

    width = _width() - len(sign) - 3
    text, pieces = side.text, span.pieces
    if text is None:
        text, pieces = span.text, ((0, len(span.text)),)
    if sys.stdout.isatty():
        drawn = visual(text, pieces, width, colour if coloured() else None)
    else:
        drawn = logical(text, pieces, width)
    click.echo(f"  {sign} {drawn}", color=True)


def _width() -> int:
    if not sys.stdout.isatty():
        return _PIPED_WIDTH
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def _values(
    one: Difference, before: Span, after: Span, found: Contrast
) -> Iterator[tuple[str, str, str]]:
    """The name of each thing that differs, and what it is on either side."""
    for name in one.attributes:
        yield name, _told(before.value(name), found.a), _told(after.value(name), found.b)
    if before.flags != after.flags:
        yield "flags", " ".join(before.flags) or _NOTHING, " ".join(after.flags) or _NOTHING
    if before.comment != after.comment:
        yield "comment", before.comment or _NOTHING, after.comment or _NOTHING
    if found.by_id and before.origin != after.origin:
        yield "origin", before.origin, after.origin


def _told(value: Value | None, side: Side) -> str:
    """A value for people: of ids, what they point at."""
    from annotator.labels.span import Quote, Range

    match value:
        case None:
            return _NOTHING
        case str():
            return value
        case int():
            return str(value)
        case Range(low, high):
            return orjson.dumps([low, high]).decode()
        case Quote(start, end, text):
            return f"{text} ({start}..{end})"
        case _:
            return ", ".join(_pointed(one, side) for one in value) or _NOTHING


def _pointed(span_id: str, side: Side) -> str:
    target = side.version.labelling.span(span_id)
    return f"{span_id} {target.text}" if target else span_id
