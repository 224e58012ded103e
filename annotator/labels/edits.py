"""What can be done to a labelling, as values that know their own inverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.errors import SpanError
from annotator.labels.labelling import Labelling, Status
from annotator.labels.span import Span, Value


@dataclass(frozen=True, slots=True)
class Add:
    """Mark a span."""

    span: Span


@dataclass(frozen=True, slots=True)
class Remove:
    """Unmark a span."""

    span: Span


@dataclass(frozen=True, slots=True)
class Replace:
    """Put one span in another's place: new edges, label, values, flags or comment."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Restate:
    """Call the work done, or a draft again."""

    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits, in order, done and undone as one."""

    edits: tuple[Edit, ...]


Edit = Add | Remove | Replace | Restate | Together


def apply(labelling: Labelling, edit: Edit) -> Labelling:
    """Return the labelling after one edit; the argument is left as it was.

    Raises:
        SpanError: the edit does not fit: an equal span or its id is already there, or the span
            to take away is not. Then nothing is changed, also by half of a `Together`.
    """
    match edit:
        case Add(span):
            return labelling.plus(span)
        case Remove(span):
            return labelling.minus(span)
        case Replace(before, after):
            return labelling if before == after else labelling.minus(before).plus(after)
        case Restate(before, after):
            return _restated(labelling, before, after)
        case Together(edits):
            for part in edits:
                labelling = apply(labelling, part)
            return labelling


def inverse(edit: Edit) -> Edit:
    """Return the edit that undoes this one exactly."""
    match edit:
        case Add(span):
            return Remove(span)
        case Remove(span):
            return Add(span)
        case Replace(before, after):
            return Replace(after, before)
        case Restate(before, after):
            return Restate(after, before)
        case Together(edits):
            return Together(tuple(inverse(part) for part in reversed(edits)))


def marked(edit: Edit) -> Iterator[Span]:
    """Every span that the edit puts into the labelling."""
    match edit:
        case Add(span) | Replace(_, span):
            yield span
        case Together(edits):
            for part in edits:
                yield from marked(part)
        case Remove() | Restate():
            return


def removal(labelling: Labelling, span: Span) -> Edit:
    """The edit that unmarks a span and drops the references that other spans hold to it."""
    replaced = tuple(
        Replace(other, freed)
        for other in labelling.spans
        if other.id != span.id and (freed := _without(other, span.id)) != other
    )
    return Together((*replaced, Remove(span))) if replaced else Remove(span)


def _restated(labelling: Labelling, before: Status, after: Status) -> Labelling:
    if labelling.status != before:
        raise SpanError(
            what=f"the labelling is {labelling.status}, not {before}",
            where="the labelling's status",
            fix="nothing is to be done",
        )
    return replace(labelling, status=after)


def _without(span: Span, span_id: str) -> Span:
    """The span with no reference to that id; a list that this empties is dropped with its name."""
    kept: list[tuple[str, Value]] = []
    for name, value in span.attributes:
        if isinstance(value, tuple) and span_id in value:
            left = tuple(one for one in value if one != span_id)
            if left:
                kept.append((name, left))
        else:
            kept.append((name, value))
    return (
        span
        if len(kept) == len(span.attributes) and tuple(kept) == span.attributes
        else (replace(span, attributes=tuple(kept)))
    )
