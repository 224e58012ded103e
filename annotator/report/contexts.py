"""Where a disagreement stands: its sentence, cut where it is long, and what is marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.labels.span import Piece
from annotator.report.signs import is_plain, manner, sign
from annotator.text.bidi import first_strong
from annotator.text.notices import LINE_END
from annotator.text.words import next_word_start, previous_word_start, word_at

MOST = 240
# A mark that is itself too long is shown around its edges only, and of those not all.
_BESIDE_AN_EDGE = 40
_MOST_STRETCHES = 6
# As much of a paragraph as is read to find its direction.
_PARAGRAPH = 4_000
_STOP = re.compile("[.!?؟۔…]+[\"'»”’)\\]\u200e\u200f]*(?=\\s)")
_SHORTENED = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt maj rev sen rep gov st jr sr no vs "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """Stretches of an article, half-open code points in order, and whether more stands outside.

    More than one stretch means that what lies between them is left out. `right_to_left` is how
    the paragraph runs that the first one is cut from.
    """

    stretches: tuple[Piece, ...]
    before: bool
    after: bool
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line: text, the sign of a character that cannot be seen, or a gap.

    `marked` says that it belongs to the span of which the line tells.
    """

    kind: Literal["text", "sign", "gap"]
    text: str
    marked: bool = False


def context(text: str, pieces: Iterable[Piece], most: int = MOST) -> Context:
    """The sentence that holds all pieces, or as much of it as `most` code points allow.

    Sentences end at line ends and at . ! ? ؟ ۔ …, but not inside a word (U.S.) or after what is
    shortened (Dr.). What is too long is cut at word edges; of marks that are too long themselves
    the surroundings of their edges are kept.
    """
    kept = sorted(pieces)
    start, end = kept[0][0], max(last for _, last in kept)
    low, whole_before = _sentence_start(text, start, most)
    high, whole_after = _sentence_end(text, end, most)
    room = most - (end - start)
    if high - low <= most:
        stretches: tuple[Piece, ...] = ((low, high),)
    elif room >= _BESIDE_AN_EDGE:
        stretches = (_window(text, (low, high), (start, end), room),)
    else:
        stretches = _around_edges(text, (low, high), kept)
    first, last = stretches[0][0], stretches[-1][1]
    return Context(
        stretches,
        before=first > low or not whole_before,
        after=last < high or not whole_after,
        right_to_left=_runs_right_to_left(text, first),
    )


def runs(text: str, where: Context, pieces: Sequence[Piece] = ()) -> tuple[Run, ...]:
    """The line of a context in which some pieces are marked."""
    return tuple(_runs(text, where, pieces))


def _runs(text: str, where: Context, pieces: Sequence[Piece]) -> Iterator[Run]:
    if where.before:
        yield Run("gap", "… ")
    for at, (low, high) in enumerate(where.stretches):
        if at:
            yield Run("gap", " … ", any(a < low < b for a, b in pieces))
        for start, end, marked in _parts(low, high, pieces):
            yield from _drawn(text[start:end], marked=marked, edge=_edges(start, end, pieces))
    if where.after:
        yield Run("gap", " …")


def _parts(low: int, high: int, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, bool]]:
    """A stretch cut where marks begin and end: start, end, marked."""
    at = low
    for start, end in pieces:
        start, end = max(start, low), min(end, high)  # noqa: PLW2901 - as much as is shown
        if start >= end:
            continue
        if at < start:
            yield at, start, False
        yield start, end, True
        at = end
    if at < high:
        yield at, high, False


def _edges(start: int, end: int, pieces: Sequence[Piece]) -> tuple[bool, bool]:
    """Whether a mark begins or ends at the start, and at the end, of a part."""
    edges = {edge for piece in pieces for edge in piece}
    return start in edges, end in edges


def _drawn(part: str, *, marked: bool, edge: tuple[bool, bool]) -> Iterator[Run]:
    """A part as text and signs; at the edge of a mark what cannot be seen is named too."""
    if is_plain(part):
        yield Run("text", part, marked)
        return
    told = set(range(_quiet(part))) if edge[0] else set()
    if edge[1]:
        told |= {len(part) - 1 - at for at in range(_quiet(part[::-1]))}
    plain = ""
    for at, character in enumerate(part):
        how = manner(character)
        if how == "plain" or (how == "quiet" and at not in told):
            plain += character
            continue
        if plain:
            yield Run("text", plain, marked)
        yield Run("sign", sign(character), marked)
        plain = character if how == "quiet" else ""
    if plain:
        yield Run("text", plain, marked)


