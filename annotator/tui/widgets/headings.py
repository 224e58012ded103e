"""The two rows above the page: what is read, and the labels with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from annotator.labels.schema import Label
from annotator.text.bidi import first_strong
from annotator.text.flat import visual
from annotator.tui.paint import Paint


class TitleBar(Static):
    """The article's title, where its reading begins."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; padding: 0 1; text-overflow: ellipsis; }
    """

    def show(self, title: str) -> None:
        """Show another title."""
        self.styles.text_align = "right" if first_strong(title) else "left"
        self.update(Text(visual(title), no_wrap=True))


class LabelBar(Static):
    """Every label as it looks in the article, after the key that gives it."""

    DEFAULT_CSS = """
    LabelBar { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, labels: Sequence[Label], paint: Paint) -> None:
        """Show these labels in these colours."""
        row = Text(no_wrap=True)
        for label in labels:
            row.append(f" {label.key} ", style="bold")
            row.append(visual(label.name), style=paint.label(label.name))
            row.append("  ")
        self.update(row)
