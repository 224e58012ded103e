"""What values mean, so that they can be compared: days, numbers and stretches of text."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from annotator.labels.counts import supports
from annotator.labels.span import Quote, Range, Value

# The attribute that bounds a count.
MOD = "mod"

_CALENDAR = re.compile(
    r"(?P<year>\d{4})(?:-(?:"
    r"W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?",
    re.ASCII,
)
_YEARS = re.compile(r"\d{2,3}", re.ASCII)
_NO_YEAR = "0000"
# Many spans name the same few days.
_KEPT = 1 << 14


@dataclass(frozen=True, slots=True)
class Numbers:
    """The whole numbers that a count means: `low` to `high`, both in, `high` None where open.

    `stated` is the number that the text says, which two counts of one meaning need not share:
    the middle of both ends, or the one end there is, or None where both are open.
    """

    low: int
    high: int | None
    stated: float | None = field(compare=False)


def numbers(count: Range, mod: Value | None) -> Numbers:
    """What a count means with its mod: 150 and MORE_THAN is 151 and up.

    LESS_THAN takes one off the high end. Every other mod, and one that the count cannot bear,
    changes nothing. Nobody counts below 0, so that an open low end is 0.
    """
    low, high = count.low, count.high
    ends = [float(end) for end in (low, high) if end is not None]
    stated = sum(ends) / len(ends) if ends else None
    bounds = isinstance(mod, str) and supports(count, mod)
    if bounds and mod == "MORE_THAN" and low is not None:
        low += 1
    if bounds and mod == "LESS_THAN" and high is not None:
        high -= 1
    if low is None:
        low = 0 if high is None else min(0, high)
    return Numbers(low, high, stated)


def numbers_shared(one: Numbers, other: Numbers) -> float:
    """The share of the numbers that either means which both mean: 1.0 equal, 0.0 disjoint.

    An open high end is taken to reach to twice the largest number that either names, since
    whatever has no end shares everything with whatever else has none.
    """
    named = [end for each in (one, other) for end in (each.low, each.high) if end is not None]
    reach = 2 * max(1, *named)
    ends = [reach if each.high is None else each.high for each in (one, other)]
    both = max(min(ends) - max(one.low, other.low) + 1, 0)
    sizes = sum(end - each.low + 1 for end, each in zip(ends, (one, other), strict=True))
    return both / (sizes - both)


def characters_shared(one: Quote, other: Quote) -> float:
    """The share of the characters that either quotes which both quote, of 0.0 to 1.0."""
    both = max(min(one.end, other.end) - max(one.start, other.start), 0)
    return both / (one.end - one.start + other.end - other.start - both)


def folded(text: str) -> str:
    """A text as it is compared: composed (NFC), and each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_day(one: str, other: str) -> bool | None:
    """Whether two TIMEX3 values name one day, whatever the time; None where neither names any."""
    ours, theirs = (_day(value) for value in (one, other))
    return None if ours is None and theirs is None else ours == theirs


def same_period(one: str, other: str) -> bool:
    """Whether two TIMEX3 values are equal, or the days of one hold all days of the other.

    2021-04 and 2021-04-30 share the month. Times of the day do not count. What has no known
    days agrees only where it is equal: durations, sets, seasons, unknown digits, fiscal years,
    and years before 1.
    """
    ours, theirs = days(one), days(other)
    if one == other or ours is None or theirs is None:
        return one == other
    return (max(ours[0], theirs[0]), min(ours[1], theirs[1])) in {ours, theirs}


@lru_cache(maxsize=_KEPT)
def days(value: str) -> tuple[int, int] | None:
    """The first and the last day of a TIMEX3 value, counted from 0001-01-01; None if unknown.

    A time of the day is left out, so that 2021-04-30T18:00 is its day.
    """
    day = value.partition("T")[0]
    if _YEARS.fullmatch(day):
        return _of_years(day, 4 - len(day))
    found = _CALENDAR.fullmatch(day)
    if found is None or found["year"] == _NO_YEAR:
        return None
    try:
        return _of_week(found) if found["week"] else _of_months(found)
    except ValueError:
        return None


def _day(value: str) -> int | None:
    span = days(value)
    return span[0] if span and span[0] == span[1] else None


def _of_years(digits: str, missing: int) -> tuple[int, int] | None:
    """A decade from three digits, a century from two."""
    first, last = (int(digits + one * missing) for one in "09")
    return (date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()) if first else None


def _of_week(found: re.Match[str]) -> tuple[int, int]:
    """A week, its weekend, or one day of it, by ISO 8601."""
    first = date.fromisocalendar(int(found["year"]), int(found["week"]), 1).toordinal()
    match found["weekday"]:
        case None:
            return first, first + 6
        case "WE":
            return first + 5, first + 6
        case weekday:
            return first + int(weekday) - 1, first + int(weekday) - 1


def _of_months(found: re.Match[str]) -> tuple[int, int]:
    """A year, a half, a quarter, a month or a day."""
    year, day = int(found["year"]), found["day"]
    if day:
        only = date(year, int(found["month"]), int(day)).toordinal()
        return only, only
    first, last = 1, 12
    for part, months in (("half", 6), ("quarter", 3), ("month", 1)):
        if found[part]:
            last = int(found[part]) * months
            first = last - months + 1
    end = date(year, last, monthrange(year, last)[1])
    return date(year, first, 1).toordinal(), end.toordinal()
