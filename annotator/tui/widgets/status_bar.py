"""The bottom row: what is kept, where the caret stands, how much is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotator.text.flat import shortened, visual
from annotator.text.width import cells

_SEPARATOR = " │ "
# Where right to left may show wrong: the same words, long and short.
_DOCTOR = (
    "Arabic backwards? leave and run annotator doctor",
    "Arabic backwards? annotator doctor",
    "see annotator doctor",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bar tells; of the current span its label and id, and its text as it is stored.

    `progress`, where there is any, stands in the place of how many spans there are. `minutes` are
    those at work, None where nobody works. `aside` is told only where there is room for all of it.
    """

    kept: str
    annotator: str
    version: str
    offset: int
    length: int
    direction: str
    spans: int
    minutes: int | None
    current: str = ""
    quoted: str = ""
    progress: str = ""
    aside: str = ""

    def line(self, width: int, offers: Sequence[str] = ()) -> str:
        """The row as it is shown; the quoted text is shortened to the cells that are left.

        At its end stands the first of `offers` that finds room beside all but the quoted text.
        """
        said = self._said()
        if self.aside and cells(said) + 1 + cells(self.aside) <= width:
            said = f"{said} {visual(self.aside)}"
        for offer in offers:
            room = width - cells(offer) - 1
            if cells(said) + 2 <= room:
                said = self._quoting(said, room - 1)
                return f"{said}{' ' * (room - cells(said))}{offer}"
        return self._quoting(said, width)

    def _said(self) -> str:
        place = f"{self.offset:>{len(str(self.length))}}/{self.length}"
        spans = "1 span" if self.spans == 1 else f"{self.spans} spans"
        parts = (
            self.kept,
            self.annotator,
            self.version,
            place,
            self.direction,
            self.progress or spans,
            "" if self.minutes is None else f"{self.minutes} min",
        )
        return " " + _SEPARATOR.join(map(visual, filter(None, (*parts, self.current))))

    def _quoting(self, said: str, width: int) -> str:
        room = width - cells(said) - 2
        if not self.quoted or room < 1:
            return said
        return f"{said} {visual(shortened(self.quoted, room))}"


class StatusBar(Widget):
    """Shows the facts of the moment; repaints only from the first cell that changed.

    `guessed` says that right to left may show wrong here: what to do about it stands at its end.
    """

    DEFAULT_CSS = """
    StatusBar { height: 1; width: 1fr; background: $panel; color: $foreground; }
    """

    def __init__(
        self, *, guessed: bool = False, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._guessed = guessed
        self._line = ""
        self._facts: Facts | None = None

    def tell(self, facts: Facts) -> None:
        """Show these facts."""
        self._facts = facts
        line = facts.line(self.size.width, _DOCTOR if self._guessed else ())
        if line == self._line:
            return
        first = _first_difference(self._line, line)
        self._line = line
        self.refresh(Region(first, 0, max(self.size.width - first, 0), 1))

    def guess(self, *, guessed: bool) -> None:
        """Know whether right to left may show wrong in the terminal of now."""
        self._guessed = guessed
        self.on_resize()

    def on_resize(self) -> None:
        if self._facts is not None:
            self.tell(self._facts)

    def render_line(self, y: int) -> Strip:
        """The one row."""
        style = self.rich_style
        strip = Strip([Segment(self._line, style)], cells(self._line)) if y == 0 else Strip([])
        return strip.adjust_cell_length(self.size.width, style)


def _first_difference(old: str, new: str) -> int:
    """The first cell on which two rows differ; marks are counted with the cell they stand on."""
    same = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        same += 1
    return max(cells(new[:same]) - 1, 0)
