"""Terminals with a bidi mode of their own, which one sequence turns off (BDSM)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from shutil import get_terminal_size

from annotator.terminal.cells import Painted
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.visual import Visual
from annotator.text.flat import holds_right_to_left

_OFF, _ON = "\x1b[8l", "\x1b[8h"
_CLEAR = "\x1b[2J\x1b[H"


class Explicit(Visual):
    """The way of VTE (GNOME, Xfce, Tilix), mintty and WezTerm: cells stay where they are put.

    VTE keeps the mode with each row, as it was when the row was made. Rows are therefore made
    anew; those of a terminal around tmux or screen, of which there are `rows` (0 for as many as the
    window has), are turned off one by one, by sequences that `through` wraps up.

    Source: ECMA-48, 8.3.58 and 7.2.1 (BDSM); terminal-wg "BiDi in Terminal Emulators".
    """

    name = "explicit"

    def __init__(self, *, rows: int = 0, through: Callable[[str], str] | None = None) -> None:
        self._rows = rows
        self._through = through

    def enter(self) -> str:
        """Turn the terminal's own ordering off."""
        return self._everywhere(_OFF) or _OFF + _CLEAR

    def leave(self) -> str:
        """Turn it on again."""
        return self._everywhere(_ON) or _ON

    def line(self, cells: Sequence[Painted]) -> str:
        """A line during which it is off; tmux would draw it again when it is on."""
        if self._through is not None:
            return Inverse().line(cells)
        line = super().line(cells)
        right_to_left = any(holds_right_to_left(cell.text) for cell in cells)
        return f"{_OFF}{line}{_ON}" if right_to_left else line

    def _everywhere(self, sequence: str) -> str:
        """The sequence on every row of a terminal around, one by one: screen hands on few bytes."""
        if self._through is None:
            return ""
        rows = self._rows or get_terminal_size().lines
        return "".join(
            self._through(f"\x1b7\x1b[{row};1H{sequence}\x1b8") for row in range(1, rows + 1)
        )
