"""Two states of one span that grew from a third, made one."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from annotator.labels.complaints import shown
from annotator.labels.conflicts import Choosing
from annotator.labels.edits import without_reference
from annotator.labels.schema import Schema
from annotator.labels.span import Span, Value
from annotator.labels.values import value_fault

_Thing = TypeVar("_Thing")


def merged_span(
    key: str, states: tuple[Span, Span, Span], choosing: Choosing, schema: Schema | None
) -> Span:
    """The span that says what either side changed.

    Field by field: label, edges, each value, comment and origin; flags come and go one by one.
    A label goes together with the values it may carry: where both sides relabelled, or one did
    and the other gave a value that the new label has no place for under the schema, the label
    and all values are chosen as one.

    Args:
        key: what the conflicts' keys begin with.
        states: the span as both sides found it, as kept has it, and as incoming has it.
        choosing: takes the conflicts.
        schema: what says which values a label may carry; without one it may carry any.
    """
    before, kept, incoming = states
    if incoming in (kept, before):
        return kept
    if kept == before:
        return incoming
    spot = told(kept)
    relabelled = _relabelled(key, states, choosing, schema)
    moved = f"both moved the edges of {spot}"
    edges = choosing.settle(f"{key}:pieces", moved, *(one.pieces for one in states))
    noted = f"both gave {spot} a comment of their own"
    made = f"both say otherwise where {spot} came from"
    return replace(
        relabelled,
        pieces=edges,
        text=kept.text if edges == kept.pieces else incoming.text,
        flags=either(before.flags, kept.flags, incoming.flags),
        comment=choosing.settle(f"{key}:comment", noted, *(one.comment for one in states)),
        origin=choosing.settle(f"{key}:origin", made, *(one.origin for one in states)),
    )


def united_span(key: str, kept: Span, incoming: Span, choosing: Choosing) -> Span:
    """Two spans of equal label and pieces as one, with kept's id and the values of both.

    A value or a comment that both give differently is a conflict. Of two origins the first by
    code point stands, so that a mark by hand goes before one that was propagated or suggested.
    """
    blank = replace(
        kept,
        attributes=(),
        flags=(),
        comment="",
        origin=max(kept.origin, incoming.origin),
    )
    return merged_span(key, (blank, kept, replace(incoming, id=kept.id)), choosing, None)


def either(
    before: tuple[_Thing, ...], kept: tuple[_Thing, ...], incoming: tuple[_Thing, ...]
) -> tuple[_Thing, ...]:
    """What either side added and neither took away; as a side has it where only that changed."""
    if incoming in (kept, before):
        return kept
    if kept == before:
        return incoming
    added = (one for one in incoming if one not in before and one not in kept)
    return (*(one for one in kept if one in incoming or one not in before), *added)


def renamed(span: Span, names: Mapping[str, str]) -> Span:
    """The span with its id and its references under their new names."""
    attributes = tuple((name, _followed(value, names)) for name, value in span.attributes)
    own = names.get(span.id, span.id)
    if own == span.id and attributes == span.attributes:
        return span
    return replace(span, id=own, attributes=attributes)


def without(span: Span, gone: AbstractSet[str]) -> Span:
    """The span with no reference to any of these ids; a list that this empties is dropped."""
    named = {one for _, value in span.attributes if isinstance(value, tuple) for one in value}
    for target in named & gone:
        span = without_reference(span, target)
    return span


def told(span: Span) -> str:
    """What a person calls a span: its label, its place and its words."""
    return f"{span.label} {span.start}..{span.end} {shown(span.text)}"


def _followed(value: Value, names: Mapping[str, str]) -> Value:
    """A list of span ids under their new names, each once; any other value as it is."""
    if not isinstance(value, tuple) or not any(one in names for one in value):
        return value
    return tuple(dict.fromkeys(names.get(one, one) for one in value))


def _relabelled(
    key: str, states: tuple[Span, Span, Span], choosing: Choosing, schema: Schema | None
) -> Span:
    """Kept's span with the label and the values of the merge."""
    before, kept, incoming = states
    if _at_odds(before, kept, incoming, schema) or _at_odds(before, incoming, kept, schema):
        label = choosing.choose(
            f"{key}:label",
            f"both changed the label of {told(before)}, or its values under two labels",
            *(one.label for one in states),
        )
        chosen = kept if label == kept.label else incoming
        return replace(kept, label=label, attributes=chosen.attributes)
    label = kept.label if incoming.label == before.label else incoming.label
    names = sorted({name for one in states for name, _ in one.attributes})
    values = (
        (
            name,
            choosing.settle(
                f"{key}:attributes.{name}",
                f"both changed {shown(name)} of {told(kept)}",
                *(one.value(name) for one in states),
            ),
        )
        for name in names
    )
    attributes = tuple((name, value) for name, value in values if value is not None)
    return replace(kept, label=label, attributes=attributes)


def _at_odds(before: Span, one: Span, other: Span, schema: Schema | None) -> bool:
    """Whether one side's label leaves no room for what the other side did."""
    if one.label in (before.label, other.label):
        return False
    if other.label != before.label:
        return True
    return schema is not None and not all(
        _fits(schema, one.label, name, value)
        for name, value in other.attributes
        if before.value(name) != value
    )


def _fits(schema: Schema, label: str, name: str, value: Value) -> bool:
    """Whether spans of a label may carry the value."""
    known = schema.label(label)
    attribute = known.attribute(name) if known else None
    return attribute is not None and value_fault(attribute, value) is None
