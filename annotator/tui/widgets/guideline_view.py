"""The guideline of a label: its page, scrolled by keys and by the mouse."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from annotator.tui.typeset import Look
from annotator.tui.widgets.rows_pane import RowsPane


class GuidelineView(RowsPane, can_focus=True):
    """Shows one page of Markdown, which it is given; it reads no file."""

    DEFAULT_CSS = """
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
