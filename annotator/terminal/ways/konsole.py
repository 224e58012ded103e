"""Konsole, whose ordering of rows is a setting that a sequence changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.terminal.cells import OVERLINED, Painted, unslanted
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.visual import Visual


class Konsole(Visual):
    """The way of Konsole and Yakuake. The sequence sets the font in others: never send it there.

    The setting holds for the whole window, so a line of a command's output, which stays when the
    command is gone, is turned round instead; Konsole turns no brackets in what it reorders.

    Source: Konsole handbook, "Changing profile settings by escape sequences" (OSC 50).
    """

    name = "konsole"
    rewrites = True

    def __init__(self, *, through: Callable[[str], str] = str) -> None:
        self._through = through

    def enter(self) -> str:
        """Turn Konsole's own ordering off."""
        return self._through("\x1b]50;BidiRenderingEnabled=false\x07")

    def leave(self) -> str:
        """Turn it on again."""
        return self._through("\x1b]50;BidiRenderingEnabled=true\x07")

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The same cells, with a line above those that would be slanted."""
        return unslanted(cells, OVERLINED)

    def line(self, cells: Sequence[Painted]) -> str:
        """A line that Konsole puts in order itself."""
        return Inverse(mirrors=False).line(cells)
