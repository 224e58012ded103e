"""Results on standard output: what was typed for them, figures in lines, files passed through."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import click

from annotator.errors import UsageError
from annotator.text.flat import plain

STDOUT = Path("-")

_END_OF_OPTIONS = "--"

_Kind = TypeVar("_Kind", bound=str)


def typed(without: Collection[str] = ()) -> str:
    """What was typed, as a shell takes it, without these options and what they were given."""
    # A name of a file may hold bytes that no text does.
    words = (os.fsencode(word).decode(errors="backslashreplace") for word in sys.argv[1:])
    return shlex.join(["annotator", *_kept(words, without)])


def _kept(words: Iterator[str], without: Collection[str]) -> Iterator[str]:
    for word in words:
        if word == _END_OF_OPTIONS:
            yield word
            yield from words
        elif word in without:
            next(words, None)
        elif word.partition("=")[0] not in without:
            yield word


def on_stdout(files: Mapping[_Kind, Path], *, as_json: bool) -> _Kind | None:
    """What goes to standard output instead of tables, if a file does.

    Raises:
        UsageError: two things do.
    """
    there = [kind for kind, file in files.items() if file == STDOUT]
    if len(there) + as_json > 1:
        asked = [f"--{kind} -" for kind in there] + ["--json"] * as_json
        what = "two things would go to standard output"
        raise UsageError(what, " and ".join(asked), "write all but one of them to files")
    return there[0] if there else None


def print_text(text: str) -> None:
    """A file on standard output; on a terminal nothing in it can act."""
    if sys.stdout.isatty():
        text = "".join(f"{plain(line)}\n" for line in text.splitlines())
    click.echo(text.encode(), nl=False)


def field(value: str | float | None) -> str:
    """A cell of a line: nothing for what is undefined, six decimals at most."""
    if value is None:
        return ""
    if isinstance(value, float):
        # Added to 0, what is nearly 0 loses its sign.
        return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
    return str(value)
