"""Which spans are equal but for clitics: Arabic proclitics and pronouns, English 's.

Nothing is peeled by its look. Two spans are equal where both edges lie at cut points of the
same word, so وواشنطن is واشنطن where one annotator cut its و and the other did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np

from annotator.labels.span import Piece
from annotator.measure.joins import meeting
from annotator.measure.keys import common, packed
from annotator.measure.match import Alignment, Kind
from annotator.measure.table import Ints, Table
from annotator.text.proclitics import cut_points
from annotator.text.unicode import category, is_format
from annotator.text.words import word_at

_PRONOUNS = frozenset("ي ني ك كما كم كن ه ها هما هم هن نا".split())
_TATWEEL = "\u0640"
# A space is looked for so far to either side of an edge.
_NEAR = 64


def clitic_pairs(alignment: Alignment, texts: Mapping[str, str]) -> tuple[Ints, Ints]:
    """The rows of either side that are equal in label and, but for clitics, in pieces.

    One to one: the intersection of two multisets, in which the strictly equal come first.
    `texts` gives the text of each article that has spans, offsets in code points.

    Raises:
        KeyError: an article's text is missing.
    """
    equal = alignment.of(Kind.CORRECT)
    tables = (alignment.ours, alignment.theirs)
    ours, theirs = _same_label_near(alignment)
    places = [
        [_place(table, row, texts) for row in rows.tolist()]
        for table, rows in zip(tables, (ours, theirs), strict=True)
    ]
    known = {place: at for at, place in enumerate({place for side in places for place in side})}
    keys = packed(
        *(
            (
                table.article[rows],
                table.label[rows],
                np.array([known[place] for place in side], dtype=np.int64),
            )
            for table, rows, side in zip(tables, (ours, theirs), places, strict=True)
        )
    )
    mine, other = common(*keys)
    return np.concatenate((equal[0], ours[mine])), np.concatenate((equal[1], theirs[other]))


def without_clitics(text: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with starts moved before proclitics, and ends past pronouns and before 's.

    What it gives is for comparing only. A start moves to the start of its word where it lies at
    one of the word's cut points; an end moves to the end of its word where only an attached
    pronoun follows. Offsets are half-open code points of `text`.
    """
    return tuple((_start(text, start), _end(text, end)) for start, end in pieces)


def _same_label_near(alignment: Alignment) -> tuple[Ints, Ints]:
    """The rows not strictly equal that share a character with such a row of the same label."""
    tables = (alignment.ours, alignment.theirs)
    left = []
    for table, rows in zip(tables, alignment.of(Kind.CORRECT), strict=True):
        kept = np.ones(len(table), dtype=bool)
        kept[rows] = False
        left.append(np.flatnonzero(kept))
    mine, other = meeting(*tables, left[0], left[1])
    same = alignment.ours.label[mine] == alignment.theirs.label[other]
    return np.unique(mine[same]), np.unique(other[same])


def _place(table: Table, row: int, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    text = texts[table.articles[int(table.article[row])]]
    return without_clitics(text, table.pieces_of(row))


def _start(text: str, start: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    around, at = _around(text, start)
    find = _start_in if around is text else _known_start
    return start - at + find(around, at)


def _end(text: str, end: int) -> int:
    if text[end - 1] not in "sS" and (end == len(text) or text[end].isspace()):
        return end
    around, at = _around(text, end - 1)
    find = _end_in if around is text else _known_end
    return end - 1 - at + find(around, at + 1)


def _around(text: str, offset: int) -> tuple[str, int]:
    """The part of a text, from space to space, that holds a character, and where it is in it.

    No word goes past a space. Parts are mostly short and seen again; where none is near the text
    itself is given.
    """
    low = text.rfind(" ", max(offset - _NEAR, 0), offset)
    high = text.find(" ", offset + 1, offset + _NEAR)
    return (text, offset) if low < 0 or high < 0 else (text[low:high], offset - low)


def _start_in(text: str, start: int) -> int:
    word = word_at(text, start)
    return word[0] if word and start in cut_points(text, word[0]) else start


def _end_in(text: str, end: int) -> int:
    word = word_at(text, end - 1)
    if word is None:
        return end
    begin, stop = word
    if end == stop and _is_possessive(text[begin:stop]):
        return begin
    first = max(cut_points(text, begin), default=begin)
    return stop if first < end < stop and _is_pronoun(text[end:stop]) else end


_known_start, _known_end = lru_cache(1 << 14)(_start_in), lru_cache(1 << 14)(_end_in)


@cache
def _is_possessive(word: str) -> bool:
    """Whether the word is English 's, which is a word of its own here."""
    return len(word) == 2 and word[1] in "sS" and category(word[0])[0] == "P"


@cache
def _is_pronoun(rest: str) -> bool:
    """Whether the rest of a word, tashkeel and tatweel left out, is an attached pronoun."""
    return not _stands_on(rest[0]) and "".join(c for c in rest if not _stands_on(c)) in _PRONOUNS


def _stands_on(character: str) -> bool:
    return character == _TATWEEL or category(character)[0] == "M" or is_format(character)
