"""A sign of life on stderr while something is computed that nobody can say the length of."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

# Seconds that nobody minds, and seconds from one sign to the next.
_A_WHILE = 0.5
_OFTEN = 1.0


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """Tell what is done and for how long, where stderr is a terminal, if it takes a while."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    over = Event()
    teller = Thread(target=_tell, args=(doing, over, sys.stderr.fileno()), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _tell(doing: str, over: Event, terminal: int) -> None:
    began = time.monotonic()
    if over.wait(_A_WHILE):
        return
    # Past the streams of Python, whose locks another process may inherit as they stand.
    with suppress(OSError):
        while True:
            os.write(terminal, f"\r\x1b[K{doing}, {time.monotonic() - began:.0f} s".encode())
            if over.wait(_OFTEN):
                break
        os.write(terminal, b"\r\x1b[K")
