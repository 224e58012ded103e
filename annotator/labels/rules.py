"""What a labelling must keep to, as values: errors that stop it, and warnings that do not."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import AnnotatorError, SpanError
from annotator.labels.complaints import shown
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import ID, ORIGIN, Identity, Span, Value, quoted
from annotator.labels.values import value_fault


class SchemeError(SpanError):
    """A span says what its schema does not know: a label, an attribute, or a value of a type."""


def faults(
    labelling: Labelling, schema: Schema, text: str, where: str
) -> tuple[AnnotatorError, ...]:
    """Everything that keeps a labelling from being one of this text under this schema.

    Equal spans and ids given twice, odd ids and origins, offsets outside the text, wrong quotes,
    unknown labels and attributes, values of a wrong type, references to spans that are not there.
    """
    return (
        *faults_of_spans(labelling, schema, text, where),
        *_dangling(labelling, where),
        *_stretches(labelling, text, where),
    )


def faults_of_spans(
    labelling: Labelling, schema: Schema, text: str, where: str
) -> tuple[AnnotatorError, ...]:
    """Those of `faults` that would stand if there were more spans: no reference is followed."""
    return (
        *collisions(labelling, where),
        *(
            fault
            for at, span in enumerate(labelling.spans)
            for fault in _span_faults(span, schema, text, spot(where, at, span.id))
        ),
    )


def collisions(labelling: Labelling, where: str) -> tuple[AnnotatorError, ...]:
    """Spans of equal label and pieces, and ids that two spans share."""
    found = []
    ids: dict[str, int] = {}
    marks: dict[Identity, int] = {}
    for at, span in enumerate(labelling.spans):
        same, twin = ids.setdefault(span.id, at), marks.setdefault(span.identity, at)
        if same != at:
            what = f"the id {span.id} is that of spans[{same}] already"
            fix = "give every span an id of its own"
            found.append(SpanError(what, spot(where, at, span.id), fix))
        if twin != at:
            name = labelling.spans[twin].id
            what = f"{span.label} {span.start}..{span.end} is tagged already, as {name}"
            found.append(SpanError(what, spot(where, at, span.id), "keep one of the two"))
    return tuple(found)


def breaches(
    labelling: Labelling, schema: Schema, where: str, *, finished: bool = True
) -> tuple[AnnotatorError, ...]:
    """Where a labelling is not what its schema asks for, though it can stand: warnings.

    A label that overlaps itself and may not, a required value that is missing, an entity that is
    not listed, a reference to a span of another label than the attribute's. Spans and attributes
    that the schema does not know are left to `faults`, and values that are missing are no breach
    as long as the work is not `finished`.
    """
    found: list[AnnotatorError] = list(_nested(labelling, schema, where))
    labels = {span.id: span.label for span in labelling.spans}
    for at, span in enumerate(labelling.spans):
        label = schema.label(span.label) if span.attributes else None
        if label:
            place = spot(where, at, span.id)
            found += _value_breaches(span, label, schema.entities, labels, place)
    if finished:
        found += _gaps(labelling, schema, where)
    return tuple(found)


def astray(labelling: Labelling, schema: Schema, where: str) -> tuple[AnnotatorError, ...]:
    """Those of `breaches` that are references to spans of another label than the attribute's."""
    labels = {span.id: span.label for span in labelling.spans}
    return tuple(
        fault
        for at, span in enumerate(labelling.spans)
        if (label := schema.label(span.label))
        for attribute in label.attributes
        for fault in _astray(span, label, attribute, labels, spot(where, at, span.id))
    )


def spot(where: str, at: int, span_id: str) -> str:
    """What a span is called in an error: its place in the list, from 0, and its id."""
    return f"{where}: spans[{at}] ({span_id})"


def _span_faults(span: Span, schema: Schema, text: str, place: str) -> Iterator[AnnotatorError]:
    """What is wrong with one span by itself."""
    if not ID.fullmatch(span.id):
        yield SpanError(f"{shown(span.id)} is no span id", place, "name it s1, s2 and so on")
    if not ORIGIN.fullmatch(span.origin):
        fix = "use manual, propagated, suggested:NAME, imported:FORMAT or adjudicated"
        yield SpanError(f"{shown(span.origin)} is no origin of a span", place, fix)
    yield from _text_faults(span, text, place)
    label = schema.label(span.label)
    if label is None:
        known = ", ".join(one.name for one in schema.labels)
        yield SchemeError(f"there is no label {shown(span.label)}", place, f"use one of: {known}")
        return
    for name, value in span.attributes:
        yield from _attribute_faults(label, name, value, text, place)


