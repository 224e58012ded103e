"""mlterm, whose ordering of rows is a setting that a sequence changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.terminal.cells import OVERLINED, Painted, unslanted
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.visual import Visual

# A colour in a sequence that may set several things, and what stands before it.
_COLOUR = re.compile(r"([\[;])([34]8;(?:2;\d+;\d+;\d+|5;\d+))")


class Mlterm(Visual):
    """The way of mlterm.

    The setting holds for the whole window, so a line of a command's output, which stays when the
    command is gone, is turned round instead; mlterm lets its first letter say at which edge it
    begins.

    Source: mlterm, doc/en/PROTOCOL.hints (OSC 5379).
    """

    name = "mlterm"
    rewrites = True
    fills = True

    def __init__(self, *, through: Callable[[str], str] = str) -> None:
        self._through = through

    def enter(self) -> str:
        """Turn mlterm's own ordering off."""
        return self._through("\x1b]5379;use_ctl=false\x07")

    def leave(self) -> str:
        """Turn it on again."""
        return self._through("\x1b]5379;use_ctl=true\x07")

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The same cells, with a line above those that would be slanted.

        Each colour has a sequence of its own: mlterm reads no more than ten numbers of one.
        """
        return tuple(
            replace(cell, style=_COLOUR.sub(_alone, cell.style)) if cell.style else cell
            for cell in unslanted(cells, OVERLINED)
        )

    def line(self, cells: Sequence[Painted]) -> str:
        """A line that mlterm puts in order itself."""
        return Inverse(base=None).line(cells)


def _alone(found: re.Match[str]) -> str:
    """A colour with a sequence of its own."""
    return found[0] if found[1] == "[" else f"m\x1b[{found[2]}"
