"""A terminal of cells, as simple as it can be, to see what is on it after what was sent."""

from __future__ import annotations

import re

from annotator.terminal.cells import Painted
from annotator.text.width import width_of

_PIECES = re.compile(
    "\x1b\\[([0-9]+);([0-9]+)H|\x1b\\[([0-9:;]*)m|(\x1b\\[[0-9;?]*[A-Za-ln-z])|(.)", re.DOTALL
)


class Screen:
    """Rows of cells; a wide character has an empty cell after it."""

    def __init__(self, width, height):
        self.rows = [[Painted(" ")] * width for _ in range(height)]
        self.width = width

    def take(self, sent):
        row = column = 0
        style = ""
        for at_row, at_column, colours, _, character in _PIECES.findall(sent):
            if at_row:
                row, column = int(at_row) - 1, int(at_column) - 1
            elif character == "\n":
                row, column = row + 1, 0
            elif character and not width_of(character):
                cell = self.rows[row][column - 1]
                self.rows[row][column - 1] = Painted(cell.text + character, cell.width, cell.style)
            elif character:
                width = width_of(character)
                self.rows[row][column] = Painted(character, width, style)
                for beside in range(column + 1, column + width):
                    self.rows[row][beside] = Painted("", 0, style)
                column += width
            else:
                style = "" if colours in ("", "0") else f"{style}\x1b[{colours}m"

    def cells(self, row):
        """The cells of a row that hold anything, from left to right."""
        return tuple(cell for cell in self.rows[row] if cell.width)
