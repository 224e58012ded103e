"""What the annotator's keys do to a session: tag, relabel, delete."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.errors import SpanError
from annotator.labels.edits import Add, Edit, Remove, Replace, Restate, Together, removal
from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span, mark
from annotator.labels.values import value_fault
from annotator.session.state import Session
from annotator.text.flat import shortened
from annotator.text.words import word_at

_QUOTED = 24


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after a key, the span it was about (if any), and a word for the person."""

    session: Session
    span: Span | None
    said: str


def tag(
    session: Session,
    label: Label,
    *,
    selection: Piece | None,
    current: Span | None,
    offset: int,
) -> Outcome:
    """Give a label: to the selection, else to the current span, else to the word at the caret.

    A selection becomes a new span without the white space at its edges. The current span is
    relabelled: it keeps its id and drops the values that the new label does not have.
    """
    if selection is not None:
        return _tag_piece(session, label, trimmed(session.article.text, selection), "selection")
    if current is not None:
        return _relabel(session, current, label)
    return _tag_piece(session, label, word_at(session.article.text, offset), "word")


def delete(session: Session, current: Span | None) -> Outcome:
    """Delete the current span, and what other spans say of it."""
    if current is None:
        return Outcome(session, None, "no span here to delete")
    after = session.do(removal(session.labelling, current))
    return Outcome(after, None, f"deleted {current.label}")


def undo(session: Session) -> Outcome:
    """Take the last edit back, and say which it was."""
    if not session.done:
        return Outcome(session, None, "nothing to undo")
    return Outcome(session.undo(), None, f"undone: {_told(session.done[-1])}")


def redo(session: Session) -> Outcome:
    """Make the last undone edit again, and say which it was."""
    if not session.undone:
        return Outcome(session, None, "nothing to redo")
    return Outcome(session.redo(), None, f"again: {_told(session.undone[-1])}")


def _told(edit: Edit) -> str:
    """An edit in a few words, for who takes it back."""
    match edit:
        case Add(span):
            return f"tagging {span.label} {_quoted(span)}"
        case Remove(span):
            return f"deleting {span.label} {_quoted(span)}"
        case Replace(before, after):
            return f"making {before.label} {_quoted(before)} {after.label}"
        case Restate(_, after):
            return f"calling it {after}"
        case Together(edits):
            return _told(edits[-1])


def _quoted(span: Span) -> str:
    return f"«{shortened(span.text, _QUOTED)}»"


def trimmed(text: str, piece: Piece) -> Piece | None:
    """The piece without white space at its edges; None where nothing else is in it."""
    inside = text[piece[0] : piece[1]]
    start = piece[0] + len(inside) - len(inside.lstrip())
    end = piece[1] - len(inside) + len(inside.rstrip())
    return (start, end) if start < end else None


def _tag_piece(session: Session, label: Label, piece: Piece | None, kind: str) -> Outcome:
    if piece is None:
        said = "only white space is selected" if kind == "selection" else "no word here to tag"
        return Outcome(session, None, f"{said}: nothing was tagged")
    span = mark(session.article.text, session.fresh_id, label.name, (piece,))
    twin = session.labelling.equal_to(span)
    if twin is not None:
        return Outcome(session, twin, f"already tagged {label.name}")
    return Outcome(session.do(Add(span)), span, f"tagged {label.name}")


def _relabel(session: Session, current: Span, label: Label) -> Outcome:
    if current.label == label.name:
        return Outcome(session, current, f"already {label.name}")
    kept = tuple(
        (name, value)
        for name, value in current.attributes
        if (attribute := label.attribute(name)) and value_fault(attribute, value) is None
    )
    after = replace(current, label=label.name, attributes=kept)
    try:
        changed = session.do(Replace(current, after))
    except SpanError:
        return Outcome(session, current, f"already tagged {label.name}")
    lost = [name for name, value in current.attributes if (name, value) not in kept]
    said = f"{current.label} is now {label.name}"
    return Outcome(changed, after, f"{said}; dropped {', '.join(lost)}" if lost else said)
