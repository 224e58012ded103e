"""Where the characters of a text went when it was corrected: exact, and the same on every run.

Both texts are compared from coarse to fine: what they begin and end with, then lines, stretches
of words, words and characters. What is found once in either text is a landmark that is trusted;
between landmarks the next finer look is taken. Characters that pair up are always equal ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Stretch = tuple[int, int]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+\s*|\W")
_SENTENCE_ENDS = frozenset(".!?؟۔؛:…")
_SHINGLE = 4
_CHUNK = 4096
# More pairs than this are not held against each other one by one: it would take too long.
_MOST_PAIRS = 10_000
# Parts that share less than this are other sentences, or other words, and not corrected ones.
_ALIKE_WORDS = 0.3
_ALIKE_CHARACTERS = 0.5
_FARTHEST = 200


class Run(NamedTuple):
    """A stretch that both texts have: where it begins in the old, in the new, and its length."""

    old: int
    new: int
    length: int


class _Gap(NamedTuple):
    """A part of each text, half-open, that is still to be compared."""

    old: int
    old_end: int
    new: int
    new_end: int


class _Unit(NamedTuple):
    """A part of a text with what it is compared by."""

    start: int
    end: int
    key: object


_Cut = Callable[[str, int, int], list[_Unit]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which stretches of an old text a new one still has.

    `runs` are in order in both texts, do not overlap, and never touch in both at once.
    """

    old: str
    new: str
    runs: tuple[Run, ...]

    def kept(self, start: int, end: int) -> Stretch | None:
        """Where a stretch of the old text lies in the new, whole and unchanged; None otherwise."""
        run = self._run(start)
        if run is None or end > run.old + run.length:
            return None
        return start - run.old + run.new, end - run.old + run.new

    def carried(self, start: int, end: int) -> Stretch | None:
        """Where a stretch of the old text lies in the new, though its words may have changed.

        An edge is where its own character is; where that is gone, beside its neighbour outside.
        None where neither is there for an edge, or nothing is left between the two.
        """
        new_start, new_end = self._start(start), self._end(end)
        if new_start is None or new_end is None or new_start >= new_end:
            return None
        return new_start, new_end

    def share(self, start: int, end: int) -> float:
        """How much of a stretch of the old text is in the new, from 0 to 1."""
        at = max(bisect_right(self.runs, start, key=_old_of) - 1, 0)
        there = 0
        for run in self.runs[at:]:
            if run.old >= end:
                break
            there += max(min(end, run.old + run.length) - max(start, run.old), 0)
        return there / (end - start)

    def near(self, offset: int) -> int:
        """Where in the new text a character of the old one is, or about was."""
        at = bisect_right(self.runs, offset, key=_old_of) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        return run.new + min(offset - run.old, run.length)

    def is_old(self, start: int, end: int) -> bool:
        """Whether a stretch of the new text is one that the old text had in its place."""
        at = bisect_right(self.runs, start, key=_new_of) - 1
        return at >= 0 and end <= self.runs[at].new + self.runs[at].length

    def _run(self, offset: int) -> Run | None:
        """The run that holds a character of the old text."""
        at = bisect_right(self.runs, offset, key=_old_of) - 1
        if at < 0 or offset >= self.runs[at].old + self.runs[at].length:
            return None
        return self.runs[at]

    def _start(self, offset: int) -> int | None:
        if run := self._run(offset):
            return offset - run.old + run.new
        if offset == 0:
            return 0
        run = self._run(offset - 1)
        return run and offset - run.old + run.new

    def _end(self, offset: int) -> int | None:
        if run := self._run(offset - 1):
            return offset - run.old + run.new
        if offset == len(self.old):
            return len(self.new)
        run = self._run(offset)
        return run and offset - run.old + run.new


