"""The guideline of a label: its page, scrolled by keys and by the mouse."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip

from annotator.tui.typeset import Look
from annotator.tui.widgets.kept import Pane


class GuidelineView(Pane, can_focus=True, inherit_bindings=False):
    """Shows one page of Markdown, which it is given; it reads no file."""

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
    GuidelineView {
        height: 1fr;
        background: $surface;
        border-left: vkey $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    GuidelineView:focus { border-left: heavy $accent; }
    GuidelineView > .guideline--heading { color: $text-primary; text-style: bold; }
    GuidelineView > .guideline--bold { text-style: bold; }
    GuidelineView > .guideline--italic { text-style: italic; }
    GuidelineView > .guideline--code { color: $text-accent; text-style: italic; }
    GuidelineView > .guideline--dim { color: $text-muted; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "guideline--heading",
        "guideline--bold",
        "guideline--italic",
        "guideline--code",
        "guideline--dim",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = ""
        self._source = ""
        self._rows: tuple[Strip, ...] = ()

    def show(self, label: str, source: str) -> None:
        """Show the page of a label: another one from its top, the same one where it stands."""
        if (label, source) == (self._label, self._source):
            return
        if label != self._label:
            self._rows = ()
            self._go(0)
        self._label, self._source = label, source
        self._wrap()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._wrap())

    def on_resize(self) -> None:
        """Wrap to the new width; what stands at the top stays in sight."""
        if not self._rows or self._rows[0].cell_length != self._width:
            self._wrap()

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
        """One row of the page."""
        row = y + self.scroll_offset.y
        if row < len(self._rows):
            return self._rows[row]
        return Strip.blank(self._width, self.rich_style)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _go(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    def _wrap(self) -> None:
        """Make the rows anew, if there is a width to wrap to; the place on the page is kept."""
        width = self._width
        if width < 1:
            self._rows = ()
            return
        above = sum(map(_letters, self._rows[: self.scroll_offset.y]))
        # Most sessions begin without a guideline in sight, and its parser takes long to import.
        from annotator.tui.markdown import rows  # noqa: PLC0415

        self._rows = rows(self._source, width, self._look())
        self.virtual_size = Size(width, len(self._rows))
        if above:
            self._go(bisect_right([*accumulate(map(_letters, self._rows))], above))
        self.refresh()

    def _look(self) -> Look:
        """The styles of the theme: whole where they have a colour, else what they add."""
        style = self.get_component_rich_style
        return Look(
            plain=self.rich_style,
            heading=style("guideline--heading"),
            bold=style("guideline--bold", partial=True),
            italic=style("guideline--italic", partial=True),
            code=style("guideline--code"),
            dim=style("guideline--dim"),
        )


def _letters(row: Strip) -> int:
    """The letters and digits of a row, of which a page has as many however it is wrapped."""
    return sum(map(str.isalnum, row.text))
