"""What the annotator's keys do to a session: tag, relabel, delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.labels.edits import Add, Replace, Together, removal, without_reference
from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span, mark
from annotator.labels.values import value_fault
from annotator.session.outcome import Outcome, quoted
from annotator.session.state import Session
from annotator.session.valuing import CHECK_DATE, dates_of
from annotator.text.words import word_at


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
    said = f"tagged {label.name}{_overlap(session, span, label)}"
    return Outcome(session.do(Add(span)), span, said)


def _relabel(session: Session, current: Span, label: Label) -> Outcome:
    """Change the label; what the new one cannot hold goes, and so does what no longer names it."""
    if current.label == label.name:
        return Outcome(session, current, f"already {label.name}")
    kept = tuple(
        (name, value)
        for name, value in current.attributes
        if (attribute := label.attribute(name)) and value_fault(attribute, value) is None
    )
    flags = current.flags if dates_of(label) else _unchecked(current.flags)
    after = replace(current, label=label.name, attributes=kept, flags=flags)
    if session.labelling.equal_to(after) is not None:
        return Outcome(session, current, f"already tagged {label.name}")
    freed = tuple(_freed(session, after))
    changed = session.do(
        Together((*freed, Replace(current, after))) if freed else Replace(current, after)
    )
    lost = [name for name, value in current.attributes if (name, value) not in kept]
    said = [f"{current.label} is now {label.name}{_overlap(session, after, label)}"]
    if lost:
        said.append(f"dropped {', '.join(lost)}")
    said += [f"{edit.before.label} {quoted(edit.before.text)} no longer names it" for edit in freed]
    return Outcome(changed, after, "; ".join(said))


def _unchecked(flags: tuple[str, ...]) -> tuple[str, ...]:
    """The flags without that of a date to check."""
    return tuple(flag for flag in flags if flag != CHECK_DATE)


def _freed(session: Session, after: Span) -> Iterator[Replace]:
    """What other spans are without naming a span whose label is no longer the one they want."""
    for other in session.spans:
        label = session.schema.label(other.label)
        if label is None or other.id == after.id:
            continue
        names = {one.name for one in label.attributes if one.label not in (None, after.label)}
        freed = without_reference(other, after.id, names)
        if freed != other:
            yield Replace(other, freed)


def _overlap(session: Session, span: Span, label: Label) -> str:
    """A word of warning where a span overlaps another of its label that may not nest."""
    if label.nests:
        return ""
    others = (
        one
        for one in session.spans
        if one.label == label.name and one.id != span.id and one.overlaps(span)
    )
    other = next(others, None)
    return f" (overlaps the {label.name} {quoted(other.text)})" if other else ""
