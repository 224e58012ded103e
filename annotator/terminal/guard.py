"""Keeping late answers of a terminal from being taken for keys."""

from __future__ import annotations

import time

from annotator.terminal.replies import split_unfinished, without_replies

# Seconds after which an answer that has not come is not expected any more.
_EXPECTED = 10.0


class Guard:
    """Takes answers out of what comes from a terminal, as long as any are still to come.

    Over a slow line answers come when the screen is open already, in pieces and between keys.
    """

    def __init__(self, *, late: bool) -> None:
        self._until = time.monotonic() + _EXPECTED if late else 0.0
        self._held = b""

    def passed(self, data: bytes) -> bytes:
        """What can be read of all that came; no data means that nothing came for a moment.

        The beginning of what may be an answer is held until more comes, or nothing does.
        """
        if not self._held and time.monotonic() > self._until:
            return data
        passed = without_replies(self._held + data)
        if not data:
            self._held = b""
            return passed
        passed, self._held = split_unfinished(passed)
        return passed
