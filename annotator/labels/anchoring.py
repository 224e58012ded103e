"""Where stretches of an old text lie in a new one: by their characters, or by their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from annotator.labels.span import Piece, pieces_fault
from annotator.text.aligning import Alignment, rising

How = Literal["exact", "words", "carried", "lost"]

_NEAR = 2_000
_CONTEXT = 32
_SURE_CONTEXT = 10
_SOME_CONTEXT = 4
_SHORTEST = 3
_HALF = 0.5
_ROOM = 20


@dataclass(frozen=True, slots=True)
class Stand:
    """Something that stands on an old text: its pieces, and what each of them says.

    `said` is empty where nobody knows: the old text is not kept, and no words were.
    """

    pieces: tuple[Piece, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where it stands on the new text, and how that is known: surest first, "lost" for nowhere.

    "exact": its characters are there, together. "words": the same words were found elsewhere.
    "carried": its edges are there, what it says between them has changed. `why` says what a
    person should know of it.
    """

    pieces: tuple[Piece, ...]
    how: How
    why: str = ""


def landed(stands: Sequence[Stand], alignment: Alignment) -> tuple[Landing, ...]:
    """Where each lies by what became of the old text's characters, else by words and context."""
    return tuple(_landing(stand, alignment) for stand in stands)


def _landing(stand: Stand, alignment: Alignment) -> Landing:
    found = [_piece(start, end, alignment) for start, end in stand.pieces]
    lost = next((one for one in found if not one.pieces), None)
    return lost or _assembled(found)


def _assembled(found: Sequence[Landing]) -> Landing:
    """Pieces that were found one by one, as one; those that came to touch are one piece."""
    pieces: list[Piece] = []
    how: How = max((one.how for one in found), key=_HOWS.index)
    for one in found:
        ((start, end),) = one.pieces
        if pieces and pieces[-1][1] == start:
            pieces[-1] = (pieces[-1][0], end)
            how = "carried"
        else:
            pieces.append((start, end))
    if pieces_fault(pieces):
        return Landing((), "lost", "its pieces no longer follow one another")
    why = next((one.why for one in found if one.how == how and one.why), "")
    return Landing(tuple(pieces), how, why or (_CHANGED if how == "carried" else ""))


def _piece(start: int, end: int, alignment: Alignment) -> Landing:
    """One stretch: whole, else with its edges, else its words where else they stand."""
    whole = alignment.kept(start, end)
    if whole:
        return Landing((whole,), "exact")
    said = alignment.old[start:end]
    carried = _tight(alignment, alignment.carried(start, end), said)
    if carried:
        there = list(_occurrences(alignment.new, said, *carried))
        if len(there) == 1:
            return Landing(((there[0], there[0] + len(said)),), "exact")
        if there or alignment.share(start, end) >= _HALF:
            return _first_or_all(there, carried, said)
    place = _by_context(start, end, alignment)
    if place:
        return Landing((place,), "words", "found by its words")
    if carried and _is_modest(carried, said, alignment.new):
        return Landing((carried,), "carried", _CHANGED)
    return Landing((), "lost", "its words are gone")


def _first_or_all(there: Sequence[int], carried: Piece, said: str) -> Landing:
    """The first of its words where they stand several times between the edges, else all of it."""
    if there:
        why = f"its words stand {len(there)} times where they stood once"
        return Landing(((there[0], there[0] + len(said)),), "words", why)
    return Landing((carried,), "carried", _CHANGED)


def _tight(alignment: Alignment, carried: Piece | None, said: str) -> Piece | None:
    """A carried stretch without white space at ends where there was none before."""
    if carried is None:
        return None
    start, end = carried
    now = alignment.new[start:end]
    if said[:1].strip():
        start += len(now) - len(now.lstrip())
    if said[-1:].strip():
        end -= len(now) - len(now.rstrip())
    return (start, end) if start < end else None


def _is_modest(carried: Piece, said: str, new: str) -> bool:
    """Whether other words may stand for these: neither much more text nor another line."""
    start, end = carried
    lines = new.count("\n", start, end) <= said.count("\n")
    return lines and end - start <= 2 * len(said) + _ROOM


def _by_context(start: int, end: int, alignment: Alignment) -> Piece | None:
    """The one place nearby, else anywhere in the same context, where what is new says the words."""
    said, new, here = alignment.old[start:end], alignment.new, alignment.near(start)
    low, high = max(here - _NEAR, 0), here + _NEAR + len(said)
    agreed = [
        (_agreement(alignment, start, end, at), at)
        for at in _free(alignment, start, end, low, high)
    ]
    if not agreed and len(said) >= _SHORTEST:
        everywhere = _free(alignment, start, end, 0, len(new))
        agreed = [(_agreement(alignment, start, end, at), at) for at in everywhere]
        agreed = [one for one in agreed if one[0] >= _SURE_CONTEXT]
    agreed.sort(reverse=True)
    if not agreed or (len(agreed) > 1 and agreed[0][0] == agreed[1][0]):
        return None
    agreement, at = agreed[0]
    if agreement < _SOME_CONTEXT and new.count(said) > 1:
        return None
    return at, at + len(said)


