"""Rows as they are sent to a terminal: cells from left to right, each with its colours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.text.flat import holds_right_to_left
from annotator.text.width import width_of

_COLOURS = re.compile("\x1b\\[([0-9:;]*)m")
# What a sequence says of letters before it comes to their colours.
_ATTRIBUTES = re.compile("\x1b\\[((?:[1-9]|2[1-9])(?:;(?:[1-9]|2[1-9]))*)([;m])")
_PLAIN = ("", "0")
_RESET = "\x1b[0m"
OVERLINED = "53"


@dataclass(frozen=True, slots=True)
class Painted:
    """One cell as it is sent: a character with its marks, the cells it takes, its colours.

    `style` is the escape sequences that set the colours, "" for those of the terminal.
    """

    text: str
    width: int = 1
    style: str = ""


BLANK = Painted(" ")


def painted(text: str, style: str = "") -> list[Painted]:
    """The cells of a text of one look; marks stand with the character before them."""
    found: list[Painted] = []
    for character in text:
        width = width_of(character)
        if width or not found:
            found.append(Painted(character, max(width, 1), style))
        else:
            found[-1] = Painted(found[-1].text + character, found[-1].width, style)
    return found


def parsed(line: str) -> list[Painted]:
    """The cells of a line in which colours are set and reset."""
    found: list[Painted] = []
    style, at = "", 0
    for match in _COLOURS.finditer(line):
        found += painted(line[at : match.start()], style)
        style, at = after(style, match), match.end()
    return found + painted(line[at:], style)


def after(style: str, match: re.Match[str]) -> str:
    """The colours that hold once a sequence that sets them was sent."""
    return "" if match[1] in _PLAIN else style + match[0]


def written(cells: Iterable[Painted]) -> str:
    """The cells as they are sent, with no colours left set at the end."""
    pieces = []
    for style, run in groupby(cells, lambda cell: cell.style):
        text = "".join(cell.text for cell in run)
        pieces.append(f"{style}{text}{_RESET}" if style else text)
    return "".join(pieces)


def face(style: str) -> tuple[bool, bool]:
    """Whether letters of a style are bold, and whether they are slanted."""
    told = {one for found in _ATTRIBUTES.finditer(style) for one in found[1].split(";")}
    return "1" in told, "3" in told


def unslanted(cells: Iterable[Painted], instead: str) -> tuple[Painted, ...]:
    """Stretches of one look with right-to-left letters in them, marked in another way than slanted.

    The slanted face of a fixed-width font seldom has them, and not every terminal slants those of
    the upright one or looks for another: some show boxes. `instead` is what SGR calls the mark.
    """
    found: list[Painted] = []
    for style, run in groupby(cells, lambda cell: cell.style):
        stretch = list(run)
        if any(holds_right_to_left(cell.text) for cell in stretch):
            other = _ATTRIBUTES.sub(lambda told: _without_slant(told, instead), style)
            stretch = [replace(cell, style=other) for cell in stretch]
        found += stretch
    return tuple(found)


def _without_slant(found: re.Match[str], instead: str) -> str:
    told = ";".join(instead if one == "3" else one for one in found[1].split(";"))
    return f"\x1b[{told}{found[2]}"
