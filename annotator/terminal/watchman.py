"""Putting the terminal back when the program is killed and cannot do so itself."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress

# It reads a line that is only written when all went well; the end of the pipe comes with death.
_SCRIPT = 'trap "" INT QUIT HUP TSTP; read -r _ || { printf %s "$1"; shift; [ $# = 0 ] || "$@"; }'


class Watchman:
    """A small process that outlives this one: it sends what undoes what was sent, if need be.

    `undoing` are escape sequences for standard output, `closing` the words of a command for tmux.
    Where no process can be made, nobody watches.
    """

    def __init__(self, undoing: str, closing: Sequence[str] = ()) -> None:
        command = ("tmux", *closing) if closing else ()
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - the script is this module's own
                ("/bin/sh", "-c", _SCRIPT, "sh", undoing, *command),
                stdin=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def dismiss(self) -> None:
        """Tell it that the terminal was put back."""
        if self._process is not None:
            with suppress(OSError):
                self._process.communicate(b"well\n")
            self._process = None
