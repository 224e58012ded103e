"""Terminals in a web page that hand stretches of one look to the browser, which orders them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from annotator.terminal.cells import Painted
from annotator.terminal.ways.visual import Visual
from annotator.text.flat import holds_right_to_left

_LETTERS = re.compile("38[;:](?:2[;:]+(?P<true>\\d+[;:]\\d+[;:]\\d+)|5[;:](?P<index>\\d+))")
_GROUND = "\x1b[38;2;{};{};{}m"
# The six steps of each colour of the cube of 256 colours, and where it ends.
_CUBE = (0, 95, 135, 175, 215, 255)
_FIRST, _GREYS = 16, 232
_WHITE = (229, 229, 229)


class Cellwise(Visual):
    """The way of xterm.js where it draws with elements of the page rather than on a canvas.

    Cells of one look become one element, which the browser puts in order; so beside a
    right-to-left letter no two cells look the same: the blue of their letters differs by one, of
    256, which nobody sees. Colours that only the terminal knows are given as those of `letters`.
    """

    name = "cells"
    rewrites = True

    def __init__(self, *, letters: tuple[int, int, int] = _WHITE) -> None:
        self._letters = letters

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The same cells, each beside a right-to-left letter with a look of its own."""
        alone = [holds_right_to_left(cell.text) for cell in cells]
        near = [any(alone[max(at - 1, 0) : at + 2]) for at in range(len(cells))]
        return tuple(
            replace(cell, style=cell.style + self._own(cell.style, at)) if near[at] else cell
            for at, cell in enumerate(cells)
        )

    def _own(self, style: str, column: int) -> str:
        """Colours of letters as they are, their blue even or odd as the column is."""
        red, green, blue = self._colour(style)
        return _GROUND.format(red, green, blue & ~1 | column & 1)

    def _colour(self, style: str) -> tuple[int, int, int]:
        for match in reversed(list(_LETTERS.finditer(style))):
            if match["true"]:
                red, green, blue = map(int, re.split("[;:]", match["true"]))
                return red, green, blue
            if int(match["index"]) >= _FIRST:
                return _of_palette(int(match["index"]))
        return self._letters


def _of_palette(index: int) -> tuple[int, int, int]:
    """A colour of the 256 that every terminal has alike, as xterm has them."""
    if index >= _GREYS:
        grey = 8 + 10 * (index - _GREYS)
        return grey, grey, grey
    red, rest = divmod(index - _FIRST, 36)
    return _CUBE[red], _CUBE[rest // 6], _CUBE[rest % 6]
