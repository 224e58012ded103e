"""A pane of rows, scrolled by keys and by the mouse."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from annotator.tui.widgets.kept import Pane


class RowsPane(Pane, can_focus=True, inherit_bindings=False):
    """Shows the rows that it has, `_rows`; what they are is up to each kind of pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "Top", show=False),
        Binding("end", "last", "End", show=False),
    ]

    # The scroll bar has its cell even where there is nothing to scroll, so that its coming and
    # going does not wrap the page anew.
    DEFAULT_CSS = """
    RowsPane {
        height: 1fr;
        background: $surface;
        border-left: vkey $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    RowsPane:focus { border-left: heavy $accent; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Strip, ...] = ()

    def action_step(self, by: int) -> None:
        """Scroll by rows."""
        self._go(self.scroll_offset.y + by)

    def action_page(self, by: int) -> None:
        """Scroll by pages; one row of the last page stays in sight."""
        self._go(self.scroll_offset.y + by * max(self.size.height - 1, 1))

    def action_first(self) -> None:
        """Go to the top."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the end."""
        self._go(len(self._rows))

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = y + self.scroll_offset.y
        if row < len(self._rows):
            return self._rows[row]
        return Strip.blank(self._width, self.rich_style)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _go(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)
