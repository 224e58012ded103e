"""Textual's own TextArea on a file: what an editor made of ready parts would do."""

from __future__ import annotations

import sys
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import TextArea


class TextAreaApp(App[None]):
    """A file, wrapped, to be walked in with the caret."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The file."""
        area = TextArea(self._text, soft_wrap=True)
        # A blink that falls between two keys would be taken for an answer.
        area.cursor_blink = False
        yield area

    def on_key(self, event: events.Key) -> None:
        """TextArea has no key of its own for the end of the text."""
        if event.key == "ctrl+end":
            area = self.query_one(TextArea)
            area.move_cursor(area.document.end)


if __name__ == "__main__":
    TextAreaApp(Path(sys.argv[1]).read_text(encoding="utf-8")).run()
