"""Character properties of one pinned Unicode version, so that every Python shows the same.

The functions take one character. Those that end in `_codes` take a text of any length and
give one letter a code point, for patterns to run over; `_tables.py` says what each stands for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from annotator.text import _tables

VERSION: Final = _tables.VERSION

# A text that holds more different characters than this pays for looking some up again.
_KEPT = 20_000


class Codes(dict[int, str]):
    """The code of each code point that was met, found in a table of runs when it is new.

    Keys are code points, so that `str.translate` can use it.
    """

    def __init__(self, table: tuple[str, str]) -> None:
        super().__init__()
        self._starts, self._codes = table

    def __missing__(self, point: int) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[point] = code = self.code(point)
        return code

    def code(self, point: int) -> str:
        """Look a code point up in the table."""
        return self._codes[bisect_right(self._starts, chr(point)) - 1]


_BIDI = Codes(_tables.BIDI)
_CATEGORY = Codes(_tables.CATEGORY)
_GRAPHEME = Codes(_tables.GRAPHEME)
_WORD = Codes(_tables.WORD)
_JOINING = Codes(_tables.JOINING)
_WIDE = Codes(_tables.WIDE)
_IGNORABLE = Codes(_tables.IGNORABLE)
_MIRRORED = dict(zip(*_tables.MIRRORED, strict=True))


def bidi_class(character: str) -> str:
    """Bidi_Class by its short name: "L", "AL", "EN", "NSM"…; unassigned ones have one too."""
    return _tables.BIDI_NAMES[_BIDI[ord(character)]]


def bidi_codes(text: str) -> str:
    """Bidi_Class of every code point, one letter each (`BIDI_NAMES` tells them)."""
    return text.translate(_BIDI)


def category(character: str) -> str:
    """General_Category by its short name: "Lo", "Mn", "Cf"…, "Cn" where unassigned."""
    return _tables.CATEGORY_NAMES[_CATEGORY[ord(character)]]


def grapheme_break(character: str) -> str:
    """Grapheme_Cluster_Break, with "Extended_Pictographic" as a value of its own."""
    return _tables.GRAPHEME_NAMES[_GRAPHEME[ord(character)]]


def grapheme_codes(text: str) -> str:
    """Grapheme_Cluster_Break of every code point (`GRAPHEME_NAMES` tells the letters)."""
    return text.translate(_GRAPHEME)


def word_break(character: str) -> str:
    """Word_Break, with "Extended_Pictographic" as a value, alone or added to "ALetter"."""
    return _tables.WORD_NAMES[_WORD[ord(character)]]


def word_codes(text: str) -> str:
    """Word_Break of every code point (`WORD_NAMES` tells the letters)."""
    return text.translate(_WORD)


def joining_type(character: str) -> str:
    """Joining_Type: "U", "R", "L", "D", "C", or "T" for what joins look through."""
    return _JOINING[ord(character)]


def is_mark(character: str) -> bool:
    """Whether it is a nonspacing mark (Mn), as Arabic vowel signs are."""
    return category(character) == "Mn"


def is_ignorable(character: str) -> bool:
    """Whether it is invisible by default: joiners, direction controls, variation selectors."""
    return _IGNORABLE[ord(character)] == "I"


def is_format(character: str) -> bool:
    """Whether it is a format character (Cf) or invisible by default.

    A few format characters are drawn all the same: the signs before Arabic numbers and the
    end of an ayah. `is_ignorable` leaves those out.
    """
    return is_ignorable(character) or category(character) == "Cf"


def is_wide(character: str) -> bool:
    """Whether East_Asian_Width is Wide or Fullwidth."""
    return _WIDE[ord(character)] == "W"


def mirrored(character: str) -> str:
    """Give the character whose glyph mirrors this one's, or the character itself."""
    return _MIRRORED.get(character, character)
