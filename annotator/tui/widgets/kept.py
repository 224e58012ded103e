"""Widgets that are not drawn anew because something beside them changed."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget


class Kept(Widget):
    """A widget that keeps its rows until it has others to show.

    Textual asks for every row of whatever lies beside a changed one, at each step of the caret,
    and passes each through its filters, though only the changed one is sent.
    """

    _kept: tuple[Region, list[Strip]] | None = None
    _stale: frozenset[int] = frozenset()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw the widget again: the rows of some regions of its content, or all of it."""
        if regions and not (layout or recompose):
            down = self.content_offset.y
            self._stale |= {row + down for region in regions for row in region.line_range}
        else:
            self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw the widget again, in other colours."""
        self._kept = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = crop, self.draw_lines(crop)
        else:
            rows = self._kept[1]
            for row in self._stale.intersection(crop.line_range):
                rows[row - crop.y : row - crop.y + 1] = self.draw_lines(
                    Region(crop.x, row, crop.width, 1)
                )
        self._stale = frozenset()
        return self._kept[1]

    def draw_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget that are not kept, or no longer."""
        return super().render_lines(crop)


class KeptScrollBar(Kept, ScrollBar):
    """A scroll bar that is drawn when it moves."""


class Pane(Kept, ScrollView, inherit_bindings=False):
    """A part of the screen that scrolls, kept with its scroll bar.

    Nothing is drawn before it has heard how large it is, since it would all be drawn again then.
    """

    _is_placed = False

    def on_resize(self) -> None:
        """Draw it from now on."""
        if not self._is_placed:
            self._is_placed = True
            self.refresh()

    def draw_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget that are not kept, or no longer."""
        if not self._is_placed:
            return [Strip.blank(crop.width, self.rich_style)] * crop.height
        return super().draw_lines(crop)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = KeptScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self._vertical_scrollbar = bar
            # Textual has no public way to give a widget another scroll bar.
            self.app._start_widget(self, bar)  # noqa: SLF001
        return self._vertical_scrollbar
