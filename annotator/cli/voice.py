"""How commands speak: results on stdout, words on stderr, nothing that acts on a terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import TypeVar

import click
import orjson

from annotator.cli.lines import (
    columns,
    fields_in_rows,
    is_terminal,
    put,
    put_line,
    put_sentence,
)
from annotator.text.flat import apart, beside, holds_right_to_left, phrase, plain
from annotator.text.width import cells

_Item = TypeVar("_Item")

# A field of a line; of several parts each stands in its own order, an arrow between them.
Field = str | tuple[str, ...]
ARROW = " → "

# Seconds that nobody minds, and seconds between two looks at a bar.
_A_WHILE = 0.5
_A_MOMENT = 0.1
_AT_ONCE = 200
# Inside a JSON string each may be written as an escape; as they are, a terminal would obey them.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def say(*words: str) -> None:
    """One line for people, on stderr; parts of it as those of a field."""
    told = _joined(words, plain)
    if not is_terminal(err=True) or not _needs_rows(told):
        click.echo(told, err=True)
    elif len(words) > 1:
        put_line(_in_logical_order(words), err=True)
    else:
        put_sentence(*words, err=True)


def _needs_rows(told: str) -> bool:
    """Whether a line is more than a terminal on stderr can do alone, without parting a word."""
    return holds_right_to_left(told) or cells(told) > columns(err=True)


def row(*fields: Field, shown: Callable[[str], str] | None = None) -> None:
    """One line of results: fields parted by tabs, each safe and, on a terminal, readable.

    `shown` says how a program gets a field, and a terminal too where that is `plain`.
    """
    rows([fields], shown)


def rows(lines: Iterable[Sequence[Field]], shown: Callable[[str], str] | None = None) -> None:
    """Lines of results, each as soon as it is there for a person, many at once for a program."""
    if is_terminal() and shown is not plain:
        for fields in lines:
            _row_on_terminal(fields)
        return
    way = shown or plain
    ready = ("\t".join(_joined(field, way) for field in fields) for fields in lines)
    while together := list(islice(ready, 1 if is_terminal() else _AT_ONCE)):
        click.echo("\n".join(together))


def _row_on_terminal(fields: Sequence[Field]) -> None:
    """Fields in as many rows as they take; what a terminal can do alone is left to it."""
    placed = [*fields_in_rows([_in_logical_order(field) for field in fields], columns())]
    safe = "\t".join(_joined(field, plain) for field in fields)
    for one in (safe,) if len(placed) == 1 and not holds_right_to_left(safe) else placed:
        put(one)


def _in_logical_order(field: Field) -> str:
    """A field for `annotator.text.flat.wrapped`."""
    return phrase(field) if isinstance(field, str) else beside(ARROW.join(map(apart, field)))


def _joined(field: Field, shown: Callable[[str], str]) -> str:
    """A field as a program gets it, its parts from left to right."""
    return ARROW.join(map(shown, (field,) if isinstance(field, str) else field))


def json_value(value: object) -> None:
    """One JSON value on a line of its own."""
    click.echo(json_safe(orjson.dumps(value)) + b"\n", nl=False)


def json_safe(data: bytes) -> bytes:
    """The same JSON, with what a terminal would obey written as escapes."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", data.decode()).encode()


def coloured() -> bool:
    """Whether colours may be sent: to a terminal that can, where NO_COLOR does not forbid it."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def many(count: int, one: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def say_all(notices: Sequence[str]) -> None:
    """Each notice on a line of its own."""
    for notice in notices:
        say(notice)


def watched(items: Sequence[_Item], doing: str) -> Iterator[_Item]:
    """The items one by one, with a bar on stderr, where that is a terminal, if it takes a while."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    with ExitStack() as stack:
        bar, shown, due = None, 0, time.monotonic() + _A_WHILE
        for done, item in enumerate(items, start=1):
            yield item
            now = time.monotonic()
            if now < due:
                continue
            if bar is None:
                bar = stack.enter_context(
                    click.progressbar(length=len(items), label=doing, file=sys.stderr)
                )
            bar.update(done - shown)
            shown, due = done, now + _A_MOMENT
        if bar is not None:
            bar.update(len(items) - shown)
