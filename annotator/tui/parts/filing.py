"""Saving, going on to the next article, and leaving with nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from annotator.errors import AnnotatorError
from annotator.store.protocol import Taken
from annotator.text.flat import plain
from annotator.tui.dialogs.dialog import overtaken, trouble, unsaved
from annotator.tui.parts.room import Room


class Filing:
    """Keeps what was done as versions; where that fails, everything stays as it was."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def save(self, article: str) -> bool:
        """Save an article as a new version, unless nothing changed."""
        return self._keep(article, self.save)

    def done(self) -> None:
        """Save the article in front as done, and open the next one that is not."""
        room = self._room
        left = len(room.sitting.unfinished)
        if not self._keep(room.desk.opened, lambda _: self.done(), done=True):
            return
        kept = f"version {room.sitting.version} is done"
        if left:
            kept += f" ({left} {'span has' if left == 1 else 'spans have'} unfinished values)"
        while (following := room.desk.next_not_done()) is not None:
            if room.open_article(following):
                room.say(f"{kept}; next: {following}")
                return
        all_done = all(room.desk.state(article) == "done" for article in room.desk.articles)
        room.say(f"{kept}; {'every article is done' if all_done else 'no other can be opened'}")

    def hang_up(self) -> str:
        """Save all that is unsaved because the terminal goes away; gives what could not be."""
        told = []
        for article in self._room.desk.unsaved:
            try:
                self._room.desk.save(article, datetime.now(UTC))
            except AnnotatorError as error:
                told.append(f"not saved: {plain(article)}\n{error}")
        return "\n".join(told)

    def leave(self) -> None:
        """Leave the program, or ask first where something is not saved."""
        if self._room.desk.unsaved:
            self._room.app.push_screen(unsaved(self._room.desk.unsaved), self._after_question)
        else:
            self._room.app.exit()

    def _keep(self, article: str, again: Callable[[str], object], *, done: bool = False) -> bool:
        room = self._room
        try:
            kept = room.desk.save(article, datetime.now(UTC), done=done)
        except Taken as error:
            answered = partial(self._after_overtaking, article, again)
            room.app.push_screen(overtaken(error), answered)
            return False
        except AnnotatorError as error:
            room.app.push_screen(trouble(error))
            return False
        room.show()
        room.say(f"saved version {kept.version}" if kept.made else "nothing new to save")
        return True

    def _after_overtaking(
        self, article: str, again: Callable[[str], object], answer: str | None
    ) -> None:
        """Do what was chosen about a version that another session saved."""
        room = self._room
        try:
            if answer == "over":
                room.desk.lay_over(article)
                again(article)
            elif answer == "take":
                room.desk.take_up(article)
        except AnnotatorError as error:
            room.app.push_screen(trouble(error))
        room.show()

    def _after_question(self, answer: str | None) -> None:
        if answer == "discard":
            self._room.app.exit()
        elif answer == "save":
            for name in self._room.desk.unsaved:
                self.save(name)
            if not self._room.desk.unsaved:
                self._room.app.exit()