def _quiet(part: str) -> int:
    """How many characters at the start of a part are sent though they cannot be seen."""
    return next(
        (at for at, character in enumerate(part) if manner(character) != "quiet"), len(part)
    )


def _sentence_start(text: str, offset: int, most: int) -> tuple[int, bool]:
    """Where the sentence of `offset` begins, and whether it does so within `most` code points."""
    low = max(offset - most, 0)
    lines = [found.end() for found in LINE_END.finditer(text, low, offset)]
    start = lines[-1] if lines else low
    stops = [found.end() for found in _STOP.finditer(text, start, offset) if _ends(text, found)]
    start = stops[-1] if stops else start
    while start < offset and text[start].isspace():
        start += 1
    return start, bool(lines or stops) or low == 0


def _sentence_end(text: str, offset: int, most: int) -> tuple[int, bool]:
    """Where the sentence of `offset` ends, and whether it does so within `most` code points."""
    limit = min(offset + most, len(text))
    line = LINE_END.search(text, offset, limit)
    high = line.start() if line else limit
    # A mark may take in the full stop itself, so that the one before its end counts.
    begin = max(offset - 1, 0)
    stops = (found.end() for found in _STOP.finditer(text, begin, high) if _ends(text, found))
    stop = next((stop for stop in stops if stop >= offset), None)
    end = high if stop is None else stop
    while end > offset and text[end - 1].isspace():
        end -= 1
    return end, stop is not None or line is not None or limit == len(text)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends at what looks like it: not where a small letter follows."""
    if text[stop.end() : stop.end() + 2].lstrip()[:1].islower():
        return False
    if stop[0].rstrip("\"'»”’)]\u200e\u200f") != ".":
        return True
    if word_at(text, stop.start()) is not None:
        return False
    before = word_at(text, stop.start() - 1) if stop.start() else None
    if before:
        word = text[slice(*before)]
        if (len(word) == 1 and word.isalpha()) or word.lower() in _SHORTENED:
            return False
    return True


def _window(text: str, sentence: Piece, marks: Piece, room: int) -> Piece:
    """As much of a sentence around its marks as there is room for, cut at word edges."""
    (low, high), (start, end) = sentence, marks
    before = min(max(room // 2, room - (high - end)), start - low)
    after = min(room - before, high - end)
    return _word_from(text, low, start - before, start), _word_to(text, high, end + after, end)


def _around_edges(text: str, sentence: Piece, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """What stands beside the edges of long marks; stretches that meet are one."""
    low, high = sentence
    found: list[Piece] = []
    for edge in sorted({edge for piece in pieces for edge in piece}):
        first = _word_from(text, low, max(edge - _BESIDE_AN_EDGE, low), edge)
        last = _word_to(text, high, min(edge + _BESIDE_AN_EDGE, high), edge)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    if len(found) > _MOST_STRETCHES:
        found[_MOST_STRETCHES - 1 :] = found[-1:]
    return tuple(found)


def _word_from(text: str, low: int, cut: int, start: int) -> int:
    """The first word's start from a cut on, so that no half word stands there."""
    if cut <= low:
        return low
    found = next_word_start(text, cut - 1, start)
    return start if found is None else min(found, start)


def _word_to(text: str, high: int, cut: int, end: int) -> int:
    """The end before the last word that a cut would part."""
    if cut >= high:
        return high
    last = previous_word_start(text, cut, end)
    kept = cut if last is None or last < end else last
    while kept > end and text[kept - 1].isspace():
        kept -= 1
    return kept


def _runs_right_to_left(text: str, offset: int) -> bool:
    """Whether the first strong letter of a paragraph, or else of the text, says so."""
    low = max(offset - _PARAGRAPH, 0)
    begin = max((found.end() for found in LINE_END.finditer(text, low, offset)), default=low)
    ends = LINE_END.search(text, offset, offset + _PARAGRAPH)
    strong = first_strong(text[begin : ends.start() if ends else offset + _PARAGRAPH])
    return bool(first_strong(text[:_PARAGRAPH]) if strong is None else strong)
