"""Words: UAX #29's boundaries, and the words that an annotator steps over and labels.

An annotator's word is a stretch between boundaries that holds a letter or a digit, with
these differences:

- a full stop between two Arabic letters parts words: one is often typed without a space;
- a hyphen between letters or digits does not part them; UAX #29 treats apostrophes so already;
- single letters each followed by a full stop are one word with the last full stop: "U.S.";
- English 's is a word of its own, apostrophe included, so that no name takes it in;
- a narrow no-break space is a space, as the wider one already is;
- format characters at its end, such as direction marks, are not part of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from annotator.text import unicode
from annotator.text._tables import WORD

# Letters are those of `annotator.text._tables.WORD_NAMES`, and of `_Tailored`.
_ATTACHED = "[EFZ]*+"


def _pattern(letter: str, number: str, other: str, *, before: str = "") -> re.Pattern[str]:
    """Segments between boundaries, given the patterns of a letter and a number in a chain.

    `before` comes before all else. Rules are WB3 to WB16; WB4's attached characters follow
    whatever they attach to, and WB3c goes on after a joiner.
    """
    ended_hebrew = f"H{_ATTACHED}'{_ATTACHED}"
    letters = f"(?:{letter}|{number})"
    kana = f"(?:K{_ATTACHED})"
    link = f"(?:_{_ATTACHED})"
    chain = (
        f"(?:(?:{letters}++|{kana}++)?+{link}++)*+"
        f"(?:{letters}*+{ended_hebrew}|{letters}++|{kana}++)?+"
    )
    piece = (
        f"(?=[{other}HNK_]){chain}|W++{_ATTACHED}|R{_ATTACHED}(?:R{_ATTACHED})?|[^rnl]{_ATTACHED}"
    )
    # What most of a text is made of, told apart from the rest at a glance.
    plain = f"[{other}HN][{other}HNEF]*+(?=[WOrnl]|\\Z)|W(?=[{other}HNO])"
    return re.compile(f"{plain}|rn|[rnl]|{before}(?:{piece})(?:(?<=Z)(?=[Xa])(?:{piece}))*+")


# Compiled when first asked for: it takes longer than all the rest of the module.
@cache
def _raw() -> re.Pattern[str]:
    plain = f"[Aa]{_ATTACHED}(?:[:.']{_ATTACHED}(?=[AaH]))?"
    hebrew = f"H{_ATTACHED}(?:[:.']{_ATTACHED}(?=[AaH])|\"{_ATTACHED}(?=H)|(?!'))"
    number = f"N{_ATTACHED}(?:[,.']{_ATTACHED}(?=N))?"
    return _pattern(f"(?:{plain}|{hebrew})", number, "Aa")


@cache
def _tailored() -> re.Pattern[str]:
    letter, joined = "[AabH]", "[AabHN]"
    hyphen = f"-{_ATTACHED}(?={joined})"
    mid = f"[:.']{_ATTACHED}(?={letter})"
    stop = f"d{_ATTACHED}"
    plain = f"[Aa]{_ATTACHED}(?:{mid}|{stop}(?={letter})|{hyphen})?"
    arabic = f"b{_ATTACHED}(?:{mid}|{stop}(?=[AaH])|{hyphen})?"
    hebrew = f"H{_ATTACHED}(?:{mid}|{stop}(?={letter})|{hyphen}|\"{_ATTACHED}(?=H)|(?!'))"
    number = f"N{_ATTACHED}(?:[,.'d]{_ATTACHED}(?=N)|{hyphen})?"
    initials = f"(?:[Aa]{_ATTACHED}d){{2,}}+(?!{joined}|[K_EFZ])|"
    return _pattern(f"(?:{plain}|{arabic}|{hebrew})", number, "Aab", before=initials)


_OTHERWISE = {".": "d", "-": "-", "\u2010": "-", "\u2011": "-", "\u202f": "O"}


class _Tailored(unicode.Codes):
    """Word_Break codes, with "b" for Arabic letters, "d" for the full stop, "-" for hyphens."""

    def code(self, point: int) -> str:
        character = chr(point)
        code = _OTHERWISE.get(character) or super().code(point)
        return "b" if code == "A" and unicode.bidi_class(character) == "AL" else code


_CODES = _Tailored(WORD)
# Segments that hold no word, the most frequent ones: nothing in them need be looked at.
_EMPTY = frozenset("Wrnld.:,'\"_X-")
# A boundary stands before each of these, whatever surrounds them.
_CUTS = "OWrnl"
_CUT = re.compile(f"[{_CUTS}]")
_APOSTROPHES = "'\u2019"
_BLOCK = 64


def boundaries(text: str) -> tuple[int, ...]:
    """Every word boundary of UAX #29 as it stands, 0 and `len(text)` included."""
    return (0, *(match.end() for match in _raw().finditer(unicode.word_codes(text))))


