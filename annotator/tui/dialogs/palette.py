"""The commands of the table, found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from annotator.session.commands import Command, key_label
from annotator.text.flat import plain, shortened, visual
from annotator.text.layout import lay_out
from annotator.text.width import cells
from annotator.tui.widgets.text_field import TextField

_MOVES = frozenset({"up", "down", "pageup", "pagedown"})
_FEW_ROWS = 12
_ROWS_FOR_HELP = 5
_HELP_ROWS = 2
_RANKS = 3
_GAP = 2
# One key of an Arabic keyboard sends these, or their ligature.
_KEY_OF_TWO_LETTERS = ("لا", "\ufefb")
_KEY_AS_LATIN = "b"


def found(
    commands: tuple[Command, ...], query: str, latin: Callable[[str], str]
) -> tuple[Command, ...]:
    """The commands in which every word of a query is found, whatever its case, best first.

    Words are looked for in the title, the help and the keys, as they were typed and as
    `latin` makes them, character by character. First come titles that start with the first
    word, then those that hold all words, then the rest; else the order stays.
    """
    words = [_readings(word, latin) for word in query.split()]
    ranked = [(_rank(command, words), command) for command in commands]
    return tuple(command for wanted in range(_RANKS) for rank, command in ranked if rank == wanted)


def _readings(word: str, latin: Callable[[str], str]) -> frozenset[str]:
    """A word as it was typed, and as the same keys would have typed it on a Latin keyboard."""
    by_keys = word
    for letters in _KEY_OF_TWO_LETTERS:
        by_keys = by_keys.replace(letters, _KEY_AS_LATIN)
    return frozenset(
        reading.casefold()
        for reading in (word, "".join(map(latin, word)), "".join(map(latin, by_keys)))
    )


def _rank(command: Command, words: list[frozenset[str]]) -> int | None:
    """0 for the best, None where a word is not found."""
    title = command.title.casefold()
    everything = "\n".join((title, command.help, *map(key_label, command.keys))).casefold()
    if not all(any(reading in everything for reading in word) for word in words):
        return None
    if not all(any(reading in title for reading in word) for word in words):
        return 2
    return 0 if words and title.startswith(tuple(words[0])) else 1


def _as_typed(character: str) -> str:
    return character


class PaletteScreen(ModalScreen[str]):
    """Finds a command by what is typed and returns its name; None when it is left.

    `latin` tells which character the key that sent one would send on a Latin keyboard.
    """

    DEFAULT_CSS = """
    PaletteScreen { align: center middle; }
    PaletteScreen > Vertical {
        width: 90; max-width: 96%; height: 80%; max-height: 30;
        background: $surface; border: round $accent; padding: 0 1;
    }
    PaletteScreen.low > Vertical {
        width: 100%; max-width: 100%; height: 100%; border: none; padding: 0;
    }
    PaletteScreen.lowest HelpRows { display: none; }
    """

    def __init__(
        self, commands: tuple[Command, ...], latin: Callable[[str], str] = _as_typed
    ) -> None:
        super().__init__()
        self._commands = commands
        self._latin = latin
        self._field = TextField(placeholder="Find a command", passes=_MOVES)
        self._list = CommandList(max((cells(plain(each.title)) for each in commands), default=0))
        self._help = HelpRows()

    def compose(self) -> ComposeResult:
        """What is typed, the commands that it finds, and more about the chosen one."""
        with Vertical():
            yield self._field
            yield self._list
            yield self._help

    def on_mount(self) -> None:
        """Begin with all commands."""
        self._find("")

    def on_resize(self, event: events.Resize) -> None:
        """Give every row to the commands where there are few."""
        self.set_class(event.size.height < _FEW_ROWS, "low")
        self.set_class(event.size.height < _ROWS_FOR_HELP, "lowest")

    def on_key(self, event: events.Key) -> None:
        """Move over the commands; no key goes to what lies below."""
        event.stop()
        page = self._list.page_rows
        rows = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        self._list.cursor += rows.get(event.key, 0)
        self._explain()

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        """Find what was typed."""
        self._find(message.text)

    def on_text_field_submitted(self) -> None:
        """Choose the command under the cursor."""
        if self._list.chosen is not None:
            self._leave(self._list.chosen.name)

    def on_text_field_left(self) -> None:
        """Choose nothing."""
        self._leave(None)

    def on_command_list_pressed(self, message: CommandList.Pressed) -> None:
        """Choose the command that was pressed."""
        self._leave(message.command.name)

    def _leave(self, name: str | None) -> None:
        """Give the answer once: a second press may be on its way already."""
        if self.is_active:
            self.dismiss(name)

    def _find(self, query: str) -> None:
        self._list.show(found(self._commands, query, self._latin))
        self._explain()

    def _explain(self) -> None:
        chosen = self._list.chosen
        self._help.show("Nothing found." if chosen is None else chosen.help)


class CommandList(ScrollView, can_focus=False, inherit_bindings=False):
    """Shows commands, one of them under the cursor; draws only the rows in sight.

    `title_cells` is how many cells the titles take, so that keys stand in a column.
    """

    DEFAULT_CSS = """
    CommandList {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    CommandList > .commands--cursor { background: $accent; color: $background; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"commands--cursor"}

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Pressed(Message):
        """The mouse was pressed on a command."""

        list: CommandList
        command: Command

        @property
        def control(self) -> CommandList:
            """The list that was pressed."""
            return self.list

    def __init__(self, title_cells: int) -> None:
        super().__init__()
        self._title_cells = title_cells
        self._commands: tuple[Command, ...] = ()

    @property
    def chosen(self) -> Command | None:
        """The command under the cursor; None where none is shown."""
        return self._commands[self.cursor] if self._commands else None

    @property
    def page_rows(self) -> int:
        """How many rows a page up or down goes, with one row kept from the last page."""
        return max(self.size.height - 1, 1)

    def show(self, commands: tuple[Command, ...]) -> None:
        """Show these commands, the cursor on the first."""
        self._commands = commands
        self.virtual_size = Size(self.size.width, len(commands))
        self.cursor = 0
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, len(self._commands) - 1))

    def watch_cursor(self, cursor: int) -> None:
        """Keep the cursor in sight."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= cursor < top + height:
            self.scroll_to(y=cursor - height + 1 if cursor > top else cursor, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.watch_cursor(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Say which command was pressed."""
        place = event.get_content_offset(self)
        row = -1 if place is None else place.y + self.scroll_offset.y
        if 0 <= row < len(self._commands):
            self.post_message(self.Pressed(self, self._commands[row]))

    def render_line(self, y: int) -> Strip:
        """One command."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        style = self.rich_style
        if row >= len(self._commands):
            return Strip.blank(width, style)
        chosen = row == self.cursor
        if chosen:
            style += self.get_component_rich_style("commands--cursor", partial=True)
        pieces = _pieces(self._commands[row], self._title_cells, width, chosen=chosen)
        strip = Strip([Segment(text, style + look) for text, look in pieces])
        return strip.adjust_cell_length(width, style)


def _pieces(
    command: Command, title_cells: int, width: int, *, chosen: bool
) -> Iterator[tuple[str, Style]]:
    """A command on one row, each piece cut to what room is left.

    Keys stand in a column only where titles leave at least as much room beside it.
    """
    yield ("▸ " if chosen else "  "), Style()
    room = width - _GAP
    title_cells = title_cells if 2 * title_cells <= room else 0
    for words, least, look in (
        (command.title, title_cells, Style()),
        (", ".join(map(key_label, command.keys)), 0, Style(bold=True)),
        (command.help, 0, Style(dim=not chosen)),
    ):
        text = visual(shortened(words, room))
        if text:
            text += " " * (max(least - cells(text), 0) + _GAP)
            yield text, look
            room -= cells(text)


class HelpRows(Widget):
    """A few words over at most two rows."""

    DEFAULT_CSS = f"""
    HelpRows {{ height: {_HELP_ROWS}; color: $text-muted; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row; the last is cut where there is more to say."""
        width = self.size.width
        if width < 1:
            return Strip.blank(width, self.rich_style)
        page = lay_out(self._words, width)
        if y >= min(page.height, _HELP_ROWS):
            return Strip.blank(width, self.rich_style)
        text = page.line(y).text
        if y + 1 == _HELP_ROWS < page.height:
            text = visual(shortened(self._words[page.line(y).start :], width))
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width, self.rich_style)
