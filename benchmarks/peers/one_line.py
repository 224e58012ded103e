"""The floor: the least that Textual can do at a key, one line painted anew."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget


class OneLine(Widget):
    """Counts the keys on a line of its own."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    keys = 0

    def count(self) -> None:
        """Show one key more."""
        self.keys += 1
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """The count, over the whole width."""
        width = self.size.width
        return Strip([Segment(f"{self.keys} ".rjust(width, "·"), self.rich_style)], width)


class OneLineApp(App[None]):
    """Nothing but the line."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The line."""
        yield OneLine()

    def on_key(self, event: events.Key) -> None:
        """Every key changes the line."""
        event.stop()
        self.query_one(OneLine).count()


if __name__ == "__main__":
    OneLineApp().run()
