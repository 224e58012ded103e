"""TIMEX3 values read aloud: what a value says, in plain English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from annotator.labels.timex import is_value

_REFERENCES = {
    "PRESENT_REF": "now",
    "PAST_REF": "some time in the past",
    "FUTURE_REF": "some time in the future",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS_OF_YEAR = {"Q": "quarter", "H": "half"}
_PARTS_OF_DAY = {
    "MO": "morning",
    "MI": "noon",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}
_FIRST = ("first", "second", "third", "fourth")
_SCALES = {"KA": "thousand", "MA": "million", "GA": "billion"}
_UNITS = {
    "Y": "year",
    "H": "half-year",
    "Q": "quarter",
    "M": "month",
    "DE": "decade",
    "W": "week",
    "WE": "weekend",
    "D": "day",
    **_SEASONS,
}
_TIME_UNITS = {"H": "hour", "M": "minute", "S": "second", **_PARTS_OF_DAY}
_PLURALS = {"ML": ("millennium", "millennia"), "CE": ("century", "centuries")}

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|X+)([A-WYZ]+)")
_ZONE = re.compile(r"(?=[Z+-])")

_ANY_YEAR = "XXXX"
# From the first whole Gregorian year to the last whose weeks all end in a year of four digits.
_DATED = range(1583, 9999)


def in_words(value: str) -> str:
    """Say a TIMEX3 value in a few English words, for a person to check it by.

    `2021-04-29` is "Thursday 29 April 2021", `P1Y2M` is "1 year and 2 months". Two digits are a
    century and three are a decade, by the digits that their years share: `19` holds 1900 to
    1999 and is called the 20th century, `199` is the 1990s; so too before Christ, where `BC04`
    is the 5th century. Weekdays are told for the years 1583 to 9998 alone.

    Args:
        value: any string.

    Returns:
        One line of printable ASCII; an empty string where `is_value` is false.

    Source:
        ISO 8601:2004, section 4.1.2.3, on which TIDES TIMEX2 builds: a century is written as the
        first two digits of its years.
    """
    if not is_value(value):
        return ""
    if value in _REFERENCES:
        return _REFERENCES[value]
    if value.startswith("P"):
        return _duration(value[1:])
    day, at, time = value.partition("T")
    if not at:
        return _day(day)
    if time in _PARTS_OF_DAY:
        return ", ".join(filter(None, (day and _day(day), _PARTS_OF_DAY[time])))
    return f"{_day(day)} {_clock(time)}" if day else _clock(time)


def _day(value: str) -> str:
    """A day, or whatever is longer and is counted by the calendar."""
    if value[:2] in _SCALES:
        return f"{_plain(value[2:])} {_SCALES[value[:2]]} years ago"
    year, _, rest = value.partition("-")
    if not rest:
        return _year(year, unknown="any")
    if rest in _SEASONS:
        season = _SEASONS[rest]
        return f"any {season}" if year == _ANY_YEAR else _of(season, year)
    if rest[0] in _PARTS_OF_YEAR:
        part, number = _PARTS_OF_YEAR[rest[0]], rest[1]
        which = f"a {part}" if number == "X" else f"{_FIRST[int(number) - 1]} {part}"
        return f"{which} of {_year(year)}"
    first, _, second = rest.partition("-")
    if first[0] == "W":
        return _week(year, first[1:], second)
    return _date(year, first, second) if second else _month(year, first)


def _year(year: str, unknown: str = "some") -> str:
    """A year of four digits, a decade of three or a century of two; `unknown` says all X."""
    if year.startswith("FY"):
        return f"fiscal year {_plain(year[2:])}"
    digits = year.removeprefix("BC")
    era = "" if digits == year else " BC"
    unit, named = _LENGTHS[len(digits)]
    if "X" not in digits:
        return named(int(digits), era)
    stem = digits.rstrip("X")
    if not stem:
        return f"{unknown} {unit}{era}"
    if stem.isdigit() and len(stem) in _LENGTHS:
        return f"a {unit} in {_LENGTHS[len(stem)][1](int(stem), era)}"
    first, last = (named(int(digits.replace("X", end)), era) for end in ("90" if era else "09"))
    told = f"a {unit} from {first} to {last}"
    return told if stem.isdigit() else f"{told}, with some digits unknown"


def _one_year(number: int, era: str) -> str:
    if number == 0:
        return "the year 0"
    return f"{number}{era}" if era or number >= 1000 else f"{number} AD"


def _decade(number: int, era: str) -> str:
    """Where the name could also be a century's, its first and last year as well."""
    if number == 0:
        return "the years 9 to 1 BC" if era else "the years 1 to 9 AD"
    name = f"the {number}0s{era}" if era or number >= 100 else f"the {number}0s AD"
    if number % 10:
        return name
    first, last = (_one_year(10 * number + year, era) for year in ((9, 0) if era else (0, 9)))
    return f"{name} ({first} to {last})"


