"""What every screen needs before it opens: a terminal, asked who it is, and nothing collected."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.terminal.opening import Question

_ESC_MILLISECONDS = "50"


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Leave the collector out: nothing that opening makes is garbage.

    The screen turns it on again once it is painted.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def check_terminal(fix: str) -> None:
    """Refuse where there is no terminal for a screen.

    Raises:
        UsageError: there is none; `fix` says what to do instead.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            what="the screen needs a terminal, and this is none",
            where="standard input and output",
            fix=fix,
        )


@contextmanager
def at_the_terminal(fix: str) -> Iterator[Question]:
    """The question by which the terminal was asked who it is.

    Raises:
        UsageError: there is none; `fix` says what to do instead.
    """
    check_terminal(fix)
    from annotator.terminal.opening import asking

    # Textual asks once, when it is loaded, how long esc may still be the beginning of another key.
    os.environ.setdefault("ESCDELAY", _ESC_MILLISECONDS)
    with asking(os.environ, sys.stdin.fileno(), sys.stdout.fileno()) as question:
        yield question
