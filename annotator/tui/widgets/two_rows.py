"""A list of things in the article, two rows each, below a row that tells what is listed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from annotator.session.listed import glimpse
from annotator.text.bidi import first_strong
from annotator.text.flat import visual
from annotator.text.width import cells
from annotator.tui.widgets.kept import Pane

How = Literal["go", "values"]
Half = tuple[tuple[Segment, ...], Style]

_ROWS_EACH = 2
_LEFT_BUTTON = 1


@dataclass(frozen=True, slots=True)
class Chip:
    """A sign in the head that a press turns on or off."""

    sign: str
    on: bool
    name: str


class TwoRowList(Pane, can_focus=True, inherit_bindings=False):
    """Shows things by their keys, and says which one was pointed at or chosen.

    One of them is lit: with the focus the one that the keyboard is on, otherwise the one that is
    current in the article. Only the rows in sight are drawn. What the rows show, and what is said
    to the screen, is up to each kind of list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    DEFAULT_CSS = """
    TwoRowList {
        height: 1fr;
        background: $surface;
        border-left: vkey $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    TwoRowList > .list--head { background: $panel; }
    TwoRowList:focus > .list--title { text-style: bold reverse; }
    TwoRowList > .list--active { text-style: bold reverse; }
    TwoRowList > .list--cursor { background: $panel; text-style: bold; }
    TwoRowList:focus > .list--cursor { background: $accent; color: $background; }
    TwoRowList > .list--values { text-style: dim; }
    TwoRowList > .list--missing { color: $text-warning; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--head",
        "list--title",
        "list--active",
        "list--cursor",
        "list--values",
        "list--missing",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._current: str | None = None
        self._cursor = 0
        # Messages of moving keys that no one has heard yet.
        self._unheard = 0

    @property
    def pointed(self) -> str | None:
        """The key of what the keyboard is on; None where nothing is listed."""
        return self._keys[self._cursor] if self._keys else None

    @property
    @abstractmethod
    def _titles(self) -> tuple[str, ...]:
        """What the head says, the longest first; the first for which there is room is shown."""

    @property
    @abstractmethod
    def _chips(self) -> tuple[Chip, ...]:
        """What the head offers."""

    @property
    @abstractmethod
    def _why_none(self) -> str:
        """What is said where nothing is listed."""

    @abstractmethod
    def _turn(self, chip: Chip) -> None:
        """List by what a chip says, or no longer."""

    @abstractmethod
    def _half(self, at: int, half: int, width: int) -> Half:
        """The first or the second row of what stands at a place of the list."""

    @abstractmethod
    def _tell_pointed(self, key: str) -> None:
        """Have the article follow; `heard` is called once the screen has it."""

    @abstractmethod
    def _tell_chosen(self, key: str, how: How) -> None:
        """Say that something was picked."""

    def mark(self, current: str | None) -> None:
        """Light something else as the article's current one; only what differs is painted."""
        before = self._lit
        self._current = current
        # While keys run ahead of the article, it must not pull them back.
        if current in self._places and not (self.has_focus and self._unheard):
            self._cursor = self._places[current]
            self._follow()
        self._repaint(before, self._lit)

    def heard(self) -> None:
        """Know that a message is out; the screen is the next to hear it."""
        self._unheard -= 1

    def on_blur(self) -> None:
        """Light what is current in the article again."""
        self._cursor = self._places.get(self._current or "", self._cursor)

    def on_resize(self) -> None:
        """Keep what is lit in sight."""
        self._measure()

    def action_step(self, places: int) -> None:
        """Move by places."""
        self._point(self._cursor + places)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._point(self._cursor + pages * max(self._rows // _ROWS_EACH - 1, 1))

    def action_first(self) -> None:
        """Go to the first."""
        self._point(0)

    def action_last(self) -> None:
        """Go to the last."""
        self._point(len(self._keys) - 1)

    def action_choose(self) -> None:
        """Choose what the keyboard is on."""
        if self.pointed is not None:
            self._tell_chosen(self.pointed, "values")

    def on_click(self, event: events.Click) -> None:
        """Go to what was pressed; pressed twice, choose it; or turn a chip of the head."""
        place = event.get_content_offset(self)
        if place is None or event.button != _LEFT_BUTTON:
            return
        if place.y == 0:
            self._press_head(place.x)
            return
        at = (place.y - 1 + self.scroll_offset.y) // _ROWS_EACH
        if at < len(self._keys):
            before, self._cursor = self._lit, at
            self._repaint(before, self._lit)
            self._tell_chosen(self._keys[at], "values" if event.chain >= 2 else "go")

    def render_line(self, y: int) -> Strip:
        """The row of the head, or half of something."""
        width = self.scrollable_content_region.width
        at, half = divmod(y - 1 + self.scroll_offset.y, _ROWS_EACH)
        if y == 0:
            row, style = self._head(width)
        elif at < len(self._keys):
            row, style = self._half(at, half, width)
        elif self._keys:
            row, style = (), self.rich_style
        else:
            row, style = self._nothing(y - 1, width)
        return Strip(row).adjust_cell_length(width, style)

    @property
    def _rows(self) -> int:
        """How many rows there is room for below the head."""
        return max(self.size.height - 1, 0)

    @property
    def _lit(self) -> int | None:
        """Where in the list stands what is lit; None where none of those listed is."""
        if self.has_focus:
            return self._cursor if self._keys else None
        return self._places.get(self._current or "")

    def _list(self, keys: Sequence[str]) -> None:
        """List these; the keyboard stays on what it was on, or at its place."""
        kept, current = self.pointed, self._current
        self._keys = tuple(keys)
        self._places = {key: at for at, key in enumerate(self._keys)}
        wished = (kept, current) if self.has_focus else (current, kept)
        self._cursor = next(
            (self._places[one] for one in wished if one in self._places),
            max(min(self._cursor, len(self._keys) - 1), 0),
        )
        self._measure()
        self.refresh()

    def _style_of(self, at: int) -> Style:
        """What lies under a row: the list's own look, or that of what is lit."""
        if at != self._lit:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style("list--cursor", partial=True)

    def _dimmed(self, at: int, style: Style, look: str = "list--values") -> Style:
        """A style for what is told beside; what the keyboard is on is all of one look."""
        if self.has_focus and at == self._lit:
            return style
        return style + self.get_component_rich_style(look, partial=True)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, 1 + _ROWS_EACH * len(self._keys))
        self._follow()

    def _point(self, at: int) -> None:
        """Move the keyboard to a place, or as near as there is one, and tell the screen."""
        at = max(0, min(at, len(self._keys) - 1))
        if not self._keys or at == self._cursor:
            return
        before, self._cursor = self._lit, at
        self._follow()
        self._repaint(before, at)
        self._unheard += 1
        self._tell_pointed(self._keys[at])

    def _follow(self) -> None:
        """Scroll as little as shows what is lit."""
        if self._lit is None or not self._rows:
            return
        first, top = _ROWS_EACH * self._lit, self.scroll_offset.y
        target = min(max(top, first + _ROWS_EACH - self._rows), first)
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def _repaint(self, before: int | None, after: int | None) -> None:
        """Paint the rows of two places again, as far as they are in sight."""
        if before == after:
            return
        for at in (before, after):
            if at is not None:
                first = 1 + _ROWS_EACH * at - self.scroll_offset.y
                top, end = max(first, 1), min(first + _ROWS_EACH, self.size.height)
                if top < end:
                    self.refresh(Region(0, top, self.size.width, end - top))

    def _press_head(self, column: int) -> None:
        """Turn the chip in a column of the head, if there is one."""
        _, first, step = self._fitted_head(self.scrollable_content_region.width)
        at = (column - first) // step
        if 0 <= at < len(self._chips):
            self._turn(self._chips[at])

    def _fitted_head(self, width: int) -> tuple[str, int, int]:
        """The words of the head, the column of its first chip, and columns from chip to chip."""
        chips, titles = len(self._chips), self._titles
        for words, step in ((titles[0], 2), *((title, 1) for title in titles)):
            if cells(words) + 1 + chips * step <= width:
                return words, width - chips * step, step
        return "", max(width - chips, 0), 1

    def _head(self, width: int) -> Half:
        """What is listed, and what may be asked for; reversed is what is."""
        style = self.rich_style + self.get_component_rich_style("list--head", partial=True)
        words, first, step = self._fitted_head(width)
        title = style + self.get_component_rich_style("list--title", partial=True)
        active = style + self.get_component_rich_style("list--active", partial=True)
        chips = (
            segment
            for chip in self._chips
            for segment in (
                Segment(visual(chip.sign), active if chip.on else style),
                Segment(" " * (step - 1), style),
            )
        )
        gap = Segment(" " * (first - cells(words)), style)
        return (Segment(words, title), gap, *chips), style

    def _nothing(self, row: int, width: int) -> Half:
        """A row of what is said where nothing is listed."""
        said = wrap(self._why_none, max(width - 2, 1))
        style = self.rich_style + self.get_component_rich_style("list--values", partial=True)
        return (Segment(f" {said[row]}" if row < len(said) else "", style),), self.rich_style


def flush(text: str, width: int) -> str:
    """Words of the article, where their reading begins, in exactly so many cells."""
    for room in range(width, 0, -1):
        logical = glimpse(text, room)
        drawn = visual(logical)
        if cells(drawn) <= width:
            blank = " " * (width - cells(drawn))
            return blank + drawn if first_strong(logical) else drawn + blank
    return ""
