"""What is decided of each place of an adjudication, and what is still to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from typing import Literal

from annotator.labels.adjudicating import Place, empty_place, unchanged
from annotator.labels.labelling import Decision, Labelling
from annotator.labels.span import Span
from annotator.session.bench import Bench
from annotator.session.seating import Seating, held, seated

State = Literal["agreed", "open", "decided", "changed", "check"]

# A decision that says nothing but that the place is to be asked again.
OPEN = "open"


def letter(source: int) -> str:
    """What a source is called in decisions, by its place among them: "a" for the first."""
    return chr(ord("a") + source)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A place, how far its decision is, and what gold has of it now.

    `state` is "agreed" where all sources say the same and gold has it; "check" where that was
    drawn to be asked all the same; "decided"; "changed" where it was decided and a source says
    something else since, or where gold has what no source marks any longer; else "open".
    `decision` is what was decided last, before the change too. `result` are gold's own spans.
    """

    place: Place
    state: State
    decision: Decision | None
    result: tuple[Span, ...]

    @property
    def asked(self) -> bool:
        """Whether somebody has to decide."""
        return self.state in ("open", "changed", "check")


@dataclass(frozen=True, slots=True)
class Record:
    """Which decision stands for which place, and which were made before something changed.

    `standing` is by the number of the place, `stale` too, oldest place first; `empty` are those
    on places that no source marks, by their bounds.
    """

    standing: Mapping[int, Decision]
    stale: Mapping[int, tuple[Decision, ...]]
    empty: Mapping[tuple[int, int], Decision]

    def last(self, place: int) -> Decision | None:
        """What was decided last on a place."""
        stale = self.stale.get(place, ())
        return self.standing.get(place) or (stale[0] if stale else None)


def hearings(bench: Bench, labelling: Labelling) -> tuple[Hearing, ...]:
    """Every place with its state, by start and end.

    What gold has from a source, and no source marks any longer, is a place too, without readings.
    """
    record = recorded(bench, labelling)
    seating = seated(bench.now, labelling, bench.lineage)
    found = [
        Hearing(
            place,
            _state(bench, seating, record, at),
            record.last(at),
            seating.by_place.get(at, ()),
        )
        for at, place in enumerate(bench.places)
    ]
    found += _left_over(bench, seating, record, labelling)
    return tuple(sorted(found, key=lambda one: (one.place.start, one.place.end)))


def asked(found: Iterable[Hearing]) -> tuple[Hearing, ...]:
    """Those that somebody has to decide."""
    return tuple(one for one in found if one.asked)


def recorded(bench: Bench, labelling: Labelling) -> Record:
    """Which of gold's decisions still stand."""
    decisions = labelling.adjudication.decisions if labelling.adjudication else ()
    standing: dict[int, Decision] = {}
    stale: dict[int, list[Decision]] = {}
    empty: dict[tuple[int, int], Decision] = {}
    for one in decisions:
        if not any(one.sources):
            empty[one.start, one.end] = one
            continue
        related = places_of(bench, one)
        if len(related) == 1 and _stands(bench, one, bench.places[related[0]]):
            standing[related[0]] = one
        else:
            for at in related:
                stale.setdefault(at, []).append(one)
    return Record(standing, {at: tuple(ones) for at, ones in stale.items()}, empty)


def places_of(bench: Bench, decision: Decision) -> tuple[int, ...]:
    """The numbers of the places that a decision is about today, rising.

    Those that have a span of an id that was decided on, or of its label and pieces.
    """
    named = {
        at
        for source, ids in enumerate(decision.sources)
        for one in ids
        if (at := bench.now.by_name.get((source, one))) is not None
    }
    said = {
        at
        for _, span in bench.past(decision)
        if (at := bench.now.by_identity.get(span.identity)) is not None
    }
    return tuple(sorted(named | said))


def _stands(bench: Bench, decision: Decision, place: Place) -> bool:
    """Whether every source still says at a place what it said when that was decided."""
    past = list(bench.past(decision))
    if len(past) != sum(map(len, decision.sources)):
        return False
    return all(
        unchanged(
            [span for at, span in past if at == source],
            bench.known.get((source, version), {}),
            reading,
            bench.known[source, bench.sources[source].version],
        )
        for source, (reading, version) in enumerate(
            # One who came later had not been looked at then.
            zip(place.readings, chain(decision.versions, repeat(0)), strict=False)
        )
    )


def _state(bench: Bench, seating: Seating, record: Record, at: int) -> State:
    decision = record.standing.get(at)
    if decision:
        return "open" if decision.taken == OPEN else "decided"
    agreed = (
        bench.places[at].kind == "agreed" and held(bench.now, seating, at, bench.schema) != "no"
    )
    if agreed and at in record.stale:
        return "agreed"
    if agreed:
        return "check" if at in bench.drawn else "agreed"
    return "changed" if at in record.stale else "open"


def _left_over(
    bench: Bench, seating: Seating, record: Record, labelling: Labelling
) -> Iterator[Hearing]:
    """What gold has from a source and no source marks, and what was decided on such places."""
    strays = {
        bounds: tuple(spans)
        for bounds, spans in groupby(seating.left_over, lambda span: (span.start, span.end))
    }
    for bounds in sorted({*strays, *record.empty}):
        decision = record.empty.get(bounds)
        spans = strays.get(bounds, ())
        if decision and decision.taken != OPEN:
            yield Hearing(_nowhere(bench, bounds), "decided", decision, spans)
        elif spans:
            last = decision or _decided_before(bench, labelling, spans)
            yield Hearing(_nowhere(bench, bounds), "changed", last, spans)


def _nowhere(bench: Bench, bounds: tuple[int, int]) -> Place:
    return empty_place(*bounds, len(bench.sources))


def _decided_before(bench: Bench, labelling: Labelling, spans: tuple[Span, ...]) -> Decision | None:
    """The decision that once put such spans into gold."""
    identities = {span.identity for span in spans}
    decisions = labelling.adjudication.decisions if labelling.adjudication else ()
    for one in decisions:
        if any(span.identity in identities for _, span in bench.past(one)):
            return one
    return None
