"""Asking in the terminal which of two sides is right, about one thing after another."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from annotator.cli.lines import columns, put
from annotator.cli.voice import say
from annotator.errors import UsageError
from annotator.labels.conflicts import Conflict, Said
from annotator.labels.saying import in_words
from annotator.session.keyboards import latin
from annotator.text.flat import phrase, wrapped

if TYPE_CHECKING:
    from annotator.project.merges.choosing import Take

_SIDES: Mapping[str, Take] = {"o": "ours", "t": "theirs"}
# What a terminal that went away sends, esc, and q.
_STOP = frozenset({"", "\x1b", "q"})
_QUESTION = "o ours, t theirs, q stop: "
_MARGIN = " " * 9


class Asking:
    """Asks whoever sits at the terminal, a key for each conflict, until they stop."""

    def __init__(self) -> None:
        """Begin to ask.

        Raises:
            UsageError: nobody sits there.
        """
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(
                what="choosing needs a terminal, and this is none",
                where="--choose",
                fix="let one side stand everywhere with --take ours or --take theirs",
            )
        self._stopped = False
        self._asked: dict[tuple[str, str], int] = {}

    def __call__(
        self, article: str, annotator: str, conflicts: Sequence[Conflict]
    ) -> Mapping[str, Take]:
        """The side that is right in the first of the conflicts; nothing once they stopped."""
        if self._stopped:
            return {}
        place, conflict = (article, annotator), conflicts[0]
        number = self._asked[place] = self._asked.get(place, 0) + 1
        count = f"{number} of {number + len(conflicts) - 1}"
        say(f"{article} by {annotator}, {count}: {conflict.what}")
        for name, said in (
            ("before", conflict.base),
            ("ours", conflict.kept),
            ("theirs", conflict.incoming),
        ):
            head = f"{name:>{len(_MARGIN) - 2}}  "
            for row in _rows(said):
                put(f"{head}{row}", err=True)
                head = _MARGIN
        side = _side()
        self._stopped = side is None
        return {conflict.key: side} if side else {}


def _rows(said: Said) -> tuple[str, ...]:
    """What one side says, in the order in which it is read, on as many rows as it takes."""
    return wrapped(phrase(in_words(said)), columns(err=True) - len(_MARGIN))


def _side() -> Take | None:
    """The side that a key names, by its letter or its place; None to stop."""
    click.echo(_QUESTION, nl=False, err=True)
    while True:
        try:
            key = latin(click.getchar(), "auto")
        except EOFError:
            key = "q"
        if key in _STOP:
            say("stopped")
            return None
        if key in _SIDES:
            say(_SIDES[key])
            return _SIDES[key]
