"""What an adjudicator's keys do to gold: take a reading, say why, ask again.

All of it is edits of a sitting, so that it is undone, kept and saved as everything else. Where a
source's span names another, gold's span names gold's span for it, as soon as there is one: each
decision completes what was taken before it, and what a person changed by hand stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.labels.adjudicating import Mark, Place
from annotator.labels.edits import Convene, Decide, Edit, Together
from annotator.labels.labelling import Decision, Labelling, Reason
from annotator.labels.span import Identity, Span
from annotator.session.bench import Bench, bench
from annotator.session.convening import convened
from annotator.session.filling import Wanted, filled
from annotator.session.hearings import (
    OPEN,
    Hearing,
    State,
    asked,
    hearings,
    letter,
    places_of,
    recorded,
)
from annotator.session.outcome import Outcome, quoted
from annotator.session.state import Session

__all__ = [
    "Bench",
    "Hearing",
    "State",
    "Taken",
    "Verdict",
    "annotate_decision",
    "asked",
    "bench",
    "convened",
    "hearings",
    "letter",
    "pronounced",
    "reopen",
    "take",
    "verdict_on",
]

# "a", "b", … name a source by its place; the rest are words.
Taken = str
_WORDS: Mapping[Taken, str] = {
    "both": "took all of them",
    "neither": "took neither: nothing is marked here",
    "agreed": "took what all have",
    "new": "took what is marked here now",
}


def take(  # noqa: PLR0913 - what is decided, and why
    session: Session,
    bench: Bench,
    hearing: Hearing,
    taken: Taken,
    *,
    reason: Reason = "slip",
    note: str = "",
) -> Outcome:
    """Decide on a place, in one edit: what gold has there becomes what is taken.

    Args:
        session: a sitting of gold.
        bench: what is adjudicated.
        hearing: the place, as `hearings` gives it for the session as it stands.
        taken: a source by its letter, in the order of the sources; "both" for every reading;
            "neither"; "agreed" for what all sources have; "new" for what gold has there now.
        reason: why the sources differ.
        note: a word on it, for the guideline.

    Returns:
        The session, the first span that gold has there now, and a word for the person; the same
        session where that cannot be taken.
    """
    current, hearing = _up_to_date(session, bench, hearing)
    verdict = verdict_on(bench, hearing, taken, reason, note)
    if isinstance(verdict, str):
        return Outcome(session, None, verdict, hearing.place.start)
    after = pronounced(current, bench, [verdict])
    spans = _taken(after, verdict)
    return Outcome(after, spans[0] if spans else None, _said(taken, spans), hearing.place.start)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on a place, and what gold is to have of it; None for what it has."""

    hearing: Hearing
    decision: Decision
    marks: tuple[Mark, ...] | None


def verdict_on(
    bench: Bench, hearing: Hearing, taken: Taken, reason: Reason, note: str
) -> Verdict | str:
    """What taking something on a place comes to, or why it cannot be taken."""
    marks = _marks(bench, hearing, taken)
    if isinstance(marks, str):
        return marks
    place, versions = hearing.place, tuple(one.version for one in bench.sources)
    decision = Decision(place.start, place.end, place.ids, taken, reason, note.strip(), versions)
    return Verdict(hearing, decision, marks)


def pronounced(session: Session, bench: Bench, verdicts: Sequence[Verdict]) -> Session:
    """The session with such decisions, made in one edit; it stands on the bench already."""
    wanted = [Wanted(one.hearing.result, one.marks) for one in verdicts if one.marks is not None]
    edits = (
        *filled(session, bench, wanted, ()),
        *_by(bench, session.labelling),
        *_decides(bench, session.labelling, verdicts),
    )
    return session.do(Together(edits))


def annotate_decision(
    session: Session,
    bench: Bench,
    hearing: Hearing,
    *,
    reason: Reason | None = None,
    note: str | None = None,
) -> Outcome:
    """Say otherwise why it was decided so; None leaves the reason or the note as it is."""
    decision = hearing.decision
    if decision is None or decision.taken == OPEN:
        return Outcome(session, None, "nothing is decided here yet")
    after = replace(
        decision,
        reason=reason or decision.reason,
        note=decision.note if note is None else note.strip(),
    )
    edits = (*_by(bench, session.labelling), Decide(decision, after))
    said = f"because of {_WHY[after.reason]}" if reason else "noted" if after.note else "no note"
    if after == decision:
        return Outcome(session, None, said, decision.start)
    return Outcome(session.do(Together(edits)), None, said, decision.start)


