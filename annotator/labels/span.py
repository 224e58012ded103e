"""The one mark this program makes on a text, and the values it may carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.errors import SpanError

Piece = tuple[int, int]
Identity = tuple[str, tuple[Piece, ...]]

# The shapes of two of a span's own words: its id, and where it came from.
ID = re.compile(r"s[1-9][0-9]{0,14}")
# The flag of a span whose words changed under it, until a person has looked at it.
CHECK_TEXT = "check-text"
ORIGIN = re.compile(r"manual|propagated|adjudicated|(?:suggested|imported):[!-~]{1,100}")


@dataclass(frozen=True, slots=True)
class Range:
    """A count as stated, both ends included; None where it is open."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the article named by a value: half-open code points and what they say."""

    start: int
    end: int
    text: str


Value = str | int | Range | Quote | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text, in one piece or in several.

    `pieces` are half-open `(start, end)` pairs of code points from the start of the article:
    sorted, disjoint and not touching. `text` joins what they say with one space. A tuple of
    strings among the values is a list of span ids. Attributes are kept sorted by name and flags
    sorted without repeats, both by code point, so equal content is an equal value.
    """

    id: str
    label: str
    pieces: tuple[Piece, ...]
    text: str
    attributes: tuple[tuple[str, Value], ...] = ()
    flags: tuple[str, ...] = ()
    comment: str = ""
    origin: str = "manual"

    def __post_init__(self) -> None:
        """Refuse pieces that no text can have, and put attributes and flags in order."""
        wrong = pieces_fault(self.pieces)
        if wrong:
            raise SpanError(
                what=f"a {self.label} span {wrong}",
                where=f"span {self.id}",
                fix="give starts of 0 or more, ends greater than their starts, pieces in order",
            )
        if len(self.attributes) > 1:
            object.__setattr__(self, "attributes", _by_name(self.attributes, self.id))
        if len(self.flags) > 1:
            object.__setattr__(self, "flags", tuple(sorted(set(self.flags))))

    @property
    def start(self) -> int:
        """The first code point of the first piece."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """One past the last code point of the last piece."""
        return self.pieces[-1][1]

    @property
    def order(self) -> tuple[int, int, str, str]:
        """What spans are sorted by: start, end, label, id."""
        return (self.pieces[0][0], self.pieces[-1][1], self.label, self.id)

    @property
    def identity(self) -> Identity:
        """Label and pieces: two spans of one labelling never share it."""
        return (self.label, self.pieces)

    def value(self, name: str) -> Value | None:
        """The value of one attribute, or None where it has none."""
        for own, value in self.attributes:
            if own == name:
                return value
        return None

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` lies in one of the pieces."""
        return any(start <= offset < end for start, end in self.pieces)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character (touching ends and gaps do not)."""
        return any(
            start < other_end and other_start < end
            for start, end in self.pieces
            for other_start, other_end in other.pieces
        )


def pieces_fault(pieces: Sequence[Piece]) -> str | None:
    """What is wrong with the pieces of a span, as the end of a sentence; None where all is well."""
    if not pieces:
        return "has no characters"
    for start, end in pieces:
        if not 0 <= start < end:
            return f"runs from {start} to {end}"
    for (_, end), (start, _) in pairwise(pieces):
        if start <= end:
            return f"has pieces that touch or are out of order at {start}"
    return None


def quoted(text: str, pieces: Sequence[Piece]) -> str:
    """What the pieces say, joined by one space."""
    if len(pieces) == 1:
        start, end = pieces[0]
        return text[start:end]
    return " ".join(text[start:end] for start, end in pieces)


def mark(  # noqa: PLR0913 - the parts of a span, each by its own name
    article_text: str,
    id: str,
    label: str,
    pieces: Sequence[Piece],
    *,
    attributes: Sequence[tuple[str, Value]] = (),
    flags: Sequence[str] = (),
    comment: str = "",
    origin: str = "manual",
) -> Span:
    """A span over an article's own words.

    Raises:
        SpanError: the pieces are empty, out of order, touching, or outside the text.
    """
    kept = tuple((start, end) for start, end in pieces)
    if kept and kept[-1][1] > len(article_text):
        raise SpanError(
            what=f"a {label} span ends at {kept[-1][1]}, past the text's {len(article_text)}",
            where=f"span {id}",
            fix="give offsets inside the article, counted in code points",
        )
    text = "" if pieces_fault(kept) else quoted(article_text, kept)
    return Span(id, label, kept, text, tuple(attributes), tuple(flags), comment, origin)


def _by_name(
    attributes: Sequence[tuple[str, Value]], span_id: str
) -> tuple[tuple[str, Value], ...]:
    """The attributes sorted by name; a name given twice is refused."""
    ordered = tuple(sorted(attributes, key=lambda attribute: attribute[0]))
    for (name, _), (following, _) in pairwise(ordered):
        if name == following:
            raise SpanError(
                what=f"the attribute {name} is given twice",
                where=f"span {span_id}",
                fix="give each attribute once",
            )
    return ordered
