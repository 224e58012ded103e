"""A long computation shows on a terminal that it goes on, and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from contextlib import contextmanager, suppress

import pytest

from annotator.cli import waiting


@pytest.fixture
def terminal(monkeypatch):
    """Puts a terminal in the place of stderr; then it has a list of what was sent to it."""

    @contextmanager
    def shown():
        ours, theirs = pty.openpty()
        sent = []
        with os.fdopen(theirs, "w") as stream, monkeypatch.context() as patched:
            patched.setattr(sys, "stderr", stream)
            yield sent
            while select.select([ours], [], [], 0.1)[0]:
                sent.append(os.read(ours, 65536).decode())
        os.close(ours)

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(waiting, "_A_WHILE", 0.02)
    return shown


def test_what_takes_a_while_is_told_and_wiped_away(terminal):
    with terminal() as sent, waiting.waiting("computing"):
        time.sleep(0.1)
    assert "".join(sent) == "\r\x1b[Kcomputing, 0 s\r\x1b[K"


def test_what_is_quick_is_not_told(terminal):
    with terminal() as sent, waiting.waiting("computing"):
        pass
    assert sent == []


def test_an_error_leaves_a_clean_line(terminal):
    with terminal() as sent, suppress(ZeroDivisionError), waiting.waiting("computing"):
        time.sleep(0.1)
        raise ZeroDivisionError
    assert "".join(sent).endswith("\r\x1b[K")
