"""Two labellings that grew apart from one, made one by the ids of their spans.

A span that the base knows is as the one side left it that changed it; what both changed is merged
by field. Removed on one side, and on the other changed or newly referred to, is a conflict;
otherwise removed is removed, and references to it go too. A span that the base does not know is
new: of equal label and pieces on both sides it is one, with kept's id; otherwise incoming's takes
a fresh id where its own is in use, in order of place, and references follow. Spans that only the
merge put in one place under one label become one in the same way.

The status is done where both are; where one side changed nothing, or the two differ in nothing
else, it is as it was changed; else there is work that nobody called done, and it is a draft. Zones
and refused suggestions come and go one by one; so do decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

from annotator.labels.conflicts import Choice, Choosing, Conflict
from annotator.labels.edits import without_reference
from annotator.labels.labelling import Adjudication, Decision, Labelling, Status
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span
from annotator.labels.span_merging import (
    either,
    merged_span,
    renamed,
    told,
    united_span,
    without,
)

_Spans = Mapping[str, Span]
_NOTHING_CHOSEN: Mapping[str, Choice] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of two labellings.

    `conflicts` are those without a choice; in each of them kept's side stands. `renumbered` pairs
    the ids of incoming's spans with what they are called now, where that is another id. `next_id`
    is the number of the next span that will be marked.
    """

    labelling: Labelling
    conflicts: tuple[Conflict, ...]
    renumbered: tuple[tuple[str, str], ...]
    next_id: int


