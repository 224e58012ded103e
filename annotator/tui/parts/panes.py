"""The panes beside the article: which are shown, which has the keyboard, how wide they are."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from annotator.session.commands import Place
from annotator.tui.parts.room import Floor

# Cells of a window from which a pane is shown unasked.
SHOWN_FROM: Mapping[Place, int] = {"spans": 100, "queue": 140}
# Below this many cells a pane takes the whole width while it has the keyboard.
_LEAST_WIDTH_BESIDE = 60
_LEAST_WIDTH = 16
_STEP = 4
_SHARE = 0.4


class Panes:
    """Shows, folds, focuses and widens the panes; what a person chose outlasts a resize.

    The queue, where there is one, stands on the left; the others share the column on the right.
    `shown_from` says from how many cells of a window a pane is shown unasked, `share` how much of
    the window a column may take.
    """

    def __init__(
        self,
        room: Floor,
        panes: Mapping[Place, Widget],
        side: Widget,
        shown_from: Mapping[Place, int],
        share: float = _SHARE,
    ) -> None:
        self._room = room
        self._share = share
        self._shown_from = shown_from
        self._panes = panes
        self._side = side
        self._chosen: dict[Place, bool] = {}
        self._shown_in_passing: Place | None = None
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
        unasked = place in self._shown_from and width >= self._shown_from[place]
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
        beside = (pane for one, pane in self._panes.items() if one not in ("article", "queue"))
        self._side.display = any(pane.display for pane in beside)
        for name, column in (("queue", self._panes.get("queue")), ("side", self._side)):
            if column is not None:
                column.styles.width = "1fr" if alone else min(self._widths[name], self._widest)

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

    def go_round(self) -> None:
        """Give the keyboard to the next pane, after the last to the article.

        A pane that was shown for that alone folds again when it is left.
        """
        order = [place for place in self._panes if place != "article"]
        left = self.place
        at = order.index(left) + 1 if left in order else 0
        if left is not None and left == self._shown_in_passing:
            self.fold(left)
        self._shown_in_passing = None
        if at == len(order):
            self.read_article()
            return
        if not self.is_shown(order[at]):
            self._shown_in_passing = order[at]
        self.toggle_focus(order[at])

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
        self._widths[name] = min(max(width, _LEAST_WIDTH), self._widest)
        self.arrange()

    @property
    def _widest(self) -> int:
        """The cells that a column may take."""
        return max(int(self._room.app.size.width * self._share), _LEAST_WIDTH)
