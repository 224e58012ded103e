"""The two rows above the page: what is read, and what the mouse can press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.message import Message
from textual.widgets import Static

from annotator.labels.schema import Label
from annotator.session.commands import Command, key_label
from annotator.tui.paint import Paint
from annotator.tui.widgets.words import OneRow, SideBySide


class TitleBar(Static):
    """The article's title, where its reading begins."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; padding: 0 1; }
    """

    def show(self, title: str) -> None:
        """Show another title."""
        self.update(OneRow(title))


class LabelBar(Static):
    """Every label as it looks in the article, after the key that gives it, then some commands.

    A press on either does what its key does.
    """

    DEFAULT_CSS = """
    LabelBar { height: 1; padding: 0 1; }
    """

    @dataclass
    class Pressed(Message):
        """A label or a command was pressed; the other of the two is empty."""

        label: str = ""
        command: str = ""

    def show(self, labels: Sequence[Label], commands: Sequence[Command], paint: Paint) -> None:
        """Show these labels in these colours, and these commands."""
        row: list[tuple[str, Style]] = []
        for label in labels:
            press = Style(meta={"label": label.name})
            row += [
                (f" {label.key} ", press + Style(bold=True)),
                (label.name, press + paint.label(label.name)),
                (" ", Style.null()),
            ]
        for command in commands:
            press = Style(meta={"command": command.name})
            row += [
                (f"  {key_label(command.keys[0])} ", press + Style(bold=True)),
                (command.title.lower(), press),
            ]
        self.update(SideBySide(tuple(row)))

    def on_click(self, event: events.Click) -> None:
        """Say what was pressed."""
        meta = event.style.meta
        if "label" in meta:
            self.post_message(self.Pressed(label=meta["label"]))
        elif "command" in meta:
            self.post_message(self.Pressed(command=meta["command"]))
