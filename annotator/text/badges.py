"""Badges: short signs drawn with the characters of a text, for what its letters do not show.

Invisible characters by their names, blanks by their signs, labels by their letters at the edges
of spans. A badge changes what a cell looks like and how wide it is, never an offset.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Literal

from annotator.text.display import TAB_CELLS, shown
from annotator.text.unicode import grapheme_break, is_ignorable
from annotator.text.width import cells

Place = Literal["beside", "instead"]

_LEFT_OUT = "…"
# One cell each, and in the fonts of every terminal; U+237D for a no-break space is not.
_BLANKS = {" ": "·", "\t": "→".ljust(TAB_CELLS), "\n": "¶"}
# The abbreviations among Unicode's name aliases, and those of section 5.8 for line ends.
_ABBREVIATIONS = {
    chr(int(point, 16)): name
    for point, name in (
        pair.split("=")
        for pair in (
            "d=CR 85=NEL a0=NBSP ad=SHY 34f=CGJ 61c=ALM 180b=FVS1 180c=FVS2 180d=FVS3 180e=MVS"
            " 180f=FVS4 200b=ZWSP 200c=ZWNJ 200d=ZWJ 200e=LRM 200f=RLM 2028=LS 2029=PS 202a=LRE"
            " 202b=RLE 202c=PDF 202d=LRO 202e=RLO 202f=NNBSP 205f=MMSP 2060=WJ 2066=LRI 2067=RLI"
            " 2068=FSI 2069=PDI feff=BOM"
        ).split()
    )
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign for the code point at `offset`: drawn beside its unit, or instead of a blank.

    Only spaces, tabs and line ends are blank; with any other unit "instead" is "beside". The
    text is visible characters; it reads from left to right whatever stands around it.
    """

    offset: int
    text: str
    place: Place = "beside"


@dataclass(frozen=True, slots=True)
class Around:
    """The badges of one unit in reading order: before it, in the stead of its blank, after it."""

    before: tuple[str, ...]
    instead: str
    after: tuple[str, ...]

    def fitted(self, own: int, room: int) -> Around:
        """What there is room for in a row of `room` cells with a unit of `own` cells.

        Badges are kept whole, the first in reading order first; an … stands for the others,
        unless the unit fills the row. What stands for a blank is left out if wider than a row.
        """
        instead = self.instead if cells(self.instead) <= room else ""
        beside = _fitting((*self.before, *self.after), room - (cells(instead) or own))
        part = len(self.before)
        return Around(beside[:part], instead, beside[part:])

    def width(self, own: int) -> int:
        """Cells of a unit of `own` cells with its badges."""
        return (cells(self.instead) or own) + sum(map(cells, (*self.before, *self.after)))

    def draw(self, unit: str, level: int) -> str:
        """The unit with its badges, from left to right, at a bidi level.

        Marks on a blank stay on what stands for it.
        """
        pieces = (
            *self.before,
            self.instead + unit.lstrip(" ") if self.instead else unit,
            *self.after,
        )
        return "".join(reversed(pieces) if level & 1 else pieces)


def _fitting(texts: tuple[str, ...], room: int) -> tuple[str, ...]:
    """As many of the texts as fit into some cells, with … if others are left out."""
    ends = list(accumulate(map(cells, texts)))
    if not ends or ends[-1] <= room:
        return texts
    kept = texts[: bisect_right(ends, room - cells(_LEFT_OUT))]
    return (*kept, _LEFT_OUT) if room > 0 else ()


def around(badges: Iterable[Badge], base: int, *, blank: bool) -> Around:
    """Arrange the badges of one unit, given sorted by offset.

    `base` is the offset of the character that the unit shows: the badges of it and of what
    precedes it in the unit stand before, those of what follows it after.
    """
    before: list[str] = []
    instead: list[str] = []
    after: list[str] = []
    for badge in badges:
        if blank and badge.place == "instead":
            instead.append(badge.text)
        else:
            (before if badge.offset <= base else after).append(badge.text)
    return Around(tuple(before), "".join(instead), tuple(after))


