"""What can be done to a labelling, as values that know their own inverse."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from annotator.errors import SpanError
from annotator.labels.convening import convened, decided
from annotator.labels.labelling import Decision, Labelling, Panel, Status, Zone
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
class Rezone:
    """Say anew which parts are not article text."""

    before: tuple[Zone, ...]
    after: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Reanchor:
    """Count relative dates from another day."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Convene:
    """Adjudicate between other versions, or by somebody else; None where nobody is."""

    before: Panel | None
    after: Panel | None


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide on one difference, otherwise than before or no longer; None where it is open."""

    before: Decision | None
    after: Decision | None


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits, in order, done and undone as one."""

    edits: tuple[Edit, ...]


Edit = Add | Remove | Replace | Restate | Rezone | Reanchor | Convene | Decide | Together


def apply(labelling: Labelling, edit: Edit) -> Labelling:  # noqa: C901, PLR0911 - one for each kind of edit
    """Return the labelling after one edit; the argument is left as it was.

    Raises:
        SpanError: the edit does not fit: an equal span or its id is already there, or the span
            or decision to take away is not. Then nothing is changed, also by half of a
            `Together`.
    """
    match edit:
        case Add(span):
            return labelling.plus(span)
        case Remove(span):
            return labelling.minus(span)
        case Replace(before, after):
            return labelling if before == after else labelling.minus(before).plus(after)
        case Restate(before, after):
            _expect("status", labelling.status, before)
            return replace(labelling, status=after)
        case Rezone(before, after):
            _expect("zones", labelling.zones, before)
            return replace(labelling, zones=after)
        case Reanchor(before, after):
            _expect("anchor", labelling.anchor, before)
            return replace(labelling, anchor=after)
        case Convene(before, after):
            there = labelling.adjudication
            _expect("adjudication", there and there.panel, before)
            return replace(labelling, adjudication=convened(there, after))
        case Decide(before, after):
            changed = decided(labelling.adjudication, before, after)
            return replace(labelling, adjudication=changed)
        case Together(edits):
            for part in edits:
                labelling = apply(labelling, part)
            return labelling


def inverse(edit: Edit) -> Edit:  # noqa: PLR0911 - one for each kind of edit
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
        case Rezone(before, after):
            return Rezone(after, before)
        case Reanchor(before, after):
            return Reanchor(after, before)
        case Convene(before, after):
            return Convene(after, before)
        case Decide(before, after):
            return Decide(after, before)
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
        case Remove() | Restate() | Rezone() | Reanchor() | Convene() | Decide():
            return


def removal(labelling: Labelling, span: Span) -> Edit:
    """The edit that unmarks a span and drops the references that other spans hold to it."""
    replaced = tuple(
        Replace(other, freed)
        for other in labelling.spans
        if other.id != span.id and (freed := without_reference(other, span.id)) != other
    )
    return Together((*replaced, Remove(span))) if replaced else Remove(span)


def without_reference(span: Span, span_id: str, names: Container[str] | None = None) -> Span:
    """The span with no reference to that id, or with none under these names of attributes.

    A list that this empties is dropped with its name.
    """
    kept: list[tuple[str, Value]] = []
    for name, value in span.attributes:
        concerned = names is None or name in names
        if concerned and isinstance(value, tuple) and span_id in value:
            left = tuple(one for one in value if one != span_id)
            if left:
                kept.append((name, left))
        else:
            kept.append((name, value))
    return span if tuple(kept) == span.attributes else replace(span, attributes=tuple(kept))


def _expect(name: str, found: object, before: object) -> None:
    """Refuse an edit of something that has changed since the edit was made."""
    if found != before:
        raise SpanError(
            what=f"the labelling's {name} is {found}, not {before}",
            where=f"the labelling's {name}",
            fix="nothing is to be done",
        )
