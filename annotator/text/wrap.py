"""Where a paragraph's rows begin, found without laying the paragraph out.

Rows must be counted for a whole article before its first page is shown, so this part
reads a paragraph as a string of one-letter kinds and leaves the loops to C.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, pairwise

from annotator.text.display import LINE_ENDS, TAB_CELLS, cluster, is_drawn, shown
from annotator.text.graphemes import boundaries
from annotator.text.unicode import category, is_mark, is_wide
from annotator.text.width import cells

# One letter a code point: what it adds to a row and whether a row may end after it.
_NARROW, _WIDE, _ZERO, _SPACE, _TAB, _WIDE_SPACE, _ZERO_BREAK = "nwzstSb"
# Until clusters are looked at: a character that may form units by more than marks on a base.
_INTRICATE = "i"
ADVANCE = {
    _NARROW: 1,
    _WIDE: 2,
    _ZERO: 0,
    _SPACE: 1,
    _TAB: TAB_CELLS,
    _WIDE_SPACE: 2,
    _ZERO_BREAK: 0,
}
_ADVANCE_OF = bytes(ADVANCE.get(chr(code), 0) for code in range(256))
_ANY_WIDER = re.compile("[wtS]")
# A row may begin after a run of spaces (with the marks on them), or beside a wide character.
_AFTER_SPACES = re.compile("[sStb][sStzb]*")
_BESIDE_WIDE = re.compile("[sStb][sStzb]*|w[zb]*+(?![sSt])|n[zb]*+(?=w)")
_INTRICATES = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f"
    "\ud7b0-\ud7ff\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84-\U00011a89\U00011d46\U00011f02\U0001f1e6-\U0001f1ff]"
)
_JOINED_PICTURE = re.compile("\u200d[\xa9\xae\u203c-\u3299\U0001f000-\U0001faff]")
LAM_THEN_ALEF = re.compile("\u0644(\\W*)([\u0622\u0623\u0625\u0627])")
_BYTES = 256
_NO_BREAK = "\xa0\u2007\u202f"


class _Kinds:
    """Tells the kind of every code point of a text, one letter each.

    Characters that were met before become bytes in one pass of a codec's; a text with more
    kinds of characters than a byte can count is looked up character by character.
    """

    def __init__(self, kind: Callable[[str], str]) -> None:
        self._kind = kind
        self._met: dict[int, str] = {0: kind("\0")}
        self._learn("")

    def of(self, text: str) -> str:
        """The kinds of a text; as long as the text."""
        while len(self._met) < _BYTES:
            try:
                met = codecs.charmap_encode(text, "strict", self._map)[0]
            except UnicodeEncodeError as error:
                if ord(text[error.start]) in self._met:
                    break  # the codec takes U+FFFE for "no character", however often it is met
                self._learn(text[error.start])
            else:
                return met.translate(self._kinds).decode("ascii")
        for point in set(map(ord, text)) - self._met.keys():
            self._met[point] = self._kind(chr(point))
        return text.translate(self._met)

    def _learn(self, character: str) -> None:
        if character:
            self._met[ord(character)] = self._kind(character)
        self._map = codecs.charmap_build("".join(map(chr, self._met)))
        self._kinds = "".join(self._met.values()).ljust(_BYTES).encode("ascii")


def _kind(character: str) -> str:
    if character == "\t":
        return _TAB
    if character == "\u200b":
        return _ZERO_BREAK
    if character in LINE_ENDS or (category(character) == "Zs" and character not in _NO_BREAK):
        return _WIDE_SPACE if is_wide(character) else _SPACE
    if not is_drawn(character):
        return _ZERO
    return _WIDE if cells(shown(character)) == 2 else _NARROW


def _first_kind(character: str) -> str:
    return _INTRICATE if _INTRICATES.match(character) else _kind(character)


_KINDS = _Kinds(_kind)
_FIRST_KINDS = _Kinds(_first_kind)


def kinds(paragraph: str) -> str:
    """Classify each code point of a paragraph by what it adds to a row.

    Code points that share a unit with the one before add nothing: marks, format characters,
    the alef of a lam-alef, the LF of CRLF, the rest of a grapheme cluster.
    """
    found = _FIRST_KINDS.of(paragraph)
    if _INTRICATE in found or ("\u200d" in paragraph and _JOINED_PICTURE.search(paragraph)):
        found = _by_clusters(paragraph, _KINDS.of(paragraph))
    if "\u0644" in paragraph:
        found = _without_alefs(paragraph, found)
    if paragraph.endswith("\r\n"):
        found = found[:-1] + _ZERO
    if found[:1] in (_ZERO, _ZERO_BREAK):
        found = _led_by_zero(paragraph, found)
    return found


def _by_clusters(paragraph: str, found: str) -> str:
    edges = boundaries(paragraph)
    units = []
    for start, end in pairwise(edges):
        own = found[start:end]
        if end - start > 1 and any(kind not in "zb" for kind in own):
            wide = cells(cluster(paragraph[start:end])) == 2
            head = own[0] if own[0] in "sSt" else (_WIDE if wide else _NARROW)
            own = head + _ZERO * (end - start - 1)
        units.append(own)
    return "".join(units)


def _without_alefs(paragraph: str, found: str) -> str:
    pieces: list[str] = []
    at = 0
    for match in LAM_THEN_ALEF.finditer(paragraph):
        if all(map(is_mark, match[1])):
            alef = match.start(2)
            pieces += (found[at:alef], _ZERO)
            at = alef + 1
    pieces.append(found[at:])
    return "".join(pieces)


def _led_by_zero(paragraph: str, found: str) -> str:
    """Give a unit to what has no character before it to stand with.

    Leading marks stand on a cell of their own. Leading format characters stand with the
    character that follows, and take a cell only where nothing follows.
    """
    length = len(found)
    leading = length - len(found.lstrip("zb"))
    if leading == length or any(map(is_mark, paragraph[:leading])):
        return _NARROW + found[1:]
    return found[leading] + _ZERO * leading + found[leading + 1 :]


def unit_starts(codes: str) -> list[int]:
    """Offsets at which units begin, from the kinds of a paragraph."""
    return [at for at, code in enumerate(codes) if code not in "zb"]


def unit_around(codes: str, at: int) -> tuple[int, int]:
    """The unit that a code point of a paragraph belongs to, as (start, end)."""
    start = at
    while start and codes[start] in "zb":
        start -= 1
    return start, next_unit(codes, start)


def advances_of(codes: str) -> list[int]:
    """What each code point of a paragraph adds to a row by its kind."""
    return list(codes.encode("ascii").translate(_ADVANCE_OF))


def row_starts(
    codes: str, width: int, *, closing_cell: int = 0, advances: Sequence[int] = ()
) -> list[int]:
    """Offsets at which rows begin when a paragraph is wrapped into `width` cells.

    Rows break after spaces, beside wide characters, and inside a word only where the word
    alone is wider than a row; never inside a unit. A unit wider than a row has one to itself.
    `closing_cell` is 1 for a paragraph without a line end, so that the place after its last
    character has a cell too. `advances` tells what each code point adds where that is not
    what its kind says.
    """
    if advances:
        return _starts_by_sums(codes, width, closing_cell, advances)
    length = len(codes)
    if length + closing_cell <= width and not _ANY_WIDER.search(codes):
        return [0]
    if _ANY_WIDER.search(codes):
        return _starts_by_sums(codes, width, closing_cell)
    return _starts_by_runs(codes, width, closing_cell)


def _starts_by_runs(codes: str, width: int, closing_cell: int) -> list[int]:
    """Row starts where every unit takes one cell, as in almost every paragraph."""
    row = _row_of(width)
    length = len(codes)
    starts = [0]
    while True:
        start = starts[-1]
        match = row.match(codes, start)
        limit = match.end() if match else length
        if limit == length and not (closing_cell and _units(codes, start) >= width):
            return starts
        starts.append(_last_break(codes, start, limit) or limit)


def _units(codes: str, start: int) -> int:
    """How many units stand from an offset to the end of the paragraph."""
    return codes.count(_NARROW, start) + codes.count(_SPACE, start)


@cache
def _row_of(width: int) -> re.Pattern[str]:
    return re.compile(f"(?:[ns][zb]*+){{1,{width}}}+")


def _last_break(codes: str, start: int, limit: int) -> int | None:
    """The end of the last run of spaces that ends in (start, limit]; None where none does."""
    goes_on = limit < len(codes) and codes[limit] in "sb"
    end = limit
    while end > start:
        at = max(codes.rfind(_SPACE, start, end), codes.rfind(_ZERO_BREAK, start, end))
        if at < 0:
            return None
        marks = codes[at + 1 : limit]
        stop = limit - len(marks.lstrip(_ZERO))
        if stop < limit or not goes_on:
            return stop
        end = start + len(codes[start:at].rstrip("szb"))
    return None


def _starts_by_sums(
    codes: str, width: int, closing_cell: int, advances: Sequence[int] = ()
) -> list[int]:
    """Row starts where units take different numbers of cells."""
    length = len(codes)
    before = [0, *accumulate(advances or advances_of(codes))]
    if before[-1] + closing_cell <= width:
        return [0]
    breaks = _BESIDE_WIDE if _WIDE in codes else _AFTER_SPACES
    may_begin = [match.end() for match in breaks.finditer(codes)]
    starts = [0]
    while before[-1] + closing_cell - before[starts[-1]] > width and starts[-1] < length:
        start = starts[-1]
        limit = bisect_right(before, before[start] + width) - 1
        best = bisect_right(may_begin, limit) - 1
        if best >= 0 and may_begin[best] > start:
            limit = may_begin[best]
        starts.append(limit if limit > start else next_unit(codes, start))
    return starts


def next_unit(codes: str, start: int) -> int:
    """Where the unit after this one begins; the length of the paragraph after the last."""
    return next((at for at in range(start + 1, len(codes)) if codes[at] not in "zb"), len(codes))
