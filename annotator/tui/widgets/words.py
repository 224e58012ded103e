"""Words of every script for widgets that leave the wrapping to what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from annotator.session.listed import glimpse
from annotator.text.bidi import first_strong
from annotator.text.flat import (
    holds_right_to_left,
    phrase,
    plain,
    shortened,
    unmarked,
    visual,
)
from annotator.tui.typeset import Frame, Look, extent, prose, typeset

# Text in logical order as `annotator.text.flat` makes it safe (`sentence`, `phrase`, `beside`).
Piece = tuple[str, Style]

_PLAIN = Style.null()
_LOOK = Look(_PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN)


@dataclass(frozen=True, slots=True)
class Words:
    """Pieces of text one after another: wrapped first, and then put in the order of reading."""

    pieces: tuple[Piece, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows at the width that there is."""
        for row in typeset(prose(self.pieces, _LOOK), Frame(max(options.max_width, 1), 0, _LOOK)):
            yield from row
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """The longest word, and all on one row."""
        whole, longest = extent(prose(self.pieces, _LOOK))
        return Measurement(longest, whole).with_maximum(options.max_width)


@dataclass(frozen=True, slots=True)
class OneRow:
    """A text on one row, where its reading begins; of a longer one its end is left out."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The row at the width that there is."""
        width = max(options.max_width, 1)
        text = phrase(shortened(self.text, width))
        frame = Frame(width, int(first_strong(self.text) == 1), _LOOK)
        yield from typeset(prose([(text, _PLAIN)], _LOOK), frame)[0]
        yield Segment.line()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Parts on one row, each in its own order; of those that find no room the end is left out."""

    parts: tuple[Piece, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The row at the width that there is."""
        yield from side_by_side(self.parts, options.max_width)
        yield Segment.line()


def side_by_side(parts: Sequence[Piece], width: int) -> Iterator[Segment]:
    """Parts beside each other, each in its own order of reading, as many as there is room for."""
    safe = [(plain(text), style) for text, style in parts]
    kept = glimpse("".join(text for text, _ in safe), width)
    at = 0
    for text, style in safe:
        yield Segment(visual(kept[at : at + len(text)]), style)
        at += len(text)


def words(*pieces: Piece) -> RenderableType:
    """What a widget is given to show: `Words` where anything in them runs right to left."""
    if any(holds_right_to_left(text) for text, _ in pieces):
        return Words(pieces)
    return Text.assemble(*((unmarked(text), style) for text, style in pieces))
