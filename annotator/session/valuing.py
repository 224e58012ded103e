"""Giving a span its values, and an article the day its relative dates count from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count as numbers

from annotator.labels.counts import Count, count_typed, count_words, supports
from annotator.labels.dates import hangs_on_anchor
from annotator.labels.edits import Edit, Reanchor, Replace, Together
from annotator.labels.schema import Attribute, Label
from annotator.labels.span import Quote, Range, Span, Value
from annotator.labels.timex_words import in_words
from annotator.labels.values import value_fault
from annotator.session.outcome import Outcome, quoted
from annotator.session.state import Session
from annotator.text.unicode import is_mark

# Set on dates whose value may have changed with the day they count from.
CHECK_DATE = "check-date"
MOD = "mod"

# An Arabic keyboard sends two letters for "b".
_LETTERS = "acdefghijklmnopqrstuvwxyz"


def choice_keys(choices: tuple[str, ...]) -> tuple[str, ...]:
    """A letter for each choice, of its own where it can be; empty where letters have run out."""
    keys: list[str] = []
    for choice in choices:
        wished = (*choice.lower(), *_LETTERS)
        free = (letter for letter in wished if letter in _LETTERS and letter not in keys)
        keys.append(next(free, ""))
    return tuple(keys)


def give(session: Session, span: Span, name: str, value: Value | None) -> Outcome:
    """Give a span one value, or take it away with None; a value of a wrong type is refused."""
    attribute = _attribute(session, span, name)
    if attribute is None:
        return _unknown(session, span, name)
    if value is not None:
        fault = value_fault(attribute, value, session.article.text)
        if fault:
            return Outcome(session, span, f"not kept: {name} {fault}")
    return _with(session, span, {name: value}, _said(session, attribute, value))


def give_count(session: Session, span: Span, name: str, typed: Count) -> Outcome:
    """Give a span a count, and the mod that was typed with it where the label has one.

    A mod that was told by the sign of the old count goes with that sign, and so does one that
    the new count cannot bear (MORE_THAN on an exact one).
    """
    attribute, bounds = _attribute(session, span, name), _attribute(session, span, MOD)
    if attribute is None:
        return _unknown(session, span, name)
    if attribute.type != "range":
        return Outcome(session, span, f"{name} of {span.label} is no count")
    values: dict[str, Value | None] = {name: typed.range}
    mod, before = span.value(MOD), span.value(name)
    if bounds is not None and typed.mod in bounds.choices:
        values[MOD] = typed.mod
    elif isinstance(mod, str):
        signed = isinstance(before, Range) and count_typed(before, mod) != count_typed(before, None)
        if signed or not supports(typed.range, mod):
            values[MOD] = None
    kept = values.get(MOD, mod)
    said = f"{name} is {count_words(typed.range, kept if isinstance(kept, str) else None)}"
    return _with(session, span, values, said)


def toggle_target(session: Session, span: Span, name: str, target: Span) -> Outcome:
    """Name another span in a value, or name it no longer."""
    attribute = _attribute(session, span, name)
    if attribute is None:
        return _unknown(session, span, name)
    if attribute.label is None:
        return Outcome(session, None, f"{name} of {span.label} names no span")
    if target.label != attribute.label or target.id == span.id:
        return Outcome(session, None, f"{name} needs another span, a {attribute.label}")
    named = span.value(name)
    targets = named if isinstance(named, tuple) else ()
    if target.id in targets:
        left = tuple(one for one in targets if one != target.id)
        said = f"{name} no longer names {quoted(target.text)}"
        return _with(session, span, {name: left or None}, said)
    said = f"{name} is {quoted(target.text)}"
    return _with(session, span, {name: (*targets, target.id)}, said)


def give_anchor(session: Session, day: str | None) -> Outcome:
    """Count relative dates from another day, and flag the dates that hang on it for a check."""
    before = session.labelling.anchor
    if day == before:
        said = f"relative dates count from {day}" if day else "no day to count from"
        return Outcome(session, None, said)
    if day is not None and not is_day(day):
        return Outcome(session, None, f"{day} is no day such as 2021-04-30: not kept")
    edits: list[Edit] = [Reanchor(before, day)]
    if before is not None:
        edits[:0] = [
            Replace(span, replace(span, flags=(*span.flags, CHECK_DATE)))
            for span in session.spans
            if CHECK_DATE not in span.flags and _hangs(session, span)
        ]
    said = f"relative dates count from {in_words(day)}" if day else "no day to count from"
    flagged = len(edits) - 1
    if flagged:
        said += f"; {flagged} {'date' if flagged == 1 else 'dates'} to check"
    return Outcome(session.do(Together(tuple(edits)) if flagged else edits[0]), None, said)


def is_day(typed: str) -> bool:
    """Whether it is one day of the calendar, as YYYY-MM-DD."""
    try:
        # What is read may also be a week's day, 2021-W17-5.
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def dates_of(label: Label) -> tuple[Attribute, ...]:
    """The attributes of a label that hold TIMEX3 values."""
    return tuple(one for one in label.attributes if one.type == "date")


def worded(attribute: Attribute, value: Value, texts: Mapping[str, str], mod: str | None) -> str:
    """A value as a person reads it; `texts` says what spans mark, `mod` bounds a count."""
    match value:
        case Range():
            return count_words(value, mod)
        case Quote():
            return quoted(value.text)
        case tuple():
            return ", ".join(quoted(texts.get(target, target)) for target in value)
        case str() if attribute.type == "date":
            return f"{value}  {in_words(value)}"
        case _:
            return str(value)


def entity_id(name: str, taken: frozenset[str]) -> str:
    """An id for somebody or something new, made of its name, that nobody has yet."""
    # A mark belongs to its letter and parts no word.
    unmarked = (one for one in name.casefold() if not is_mark(one))
    letters = "".join(one if one.isalnum() else "-" for one in unmarked)
    stem = "-".join(part for part in letters.split("-") if part) or "entity"
    tried = (stem if number == 1 else f"{stem}-{number}" for number in numbers(1))
    return next(one for one in tried if one not in taken)


def _with(session: Session, span: Span, values: Mapping[str, Value | None], said: str) -> Outcome:
    kept = {name: value for name, value in span.attributes if name not in values}
    kept.update({name: value for name, value in values.items() if value is not None})
    after = replace(span, attributes=tuple(kept.items()))
    label = session.schema.label(span.label)
    if label is not None and any(one.name in values for one in dates_of(label)):
        after = replace(after, flags=tuple(one for one in span.flags if one != CHECK_DATE))
    return Outcome(session.do(Replace(span, after)), after, said)


def _unknown(session: Session, span: Span, name: str) -> Outcome:
    return Outcome(session, span, f"{span.label} has no value called {name}")


def _attribute(session: Session, span: Span, name: str) -> Attribute | None:
    label = session.schema.label(span.label)
    return label.attribute(name) if label else None


def _said(session: Session, attribute: Attribute, value: Value | None) -> str:
    if value is None:
        return f"{attribute.name} has no value"
    texts = {span.id: span.text for span in session.spans} if attribute.type == "span" else {}
    return f"{attribute.name} is {worded(attribute, value, texts, None)}"


def _hangs(session: Session, span: Span) -> bool:
    label = session.schema.label(span.label)
    values = (span.value(one.name) for one in dates_of(label)) if label else ()
    return any(isinstance(value, str) and hangs_on_anchor(span.text, value) for value in values)