def offsets(badges: Sequence[Badge], length: int) -> list[int]:
    """The offsets of badges for a text of some length.

    Raises:
        ValueError: they are not sorted, or some do not belong to a code point of the text.
    """
    found = [badge.offset for badge in badges]
    if found != sorted(found):
        raise ValueError("badges must be sorted by offset")
    if found and not 0 <= found[0] <= found[-1] < length:
        raise ValueError(f"badges must have offsets of 0 or more and below {length}")
    return found


def joined(one: tuple[Badge, ...], other: tuple[Badge, ...]) -> tuple[Badge, ...]:
    """Put two sorted sets of badges together; at one offset the first set's come first."""
    return tuple(merge(one, other, key=attrgetter("offset")))


def invisibles(
    text: str, start: int = 0, end: int | None = None, *, blanks: bool = True
) -> tuple[Badge, ...]:
    """What shows the invisible characters of a text, sorted by offset.

    Only those in [start, end) are looked at, a stretch that begins and ends with a unit; without
    `blanks` spaces, tabs and line feeds are left out, whose signs are as wide as they are.

    Whatever has no cell of its own and is no visible mark stands in brackets by its
    abbreviation, [RLM], or by its code point, [U+2063]; several of one kind in a row are told
    at the first, [RLM×3]. A space is shown as ·, a tab as →, a line feed as ¶, any other blank
    by its name. What the page shows anyway (a control character by its picture, the vowel of a
    Hangul syllable) has no badge.

    Source: NameAliases.txt of Unicode 15.0, type abbreviation; The Unicode Standard 15.0,
    section 5.8.
    """
    end = len(text) if end is None else end
    signs = {
        character: sign
        for character in set(text[start:end])
        if (blanks or character not in _BLANKS) and (sign := _sign(character))
    }
    if not signs:
        return ()
    found: list[Badge] = []
    run = re.compile(f"([{re.escape(''.join(sorted(signs)))}])\\1*")
    for match in run.finditer(text, start, end):
        character, (first, last) = match[1], match.span()
        sign = signs[character]
        if first and _in_syllable(text[first - 1 : first + 1]):
            continue
        if shown(character):
            found.extend(Badge(at, sign, "instead") for at in range(first, last))
        else:
            found.append(Badge(first, _counted(sign, last - first)))
    return tuple(found)


def edges(spans: Iterable[tuple[int, str]]) -> tuple[Badge, ...]:
    """What tells labels without colour: the letter of each at the start of a span's piece.

    Takes offsets with letters, in any order, and gives badges sorted by offset; the letters of
    one offset share a badge, in the order in which they come. They look like ‹p›, which keeps
    its look beside text of either direction, even where a terminal mirrors it.
    """
    found = []
    for offset, same in groupby(sorted(spans, key=_offset), key=_offset):
        letters = "".join(shown(character) for _, letter in same for character in letter)
        found.append(Badge(offset, f"‹{letters}›"))
    return tuple(found)


def _offset(span: tuple[int, str]) -> int:
    return span[0]


def _counted(sign: str, count: int) -> str:
    return sign if count == 1 else f"{sign[:-1]}×{count}]"


def _sign(character: str) -> str:
    """What makes a character visible, or "" where the page shows it."""
    stand_in = shown(character)
    if stand_in and not stand_in.isspace():
        return ""
    return _BLANKS.get(character) or f"[{_name(character)}]"


def _in_syllable(pair: str) -> bool:
    """Whether the second of two characters is drawn with the first, as one Hangul syllable."""
    first, second = map(grapheme_break, pair)
    return second in {"V", "T"} and first in {"L", "V", "T"} and not is_ignorable(pair[1])


def _name(character: str) -> str:
    point = ord(character)
    if 0xFE00 <= point <= 0xFE0F:
        return f"VS{point - 0xFE00 + 1}"
    if 0xE0100 <= point <= 0xE01EF:
        return f"VS{point - 0xE0100 + 17}"
    if 0xE0020 < point < 0xE007F:
        return f"TAG {chr(point - 0xE0000)}"
    return _ABBREVIATIONS.get(character) or f"U+{point:04X}"
