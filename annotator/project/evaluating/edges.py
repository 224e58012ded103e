"""Whether a span cuts a character in two, which is a sign of offsets in another unit."""

from __future__ import annotations

from annotator.labels.span import Span
from annotator.text.graphemes import boundaries
from annotator.text.unicode import grapheme_codes

# No character has more code points than this, but for ones made to have them.
_LONGEST = 64
# Two characters of which neither ever attaches to another.
_APART = "OO"


def cuts_a_character(text: str, span: Span) -> bool:
    """Whether one of its edges lies between a letter and its mark, or in the like."""
    return any(is_inside(text, edge) for piece in span.pieces for edge in piece)


def is_inside(text: str, edge: int) -> bool:
    """Whether an offset lies inside of what a reader sees as one character."""
    if not 0 < edge < len(text) or grapheme_codes(text[edge - 1 : edge + 1]) == _APART:
        return False
    low = max(edge - _LONGEST, 0)
    return edge - low not in boundaries(text[low : edge + 1])
