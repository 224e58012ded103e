"""tmux and GNU screen, which stand between this program and the terminal that is looked at."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Multiplexer = Literal["", "tmux", "screen"]

# Seconds that tmux has for each answer; somebody waits for the screen.
_SECONDS = 0.3
_ASKED = "#{client_pid}\t#{client_termtype}\t#{client_termname}\t#{client_height}"
_PASSING = "allow-passthrough"


@dataclass(frozen=True, slots=True)
class Outside:
    """The terminal around tmux: what tmux knows of it, and the environment that it was told.

    `rows` is its height, 0 where it is not known.
    """

    name: str = ""
    environ: Mapping[str, str] | None = None
    rows: int = 0


def multiplexer(environ: Mapping[str, str]) -> Multiplexer:
    """What this program runs inside of, as the environment tells."""
    if environ.get("TMUX"):
        return "tmux"
    return "screen" if environ.get("STY") else ""


def through_tmux(sequence: str) -> str:
    """A sequence as tmux hands it on to the terminal around it."""
    return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"


def through_screen(sequence: str) -> str:
    """A sequence as GNU screen hands it on to the terminal around it."""
    return f"\x1bP{sequence}\x1b\\"


def outside_tmux() -> Outside:
    """Ask tmux which terminal it is looked at in; nothing is known where it does not answer.

    What the terminal itself left in the environment comes from the process that is attached, since
    the environment inside of tmux is that of whoever started it.
    """
    pid, _, rest = _tmux("display-message", "-p", _ASKED).partition("\t")
    name, _, rest = rest.partition("\t")
    term, _, rows = rest.partition("\t")
    if not pid.isdecimal():
        return Outside()
    environ = _environ_of(pid)
    if environ is not None:
        environ = {**environ, "TERM": term}
    return Outside(name, environ, int(rows) if rows.isdecimal() else 0)


@dataclass(frozen=True, slots=True)
class Passage:
    """A way through tmux to the terminal around it, and the command that closes it again.

    `closing` is empty where it was open before.
    """

    closing: tuple[str, ...] = ()

    def close(self) -> None:
        """Leave tmux as it was."""
        if self.closing:
            _run(*self.closing)


def open_passage() -> Passage | None:
    """Let sequences through tmux from this pane; None where it does not allow that.

    tmux before 3.3 lets everything through and knows no such option.
    """
    if not _tmux("display-message", "-p", "#{pane_id}"):
        return None
    usual = _tmux("show-options", "-A", "-p", "-v", _PASSING)
    if usual in ("", "on", "all"):
        return Passage()
    before = _tmux("show-options", "-p", "-v", _PASSING)
    if _run("set-option", "-p", _PASSING, "on") is None:
        return None
    if before:
        return Passage(("set-option", "-p", _PASSING, before))
    return Passage(("set-option", "-p", "-u", _PASSING))


def _tmux(*words: str) -> str:
    """What tmux says, without the line's end; "" where it fails."""
    said = _run(*words)
    return "" if said is None else said.strip("\n")


def _run(*words: str) -> str | None:
    with suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        done = subprocess.run(  # noqa: S603 - tmux, by the name under which the person has it
            ("tmux", *words),  # noqa: S607
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        return done.stdout
    return None


def _environ_of(pid: str) -> dict[str, str] | None:
    """The environment of a process of this person's, None where it cannot be read."""
    try:
        data = Path("/proc", pid, "environ").read_bytes()
    except OSError:
        return None
    pairs = (one.decode("utf-8", "replace").partition("=") for one in data.split(b"\0") if one)
    return {name: value for name, _, value in pairs}
