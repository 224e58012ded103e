"""Where the proclitics of an Arabic word may be cut from it: و ف, then ب ك ل, then ال.

Nothing is decided by look: وزير has a cut point after its و as وواشنطن has. A person steps
through the candidates, or attested words choose among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from annotator.text.unicode import category, is_format
from annotator.text.words import word_at

_TATWEEL = "\u0640"
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ك", "ل")
_ALEFS = ("ا", "ٱ")
_LAM = "ل"


def cut_points(text: str, start: int) -> tuple[int, ...]:
    """Offsets at which a proclitic may be cut from the word that begins at `start`.

    They ascend and lie inside the word, in code points of `text`. Order is fixed, and each
    may be missing: a conjunction, a preposition, the article ال or ٱل. Whatever stands on a
    letter (tashkeel, tatweel, format characters) goes with it. The second lam of لل is never
    cut, since there the article is written without its alef. A letter or a digit is always
    left after a cut.

    Empty where no word begins, and where a word begins with no proclitic.
    """
    word = word_at(text, start)
    if word is None or word[0] != start:
        return ()
    end = word[1]
    return tuple(cut for cut in _cuts(text, start, end) if _goes_on(text, cut, end))


def next_cut(text: str, start: int) -> int | None:
    """Where a span that starts at `start` would start next, in a ring, one step a key press.

    The ring is the start of the word that `start` lies in and its cut points: the next one
    after `start`, after the last one the word's start. None where no word is, and where the
    word has no cut points.
    """
    word = word_at(text, start)
    if word is None:
        return None
    cuts = cut_points(text, word[0])
    return next((cut for cut in cuts if cut > start), word[0]) if cuts else None


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    letter, after = _letter(text, start, end)
    if letter in _CONJUNCTIONS:
        yield after
        letter, after = _letter(text, after, end)
    if letter in _PREPOSITIONS:
        yield after
        letter, after = _letter(text, after, end)
    if letter in _ALEFS:
        letter, after = _letter(text, after, end)
        if letter == _LAM:
            yield after


def _letter(text: str, at: int, end: int) -> tuple[str, int]:
    """What stands at a place of a word without what stands on it, and where the next begins.

    Hamza or madda on a letter makes another letter of it, and so do the letters of a
    ligature: neither is a proclitic.
    """
    after = at + 1
    while after < end and _stands_on(text[after]):
        after += 1
    whole = normalize("NFKC", text[at:after])
    return "".join(one for one in whole if not _stands_on(one)), after


def _stands_on(character: str) -> bool:
    return character == _TATWEEL or category(character)[0] == "M" or is_format(character)


def _goes_on(text: str, cut: int, end: int) -> bool:
    return any(category(one)[0] in "LN" for one in text[cut:end])
