"""The last resort: plain letters in the order of storage, which the terminal may join and order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from annotator.terminal.cells import Painted
from annotator.terminal.ways.inverse import Inverse


class Logical(Inverse):
    """Words from their first letter to their last, not joined: for the terminal to join and order.

    It is also what a screen reader or a line of braille can read. What stands beside what on a
    row stays, and lam-alef stays one sign, so that every cell is where it was.
    """

    name = "logical"

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The row as it is stored, as near as a row of the screen can tell."""
        return tuple(replace(cell, text=_plain(cell.text)) for cell in super().row(cells))


def _plain(text: str) -> str:
    """A cell with the plain letter for its joined form, where that is one letter."""
    letter = unicodedata.normalize("NFKC", text[0])
    return letter + text[1:] if len(letter) == 1 and "\ufb50" <= text[0] <= "\ufefc" else text
