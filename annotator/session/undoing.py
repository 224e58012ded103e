"""The way back and forth through what was done, told in words."""

from __future__ import annotations

from annotator.labels.edits import (
    Add,
    Convene,
    Decide,
    Edit,
    Reanchor,
    Remove,
    Replace,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import Decision, Panel
from annotator.labels.span import Span
from annotator.session.outcome import Outcome, quoted
from annotator.session.remarks import UNSURE
from annotator.session.state import Session


def undo(session: Session) -> Outcome:
    """Take the last edit back, and say which it was and where."""
    if not session.done:
        return Outcome(session, None, "nothing to undo")
    edit = session.done[-1]
    return Outcome(session.undo(), None, f"undone: {told(edit)}", _place(edit))


def redo(session: Session) -> Outcome:
    """Make the last undone edit again, and say which it was and where."""
    if not session.undone:
        return Outcome(session, None, "nothing to redo")
    edit = session.undone[-1]
    return Outcome(session.redo(), None, f"again: {told(edit)}", _place(edit))


def told(edit: Edit) -> str:  # noqa: PLR0911 - one for each kind of edit
    """An edit in a few words, for who takes it back."""
    match edit:
        case Add(span):
            return f"tagging {span.label} {quoted(span.text)}"
        case Remove(span):
            return f"deleting {span.label} {quoted(span.text)}"
        case Replace(before, after):
            return f"{_change(before, after)} {before.label} {quoted(before.text)}"
        case Restate(_, after):
            return f"calling it {after}"
        case Rezone(before, after):
            return "marking a zone" if len(after) > len(before) else "changing the zones"
        case Reanchor(_, after):
            return f"counting from {after}" if after else "counting from no day"
        case Convene(_, after):
            return f"adjudicating {_between(after)}"
        case Decide(before, after):
            return _decision(before, after)
        case Together(edits):
            return told(edits[-1])


def _change(before: Span, after: Span) -> str:
    """What a replaced span was replaced for."""
    if before.label != after.label:
        return f"making {after.label} of"
    if before.pieces != after.pieces:
        return "new edges of"
    if before.attributes != after.attributes:
        return "values of"
    if before.comment != after.comment:
        return "comment on"
    return "checking" if (UNSURE in before.flags) == (UNSURE in after.flags) else "unsure about"


def _between(panel: Panel | None) -> str:
    """Which versions are adjudicated."""
    sources = panel.sources if panel else ()
    return ", ".join(f"{one.annotator}@{one.version}" for one in sources) or "nobody"


def _decision(before: Decision | None, after: Decision | None) -> str:
    """What is decided otherwise; never which side, whose names may be hidden."""
    if before and after and (before.place, before.taken) == (after.place, after.taken):
        return f"the reason {after.reason}" if before.reason != after.reason else "the note"
    return "deciding on a difference" if after else "asking again"


def _place(edit: Edit) -> int | None:
    """Where an edit changed something; None where that is nowhere in the text."""
    match edit:
        case Add(span) | Remove(span) | Replace(span, _):
            return span.start
        case Rezone(before, after):
            changed = set(before) ^ set(after)
            return min((zone.start for zone in changed), default=None)
        case Together(edits):
            return _place(edits[-1])
        case Decide(before, after):
            decision = after or before
            return decision.start if decision else None
        case Restate() | Reanchor() | Convene():
            return None
