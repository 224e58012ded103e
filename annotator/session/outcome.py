"""What comes of a key: the session after it, the span it was about, a word for the person."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.labels.span import Span
from annotator.session.state import Session
from annotator.text.flat import shortened

_QUOTED = 24


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after a key, the span it was about (if any), and a word for the person.

    `place` is the offset at which something changed, where a person may have to be taken to it.
    """

    session: Session
    span: Span | None
    said: str
    place: int | None = None


def quoted(text: str) -> str:
    """A few of the article's own words, for a message."""
    return f"«{shortened(text, _QUOTED)}»"
