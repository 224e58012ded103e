"""Gold brought after the versions that are adjudicated, before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.labels.edits import Convene, Edit, Reanchor, Rezone, Together
from annotator.labels.labelling import Labelling, Zone
from annotator.labels.span import Span
from annotator.session.bench import Bench, Ground
from annotator.session.filling import Wanted, filled
from annotator.session.hearings import recorded
from annotator.session.outcome import Outcome
from annotator.session.seating import held, seated
from annotator.session.state import Session


def convened(session: Session, bench: Bench) -> Outcome:
    """Bring gold after the versions on the bench, in one edit; nothing where it is there already.

    What all sources agree on is taken at once: where gold has nothing of it and nobody decided
    on it, or had exactly what all agreed on before. What all had marked and nobody marks any
    longer goes in the same way. In a gold that has spans and was never adjudicated nothing is
    taken. Zones and the day of relative dates follow where gold had those that all had.
    """
    labelling = session.labelling
    there = labelling.adjudication
    if there and there.sources == bench.sources:
        return Outcome(session, None, "")
    taken, gone = dict(_agreed(bench, labelling)), tuple(_gone(bench, labelling))
    wanted = tuple(taken.values())
    edits: list[Edit] = [*filled(session, bench, wanted, gone)]
    zones, anchor = _zones(bench, labelling), _anchor(bench, labelling)
    if zones != labelling.zones:
        edits.append(Rezone(labelling.zones, zones))
    if anchor != labelling.anchor:
        edits.append(Reanchor(labelling.anchor, anchor))
    edits.append(Convene(there.panel if there else None, bench.panel))
    # Of what chance drew to be asked it must not be told that all agree on it.
    agreed = len(taken.keys() - bench.drawn)
    told = [f"all agree on {agreed}: taken at once"] if agreed else []
    told += [f"nobody marks {len(gone)} any longer: no longer in gold"] if gone else []
    return Outcome(session.do(Together(tuple(edits))), None, "; ".join(told))


def _agreed(bench: Bench, labelling: Labelling) -> Iterator[tuple[int, Wanted]]:
    """What all agree on and gold is to have as long as nobody decided otherwise, by its place."""
    fresh = labelling.adjudication is None
    if (fresh and labelling.spans) or not (fresh or bench.before):
        return
    record = recorded(bench, labelling)
    seating = seated(bench.now, labelling, bench.lineage)
    for at, place in enumerate(bench.places):
        if place.kind != "agreed" or at in record.standing or at in record.stale:
            continue
        there = seating.by_place.get(at, ())
        if held(bench.now, seating, at, bench.schema) == "all":
            continue
        was = None if fresh or not bench.before else _agreed_before(bench, bench.before, at)
        if was is None:
            free = not there
        else:
            free = bool(there) and _had_all(bench, labelling, was) == there
        if free:
            yield at, Wanted(there, tuple((0, span) for span in place.readings[0]))


def _agreed_before(bench: Bench, before: Ground, at: int) -> int | None:
    """The place that all agreed on before and that became this one; None where there was none.

    -1 where there were several.
    """
    found = {
        old
        for source, reading in enumerate(bench.places[at].readings)
        for span in reading
        for old in (before.by_name.get((source, span.id)), before.by_identity.get(span.identity))
        if old is not None and before.places[old].kind == "agreed"
    }
    return None if not found else found.pop() if len(found) == 1 else -1


def _had_all(bench: Bench, labelling: Labelling, old: int) -> tuple[Span, ...]:
    """Gold's spans of a place that all agreed on before, if it has exactly what they had."""
    if bench.before is None or old < 0:
        return ()
    seating = seated(bench.before, labelling, {})
    if held(bench.before, seating, old, bench.schema) != "all":
        return ()
    return seating.by_place[old]


def _gone(bench: Bench, labelling: Labelling) -> Iterator[Span]:
    """What gold has because all had marked it, and nobody marks any longer."""
    if bench.before is None or labelling.adjudication is None:
        return
    decided = {
        span.identity for one in labelling.adjudication.decisions for _, span in bench.past(one)
    }
    for old, place in enumerate(bench.before.places):
        marks = [(at, span) for at, reading in enumerate(place.readings) for span in reading]
        still = any(
            (at, span.id) in bench.now.by_name or span.identity in bench.now.by_identity
            for at, span in marks
        )
        if place.kind == "agreed" and not still and marks[0][1].identity not in decided:
            yield from _had_all(bench, labelling, old)


def _zones(bench: Bench, labelling: Labelling) -> tuple[Zone, ...]:
    """Gold's zones, after those that all sources have.

    They are the same where they run from the same character to the same; why is the first's. What
    only some call no article text is left to the adjudicator.
    """
    now = _common_zones(bench.now)
    was = _common_zones(bench.before) if labelling.adjudication and bench.before else {}
    kept = {(one.start, one.end): one for one in labelling.zones}
    for bounds in was:
        if bounds not in now:
            kept.pop(bounds, None)
    for bounds, zone in now.items():
        if bounds not in was:
            kept.setdefault(bounds, zone)
    return tuple(sorted(kept.values()))


def _common_zones(ground: Ground) -> dict[tuple[int, int], Zone]:
    each = [{(one.start, one.end): one for one in said.zones} for said in ground.labellings]
    return {bounds: zone for bounds, zone in each[0].items() if all(bounds in one for one in each)}


def _anchor(bench: Bench, labelling: Labelling) -> str | None:
    """The day of relative dates: that of all sources, where gold has not got one of its own."""
    days = {said.anchor for said in bench.labellings}
    before = {said.anchor for said in bench.before.labellings} if bench.before else set()
    own = labelling.adjudication is not None and labelling.anchor not in before
    return labelling.anchor if own or len(days) > 1 else days.pop()
