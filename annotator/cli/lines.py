"""Lines as a terminal is told them: wrapped, in the order of reading, in the way that it needs."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import click

from annotator.text.flat import holds_right_to_left, sentence, wrapped
from annotator.text.width import cells

if TYPE_CHECKING:
    from annotator.terminal.choosing import Choice
    from annotator.terminal.terminal import Terminal
    from annotator.terminal.ways.visual import Visual

_NARROWEST = 20
# Fields stand at columns that a terminal has for tabs.
_STOP = 8
# What a line is about, below which its other rows begin.
_HEAD = re.compile(" *[a-z]+: +")
# A dumb terminal shows escape sequences as letters.
_DUMB = "dumb"
_SENDS_ESCAPES = frozenset({"explicit", "cells"})


def put(line: str, *, err: bool = False) -> None:
    """Write a line that stands as it is to be seen, from left to right, perhaps in colours.

    A terminal is sent it in the way that it needs; a program gets it as it is.
    """
    if holds_right_to_left(line) and is_terminal(err=err):
        from annotator.terminal.cells import BLANK, parsed

        way, row = _way(), parsed(line)
        if way.fills:
            row += [BLANK] * (columns(err=err) - sum(cell.width for cell in row))
        click.echo(way.line(row), nl=False, err=err, color=True)
    else:
        click.echo(line, err=err, color=True)


def put_line(line: str, head: str = "", *, err: bool = False) -> None:
    """Write a line in logical order, as `annotator.text.flat.wrapped` takes it, on its rows.

    They stand beside a head that is to be seen before the first.
    """
    for row in wrapped(line, max(columns(err=err) - cells(head), _NARROWEST // 2)):
        put(head + row, err=err)
        head = " " * cells(head)


def put_sentence(words: str, *, err: bool = False) -> None:
    """Write words of this program; rows after the first begin below what the line is about."""
    found = _HEAD.match(words)
    head = found[0] if found else ""
    put_line(sentence(words[len(head) :]), head, err=err)


def fields_in_rows(fields: Sequence[str], width: int) -> Iterator[str]:
    """Fields where tabs would put them, each in its own order, none cut.

    A field that finds no room beside the others begins a row, and takes as many as it needs.
    """
    row, used = "", 0
    for at, field in enumerate(fields):
        start = (used // _STOP + 1) * _STOP if at else 0
        rows = wrapped(field, max(width - start, 1)) if start < width else (field,)
        if start > _STOP and (start >= width or len(rows) > 1):
            if not field:
                continue
            yield row.rstrip()
            row, used, start = "", 0, _STOP
            rows = wrapped(field, width - start)
        for more in rows[:-1]:
            yield f"{row}{' ' * (start - used)}{more}".rstrip()
            row, used = "", 0
        row = f"{row}{' ' * (start - used)}{rows[-1]}"
        used = cells(row) if len(rows) == 1 else width
    yield row.rstrip()


def is_terminal(*, err: bool = False) -> bool:
    """Whether lines go to a terminal."""
    return (sys.stderr if err else sys.stdout).isatty()


def columns(*, err: bool = False) -> int:
    """How many cells a line may take on the terminal."""
    if not os.environ.get("COLUMNS"):
        with suppress(OSError, ValueError):
            found = os.get_terminal_size((sys.stderr if err else sys.stdout).fileno()).columns
            return max(found or 80, _NARROWEST)
    return max(shutil.get_terminal_size().columns, _NARROWEST)


@cache
def _way() -> Visual:
    """The way of the terminal, found when a line first needs one."""
    from annotator.terminal.choosing import choose, way_of
    from annotator.terminal.opening import glance
    from annotator.terminal.terminal import Terminal
    from annotator.terminal.ways.visual import Visual

    dumb = os.environ.get("TERM", _DUMB) == _DUMB
    terminal = Terminal(term=_DUMB) if dumb else glance(os.environ, _keys(), 1)
    choice = _chosen(terminal) or choose(terminal)
    if dumb and choice.way in _SENDS_ESCAPES:
        return Visual()
    return way_of(choice.way, terminal, passes=True)


def _keys() -> int:
    """Where a terminal answers; nowhere if a pager, which reads keys, may take the answer."""
    return 0 if is_terminal() else -1


def _chosen(terminal: Terminal) -> Choice | None:
    """What a person chose. A fault in their settings is told by whatever else reads them."""
    from annotator.cli.options import asked_way
    from annotator.errors import AnnotatorError
    from annotator.project.terminals import chosen_way

    try:
        return chosen_way(asked_way(), os.environ, terminal.key)
    except AnnotatorError:
        return None
