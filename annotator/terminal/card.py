"""The card by which a person tells how a terminal shows right to left: a line for each way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from annotator.terminal.cells import Painted, painted, written
from annotator.terminal.choosing import way_of
from annotator.terminal.names import NAMES, WayName
from annotator.terminal.opening import Prepared
from annotator.terminal.terminal import UNKNOWN, Terminal
from annotator.terminal.watchman import Watchman
from annotator.terminal.ways.visual import Visual
from annotator.text.flat import visual

# Whoever can read a line is told by it what to answer. What the ways differ in is all there:
# letters that join, lam-alef, a number, words of another script, brackets that touch letters.
_LINE = "اكتب {} إن كان هذا (هنا) أول سطر سليم، أي: OK 25% بلا خطأ"
_TRIAL = "اكتب 1 إن كان هذا (هنا) سليما، أي: OK 25% بلا خطأ، وإلا فاكتب 2 لنعود"
_MARK = "\x1b[7m"
# One way sends colours of its own to keep cells apart; they are read on a light terminal too.
_DARK = "\x1b[38;2;229;229;229;48;2;32;32;32m"
_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[?1049l"
# Their sequences hold for a whole window, and one of them sets the font in other terminals.
_OFFERED_TO = {"konsole": {"konsole"}, "mlterm": {"mlterm", UNKNOWN}}
_NOT_OFFERED_TO = {"explicit": "kitty"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the card: its number, its way, and what is sent for it, its end included."""

    number: int
    way: WayName
    sent: str


def card(terminal: Terminal, *, likeliest: WayName, passes: bool) -> tuple[Line, ...]:
    """A line for every way that this terminal may need, without those that come out the same.

    Of ways that do, the first stands for all, or the one that is `likeliest`. `passes` says
    whether sequences get through to the terminal around tmux.
    """
    ways = {name: way_of(name, terminal, passes=passes) for name in _offered(terminal)}
    alike: dict[str, WayName] = {}
    for name, way in ways.items():
        sent = way.line(_row(name, 0))
        if sent not in alike or name == likeliest:
            alike[sent] = name
    return tuple(
        Line(number, name, ways[name].line(_row(name, number)))
        for number, name in enumerate(alike.values(), start=1)
    )


def trial_line(way: Visual) -> str:
    """The line by which a person tells whether a way is right that holds for a whole window."""
    return f"{written(way.row(_marked(_TRIAL)))}\n"


@contextmanager
def tried(prepared: Prepared, send: Callable[[str], None]) -> Iterator[None]:
    """A screen of its own that is brought to a way; all of it is undone, whatever happens.

    tmux lets nothing through between a change of screens and its painting of the other one.
    """
    passage = prepared.passage
    undoing = f"{prepared.way.leave()}{_BACK}"
    watchman = Watchman(undoing, passage.closing if passage else ())
    try:
        send(f"{prepared.way.enter()}{_OTHER_SCREEN}")
        yield
    finally:
        try:
            send(undoing)
            watchman.dismiss()
        finally:
            if passage is not None:
                passage.close()


def _offered(terminal: Terminal) -> Iterator[WayName]:
    for name in NAMES:
        offered = name not in _OFFERED_TO or terminal.name in _OFFERED_TO[name]
        if offered and _NOT_OFFERED_TO.get(name) != terminal.name:
            yield name


def _row(name: WayName, number: int) -> list[Painted]:
    ground = _DARK if name == "cells" else ""
    return [*painted(f"  {number}  "), *_marked(_LINE.format(number), ground)]


def _marked(text: str, style: str = "") -> list[Painted]:
    """A right-to-left text as it should be seen, its first letter marked."""
    cells = painted(visual(text), style)
    return [*cells[:-1], replace(cells[-1], style=style + _MARK)]
