"""Casualties by pattern: a number, what it counts, and a word nearby that says what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docs.extractors.corpus import Folded, Guess
from docs.extractors.words import BOUNDS, NUMBERS, OUTCOMES, one_of, table

_NUMBER = rf"(?:\d[\d,]*|{one_of(NUMBERS)})"
_BOUND = rf"(?:(?P<bound>(?i:{one_of(BOUNDS)})) )?"
_COUNT = rf"{_BOUND}(?P<number>(?i:{_NUMBER}))(?: (?P<thousand>الف|الاف))?"
_SUFFIX = r"(?: (?P<suffix>على الاقل))?"

_VAGUE = table("""
20-99: عشرات
200-999: مئات
24-99: dozens of, dozens
200-999: hundreds of, hundreds
""")
_VICTIMS = table("""
killed: القتلى
wounded: الجرحى, المصابين
missing: المفقودين
""")
_DUALS = table("""
killed: قتيلان, قتيلين
wounded: جريحان, جريحين
""")
_PEOPLE_AR = one_of("شخص شخصا أشخاص إنسان اخرين عاملا مدنيا".split())
_PEOPLE_EN = r"people|persons|children|women|men|[a-z]+ (?:officers|citizens)|[a-z]+ers|[a-z]+ors"
# Words around people that say what befell them, and not whom.
_FATES = table("""
killed: مقتل, قتل, قتلوا, سقوط, أودى, خلف, ضحيته, killed, died, dead
wounded: إصابة, أصيب, أصيبوا, المستشفيات, wounded, injured, hurt, hospital
missing: فقد, المفقودين, missing
""")
_FATE = re.compile(rf"(?<!\w)[وفبل]?(?P<fate>{one_of(_FATES)})(?!\w)")

_OPEN = r"(?<!\w)(?:[وفبل](?=\w))?"
_WITH_OUTCOME = re.compile(
    rf"{_OPEN}(?P<all>{_COUNT} (?P<outcome>{one_of(OUTCOMES)})(?: من ال\w+ين)?{_SUFFIX})(?!\w)"
)
_OF_PEOPLE = re.compile(
    rf"{_OPEN}(?P<all>{_COUNT} (?:{_PEOPLE_AR}|{_PEOPLE_EN}|منهم){_SUFFIX})(?!\w)"
)
_MANY = re.compile(
    rf"{_OPEN}(?P<all>(?P<many>{one_of(_VAGUE)}) (?P<victims>{one_of(_VICTIMS)}))(?!\w)"
)
_TWO = re.compile(rf"{_OPEN}(?P<all>(?P<two>{one_of(_DUALS)}))(?!\w)")
_DENIED = re.compile(r"(?:لم|دون ان) (?:\w+ ){1,3}(?P<all>اصابات)(?!\w)|\b[Nn]o (?P<en>injuries)\b")


def casualties(folded: Folded) -> Iterator[Guess]:
    """Every count of victims that a pattern knows, with its outcome, range and bound."""
    text = folded.text
    for found in _WITH_OUTCOME.finditer(text):
        yield _guess(folded, found, "number and outcome", OUTCOMES[found["outcome"]], _count(found))
    for found in _OF_PEOPLE.finditer(text):
        outcome = _fate(text, *found.span("all"))
        if outcome:
            yield _guess(folded, found, "number of people", outcome, _count(found))
    for found in _MANY.finditer(text):
        low, high = map(int, _VAGUE[found["many"]].split("-"))
        values = {"count": [low, high], "mod": "APPROX"}
        yield _guess(folded, found, "vague number", _VICTIMS[found["victims"]], values)
    for found in _TWO.finditer(text):
        yield _guess(folded, found, "dual", _DUALS[found["two"]], {"count": [2, 2]})
    for found in _DENIED.finditer(text):
        group = "all" if found["all"] else "en"
        values = {"outcome": "wounded", "assertion": "denied"}
        yield Guess(*folded.span(*found.span(group)), "CASUALTY", "denial", values)


def _guess(
    folded: Folded, found: re.Match[str], rule: str, outcome: str, count: dict[str, Any]
) -> Guess:
    values = {"outcome": outcome, "assertion": "asserted", **count}
    return Guess(*folded.span(*found.span("all")), "CASUALTY", rule, values)


def _fate(text: str, start: int, end: int) -> str:
    """What befell people: the last word before them that says so, else the first behind."""
    before = list(_FATE.finditer(text, max(start - 25, 0), start))
    behind = _FATE.search(text, end, end + 40)
    told = before[-1] if before and not text[start].isascii() else behind or None
    return _FATES[told["fate"]] if told else ""


def _count(found: re.Match[str]) -> dict[str, Any]:
    """The range that is stated, and what bounds it."""
    word = found["number"].lower().replace(",", "")
    number = int(word) if word.isdigit() else NUMBERS[word]
    number *= 1000 if found["thousand"] else 1
    mod = "EQUAL_OR_MORE" if found["suffix"] else BOUNDS.get((found["bound"] or "").lower(), "")
    low = None if mod in {"LESS_THAN", "EQUAL_OR_LESS"} else number
    high = None if mod in {"MORE_THAN", "EQUAL_OR_MORE"} else number
    return {"count": [low, high]} | ({"mod": mod} if mod else {})
