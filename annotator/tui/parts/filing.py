"""Saving, going on to the next article, and leaving with nothing lost."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from annotator.errors import AnnotatorError
from annotator.labels.conflicts import Choice as MergeChoice
from annotator.store.protocol import Taken
from annotator.text.flat import plain
from annotator.tui.parts.room import Room
from annotator.tui.parts.windows import contradiction, overtaken, trouble, unsaved


class Filing:
    """Keeps what was done as versions; where that fails, everything stays as it was."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def save(self, article: str, *, note: str = "") -> bool:
        """Save an article as a new version, unless nothing changed."""
        return self._keep(article, partial(self.save, note=note), note=note)

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

    def listen(self) -> None:
        """Keep all that was done when the terminal goes away, and leave it as it was found."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._hang_up, number)

    def _hang_up(self, number: int) -> None:
        self._room.app.exit(return_code=128 + number, message=self._kept_at_once() or None)

    def _kept_at_once(self) -> str:
        """Keep everything, what the journal does not take as a version; gives what could not be."""
        desk = self._room.desk
        if desk.write():
            return ""
        told = []
        for article in desk.unsaved:
            try:
                desk.save(article, datetime.now(UTC))
            except AnnotatorError as error:
                told.append(f"not kept: {plain(article)}\n{error}")
        return "\n".join(told)

    def leave(self) -> None:
        """Leave the program, or ask first where something is not saved."""
        if self._room.desk.unsaved:
            desk = self._room.desk
            desk.write()
            self._room.app.push_screen(unsaved(desk.unsaved, desk.trouble), self._after_question)
        else:
            self._go()

    def _go(self) -> None:
        """Leave, unless something could not be put on the disk."""
        desk = self._room.desk
        if desk.write() or not desk.unsaved or desk.trouble is None:
            self._room.app.exit()
        else:
            self._room.app.push_screen(trouble(desk.trouble))

    def _keep(
        self,
        article: str,
        again: Callable[[str], object],
        *,
        done: bool = False,
        note: str = "",
    ) -> bool:
        room = self._room
        try:
            kept = room.desk.save(article, datetime.now(UTC), done=done, note=note)
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
        if answer == "merge":
            self._merge(article, again, {})
        elif answer == "take":
            try:
                self._room.desk.take_up(article)
                self._room.say("that version is taken up; u brings back what was here")
            except AnnotatorError as error:
                self._room.app.push_screen(trouble(error))
        self._room.show()

    def _merge(
        self, article: str, again: Callable[[str], object], choices: Mapping[str, MergeChoice]
    ) -> None:
        """Put the two together; what contradicts is asked about, one thing after another."""
        room = self._room
        try:
            conflicts = room.desk.lay_over(article, choices)
        except AnnotatorError as error:
            room.app.push_screen(trouble(error))
            return
        if not conflicts:
            room.show()
            again(article)
            return
        conflict = conflicts[0]

        def chosen(answer: str | None) -> None:
            match answer:
                case "kept" | "incoming":
                    self._merge(article, again, {**choices, conflict.key: answer})
                case _:
                    room.say("nothing is saved yet; what you did is kept")

        asked = contradiction(conflict, len(choices) + 1, len(conflicts) - 1)
        room.app.push_screen(asked, chosen)

    def _after_question(self, answer: str | None) -> None:
        match answer:
            case "keep":
                self._go()
            case "drop":
                self._room.desk.drop_unsaved()
                self._room.desk.write()
                self._room.app.exit()
            case "save":
                for name in self._room.desk.unsaved:
                    self.save(name)
                if not self._room.desk.unsaved:
                    self._room.app.exit()
            case _:
                pass
