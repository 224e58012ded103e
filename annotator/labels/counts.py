"""Counts as an annotator types them, `20-25` or `>150`, and as a person reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.labels.complaints import shown
from annotator.labels.span import Range
from annotator.labels.values import LARGEST

_EXAMPLES = "type 20-25, >150, 80+, <90, ~200 or low..high"

# Signs that bound a number from below leave the high end open, the others the low end.
_FROM_BELOW = {
    ">": "MORE_THAN",
    ">=": "EQUAL_OR_MORE",
    "=>": "EQUAL_OR_MORE",
    "≥": "EQUAL_OR_MORE",
    "+": "EQUAL_OR_MORE",
}
_FROM_ABOVE = {
    "<": "LESS_THAN",
    "<=": "EQUAL_OR_LESS",
    "=<": "EQUAL_OR_LESS",
    "≤": "EQUAL_OR_LESS",
}
_SIGNS = {**_FROM_BELOW, **_FROM_ABOVE}

_GROUPED = re.compile("[1-9][0-9]{0,2}([,٬'’\u2009\u202f\u00a0])[0-9]{3}(?:\\1[0-9]{3})*")
_NUMBER = "[0-9](?:[0-9,٬'’\u2009\u202f\u00a0]*[0-9])?"
_DASH = re.compile(r"[-‐‑‒–—−]|to", re.IGNORECASE)
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_BOUND = re.compile(rf"(?P<sign>{_SIGN})\s*(?P<number>{_NUMBER})|(?P<least>{_NUMBER})\s*\+")
_ABOUT = ("~", "≈")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})?\s*(?P<between>{_DASH.pattern}|\.\.\.?|…)\s*(?P<high>{_NUMBER})?",
    re.IGNORECASE,
)
_SIGN_BEHIND = re.compile(rf"{_NUMBER}\s*[<>≤≥=]+")
_ONE_SIDED = re.compile(
    rf"(?:{_DASH.pattern})\s*{_NUMBER}|{_NUMBER}\s*(?:{_DASH.pattern})", re.IGNORECASE
)

_WESTERN = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "01234567890123456789",
    # What a keyboard or a clipboard leaves behind unseen: joiners and marks of direction.
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number as stated, and what bounds it."""

    range: Range
    mod: str | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """A count by its shape: its numbers as typed, None where an end is open."""

    low: str | None
    high: str | None
    mod: str | None


def western(text: str) -> str:
    """The text with Arabic and Persian digits as 0 to 9, and without invisible characters."""
    return text.translate(_WESTERN)


def read_count(typed: str) -> Count | None:
    """Read a count as an annotator types it.

    `13`; `20-25`, with any dash, `to` or `..`; `>150`, `>=80` or `80+`, `<90`, `<=90`; `~200`,
    `~20-99`; `20..` and `..90` leave an end open. Digits may be Arabic or Persian, and grouped by
    threes. Characters count in the order in which they were typed, however a screen mirrors
    them: `<` and `>` stand before their number, since `150>` would say the opposite to another
    reader, while `+` and `~` may stand on either side. A dash with a number on one side only is
    refused, for it could be a minus.

    Returns:
        The count; None where it cannot be read, runs downwards, or has a number beyond LARGEST.
    """
    parts = _parts(western(typed).strip())
    if parts is None:
        return None
    ends = Range(_whole(parts.low), _whole(parts.high))
    if (ends.low is None, ends.high is None) != (parts.low is None, parts.high is None):
        return None
    if ends.low is not None and ends.high is not None and ends.low > ends.high:
        return None
    return Count(ends, parts.mod)


def count_fault(typed: str) -> str:
    """Say why a count cannot be read, and how to type one; empty where it can be read."""
    if read_count(typed) is not None:
        return ""
    text = western(typed).strip()
    if not text:
        why = "nothing is typed"
    elif _SIGN_BEHIND.fullmatch(text):
        why = f"{shown(typed)} may be read two ways, so the sign stands before its number"
    elif _ONE_SIDED.fullmatch(text):
        why = f"{shown(typed)} has one number beside its dash; two dots leave an end open"
    else:
        why = _fault_of_numbers(text) or f"{shown(typed)} is no count"
    return f"{why}; {_EXAMPLES}"


