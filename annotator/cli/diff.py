"""`annotator diff`: what differs, in context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from annotator.cli.lines import columns, is_terminal, put, put_line
from annotator.cli.options import (
    article_argument,
    complete_source,
    json_option,
    project_of,
    project_option,
)
from annotator.cli.voice import ARROW, Field, coloured, json_value, many, row, say, say_all
from annotator.text.flat import apart, beside, plain, visual

if TYPE_CHECKING:
    from annotator.labels.comparing import Difference
    from annotator.labels.span import Span, Value
    from annotator.project.versions.contrast import Contrast, Side

_PIPED_WIDTH = 80
_NOTHING = "none"
_KINDS = ("added", "removed", "moved", "relabelled", "changed")
_BEFORE, _AFTER, _BOTH = ("-", "red"), ("+", "green"), (" ", "cyan")


@click.command("diff")
@article_argument
@click.argument("a", metavar="A[@V]", shell_complete=complete_source)
@click.argument("b", metavar="B[@V]", shell_complete=complete_source)
@click.option("--logical", is_flag=True, help="In the order of storage, for programs that want it.")
@project_option
@json_option
def command(
    article: str, a: str, b: str, logical: bool, project: Path | None, as_json: bool
) -> None:
    """Show what differs between two labellings of an article, in context.

    A and B are annotators, versions of theirs as NAME@V, or releases; of a name that is both,
    NAME@newest is the annotator and releases/NAME the release. Two versions of one annotator are
    compared by the ids of spans, those of two by where spans lie. A difference has a line of kind,
    labels, offsets and ids, then the span in its context (- in A, + in B), right to left where it
    runs so, and each value that differs. What differs beside the spans comes last, a line each.
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
        _Teller(found, plain if logical else apart if is_terminal() else visual).tell()
    if as_json:
        for other in found.others:
            first, *more = other.states or ("",)
            say(" ".join(filter(None, (f"{other.what}:", other.place, first))), *more)
    say(f"{found.a.name} against {found.b.name}: {_summary(found)}")


def _summary(found: Contrast) -> str:
    kinds = [one.kind for one in found.differences]
    told = [f"{kinds.count(kind)} {kind}" for kind in _KINDS if kind in kinds]
    told += [many(len(found.others), "other difference")] if found.others else []
    return ", ".join(told) or "nothing differs"


def _row(one: Difference) -> tuple[Field, ...]:
    """Kind, labels, offsets and ids, each once where both are the same."""
    there = [span for span in (one.before, one.after) if span]
    columns = (
        [span.label for span in there],
        [_offsets(span) for span in there],
        [span.id for span in there],
    )
    return (one.kind, *(tuple(dict.fromkeys(column)) for column in columns))


def _offsets(span: Span) -> str:
    return "+".join(f"{start}..{end}" for start, end in span.pieces)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what differs; all that is said from left to right, each thing in its own order."""

    found: Contrast
    shown: Callable[[str], str]

    def tell(self) -> None:
        """Each difference in its context, then what differs beside the spans."""
        for one in self.found.differences:
            row(*_row(one), shown=self.shown)
            self._spans(one)
            if one.before and one.after:
                for name, before, after in self._values(one, one.before, one.after):
                    self._change(name, before, after)
        for other in self.found.others:
            fields: tuple[Field, ...] = (other.what, other.place, other.states)
            row(*(field for field in fields if field), shown=self.shown)

    def _spans(self, one: Difference) -> None:
        """The span in its context, once where it is the same on both sides."""
        a, b = self.found.a, self.found.b
        same_text = a.version.article_sha256 == b.version.article_sha256
        if one.before and one.after and same_text and one.before.pieces == one.after.pieces:
            self._span(one.before, a, *_BOTH)
            return
        if one.before:
            self._span(one.before, a, *_BEFORE)
        if one.after:
            self._span(one.after, b, *_AFTER)

    def _span(self, span: Span, side: Side, sign: str, colour: str) -> None:
        """A span among the words around it; alone where its text is no longer kept."""
        from annotator.cli import context

        width = _width() - len(sign) - 3
        text, pieces = side.text, span.pieces
        if text is None:
            text, pieces = span.text, ((0, len(span.text)),)
        if self.shown is plain:
            click.echo(f"  {sign} {context.logical(text, pieces, width)}")
        else:
            drawn = context.visual(text, pieces, width, colour if coloured() else None)
            put(f"  {sign} {drawn}")

    def _change(self, name: str, before: str, after: str) -> None:
        """A thing and what it was and is, as both are shown."""
        if self.shown is apart:
            put_line(beside(before, ARROW, after), f"  {visual(name)}: ")
        else:
            click.echo(f"  {self.shown(name)}: {before}{ARROW}{after}")

    def _values(self, one: Difference, before: Span, after: Span) -> Iterator[tuple[str, str, str]]:
        """The name of each thing that differs, and what it is on either side, as it is shown."""
        a, b = self.found.a, self.found.b
        for name in one.attributes:
            yield name, self._value(before.value(name), a), self._value(after.value(name), b)
        for name, left, right in (
            ("flags", " ".join(before.flags), " ".join(after.flags)),
            ("comment", before.comment, after.comment),
        ):
            if left != right:
                yield name, self.shown(left or _NOTHING), self.shown(right or _NOTHING)
        if self.found.by_id and before.origin != after.origin:
            yield "origin", self.shown(before.origin), self.shown(after.origin)

    def _value(self, value: Value | None, side: Side) -> str:
        """A value for people: of ids, what they point at."""
        from annotator.labels.span import Quote, Range

        match value:
            case None:
                return _NOTHING
            case str():
                return self.shown(value)
            case int():
                return str(value)
            case Range(low, high):
                return orjson.dumps([low, high]).decode()
            case Quote(start, end, text):
                return f"{self.shown(text)} ({start}..{end})"
            case _:
                return ", ".join(self._pointed(one, side) for one in value) or _NOTHING

    def _pointed(self, span_id: str, side: Side) -> str:
        target = side.version.labelling.span(span_id)
        return f"{span_id} {self.shown(target.text)}" if target else span_id


def _width() -> int:
    return columns() if is_terminal() else _PIPED_WIDTH
