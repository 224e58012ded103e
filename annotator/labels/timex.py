"""Which strings are values of a TIMEX3."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from itertools import product

_CLOCK = r"(?:(?P<hour>\d{1,2}|X{1,2})(?::(?P<minute>\d\d|XX)(?::(?P<second>\d\d|XX)(?:\.\d+)?)?)?)"
_ZONE = r"(?:Z|[+-](?P<zone>\d{2})(?::?(?P<zone_minute>\d{2}))?)"
_TIME = re.compile(rf"T(?:(?:MO|MI|AF|EV|NI|DT)|{_CLOCK}{_ZONE}?)")

_DAY = re.compile(
    r"(?P<year>(?:BC)?[\dX]{4})-(?:"
    r"(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?"
    r"|W(?P<week>[\dX]{2})(?:-(?P<weekday>[1-7X]|WE))?"
    r"|SP|SU|FA|WI|Q[1-4X]|H[12X])"
)
_YEARS = re.compile(r"(?:BC)?[\dX]{2,4}|(?:FY\d{4}(?:-(?:Q[1-4X]|H[12X]))?)|(?:KA|MA|GA)\d+")
_REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})

_AMOUNT = r"(?:\d+(?:\.\d+)?|X+)"
_DAYS = "".join(
    rf"(?:{_AMOUNT}{unit})?"
    for unit in ("ML", "CE", "DE", "Y", "(?:SP|SU|FA|WI)", "H", "Q", "M", "W", "WE", "D")
)
_HOURS = "".join(rf"(?:{_AMOUNT}{unit})?" for unit in ("(?:MO|MI|AF|EV|NI|DT)", "H", "M", "S"))
_DURATION = re.compile(rf"P(?=[\dXT]){_DAYS}(?:T(?=[\dX]){_HOURS})?")

_LEAP_YEAR, _COMMON_YEAR = 2000, 2001


def is_value(value: str) -> bool:
    """Whether the string can be the value of a date, a time, a duration or a set.

    Dates: `2021-04-30`, `2021-04`, `2021`; decades and centuries as 3 and 2 digits; ISO weeks
    `2021-W17`, `2021-W17-5`, weekends `2021-W17-WE`; seasons SP SU FA WI, quarters Q1, halves H1;
    X for a digit that is not known (`XXXX-WXX-5`, any Friday); `BC0044-03-15`; FY2021; years ago
    by thousands, millions and thousand millions (KA, MA, GA); PRESENT_REF, PAST_REF, FUTURE_REF.
    Times: `T` after a day, or alone, with a clock time, which may have a zone, or one of MO MI AF
    EV NI DT. Durations: `P3D`, `PT6H`, `P1Y2M`, `PXM`, `P2DE`, `P1WE`. Days, weeks and hours must
    exist: the 30th of February does not, whatever the year; dates are Gregorian, as in ISO 8601.

    Source:
        TimeML 1.2.1, section 2.2 (TIMEX3), and the value formats of TIDES TIMEX2, on which it
        builds.
    """
    if not value.isascii():
        return False
    if value in _REFERENCES or _DURATION.fullmatch(value):
        return True
    day, at, time = value.partition("T")
    if at and not _is_time(at + time):
        return False
    return _is_day(day) or (bool(at) and not day)


def _is_time(value: str) -> bool:
    """A part of the day, or a clock time that a clock shows, 24:00 with it."""
    found = _TIME.fullmatch(value)
    if not found:
        return False
    hour, minute, second, zone, zone_minute = (
        int(part) if part and part.isdigit() else 0
        for part in found.group("hour", "minute", "second", "zone", "zone_minute")
    )
    if zone > 14 or zone_minute > 59:
        return False
    if hour == 24:
        return minute == second == 0
    return hour < 24 and minute < 60 and second < 61


def _is_day(value: str) -> bool:
    """A calendar date of any coarseness that some year has."""
    if _YEARS.fullmatch(value):
        return True
    found = _DAY.fullmatch(value)
    if not found:
        return False
    year, month, day, week = found.group("year", "month", "day", "week")
    if week:
        return _has_week(year, week)
    if month:
        return _has_day(year, month, day or "01")
    return True


def _has_day(year: str, month: str, day: str) -> bool:
    """Whether the digits that are X can be chosen so that the day exists."""
    years = (_LEAP_YEAR if _may_be_leap(year) else _COMMON_YEAR,)
    months = (m for m in _numbers(month) if 1 <= m <= 12)
    days = tuple(_numbers(day))
    return any(1 <= d <= monthrange(y, m)[1] for y, m, d in product(years, months, days))


def _has_week(year: str, week: str) -> bool:
    """Whether the week exists; the 53rd only in years that have one."""
    weeks = tuple(w for w in _numbers(week) if 1 <= w <= 53)
    if weeks != (53,) or not year.isdigit() or int(year) == 0:
        return bool(weeks)
    return date(int(year), 12, 28).isocalendar().week == 53


def _may_be_leap(year: str) -> bool:
    """Whether the year, or one that it may stand for, has a 29th of February."""
    digits = year.removeprefix("BC")
    if year != digits or "X" in digits:
        return True
    number = int(digits)
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)


def _numbers(digits: str) -> tuple[int, ...]:
    """All numbers that the digits may stand for, X being any."""
    return tuple(
        int("".join(one))
        for one in product(*("0123456789" if digit == "X" else digit for digit in digits))
    )
