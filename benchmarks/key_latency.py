"""Key to painted, from outside: a program in a real pseudo-terminal, timed as a person waits.

Alone: `python -m benchmarks.key_latency --rounds 3 -- COMMAND…`; Linux and macOS.
"""

from __future__ import annotations

import argparse
import fcntl
import math
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 40
KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+left": "\x1b[1;5D",
    "ctrl+right": "\x1b[1;5C",
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
}
# Not keys, but pressed like them: the window takes another width.
_WIDTHS = {"narrower": COLUMNS - 20, "wider": COLUMNS}
# A person at work: along a line both ways, a few characters selected, a line down, back up. It
# ends near where it began, so that it can go round without running into an end of the article.
WALK = tuple(
    """
    left left left left right left left shift+left shift+left shift+left shift+right left
    down left left right down right shift+right shift+right shift+left right up right right
    left right up down right shift+down shift+up right up right
    """.split()
)

# Silence that ends the output in which a key is answered, and that after which nothing belonging
# to the key is to come: a program may tell less urgent things a while later.
_ANSWERED_QUIET = 0.008
_QUIET = 0.06
_OPENED_QUIET = 0.5
_KEY_LIMIT = 3.0
_OPENING_LIMIT = 60.0
# What terminals are asked, and what xterm says: it has none of the modes.
_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;0$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[>0q": b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1b[8$p": b"\x1b[8;0$y",
    b"\x1b[>c": b"\x1b[>41;390;0c",
    b"\x1b[c": b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
}
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key brought, in milliseconds and bytes; None and 0 where nothing came.

    `painted` is the last byte of the first output, `settled` the last of all; `size` is all.
    """

    key: str
    painted: float | None
    settled: float | None
    size: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What came at once, and when."""

    moment: float
    sent: bytes


class Terminal:
    """A command in a pseudo-terminal of its own, from its start to its end."""

    def __init__(self, command: Sequence[str]) -> None:
        settings = dict(os.environ)
        # What a person runs was compiled when it was installed.
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        settings |= {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
        self._began = time.perf_counter()
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            # The size is set by the program itself, so that it cannot start before it stands.
            _resize(0, COLUMNS)
            os.execvpe(command[0], list(command), settings)  # noqa: S606 - the command is the one to time
        self.shown = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._screen)

    def opened(self, arabic: int = 0) -> float:
        """Seconds from the start to the last byte of the first paint.

        The paint counts as there when at least `arabic` Arabic letters were sent and then
        nothing for half a second.

        Raises:
            RuntimeError: the program ended, or has not painted that much within a minute.
        """
        last = self._began
        while time.perf_counter() - self._began < _OPENING_LIMIT:
            parts = self._output(_OPENED_QUIET, _OPENED_QUIET)
            last = parts[-1].moment if parts else last
            self.shown += b"".join(part.sent for part in parts)
            if not parts and len(_ARABIC.findall(self.text())) >= arabic and self.shown:
                return last - self._began
        raise RuntimeError(f"no first paint:\n{self.text()[-2000:]}")

    def text(self) -> str:
        """What the first paint sent."""
        return self.shown.decode("utf-8", "replace")

    def press(self, key: str) -> Answer:
        """Send one key and wait until nothing more comes of it."""
        self._output(_QUIET, 0)
        began = time.perf_counter()
        if key in _WIDTHS:
            _resize(self._screen, _WIDTHS[key])
        else:
            os.write(self._screen, KEYS.get(key, key).encode())
        parts = self._output(_QUIET, _KEY_LIMIT)
        if not parts:
            return Answer(key, None, None, 0)
        pauses = (
            before.moment
            for before, after in pairwise(parts)
            if after.moment - before.moment > _ANSWERED_QUIET
        )
        last = parts[-1].moment
        painted = (next(pauses, last) - began) * 1000
        return Answer(key, painted, (last - began) * 1000, sum(len(part.sent) for part in parts))

    def peak_memory(self) -> float | None:
        """The most megabytes that were ever resident; None where the system does not say."""
        status = Path(f"/proc/{self.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else None

    def _output(self, quiet: float, patience: float) -> tuple[_Part, ...]:
        """Read until nothing came for `quiet` seconds; wait `patience` seconds for a first byte."""
        parts: list[_Part] = []
        while select.select([self._screen], [], [], quiet if parts else patience)[0]:
            try:
                sent = os.read(self._screen, 1 << 16)
            except OSError:
                sent = b""
            if not sent:
                said = b"".join(part.sent for part in parts).decode("utf-8", "replace")
                raise RuntimeError(f"the program ended:\n{(self.text() + said)[-2000:]}")
            parts.append(_Part(time.perf_counter(), sent))
            for question, answer in _ANSWERS.items():
                if question in sent:
                    os.write(self._screen, answer)
        return tuple(parts)


def _resize(terminal: int, columns: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of one program: seconds to its first paint, its answers, its peak in megabytes."""

    opened: float
    answers: tuple[Answer, ...]
    memory: float | None


def visit(
    command: Sequence[str],
    *,
    keys: Iterable[str],
    before: Iterable[str] = (),
    arabic: int = 0,
) -> Visit:
    """Start a program, press keys that are not timed, then keys that are, and end it."""
    with Terminal(command) as terminal:
        opened = terminal.opened(arabic)
        for key in before:
            terminal.press(key)
        answers = tuple(terminal.press(key) for key in keys)
        return Visit(opened, answers, terminal.peak_memory())


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share (0 to 1) of the values do not exceed, by nearest rank; nan of none."""
    ranked = sorted(values)
    return ranked[max(math.ceil(len(ranked) * share) - 1, 0)] if ranked else math.nan


def main() -> None:
    """Time a command and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times the walk is gone")
    parser.add_argument("--keys", default=" ".join(WALK), help="names, with spaces between")
    parser.add_argument("--before", default="down down down down", help="keys that are not timed")
    parser.add_argument("--arabic", type=int, default=0, help="letters the first paint must have")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    seen = visit(
        given.command,
        keys=given.keys.split() * given.rounds,
        before=given.before.split(),
        arabic=given.arabic,
    )
    times = [one.painted for one in seen.answers if one.painted is not None]
    settled = [one.settled for one in seen.answers if one.settled is not None]
    if not times:
        sys.exit("no key was answered")
    sizes = [one.size for one in seen.answers if one.size]
    print(
        f"first paint {seen.opened:.2f} s; {len(seen.answers)} keys, "
        f"{len(seen.answers) - len(times)} silent; p50 {statistics.median(times):.1f} ms, "
        f"p95 {percentile(times, 0.95):.1f} ms, settled p95 "
        f"{percentile(settled, 0.95):.1f} ms; {statistics.mean(sizes):.0f} bytes a key, "
        f"p95 {percentile(sizes, 0.95):.0f}; {seen.memory or float('nan'):.0f} MB at most"
    )


if __name__ == "__main__":
    main()
