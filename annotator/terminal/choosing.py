"""Which way of showing right to left a terminal needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from annotator.terminal.around import through_screen, through_tmux
from annotator.terminal.names import WayName
from annotator.terminal.terminal import UNKNOWN, Terminal
from annotator.terminal.ways.cellwise import Cellwise
from annotator.terminal.ways.explicit import Explicit
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.kitty import Kitty, KittyWords
from annotator.terminal.ways.konsole import Konsole
from annotator.terminal.ways.logical import Logical
from annotator.terminal.ways.mlterm import Mlterm
from annotator.terminal.ways.visual import Visual

# Who chose: the person just now, their settings, their answer to `doctor`, or this program.
Chooser = Literal["--rtl", "config.toml", "doctor", "the terminal"]

_BY_NAME: dict[str, WayName] = {
    "vte": "explicit",
    "mintty": "explicit",
    "wezterm": "explicit",
    "konsole": "konsole",
    "mlterm": "mlterm",
    "kitty": "kitty",
    "apple": "inverse",
}
_LEFT_TO_RIGHT = frozenset(
    {
        "xterm",
        "alacritty",
        "foot",
        "ghostty",
        "windows-terminal",
        "iterm2",
        "contour",
    }
)
_WAYS: dict[WayName, Callable[[Terminal], Visual]] = {
    "visual": lambda _: Visual(),
    "explicit": lambda terminal: Explicit(rows=terminal.rows, through=_through(terminal)),
    "konsole": lambda terminal: Konsole(through=_through(terminal) or str),
    "mlterm": lambda terminal: Mlterm(through=_through(terminal) or str),
    "kitty": lambda _: Kitty(),
    "kitty-words": lambda _: KittyWords(),
    "inverse": lambda _: Inverse(),
    "cells": lambda _: Cellwise(),
    "logical": lambda _: Logical(),
}
# What stands in for the ways that need a sequence which does not get through.
_TURNED: dict[WayName, Callable[[Terminal], Visual]] = {
    "explicit": lambda _: Inverse(),
    "konsole": lambda _: Inverse(mirrors=False),
    "mlterm": lambda _: Inverse(base=None),
}
SWITCHED = frozenset(_TURNED)
_MODES: dict[int, WayName] = {1: "explicit", 2: "visual", 3: "inverse", 4: "visual"}
# Fixed-width fonts that have Arabic too.
_ARABIC_FONTS = ("dejavu", "couriernew", "kawkab", "vazir", "cascadia", "sahel", "tahoma")


@dataclass(frozen=True, slots=True)
class Choice:
    """A way by its name, who chose it and why; `sure` is False where it is only the likeliest."""

    way: WayName
    by: Chooser
    why: str
    sure: bool = True


def choose(terminal: Terminal) -> Choice:
    """The way that a terminal needs, from what is known of it."""
    mode = _MODES.get(terminal.mode or 0)
    if mode is not None and terminal.name != "kitty":
        return Choice(mode, "the terminal", _WHY[mode])
    way = _BY_NAME.get(terminal.name)
    if way == "kitty" and _has_arabic(terminal.font):
        way = "kitty-words"
    if way is not None:
        return Choice(way, "the terminal", _WHY[way])
    if terminal.name in _LEFT_TO_RIGHT:
        return Choice("visual", "the terminal", _WHY["visual"])
    return Choice("visual", "the terminal", _unsure(terminal), sure=False)


def way_of(name: WayName, terminal: Terminal, *, passes: bool) -> Visual:
    """The way of a name, as this terminal and what stands before it need it.

    `passes` says whether sequences get through to the terminal around tmux; where they do not,
    rows are turned round instead of asking it to leave them alone.
    """
    if terminal.inside == "tmux" and not passes:
        return _TURNED.get(name, _WAYS[name])(terminal)
    return _WAYS[name](terminal)


def _through(terminal: Terminal) -> Callable[[str], str] | None:
    match terminal.inside:
        case "tmux":
            return through_tmux
        case "screen":
            return through_screen
        case "":
            return None


def _has_arabic(font: str) -> bool:
    plain = font.lower().replace(" ", "").replace("-", "")
    return any(name in plain for name in _ARABIC_FONTS)


_WHY: dict[WayName, str] = {
    "visual": "it puts every cell where it is told",
    "explicit": "it orders rows itself, and one sequence turns that off",
    "konsole": "it orders rows itself, and its own setting turns that off",
    "mlterm": "it orders rows itself, and its own setting turns that off",
    "kitty": "it draws each run of Arabic letters backwards, so they are sent backwards",
    "kitty-words": "it draws each word with Arabic letters backwards, so it is sent backwards",
    "inverse": "it orders every row itself and cannot be told not to, so rows are turned round",
    "cells": "it is a page of the web, which orders stretches of one look",
    "logical": "it is left to the terminal",
}


def _unsure(terminal: Terminal) -> str:
    if terminal.name == UNKNOWN:
        return "it does not say who it is; most terminals put every cell where they are told"
    return "nothing is known of it; most terminals put every cell where they are told"
