"""What differs between two labellings of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.labels.labelling import Labelling
from annotator.labels.pairing import Pair, paired
from annotator.labels.span import Span, Value

Kind = Literal["added", "removed", "moved", "relabelled", "changed"]

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Difference:
    """One span that is not the same in both; `before` or `after` is None where it is not there.

    `kind` is "relabelled" where labels differ, also of a span that moved as well; "moved" where
    pieces differ; "changed" where only values, flags, comment, text or origin do. `attributes`
    are the names of the values that differ between the two, sorted.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    attributes: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """What differences are sorted by: the place that comes first, then both labels."""
        there = [span for span in (self.before, self.after) if span]
        return tuple(sorted((*span.order[:2], span.pieces, span.label) for span in there))


def differences(before: Labelling, after: Labelling, *, by_id: bool) -> tuple[Difference, ...]:
    """Every span that is not the same in both, by place.

    Args:
        before: one labelling.
        after: the other, on the same text where `by_id` is False.
        by_id: an id is one span, as in two versions of one annotator. Otherwise spans are
            paired by where they lie, a reference is what it points at, and where a span came
            from is no difference.
    """
    if by_id:
        theirs = {span.id: span for span in after.spans}
        pairs: Sequence[Pair] = [
            (span, theirs[span.id]) for span in before.spans if span.id in theirs
        ]
        partners: _Partners | None = None
    else:
        pairs = paired(before.spans, after.spans)
        partners = _partners(before, after, pairs)
    found = [*_alone(before, after, pairs)]
    for one, other in pairs:
        attributes = tuple(_attributes(one, other, partners))
        kind = _kind(one, other, attributes, by_id=by_id)
        if kind:
            found.append(Difference(kind, one, other, attributes))
    return tuple(sorted(found, key=lambda difference: difference.order))


@dataclass(frozen=True, slots=True)
class OtherChange:
    """What differs beside the spans: both its states, or the one that there is, and its place."""

    what: str
    states: tuple[str, ...]
    place: str = ""


def other_changes(before: Labelling, after: Labelling) -> tuple[OtherChange, ...]:
    """What differs beside the spans, each in a few words."""
    return tuple(_other_changes(before, after))


@dataclass(frozen=True, slots=True)
class _Partners:
    """Which id of one side answers to which of the other, and all ids of both."""

    by_id: Mapping[str, str]
    before: frozenset[str]
    after: frozenset[str]

    def agree(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        """Whether two lists of ids point at the same spans; ids of nothing are all alike."""
        if any(one in self.before and one not in self.by_id for one in ours):
            return False
        pointed = {self.by_id.get(one) for one in ours}
        return pointed == {one if one in self.after else None for one in theirs}


def _partners(before: Labelling, after: Labelling, pairs: Sequence[Pair]) -> _Partners:
    return _Partners(
        {one.id: other.id for one, other in pairs},
        frozenset(span.id for span in before.spans),
        frozenset(span.id for span in after.spans),
    )


def _alone(before: Labelling, after: Labelling, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """The spans of one side only."""
    ours, theirs = ({pair[side].id for pair in pairs} for side in (0, 1))
    for span in before.spans:
        if span.id not in ours:
            yield Difference("removed", span, None)
    for span in after.spans:
        if span.id not in theirs:
            yield Difference("added", None, span)


def _kind(one: Span, other: Span, attributes: tuple[str, ...], *, by_id: bool) -> Kind | None:
    """How two spans that answer to each other differ, None where they do not."""
    if one.label != other.label:
        return "relabelled"
    if one.pieces != other.pieces:
        return "moved"
    said = (one.flags, one.comment, one.text) != (other.flags, other.comment, other.text)
    if attributes or said or (by_id and one.origin != other.origin):
        return "changed"
    return None


def _attributes(one: Span, other: Span, partners: _Partners | None) -> Iterator[str]:
    """The names of the values that differ, sorted."""
    for name in sorted({name for name, _ in (*one.attributes, *other.attributes)}):
        if not _agree(one.value(name), other.value(name), partners):
            yield name


def _agree(one: Value | None, other: Value | None, partners: _Partners | None) -> bool:
    if partners and isinstance(one, tuple) and isinstance(other, tuple):
        return partners.agree(one, other)
    return one == other and type(one) is type(other)


def _other_changes(before: Labelling, after: Labelling) -> Iterator[OtherChange]:
    if before.status != after.status:
        yield OtherChange("status", (before.status, after.status))
    if before.anchor != after.anchor:
        anchors = (before.anchor or _NONE, after.anchor or _NONE)
        yield OtherChange("relative dates count from", anchors)
    yield from _zones("zone removed", before, after)
    yield from _zones("zone added", after, before)
    yield from _rejected("no longer refused", before, after)
    yield from _rejected("refused", after, before)
    if before.note != after.note:
        yield OtherChange("note", (before.note or _NONE, after.note or _NONE))
    if before.adjudication != after.adjudication:
        yield OtherChange("the adjudication is another", ("its sources or its decisions",))


def _zones(what: str, here: Labelling, there: Labelling) -> Iterator[OtherChange]:
    """The zones of one side only."""
    for zone in here.zones:
        if zone not in there.zones:
            yield OtherChange(what, (zone.why,) if zone.why else (), f"{zone.start}..{zone.end}")


def _rejected(what: str, here: Labelling, there: Labelling) -> Iterator[OtherChange]:
    """The refused suggestions of one side only."""
    others = frozenset(there.rejected)
    for one in here.rejected:
        if one not in others:
            yield OtherChange(what, (one.label,), f"{one.start}..{one.end}")
