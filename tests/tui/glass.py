"""A terminal of cells that is fed what a real one is sent, and takes other sizes as one does."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.terminal.cells import BLANK, Painted
from annotator.text.width import width_of

_PIECES = re.compile(
    "\x1b\\[([0-9]*);([0-9]*)H|\x1b\\[([0-9:;]*)m|(\n)"
    "|\x1b(?:\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\\[[0-?]*[ -/]*[@-~])|([^\x1b])",
    re.DOTALL,
)


class Glass:
    """Rows of cells; a wide character has None after it."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.rows = [[BLANK] * width for _ in range(height)]
        self.row = self.column = 0
        self.style = ""

    def resize(self, width, height):
        """Cut what finds no room, as xterm does; what is new is blank."""
        for row in self.rows:
            _part(row, width)
            row[width:] = [BLANK] * (width - len(row))
        self.rows[height:] = [[BLANK] * width for _ in range(height - len(self.rows))]
        self.width, self.height = width, height

    def take(self, sent):
        """Do as told."""
        for row, column, colours, end, character in _PIECES.findall(sent):
            if row:
                self.row, self.column = int(row) - 1, int(column) - 1
            elif end:
                self.row, self.column = self.row + 1, 0
            elif character:
                self._put(character)
            elif colours:
                self.style = "" if colours == "0" else f"{self.style}\x1b[{colours}m"

    def cells(self, row):
        """The cells of a row from left to right."""
        return tuple(cell for cell in self.rows[row] if cell is not None)

    def _put(self, character):
        row, width = self.rows[min(self.row, self.height - 1)], width_of(character)
        if not width:
            at = max(at for at in range(self.column) if row[at] is not None)
            row[at] = replace(row[at], text=row[at].text + character)
            return
        self.column = min(self.column, self.width - width)
        end = self.column + width
        for edge in (self.column, end):
            _part(row, edge)
        row[self.column : end] = [Painted(character, width, self.style), *[None] * (width - 1)]
        self.column = end


def _part(row, column):
    """Leave blanks of a wide character that stands on both sides of an edge."""
    if column < len(row) and row[column] is None:
        row[column - 1 : column + 1] = [replace(BLANK, style=row[column - 1].style)] * 2
