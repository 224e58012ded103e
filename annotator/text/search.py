"""Finding a string in an article as a reader of Arabic or English would.

What is not told apart: letters with and without tashkeel (and every other nonspacing mark),
tatweel and invisible format characters; the alefs أ إ آ ٱ ا; ى ی ي; ة ه; the kafs and the hehs
of Persian and Urdu keyboards; digits of every script; presentation forms and their letters;
capitals and accents; typographic and plain apostrophes, quotation marks and dashes.

Hamza is as loose as people write it. One that stands alone is left out, so that شيء, شئ and شي
find each other. A carried one is found by its bare carrier and finds it (رئيس and رييس), and
its two seats find each other (مسؤول and مسئول), but never so far that و would find ي.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import compress
from operator import itemgetter
from unicodedata import normalize

from annotator.text.unicode import category, grapheme_break, is_format

_KEPT_TEXTS = 2
# A text that holds more different characters than this pays for folding some again.
_KEPT_CHARACTERS = 20_000
_HAMZA_ABOVE = "\u0654"
_BETWEEN = "[\u064b-\u0653\u0655-\u065f\u0670]*+"
_WAW_UNDER_HAMZA = re.compile(f"و(?={_BETWEEN}{_HAMZA_ABOVE})")
_YEH_UNDER_HAMZA = re.compile(f"[يىی](?={_BETWEEN}{_HAMZA_ABOVE})")
_SEATS = "ؤئ"
# Hamza by itself, the high hamza of Kazakh, tatweel, and the small waw and yeh of the Quran.
_IGNORED = "\u0621\u0674\u0640\u06e5\u06e6"
# What compatibility decomposition leaves apart.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("ٱٲٳ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةەھہۃ", "ه"),
        **dict.fromkeys("´ʼʾʿ‘’‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐–—−", "-"),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
    }
)
# What a letter of a folded query finds in a folded text.
_FOUND_BY = {" ": " +", "و": "[وؤ]", "ي": "[يئ]", "ؤ": "[ؤئو]", "ئ": "[ئؤي]"}


class _Folding(dict[str, str]):
    """What each character that was met is folded to: nothing, a letter, or several."""

    def __missing__(self, character: str) -> str:
        if len(self) >= _KEPT_CHARACTERS:
            self.clear()
        self[character] = folded = _fold(character)
        return folded


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Reduce a string to what a search looks at: strings that fold alike find each other.

    Every white space character becomes a space. Folding twice is folding once. ؤ and ئ are
    kept, since what they find depends on which side they stand.
    """
    return "".join(map(_FOLDED.__getitem__, _seated(text)))


def pattern_of(query: str) -> re.Pattern[str] | None:
    """What finds a query in a folded string; None where nothing but white space is left of it."""
    wanted = fold(query)
    if not wanted.strip():
        return None
    wanted = re.sub(" +", " ", wanted)
    return re.compile("".join(_FOUND_BY.get(one) or re.escape(one) for one in wanted))


def find_all(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Find every place where a query stands, from left to right, as (start, end).

    Offsets are code points of `text`, half-open; places do not overlap. Each takes in all
    that is ignored after its last letter, so that no mark is cut off, and the whole of a
    character that stands for several letters, such as U+FEFB or U+FDF2. A run of white space
    in the query, also at its edges, finds any run of white space, line ends included.

    A query in which nothing is left but white space is found nowhere.
    """
    pattern = pattern_of(query)
    if pattern is None:
        return ()
    search = pattern.search
    folded, origins = _folded(text)
    found: list[tuple[int, int]] = []
    at = 0
    while match := search(folded, at):
        start, at = match.span()
        last = origins[at - 1]
        while origins[at] == last:
            at += 1
        found.append((origins[start], origins[at]))
    return tuple(found)


def next_match(matches: tuple[tuple[int, int], ...], offset: int) -> int | None:
    """Index of the first match that starts after an offset, else of the first one of all.

    None where there are no matches.
    """
    if not matches:
        return None
    return bisect_right(matches, offset, key=itemgetter(0)) % len(matches)


def previous_match(matches: tuple[tuple[int, int], ...], offset: int) -> int | None:
    """Index of the last match that starts before an offset, else of the last one of all.

    None where there are no matches.
    """
    if not matches:
        return None
    return (bisect_left(matches, offset, key=itemgetter(0)) - 1) % len(matches)


@lru_cache(maxsize=_KEPT_TEXTS)
def _folded(text: str) -> tuple[str, array[int]]:
    """The folded text, and where each of its letters comes from; the text's end comes last."""
    pieces = list(map(_FOLDED.__getitem__, _seated(text)))
    folded = "".join(pieces)
    origins = array("I", compress(range(len(text)), pieces))
    if len(origins) < len(folded):
        several = compress(range(len(text)), map((1).__lt__, map(len, pieces)))
        more = (at for at in several for _ in pieces[at][1:])
        origins = array("I", sorted([*origins, *more]))
    origins.append(len(text))
    return folded, origins


def _seated(text: str) -> str:
    """The text with ؤ and ئ for letters that a hamza above follows, as a code point of its own.

    That hamza stays where it is, so no offset changes.
    """
    if _HAMZA_ABOVE not in text:
        return text
    return _YEH_UNDER_HAMZA.sub("ئ", _WAW_UNDER_HAMZA.sub("ؤ", text))


def _fold(character: str) -> str:
    if character.isspace():
        return " "
    if _is_ignored(character):
        return ""
    letters = (
        letter if letter in _SEATS else normalize("NFKD", letter)
        for letter in normalize("NFKC", character.translate(_PLAIN)).casefold()
    )
    seen = (one for one in "".join(letters) if not _is_ignored(one))
    # A mark that stands by itself, as U+FE70 does, decomposes into a space under it.
    return "".join(map(_plain, seen)).strip()


def _plain(letter: str) -> str:
    return str(int(letter)) if letter.isdecimal() else letter.translate(_PLAIN)


def _is_ignored(character: str) -> bool:
    """Whether it is a mark without a cell of its own, invisible, or one of the few letters.

    The signs before Arabic numbers and the end of an ayah are format characters, yet seen.
    """
    return (
        character in _IGNORED
        or category(character) in {"Mn", "Me"}
        or (is_format(character) and grapheme_break(character) != "Prepend")
    )
