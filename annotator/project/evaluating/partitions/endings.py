"""Signals that end a program, heard in time to put away what was laid aside."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
# What shells add to the number of a signal that ended a program.
_ENDED = 128


@contextmanager
def endings_heard() -> Iterator[None]:
    """Let signals end what is inside as an exit does; those that are ignored stay so.

    Raises:
        SystemExit: the program is to end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [one for one in _ENDING if signal.getsignal(one) is signal.SIG_DFL]
    for one in heard:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


def _end(number: int, _frame: object) -> None:
    # A second one must not break into putting away.
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(_ENDED + number)
