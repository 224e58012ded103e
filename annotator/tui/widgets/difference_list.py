"""The places of an adjudication, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from annotator.labels.schema import Schema
from annotator.session.docket import Listed, Only, Shown
from annotator.text.flat import visual
from annotator.text.width import cells
from annotator.tui.paint import Paint
from annotator.tui.widgets.two_rows import Chip, Half, How, TwoRowList, flush
from annotator.tui.widgets.words import side_by_side

_LIT = "▸"
_SIGNS: dict[Shown, str] = {"open": "○", "changed": "±", "decided": "✓", "agreed": "="}
# Letters of labels that one row tells; there are seldom more.
_MOST_LABELS = 3
_NO_PLACES = "nobody marked anything here"
_NONE_LEFT = "none match the filter; esc shows all"


class DifferenceList(TwoRowList, can_focus=True):
    """Shows the places, two rows each, and says which one was pointed at or chosen."""

    @dataclass
    class Pointed(Message):
        """Keys moved to a place: the article is to follow, and `mark` to say where it is then."""

        list: DifferenceList
        key: str

        @property
        def control(self) -> DifferenceList:
            """The list that was used."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A place was picked: to look at it, or to go there and decide."""

        list: DifferenceList
        key: str
        how: How

        @property
        def control(self) -> DifferenceList:
            """The list that was used."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all: Sequence[Listed] = ()
        self._listed: tuple[Listed, ...] = ()
        self._letters: dict[str, str] = {}
        self._paint: Paint | None = None
        self._only = Only()

    @property
    def filter(self) -> Only:
        """Which places are listed."""
        return self._only

    @filter.setter  # noqa: A003 - the setter of the property above, no builtin
    def filter(self, only: Only) -> None:
        if only != self._only:
            self._only = only
            self._filter()

    def show(
        self, places: Sequence[Listed], schema: Schema, paint: Paint, current: str | None
    ) -> None:
        """Show these places; `current` is the key of the one that is asked about."""
        self._all, self._paint, self._current = places, paint, current
        self._letters = {label.name: label.key for label in schema.labels}
        self._filter()

    def on_difference_list_pointed(self) -> None:
        """Know that a message is out."""
        self.heard()

    def _tell_pointed(self, key: str) -> None:
        self.post_message(self.Pointed(self, key))

    def _tell_chosen(self, key: str, how: How) -> None:
        self.post_message(self.Chosen(self, key, how))

    @property
    def _titles(self) -> tuple[str, ...]:
        count = str(len(self._all))
        if self._only.active:
            count = f"{len(self._listed)} of {count}"
        return (f" places {count}", f" {count}")

    @property
    def _chips(self) -> tuple[Chip, ...]:
        only = self._only
        return (
            *(Chip(sign, only.state == state, state) for state, sign in _SIGNS.items()),
            *(Chip(key, only.label == name, name) for name, key in self._letters.items()),
        )

    @property
    def _why_none(self) -> str:
        return _NONE_LEFT if self._all else _NO_PLACES

    def _turn(self, chip: Chip) -> None:
        match chip.name:
            case "open" | "changed" | "decided" | "agreed" as state:
                self.filter = self._only.toggled_state(state)
            case label:
                self.filter = self._only.toggled_label(label)

    def _filter(self) -> None:
        """List what the filter leaves."""
        self._listed = tuple(one for one in self._all if self._only.meets(one))
        self._list([one.key for one in self._listed])

    def _half(self, at: int, half: int, width: int) -> Half:
        """The first or the second row of a place."""
        place, style = self._listed[at], self._style_of(at)
        if half:
            dim = self._dimmed(at, style)
            missing = place.state == "changed"
            look = self._dimmed(at, style, "list--missing") if missing else dim
            return tuple(side_by_side([("    ", dim), (place.told, look)], width)), style
        sign = f"{_LIT if at == self._lit else ' '}{_SIGNS[place.state]} "
        letters = [
            Segment(visual(self._letters.get(name, "?")), style + self._look(name))
            for name in place.labels[:_MOST_LABELS]
        ]
        used = cells(sign) + sum(cells(one.text) for one in letters) + 1
        return (
            Segment(sign, style),
            *letters,
            Segment(f" {flush(place.text, width - used)}", style),
        ), style

    def _look(self, label: str) -> Style:
        return self._paint.label(label) if self._paint else Style.null()
