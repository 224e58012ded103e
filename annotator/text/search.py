"""Finding a string in an article as a reader of Arabic or English would.

What is not told apart: letters with and without tashkeel (and every other nonspacing mark),
tatweel and invisible format characters; the alefs أ إ آ ٱ ا; ى ی ي; ة ه; the kafs and the hehs
of Persian and Urdu keyboards; digits of every script; presentation forms and their letters;
capitals and accents; typographic and plain apostrophes, quotation marks and dashes.

Hamza is as loose as people write it. One that stands alone is left out, so that شيء, شئ and شي
find each other. A carried one is found by its bare carrier and finds it (رئيس and رييس), and
its two seats find each other (مسؤول and مسئول), but never so far that و would find ي.

A long text is folded and searched a stretch at a time, so that nobody waits for all of it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, islice
from unicodedata import normalize

from annotator.text.unicode import category, grapheme_break, is_format

_KEPT_TEXTS = 2
# Code points of a stretch. It ends after white space, where nothing that folds together parts.
_STRETCH = 16_384
_AFTER_BLANKS = re.compile(r"(?<=\s)(?=\S)")
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
    finding = Finding(text, query)
    while finding.count_on():
        pass
    return finding.matches


class Finding:
    """Where a query stands in a text, found a stretch at a time, as `find_all` does.

    Every step looks through some thousands of code points. What was folded for a text is kept
    for other queries.
    """

    def __init__(self, text: str, query: str) -> None:
        pattern = pattern_of(query)
        self._folded = _folded(text)
        self._pattern = pattern
        # A match that holds white space may go on in the next stretch.
        self._ahead = len(pattern.pattern) if pattern and " " in pattern.pattern else 0
        self._starts, self._ends = array("I"), array("I")
        self._next = 0 if pattern else len(self._folded.starts)

    @property
    def counted(self) -> bool:
        """Whether the whole text was looked through for counting."""
        return self._next == len(self._folded.starts)

    @property
    def count(self) -> int:
        """How many matches there are, as far as they are counted."""
        return len(self._starts)

    @property
    def matches(self) -> tuple[tuple[int, int], ...]:
        """The matches from left to right, as far as they are counted."""
        return tuple(zip(self._starts, self._ends, strict=True))

    def place_of(self, offset: int) -> int:
        """How many matches begin at an offset or before it, as far as they are counted."""
        return bisect_right(self._starts, offset)

    def count_on(self) -> bool:
        """Count the matches of one more stretch; whether any stretch is left."""
        if not self.counted:
            since = self._ends[-1] if self._ends else 0
            for start, end in self._in(self._next, since):
                self._starts.append(start)
                self._ends.append(end)
            self._next += 1
        return not self.counted

    def nearest(self, offset: int, *, forward: bool) -> Iterator[tuple[int, int] | None]:
        """Look for the first match that starts after an offset, or the last one before it.

        Past the end of the text it goes on from the other end. None comes for each stretch
        in which there is none; when the match was found or there is none at all, it is over.
        """
        if self._pattern is None:
            return
        starts = self._folded.starts
        here = bisect_right(starts, max(offset, 0)) - 1
        step = 1 if forward else -1
        for turn in range(len(starts) + 1):
            at = (here + turn * step) % len(starts)
            found = list(self._in(at))
            if turn == 0 and forward:
                found = [one for one in found if one[0] > offset]
            elif turn == 0:
                found = [one for one in found if one[0] < offset]
            if found:
                yield found[0 if forward else -1]
                return
            yield None

    def _in(self, index: int, since: int = 0) -> Iterator[tuple[int, int]]:
        """The matches that begin in a stretch, and not before an offset."""
        if self._pattern is None:
            return
        folded, origins, own = self._folded.stretch(index, self._ahead)
        at = bisect_left(origins, since)
        while (match := self._pattern.search(folded, at)) and match.start() < own:
            start, at = match.span()
            last = origins[at - 1]
            while origins[at] == last:
                at += 1
            yield origins[start], origins[at]


class _Folded:
    """A text folded a stretch at a time; `starts` are the offsets at which stretches begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches: dict[int, tuple[str, array[int]]] = {}
        self.starts = [0]
        while found := _AFTER_BLANKS.search(text, self.starts[-1] + _STRETCH):
            self.starts.append(found.start())

    def stretch(self, index: int, ahead: int) -> tuple[str, array[int], int]:
        """A folded stretch and what follows, where each letter comes from, how many are its own.

        What follows holds `ahead` letters that are not spaces, or all there are. The offset at
        which it ends comes last.
        """
        letters, origins = self._own(index)
        own = len(letters)
        following = index + 1
        while ahead > 0 and following < len(self.starts):
            more, places = self._own(following)
            ahead -= len(more) - more.count(" ")
            letters, origins = letters + more, origins[:-1] + places
            following += 1
        return letters, origins, own

    def _own(self, index: int) -> tuple[str, array[int]]:
        found = self._stretches.get(index)
        if found is None:
            start, *end = islice(self.starts, index, index + 2)
            found = self._stretches[index] = _folded_stretch(
                self._text[start : end[0]] if end else self._text[start:], start
            )
        return found


@lru_cache(maxsize=_KEPT_TEXTS)
def _folded(text: str) -> _Folded:
    return _Folded(text)


def _folded_stretch(text: str, start: int) -> tuple[str, array[int]]:
    """A folded stretch that begins at an offset, and where its letters come from, and its end."""
    pieces = list(map(_FOLDED.__getitem__, _seated(text)))
    folded = "".join(pieces)
    places = range(start, start + len(text))
    origins = array("I", compress(places, pieces))
    if len(origins) < len(folded):
        several = compress(range(len(text)), map((1).__lt__, map(len, pieces)))
        more = (start + at for at in several for _ in pieces[at][1:])
        origins = array("I", sorted([*origins, *more]))
    origins.append(start + len(text))
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
