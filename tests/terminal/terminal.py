"""A program on a pseudo-terminal, and what it sends."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

COMMAND = (sys.executable, "-m", "annotator")
QUESTION = b"\x1b[c"
QUIET = 1.0
PATIENCE = 30.0


def _take_terminal():
    """Make the new session's standard input its own terminal, as a terminal does for a shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A program on a pseudo-terminal of 100 by 30 cells, and all that it has sent.

    `answers` is what the terminal says when it is asked who it is, nothing if it says nothing.
    """

    def __init__(self, *command, controlling=False, answers=b"", environ=None, folder=None):
        self.answers = answers
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", **(environ or {})}
        self.program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal if controlling else None,  # noqa: PLW1509 - one call, no lock
        )
        os.close(slave)
        self.sent = b""

    def read(self):
        """Read until the program is quiet or gone."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], QUIET)
            if not ready:
                if self.beginning:
                    continue
                return self.sent
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                return self.sent
            if not piece:
                return self.sent
            self.sent += piece
            if self.answers and self.sent.endswith(QUESTION):
                os.write(self.master, self.answers)
        return self.sent

    def until(self, sequence):
        """Read until a sequence comes, and then until it is quiet; what came."""
        before = len(self.sent)
        end = time.monotonic() + PATIENCE
        while sequence not in self.sent[before:] and time.monotonic() < end:
            self.read()
        return self.sent[before:]

    @property
    def beginning(self):
        """Whether nothing was sent yet but the question who the terminal is."""
        return not self.sent or self.sent.endswith(QUESTION)

    def close(self):
        """Go away as a terminal does, and wait for the program to end."""
        self.program.send_signal(signal.SIGHUP)
        self.program.wait(PATIENCE)
        os.close(self.master)

    def press(self, keys):
        self.type(keys)
        return self.read()

    def type(self, keys):
        os.write(self.master, keys)

    def listen(self, seconds):
        """Read for so long and no longer."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], left)
            try:
                piece = os.read(self.master, 65536) if ready else b""
            except OSError:
                return
            self.sent += piece