_WHY: Mapping[Reason, str] = {
    "slip": "a slip",
    "guideline": "the guideline",
    "ambiguous": "an ambiguous text",
}


def reopen(session: Session, bench: Bench, hearing: Hearing) -> Outcome:
    """Ask again: the decision goes, what gold has stays."""
    if hearing.asked:
        return Outcome(session, None, "it is open already", hearing.place.start)
    place, before = hearing.place, hearing.decision
    if before and place.kind != "agreed" and any(place.readings):
        edits = (*_by(bench, session.labelling), Decide(before, None))
        after = session.do(Together(edits))
    else:
        # Without a record nothing would tell it from what nobody has to be asked about.
        versions = tuple(one.version for one in bench.sources)
        record = Decision(place.start, place.end, place.ids, OPEN, "slip", "", versions)
        after = pronounced(session, bench, [Verdict(hearing, record, None)])
    return Outcome(after, None, "open again", place.start)


def _up_to_date(session: Session, bench: Bench, hearing: Hearing) -> tuple[Session, Hearing]:
    """The session brought after the bench, and the hearing as it is then."""
    after = convened(session, bench).session
    if after is session:
        return session, hearing
    found = hearings(bench, after.labelling)
    return after, next((one for one in found if one.place == hearing.place), hearing)


def _marks(  # noqa: PLR0911 - one for each thing to take
    bench: Bench, hearing: Hearing, taken: Taken
) -> tuple[Mark, ...] | str | None:
    """What gold is to have, each span with its source; None for what it has; or why not."""
    place = hearing.place
    by_letter = {letter(at): at for at in range(len(bench.sources))}
    match taken:
        case "new":
            return None
        case "neither":
            return ()
        case "both":
            return _all_marks(place)
        case "agreed" if place.kind == "agreed":
            return tuple((0, span) for span in place.readings[0])
        case "agreed":
            return "they do not agree here: take one of them"
        case _ if taken in by_letter:
            at = by_letter[taken]
            return tuple((at, span) for span in place.readings[at])
        case _:
            return f"there is no {taken} here"


def _all_marks(place: Place) -> tuple[Mark, ...] | str:
    """Every span that any source marks, once; or why they cannot all stand."""
    found: dict[Identity, Mark] = {}
    for group in place.groups:
        for span in place.readings[group[0]]:
            if span.identity in found:
                return "they are one span with different values: take one, then change it"
            found[span.identity] = (group[0], span)
    return tuple(found.values())


def _by(bench: Bench, labelling: Labelling) -> Iterator[Edit]:
    """Say who decides now, where that was somebody else."""
    there = labelling.adjudication
    if there and there.by != bench.by:
        yield Convene(there.panel, replace(there.panel, by=bench.by))


def _decides(bench: Bench, labelling: Labelling, verdicts: Sequence[Verdict]) -> Iterator[Edit]:
    """Put decisions in the place of those that they replace.

    One that was made before something changed goes as soon as every place it was about is
    decided anew or agreed on.
    """
    there = labelling.adjudication.decisions if labelling.adjudication else ()
    stale = recorded(bench, labelling).stale
    open_still: set[Place] = set()
    if stale:
        open_still.update(one.place for one in asked(hearings(bench, labelling)))
        open_still.difference_update(one.hearing.place for one in verdicts)
    numbers = {place: at for at, place in enumerate(bench.places)}
    gone: set[Decision] = set()
    for one in verdicts:
        before = stale.get(numbers.get(one.hearing.place, -1), ())
        replaced = [
            old
            for old in before
            if not any(bench.places[at] in open_still for at in places_of(bench, old))
        ]
        last = one.hearing.decision
        if last and not places_of(bench, last):
            replaced.append(last)
        replaced += [old for old in there if old.place == one.decision.place]
        different = [old for old in dict.fromkeys(replaced) if old not in gone]
        gone.update(different)
        yield from (Decide(old, None) for old in different[1:])
        yield Decide(different[0] if different else None, one.decision)


def _taken(session: Session, verdict: Verdict) -> tuple[Span, ...]:
    """What gold has of a place after a verdict on it."""
    if verdict.marks is None:
        return verdict.hearing.result
    twins = (session.labelling.equal_to(span) for _, span in verdict.marks)
    return tuple(span for span in twins if span)


def _said(taken: Taken, spans: Sequence[Span]) -> str:
    if taken in _WORDS:
        return _WORDS[taken]
    marked = ", ".join(f"{span.label} {quoted(span.text)}" for span in spans)
    return f"took {marked}" if marked else _WORDS["neither"]