def count_typed(stated: Range, mod: str | None) -> str:
    """Say a count as an annotator would type it.

    `read_count` gives back the same range and mod, with two exceptions: a mod that the range does
    not support, or that no sign says, is dropped; and a number below 0, which no count is, can be
    shown but not read.
    """
    plain = _plain(stated)
    if mod is None or not supports(stated, mod):
        return plain
    return {
        "MORE_THAN": f">{stated.low}",
        "EQUAL_OR_MORE": f"{stated.low}+",
        "LESS_THAN": f"<{stated.high}",
        "EQUAL_OR_LESS": f"<={stated.high}",
        "APPROX": f"~{plain}",
    }.get(mod, plain)


def count_words(stated: Range, mod: str | None) -> str:
    """Say a count in English words; a mod that `count_typed` drops is left out here as well."""
    low, high = stated.low, stated.high
    if low is None:
        plain = "any number (open)" if high is None else f"{high} or fewer (open)"
    elif high is None:
        plain = f"{low} or more (open)"
    else:
        plain = str(low) if low == high else f"{low} to {high}"
    if mod is None or not supports(stated, mod):
        return plain
    return {
        "MORE_THAN": f"more than {low}",
        "EQUAL_OR_MORE": f"at least {low}",
        "LESS_THAN": f"fewer than {high}",
        "EQUAL_OR_LESS": f"up to {high}",
        "APPROX": f"about {plain}",
    }.get(mod, plain)


def supports(stated: Range, mod: str) -> bool:
    """Whether a mod can stand with a range.

    What bounds a number from one side needs that end given and the other open; every other mod
    stands with any range.
    """
    if mod in _FROM_BELOW.values():
        return stated.low is not None and stated.high is None
    if mod in _FROM_ABOVE.values():
        return stated.low is None and stated.high is not None
    return True


def _plain(stated: Range) -> str:
    """A range without its mod."""
    low, high = stated.low, stated.high
    if low is None or high is None:
        return f"{'' if low is None else low}..{'' if high is None else high}"
    return str(low) if low == high else f"{low}-{high}"


def _parts(text: str) -> _Parts | None:
    """A count taken apart, whatever its numbers; None where it has no count's shape."""
    bound = _BOUND.fullmatch(text)
    if bound:
        mod = _SIGNS[bound["sign"] or "+"]
        number = bound["number"] or bound["least"]
        above = mod in _FROM_BELOW.values()
        return _Parts(number, None, mod) if above else _Parts(None, number, mod)
    inner = text
    if text.startswith(_ABOUT):
        inner = text[1:].lstrip()
    elif text.endswith(_ABOUT):
        inner = text[:-1].rstrip()
    approximate = None if inner == text else "APPROX"
    if re.fullmatch(_NUMBER, inner):
        return _Parts(inner, inner, approximate)
    found = _RANGE.fullmatch(inner)
    if found is None:
        return None
    low, high = found["low"], found["high"]
    if _DASH.fullmatch(found["between"]) and (low is None or high is None):
        return None
    return _Parts(low, high, approximate)


def _whole(digits: str | None) -> int | None:
    """A number of 0 to LARGEST; None where there is none, it is grouped oddly, or larger."""
    if digits is None or not (digits.isdecimal() or _GROUPED.fullmatch(digits)):
        return None
    plain = re.sub("[^0-9]", "", digits).lstrip("0") or "0"
    # Longer ones need not be read to be too large, and some are too long to be read.
    return int(plain) if len(plain) <= len(str(LARGEST)) and int(plain) <= LARGEST else None


def _fault_of_numbers(text: str) -> str:
    """What is wrong with the numbers of something that has the shape of a count."""
    parts = _parts(text)
    if parts is None:
        return ""
    for number in filter(None, (parts.low, parts.high)):
        if not (number.isdecimal() or _GROUPED.fullmatch(number)):
            return f"{shown(number)} is not grouped by threes"
        if _whole(number) is None:
            return f"{shown(number)} is larger than {LARGEST}"
    return f"it runs from {_whole(parts.low)} down to {_whole(parts.high)}"
