"""The words of `schema.toml`: the types of values, the marks, and what a string in it may be."""

from __future__ import annotations

import re
from typing import Literal

from annotator.labels.colours import is_colour
from annotator.labels.complaints import shown

AttributeType = Literal["choice", "text", "entity", "date", "integer", "range", "quote", "span"]
Mark = Literal["underline", "underline2", "bold", "italic", "reverse", "strike"]

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def plain(value: str) -> str:
    """A string of one line, with something in it."""
    if not value.strip():
        raise ValueError("is empty")
    if _ACTING.search(value):
        raise ValueError("holds control characters or line ends")
    return value


def colour(value: str) -> str:
    """The name of a colour, or its digits."""
    if not is_colour(value):
        raise ValueError(f"is {shown(value)}: no colour name known here, nor #rrggbb")
    return value


def one_word(value: str) -> str:
    """A string that could be an id."""
    if not value or not value.isprintable() or " " in value:
        raise ValueError("should be one word of visible characters")
    return value


def filled(value: str) -> str:
    """A string with something in it that can be seen."""
    if not value.strip():
        raise ValueError("is empty")
    return value
