"""Where a caret stands inside a unit: once, twice in a lam with its alef, or on every character."""

from __future__ import annotations

from typing import Literal

from annotator.text.wrap import LAM_THEN_ALEF

Stops = Literal["letters", "characters"]


def stops_in(text: str, start: int, end: int, stops: Stops) -> tuple[int, ...]:
    """The offsets of a unit [start, end) at which a caret stands, in reading order.

    With "letters" the first is the unit's start and the second, in a lam with its alef, the
    alef; what stands on a letter is never one. With "characters" every code point is one.
    """
    if end - start < 2:
        return (start,)
    if stops == "characters":
        return tuple(range(start, end))
    alef = LAM_THEN_ALEF.search(text, start, end)
    return (start,) if alef is None else (start, alef.start(2))
