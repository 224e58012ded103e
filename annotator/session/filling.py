"""What has to be changed in gold for it to have what was taken, references and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.labels.adjudicating import Mark
from annotator.labels.edits import Add, Edit, Remove
from annotator.labels.labelling import Labelling
from annotator.labels.pairing import paired
from annotator.labels.schema import Schema
from annotator.labels.span import Span, Value
from annotator.session.bench import Bench
from annotator.session.hearings import OPEN, Record, letter, recorded
from annotator.session.seating import Seating, as_gold, seated, translated
from annotator.session.state import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """What gold has of one place, and what it is to have: spans, each with its source's place."""

    there: tuple[Span, ...]
    marks: tuple[Mark, ...]


class _Role(NamedTuple):
    """A span of gold that is a source's."""

    id: str
    source: int
    span: Span


def filled(
    session: Session, bench: Bench, wanted: Sequence[Wanted], gone: Sequence[Span]
) -> Iterator[Edit]:
    """The edits by which gold has what is wanted and no longer what is gone.

    A span that stands for another reading of its place keeps its id, so that what names it
    still does. Spans that were taken before get the references that now have a target, unless
    a person changed those by hand; no reference is left to what is gone.
    """
    before = {span.id: span for span in session.spans}
    roles, left = _cast(session, wanted)
    removed = {span.id for span in (*gone, *left)}
    marked = {one.id: _marked(one, before) for one in roles}
    after = {one: span for one, span in before.items() if one not in removed} | marked
    seatings = (
        seated(bench.now, session.labelling, bench.lineage),
        seated(bench.now, Labelling(tuple(after.values())), bench.lineage),
    )
    record = recorded(bench, session.labelling)
    for one in _links(bench, seatings[0], record):
        if one.id in after and one.id not in marked:
            after[one.id] = _completed(bench, seatings, after[one.id], one)
    for role in roles:
        attributes = translated(bench.now, seatings[1], bench.schema, *role[1:], role.id)
        after[role.id] = replace(after[role.id], attributes=attributes)
    touched = removed.union(marked)
    for span_id, span in after.items():
        after[span_id] = _freed(span, after, touched, bench.schema)
    yield from (Remove(span) for one, span in before.items() if after.get(one) != span)
    yield from (Add(span) for one, span in after.items() if before.get(one) != span)


def _cast(session: Session, wanted: Sequence[Wanted]) -> tuple[list[_Role], list[Span]]:
    """Which of gold's spans is to be which of a source's, new ones too; and those that are none."""
    roles: list[_Role] = []
    left: list[Span] = []
    number = session.next_id
    for one in wanted:
        sources = {span.identity: source for source, span in one.marks}
        pairs = paired(one.there, [span for _, span in one.marks])
        held = {mark.identity: gold.id for gold, mark in pairs}
        kept = {gold.id for gold, _ in pairs}
        left += [span for span in one.there if span.id not in kept]
        for _, span in one.marks:
            span_id = held.get(span.identity)
            if span_id is None:
                span_id, number = f"s{number}", number + 1
            roles.append(_Role(span_id, sources[span.identity], span))
    return roles, left


def _marked(role: _Role, before: Mapping[str, Span]) -> Span:
    """The span as it will be but for its references; what was said of it in gold is kept."""
    span = as_gold(role.span, role.id, ())
    old = before.get(role.id)
    if old is None:
        return span
    same = old.identity == span.identity
    return replace(span, comment=old.comment, origin=old.origin if same else span.origin)


def _links(bench: Bench, seating: Seating, record: Record) -> Iterator[_Role]:
    """Which of gold's spans were taken from which source's, by what was decided."""
    for at, spans in seating.by_place.items():
        place, decision = bench.places[at], record.standing.get(at)
        taken = decision.taken if decision else OPEN
        sources: Sequence[int] = ()
        if taken == "agreed" or (taken == OPEN and place.kind == "agreed"):
            sources = (0,)
        elif taken == "both":
            sources = range(len(place.readings))
        elif decision:
            sources = [one for one in range(len(place.readings)) if letter(one) == taken]
        theirs = {
            span.identity: (source, span)
            for source in reversed(sources)
            for span in place.readings[source]
        }
        for span in spans:
            if span.identity in theirs:
                yield _Role(span.id, *theirs[span.identity])


def _completed(bench: Bench, seatings: tuple[Seating, Seating], gold: Span, role: _Role) -> Span:
    """A span with the references that its source's has, where they were so before, too."""
    if not any(isinstance(value, tuple) for _, value in role.span.attributes):
        return gold
    was, now = (
        dict(translated(bench.now, one, bench.schema, *role[1:], role.id)) for one in seatings
    )
    values: dict[str, Value] = dict(gold.attributes)
    for name, value in role.span.attributes:
        if isinstance(value, tuple) and values.get(name) == was.get(name):
            if name in now:
                values[name] = now[name]
            else:
                values.pop(name, None)
    attributes = tuple(sorted(values.items(), key=lambda one: one[0]))
    return gold if attributes == gold.attributes else replace(gold, attributes=attributes)


def _freed(
    span: Span, after: Mapping[str, Span], touched: AbstractSet[str], schema: Schema
) -> Span:
    """The span without references to what is gone, or has a label now that they do not take."""
    label = schema.label(span.label)
    kept: list[tuple[str, Value]] = []
    for name, value in span.attributes:
        if not isinstance(value, tuple) or touched.isdisjoint(value):
            kept.append((name, value))
            continue
        attribute = label.attribute(name) if label else None
        wished = attribute.label if attribute else None
        left = tuple(
            one
            for one in value
            if one not in touched
            or (one in after and wished in (None, after[one].label) and one != span.id)
        )
        if left:
            kept.append((name, left))
    return span if tuple(kept) == span.attributes else replace(span, attributes=tuple(kept))
