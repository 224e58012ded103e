"""Reading a terminal's cells back from its picture, and holding them against what must be there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from tests.terminals.kinds import COLUMNS
from tests.terminals.pictures import Alphabet, ground

# A card's row: a letter, a blank, what is shown, a blank; the letters keep it where it is.
_STEP, _WALL = 4, "x"
# Characters whose shapes are told apart by less count as one.
_CLOSE = 0.02


def card(characters):
    """What shows each character in a cell of its own, and where: row and column by character.

    Between two letters that run left to right no terminal moves it.
    """
    places, rows = {}, []
    for at, text in enumerate(characters):
        row, place = divmod(at, (COLUMNS - 1) // _STEP)
        if place == 0:
            rows.append(_WALL)
        rows[row] += f" {text} {_WALL}"
        # Some reach into the row below theirs, which is left empty.
        places[text] = 2 * row, place * _STEP + 2
    return "".join(f"{row}\n\n" for row in rows), places


def alphabet_of(picture, grid, places, top):
    """What the characters of a card look like, the card's first row being `top`."""
    alphabet = Alphabet()
    for text, (row, column) in places.items():
        alphabet.learn(text, grid.cell(picture, top + row, column))
    return alphabet


@dataclass(frozen=True)
class Read:
    """How a pane was read: cells that are right of those with something in them, words, rows.

    `rows` are what was read, from left to right, with what was meant where that is another.
    """

    cells: tuple[int, int]
    words: tuple[int, int]
    rows: tuple[tuple[str, str], ...]

    @property
    def share(self):
        """The share of cells that are right."""
        return self.cells[0] / self.cells[1]

    @property
    def exact(self):
        """Whether every cell is right."""
        return self.cells[0] == self.cells[1]


def read(picture, grid, alphabet, pane):
    """Read the cells of a pane, and say how many show what they must."""
    cells, words, rows = Counter(), Counter(), []
    for row, line in groupby(pane.cells(), lambda cell: cell[0]):
        seen = []
        for _, column, wanted in line:
            found = alphabet.read(grid.cell(picture, row, column), wanted, _CLOSE)
            seen.append((wanted, found))
        shown = [(wanted, found) for wanted, found in seen if (wanted, found) != (" ", " ")]
        cells.update(wanted == found for wanted, found in shown)
        for blank, word in groupby(seen, lambda cell: cell[0] == " "):
            if not blank:
                words[all(wanted == found for wanted, found in word)] += 1
        meant, was = ("".join(column) for column in zip(*seen, strict=True))
        rows.append((was, "" if was == meant else meant))
    return Read(_of(cells), _of(words), tuple(rows))


def _of(counter):
    return counter[True], counter.total()


def coloured(picture, grid, pane):
    """The cells of a pane whose ground is another than that of most, as rows and columns."""
    grounds = {
        (row, column): ground(grid.cell(picture, row, column)) for row, column, _ in pane.cells()
    }
    usual = Counter(grounds.values()).most_common(1)[0][0]
    return {place for place, colour in grounds.items() if colour != usual}
