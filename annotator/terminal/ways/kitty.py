"""kitty, which draws each run of right-to-left letters backwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from annotator.terminal.cells import Painted, face, unslanted
from annotator.terminal.ways.inverse import turned
from annotator.terminal.ways.visual import Visual
from annotator.text.flat import holds_right_to_left
from annotator.text.unicode import bidi_class

# What stands in the blocks of right-to-left scripts and is of no one script.
_COMMON = re.compile("[\u060c\u061b\u061f\u0640\u0660-\u0669\u06dd]")
_DRAWN = re.compile("[ \u2500-\u259f\u2800-\u28ff\ue0b0-\ue0d7\U0001f000-\U0001ffff]")
# A wavy line: kitty does not slant the letters of a font that it falls back to.
_SLANT = "4:3"
_LEANING = "\x1b[3m"


class Kitty(Visual):
    """Sends each run backwards, so that kitty's turning it round shows it as it was meant.

    kitty shapes a run of cells of one font at once, and its first letter of any script says which
    way it runs; colours stay on their cells. Its usual fonts have no Arabic, so that Arabic is a
    run by itself. With `force_ltr yes` in its settings kitty leaves rows as they are, and the way
    is "visual".
    """

    name = "kitty"
    rewrites = True

    def row(self, cells: Sequence[Painted]) -> tuple[Painted, ...]:
        """The row with its runs turned round, the colours left in place."""
        sent: list[Painted] = []
        for run in self._runs(_parted(unslanted(cells, _SLANT))):
            other = [turned(cell) for cell in reversed(run)]
            if _is_right_to_left(other):
                sent += (
                    replace(cell, style=place.style) for cell, place in zip(other, run, strict=True)
                )
            else:
                sent += run
        return tuple(sent)

    def _runs(self, cells: Iterable[Painted]) -> Iterator[list[Painted]]:
        """Cells that kitty shapes together."""
        for _, run in groupby(cells, lambda cell: (self.font_of(cell.text), face(cell.style))):
            yield list(run)

    def font_of(self, text: str) -> str:
        """Which of kitty's fonts draws a cell; runs of different fonts are shaped apart."""
        return "other" if holds_right_to_left(text) else "main"


class KittyWords(Kitty):
    """The way of kitty in a font that has Arabic too: a word is shaped with all that touches it."""

    name = "kitty-words"

    def font_of(self, text: str) -> str:
        """Which of kitty's fonts draws a cell: one for all but blanks and what it draws itself."""
        return "drawn" if _DRAWN.match(text) else "main"


def _parted(cells: Sequence[Painted]) -> Iterator[Painted]:
    """Cells of which each with marks is a run by itself: kitty mixes up those of a longer one.

    Letters that it does not slant are of another face all the same when they are asked to be
    slanted, and faces are shaped apart.
    """
    leans = after_marks = False
    for cell in cells:
        if not holds_right_to_left(cell.text):
            leans = after_marks = False
            yield cell
            continue
        has_marks = len(cell.text) > cell.width
        leans ^= has_marks or after_marks
        after_marks = has_marks
        yield replace(cell, style=cell.style + _LEANING) if leans else cell


def _is_right_to_left(run: Sequence[Painted]) -> bool:
    """Whether the first letter of a run that has a script runs right to left."""
    for cell in run:
        letter = cell.text[0]
        if holds_right_to_left(letter) and not _COMMON.match(letter):
            return True
        if bidi_class(letter) == "L" and not holds_right_to_left(letter):
            return False
    return False
