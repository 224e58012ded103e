"""Kappa over words: a second opinion beside span F1, which rises with every word nobody tagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from annotator.labels.span import Piece
from annotator.measure.table import Ints, Table, divided
from annotator.text.words import words

_Part = str | tuple[str]
_TEXTS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of articles, one row each, sorted by article and start.

    `article` is the place of the article; `start` and `end` are half-open code points within it,
    and no two words of an article overlap. `many`, shape (articles,), counts them by article.
    """

    article: Ints
    start: Ints
    end: Ints
    many: Ints


def words_of_texts(texts: Sequence[str], zones: Mapping[int, Sequence[Piece]]) -> Words:
    """The words of each text that lie outside its zones, which are given by its place.

    What stands between two spaces is looked at once, however often it stands there: no word goes
    past a space.
    """
    known = _Parts()
    found = [known.words(texts[at : at + _TEXTS]) for at in range(0, len(texts), _TEXTS)]
    many = np.concatenate([own for own, _ in found] or [np.empty(0, dtype=np.int64)])
    both = np.concatenate([own for _, own in found] or [np.empty((0, 2), dtype=np.int64)])
    article = np.repeat(np.arange(len(many)), many)
    kept = np.ones(len(both), dtype=bool)
    for at, stretches in zones.items():
        first, last = np.searchsorted(article, [at, at + 1])
        for start, end in stretches:
            kept[first:last] &= (both[first:last, 1] <= start) | (both[first:last, 0] >= end)
    article, both = article[kept], both[kept]
    return Words(article, both[:, 0], both[:, 1], np.bincount(article, minlength=len(many)))


class _Parts(dict[_Part, int]):
    """What stands between spaces, each with a number, and the words it holds.

    The first part of a text is in a tuple: no space stands before it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: list[tuple[tuple[int, int], ...]] = []

    def __missing__(self, part: _Part) -> int:
        self[part] = number = len(self._words)
        if isinstance(part, tuple):
            self._words.append(words(part[0]))
        else:
            self._words.append(tuple((start - 1, end - 1) for start, end in words(f" {part}")))
        return number

    def words(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """How many words each text has, shape (texts,), and all, shape (words, 2)."""
        parts: list[list[_Part]] = [[*text.split(" ")] for text in texts]
        sizes = np.fromiter(map(len, chain.from_iterable(parts)), np.int64) + 1
        for own in parts:
            own[0] = (str(own[0]),)
        number = np.fromiter(map(self.__getitem__, chain.from_iterable(parts)), np.int64)
        in_text = np.fromiter(map(len, parts), np.int64, len(parts))
        first = np.cumsum(in_text) - in_text
        begin = np.cumsum(sizes) - sizes
        begin -= np.repeat(begin[first], in_text)
        many = np.fromiter(map(len, self._words), np.int64, len(self._words))
        flat = chain.from_iterable(chain.from_iterable(self._words))
        known = np.fromiter(flat, np.int64).reshape(-1, 2)
        in_part = many[number]
        part = np.repeat(np.arange(len(number)), in_part)
        turn = np.arange(len(part)) - np.repeat(np.cumsum(in_part) - in_part, in_part)
        row = (np.cumsum(many) - many)[number[part]] + turn
        return np.add.reduceat(in_part, first), known[row] + begin[part, None]


def labelled_words(table: Table, words: Words) -> tuple[Ints, Ints]:
    """The words that have a label, ascending, and the place of each one's in `table.labels`.

    A word has the label of a span that shares a character with it. It can have but one, so of
    several the longest span counts (then the first, then the first label): nested spans are
    not seen.
    """
    row, start, end = divided(table)
    line = 1 + max(int(own.max(initial=0)) for own in (table.end, words.end))
    at = table.article[row] * line
    first = np.searchsorted(words.article * line + words.end, at + start, side="right")
    last = np.searchsorted(words.article * line + words.start, at + end)
    many = np.maximum(last - first, 0)
    before = np.cumsum(many) - many
    word = np.arange(int(many.sum())) + np.repeat(first - before, many)
    owner = np.repeat(row, many)
    order = np.argsort(word, kind="stable")
    word, owner = word[order], owner[order]
    new = np.diff(word, prepend=-1) > 0
    shared = np.flatnonzero(~(new & np.append(new[1:], True)[: len(new)]))
    contest = (owner[shared], table.start[owner[shared]] - table.end[owner[shared]], word[shared])
    owner[shared] = owner[shared[np.lexsort(contest)]]
    return word[new], table.label[owner[new]]
