"""The queue: the project's articles, and how far each is labelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from annotator.text.flat import shortened, visual
from annotator.text.width import cells
from annotator.tui.widgets.kept import Pane

# How far an article is labelled, told by a sign.
State = Literal["unsaved", "done", "draft", "new", "broken"]

_SIGNS: dict[State, str] = {
    "unsaved": "●",
    "done": "✓",
    "draft": "◐",
    "new": "·",
    "broken": "!",
}
_OPEN = "▸"


class ArticleList(Pane, can_focus=True, inherit_bindings=False):
    """Shows the articles and says which one was chosen; draws only the rows in sight.

    The first row stays: how many articles are done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    DEFAULT_CSS = """
    ArticleList {
        height: 1fr;
        background: $surface;
        border-right: vkey $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    ArticleList > .list--head { background: $panel; }
    ArticleList:focus > .list--title { text-style: bold reverse; }
    ArticleList > .list--done { text-style: dim; }
    ArticleList > .list--open { text-style: bold; }
    ArticleList > .list--cursor { background: $panel; }
    ArticleList:focus > .list--cursor { background: $accent; color: $background; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--head",
        "list--title",
        "list--done",
        "list--open",
        "list--cursor",
    }

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """An article was picked."""

        list: ArticleList
        article: str

        @property
        def control(self) -> ArticleList:
            """The list that was used."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._articles: Sequence[str] = ()
        self._state: Callable[[str], State] = lambda _: "new"
        self._open = ""
        self._head = " articles"

    def show(self, articles: Sequence[str], opened: str, state: Callable[[str], State]) -> None:
        """Show these articles, one of which is open; `state` is asked for the rows in sight."""
        moved = opened != self._open
        self._articles, self._open, self._state = articles, opened, state
        self.virtual_size = Size(self.size.width, 1 + len(articles))
        if moved:
            self.cursor = articles.index(opened) if opened in articles else 0
        self.refresh()

    def show_progress(self, done: int, counted: int, total: int) -> None:
        """Say how many of all articles are done, by what was counted so far."""
        going_on = "…" if counted < total else ""
        head = f" articles  {done}/{total} done{going_on}"
        if head != self._head:
            self._head = head
            self.refresh(Region(0, 0, self.size.width, 1))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, len(self._articles) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._follow()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()

    def action_step(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.cursor += pages * max(self.size.height - 2, 1)

    def action_first(self) -> None:
        """Go to the first article."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last article."""
        self.cursor = len(self._articles) - 1

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        if self._articles:
            self.post_message(self.Chosen(self, self._articles[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Open the article that was pressed."""
        place = event.get_content_offset(self)
        if place is None or place.y == 0:
            return
        row = place.y - 1 + self.scroll_offset.y
        if row < len(self._articles):
            self.cursor = row
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """The head, or one article."""
        row = y - 1 + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y == 0:
            return self._draw_head(width)
        if row >= len(self._articles):
            return Strip.blank(width, self.rich_style)
        article = self._articles[row]
        state = self._state(article)
        style = self.rich_style
        if state == "done" and row != self.cursor:
            style += self.get_component_rich_style("list--done", partial=True)
        if article == self._open:
            style += self.get_component_rich_style("list--open", partial=True)
        if row == self.cursor:
            style += self.get_component_rich_style("list--cursor", partial=True)
        opened = _OPEN if article == self._open else " "
        text = f"{opened}{_SIGNS[state]} {visual(shortened(article, width - 3))}"
        return Strip([Segment(text, style)], cells(text)).adjust_cell_length(width, style)

    def _follow(self) -> None:
        top, height = self.scroll_offset.y, self.size.height - 1
        target = min(max(top, self.cursor - height + 1), self.cursor)
        if height > 0 and target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def _draw_head(self, width: int) -> Strip:
        style = self.rich_style + self.get_component_rich_style("list--head", partial=True)
        title = style + self.get_component_rich_style("list--title", partial=True)
        head = shortened(self._head, width)
        return Strip([Segment(head, title)], cells(head)).adjust_cell_length(width, style)
