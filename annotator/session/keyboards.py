"""Arabic and Persian keyboards: the key on which a letter stands, by its place.

A command is bound to a key, and on an Arabic keyboard that key sends an Arabic letter. Each
letter is looked up by its place; nobody has to change the layout to give a command.

Source: the layouts of the X Keyboard Configuration Database: ara(basic), ara(mac), ir(pes).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Keyboard = Literal["auto", "arabic-101", "arabic-mac", "persian", "none"]

_DIGITS = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}

_UPPER_ROWS = dict(zip("ضصثقفغعهخحشسيبلاتنم", "qwertyuiopasdfghjkl", strict=True))
_ARABIC_101 = {
    **_DIGITS,
    **_UPPER_ROWS,
    **dict(zip("ئءؤرىة", "zxcvnm", strict=True)),
    "ك": ";",
    "ظ": "/",
    "؟": "?",
    "آ": "N",
}
_ARABIC_MAC = {
    **_DIGITS,
    **_UPPER_ROWS,
    **dict(zip("ظطذدرو", "zxcvnm", strict=True)),
    "ك": ";",
    "؟": "?",
    "إ": "N",
}
_PERSIAN = {
    **_DIGITS,
    **_UPPER_ROWS,
    **dict(zip("ظطزردپ", "zxcvnm", strict=True)),
    "ی": "d",
    "ک": ";",
    "؟": "?",
    "\u0654": "N",
    "؛": '"',
    "،": "&",
}
# What only one of the others has can be told apart; where they differ, the most common wins.
_AUTO = {**_PERSIAN, **_ARABIC_101}
for _letter in "زطدپ؛،\u0654":
    del _AUTO[_letter]

_LAYOUTS: Mapping[Keyboard, Mapping[str, str]] = MappingProxyType(
    {
        "auto": _AUTO,
        "arabic-101": _ARABIC_101,
        "arabic-mac": _ARABIC_MAC,
        "persian": _PERSIAN,
        "none": {},
    }
)


def latin(character: str, keyboard: Keyboard) -> str:
    """What a US keyboard sends from the key that sent a character here.

    The character itself where the keyboard has no such key.
    """
    return _LAYOUTS[keyboard].get(character, character)


def chosen(keyboard: Keyboard, language: str) -> Keyboard:
    """The layout meant by "auto" where the language of the person's system is known ("fa_IR")."""
    return "persian" if keyboard == "auto" and language.startswith("fa") else keyboard
