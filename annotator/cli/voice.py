"""How commands speak: results on stdout, words on stderr, nothing that acts on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

import click
import orjson

from annotator.text.flat import plain, visual

# Inside a JSON string each may be written as an escape; as they are, a terminal would obey them.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def say(words: str) -> None:
    """One line for people, on stderr."""
    click.echo(visual(words) if sys.stderr.isatty() else plain(words), err=True)


def row(*fields: str) -> None:
    """One line of results: fields parted by tabs, each safe and, on a terminal, readable."""
    shown = visual if sys.stdout.isatty() else plain
    click.echo("\t".join(shown(field) for field in fields))


def json_value(value: object) -> None:
    """One JSON value on a line of its own."""
    click.echo(json_safe(orjson.dumps(value)) + b"\n", nl=False)


def json_safe(data: bytes) -> bytes:
    """The same JSON, with what a terminal would obey written as escapes."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", data.decode()).encode()


def coloured() -> bool:
    """Whether colours may be sent: to a terminal that can, where NO_COLOR does not forbid it."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def many(count: int, one: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def say_all(notices: Sequence[str]) -> None:
    """Each notice on a line of its own."""
    for notice in notices:
        say(notice)
