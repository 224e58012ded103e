"""What more than half of the sources say, taken without a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.session.adjudicating import Hearing, asked, hearings, letter, pronounced, verdict_on
from annotator.session.bench import Bench
from annotator.session.hearings import OPEN
from annotator.session.state import Session

# Fewer have no majority that is not all of them.
FEWEST = 3
# The note of a decision that no person made.
_NOTE = re.compile("majority [0-9]+ of [0-9]+")


@dataclass(frozen=True, slots=True)
class Voted:
    """A sitting of gold after a vote: how many places it decided, what is left to a person."""

    session: Session
    taken: int
    left: tuple[Hearing, ...]


def voted(session: Session, bench: Bench) -> Voted:
    """Take the reading of more than half of the sources at every place that is open.

    Marking nothing is a reading too. What a person decided, asked again, or marked in gold by
    hand is left to a person, and so is a place without such a reading. The session stands on the
    bench already.
    """
    verdicts = []
    for hearing in asked(hearings(bench, session.labelling)):
        winners = max(hearing.place.groups, key=len)
        if 2 * len(winners) <= len(bench.sources) or _is_a_persons(hearing):
            continue
        note = f"majority {len(winners)} of {len(bench.sources)}"
        verdict = verdict_on(bench, hearing, letter(winners[0]), "slip", note)
        if not isinstance(verdict, str):
            verdicts.append(verdict)
    if verdicts:
        session = pronounced(session, bench, verdicts)
    return Voted(session, len(verdicts), asked(hearings(bench, session.labelling)))


def _is_a_persons(hearing: Hearing) -> bool:
    decision = hearing.decision
    if decision is None:
        return bool(hearing.result) and any(hearing.place.readings)
    return decision.taken == OPEN or not _NOTE.fullmatch(decision.note)
