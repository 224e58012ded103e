"""Which terminal this is, from its own answers, else from what it left in the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.terminal.around import Multiplexer, Outside, multiplexer
from annotator.terminal.replies import Replies

UNKNOWN = "unknown"

# Names as terminals give them when they are asked (XTVERSION), without their versions.
_ASKED = {
    "xterm": "xterm",
    "vte": "vte",
    "konsole": "konsole",
    "kitty": "kitty",
    "mlterm": "mlterm",
    "wezterm": "wezterm",
    "mintty": "mintty",
    "foot": "foot",
    "alacritty": "alacritty",
    "ghostty": "ghostty",
    "iterm2": "iterm2",
    "contour": "contour",
    "xterm.js": "xterm.js",
    "windows terminal": "windows-terminal",
}
# Variables that only one terminal sets. A terminal that was started from another one has those of
# both, so they tell something only where they agree.
_LEFT = {
    "XTERM_VERSION": "xterm",
    "VTE_VERSION": "vte",
    "KONSOLE_VERSION": "konsole",
    "MLTERM": "mlterm",
    "KITTY_WINDOW_ID": "kitty",
    "ALACRITTY_WINDOW_ID": "alacritty",
    "GHOSTTY_RESOURCES_DIR": "ghostty",
    "WEZTERM_PANE": "wezterm",
    "WT_SESSION": "windows-terminal",
    "ITERM_SESSION_ID": "iterm2",
}
# Its own program tells a terminal's name more surely than what its parents left.
_PROGRAMS = {
    "apple_terminal": "apple",
    "iterm.app": "iterm2",
    "wezterm": "wezterm",
    "vscode": "xterm.js",
    "ghostty": "ghostty",
    "mintty": "mintty",
}
_TERMS = {
    "xterm-kitty": "kitty",
    "mlterm": "mlterm",
    "alacritty": "alacritty",
    "foot": "foot",
    "foot-extra": "foot",
    "xterm-ghostty": "ghostty",
    "wezterm": "wezterm",
    "mintty": "mintty",
    "contour": "contour",
    "linux": "linux",
}
# Secondary device attributes, whole or their first number, of those that give no name.
_KINDS = {"65": "vte", "24": "mlterm", "77": "mintty", "1;95;0": "apple"}
# Those that give their name when they are asked: whoever gives none is another one.
_NAMERS = frozenset({"xterm", "konsole", "kitty", "wezterm", "foot", "ghostty", "iterm2"})
_PARTED = re.compile("[ (](?=\\d)")

_Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as far as it is known.

    `name` is one of this module's; `told_by` says how it is known. `mode` is what the terminal
    said of its own ordering (`Replies.mode`), `font` kitty's, `term` its entry in terminfo.
    `inside` is what stands between it and this program; `rows` its height then, 0 if not known.
    """

    name: str = UNKNOWN
    version: str = ""
    told_by: str = ""
    mode: int | None = None
    font: str = ""
    term: str = ""
    inside: Multiplexer = ""
    rows: int = 0

    @property
    def key(self) -> str:
        """Under what an answer about this terminal is remembered."""
        name = f"TERM={self.term}" if self.name == UNKNOWN else self.name
        return f"{name} in {self.inside}" if self.inside else name


def recognise(
    environ: Mapping[str, str], replies: Replies, outside: Outside | None = None
) -> Terminal:
    """Which terminal it is; `outside` is what tmux knows of the one around it.

    What a terminal answers goes before what it left in the environment, which may be that of
    another terminal that this one was started from.
    """
    inside = "" if _answers_itself(replies) else multiplexer(environ)
    term = environ.get("TERM", "")
    if not inside and replies.name.startswith("tmux"):
        # tmux runs on another machine, from which this one was reached.
        return Terminal(term=term, inside="tmux")
    if not inside:
        name, version, told_by = (
            _by_answer(replies.name) or _by_kind(replies.kind) or _by_environment(environ, replies)
        )
        return Terminal(name, version, told_by, replies.mode, replies.font, term)
    outside = outside or Outside()
    around = environ if outside.environ is None else outside.environ
    name, version, told_by = _by_answer(outside.name) or _by_environment(around, Replies())
    return Terminal(
        name, version, told_by, term=around.get("TERM", term), inside=inside, rows=outside.rows
    )


def named_by_environment(environ: Mapping[str, str]) -> str:
    """The one terminal that an environment tells of; "" where it is none, or several."""
    found = _candidates(environ)
    return next(iter(found)) if len(found) == 1 else ""


def _answers_itself(replies: Replies) -> bool:
    """Whether no tmux stands before it, whatever the environment says: it was started from one."""
    name = replies.name.lower()
    return replies.mode in (1, 2) or bool(name and not name.startswith(("tmux", "screen")))


def _by_answer(answer: str) -> _Told | None:
    if not answer:
        return None
    name, *version = _PARTED.split(answer, maxsplit=1)
    name = name.strip().lower()
    return _ASKED.get(name, name), "".join(version).rstrip(")"), "its own answer"


def _by_kind(kind: str) -> _Told | None:
    name = _KINDS.get(kind) or _KINDS.get(kind.partition(";")[0])
    return (name, "", "the kind that it says it is") if name else None


def _by_environment(environ: Mapping[str, str], replies: Replies) -> _Told:
    found = _candidates(environ)
    if len(found) > 1 and replies.complete:
        found = {
            name: variable
            for name, variable in found.items()
            if name not in _NAMERS and (name == "vte") == (replies.mode in (1, 2))
        }
    if len(found) != 1:
        return UNKNOWN, "", ""
    ((name, variable),) = found.items()
    return name, "", f"the variable {variable}"


def _candidates(environ: Mapping[str, str]) -> dict[str, str]:
    """The terminals that an environment tells of, each with the variable that does."""
    if environ.get("TERM", "") in _TERMS:
        return {_TERMS[environ["TERM"]]: "TERM"}
    found = {name: variable for variable, name in _LEFT.items() if environ.get(variable)}
    program = _PROGRAMS.get(environ.get("TERM_PROGRAM", "").lower())
    return {**found, program: "TERM_PROGRAM"} if program else found
