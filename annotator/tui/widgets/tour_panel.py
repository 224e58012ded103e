"""The tour: one step at a time above the messages, in nobody's way."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from annotator.session.tour import STEPS, Tour


class TourPanel(Static):
    """Shows the step to do; every key goes on doing what it does.

    `key_of` gives the key of a command as people read it, `labels` the keys of the labels.
    """

    DEFAULT_CSS = """
    TourPanel {
        height: auto; max-height: 4; padding: 0 1; display: none;
        background: $surface; color: $foreground; border-top: hkey $accent;
    }
    TourPanel.open { display: block; }
    """

    class Ended(Message):
        """The tour is over, by its last step or before it."""

    def __init__(self, key_of: Callable[[str], str], labels: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = _Keys(key_of, labels)
        self._tour: Tour | None = None

    @property
    def open(self) -> bool:
        """Whether the tour is under way."""
        return self._tour is not None

    def begin(self) -> None:
        """Begin at the first step."""
        self._show(Tour())

    def end(self) -> None:
        """End the tour, wherever it is."""
        self._tour = None
        self.remove_class("open")
        self.post_message(self.Ended())

    def heard(self, command: str) -> None:
        """A command was done."""
        if self._tour is not None:
            self._show(self._tour.heard((command,)))

    def on_click(self, event: events.Click) -> None:
        """Go on, or end, where that was pressed."""
        meta = event.style.meta
        if self._tour is not None and "next" in meta:
            self._show(Tour(self._tour.at + 1))
        elif "close" in meta:
            self.end()

    def _show(self, tour: Tour) -> None:
        if tour == self._tour:
            return
        self._tour = tour
        step = tour.step
        if step is None:
            self.end()
            return
        words = Text(f"{tour.at + 1}/{len(STEPS)} ", style="bold")
        words.append(step.words.format_map(self._words), style="not bold")
        words.append("  next", style=Style(underline=True, meta={"next": True}))
        words.append("  close (esc)", style=Style(underline=True, meta={"close": True}))
        self.update(words)
        self.add_class("open")


class _Keys(dict[str, str]):
    """The key of each command that a step names."""

    def __init__(self, key_of: Callable[[str], str], labels: str) -> None:
        super().__init__(labels=labels)
        self._key_of = key_of

    def __missing__(self, name: str) -> str:
        return self._key_of(name)
