"""A line to type in, in which Arabic reads right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from annotator.session.field import Field, Window, window
from annotator.text.flat import shortened, visual
from annotator.text.layout import Cell
from annotator.text.width import cells

_LEFT_BUTTON = 1
_CARET = Style(reverse=True)
_CARET_INSIDE = Style(reverse=True, underline2=True)
_HINT = Style(dim=True)

_EDITS: dict[str, Callable[[Field], Field]] = {
    "left": Field.left,
    "right": Field.right,
    "ctrl+left": Field.word_left,
    "alt+left": Field.word_left,
    "ctrl+right": Field.word_right,
    "alt+right": Field.word_right,
    "home": Field.home,
    "ctrl+a": Field.home,
    "end": Field.end,
    "ctrl+e": Field.end,
    "backspace": Field.backspace,
    "shift+backspace": Field.backspace,
    "delete": Field.delete,
    "ctrl+w": Field.delete_word,
    "ctrl+backspace": Field.delete_word,
    "alt+backspace": Field.delete_word,
    "ctrl+u": Field.cleared,
}


class TextField(Widget, can_focus=True, inherit_bindings=False):
    """One line that is typed, joined and put in reading order as it grows.

    While it has the focus every key ends here, so that no command runs by a letter; only the
    keys in `passes` go on to the screen. `placeholder` is shown while nothing is typed.
    `direction` is where an empty line begins: 0 at the left edge, 1 at the right one.
    """

    DEFAULT_CSS = """
    TextField { width: 1fr; height: 1; background: $panel; }
    """

    direction: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another text stands in the field."""

        field: TextField
        text: str

        @property
        def control(self) -> TextField:
            """The field that was typed in."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        field: TextField
        text: str

        @property
        def control(self) -> TextField:
            """The field that was typed in."""
            return self.field

    @dataclass
    class Left(Message):
        """Escape was pressed."""

        field: TextField

        @property
        def control(self) -> TextField:
            """The field that was left."""
            return self.field

    def __init__(
        self,
        *,
        placeholder: str = "",
        passes: frozenset[str] = frozenset(),
        direction: int = 0,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._passes = passes
        self._field = Field()
        self._scrolled = 0
        self.set_reactive(TextField.direction, direction)

    @property
    def text(self) -> str:
        """What was typed, in logical order."""
        return self._field.text

    def set(self, text: str) -> None:
        """Put another text in place of what was typed, the caret after it; nothing is told."""
        self._field = Field().typed(text)
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Type a character, or do what the key does to a line."""
        if event.key in self._passes:
            return
        event.stop()
        if event.key == "enter":
            self._tell(self.Submitted(self, self.text))
        elif event.key == "escape":
            self._tell(self.Left(self))
        elif event.key in _EDITS:
            self._become(_EDITS[event.key](self._field))
        elif _types(event):
            self._become(self._field.typed(event.character or ""))

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, but not the line end that is copied with a whole line."""
        event.stop()
        self._become(self._field.typed(event.text.rstrip("\r\n")))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret on the unit that was pressed."""
        event.stop()
        if event.button == _LEFT_BUTTON and self.size.width:
            place = event.get_content_offset_capture(self)
            self._become(self._field.at(self._in_sight().offset_at(place.x)))

    def on_click(self, event: events.Click) -> None:
        """Keep the click from what lies below; the caret moved when the button went down."""
        event.stop()

    def render_line(self, y: int) -> Strip:
        """The line, the caret on it while the field has the focus."""
        width, style = self.size.width, self.rich_style
        if y or width < 1:
            return Strip.blank(width, style)
        caret = style + _CARET if self.has_focus else style
        if not self.text:
            return self._draw_empty(width, style, caret)
        seen = self._in_sight()
        if self.has_focus and self._field.caret > seen.cells[seen.caret].start:
            caret = style + _CARET_INSIDE
        segments = [Segment(" " * seen.cells[0].column, style), *_segments(seen, style, caret)]
        return Strip(segments).adjust_cell_length(width, style)

    def _draw_empty(self, width: int, style: Style, caret: Style) -> Strip:
        hint = visual(shortened(self._placeholder, width - 1))
        room = Segment(" " * (width - 1 - cells(hint)), style)
        segments = [Segment(" ", caret), Segment(hint, style + _HINT), room]
        return Strip(segments[::-1] if self.direction else segments, width)

    def _in_sight(self) -> Window:
        seen = window(
            self._field, self.size.width, direction=self.direction, scrolled=self._scrolled
        )
        self._scrolled = seen.scrolled
        return seen

    def _become(self, field: Field) -> None:
        before, self._field = self._field, field
        if field != before:
            self.refresh()
        if field.text != before.text:
            self._tell(self.Changed(self, field.text))

    def _tell(self, message: Message) -> None:
        """Tell it past the keys that wait here: one that goes on must find it told already."""
        if self.parent is not None:
            self.parent.post_message(message)


def _types(event: events.Key) -> bool:
    """Whether a key stands for its character: not a control, nor with ctrl, alt or the like."""
    modifiers = {*event.key.split("+")[:-1]} - {"shift"}
    return event.character is not None and event.character >= " " and not modifiers


def _segments(seen: Window, style: Style, caret: Style) -> Iterator[Segment]:
    """Cells of one look together, but each with marks alone.

    Textual cuts a segment between any two characters where something lies over it, and would
    part a mark from its base; it cuts nothing where a segment ends.
    """

    def apart(place: tuple[int, Cell]) -> int:
        at, cell = place
        return at if at == seen.caret or len(cell.text) > cell.width else -1

    for own, run in groupby(enumerate(seen.cells), apart):
        text = "".join(cell.text for _, cell in run)
        yield Segment(text, caret if own == seen.caret else style)
