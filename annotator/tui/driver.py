"""The screen on a real terminal: brought to show right to left, and left as it was found."""

from __future__ import annotations

import os
import selectors
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import ClassVar, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import MouseEvent
from textual.message import Message

from annotator.terminal.canvas import Canvas
from annotator.terminal.guard import Guard
from annotator.terminal.opening import Prepared
from annotator.terminal.watchman import Watchman

# What Textual sends when it stops, for a program that is killed before it can.
_STOPPED = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    "\x1b[?1016l\x1b[<u\x1b[?1004l\x1b[?1049l\x1b[?25h"
)
_A_MOMENT = 0.1
# As long as esc may still begin the sequence of another key, and a little longer.
_ESC = ESCAPE_DELAY + 0.005
_AT_ONCE = 4096


class _Lasting:
    """A terminal's file that goes on taking what is written when the terminal is gone.

    Textual's thread that writes would end at the first error, and the program would wait for it
    for ever instead of keeping what was done.
    """

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def write(self, text: str) -> None:
        if self._file is not None:
            with suppress(OSError, ValueError):
                self._file.write(text)

    def flush(self) -> None:
        if self._file is not None:
            with suppress(OSError, ValueError):
                self._file.flush()


class TerminalDriver(LinuxDriver):
    """Textual's own, which sends rows in the way that the terminal needs, and undoes all of it.

    Answers of the terminal that come late are never taken for keys; keys that came before the
    screen did are not lost.
    """

    prepared: ClassVar[Prepared]

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual writes to standard error, which may lead elsewhere; standard output does not.
        self._lasting = _Lasting(sys.__stdout__)
        self._file = cast("TextIOWrapper", self._lasting)
        self._now = self.prepared
        self._canvas: Canvas | None = None
        self._writing = threading.Lock()
        self._watchman: Watchman | None = None
        self._keys = self.prepared.keys
        self._seen: tuple[int, int] | None = None

    def write(self, data: str) -> None:
        """Send what Textual wrote, in the way of the terminal."""
        canvas = self._canvas
        if canvas is None:
            super().write(data)
            return
        # The thread that reads keys writes too.
        with self._writing:
            try:
                sent = canvas.write(data)
            except Exception:
                # Whoever tells of it and ends the program writes as well.
                self._canvas = None
                raise
            super().write(sent)

    def resized(self, width: int, height: int) -> None:
        """Know that the terminal took another size, which leaves nothing certain of its cells."""
        self._seen = width, height
        if self._canvas is not None:
            with self._writing:
                self._canvas.fit(width, height)
            # Where it is back at its old size, nobody else has anything to write.
            self.write("")

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        # tmux lets nothing through from a pane that waits to be painted; VTE makes the rows of its
        # other screen when that is turned to.
        inside = bool(self._now.terminal.inside)
        if inside:
            self._lasting.write(self._now.way.enter())
            self._lasting.flush()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._canvas = self._canvas_of(self._now)
        if not inside:
            super().write(self._now.way.enter())
            self.flush()
        self._watch()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        # Nothing is painted from now on, and a way that cannot go on must not keep it from ending.
        self._canvas = None
        super().write(self._now.way.leave())
        super().stop_application_mode()
        self._dismiss()

    def adopt(self, prepared: Prepared) -> bool:
        """Go on in what may be another terminal; whether everything must be painted anew."""
        before, self._now = self._now, prepared
        if type(before.way) is type(prepared.way):
            # tmux has what was sent, but a terminal that was just attached has not been told.
            super().write(prepared.way.enter())
            return False
        with self._writing:
            super().write(before.way.leave())
            self._canvas = self._canvas_of(prepared)
            super().write(prepared.way.enter())
        self._dismiss()
        self._watch()
        return True

    def _watch(self) -> None:
        way, passage = self._now.way, self._now.passage
        closing = passage.closing if passage else ()
        self._watchman = Watchman(f"{way.leave()}{_STOPPED}", closing)

    def _dismiss(self) -> None:
        if self._watchman is not None:
            self._watchman.dismiss()
            self._watchman = None

    def run_input_thread(self) -> None:
        """Read keys until the end; what Textual does here too, with a guard before it."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        guard = Guard(late=self.prepared.late)
        keys, self._keys = self._keys, b""
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            # With what was read last an answer may have begun that goes on now.
            self._hear(parser.feed(decode(guard.passed(keys))) if keys else ())
            just_read = False
            while not self.exit_event.is_set():
                data = b""
                if selector.select(_ESC if just_read else _A_MOMENT):
                    try:
                        data = os.read(self.fileno, _AT_ONCE)
                    except OSError:
                        data = b""
                    if not data:
                        # The terminal is gone; the program is told so by a signal.
                        return
                passed = b"" if just_read and not data else guard.passed(data)
                just_read = bool(data)
                if passed:
                    self._hear(parser.feed(decode(passed)))
                self._hear(parser.tick())

    def process_message(self, message: Message) -> None:
        """Pass an event on; the mouse is where it is seen."""
        canvas = self._canvas
        if canvas is not None and isinstance(message, MouseEvent):
            column, rest = divmod(message.x, 1)
            moved = canvas.column_of(int(message.y), int(column)) + rest - message.x
            # Textual moves them so itself where a screen does not begin at the edge.
            message._x += moved  # noqa: SLF001
            message._screen_x += moved  # noqa: SLF001
        super().process_message(message)

    def _canvas_of(self, prepared: Prepared) -> Canvas | None:
        """A canvas of the size that is known, where a way needs one."""
        canvas = Canvas(prepared.way) if prepared.way.rewrites else None
        if canvas is not None and self._seen is not None:
            canvas.fit(*self._seen)
        return canvas

    def _hear(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)


def driver_for(prepared: Prepared) -> type[TerminalDriver]:
    """The driver of one terminal, to be made by Textual."""
    return type("PreparedDriver", (TerminalDriver,), {"prepared": prepared})