def _century(number: int, era: str) -> str:
    return f"the {_ordinal(number + 1)} century{era}"


_LENGTHS: dict[int, tuple[str, Callable[[int, str], str]]] = {
    4: ("year", _one_year),
    3: ("decade", _decade),
    2: ("century", _century),
}


def _of(what: str, year: str) -> str:
    """Something that a year has: `April 2021`, but `April of some year`."""
    told = _year(year)
    return f"{what} {told}" if told[0].isdigit() else f"{what} of {told}"


def _month(year: str, month: str) -> str:
    if month == "XX":
        return "any month" if year == _ANY_YEAR else f"a month of {_year(year)}"
    return _of(_choice("month", _fitting(month, 12), _month_name), year)


def _date(year: str, month: str, day: str) -> str:
    """A day of a month: of all that the digits allow, those that the calendar has."""
    longest = {number: _length(year, number) for number in _fitting(month, 12)}
    months = tuple(number for number in longest if _fitting(day, longest[number]))
    days = _fitting(day, max(longest.values()))
    if len(months) == len(days) == 1:
        if year.isdigit() and int(year) in _DATED:
            return _told(date(int(year), months[0], days[0]))
        return _of(f"{days[0]} {_month_name(months[0])}", year)
    which = "a day" if day == "XX" else _choice("day", days, lambda one: f"the {_ordinal(one)}")
    if month != "XX":
        place = _of(_choice("month", months, _month_name), year)
        return f"{which} {'in' if day == 'XX' else 'of'} {place}"
    if day == "XX":
        return "any day" if year == _ANY_YEAR else f"a day of {_year(year)}"
    return f"{which} of " + ("any month" if year == _ANY_YEAR else f"some month of {_year(year)}")


def _length(year: str, month: int) -> int:
    """How many days the month has, in the longest of the years that it may be of."""
    return 28 + sum(is_value(f"{year}-{month:02}-{day}") for day in (29, 30, 31))


def _week(year: str, week: str, weekday: str) -> str:
    """An ISO week, its weekend, or one of its days; `weekday` is empty for the whole week."""
    if week.isdigit() and year.isdigit() and int(year) in _DATED:
        return _dated_week(int(year), int(week), weekday)
    unit = {"": "week", "WE": "weekend", "X": "day"}.get(weekday) or _WEEKDAYS[int(weekday) - 1]
    if week == "XX":
        return f"any {unit}" if year == _ANY_YEAR else f"a {unit} of {_year(year)}"
    weeks = [one for one in _fitting(week, 53) if is_value(f"{year}-W{one:02}")]
    place = f"{_choice('week', weeks, lambda one: f'week {one}')} of {_year(year)}"
    if not weekday:
        return place
    return f"{'a day' if weekday == 'X' else unit} of {place}"


