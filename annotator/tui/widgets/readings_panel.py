"""The difference that is asked about: every reading of it, a row each, and what gold has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.widgets import Static

from annotator.session.commands import Command, key_label
from annotator.session.listed import glimpse
from annotator.session.readings import Said
from annotator.text.flat import plain
from annotator.text.width import cells
from annotator.tui.paint import Paint
from annotator.tui.widgets.words import Piece, SideBySide, side_by_side

_INDENT = "     "
_DIFFERS = "≠"
_IN_GOLD = "✓"
_NOTHING = "nothing marked"
# Cells of words, both ends of which are told where they are more: those of a span or of a value
# that differs, and those of a value that does not.
_MOST_WORDS, _FEW = 48, 24
# Rows that one reading may take, and the share of the window that all may take.
_MOST_ROWS = 4
_SHARE = 0.4
_PLAIN, _BOLD, _DIM = Style.null(), Style(bold=True), Style(dim=True)
_GAP = "  "

# Pieces that stay together on a row.
Part = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A reading as it is shown: the key that takes it, whose it is, what it says of each span.

    `command` is what a press does, empty for what gold has; `in_gold` says that gold has it so.
    """

    sign: str
    who: str
    spans: tuple[tuple[Said, ...], ...]
    command: str = ""
    in_gold: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the panel shows: where one is, in words, the readings, what can be done."""

    head: str
    rows: tuple[Row, ...] = ()
    commands: tuple[Command, ...] = ()


class ReadingsPanel(Static):
    """Shows the readings, and says which was pressed; what differs has a sign and is bold."""

    DEFAULT_CSS = """
    ReadingsPanel {
        height: auto; max-height: 50vh; padding: 0 1;
        background: $surface; color: $foreground; border-top: hkey $accent;
    }
    """

    @dataclass
    class Pressed(Message):
        """A reading or a command was pressed."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Shown("")
        self._paint: Paint | None = None

    def show(self, shown: Shown, paint: Paint) -> None:
        """Show another difference, or the same one as it stands now."""
        if shown != self._shown or paint is not self._paint:
            self._shown, self._paint = shown, paint
            self._draw()

    def on_resize(self) -> None:
        """Use the rows that there are."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Say what was pressed."""
        command = event.style.meta.get("command", "")
        if command:
            self.post_message(self.Pressed(command))

    def _draw(self) -> None:
        if self._paint is None:
            return
        shown = self._shown
        height = self.app.size.height
        most = max(int(height * _SHARE) - 2, 1) // max(len(shown.rows), 1)
        self.update(_Drawn(shown, self._paint, max(min(most, _MOST_ROWS), 1)))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The panel as rows of cells; a reading that needs more than `most` is cut."""

    shown: Shown
    paint: Paint
    most: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows at the width that there is."""
        width = max(options.max_width, 1)
        yield from side_by_side([(self.shown.head, _BOLD)], width)
        yield Segment.line()
        for row in self.shown.rows:
            for parts in flow(tuple(_parts(row, self.paint)), width, _INDENT, self.most):
                yield from side_by_side(parts, width)
                yield Segment.line()
        if self.shown.commands:
            yield SideBySide(tuple(_offered(self.shown.commands)))


def flow(parts: Sequence[Part], width: int, indent: str, most: int) -> Iterator[tuple[Piece, ...]]:
    """Parts with gaps between them, on as many rows of some cells as they need, at most so many.

    The last row ends in … where something found no room.
    """
    rows: list[list[Piece]] = [[]]
    used = 0
    for part in parts:
        needed = sum(cells(plain(text)) for text, _ in part)
        if rows[-1] and used + len(_GAP) + needed > width:
            if len(rows) == most:
                rows[-1].append((" …", _DIM))
                break
            rows.append([(indent, _PLAIN)])
            used = cells(indent)
        elif rows[-1]:
            rows[-1].append((_GAP, _PLAIN))
            used += len(_GAP)
        rows[-1] += part
        used += needed
    return (tuple(row) for row in rows)


def _parts(row: Row, paint: Paint) -> Iterator[Part]:
    """What a row says, part by part."""
    press = Style(meta={"command": row.command}) if row.command else _PLAIN
    yield (
        (f" {row.sign} {_IN_GOLD if row.in_gold else ' '}", press + _BOLD),
        (row.who, press + _DIM),
    )
    if not row.spans:
        yield ((_NOTHING, press + _BOLD),)
    for at, span in enumerate(row.spans):
        if at:
            yield (("+", press),)
        for said in sorted(span, key=_rank):
            yield _said(said, press, paint)


def _rank(said: Said) -> int:
    """Label and words come first, then what differs, then what all have."""
    if said.kind in ("label", "words"):
        return 0
    return 1 if said.differs else 2


def _said(said: Said, press: Style, paint: Paint) -> Part:
    """What differs comes after a sign; a value after its name, each in its own order."""
    sign = ((_DIFFERS, press + _BOLD),) if said.differs else ()
    look = press + (_BOLD if said.differs else _PLAIN)
    match said.kind:
        case "label":
            return (*sign, (said.text, press + paint.label(said.text)))
        case "words":
            return (*sign, (f"«{both_ends(said.text)}»", look))
        case "value":
            look = look if said.differs else press + _DIM
            words = both_ends(said.text, _MOST_WORDS if said.differs else _FEW)
            return (*sign, (f"{said.name}: ", look), (words or "none", look))
        case "remark":
            return ((said.text, press + _DIM),)


def both_ends(text: str, width: int = _MOST_WORDS) -> str:
    """A text of no more than some cells; of a longer one the middle is left out, word by word."""
    if cells(plain(text)) <= width:
        return text
    words = text.split(" ")
    ends: tuple[list[str], list[str]] = ([], [])
    left = width - 3
    while words:
        side = 0 if cells(" ".join(ends[0])) <= cells(" ".join(ends[1])) else 1
        word = words[0] if side == 0 else words[-1]
        left -= cells(plain(word)) + 1
        if left < 0:
            break
        ends[side].append(words.pop(0 if side == 0 else -1))
    if not (ends[0] or ends[1]):
        return glimpse(text, width)
    return " ".join((*ends[0], "…", *reversed(ends[1])))


def _offered(commands: Sequence[Command]) -> Iterator[Piece]:
    for command in commands:
        press = Style(meta={"command": command.name})
        yield f" {key_label(command.keys[0])} ", press + _BOLD
        yield f"{command.title.lower().removeprefix('take ')} ", press + _DIM