def _text_faults(span: Span, text: str, place: str) -> Iterator[AnnotatorError]:
    """A span outside the text, or one that quotes other words than stand there."""
    if span.end > len(text):
        what = f"a {span.label} span ends at {span.end} in a text of {len(text)}"
        yield SpanError(what, place, "give offsets inside the article, counted in code points")
    elif (there := quoted(text, span.pieces)) != span.text:
        what = f"a {span.label} span quotes {shown(span.text)}, the article says {shown(there)}"
        yield SpanError(what, place, "tag these words again in the article as it is now")


def _attribute_faults(
    label: Label, name: str, value: Value, text: str, place: str
) -> Iterator[AnnotatorError]:
    """An attribute that the label does not have, or a value of a wrong type."""
    attribute = label.attribute(name)
    if attribute is None:
        known = ", ".join(one.name for one in label.attributes) or "none at all"
        what = f"{label.name} has no attribute {shown(name)}"
        yield SchemeError(what, place, f"use one of: {known}")
    elif wrong := value_fault(attribute, value, text):
        kind = SpanError if value_fault(attribute, value) is None else SchemeError
        yield kind(f"{label.name}.{name} {wrong}", place, "give it another value, or none")


def _dangling(labelling: Labelling, where: str) -> Iterator[AnnotatorError]:
    """References to spans that are not there."""
    ids = {span.id for span in labelling.spans}
    for at, span in enumerate(labelling.spans):
        for name, value in span.attributes:
            for target in value if isinstance(value, tuple) else ():
                if target not in ids:
                    what = f"{span.label}.{name} names {shown(target)}, which is not there"
                    place = spot(where, at, span.id)
                    yield SpanError(what, place, "name a span that is there, or none")


def _stretches(labelling: Labelling, text: str, where: str) -> Iterator[AnnotatorError]:
    """Zones and refused suggestions outside the text."""
    zones = ((f"zones[{at}]", one.start, one.end) for at, one in enumerate(labelling.zones))
    rejected = (
        (f"rejected[{at}]", one.start, one.end) for at, one in enumerate(labelling.rejected)
    )
    for place, start, end in (*zones, *rejected):
        if not 0 <= start < end <= len(text):
            what = f"it runs from {start} to {end} in a text of {len(text)}"
            fix = "give offsets inside the article, counted in code points"
            yield SpanError(what, f"{where}: {place}", fix)


def _nested(labelling: Labelling, schema: Schema, where: str) -> Iterator[AnnotatorError]:
    """Spans that overlap an earlier one of their own label where that may not be."""
    open_spans: dict[str, list[Span]] = {}
    apart = {label.name for label in schema.labels if not label.nests}
    for at, span in enumerate(labelling.spans):
        if span.label not in apart:
            continue
        start = span.start
        still = [one for one in open_spans.get(span.label, ()) if one.end > start]
        for other in still:
            if other.overlaps(span):
                what = f"{span.label} {span.start}..{span.end} overlaps {other.id} of its own label"
                fix = "keep one of them, or mend the edges"
                yield SpanError(what, spot(where, at, span.id), fix)
        open_spans[span.label] = [*still, span]


def _value_breaches(
    span: Span, label: Label, entities: frozenset[str], labels: dict[str, str], place: str
) -> Iterator[AnnotatorError]:
    """Values that name an entity or a kind of span that they should not."""
    for attribute in label.attributes:
        value = span.value(attribute.name)
        name = f"{label.name}.{attribute.name}"
        if attribute.type == "entity" and isinstance(value, str) and value not in entities:
            what = f"{name} names {shown(value)}, which entities.jsonl does not list"
            yield SpanError(what, place, "add the entity to entities.jsonl, or name another")
        yield from _astray(span, label, attribute, labels, place)


def _astray(
    span: Span, label: Label, attribute: Attribute, labels: dict[str, str], place: str
) -> Iterator[AnnotatorError]:
    """References of one attribute to spans of another label than it asks for."""
    value = span.value(attribute.name)
    if attribute.type != "span" or not isinstance(value, tuple):
        return
    for target in value:
        if labels.get(target, attribute.label) != attribute.label:
            what = f"{label.name}.{attribute.name} names {target}, which is no {attribute.label}"
            yield SpanError(what, place, f"name a {attribute.label} span")


def _gaps(labelling: Labelling, schema: Schema, where: str) -> Iterator[AnnotatorError]:
    """Values that are required and missing: each attribute once, however many spans lack it."""
    for label in schema.labels:
        for attribute in label.attributes:
            lacking = [
                spot(where, at, span.id)
                for at, span in enumerate(labelling.spans)
                if span.label == label.name and span.value(attribute.name) is None
            ]
            if attribute.required and lacking:
                more = f" (and {len(lacking) - 1} more)" if len(lacking) > 1 else ""
                what = f"{label.name}.{attribute.name} has no value{more}"
                yield SpanError(what, lacking[0], "give it one")
