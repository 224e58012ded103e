"""Dates and times by pattern: atoms such as a weekday and a clock, joined where they touch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from docs.extractors.corpus import Article, Folded, Guess
from docs.extractors.words import (
    BOUNDS,
    DUALS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    UNITS,
    WEEKDAYS,
    one_of,
)

_MONTH = rf"(?:{one_of(MONTHS)})"
_BOUND = rf"(?:(?P<bound>{one_of(BOUNDS)}) )?"
_ATOMS = tuple(
    re.compile(rf"(?<!\w)(?:[وفبل](?=ال))?(?P<atom>{pattern})(?!\w)")
    for pattern in (
        rf"(?:يوم )?(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?:/{_MONTH})?(?: (?P<year>\d{{4}}))?",
        rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?",
        rf"(?P<month>{_MONTH})(?:/{_MONTH})? (?P<year>\d{{4}})",
        r"(?:عام|سنة) (?P<year>\d{4})",
        r"(?<=in )(?P<year>\d{4})|(?<=since )(?P<year_since>\d{4})",
        rf"(?:يوم )?(?P<weekday>{one_of(WEEKDAYS)})",
        rf"(?P<ago>{one_of(['اليوم', 'امس', 'today', 'yesterday'])})",
        rf"(?P<part>{one_of(PARTS)})",
        rf"{_BOUND}الساعة (?:(?P<clock>\d{{1,2}}:\d\d)|(?P<hour>{one_of(ORDINALS)}))",
        rf"{_BOUND}(?P<clock>\d{{1,2}}(?::\d\d)?) (?P<half>[ap])\.m\.",
    )
)
_BETWEEN = re.compile(r" (?:من |on )?")
# Days ago; a part of the day alone is no date, as it may be any day's.
_AGO = {"اليوم": 0, "today": 0, "امس": 1, "yesterday": 1}
_DURATION = re.compile(
    rf"(?<!\w){_BOUND}(?P<number>\d+|{one_of(NUMBERS)})[ -](?P<unit>{one_of(UNITS)})(?![\w)]|-old)"
    rf"|(?<!\w)(?P<dual>{one_of(DUALS)})(?!\w)"
    rf"|(?<!\w)(?P<less>{one_of(BOUNDS)}) (?P<single>{one_of(UNITS)})(?!\w)"
)
_SET = re.compile(rf"(?<!\w)(?:كل|every) (?P<unit>{one_of(UNITS)})(?!\w)")
_THIS_YEAR = re.compile(r"(?<!\w)(?:هذا العام|[Tt]his year)(?!\w)")
_LINE_OPENS = re.compile(r"(?: \([A-Z]+\))? [-—–] ")


def dates(article: Article, folded: Folded) -> Iterator[Guess]:
    """Every date, time, period and repetition that a pattern knows."""
    for start, end, facts in _joined(folded.text):
        values = _point(facts, article.published)
        if values is None:
            continue
        if end < 60 and "clock" not in facts and _LINE_OPENS.match(folded.text[end:]):
            values["function"] = "CREATION_TIME"
        yield Guess(*folded.span(start, end), "DATE", f"date {'+'.join(sorted(facts))}", values)
    for found in _DURATION.finditer(folded.text):
        yield Guess(*folded.span(*found.span()), "DATE", "duration", _duration(found))
    for found in _SET.finditer(folded.text):
        value = _period(1, UNITS[found["unit"]])
        values = {"type": "SET", "value": value, "quant": "EVERY"}
        yield Guess(*folded.span(*found.span()), "DATE", "set", values)
    for found in _THIS_YEAR.finditer(folded.text):
        values = {"type": "DATE", "value": f"{article.published.year}"}
        yield Guess(*folded.span(*found.span()), "DATE", "this year", values)


def _joined(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Atoms that stand side by side as one, with what each of them says."""
    found = sorted((m for atom in _ATOMS for m in atom.finditer(text)), key=_longest_first)
    start = end = -1
    facts: dict[str, str] = {}
    for match in found:
        at, to = match.span("atom")
        said = {key: value for key, value in match.groupdict().items() if value and key != "atom"}
        if at < end:
            continue
        if facts and _BETWEEN.fullmatch(text[end:at]) and not facts.keys() & said.keys():
            end, facts = to, facts | said
            continue
        if facts:
            yield start, end, facts
        start, end, facts = at, to, said
    if facts:
        yield start, end, facts


def _longest_first(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("atom")
    return start, -end


def _point(facts: Mapping[str, str], published: date) -> dict[str, Any] | None:
    """Type and value of a point in time; None for a part of a day that is not told."""
    day = _day(facts, published)
    if not day:
        return None
    time = _time(facts)
    mod = BOUNDS.get(facts.get("bound", ""))
    values = {"type": "TIME" if time else "DATE", "value": f"{day}{time}"}
    return values | ({"mod": mod} if mod else {})


def _day(facts: Mapping[str, str], published: date) -> str:
    """The day, month or year that is meant, counted from the day of publication."""
    year = facts.get("year") or facts.get("year_since")
    if "month" in facts:
        month = int(MONTHS[facts["month"]])
        if "day" not in facts:
            return f"{year}-{month:02}"
        return _real(int(year or published.year), month, int(facts["day"]))
    if year:
        return year
    if "ago" in facts:
        return (published - timedelta(_AGO[facts["ago"]])).isoformat()
    if "weekday" in facts:
        # News tells of the last such day, which may be today.
        back = (published.weekday() - int(WEEKDAYS[facts["weekday"]])) % 7
        return (published - timedelta(back)).isoformat()
    return published.isoformat() if facts.keys() & {"clock", "hour"} else ""


def _real(year: int, month: int, day: int) -> str:
    """A day; empty for one that no calendar has."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _time(facts: Mapping[str, str]) -> str:
    part = PARTS.get(facts.get("part", ""), "")
    said = facts.get("clock") or ORDINALS.get(facts.get("hour", ""))
    if not said:
        return f"T{part}" if part else ""
    hour, _, minute = said.partition(":")
    late = facts.get("half") == "p" or part in {"AF", "EV"}
    hour = f"{int(hour) + 12 * (late and int(hour) < 12):02}"
    return f"T{hour}:{minute or '00'}"


def _duration(found: re.Match[str]) -> dict[str, Any]:
    bound = found["bound"] or found["less"]
    number = 2 if found["dual"] else _number(found["number"]) if found["number"] else 1
    unit = DUALS[found["dual"]] if found["dual"] else UNITS[found["unit"] or found["single"]]
    values = {"type": "DURATION", "value": _period(number, unit)}
    return values | ({"mod": BOUNDS[bound]} if bound else {})


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _period(number: int, unit: str) -> str:
    """A TIMEX3 period: P3D, PT6H."""
    return f"P{unit[:-1]}{number}{unit[-1]}"
