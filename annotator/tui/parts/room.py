"""What the parts of a room ask of the screen that holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span
from annotator.session.caret import Caret
from annotator.session.index import SpanIndex
from annotator.session.outcome import Outcome
from annotator.tui.parts.desk import Desk
from annotator.tui.parts.sitting import Sitting


class Floor(Protocol):
    """The screen, as its panes know it."""

    @property
    def app(self) -> App[object]:
        """The program around the screen."""
        ...

    @property
    def focused(self) -> Widget | None:
        """What has the keyboard."""
        ...

    def set_focus(self, widget: Widget | None) -> None:
        """Give a widget the keyboard, at once."""


class Page(Protocol):
    """The screen, as whoever looks for words in the article knows it."""

    @property
    def sitting(self) -> Sitting:
        """The article in front, as it stands."""
        ...

    def set_interval(
        self, seconds: float, callback: Callable[[], None], /, *, pause: bool
    ) -> Timer:
        """Do something every so many seconds; with `pause` once it is resumed."""
        ...

    def say(self, words: str) -> None:
        """Tell what came of a key, until the next one."""

    def go(self, caret: Caret, *, found: Piece | None = None) -> None:
        """Put the caret elsewhere; `found` is what a search is at."""


class Room(Floor, Page, Protocol):
    """The annotator's screen: the work in front, and ways to show and to change it."""

    desk: Desk

    def take(self, outcome: Outcome) -> None:
        """Make an outcome the state of things, show it and say it."""

    def choose(self, span: Span) -> None:
        """Go to a span and make it the current one."""

    def choose_here(self, span: Span) -> None:
        """Make a span the current one; the caret stays."""

    def obey(self, command: str) -> None:
        """Do what a command of the table says."""

    def preview(self, caret: Caret, index: SpanIndex) -> None:
        """Show the article with other spans than it has, for as long as edges move."""

    def show(self) -> None:
        """Show everything anew, as it stands."""

    def open_article(self, article: str) -> bool:
        """Bring an article to the front, or tell why that cannot be."""
        ...

    def toggle_invisibles(self) -> None:
        """Show what is invisible, or no longer."""

    def label_used(self, label: Label) -> None:
        """Remember the label that was given last: its guideline shows where no span is current."""

    def show_guideline(self, label: Label | None = None) -> None:
        """Turn to the guideline of a label, else of the current one."""
