"""Where a paragraph's rows begin, found without laying the paragraph out.

Rows must be counted for a whole article before its first page is shown, so this part
reads a paragraph as a string of one-letter kinds and leaves the loops to C.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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
_BESIDE_WIDE = re.compile("[sStb][sStzb]*|wz*|nz*(?=w)")
_INTRICATES = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f"
    "\ud7b0-\ud7ff\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84-\U00011a89\U00011d46\U00011f02\U0001f1e6-\U0001f1ff]"
)
_JOINED_PICTURE = re.compile("\u200d[\xa9\xae\u203c-\u3299\U0001f000-\U0001faff]")
_LAM_THEN_ALEF = re.compile("\u0644(\\W*)([\u0622\u0623\u0625\u0627])")
_NO_BREAK = "\xa0\u2007\u202f"


class _Kinds(dict[int, str]):
    """The kind of each code point, for `str.translate`."""

    def __missing__(self, point: int) -> str:
        self[point] = kind = _kind(chr(point))
        return kind


class _FirstKinds(_Kinds):
    """The same, but for the characters that must be looked at with their neighbours."""

    def __missing__(self, point: int) -> str:
        if not _INTRICATES.match(chr(point)):
            return super().__missing__(point)
        self[point] = _INTRICATE
        return _INTRICATE


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


_KINDS = _Kinds()
_FIRST_KINDS = _FirstKinds()


def kinds(paragraph: str) -> str:
    """Classify each code point of a paragraph by what it adds to a row.

    Code points that share a unit with the one before add nothing: marks, format characters,
    the alef of a lam-alef, the LF of CRLF, the rest of a grapheme cluster.
    """
    found = paragraph.translate(_FIRST_KINDS)
    if _INTRICATE in found or ("\u200d" in paragraph and _JOINED_PICTURE.search(paragraph)):
        found = _by_clusters(paragraph, paragraph.translate(_KINDS))
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
    for match in _LAM_THEN_ALEF.finditer(paragraph):
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


def row_starts(codes: str, width: int, *, closing_cell: int = 0) -> list[int]:
    """Offsets at which rows begin when a paragraph is wrapped into `width` cells.

    Rows break after spaces, beside wide characters, and inside a word only where the word
    alone is wider than a row; never inside a unit. `closing_cell` is 1 for a paragraph
    without a line end, so that the place after its last character has a cell too.
    """
    length = len(codes)
    if length + closing_cell <= width and not _ANY_WIDER.search(codes):
        return [0]
    before = [0, *accumulate(codes.encode("ascii").translate(_ADVANCE_OF))]
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
