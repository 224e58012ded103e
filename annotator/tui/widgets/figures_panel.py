"""The figures of what is looked at: each with its interval, and what has to be known of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from annotator.report.sheet import Count, Figure, Heading, Line, Remark
from annotator.report.wording import interval, number
from annotator.text.flat import sentence, shortened, visual, wrapped
from annotator.text.width import cells
from annotator.tui.widgets.disagreement_list import SIGNS
from annotator.tui.widgets.rows_pane import RowsPane

# Cells of a count, and of a name, which is told with no fewer.
_COUNT, _LEAST_NAME = 7, 8


class FiguresPanel(RowsPane, can_focus=True):
    """Shows lines of figures; where there is no room for intervals these are left out."""

    DEFAULT_CSS = """
    FiguresPanel > .figures--heading { text-style: bold; background: $panel; }
    FiguresPanel:focus > .figures--first { text-style: bold reverse; }
    FiguresPanel > .figures--aside { color: $text-muted; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figures--heading",
        "figures--first",
        "figures--aside",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show other figures, from their top."""
        if lines != self._lines:
            self._lines = lines
            self._go(0)
            self._draw()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def on_resize(self) -> None:
        """Use the width that there is."""
        self._draw()

    def on_focus(self) -> None:
        """Look like what has the keyboard."""
        self._draw()

    def on_blur(self) -> None:
        """Look like what has not the keyboard."""
        self._draw()

    def _draw(self) -> None:
        width = self._width
        self._rows = tuple(self._strips(width)) if width > 0 else ()
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _strips(self, width: int) -> Iterator[Strip]:
        style = self.rich_style
        heading = style + self.get_component_rich_style("figures--heading", partial=True)
        aside = style + self.get_component_rich_style("figures--aside", partial=True)
        for at, line in enumerate(self._lines):
            match line:
                case Heading(text):
                    look = heading
                    if at == 0:
                        look += self.get_component_rich_style("figures--first", partial=True)
                    yield _row(f" {visual(shortened(text, width - 1))}", width, look)
                case Figure():
                    yield _row(self._figure(line, width), width, style)
                case Count(kind, name, count):
                    told = shortened(f" {SIGNS[kind]} {name}", width - _COUNT)
                    yield _row(f"{told}{count:>{max(width - cells(told), 0)},}", width, style)
                case Remark(text):
                    for row in wrapped(sentence(text), max(width - 1, 1)):
                        yield _row(f" {row}", width, aside)

    def _figure(self, line: Figure, width: int) -> str:
        """The name, the value, and the interval where there is room for those of all lines."""
        figures = [one for one in self._lines if isinstance(one, Figure)]
        longest, value, ends = (
            max(cells(told(one)) for one in figures) for told in (_name, _value, _interval)
        )
        room = width - value - 2
        beside = room - ends - 1 >= min(longest, _LEAST_NAME)
        name_cells = max(min(longest, room - ends - 1 if beside else room), 0)
        name = visual(shortened(line.name, name_cells))
        row = f" {name}{' ' * (name_cells - cells(name))} {_value(line):>{value}}"
        return f"{row} {_interval(line)}" if beside else row


def _name(line: Figure) -> str:
    return line.name


def _value(line: Figure) -> str:
    return number(line.estimate.value)


def _interval(line: Figure) -> str:
    return interval(line.estimate)


def _row(text: str, width: int, style: Style) -> Strip:
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)
