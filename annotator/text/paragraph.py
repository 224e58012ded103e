"""A text cut into parts and paragraphs, and a paragraph resolved: what a row is drawn from.

Levels are found for a whole paragraph, as UAX #9 asks; units and joined forms only for the
rows that are asked for, however long the paragraph is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from annotator.text.bidi import Controls, bidi_classes, first_strong, levels
from annotator.text.display import cluster, shown
from annotator.text.joining import joined
from annotator.text.unicode import joining_type, mirrored
from annotator.text.wrap import ADVANCE, kinds, unit_starts

_END = re.compile("\r\n|[\n\r\x85\u2029]")
_PARAGRAPH = re.compile("[^\n\r\x85\u2029]*(?:\r\n|[\n\r\x85\u2029])|[^\n\r\x85\u2029]+")
# Code points of a part, the last of them up to the end of its paragraph.
_PART = 8192
_KEPT_TEXTS = 4
_KEPT_PARAGRAPHS = 512
# So many parts, spread over a text, tell which way most of it runs.
_ASKED = 64


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph begins, and what each of its code points adds to a row, one letter each."""

    start: int
    kinds: str

    @property
    def end(self) -> int:
        """Where it ends, after its line end."""
        return self.start + len(self.kinds)


class Parts:
    """A text cut into parts of some thousands of code points, and these into paragraphs.

    Paragraphs are looked for when their part is asked for. `starts` are the parts' offsets,
    `line_feeds` how many each part holds.
    """

    def __init__(self, text: str, controls: Controls) -> None:
        self._text = text
        self._controls: Controls = controls
        self._paragraphs: dict[int, tuple[Paragraph, ...]] = {}
        self._mostly: bool | None = None
        self.direction = first_strong(text, controls) or 0
        self.starts = _part_starts(text)
        self.line_feeds = tuple(text.count("\n", *part) for part in self._stretches())

    def paragraphs(self, part: int) -> tuple[Paragraph, ...]:
        """The paragraphs of a part; one that is empty where the text is."""
        found = self._paragraphs.get(part)
        if found is None:
            found = self._paragraphs[part] = tuple(
                Paragraph(start, kinds(self._text[start:end]))
                for start, end in self._found_in(*self._stretch(part))
            ) or (Paragraph(0, ""),)
        return found

    def paragraph_of(self, offset: int) -> Paragraph:
        """The paragraph that an offset belongs to."""
        found = self.paragraphs(bisect_right(self.starts, offset) - 1)
        return found[bisect_right(found, offset, key=lambda one: one.start) - 1]

    @property
    def mostly_right_to_left(self) -> bool:
        """Whether most of the text stands in paragraphs that run right to left.

        Of a very long text only parts here and there are asked.
        """
        if self._mostly is None:
            lengths = [0, 0]
            for part in range(0, len(self.starts), max(len(self.starts) // _ASKED, 1)):
                for start, end in self._found_in(*self._stretch(part)):
                    lengths[self.base_of(self._text[start:end])] += end - start
            self._mostly = lengths[1] > lengths[0]
        return self._mostly

    def base_of(self, paragraph: str) -> int:
        """1 where a paragraph runs right to left; it runs as the text where nothing is strong."""
        strong = first_strong(paragraph, self._controls)
        return self.direction if strong is None else strong

    def _found_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        return (match.span() for match in _PARAGRAPH.finditer(self._text, start, end))

    def _stretch(self, part: int) -> tuple[int, int]:
        last = part + 1 == len(self.starts)
        return self.starts[part], len(self._text) if last else self.starts[part + 1]

    def _stretches(self) -> Iterator[tuple[int, int]]:
        return map(self._stretch, range(len(self.starts)))


def _part_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    while found := _END.search(text, starts[-1] + _PART):
        if found.end() == len(text):
            break
        starts.append(found.end())
    return tuple(starts)


@lru_cache(maxsize=_KEPT_TEXTS)
def parts_of(text: str, controls: Controls) -> Parts:
    """Cut a text; those cut lately are kept with what was found in them."""
    return Parts(text, controls)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a stretch of a paragraph, whose places all count from where it begins.

    `anchors` are the characters whose level each takes; `drawn` and `widths` are what is sent
    for each and the cells it takes.
    """

    starts: list[int]
    anchors: list[int]
    drawn: list[str]
    widths: list[int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A paragraph at any width: which way it runs, levels and classes of its code points."""

    text: str
    base: int
    levels: bytes
    classes: str

    def units(self, start: int, end: int, codes: str) -> Units:
        """What stands in a stretch that begins and ends with a unit; `codes` are its kinds."""
        text, forms = self.text[start:end], self._forms(start, end)
        starts = unit_starts(codes)
        drawn, anchors = [], []
        for first, last in pairwise([*starts, len(text)]):
            anchor = first if last - first == 1 else anchor_of(text, first, last)
            own, reverse = forms[first:last], bool(self.levels[start + anchor] & 1)
            # A mark that leads a paragraph stands by itself on a base of its own.
            if last - first > 1 or start + first == 0:
                drawn.append(cluster(text[first:last], own, reverse=reverse))
            else:
                drawn.append(_draw(text[first], own[0], reverse=reverse))
            anchors.append(anchor)
        widths = [ADVANCE[codes[at]] for at in starts]
        drawn = [text or " " * width for text, width in zip(drawn, widths, strict=True)]
        return Units(starts, anchors, drawn, widths)

    def _forms(self, start: int, end: int) -> list[str]:
        """The joined forms of a stretch, as what stands on both sides of it makes them."""
        first, last = start, end
        while first > 0:
            first -= 1
            if joining_type(self.text[first]) != "T":
                break
        while last < len(self.text):
            last += 1
            if joining_type(self.text[last - 1]) != "T":
                break
        return joined(self.text[first:last], self.levels[first:last])[start - first : end - first]


def _draw(character: str, form: str, *, reverse: bool) -> str:
    stand_in = shown(character)
    if stand_in != character:
        return stand_in
    return mirrored(character) if reverse and form == character else form


def anchor_of(text: str, start: int, end: int) -> int:
    """The character of a unit whose level the unit takes: the first that is drawn."""
    return next((at for at in range(start, end) if shown(text[at])), start)


@lru_cache(maxsize=_KEPT_PARAGRAPHS)
def resolve(paragraph: str, direction: int, controls: Controls) -> Resolved:
    """Resolve a paragraph; `direction` is its base level where nothing in it is strong."""
    strong = first_strong(paragraph, controls)
    base, found = levels(paragraph, direction if strong is None else strong, controls)
    return Resolved(paragraph, base, bytes(found), bidi_classes(paragraph, controls))
