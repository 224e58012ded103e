"""All that is known and decided about a terminal before anything is shown on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.terminal.around import Outside, Passage, multiplexer, open_passage, outside_tmux
from annotator.terminal.asking import Asked, asked, waiting
from annotator.terminal.choosing import SWITCHED, Choice, choose, way_of
from annotator.terminal.replies import Replies
from annotator.terminal.terminal import Terminal, named_by_environment, recognise
from annotator.terminal.ways.visual import Visual

_APPLE = "Apple_Terminal"


@dataclass(frozen=True, slots=True)
class Looked:
    """A terminal that was looked at, and what it answered."""

    terminal: Terminal
    replies: Replies


class Question:
    """A terminal that was asked who it is, and has not been heard yet."""

    def __init__(self, environ: Mapping[str, str], asked: Asked | None) -> None:
        self._environ = environ
        self._asked = asked

    def answer(self) -> Looked:
        """Wait for what it says, 0.3 s from the question at most."""
        replies = self._asked.collect() if self._asked else Replies()
        return Looked(recognise(self._environ, replies, _outside(self._environ)), replies)


@contextmanager
def asking(environ: Mapping[str, str], tty_in: int, tty_out: int) -> Iterator[Question]:
    """Ask the terminal who it is; other work can be done until the answer is wanted.

    A dumb terminal is not asked, nor is Apple Terminal, which would write the question down.
    """
    mute = environ.get("TERM", "dumb") == "dumb" or environ.get("TERM_PROGRAM") == _APPLE
    if mute:
        yield Question(environ, None)
        return
    with asked(tty_in, tty_out) as question:
        yield Question(environ, question)


def glance(environ: Mapping[str, str], tty_in: int, tty_out: int) -> Terminal:
    """Which terminal this is, asked only where the environment does not tell.

    A command that ends at once must not take what was typed for the next one, so it does not ask
    while keys are waiting.
    """
    quiet = os.isatty(tty_in) and not waiting(tty_in)
    # How kitty is written to depends on its font, which only it can tell.
    known = named_by_environment(environ) not in ("", "kitty")
    if quiet and not multiplexer(environ) and not known:
        with asking(environ, tty_in, tty_out) as question:
            return question.answer().terminal
    return recognise(environ, Replies(), _outside(environ))


@dataclass(frozen=True, slots=True)
class Prepared:
    """How a screen is shown: the terminal, the choice and its way; what to hand on and to undo.

    `keys` were pressed while the terminal was asked; `late` says that answers may still come.
    """

    terminal: Terminal
    choice: Choice
    way: Visual
    passage: Passage | None = None
    keys: bytes = b""
    late: bool = False

    @property
    def is_guess(self) -> bool:
        """Whether nobody said how right to left shows here, and it may well show wrong."""
        stands_in = (
            self.terminal.inside == "tmux" and self.passage is None and self.choice.way in SWITCHED
        )
        return not self.choice.sure or (stands_in and self.choice.by == "the terminal")


def prepare(looked: Looked, chosen: Choice | None, passage: Passage | None = None) -> Prepared:
    """Get ready for a screen, in the way that a person chose, else in that of the terminal.

    `passage` is one that was opened before.
    """
    terminal, replies = looked.terminal, looked.replies
    choice = chosen or choose(terminal)
    if passage is None and terminal.inside == "tmux" and choice.way in SWITCHED:
        passage = open_passage()
    return Prepared(
        terminal,
        choice,
        way_of(choice.way, terminal, passes=passage is not None),
        passage,
        # Enter, as the terminal gives it until the screen is there.
        keys=replies.rest.replace(b"\n", b"\r"),
        late=not replies.complete,
    )


def look_again(environ: Mapping[str, str]) -> Looked:
    """The terminal that tmux is looked at in by now; nobody is asked but tmux."""
    replies = Replies(complete=True)
    return Looked(recognise(environ, replies, _outside(environ)), replies)


def _outside(environ: Mapping[str, str]) -> Outside | None:
    return outside_tmux() if multiplexer(environ) == "tmux" else None
