"""The shapes of single values in a label file: hashes, days, moments, ids and names."""

from __future__ import annotations

import re
from datetime import date, datetime

from annotator.errors import AnnotatorError
from annotator.labels.complaints import shown
from annotator.labels.span import ID, ORIGIN
from annotator.labels.values import LARGEST
from annotator.store.record import ANNOTATOR, RELEASE
from annotator.text.article import check_id

_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


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


def release(value: str) -> str:
    """The name of a release."""
    if not RELEASE.fullmatch(value):
        raise ValueError(f"is {shown(value)}, which cannot name a release")
    return value


def article_id(value: str) -> str:
    """The ID of an article."""
    try:
        return check_id(value, "")
    except AnnotatorError as error:
        raise ValueError(f"is none: {error.what}") from error


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
