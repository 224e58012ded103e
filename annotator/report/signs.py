"""Text of others as a page may show it: what would act unseen is named instead of sent."""

from __future__ import annotations

from typing import Literal

from annotator.text.badges import invisibles
from annotator.text.display import LINE_ENDS
from annotator.text.unicode import category, is_ignorable

Manner = Literal["plain", "quiet", "sign"]

# They join and part letters or name a direction without turning what stands beside them: sent as
# they are, and named only where it matters.
_QUIET = frozenset("\u200c\u200d\u200e\u200f\u061c\u00ad\u034f")
# Interlinear annotation, which is no default-ignorable and has no glyph.
_UNSEEN = frozenset("\ufff9\ufffa\ufffb")


class _Manners(dict[str, Manner]):
    """How each character is to be shown, worked out once."""

    def __missing__(self, character: str) -> Manner:
        self[character] = manner = _manner(character)
        return manner


def _manner(character: str) -> Manner:
    if character in _QUIET or _is_selector(character):
        return "quiet"
    kind = category(character)
    if character == "\t" or kind == "Zs":
        return "plain"
    if character in LINE_ENDS or character in _UNSEEN or is_ignorable(character):
        return "sign"
    return "sign" if kind in {"Cc", "Cn", "Co", "Cs"} else "plain"


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


_MANNERS = _Manners()


def manner(character: str) -> Manner:
    """How to show a character.

    `plain`: as it is. `quiet`: as it is, though it cannot be seen, since letters are shaped and
    ordered by it. `sign`: only its name may stand in its place, as it would act on what surrounds
    it (U+202E turns text round), end the line, or show as nothing.
    """
    return _MANNERS[character]


def is_plain(text: str) -> bool:
    """Whether every character of a text is shown as it is and can be seen."""
    return all(_MANNERS[character] == "plain" for character in set(text))


def sign(character: str) -> str:
    """The name of a character that cannot be seen: RLO, ¶, U+001B."""
    named = invisibles(character)
    return named[0].text.strip("[] ") if named else f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """A text on one line, with the name of what may not be sent in brackets: `a[RLO]b`."""
    if is_plain(text):
        return text
    return "".join(
        f"[{sign(character)}]" if _MANNERS[character] == "sign" else character for character in text
    )
