"""What led from one moment of a sitting to a later one, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from annotator.labels.edits import (
    Add,
    Convene,
    Decide,
    Edit,
    Reanchor,
    Remove,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import Adjudication, Decision, Labelling
from annotator.session.state import Session

Step = Edit | Literal["undo", "redo"]


def steps(before: Session, after: Session) -> tuple[Step, ...] | None:
    """The steps by which `walk` leads from one session to the other, None where none do.

    What was saved does not count, only what was done and can be undone.
    """
    shared = _shared(before.done, after.done)
    found: list[Step] = ["undo" for _ in before.done[shared:]]
    undone = (*before.undone, *reversed(before.done[shared:]))
    for edit in after.done[shared:]:
        again = bool(undone) and undone[-1] == edit
        found.append("redo" if again else edit)
        undone = undone[:-1] if again else ()
    there = walk(before, found)
    same = (there.labelling, there.done, there.undone) == (
        after.labelling,
        after.done,
        after.undone,
    )
    return tuple(found) if same else None


def walk(session: Session, taken: Sequence[Step]) -> Session:
    """The session after these steps.

    Raises:
        SpanError: an edit does not fit.
    """
    for step in taken:
        match step:
            case "undo":
                session = session.undo()
            case "redo":
                session = session.redo()
            case _:
                session = session.do(step)
    return session


def between(before: Labelling, after: Labelling) -> Edit | None:
    """The one edit that makes a labelling of another, None where they are equal.

    What no edit changes is taken from `before`: refused suggestions and the note.
    """
    old, new = ({span.id: span for span in one.spans} for one in (before, after))
    gone = tuple(Remove(span) for span in before.spans if new.get(span.id) != span)
    come = tuple(Add(span) for span in after.spans if old.get(span.id) != span)
    edits: tuple[Edit, ...] = (*gone, *come)
    if before.zones != after.zones:
        edits += (Rezone(before.zones, after.zones),)
    if before.anchor != after.anchor:
        edits += (Reanchor(before.anchor, after.anchor),)
    edits += tuple(_adjudicated(before.adjudication, after.adjudication))
    if before.status != after.status:
        edits += (Restate(before.status, after.status),)
    elif edits and after.status == "done":
        # What was done stays done only where the edit says so.
        edits = (Restate("done", "draft"), *edits, Restate("draft", "done"))
    return Together(edits) if edits else None


def _adjudicated(before: Adjudication | None, after: Adjudication | None) -> Iterator[Edit]:
    """The edits that make an adjudication of another."""
    old, new = (one.panel if one else None for one in (before, after))
    were, are = (one.decisions if one else () for one in (before, after))
    names = [[one.annotator for one in panel.sources] for panel in (old, new) if panel]
    if len(names) < 2 or names[0] != names[1]:
        # A decision hangs on the order of those between whom it was made.
        kept: frozenset[Decision] = frozenset()
    else:
        kept = frozenset(were).intersection(are)
    yield from (Decide(one, None) for one in were if one not in kept)
    if old != new:
        yield Convene(old, new)
    yield from (Decide(None, one) for one in are if one not in kept)


def _shared(before: Sequence[Edit], after: Sequence[Edit]) -> int:
    """How many edits the two have in common from the beginning."""
    shared = min(len(before), len(after))
    # Nearly always one is the other and an edit more.
    if before[:shared] == after[:shared]:
        return shared
    return next(at for at in range(shared) if before[at] != after[at])