def words(text: str) -> tuple[tuple[int, int], ...]:
    """All words of a text, in order, as (start, end)."""
    first, *others = text.split(" ")
    found = list(_words(first, 0, len(first)))
    at = len(first)
    for part in others:
        own = _after_space(part) if len(part) < _BLOCK else _words_after_space(part)
        found += [(at + start, at + end) for start, end in own]
        at += 1 + len(part)
    return tuple(found)


def words_in(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The words that begin in [start, end), as (start, end); only the text around it is read."""
    around = _words(text, _cut_before(text, start), _cut_after(text, end))
    return tuple((first, last) for first, last in around if start <= first < end)


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that holds a code point, None where there is none.

    Only the text around `offset` is read, however long its line.
    """
    if not 0 <= offset < len(text):
        return None
    around = _words(text, _cut_before(text, offset), _cut_after(text, offset + 1))
    return next(((start, end) for start, end in around if start <= offset < end), None)


def next_word_start(text: str, offset: int, stop: int | None = None) -> int | None:
    """Where the first word that begins after `offset` begins, None after the last one.

    With `stop` it is not looked for where a word cannot but begin after that.
    """
    stop = len(text) if stop is None else stop
    at, size = _cut_before(text, offset), _BLOCK
    while at < stop:
        end = _cut_after(text, max(at, offset) + size)
        for start, _ in _words(text, at, end):
            if start > offset:
                return start
        at, size = end, 2 * size
    return None


def previous_word_start(text: str, offset: int, stop: int = 0) -> int | None:
    """Where the last word that begins before `offset` begins, None before the first one.

    With `stop` it is not looked for where a word cannot but begin before that.
    """
    end, size = _cut_after(text, offset), _BLOCK
    while end > stop:
        at = _cut_before(text, min(end, offset) - size)
        starts = [start for start, _ in _words(text, at, end) if start < offset]
        if starts:
            return starts[-1]
        end, size = at, 2 * size
    return None


def _words_after_space(part: str) -> tuple[tuple[int, int], ...]:
    """The words of a space and what follows it up to the next: a boundary stands before each."""
    return tuple(_words(f" {part}", 0, len(part) + 1))


# Most of what stands between two spaces stands there again, in this article and in others.
_after_space = lru_cache(maxsize=1 << 16)(_words_after_space)


def _words(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Words of a stretch that begins and ends at cuts."""
    last = -1
    for match in _tailored().finditer(text[low:high].translate(_CODES)):
        segment = match[0]
        if segment in _EMPTY:
            continue
        start = low + match.start()
        end = start + len(segment.rstrip("F"))
        if not _holds_letter_or_digit(text, start, end):
            continue
        own = _clitic(text, start, end, last)
        if own is None:
            yield start, end
        else:
            if own > start:
                yield start, own
            yield own, end
        last = end


def _clitic(text: str, start: int, end: int, last: int) -> int | None:
    """Where the 's at a word's end begins, None without one.

    After figures and after "U.S." it comes as a word "s" of its own; `last` says where the
    word before it ended.
    """
    if text[end - 1] not in "sS":
        return None
    apostrophe = end - 2
    if apostrophe < 0 or text[apostrophe] not in _APOSTROPHES:
        return None
    return apostrophe if apostrophe > start or apostrophe == last else None


def _holds_letter_or_digit(text: str, start: int, end: int) -> bool:
    # The first character nearly always tells, so it is looked at before a loop is set up.
    return unicode.category(text[start])[0] in "LN" or any(
        unicode.category(text[at])[0] in "LN" for at in range(start + 1, end)
    )


def _cut_before(text: str, offset: int) -> int:
    """The last cut at or before a place; 0 where there is none."""
    end, size = min(offset + 1, len(text)), _BLOCK
    while end > 0:
        start = max(end - size, 0)
        codes = text[start:end].translate(_CODES)
        found = max(codes.rfind(code) for code in _CUTS)
        if found >= 0:
            return start + found
        end, size = start, 2 * size
    return 0


def _cut_after(text: str, offset: int) -> int:
    """The first cut at or after a place; the text's end where there is none."""
    start, size = max(offset, 0), _BLOCK
    while start < len(text):
        found = _CUT.search(text[start : start + size].translate(_CODES))
        if found:
            return start + found.start()
        start, size = start + size, 2 * size
    return len(text)
