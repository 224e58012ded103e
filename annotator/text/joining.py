"""Joined forms of Arabic letters, one drawn string a code point, so that no offset is lost.

A terminal draws one character a cell and joins nothing, so each letter is replaced by the
presentation form that its neighbours call for. The map stays exact: the result has one
entry a code point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from arabic_reshaper.letters import LETTERS_ARABIC

from annotator.text.unicode import is_mark, joining_type

_LAM = "\u0644"
# lam-alef when the lam is not joined to its right; the joined form follows each at +1.
_LAM_ALEF = {"\u0622": 0xFEF5, "\u0623": 0xFEF7, "\u0625": 0xFEF9, "\u0627": 0xFEFB}
# Letters whose encoded forms are fewer than the shapes they take. Without its dot a noon
# looks like the tooth of alef maksura, and ae looks like heh at the end of a word.
_BORROWED = {
    "\u06ba": ("\ufb9e", "\ufbe8", "\ufbe9", "\ufb9f"),
    "\u06d5": ("\ufee9", "", "", "\ufeea"),
}
_JOINS_BEFORE = frozenset("RDC")
_JOINS_AFTER = frozenset("LDC")
_SHAPED = re.compile("[\u0600-\u08ff\u200c\u200d]")


class _Letters(dict[str, tuple[str, tuple[str, str, str, str]]]):
    """Joining type and the isolated, initial, medial and final form, by letter."""

    def __missing__(self, letter: str) -> tuple[str, tuple[str, str, str, str]]:
        found = _BORROWED.get(letter) or LETTERS_ARABIC.get(letter) or (letter, "", "", "")
        isolated, initial, medial, final = found
        isolated = isolated or letter
        forms = (isolated, initial or isolated, medial or final or isolated, final or isolated)
        self[letter] = entry = (joining_type(letter), forms)
        return entry


_LETTERS = _Letters()


def joined(text: str, levels: Sequence[int] | None = None) -> list[str]:
    """Draw each code point as its neighbours make it look; the list has `len(text)` entries.

    Letters of Arabic scripts become presentation forms. Lam and the alef after it are drawn
    as one: the ligature stands at the lam and the alef's entry is empty. Everything else
    stands for itself. Give `levels` (one a code point) where a line mixes directions: letters
    do not join across a change of direction.

    Letters without presentation forms keep their own code point and still join their
    neighbours correctly.

    Source: The Unicode Standard 15.0, section 9.2, rules R1 to R7 and L1 to L3.
    """
    drawn = list(text)
    first = _SHAPED.search(text)
    if first is None:
        return drawn
    previous, types_before, joined_before = -1, "U", False
    for at in range(first.start(), len(text)):
        kind, forms = _LETTERS[text[at]]
        if kind == "T":
            continue
        joins = (
            types_before in _JOINS_AFTER
            and kind in _JOINS_BEFORE
            and (levels is None or not (levels[at] ^ levels[previous]) & 1)
        )
        if joins:
            _join_forward(drawn, text, previous, joined_before=joined_before)
        drawn[at] = forms[3] if joins else forms[0]
        if joins and text[at] in _LAM_ALEF and text[previous] == _LAM:
            _ligate(drawn, text, previous, at, joined_before=joined_before)
        previous, types_before, joined_before = at, kind, joins
    return drawn


def _join_forward(drawn: list[str], text: str, at: int, *, joined_before: bool) -> None:
    forms = _LETTERS[text[at]][1]
    drawn[at] = forms[2] if joined_before else forms[1]


def _ligate(drawn: list[str], text: str, lam: int, alef: int, *, joined_before: bool) -> None:
    """Draw lam and alef as one, unless something other than their marks stands between."""
    if all(map(is_mark, text[lam + 1 : alef])):
        drawn[lam] = chr(_LAM_ALEF[text[alef]] + joined_before)
        drawn[alef] = ""