def _free(alignment: Alignment, start: int, end: int, low: int, high: int) -> Iterator[int]:
    """Where new text says what an old stretch said, words as words and parts of words as parts."""
    said = alignment.old[start:end]
    sides = _sides(alignment.old, start, end)
    for at in _occurrences(alignment.new, said, low, high):
        after = at + len(said)
        if not alignment.is_old(at, after) and _sides(alignment.new, at, after) == sides:
            yield at


def _agreement(alignment: Alignment, start: int, end: int, at: int) -> int:
    """How many characters before and after a place are those that stood around the old one."""
    old, new, after = alignment.old, alignment.new, at + end - start
    before = _same(
        old[max(start - _CONTEXT, 0) : start][::-1], new[max(at - _CONTEXT, 0) : at][::-1]
    )
    return before + _same(old[end : end + _CONTEXT], new[after : after + _CONTEXT])


def _same(one: str, other: str) -> int:
    """How many characters two short texts have in common at their beginnings."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return at


def _sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a letter or digit stands right before, and right after."""
    return text[max(start - 1, 0) : start].isalnum(), text[end : end + 1].isalnum()


def _occurrences(text: str, said: str, low: int, high: int) -> Iterator[int]:
    """Everywhere between two offsets where the text says it."""
    at = text.find(said, low, high)
    while at >= 0:
        yield at
        at = text.find(said, at + 1, high)


_Item = tuple[int, int, str]


def landed_by_words(stands: Sequence[Stand], new: str) -> tuple[Landing, ...]:
    """Where each lies by its words alone, when the old text is not kept.

    Words that are there as often as they were marked are taken in their order; of those the
    longest row that has kept its order is trusted, and what is still open lies between its
    neighbours, at its old distance from one of them, or nowhere.
    """
    items = sorted({item for stand in stands for item in _items(stand)})
    places = _places(items, new)
    return tuple(_landing_by_words(stand, places, new) for stand in stands)


def _items(stand: Stand) -> Iterator[_Item]:
    """Each piece with its words, where they are known."""
    for (start, end), said in zip(stand.pieces, stand.said, strict=False):
        yield start, end, said


def _landing_by_words(stand: Stand, places: dict[_Item, int], new: str) -> Landing:
    items = list(_items(stand))
    if not items:
        return Landing((), "lost", "nobody knows its words, and the old text is not kept")
    lost = next((said for _, _, said in items if said not in new), None)
    if lost is not None:
        return Landing((), "lost", "its words are gone")
    if not all(item in places for item in items):
        return Landing(
            (), "lost", "its words stand there several times; which is meant cannot be told"
        )
    return _assembled(
        [
            Landing(((at, at + len(item[2])),), "words", "found by its words")
            for item in items
            for at in (places[item],)
        ]
    )


def _places(items: Sequence[_Item], new: str) -> dict[_Item, int]:
    """The place of each piece that has one."""
    there = {said: _words_first(new, said) for said in {item[2] for item in items}}
    counted: list[tuple[_Item, int]] = []
    for said, group in groupby(sorted(items, key=itemgetter(2, 0)), key=itemgetter(2)):
        own = list(group)
        if len(own) == len(there[said]):
            counted += zip(own, there[said], strict=True)
    counted.sort()
    row = [counted[at] for at in rising([place for _, place in counted])]
    places = dict(row)
    alone = {item: place for item, place in counted if len(there[item[2]]) == 1}
    _fill(places, [item for item in items if item not in alone], there, row)
    return alone | places


def _words_first(new: str, said: str) -> list[int]:
    """Everywhere the text says it as whole words; where it never does, as parts of others."""
    there = list(_occurrences(new, said, 0, len(new)))
    own = [at for at in there if _sides(new, at, at + len(said)) == (False, False)]
    return own or there


def _fill(
    places: dict[_Item, int],
    items: Sequence[_Item],
    there: dict[str, list[int]],
    row: Sequence[tuple[_Item, int]],
) -> None:
    """Give places to what is still open, between neighbours that have theirs."""
    starts = [item[0] for item, _ in row]
    waiting: dict[tuple[int, int, str], list[_Item]] = {}
    for item in items:
        if item not in places:
            window = bisect_right(starts, item[0]), bisect_left(starts, item[0])
            waiting.setdefault((*window, item[2]), []).append(item)
    taken = {(item[2], place) for item, place in places.items()}
    for (after, before, said), own in waiting.items():
        low = row[after - 1][1] if after else 0
        high = row[before][1] if before < len(row) else None
        here = [
            at
            for at in there[said]
            if at >= low and (high is None or at <= high) and (said, at) not in taken
        ]
        if len(here) == len(own):
            places.update(zip(own, here, strict=True))
            continue
        beside = [*row[max(after - 1, 0) : after], *row[before : before + 1]]
        for item in own:
            expected = {place + item[0] - other[0] for other, place in beside}
            fitting = [at for at in here if at in expected]
            if len(fitting) == 1:
                places[item] = fitting[0]


_CHANGED = "its words changed"
_HOWS: tuple[How, ...] = ("exact", "words", "carried", "lost")
