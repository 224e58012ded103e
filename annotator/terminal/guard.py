"""Keeping late answers of a terminal from being taken for keys."""

from __future__ import annotations

import time

from annotator.terminal.replies import split_unfinished, without_replies

# Seconds after which an answer that has not come is not expected any more, and that one may take
# from its first character to its last.
_EXPECTED = 10.0
_PAUSING = 1.0
# Of what may be an answer, esc alone is a key, and with one more character it is two of them.
_ESC, _KEYS = 1, 2


class Guard:
    """Takes answers out of what comes from a terminal, as long as any are still to come.

    Over a slow line answers come when the screen is open already, in pieces and between keys.
    """

    def __init__(self, *, late: bool) -> None:
        self._until = time.monotonic() + _EXPECTED if late else 0.0
        self._held = b""
        self._since = 0.0

    def passed(self, data: bytes) -> bytes:
        """What can be read of all that came; no data means that nothing came for a moment.

        The beginning of what may be an answer is held until more comes. What may as well be a key
        is a key once nothing does; of an answer that never ends the beginning is no key either.
        """
        now = time.monotonic()
        if not self._held and now > self._until:
            return data
        if not self._held:
            self._since = now
        if self._is_given_up(data, now):
            keys, self._held = self._held if len(self._held) <= _KEYS else b"", b""
            return keys + (self.passed(data) if data else b"")
        passed, self._held = split_unfinished(without_replies(self._held + data))
        return passed

    def _is_given_up(self, data: bytes, now: float) -> bool:
        """Whether what is held becomes no answer any more."""
        if len(self._held) <= _ESC:
            return not data and bool(self._held)
        return now - self._since > _PAUSING