def merge(  # noqa: PLR0913 - three labellings, and what is known of their ids and values
    base: Labelling,
    kept: Labelling,
    incoming: Labelling,
    *,
    next_id: int,
    choices: Mapping[str, Choice] = _NOTHING_CHOSEN,
    given: AbstractSet[str] = frozenset(),
    schema: Schema | None = None,
) -> Merged:
    """Make two labellings one, span by span and field by field.

    A choice may bring conflicts to light that depended on it, so choose until none are left.

    Args:
        base: what both grew from; an empty labelling where they share nothing.
        kept: the side whose ids stand.
        incoming: the other side.
        next_id: the first number free for a fresh id.
        choices: sides by the keys of conflicts.
        given: ids that kept's side gave before to spans that are gone, not to be given again.
        schema: tells which values a label may carry, so that none is left under another label.
    """
    choosing = Choosing(choices)
    names, following = _names(base, kept, incoming, given, next_id)
    sides = _Sides(
        {span.id: span for span in base.spans},
        {span.id: span for span in kept.spans},
        {one.id: one for one in (renamed(span, names) for span in incoming.spans)},
    )
    apart = _merged_spans(sides, choosing, schema)
    joined = _joined(apart, sides.kept)
    spans = _united(apart, joined, choosing)
    now = {span.id: names.get(span.id, span.id) for span in incoming.spans}
    called = ((was, joined.get(one, one)) for was, one in now.items())
    return Merged(
        replace(_about(base, kept, incoming, choosing), spans=spans),
        tuple(choosing.conflicts),
        tuple((was, one) for was, one in called if was != one),
        following,
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Spans by id; incoming's under the ids that they have in the merge."""

    base: _Spans
    kept: _Spans
    incoming: _Spans

    def ids(self) -> tuple[str, ...]:
        """Every id that a side still has, in order of place."""
        spans = {**self.incoming, **self.kept}
        return tuple(sorted(spans, key=lambda one: spans[one].order))


def _names(
    base: Labelling, kept: Labelling, incoming: Labelling, given: AbstractSet[str], next_id: int
) -> tuple[dict[str, str], int]:
    """New names for ids of incoming's new spans, and the number that is free after them."""
    known = {span.id for span in base.spans}
    in_use = {span.id for span in kept.spans} | given
    twins = {span.identity: span.id for span in kept.spans if span.id not in known}
    every = known | in_use | {span.id for span in incoming.spans}
    free = max(next_id, *(int(one[1:]) + 1 for one in every)) if every else next_id
    names: dict[str, str] = {}
    for span in incoming.spans:
        if span.id in known:
            continue
        if span.identity in twins:
            names[span.id] = twins[span.identity]
        elif span.id in in_use:
            names[span.id] = f"s{free}"
            free += 1
    return {was: now for was, now in names.items() if was != now}, free


def _merged_spans(sides: _Sides, choosing: Choosing, schema: Schema | None) -> dict[str, Span]:
    """Every span that stays, by id; two of them may still have equal label and pieces."""
    gone = frozenset(_removed(sides, choosing))
    stay = [one for one in sides.ids() if one not in gone]
    base = _freed(sides.base, sides.base.keys() - frozenset(stay))
    kept, incoming = _freed(sides.kept, gone), _freed(sides.incoming, gone)
    spans: dict[str, Span] = {}
    for one in stay:
        if one not in incoming:
            spans[one] = kept[one]
        elif one not in kept:
            spans[one] = incoming[one]
        elif one not in base:
            spans[one] = united_span(one, kept[one], incoming[one], choosing)
        else:
            states = (base[one], kept[one], incoming[one])
            spans[one] = merged_span(one, states, choosing, schema)
    return spans


def _removed(sides: _Sides, choosing: Choosing) -> Iterator[str]:
    """The ids of spans that one side has and the merge has not."""
    kept_has, incoming_has = _Touched(sides.base, sides.kept), _Touched(sides.base, sides.incoming)
    for one in sides.ids():
        if one not in sides.base or (one in sides.kept and one in sides.incoming):
            continue
        if not (kept_has if one in sides.kept else incoming_has).by_hand(one):
            yield one
            continue
        was = sides.base[one]
        what = f"one side removed {told(was)}, the other changed it or refers to it anew"
        if choosing.choose(one, what, was, sides.kept.get(one), sides.incoming.get(one)) is None:
            yield one


class _Touched:
    """What a side did to the spans that it found."""

    def __init__(self, base: _Spans, side: _Spans) -> None:
        self._base = base
        self._side = side
        self._dropped = base.keys() - side.keys()
        found = frozenset(_pointers(base))
        self._pointed_at = {to for at, name, to in _pointers(side) if (at, name, to) not in found}

    def by_hand(self, span_id: str) -> bool:
        """Whether it changed the span, or refers to it where it did not; it must still have it.

        That a reference went with the span it named is no change.
        """
        before = without(self._base[span_id], self._dropped)
        return self._side[span_id] not in (before, self._base[span_id]) or (
            span_id in self._pointed_at
        )


def _pointers(spans: _Spans) -> Iterator[tuple[str, str, str]]:
    """Every reference: the span that holds it, the attribute's name, and the span it names."""
    for span in spans.values():
        for name, value in span.attributes:
            for target in value if isinstance(value, tuple) else ():
                yield span.id, name, target


def _freed(spans: _Spans, gone: AbstractSet[str]) -> _Spans:
    """The spans of a side without references to those of its own that the merge removed."""
    own = spans.keys() & gone
    return {key: without(span, own) for key, span in spans.items()} if own else spans


def _joined(spans: _Spans, kept: _Spans) -> dict[str, str]:
    """The ids of spans that are one with another, each with the other's; kept's ids go first."""
    first: dict[Identity, str] = {}
    joined: dict[str, str] = {}
    for one in sorted(spans, key=lambda one: (one not in kept, int(one[1:]))):
        stays = first.setdefault(spans[one].identity, one)
        if stays != one:
            joined[one] = stays
    return joined


def _united(spans: _Spans, joined: Mapping[str, str], choosing: Choosing) -> tuple[Span, ...]:
    """The spans with those made one that are one, and references following."""
    if not joined:
        return tuple(spans.values())
    there = {key: _followed(span, joined) for key, span in spans.items() if key not in joined}
    for key, stays in joined.items():
        span = _followed(replace(spans[key], id=stays), joined)
        there[stays] = united_span(f"{stays}+{key}", there[stays], span, choosing)
    return tuple(there.values())


def _followed(span: Span, joined: Mapping[str, str]) -> Span:
    """The span with its references under new names; one that would name itself is dropped."""
    now = renamed(span, joined)
    return now if now == span else without_reference(now, now.id)


def _about(base: Labelling, kept: Labelling, incoming: Labelling, choosing: Choosing) -> Labelling:
    """All that is said beside the spans."""
    day = "both changed the day that dates count from"
    said = base.adjudication, kept.adjudication, incoming.adjudication
    return Labelling(
        status=_status(base, kept, incoming),
        anchor=choosing.settle("anchor", day, base.anchor, kept.anchor, incoming.anchor),
        zones=either(base.zones, kept.zones, incoming.zones),
        rejected=either(base.rejected, kept.rejected, incoming.rejected),
        adjudication=_adjudication(*said, choosing),
        note=choosing.settle("note", "both changed the note", base.note, kept.note, incoming.note),
    )


def _status(base: Labelling, kept: Labelling, incoming: Labelling) -> Status:
    """Done only where somebody called done what there is now."""
    if kept.status == incoming.status:
        return kept.status
    if base in (kept, incoming) or replace(kept, status=incoming.status) == incoming:
        return incoming.status if kept.status == base.status else kept.status
    return "draft"


def _adjudication(
    base: Adjudication | None,
    kept: Adjudication | None,
    incoming: Adjudication | None,
    choosing: Choosing,
) -> Adjudication | None:
    """How gold came about, decisions made on one side or the other united.

    Between other annotators, or where a side has none, there is nothing to unite: one is chosen.
    """
    if incoming in (kept, base):
        return kept
    if kept == base:
        return incoming
    if kept is None or incoming is None or _compared(kept) != _compared(incoming):
        what = "the two sides adjudicated between different annotators, or one did not"
        return choosing.choose("adjudication", what, base, kept, incoming)
    start = base or Adjudication(kept.by, ())
    what = "both changed which versions were adjudicated"
    return Adjudication(
        by=choosing.settle(
            "adjudication.by",
            "the two sides name another adjudicator",
            start.by,
            kept.by,
            incoming.by,
        ),
        sources=choosing.settle(
            "adjudication.sources", what, start.sources, kept.sources, incoming.sources
        ),
        decisions=tuple(_decisions(start, kept, incoming, choosing)),
    )


def _compared(adjudication: Adjudication) -> tuple[str, ...]:
    return tuple(source.annotator for source in adjudication.sources)


def _decisions(
    base: Adjudication, kept: Adjudication, incoming: Adjudication, choosing: Choosing
) -> Iterator[Decision]:
    """Each decision on one difference once, in order of place."""
    before, ours, theirs = (
        {(one.start, one.end, one.sources): one for one in side.decisions}
        for side in (base, kept, incoming)
    )
    for place in sorted({*ours, *theirs}):
        start, end, sources = place
        whose = "/".join("+".join(ids) for ids in sources)
        decided = choosing.settle(
            f"decision:{start}..{end}:{whose}",
            f"both decided on {start}..{end}, each in their own way",
            before.get(place),
            ours.get(place),
            theirs.get(place),
        )
        if decided is not None:
            yield decided
