"""Reading what a person types, before there is a screen: answers of the terminal are no words."""

from __future__ import annotations

import os
import re
import select
import signal
import termios
import tty
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from annotator.terminal.guard import Guard

_A_MOMENT = 0.1
_AT_ONCE = 4096
_LONGEST = 8
_END, _ERASE = "\x04", ("\x7f", "\b")
_KEYS = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|O.)?")


def is_in_front(tty_in: int) -> bool:
    """Whether it is a terminal that listens to this program, and not to another one."""
    try:
        return os.tcgetpgrp(tty_in) == os.getpgrp()
    except OSError:
        return False


@contextmanager
def single_characters(tty_in: int) -> Iterator[None]:
    """Have the terminal give single characters and show none; it is put back also when killed.

    So nothing that it answers late is ever shown.
    """
    before = termios.tcgetattr(tty_in)
    handlers = {number: signal.signal(number, _end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        tty.setcbreak(tty_in, termios.TCSADRAIN)
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(tty_in, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def read_word(tty_in: int, tty_out: int, *, typed: bytes = b"", late: bool = False) -> str | None:
    """What is typed up to Enter, shown as it is typed; None where nothing more will come.

    The terminal gives `single_characters`. `typed` was typed before. `late` says that answers of
    the terminal may still come; they are not taken for words, nor are keys that are no characters.

    Raises:
        KeyboardInterrupt: the person wants to stop.
    """
    word = ""
    with _line_ended(tty_out):
        for character in _characters(tty_in, typed, late=late):
            if character in "\r\n":
                return word.strip()
            if character == _END and not word:
                break
            if character in _ERASE and word:
                word = word[:-1]
                _show(tty_out, "\b \b")
            elif character.isprintable() and len(word) < _LONGEST:
                word += character
                _show(tty_out, character)
    return None


def _characters(tty_in: int, typed: bytes, *, late: bool) -> Iterator[str]:
    decode = getincrementaldecoder("utf-8")("ignore").decode
    guard = Guard(late=late)
    yield from _KEYS.sub("", decode(guard.passed(typed)))
    while True:
        data = b""
        if select.select([tty_in], [], [], _A_MOMENT)[0]:
            try:
                data = os.read(tty_in, _AT_ONCE)
            except OSError:
                return
            if not data:
                return
        yield from _KEYS.sub("", decode(guard.passed(data)))


@contextmanager
def _line_ended(tty_out: int) -> Iterator[None]:
    """Whatever comes next begins a line of its own."""
    try:
        yield
    finally:
        _show(tty_out, "\n")


def _show(tty_out: int, text: str) -> None:
    # A terminal that has gone away shows nothing.
    with suppress(OSError):
        os.write(tty_out, text.encode())


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
