"""Which steps would bring labels after a changed schema, where that can be guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.labels.complaints import shown
from annotator.labels.migration import Rename, RenameAttribute, RenameValue, Split, Step
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Span
from annotator.labels.step_words import close_to
from annotator.labels.values import value_fault


@dataclass(frozen=True, slots=True)
class Guess:
    """A step that would help, or `unsure` words on what a person must decide."""

    step: Step | None
    unsure: str = ""


def guesses(spans: Iterable[Span], schema: Schema) -> tuple[Guess, ...]:
    """What would make spans fit a schema again, each once: names that are like one another."""
    return tuple(dict.fromkeys(one for span in spans for one in _guesses(span, schema)))


def _guesses(span: Span, schema: Schema) -> Iterator[Guess]:
    label = schema.label(span.label)
    if label is None:
        new = close_to(span.label, tuple(one.name for one in schema.labels))
        label = schema.label(new) if new else None
        if label is None:
            asked = f"--rename {span.label}=LABEL, or --drop-label {span.label}"
            yield Guess(None, f"{shown(span.label)} is no label of today: {asked}")
            return
        yield Guess(Rename(span.label, label.name))
    for name, value in span.attributes:
        attribute = label.attribute(name)
        if attribute is None:
            yield _name_guess(span, name, label)
        elif value_fault(attribute, value):
            yield _value_guess(span, attribute, value, schema)


def _name_guess(span: Span, name: str, label: Label) -> Guess:
    """What an attribute that is not there any more may be called today."""
    free = tuple(one.name for one in label.attributes if span.value(one.name) is None)
    new = close_to(name, free)
    if new:
        return Guess(RenameAttribute(span.label, name, new))
    place = f"{span.label}.{name}"
    asked = f"--rename-attribute {place}=NAME, or --drop {place}"
    return Guess(None, f"{label.name} has no attribute {shown(name)}: {asked}")


def _value_guess(span: Span, attribute: Attribute, value: object, schema: Schema) -> Guess:
    """What a value that is none any more may be today: a label of its own, or another choice."""
    place = f"{span.label}.{attribute.name}"
    if isinstance(value, str):
        labels = {one.name.casefold(): one.name for one in schema.labels}
        if value.casefold() in labels:
            return Guess(Split(span.label, attribute.name, value, labels[value.casefold()]))
        choice = close_to(value, attribute.choices)
        if choice:
            return Guess(RenameValue(span.label, attribute.name, value, choice))
        asked = f"--rename-value {place}:{value}=CHOICE, or --drop {place}"
        return Guess(None, f"{place} cannot be {shown(value)}: {asked}")
    return Guess(None, f"{place} is of another type today: --drop {place}")
