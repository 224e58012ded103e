"""Where several annotators' labels of one article stand beside each other, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from annotator.labels.labelling import Labelling
from annotator.labels.pairing import paired
from annotator.labels.span import Identity, Piece, Span

Kind = Literal["agreed", "values", "label", "boundary", "label+boundary", "only"]
# A span by the place of its labelling among the sources and its id there.
Named = tuple[int, str]
# A span with the place of its labelling among the sources.
Mark = tuple[int, Span]
# All spans of a labelling by id.
Spans = Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class Place:
    """Spans that answer to each other, and what each source marked there.

    `start` and `end` are the outer bounds, half-open code points. `readings` holds a tuple of
    spans for each source, in the order of the sources, empty where it marked nothing. `kind` is
    "only" where some marked nothing, else what differs. `groups` are the sources that read it
    alike, each in the order of the sources, those that come first first.
    """

    start: int
    end: int
    readings: tuple[tuple[Span, ...], ...]
    kind: Kind
    groups: tuple[tuple[int, ...], ...]

    @property
    def ids(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the spans, by source."""
        return tuple(tuple(span.id for span in reading) for reading in self.readings)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that was given there, sorted."""
        return tuple(sorted({span.label for reading in self.readings for span in reading}))


def places(labellings: Sequence[Labelling]) -> tuple[Place, ...]:
    """Every place that at least one labelling marks, by start and end; each span is in one.

    Spans are of one place where `paired` pairs them in any two of the labellings, also by way of
    a third. They are alike where label, pieces and values are equal; a reference is what place
    it points at, whatever became of the span there. Flags, comments and origins do not count.
    Which labelling comes first changes nothing but the order of the readings.
    """
    together = sorted(_components(labellings), key=_order)
    numbers = {(at, span.id): number for number, one in enumerate(together) for at, span in one}
    return tuple(_place(marks, len(labellings), numbers) for marks in together)


def empty_place(start: int, end: int, sources: int) -> Place:
    """A place at which none of so many sources marks anything."""
    none: tuple[Span, ...] = ()
    return Place(start, end, (none,) * sources, "only", (tuple(range(sources)),))


def unchanged(before: Sequence[Span], there: Spans, after: Sequence[Span], here: Spans) -> bool:
    """Whether one source's spans of a place say what they said in another version of it.

    `there` and `here` are all spans of the two versions by id. A reference is the same if it
    names the same id or a span of equal label and pieces: a change of its target alone is none.
    """
    now = {span.identity: span for span in after}
    if len(before) != len(after) or {span.identity for span in before} != now.keys():
        return False
    return all(_same_values(span, there, now[span.identity], here) for span in before)


def _same_values(one: Span, there: Spans, other: Span, here: Spans) -> bool:
    if [name for name, _ in one.attributes] != [name for name, _ in other.attributes]:
        return False
    return all(
        was == now
        or (
            isinstance(was, tuple)
            and isinstance(now, tuple)
            and _targets(was, there) == _targets(now, here)
        )
        for (_, was), (_, now) in zip(one.attributes, other.attributes, strict=True)
    )


def _targets(ids: Sequence[str], spans: Spans) -> frozenset[Identity | None]:
    """What a list of references points at."""
    found = (spans.get(one) for one in ids)
    return frozenset(one.identity if one else None for one in found)


def _components(labellings: Sequence[Labelling]) -> Iterator[tuple[Mark, ...]]:
    """Spans that are joined by pairs, by way of others too."""
    leader = {
        (at, span.id): (at, span.id) for at, one in enumerate(labellings) for span in one.spans
    }

    def led(one: Named) -> Named:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in combinations(range(len(labellings)), 2):
        for ours, theirs in paired(labellings[one].spans, labellings[other].spans):
            leader[led((one, ours.id))] = led((other, theirs.id))
    joined: dict[Named, list[Mark]] = {}
    for at, labelling in enumerate(labellings):
        for span in labelling.spans:
            joined.setdefault(led((at, span.id)), []).append((at, span))
    for marks in joined.values():
        yield tuple(marks)


def _order(marks: Sequence[Mark]) -> tuple[int, int, tuple[tuple[tuple[Piece, ...], str], ...]]:
    """What places are sorted by: bounds, then what is marked there, whoever marked it."""
    marked = {(span.pieces, span.label) for _, span in marks}
    return (*_bounds(marks), tuple(sorted(marked)))


def _bounds(marks: Sequence[Mark]) -> tuple[int, int]:
    return min(span.start for _, span in marks), max(span.end for _, span in marks)


def _place(marks: Sequence[Mark], sources: int, numbers: Mapping[Named, int]) -> Place:
    """One place, its spans by source and in their order there."""
    readings = tuple(tuple(span for at, span in marks if at == source) for source in range(sources))
    alike: dict[object, list[int]] = {}
    for source, reading in enumerate(readings):
        key = tuple(_said(source, span, numbers) for span in reading)
        alike.setdefault(key, []).append(source)
    groups = tuple(tuple(group) for group in alike.values())
    return Place(*_bounds(marks), readings, _kind(readings, groups), groups)


def _said(source: int, span: Span, numbers: Mapping[Named, int]) -> tuple[object, ...]:
    """A span without what does not count, its references as numbers of places."""
    values = tuple(
        (
            name,
            frozenset(numbers.get((source, one), -1) for one in value)
            if isinstance(value, tuple)
            else value,
        )
        for name, value in span.attributes
    )
    return (span.pieces, span.label, values)


def _kind(readings: Sequence[Sequence[Span]], groups: Sequence[Sequence[int]]) -> Kind:
    if not all(readings):
        return "only"
    if len(groups) == 1:
        return "agreed"
    labels = len({tuple(sorted(span.label for span in reading)) for reading in readings}) > 1
    pieces = len({tuple(sorted(span.pieces for span in reading)) for reading in readings}) > 1
    if labels and pieces:
        return "label+boundary"
    if labels or pieces:
        return "label" if labels else "boundary"
    return "values"
