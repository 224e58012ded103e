"""What an annotator should know about a text before working on it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from annotator.text._tables import IGNORABLE

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LINE_END_NAMES = {
    "\n": "LF",
    "\r": "CR",
    "\r\n": "CRLF",
    "\x85": "NEL",
    "\u2028": "U+2028",
    "\u2029": "U+2029",
}
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]")
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DIRECTION_CONTROL = re.compile(f"[{_DIRECTION}]")
_NAMED = 3


def _ignorable() -> str:
    """Whatever is invisible by default, as the inside of a character class."""
    starts, codes = IGNORABLE
    ranges = [
        f"{first}-{chr(ord(after) - 1)}"
        for (first, after), code in zip(pairwise(starts), codes, strict=False)
        if code == "I"
    ]
    return f"{''.join(ranges)}\ufff9-\ufffb"


# Almost every text holds nothing to be told, which one class finds out at once.
_ANY = re.compile(f"[{_CONTROL.pattern[1:-1]}{_DIRECTION}{_ignorable()}\r\x85\u2028\u2029]")
_INVISIBLE = re.compile(f"(?![{_DIRECTION}])[{_ignorable()}]")


def notices(text: str) -> tuple[str, ...]:
    """Say what in a text is easily overlooked, one sentence each; nothing for a plain text.

    Told are control characters, characters that steer direction, other invisible ones, and
    line ends that are not all LF.
    """
    if not _ANY.search(text):
        return ()
    found = (
        _told(_CONTROL, text, "control character"),
        _told(_DIRECTION_CONTROL, text, "character that steers direction"),
        _told(_INVISIBLE, text, "invisible character"),
        _line_ends(text),
    )
    return tuple(sentence for sentence in found if sentence)


def _told(pattern: re.Pattern[str], text: str, noun: str) -> str:
    first = pattern.search(text)
    if first is None:
        return ""
    counts = Counter(pattern.findall(text))
    total = counts.total()
    named = [f"{_name(character)} ×{count:,}" for character, count in counts.most_common(_NAMED)]
    if len(counts) > _NAMED:
        others = len(counts) - _NAMED
        named.append("1 other kind" if others == 1 else f"{others:,} other kinds")
    line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, first.start()))
    what = f"1 {noun}" if total == 1 else f"{total:,} {_plural(noun)}"
    return f"The text holds {what} ({', '.join(named)}), the first on line {line:,}."


def _plural(noun: str) -> str:
    return noun.replace("character", "characters").replace("steers", "steer")


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _line_ends(text: str) -> str:
    counts = Counter(LINE_END.findall(text))
    kinds = {_LINE_END_NAMES[end]: count for end, count in counts.items()}
    if not kinds or set(kinds) == {"LF"}:
        return ""
    if len(kinds) == 1:
        (kind,) = kinds
        return f"Every line ends in {kind}, not in LF."
    told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))
    return f"Lines end in different ways: {told}."
