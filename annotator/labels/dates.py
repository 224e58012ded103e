"""TIMEX3 values as an annotator types them, and the dates that need a day to count from."""

from __future__ import annotations

import re
from datetime import date, timedelta

from annotator.labels.complaints import shown
from annotator.labels.counts import western
from annotator.labels.timex import is_value

_EXAMPLES = "type 2021-04-30, 2021-04, 2021-W17, T18:00 or P3D, or count: -1 +3 -1w -2m -1y"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_RELATIVE = re.compile(r"(?P<steps>[+-][0-9]{1,6}|0)(?P<unit>[DWMY]?)")
_SIGNLESS = re.compile(r"[0-9]{1,6}[DWMY]|[0-9]")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9X]{4})(?P<between>[-/.])(?P<month>[0-9]{1,2})"
    r"(?:(?P=between)(?P<day>[0-9]{1,2}))?"
)
_YEAR_LAST = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?P<between>[-/.]))?(?P<month>[0-9]{1,2})"
    r"(?(between)(?P=between)|[-/.])(?P<year>[0-9]{4})"
)

# Years as articles write them; those of the Hijri calendar lie among them.
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_HIJRI = re.compile(
    r"(?<![0-9])1[34][0-9]{2}\s*(?:هـ|ه\b|هجري|للهجرة)|هجري\w*\s+1[34][0-9]{2}(?![0-9])"
)
_OF_A_YEAR = re.compile(r"(?:FY)?(?P<year>[12][0-9]{3})(?![0-9X])")
_OF_SOME_TIME = re.compile(r"(?:FY)?[0-9]")


def read_date(typed: str, anchor: str | None) -> str | None:
    """Read a TIMEX3 value as an annotator types it.

    Any value, in capitals or not. A day or a month of the calendar: `2021/4/9`, `9.4.2021` (the
    day first), `2021-4`, `4/2021`. Counted from the anchor: `0` the day itself, `-1` and `+3` (or
    `-1d`) days from it; `-1w` an ISO week, `-1m` a month, `-1y` a year; `0w`, `0m`, `0y` those
    that hold the day. Each of these may have a time behind it: `-1tev`, `9/4/2021t18:00`. Digits
    may be Arabic or Persian. Only 0 goes without a sign, since `2021` is a year and `19` a
    century.

    Args:
        typed: what was typed.
        anchor: the day that relative dates count from, YYYY-MM-DD, or None where none is known.

    Returns:
        A string for which `is_value` is true. None where there is none: it cannot be read, is not
        in the calendar, or counts from a day that is not known.

    Raises:
        ValueError: the anchor is no day.
    """
    text = _plain(typed)
    if is_value(text):
        return text
    day, at, time = text.partition("T")
    counted = _RELATIVE.fullmatch(day)
    if counted:
        found = None if anchor is None else _counted(counted, date.fromisoformat(anchor))
    else:
        found = _calendar(day)
    value = f"{found}{at}{time}"
    return value if found is not None and is_value(value) else None


def date_fault(typed: str, anchor: str | None) -> str:
    """Say why a date cannot be read, and how to type one; empty where it can be read.

    Raises:
        ValueError: the anchor is no day.
    """
    if read_date(typed, anchor) is not None:
        return ""
    text = _plain(typed)
    day, at, time = text.partition("T")
    counted, calendar = _RELATIVE.fullmatch(day), _calendar(day)
    if not text:
        why = "nothing is typed"
    elif counted and anchor is None and (not at or is_value(at + time)):
        return (
            f"{shown(typed)} counts from the day of publication, which is not known: "
            "give that day first, or type a date such as 2021-04-30"
        )
    elif counted and not at:
        why = f"{shown(typed)} leads out of the calendar"
    elif _SIGNLESS.fullmatch(day):
        why = f"{shown(typed)} needs a sign, - for earlier or + for later"
    elif calendar and not is_value(calendar):
        why = f"{shown(typed)} is not in the calendar, as year-month-day or as day.month.year"
    else:
        why = f"{shown(typed)} is no TIMEX3 value"
    return f"{why}; {_EXAMPLES}"


def is_relative(text: str, value: str | None) -> bool:
    """Whether the words of a date need the anchor to be understood.

    They do not where they name a year: four digits from 1000 to 2999, Western, Arabic or Persian,
    which takes in the Hijri years of this age. Nor where the value is a duration, a reference, a
    time alone, before Christ or thousands of years ago, or has X for its year. Without a value
    the text alone decides, and a duration in words (`three weeks`) cannot be told from a date:
    the answer is then True.
    """
    if _YEAR.search(western(text)):
        return False
    return value is None or bool(_OF_SOME_TIME.match(value))


def hangs_on_anchor(span_text: str, value: str | None) -> bool:
    """Whether a value may be wrong once the anchor is another day.

    True where the value has a year, from 1000 to 2999, that the text does not name. A text with a
    Hijri year is taken to say all of its date.
    """
    known = _OF_A_YEAR.match(value or "")
    text = western(span_text)
    if known is None or _HIJRI.search(text):
        return False
    return known["year"] not in _YEAR.findall(text)


def _plain(typed: str) -> str:
    """What was typed, in the digits, dashes and capitals of TIMEX3."""
    text = western(typed).translate(_DASHES).strip()
    # Some foreign letters have capitals in ASCII; nobody means those.
    return text.upper() if text.isascii() else text


def _counted(found: re.Match[str], anchor: date) -> str | None:
    """What lies some days, weeks, months or years from the anchor; None beyond 1 to 9999."""
    steps, unit = int(found["steps"]), found["unit"]
    if unit in {"M", "Y"}:
        months = 12 * anchor.year + anchor.month - 1 + steps * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            return None
        return f"{year:04}" if unit == "Y" else f"{year:04}-{month + 1:02}"
    days = steps * (7 if unit == "W" else 1)
    if not 1 <= anchor.toordinal() + days <= date.max.toordinal():
        return None
    day = anchor + timedelta(days)
    if unit != "W":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _calendar(text: str) -> str | None:
    """A day or a month, its digits filled up to two; it need not be one that the calendar has."""
    found = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    parts = (found["month"], found["day"])
    return "-".join((found["year"], *(part.zfill(2) for part in parts if part)))
