"""The shapes of single values in a label file: hashes, days, ids, and what attributes hold."""

from __future__ import annotations

import re
from datetime import date, datetime

from annotator.labels.complaints import shown
from annotator.labels.span import ID, ORIGIN, Quote, Range, Value
from annotator.labels.values import LARGEST, is_number
from annotator.store.record import ANNOTATOR

_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def attribute_value(raw: object) -> Value:
    """An attribute's value by its JSON alone; what type it should be is the schema's to say.

    A list of strings, also an empty one, is a list of span ids; of two numbers or nulls, a range.

    Raises:
        ValueError: it is none of the shapes that a value may have.
    """
    if isinstance(raw, str) or is_number(raw):
        return raw
    if isinstance(raw, list):
        ids = [one for one in raw if isinstance(one, str)]
        if len(ids) == len(raw):
            return tuple(ids)
        ends = [one for one in raw if one is None or is_number(one)]
        if len(ends) == len(raw) == 2:
            return Range(ends[0], ends[1])
    if isinstance(raw, dict) and raw.keys() == {"start", "end", "text"}:
        start, end, text = raw["start"], raw["end"], raw["text"]
        if is_number(start) and is_number(end) and 0 <= start < end and isinstance(text, str):
            return Quote(start, end, text)
    raise ValueError(
        f"is {shown(raw)}: no string, whole number, [low, high], quote or list of span ids"
    )


def hexadecimal(value: str) -> str:
    """A sha256 in lower-case hexadecimal digits."""
    if not _HASH.fullmatch(value):
        raise ValueError("should be 64 lower-case hexadecimal digits")
    return value


def count(value: int) -> int:
    """A whole number, not negative, that JSON can carry everywhere."""
    if not 0 <= value <= LARGEST:
        raise ValueError(f"is {value}, outside 0 to {LARGEST}")
    return value


def filled(value: str) -> str:
    """A string with something in it."""
    if not value:
        raise ValueError("is empty")
    return value


def span_id(value: str) -> str:
    """The id of a span."""
    if not ID.fullmatch(value):
        raise ValueError(f"is {shown(value)}, not s1, s2 and so on")
    return value


def origin(value: str) -> str:
    """Where a span came from."""
    if not ORIGIN.fullmatch(value):
        raise ValueError(f"is {shown(value)}, which is no origin of a span")
    return value


def annotator(value: str) -> str:
    """The name of an annotator."""
    if not ANNOTATOR.fullmatch(value):
        raise ValueError(f"is {shown(value)}, which cannot name an annotator")
    return value


def day(value: str) -> str:
    """A day that the calendar has, as YYYY-MM-DD."""
    try:
        date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        raise ValueError(f"is {shown(value)}, which is no day YYYY-MM-DD") from None
    return value


def moment(value: str) -> str:
    """A moment in UTC, as YYYY-MM-DDTHH:MM:SSZ."""
    try:
        datetime.fromisoformat(value if _MOMENT.fullmatch(value) else "")
    except ValueError:
        raise ValueError(f"is {shown(value)}, which is no moment YYYY-MM-DDTHH:MM:SSZ") from None
    return value


def number(value: int) -> int:
    """The number of a version, from 1."""
    if not 1 <= value <= LARGEST:
        raise ValueError(f"is {value}; versions count from 1")
    return value
