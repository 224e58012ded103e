"""All keys on one page, read from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from annotator.labels.schema import Label
from annotator.session.commands import Command, key_label
from annotator.text.flat import apart, beside
from annotator.tui.dialogs.dialog import Choice, Dialog
from annotator.tui.widgets.words import words

_TAGGING = "Labels: the selection, else the current span, else the word"


class HelpScreen(Dialog):
    """The keys of every command and of every label of this project.

    `heading` says what those of labels do, where they do not tag.
    """

    def __init__(
        self, commands: Sequence[Command], labels: Sequence[Label], heading: str = ""
    ) -> None:
        close = Choice(("escape", "q", "?", "enter"), "close", "read", "close")
        super().__init__("Keys", help_page(commands, labels, heading or _TAGGING), (close,))


def help_page(commands: Sequence[Command], labels: Sequence[Label], heading: str) -> Table:
    """The page: labels first, then the commands in the order of the table."""
    page = Table.grid(padding=(0, 2, 0, 0))
    page.add_column(justify="right", no_wrap=True, style="bold")
    page.add_column()
    page.add_row("", Text(heading, "bold"))
    for label in labels:
        page.add_row(Text(label.key), _words(label.name, label.description))
    for group, listed in groupby(commands, key=lambda command: command.group):
        page.add_row("", "")
        page.add_row("", Text(group, "bold"))
        for command in listed:
            keys = "\n".join(map(key_label, command.keys))
            page.add_row(Text(keys), _words(command.title, command.help))
    return page


def _words(title: str, told: str) -> RenderableType:
    return words((beside(apart(title), "  "), Style.null()), (apart(told), Style(dim=True)))
