"""The values of attributes: as JSON says them, and whether each is of its attribute's type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeGuard

from annotator.labels.complaints import shown
from annotator.labels.schema import Attribute
from annotator.labels.schema_words import AttributeType
from annotator.labels.span import ID, Quote, Range, Value
from annotator.labels.timex import is_value

# JSON numbers beyond this lose digits in other programs.
LARGEST = 2**53 - 1


def value_fault(attribute: Attribute, value: Value, text: str | None = None) -> str | None:
    """What is wrong with a value, as the end of a sentence; None where nothing is.

    A quote is held against `text`, the article's, where it is given.
    """
    if attribute.type == "quote":
        return _quote(attribute, value) or (
            _misquotation(value, text) if isinstance(value, Quote) and text is not None else None
        )
    return _CHECKS[attribute.type](attribute, value)


def _string(attribute: Attribute, value: Value) -> str | None:
    return None if isinstance(value, str) else f"should be a string for {attribute.type}"


def _choice(attribute: Attribute, value: Value) -> str | None:
    if isinstance(value, str) and value in attribute.choices:
        return None
    return f"is {told(value)}, which is none of {', '.join(attribute.choices)}"


def _date(_: Attribute, value: Value) -> str | None:
    if isinstance(value, str) and is_value(value):
        return None
    return f"is {told(value)}, which is no TIMEX3 value such as 2021-04-30, 2021-W17 or P3D"


def _integer(_: Attribute, value: Value) -> str | None:
    return None if is_number(value) else f"is {told(value)}, which is no whole number of today's"


def _range(_: Attribute, value: Value) -> str | None:
    if not isinstance(value, Range):
        return f"is {told(value)}, which is no [low, high]"
    low, high = value.low, value.high
    if not all(end is None or is_number(end) for end in (low, high)):
        return "has an end that is no whole number, or too large a one"
    if low is not None and high is not None and low > high:
        return f"runs from {low} down to {high}"
    return None


def _quote(_: Attribute, value: Value) -> str | None:
    return None if isinstance(value, Quote) else f"is {told(value)}, which is no quote"


def _misquotation(quote: Quote, text: str) -> str | None:
    """A quote outside the article, or of other words than stand there."""
    if not 0 <= quote.start < quote.end <= len(text):
        return f"runs from {quote.start} to {quote.end} in a text of {len(text)}"
    if text[quote.start : quote.end] != quote.text:
        there = shown(text[quote.start : quote.end])
        return f"quotes {shown(quote.text)}, where the article says {there}"
    return None


def _span(_: Attribute, value: Value) -> str | None:
    if isinstance(value, tuple) and all(map(ID.fullmatch, value)):
        return None if len(set(value)) == len(value) else "names one span twice"
    return f"is {told(value)}, which is no list of span ids"


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


def is_number(value: object) -> TypeGuard[int]:
    """Whether it is a whole number that JSON can carry everywhere; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def told(value: Value) -> str:
    """A value in a person's words."""
    match value:
        case Range(low, high):
            return f"[{'' if low is None else low}, {'' if high is None else high}]"
        case Quote(start, end, _):
            return f"a quote of {start}..{end}"
        case tuple():
            return f"the list {', '.join(shown(one) for one in value[:5]) or '[]'}"
        case _:
            return shown(value)


_CHECKS: Mapping[AttributeType, Callable[[Attribute, Value], str | None]] = {
    "choice": _choice,
    "text": _string,
    "entity": _string,
    "date": _date,
    "integer": _integer,
    "range": _range,
    "quote": _quote,
    "span": _span,
}