def _dated_week(year: int, week: int, weekday: str) -> str:
    """A week of a known year, with the days of the month that it falls on."""
    if weekday.isdigit():
        day = date.fromisocalendar(year, week, int(weekday))
        return f"{_told(day)} ({_week_name(week, year, beside=day)})"
    sunday = date.fromisocalendar(year, week, 7)
    if weekday == "WE":
        saturday = date.fromisocalendar(year, week, 6)
        first = _told(saturday) if saturday.year != sunday.year else _told_without_year(saturday)
        return f"weekend of {first} to {_told(sunday)} ({_week_name(week, year, beside=sunday)})"
    monday = date.fromisocalendar(year, week, 1)
    told = _told if monday.year != sunday.year else _told_without_year
    named = f"week {week} of {year}, {told(monday)} to {told(sunday)}"
    return f"a day of {named}" if weekday == "X" else named


def _week_name(week: int, year: int, beside: date) -> str:
    """A week beside a day whose year is told: its own only where it is another."""
    return f"week {week}" if beside.year == year else f"week {week} of {year}"


def _told(day: date) -> str:
    return f"{_told_without_year(day)} {day.year}"


def _told_without_year(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_month_name(day.month)}"


def _clock(value: str) -> str:
    """A clock time and its zone, after a day or alone."""
    time, *zone = _ZONE.split(value, maxsplit=1)
    hour, minute, second = (*time.split(":"), "", "")[:3]
    moment = _moment(hour, minute, second)
    told = " ".join((moment, *map(_zone, zone)))
    ends = {"at 24:00": " (end of the day)", "at 00:00": " (start of the day)"}
    return told + ends.get(moment, "")


def _moment(hour: str, minute: str, second: str) -> str:
    """What the clock shows; a minute or a second that is not told is empty."""
    if "X" in hour:
        return f"at {_plain(minute)} minutes past some hour" if minute.isdigit() else "at some time"
    if hour == "24":
        return "at 24:00"
    if not minute:
        return f"at {_plain(hour)} o'clock"
    hour = f"{int(hour):02}"
    if minute == "XX":
        return f"at some time from {hour}:00 to {hour}:59"
    if second and "X" not in second:
        return f"at {hour}:{minute}:{second}"
    return f"at {hour}:{minute}"


def _zone(value: str) -> str:
    """`Z`, or how far its clocks are ahead of UTC or behind it."""
    digits = value[1:].replace(":", "")
    hours, minutes = _plain(digits[:2]), digits[2:]
    shift = f"{hours}:{minutes}" if minutes.strip("0") else hours
    return "UTC" if shift in {"", "0"} else f"UTC{value[0]}{shift}"


def _duration(value: str) -> str:
    """A length of time, by all its units."""
    days, _, hours = value.partition("T")
    told = [
        _amount(number, unit, units)
        for part, units in ((days, _UNITS), (hours, _TIME_UNITS))
        for number, unit in _AMOUNT.findall(part)
    ]
    *others, last = told
    return f"{', '.join(others)} and {last}" if others else last


def _amount(number: str, unit: str, units: dict[str, str]) -> str:
    singular, plural = _PLURALS.get(unit) or (units[unit], f"{units[unit]}s")
    if "X" in number:
        return f"some {plural}"
    plain = _plain(number)
    return f"{plain} {singular if plain == '1' else plural}"


def _plain(digits: str) -> str:
    """A number without the zeros in front; it may be longer than `int` would read."""
    return re.sub(r"^0+(?=\d)", "", digits)


def _month_name(number: int) -> str:
    return _MONTHS[number - 1]


def _ordinal(number: int) -> str:
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{tail or 'th'}"


def _fitting(digits: str, last: int) -> tuple[int, ...]:
    """The numbers from 1 to the last that two digits may stand for, X being any."""
    shape = re.compile(digits.replace("X", r"\d"))
    return tuple(number for number in range(1, last + 1) if shape.fullmatch(f"{number:02}"))


def _choice(kind: str, numbers: Sequence[int], named: Callable[[int], str]) -> str:
    """One of several: a run by its ends, others one by one."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"a {kind} from {named(numbers[0])} to {named(numbers[-1])}"
    *others, last = map(named, numbers)
    return f"{', '.join(others)} or {last}" if others else last
