"""Asking the terminal who it is, before there is a screen that would take its answer for keys."""

from __future__ import annotations

import os
import select
import signal
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from annotator.terminal.replies import (
    FONT_QUESTION,
    QUESTION,
    Replies,
    is_complete,
    read_replies,
)

# Seconds that a terminal has; over a slow line an answer may come later, and is kept from the
# screen then.
PATIENCE = 0.3
_AT_ONCE = 4096
# More than all answers together; whatever else is there is read by the screen.
_ENOUGH = 65536
# Where `termios` has the characters that do something.
_CHARACTERS = 6
_KILLING = (signal.SIGTERM, signal.SIGHUP)
# Back to the beginning of the row, and away with what a terminal that knows no better wrote there.
_WIPED = b"\r\x1b[K"


class Asked:
    """A question on its way: `collect` waits for the answers, for as long as patience lasts.

    Between the two the terminal gives single characters and shows none of them.
    """

    def __init__(self, tty_in: int, tty_out: int, patience: float = PATIENCE) -> None:
        self._in = tty_in
        self._out = tty_out
        self._patience = patience
        self._due = time.monotonic() + patience
        self._handlers: dict[int, Any] = {}
        self._before: list[Any] | None = None

    def begin(self) -> None:
        """Ask; whoever does so must `collect`, also where this was cut short by a signal."""
        if not os.isatty(self._out) or not os.isatty(self._in) or _in_background(self._in):
            return
        self._outlive()
        with suppress(termios.error):
            self._before = termios.tcgetattr(self._in)
            _give_single_characters(self._in)
            if _write(self._out, QUESTION):
                return
        self._put_back()

    def collect(self) -> Replies:
        """The answers that came in time; nothing where nobody could be asked, or a second time."""
        if self._before is None:
            self._put_back()
            return Replies()
        try:
            data = self._read(b"")
            replies = read_replies(data)
            if replies.name.startswith("kitty") and _write(self._out, FONT_QUESTION):
                # Other work may have taken longer than the first answers.
                self._due = time.monotonic() + self._patience
                replies = read_replies(replies.rest + self._read(b""), replies)
            if not replies.name:
                _write(self._out, _WIPED)
        finally:
            self._put_back()
        return replies

    def _read(self, data: bytes) -> bytes:
        """What comes until the last answer is there."""
        left = 1.0
        while left > 0 and len(data) < _ENOUGH and not is_complete(data):
            # What is there already is read also when patience is at its end.
            left = self._due - time.monotonic()
            if not select.select([self._in], [], [], max(left, 0))[0]:
                break
            piece = os.read(self._in, _AT_ONCE)
            if not piece:
                break
            data += piece
        return data

    def _outlive(self) -> None:
        """Have signals that kill a program end it in order, where nothing else was made of them."""
        for number in _KILLING:
            if signal.getsignal(number) == signal.SIG_DFL:
                self._handlers[number] = signal.signal(number, _end)

    def _put_back(self) -> None:
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._in, termios.TCSANOW, self._before)
            self._before = None
        while self._handlers:
            signal.signal(*self._handlers.popitem())


@contextmanager
def asked(tty_in: int, tty_out: int, patience: float = PATIENCE) -> Iterator[Asked]:
    """Ask a terminal for its name, its bidi mode and its kind; the answers may be collected later.

    They take `patience` seconds from now at most. Nobody is asked where either descriptor is no
    terminal or this program is in the background. The terminal is put back in any case, also when
    the program is killed in the meantime.
    """
    question = Asked(tty_in, tty_out, patience)
    try:
        question.begin()
        yield question
    finally:
        question.collect()


def waiting(tty_in: int) -> bool:
    """Whether keys were pressed that nobody has read."""
    return bool(select.select([tty_in], [], [], 0)[0])


def _give_single_characters(tty_in: int) -> None:
    """Have the terminal give single characters and show none."""
    tty.setcbreak(tty_in, termios.TCSANOW)
    # ctrl+z is a key of the screen's; a program that stood still now would leave it all so.
    mode = termios.tcgetattr(tty_in)
    mode[_CHARACTERS][termios.VSUSP] = b"\0"
    termios.tcsetattr(tty_in, termios.TCSANOW, mode)


def _in_background(tty_in: int) -> bool:
    """Whether a shell has put this program behind another one."""
    try:
        return os.tcgetpgrp(tty_in) != os.getpgrp()
    except OSError:
        # It is nobody's terminal of control, so there is no front and no back.
        return False


def _write(tty_out: int, data: bytes) -> bool:
    try:
        return os.write(tty_out, data) == len(data)
    except OSError:
        return False


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
