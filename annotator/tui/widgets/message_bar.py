"""The row above the facts: what came of a key, notices until they are read, and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from annotator.text.flat import sentence
from annotator.tui.widgets.text_field import TextField
from annotator.tui.widgets.words import words

_PLAIN = Style.null()


class MessageBar(Horizontal):
    """Says what came of a key; else a notice that is not read yet; asks for a line of text."""

    DEFAULT_CSS = """
    MessageBar { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }
    MessageBar > #message { width: 1fr; height: auto; min-height: 1; max-height: 3; }
    MessageBar > #question {
        width: auto; max-width: 60%; height: 1; display: none; color: $foreground;
    }
    MessageBar > TextField { width: 1fr; display: none; }
    MessageBar.asking > #message { display: none; }
    MessageBar.asking > #question { display: block; }
    MessageBar.asking > TextField { display: block; }
    """

    @dataclass
    class Answered(Message):
        """A question was answered; `changed` says whether by other words than were offered."""

        about: str
        text: str
        changed: bool

    @dataclass
    class Typed(Message):
        """Something is being typed for an answer."""

        about: str
        text: str

    @dataclass
    class Dropped(Message):
        """A question was left without an answer."""

        about: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = ""
        self._notices: list[str] = []
        self._about = ""
        self._offered = ""
        self._shown = ""
        self._field = TextField()

    def compose(self) -> ComposeResult:
        """The words, or a question with a field for the answer."""
        yield Static(id="message")
        yield Static(id="question")
        yield self._field

    def say(self, words: str) -> None:
        """Say this until the next key; with nothing to say, the oldest notice shows again."""
        self._said = words
        self._draw()

    def remind(self, notices: Sequence[str]) -> None:
        """Keep these notices, in place of earlier ones, until each is read."""
        self._notices = list(notices)
        self._draw()

    def read(self) -> bool:
        """Take the notice away that is shown; False where none is."""
        if not self._notices or self._said:
            return False
        self._notices.pop(0)
        self._draw()
        return True

    def ask(self, about: str, question: str, text: str = "") -> None:
        """Ask for a line of text; `about` comes back with the answer."""
        self._about = about
        self.query_one("#question", Static).update(words((sentence(f"{question} "), _PLAIN)))
        self._field.set(text)
        self._offered = self._field.text
        self.add_class("asking")
        self.screen.set_focus(self._field)

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self.has_class("asking")

    def close(self) -> None:
        """Ask no more."""
        self._about = ""
        self.remove_class("asking")

    def on_text_field_changed(self, message: TextField.Changed) -> None:
        """Pass on what is typed."""
        message.stop()
        self.post_message(self.Typed(self._about, message.text))

    def on_text_field_submitted(self, message: TextField.Submitted) -> None:
        """Pass on the answer."""
        message.stop()
        about = self._about
        self.close()
        changed = message.text != self._offered
        self.post_message(self.Answered(about, message.text, changed))

    def on_text_field_left(self, message: TextField.Left) -> None:
        """Ask no more."""
        message.stop()
        about = self._about
        self.close()
        self.post_message(self.Dropped(about))

    def _draw(self) -> None:
        said = self._said
        if not said and self._notices:
            more = f", {len(self._notices) - 1} more" if len(self._notices) > 1 else ""
            said = f"{self._notices[0]} (esc: read{more})"
        if said != self._shown:
            self._shown = said
            self.query_one("#message", Static).update(words((sentence(said), _PLAIN)))
