"""The values of a span as questions, and what is typed as answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.labels.counts import (
    Count,
    count_fault,
    count_typed,
    count_words,
    read_count,
)
from annotator.labels.dates import date_fault, is_relative, read_date
from annotator.labels.entities import Entity
from annotator.labels.schema import Attribute, Label
from annotator.labels.span import Range, Span, Value
from annotator.labels.timex_words import in_words
from annotator.session.outcome import Outcome
from annotator.session.state import Session
from annotator.session.valuing import (
    CHECK_DATE,
    MOD,
    dates_of,
    give,
    give_anchor,
    give_count,
    is_day,
    worded,
)

# The row that is no attribute: the day from which relative dates count.
ANCHOR = Attribute("counts from", "date")


@dataclass(frozen=True, slots=True)
class Gives:
    """A value was given, or taken away with None."""

    name: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Counts:
    """A count was typed, perhaps with what bounds it."""

    name: str
    count: Count


@dataclass(frozen=True, slots=True)
class Anchors:
    """The day was typed that relative dates count from."""

    day: str | None


@dataclass(frozen=True, slots=True)
class Refuses:
    """What was typed cannot be read; `why` says what can."""

    why: str


Answer = Gives | Counts | Anchors | Refuses


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the form shows: a span with its label, and what its values may name.

    `texts` says by id what the spans mark that a value names.
    """

    span: Span
    label: Label
    anchor: str | None
    texts: Mapping[str, str] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()

    @property
    def rows(self) -> tuple[Attribute, ...]:
        """The attributes, and the day that dates count from where the label holds dates."""
        return (*self.label.attributes, *((ANCHOR,) if dates_of(self.label) else ()))

    @property
    def first(self) -> int:
        """The row to begin with.

        The day that a relative date counts from, where it is not known; a date that is to be
        checked; else the first row without a value.
        """
        dates = dates_of(self.label)
        if dates and CHECK_DATE in self.span.flags:
            return self.rows.index(dates[0])
        unvalued = any(self.span.value(one.name) is None for one in dates)
        if unvalued and self.anchor is None and is_relative(self.span.text, None):
            return len(self.rows) - 1
        empty = (at for at, row in enumerate(self.rows) if self.value(row) is None)
        return next((at for at in empty if self.rows[at] is not ANCHOR), 0)

    def value(self, row: Attribute) -> Value | None:
        """What a row holds."""
        return self.anchor if row is ANCHOR else self.span.value(row.name)

    def typed(self, row: Attribute) -> str:
        """A row's value as one would type it."""
        value = self.value(row)
        if isinstance(value, Range):
            return count_typed(value, self._mod)
        return "" if value is None else str(value)

    def words(self, row: Attribute) -> str:
        """A row's value as a person reads it."""
        value = self.value(row)
        return "" if value is None else worded(row, value, self.texts, self._mod)

    @property
    def _mod(self) -> str | None:
        mod = self.span.value(MOD)
        return mod if isinstance(mod, str) else None

    def read(self, row: Attribute, typed: str) -> Answer:
        """What was typed on a row, as an answer; nothing typed takes the value away."""
        typed = typed.strip()
        if row is ANCHOR:
            return self._read_day(typed)
        if not typed:
            return Gives(row.name, None)
        match row.type:
            case "date":
                value = read_date(typed, self.anchor)
                return (
                    Refuses(date_fault(typed, self.anchor))
                    if value is None
                    else Gives(row.name, value)
                )
            case "range":
                count = read_count(typed)
                return Refuses(count_fault(typed)) if count is None else Counts(row.name, count)
            case "integer":
                number = _number(typed)
                return (
                    Refuses(f"{typed} is no whole number")
                    if number is None
                    else Gives(row.name, number)
                )
            case _:
                return Gives(row.name, typed)

    def _read_day(self, typed: str) -> Answer:
        day = read_date(typed, None) if typed else None
        if typed and not (day and is_day(day)):
            return Refuses(f"{typed} is no day: type one such as 2021-04-30")
        return Anchors(day)

    def reading(self, row: Attribute, typed: str) -> str:
        """What is typed so far, in plain words; where it cannot be read, how to type it."""
        answer = self.read(row, typed) if typed.strip() else None
        match answer:
            case Anchors(str(day)):
                return in_words(day)
            case Gives(_, str(value)) if row.type == "date":
                return in_words(value)
            case Counts(_, count):
                return count_words(count.range, count.mod)
            case _:
                return self._hint(row)

    def _hint(self, row: Attribute) -> str:
        """How a row may be typed."""
        if row is ANCHOR:
            why = "" if self.anchor else "it is not known when this was published; "
            return f"{why}type the day that relative dates count from, such as 2021-04-30"
        if row.type == "date":
            known = f", where 0 is {in_words(self.anchor)}" if self.anchor else ""
            return f"2021-04-30, 2021-04, 2021-W17, T18:00, P3D; -1 +2w{known}"
        hints = {"range": "13, 20-25, >150, 80+, <90, ~200, 20..", "integer": "a whole number"}
        return hints.get(row.type, "")


def answered(session: Session, span: Span, answer: Answer) -> Outcome:
    """The session after an answer."""
    match answer:
        case Gives(name, value):
            return give(session, span, name, value)
        case Counts(name, count):
            return give_count(session, span, name, count)
        case Anchors(day):
            return give_anchor(session, day)
        case Refuses(why):
            return Outcome(session, span, why)


def _number(typed: str) -> int | None:
    """A whole number; None for anything else, a number with a bound among it."""
    sign, digits = ("-", typed[1:]) if typed[:1] in "-−" else ("", typed)
    count = read_count(digits)
    if count is None or count.mod or count.range.low is None or count.range.low != count.range.high:
        return None
    return -count.range.low if sign else count.range.low
