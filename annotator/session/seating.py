"""Which of gold's spans stand for which place, and what a source's span is as one of gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.labels.adjudicating import Place
from annotator.labels.labelling import Labelling
from annotator.labels.pairing import shared
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span, Value
from annotator.session.bench import Ground

ADJUDICATED = "adjudicated"

# How much of a reading gold has: all of it, all but references, or another one.
Held = Literal["all", "less", "no"]


@dataclass(frozen=True, slots=True)
class Seating:
    """Gold's spans by the number of the place for which they stand.

    `left_over` are those that came from a source and stand for no place today. What was marked by
    hand, where no source marks anything, is in neither.
    """

    by_place: Mapping[int, tuple[Span, ...]]
    left_over: tuple[Span, ...] = ()


def seated(ground: Ground, labelling: Labelling, lineage: Mapping[Identity, int]) -> Seating:
    """Find the place of each of gold's spans.

    It is that of a source's span of equal label and pieces, else what such a span became since
    (`lineage`), else one without such a span that is most like it: it has the same label and
    shares a character, or shares half of what both cover.
    """
    of_each: dict[str, int] = {}
    rest: list[Span] = []
    for span in labelling.spans:
        at = ground.by_identity.get(span.identity, lineage.get(span.identity))
        if at is None:
            rest.append(span)
        else:
            of_each[span.id] = at
    if rest:
        empty = sorted(set(range(len(ground.places))).difference(of_each.values()))
        for span in rest:
            at = _most_like(span, [(at, ground.places[at]) for at in empty])
            if at is not None:
                of_each[span.id] = at
    by_place: dict[int, tuple[Span, ...]] = {}
    for span in labelling.spans:
        if span.id in of_each:
            by_place[of_each[span.id]] = (*by_place.get(of_each[span.id], ()), span)
    left_over = (one for one in rest if one.id not in of_each and one.origin == ADJUDICATED)
    return Seating(by_place, tuple(left_over))


def held(ground: Ground, seating: Seating, at: int, schema: Schema) -> Held:
    """How much gold has of what all sources agree on at a place."""
    source, reading = _first_reading(ground.places[at])
    there = {span.identity: span for span in seating.by_place.get(at, ())}
    if {span.identity for span in reading} != there.keys():
        return "no"
    exactly = True
    for span in reading:
        gold = there[span.identity]
        wanted = translated(ground, seating, schema, source, span, gold.id)
        if not _has_at_most(gold, wanted):
            return "no"
        exactly = exactly and gold.attributes == wanted
    return "all" if exactly else "less"


def _first_reading(place: Place) -> tuple[int, tuple[Span, ...]]:
    return next(((at, one) for at, one in enumerate(place.readings) if one), (0, ()))


def _has_at_most(gold: Span, wanted: Sequence[tuple[str, Value]]) -> bool:
    """Whether a span has all that is wanted and no more, but for references it may lack."""
    values = dict(wanted)
    for name, value in gold.attributes:
        target = values.pop(name, None)
        if isinstance(value, tuple) and isinstance(target, tuple):
            if not set(value) <= set(target):
                return False
        elif value != target:
            return False
    return all(isinstance(value, tuple) for value in values.values())


def translated(  # noqa: PLR0913, PLR0917 - whose span, and where it is to stand
    ground: Ground,
    seating: Seating,
    schema: Schema,
    source: int,
    span: Span,
    own_id: str,
) -> tuple[tuple[str, Value], ...]:
    """The values of a source's span as gold's span `own_id` has them, sorted by name.

    A reference points at gold's span for the place that the source's points at. What is not in
    gold, or has a label there that the value does not take, is left out, and a list with nothing
    in it too.
    """
    label = schema.label(span.label)
    kept: list[tuple[str, Value]] = []
    for name, value in span.attributes:
        if not isinstance(value, tuple):
            kept.append((name, value))
            continue
        attribute = label.attribute(name) if label else None
        wished = attribute.label if attribute else None
        found = [_counterpart(ground, seating, source, one) for one in value]
        ids = dict.fromkeys(
            one.id for one in found if one and one.id != own_id and wished in (None, one.label)
        )
        if ids:
            kept.append((name, tuple(ids)))
    return tuple(kept)


def as_gold(span: Span, span_id: str, attributes: Sequence[tuple[str, Value]]) -> Span:
    """A source's span as one of gold; what its annotator remarked on it stays theirs."""
    return replace(
        span, id=span_id, attributes=tuple(attributes), flags=(), comment="", origin=ADJUDICATED
    )


def _counterpart(ground: Ground, seating: Seating, source: int, span_id: str) -> Span | None:
    """Gold's span for that of a source: the same, else the most like it of its place."""
    span = ground.span((source, span_id))
    if span is None:
        return None
    there = seating.by_place.get(ground.by_name[source, span_id], ())
    return max(
        there,
        key=lambda one: (
            one.identity == span.identity,
            one.label == span.label,
            shared(one, span),
            -one.start,
            -one.end,
        ),
        default=None,
    )


def _most_like(span: Span, places: Sequence[tuple[int, Place]]) -> int | None:
    """The place whose readings a span is most like, None where it is like none."""
    best: tuple[bool, int, int] | None = None
    for at, place in places:
        if place.end <= span.start or span.end <= place.start:
            continue
        for reading in place.readings:
            for other in reading:
                common = shared(span, other)
                same = common > 0 and span.label == other.label
                if same or (common and 2 * common >= _length(span) + _length(other) - common):
                    best = max(best or (False, 0, 0), (same, common, -at))
    return -best[2] if best else None


def _length(span: Span) -> int:
    return sum(end - start for start, end in span.pieces)
