"""Small windows over the page: something to read, or something to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from annotator.errors import AnnotatorError, Faults
from annotator.labels.conflicts import Conflict
from annotator.labels.saying import in_words
from annotator.text.flat import apart, beside, phrase, sentence
from annotator.tui.widgets.words import words


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a dialog: the keys that take it, what it is called, what it returns.

    `short` is what it is called where a window has few rows.
    """

    keys: tuple[str, ...]
    title: str
    answer: str
    short: str


_GO_ON = Choice(("enter", "escape", "q"), "go on", "read", "go on")
_FEW_ROWS = 12
_THERE = "that version"


class Dialog(ModalScreen[str]):
    """Says something and stays until one of its keys is pressed or its line is clicked.

    A body is what a widget can show, or a text in logical order that `annotator.text.flat` made
    safe; nothing is read as markup.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 80; max-width: 96%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; padding: 0 1;
    }
    Dialog VerticalScroll { height: auto; max-height: 75vh; }
    Dialog .choice { color: $accent; height: 1; }
    Dialog .short { color: $accent; height: auto; display: none; }
    Dialog.low > Vertical { border: none; max-height: 100%; max-width: 100%; }
    Dialog.low .choice { display: none; }
    Dialog.low .short { display: block; }
    """

    def __init__(self, title: str, body: RenderableType, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._body = body
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """A title, the words, and a line for each choice."""
        with Vertical():
            yield Static(Text(self._title, style="bold"))
            short = " · ".join(f"{choice.keys[0]} {choice.short}" for choice in self._choices)
            yield Static(Text(short), classes="short")
            with VerticalScroll(can_focus=False):
                body = self._body
                yield Static(words((body, Style.null())) if isinstance(body, str) else body)
            for at, choice in enumerate(self._choices):
                yield Static(
                    Text(f"{choice.keys[0]:>6}  {choice.title}"),
                    id=f"choice-{at}",
                    classes="choice",
                )

    def on_resize(self, event: events.Resize) -> None:
        """Put the choices first, and on one row, where there are few rows."""
        self.set_class(event.size.height < _FEW_ROWS, "low")

    def on_key(self, event: events.Key) -> None:
        """Take the choice of the key that was pressed; scroll long words by the arrows."""
        event.stop()
        if not self.is_active:
            # Keys that were typed ahead of the answer are nobody's.
            return
        for choice in self._choices:
            if event.key in choice.keys or event.character in choice.keys:
                self.dismiss(choice.answer)
                return
        words = self.query_one(VerticalScroll)
        if event.key in ("up", "pageup"):
            words.scroll_page_up(animate=False)
        elif event.key in ("down", "pagedown"):
            words.scroll_page_down(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Take the choice whose line was clicked."""
        name = event.widget.id if event.widget is not None else None
        if name and name.startswith("choice-"):
            self.dismiss(self._choices[int(name.removeprefix("choice-"))].answer)


def trouble(error: AnnotatorError) -> Dialog:
    """A dialog that tells what happened, where, and how to fix it."""
    faults = error.faults if isinstance(error, Faults) else (error,)
    told = []
    for fault in faults:
        told.append(words((sentence(fault.what), Style.null())))
        lines = f"where: {fault.where}", f"fix:   {fault.fix}"
        told += [words((sentence(line), Style(dim=True))) for line in lines]
    return Dialog("Not done", Group(*told, ""), (_GO_ON,))


def overtaken(error: AnnotatorError) -> Dialog:
    """Ask what to do when another session has saved this article meanwhile."""
    return Dialog(
        "Another session saved this article",
        f"{sentence(error.what)}\n{sentence(f'where: {error.where}')}",
        (
            Choice(("m",), "put the two together, and save that", "merge", "merge"),
            Choice(("escape",), "go on here; nothing is saved yet", "stay", "stay"),
            Choice(("t",), "take that version up; u brings back what is here", "take", "take"),
        ),
    )


def contradiction(conflict: Conflict, number: int, left: int) -> Dialog:
    """Ask which side is right about one thing that both changed."""
    sides = Table.grid(padding=(0, 2, 0, 0))
    sides.add_column(justify="right", no_wrap=True, style="dim", min_width=len(_THERE))
    for name, said in (
        ("before", conflict.base),
        ("here", conflict.incoming),
        (_THERE, conflict.kept),
    ):
        sides.add_row(name, words((phrase(in_words(said)), Style.null())))
    return Dialog(
        f"Both changed it, {number} of {number + left}",
        Group(words((sentence(conflict.what), Style.null())), sides, ""),
        (
            Choice(("h",), "take what is here", "incoming", "here"),
            Choice(("v",), "take what that version says", "kept", "that version"),
            Choice(("escape",), "go on here; nothing is saved yet", "stay", "stay"),
        ),
    )


def unsaved(articles: Sequence[str], trouble: AnnotatorError | None) -> Dialog:
    """Ask what to do with work that is not saved; with trouble, it is not on the disk either."""
    names = ", ".join(map(apart, articles))
    if trouble is not None:
        return Dialog(
            "Not kept yet",
            f"{sentence(trouble.what)}\n"
            + beside(f"Only this window has all changes of these articles: {names}"),
            (
                Choice(("s",), "save all and leave", "save", "save"),
                Choice(("escape",), "stay; it is tried again and again", "stay", "stay"),
                Choice(("x",), "leave; what is not kept is lost for good", "drop", "lose"),
            ),
        )
    return Dialog(
        "Not saved yet",
        beside(f"These articles have changes that are not saved as a version: {names}"),
        (
            Choice(("s",), "save all and leave", "save", "save"),
            Choice(("k",), "leave; the changes are there when you come back", "keep", "keep"),
            Choice(("escape",), "stay", "stay", "stay"),
            Choice(
                ("x",), "leave and drop them; when you come back, u undoes that", "drop", "drop"
            ),
        ),
    )
