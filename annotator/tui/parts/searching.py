"""Finding words in the article, as they are typed and again from match to match."""

from __future__ import annotations

import time
from collections.abc import Iterator

from textual.timer import Timer

from annotator.session.caret import Caret
from annotator.session.state import Session
from annotator.text.search import Finding
from annotator.tui.parts.room import Page

# Seconds for which a key may have to wait; the rest of a long article is looked through at rest,
# with so many seconds of work and of pause.
_AT_ONCE = 0.03
_AT_REST = 0.008
_PAUSE = 0.025


class Searching:
    """The last query, and the caret before it; the article is never changed by it."""

    def __init__(self, room: Page) -> None:
        self._room = room
        self._query = ""
        self._origin = Caret()
        self._finding: tuple[str, str, Finding] = ("", "", Finding("", ""))
        self._steps: Iterator[str] = iter(())
        self._stood: tuple[Session, int] | None = None
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Remember where the caret stood."""
        self._origin = self._room.sitting.caret

    def type(self, query: str) -> None:
        """Go to the first match from where the search began; without one, back there."""
        self._query = query
        self._look(self._steps_from(self._origin.offset - 1, forward=True, without=self._origin))

    def cancel(self) -> None:
        """Go back to where the search began."""
        self._stood = None
        self._room.go(self._origin)

    def again(self, *, forward: bool) -> None:
        """Go to the next match, or to the one before."""
        if self._query:
            self._look(self._steps_from(self._room.sitting.caret.offset, forward=forward))
        else:
            self._room.say("nothing was searched for yet: / searches")

    def _look(self, steps: Iterator[str]) -> None:
        """Take as many steps as a key has time for, and the others at rest."""
        self._steps = steps
        if self._take_steps(_AT_ONCE):
            return
        if self._timer is None:
            self._timer = self._room.set_interval(_PAUSE, self._go_on, pause=True)
        self._timer.resume()

    def _go_on(self) -> None:
        """Take some more steps, as long as nobody went elsewhere."""
        done = self._stood != self._place or self._take_steps(_AT_REST)
        if done and self._timer is not None:
            self._timer.pause()

    @property
    def _place(self) -> tuple[Session, int]:
        return self._room.sitting.session, self._room.sitting.caret.offset

    def _take_steps(self, seconds: float) -> bool:
        """Take steps for so long and say what the last one came to; whether it was the last."""
        told, done, end = "", True, time.monotonic() + seconds
        for step in self._steps:
            told = step
            if time.monotonic() > end:
                done = False
                break
        if told:
            self._room.say(told)
        self._stood = self._place
        return done

    def _steps_from(
        self, offset: int, *, forward: bool, without: Caret | None = None
    ) -> Iterator[str]:
        """Go to the next match that way, then count all; a step for every stretch of the text.

        What each step tells is to be said. Where there is no match the caret goes to `without`.
        """
        finding, found = self._find(), None
        for found in finding.nearest(offset, forward=forward):
            if found is None:
                yield f"looking for {self._query}"
        if found is None:
            if without is not None:
                self._room.go(without)
            yield f"not found: {self._query}" if self._query else ""
            return
        self._room.go(Caret(found[0]), found=found)
        around = found[0] <= offset if forward else found[0] >= offset
        while finding.count_on():
            yield f"a match, and {finding.count:,} counted so far"
        whence = ", from the other end" if around and finding.count > 1 else ""
        yield f"match {finding.place_of(found[0])} of {finding.count}{whence}"

    def _find(self) -> Finding:
        """What is being found now, with what was counted already."""
        text = self._room.sitting.session.article.text
        known, query, finding = self._finding
        if known is not text or query != self._query:
            finding = Finding(text, self._query)
            self._finding = (text, self._query, finding)
        return finding
