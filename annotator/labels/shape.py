"""The JSON of a span, one and the same in label files and in exchange."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.labels.span import Quote, Range, Span, Value


def span_keys(span: Span) -> Mapping[str, object]:
    """A span's keys in the order of a label file, empty ones left out."""
    keys: dict[str, object] = {
        "id": span.id,
        "label": span.label,
        "start": span.start,
        "end": span.end,
    }
    if len(span.pieces) > 1:
        keys["fragments"] = span.pieces
    keys["text"] = span.text
    if span.attributes:
        keys["attributes"] = {name: _value(value) for name, value in span.attributes}
    if span.flags:
        keys["flags"] = span.flags
    if span.comment:
        keys["comment"] = span.comment
    keys["origin"] = span.origin
    return keys


def _value(value: Value) -> object:
    match value:
        case Range(low, high):
            return [low, high]
        case Quote(start, end, text):
            return {"start": start, "end": end, "text": text}
        case str() | int() | tuple():
            return value