def align(old: str, new: str) -> Alignment:
    """Pair up what two texts share, in order; a megabyte with some changes takes about a second."""
    found: list[Run] = []
    waiting = [(_Gap(0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, look = waiting.pop()
        gap, ends = _trimmed(old, new, gap)
        found += ends
        if gap.old == gap.old_end or gap.new == gap.new_end or look == len(_LOOKS):
            continue
        cut, pair, again = _LOOKS[look]
        runs = _runs(pair(cut(old, gap.old, gap.old_end), cut(new, gap.new, gap.new_end)))
        found += runs
        following = look if again and runs else look + 1
        waiting += [(inner, following) for inner in _between(gap, runs)]
    return Alignment(old, new, tuple(_slid(old, new, _joined(sorted(found)))))


def _trimmed(old: str, new: str, gap: _Gap) -> tuple[_Gap, list[Run]]:
    """The gap without what both sides begin and end with, and that."""
    before = _common(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    left = _Gap(gap.old + before, gap.old_end, gap.new + before, gap.new_end)
    after = _common(old[left.old : left.old_end][::-1], new[left.new : left.new_end][::-1])
    left = _Gap(left.old, left.old_end - after, left.new, left.new_end - after)
    ends = (Run(gap.old, gap.new, before), Run(left.old_end, left.new_end, after))
    return left, [run for run in ends if run.length]


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    most, at = min(len(one), len(other)), 0
    while at < most and one[at : at + _CHUNK] == other[at : at + _CHUNK]:
        at += _CHUNK
    at = min(at, most)
    while at < most and one[at] == other[at]:
        at += 1
    return at


def _lines(text: str, start: int, end: int) -> list[_Unit]:
    return [_Unit(*one.span(), one[0]) for one in _LINE.finditer(text, start, end)]


def _words(text: str, start: int, end: int) -> list[_Unit]:
    return [_Unit(*one.span(), one[0]) for one in _WORD.finditer(text, start, end)]


def _shingles(text: str, start: int, end: int) -> list[_Unit]:
    """Each word with those that follow it as its key; the last ones have too few."""
    words = _words(text, start, end)
    following = (words[at:] for at in range(_SHINGLE))
    return [
        _Unit(group[0].start, group[0].end, tuple(one.key for one in group))
        for group in zip(*following, strict=False)
    ]


def _characters(text: str, start: int, end: int) -> list[_Unit]:
    return [_Unit(at, at + 1, text[at]) for at in range(start, end)]


_Pair = tuple[_Unit, _Unit]


def _landmarks(old: list[_Unit], new: list[_Unit]) -> list[_Pair]:
    """Units that either side has once, in the longest row that has one order in both."""
    counts, new_counts = (Counter(one.key for one in side) for side in (old, new))
    places = {one.key: one for one in new if new_counts[one.key] == 1}
    pairs = [(one, places[one.key]) for one in old if counts[one.key] == 1 and one.key in places]
    return [pairs[at] for at in rising([there.start for _, there in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising row among numbers, in order."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [at]
        before.append(last[length - 1] if length else -1)
    row: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]


def _one_by_one(old: list[_Unit], new: list[_Unit]) -> list[_Pair]:
    """Units paired by the longest rows that both sides share, where that is quick."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], False)  # noqa: FBT003 - autojunk has no other name here
    return [
        (old[block.a + at], new[block.b + at])
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    ]


def _reworded(old: list[_Unit], new: list[_Unit]) -> list[_Pair]:
    """Words of a sentence that was reworded; none where it is another sentence."""
    return _enough(_one_by_one(old, new), len(old) + len(new), _ALIKE_WORDS)


def _corrected(old: list[_Unit], new: list[_Unit]) -> list[_Pair]:
    """Characters of corrected words; none where the one is not the other with corrections."""
    return _enough(_one_by_one(old, new), len(old) + len(new), _ALIKE_CHARACTERS)


def _enough(pairs: list[_Pair], units: int, share: float) -> list[_Pair]:
    """The pairs, where they are at least that share of the units on both sides."""
    return pairs if 2 * len(pairs) >= share * units else []


# How to cut, how to pair, and whether what lies between landmarks is worth the same look again.
_LOOKS: tuple[tuple[_Cut, Callable[[list[_Unit], list[_Unit]], list[_Pair]], bool], ...] = (
    (_lines, _landmarks, True),
    (_shingles, _landmarks, True),
    (_words, _landmarks, True),
    (_words, _reworded, False),
    (_characters, _corrected, False),
)


def _runs(pairs: list[_Pair]) -> list[Run]:
    return [Run(one.start, other.start, one.end - one.start) for one, other in pairs]


def _between(gap: _Gap, runs: list[Run]) -> Iterator[_Gap]:
    """What runs leave of a gap, on both sides where they touch on neither."""
    old, new = gap.old, gap.new
    for run in runs:
        if run.old > old and run.new > new:
            yield _Gap(old, run.old, new, run.new)
        old, new = run.old + run.length, run.new + run.length
    if gap.old_end > old and gap.new_end > new:
        yield _Gap(old, gap.old_end, new, gap.new_end)


def _joined(runs: list[Run]) -> list[Run]:
    """The same, those as one that touch in both texts."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else Run(0, 0, 0)
        if (last.old + last.length, last.new + last.length) == run[:2]:
            joined[-1:] = [Run(last.old, last.new, last.length + run.length)]
        else:
            joined.append(run)
    return joined


def _slid(old: str, new: str, runs: list[Run]) -> list[Run]:
    """The same, with what was put in or taken out told from where a sentence or word begins.

    After `the old man`, `the` before `the old man` could be either of the two: people put in
    whole sentences and words.
    """
    slid = [Run(0, 0, 0), *(run for run in runs if run.length), Run(len(old), len(new), 0)]
    for at in range(len(slid) - 1):
        run, following = slid[at], slid[at + 1]
        here = run.old + run.length == following.old, run.new + run.length == following.new
        if here == (True, False):
            by = _best_slide(new, run.new + run.length, following.new, run, following)
        elif here == (False, True):
            by = _best_slide(old, run.old + run.length, following.old, run, following)
        else:
            continue
        slid[at] = Run(run.old, run.new, run.length + by)
        slid[at + 1] = Run(following.old + by, following.new + by, following.length - by)
    return _joined([run for run in slid if run.length])


def _best_slide(text: str, start: int, end: int, run: Run, following: Run) -> int:
    """By how many characters the inserted `start` to `end` is best told to lie further on."""
    left = right = 0
    while left < min(run.length, _FARTHEST) and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while right < min(following.length, _FARTHEST) and text[start + right] == text[end + right]:
        right += 1
    return max(range(-left, right + 1), key=lambda by: (_break(text, start + by), -abs(by)))


def _break(text: str, at: int) -> int:
    """How strong a break the text has before a character."""
    if at == 0 or text[at - 1] == "\n":
        return 3
    if text[at - 1].isspace():
        before = text[max(at - 3, 0) : at].rstrip()
        return 2 if before[-1:] in _SENTENCE_ENDS else 1
    return 0


def _old_of(run: Run) -> int:
    return run.old


def _new_of(run: Run) -> int:
    return run.new
