"""The JSON of a span and of a decision, one and the same wherever they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.labels.labelling import Decision, Panel
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


def panel_keys(panel: Panel) -> Mapping[str, object]:
    """The keys of who decides between which versions, in the order of a label file."""
    return {
        "by": panel.by,
        "sources": [
            {"annotator": one.annotator, "version": one.version, "sha256": one.sha256}
            for one in panel.sources
        ],
    }


def decision_keys(decision: Decision, versions: Sequence[int] = ()) -> Mapping[str, object]:
    """A decision's keys in the order of a label file; its versions where they are not these."""
    keys: dict[str, object] = {
        "start": decision.start,
        "end": decision.end,
        "sources": decision.sources,
        "taken": decision.taken,
        "reason": decision.reason,
        "note": decision.note,
    }
    if decision.versions != tuple(versions):
        keys["versions"] = decision.versions
    return keys


def _value(value: Value) -> object:
    match value:
        case Range(low, high):
            return [low, high]
        case Quote(start, end, text):
            return {"start": start, "end": end, "text": text}
        case str() | int() | tuple():
            return value
