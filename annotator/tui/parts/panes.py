"""The panes beside the article: which are shown, which has the keyboard, how wide they are."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from annotator.session.commands import Place
from annotator.tui.parts.room import Room

# Cells of a window from which a pane is shown unasked.
_SHOWN_FROM: Mapping[Place, int] = {"spans": 100, "queue": 140}
# Below this many cells a pane takes the whole width while it has the keyboard.
_LEAST_WIDTH_BESIDE = 60
_LEAST_WIDTH = 16
_STEP = 4
_SHARE = 0.4


class Panes:
    """Shows, folds, focuses and widens the panes; what a person chose outlasts a resize.

    Queue on the left; spans and guideline share the column on the right.
    """

    def __init__(self, room: Room, panes: Mapping[Place, Widget], side: Widget) -> None:
        self._room = room
        self._panes = panes
        self._side = side
        self._chosen: dict[Place, bool] = {}
        self._widths: dict[str, int] = {"queue": 28, "side": 36}

    @property
    def place(self) -> Place | None:
        """Where the keyboard is; None in a field where text is typed.

        It is the article's where nothing has it: its keys go straight to the screen, and are
        answered the sooner.
        """
        focused = self._room.focused
        if focused is None:
            return "article"
        return next((place for place, pane in self._panes.items() if pane is focused), None)

    def is_shown(self, place: Place) -> bool:
        """Whether a pane is shown: as it was chosen, else by the width of the window."""
        width = self._room.app.size.width
        unasked = place in _SHOWN_FROM and width >= _SHOWN_FROM[place]
        return self._chosen.get(place, unasked)

    def arrange(self) -> None:
        """Give each pane its room in the window as it is now."""
        width = self._room.app.size.width
        place = self.place
        if place not in (None, "article") and not self.is_shown(place):
            # The window became too narrow for the pane that had the keyboard.
            self._panes["article"].display = True
            self._room.set_focus(None)
            place = "article"
        alone = width < _LEAST_WIDTH_BESIDE and place not in (None, "article")
        for one, pane in self._panes.items():
            if one != "article":
                pane.display = self.is_shown(one) and not (alone and one != place)
        self._panes["article"].display = not alone
        self._side.display = self._panes["spans"].display or self._panes["guideline"].display
        for name, pane in (("queue", self._panes["queue"]), ("side", self._side)):
            widest = max(int(width * _SHARE), _LEAST_WIDTH)
            pane.styles.width = "1fr" if alone else min(self._widths[name], widest)

    def show(self, place: Place) -> None:
        """Show a pane without giving it the keyboard."""
        self._chosen[place] = True
        self.arrange()

    def fold(self, place: Place) -> None:
        """Fold a pane away; the keyboard goes back to the article."""
        had_focus = self.place == place
        self._chosen[place] = False
        if had_focus:
            self._panes["article"].display = True
            self._room.set_focus(None)
        self.arrange()

    def toggle_focus(self, place: Place) -> None:
        """Show a pane and give it the keyboard; a pane that has it is folded."""
        if self.place == place:
            self.fold(place)
            return
        self._chosen[place] = True
        self._panes[place].display = True
        self._side.display = self._side.display or place != "queue"
        self._room.set_focus(self._panes[place])
        self.arrange()

    def read_article(self) -> None:
        """Give the keyboard to the article; in a narrow window the panes make room."""
        left = self.place
        if self._room.app.size.width < _LEAST_WIDTH_BESIDE and left not in (None, "article"):
            self._chosen[left] = False
        self._panes["article"].display = True
        self._room.set_focus(None)
        self.arrange()

    def go_back(self, place: Place | None) -> None:
        """Give the keyboard back to where it was, if that is still there to be seen."""
        if place in (None, "article") or not self._panes[place].display:
            self.read_article()
        else:
            self._room.set_focus(self._panes[place])

    def widen(self, steps: int) -> None:
        """Make the pane that has the keyboard wider, or narrower by a negative number."""
        name = "queue" if self.place == "queue" else "side"
        self.set_width(name, self._widths[name] + _STEP * steps)

    def set_width(self, name: str, width: int) -> None:
        """Give a column so many cells, as far as the article keeps most of the window."""
        widest = max(int(self._room.app.size.width * _SHARE), _LEAST_WIDTH)
        self._widths[name] = min(max(width, _LEAST_WIDTH), widest)
        self.arrange()
