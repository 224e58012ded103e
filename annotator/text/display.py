"""What is sent to a terminal for a character: never a control or format character.

An article may hold anything. Escape sequences, bidi overrides and other invisible
characters must not act on the reader's screen, so each is either drawn as a sign of its
own or not drawn at all. Offsets never change: this is about cells, not about text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from annotator.text.unicode import category, is_format, is_mark, mirrored
from annotator.text.width import width_of

LINE_ENDS = "\n\r\x85\u2028\u2029"
TAB_CELLS = 4
_BARE_MARK_BASE = "\u25cc"
_UNKNOWN = "\ufffd"
_C1_BADGE = "\u2426"
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_SPACES = frozenset({"Zs", "Zl", "Zp"})


class _Shown(dict[str, str]):
    """The visible stand-in of each character, worked out once; empty for none."""

    def __missing__(self, character: str) -> str:
        self[character] = shown = _shown(character)
        return shown


def _shown(character: str) -> str:
    kind = category(character)
    if character == "\t" or kind in _SPACES or character in LINE_ENDS:
        return " " * (TAB_CELLS if character == "\t" else max(width_of(character), 1))
    if kind == "Cc":
        return _control_picture(ord(character))
    if is_format(character) or kind in ("Mc", "Me", "Cf") or not (is_mark(character) or kind):
        return ""
    if kind in ("Cs", "Cn", "Co"):
        return _UNKNOWN
    return character if is_mark(character) or width_of(character) else ""


def _control_picture(point: int) -> str:
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else _C1_BADGE


_SHOWN = _Shown()


def shown(character: str) -> str:
    """What stands on the screen for one character, or "" where it has no cell of its own.

    Control characters become their pictures (U+001B is shown as ␛), other controls ␦,
    unassigned, private and surrogate code points U+FFFD, spaces of any width plain spaces,
    a tab four of them. Bidi controls, joiners, variation selectors and other format
    characters show nothing. Line ends show a space, the place where the caret can stand.
    """
    return _SHOWN[character]


def is_drawn(character: str) -> bool:
    """Whether the character takes cells of its own (marks do not)."""
    return not is_mark(character) and _SHOWN[character] != ""


def cluster(text: str, drawn: Sequence[str] | None = None, *, reverse: bool = False) -> str:
    """What stands on the screen for the characters of one unit: a base and its marks.

    Of several bases (emoji joined by U+200D, a flag excepted) only the first is drawn, since
    terminals disagree on the rest. Marks without a base stand on a dotted circle.
    `drawn` gives another form for each character, such as a joined letter; `reverse` says
    that the unit runs right to left, so that a bracket with a mark is mirrored.
    """
    if _JAMO.match(text):
        text, drawn = unicodedata.normalize("NFC", text), None
    base = ""
    marks = []
    for at, character in enumerate(text):
        if is_mark(character):
            if _SHOWN[character]:
                marks.append(character)
        elif not base or _is_flag(base + character):
            base += _form(character, character if drawn is None else drawn[at], reverse=reverse)
    if not base and marks:
        base = _BARE_MARK_BASE
    return base + "".join(marks)


def _form(character: str, drawn: str, *, reverse: bool) -> str:
    stand_in = _SHOWN[character]
    if stand_in != character:
        return stand_in
    return mirrored(character) if reverse and drawn == character else drawn


def _is_flag(pair: str) -> bool:
    return len(pair) == 2 and all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in pair)
