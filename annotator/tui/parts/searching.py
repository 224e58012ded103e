"""Finding words in the article, as they are typed and again from match to match."""

from __future__ import annotations

from functools import lru_cache

from annotator.labels.span import Piece
from annotator.session.caret import Caret
from annotator.text.search import find_all, next_match, previous_match
from annotator.tui.parts.room import Room


class Searching:
    """The last query, and the caret before it; the article is never changed by it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._query = ""
        self._origin = Caret()

    def begin(self) -> None:
        """Remember where the caret stood."""
        self._origin = self._room.sitting.caret

    def type(self, query: str) -> None:
        """Go to the first match from where the search began; without one, back there."""
        self._query = query
        if not self._step(self._origin.offset - 1, forward=True):
            self._room.go(self._origin)
            self._say_missing()

    def cancel(self) -> None:
        """Go back to where the search began."""
        self._room.go(self._origin)

    def again(self, *, forward: bool) -> None:
        """Go to the next match, or to the one before."""
        if not self._query:
            self._room.say("nothing was searched for yet: / searches")
        elif not self._step(self._room.sitting.caret.offset, forward=forward):
            self._say_missing()

    def _say_missing(self) -> None:
        self._room.say(f"not found: {self._query}" if self._query else "")

    def _step(self, offset: int, *, forward: bool) -> bool:
        """Go to the next match that way; whether there is any."""
        matches = _matches(self._room.sitting.session.article.text, self._query)
        at = (next_match if forward else previous_match)(matches, offset)
        if at is None:
            return False
        self._room.go(Caret(matches[at][0]), found=matches[at])
        around = matches[at][0] <= offset if forward else matches[at][0] >= offset
        whence = ", from the other end" if around and len(matches) > 1 else ""
        self._room.say(f"match {at + 1} of {len(matches)}{whence}")
        return True


@lru_cache(maxsize=2)
def _matches(text: str, query: str) -> tuple[Piece, ...]:
    return find_all(text, query)
