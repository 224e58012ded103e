"""The pieces of a span: one more, one less, its proclitic cut off."""

from __future__ import annotations

from dataclasses import replace

from annotator.labels.edits import Replace
from annotator.labels.span import Piece, Span
from annotator.labels.span import quoted as words_of
from annotator.session.outcome import Outcome, quoted
from annotator.session.state import Session
from annotator.session.tagging import trimmed
from annotator.text.proclitics import next_cut
from annotator.text.words import word_at


def reshaped(session: Session, span: Span, pieces: tuple[Piece, ...], said: str) -> Outcome:
    """Give a span other pieces; where an equal span is there, nothing changes and it is said."""
    if pieces == span.pieces:
        return Outcome(session, span, "the edges are as they were")
    after = replace(span, pieces=pieces, text=words_of(session.article.text, pieces))
    if session.labelling.equal_to(after) is not None:
        return Outcome(session, span, f"already tagged {span.label}")
    return Outcome(session.do(Replace(span, after)), after, said)


def toggle_piece(session: Session, span: Span, selection: Piece | None, offset: int) -> Outcome:
    """Add what is selected, else the word at the caret, to a span as a further piece.

    What touches or overlaps a piece becomes one with it. What lies inside one of several pieces
    takes that piece away.
    """
    text = session.article.text
    found = word_at(text, offset) if selection is None else trimmed(text, selection)
    if found is None:
        return Outcome(session, None, "no word here: no piece was added")
    around = [one for one in span.pieces if one[0] <= found[0] and found[1] <= one[1]]
    if around and len(span.pieces) == 1:
        return Outcome(session, None, "this is part of the span already")
    if around:
        left = tuple(one for one in span.pieces if one not in around)
        return reshaped(session, span, left, f"took a piece away from {span.label}")
    said = f"added {quoted(text[slice(*found)])} to {span.label}"
    return reshaped(session, span, united((*span.pieces, found)), said)


def united(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces in order, those that overlap or touch made one."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def peel(session: Session, span: Span | None) -> Outcome:
    """Move a span's start past the next proclitic of its first word; past the last, back to all.

    Source: the cut points of `annotator.text.proclitics`.
    """
    if span is None:
        return Outcome(session, None, "no span here to cut a proclitic from")
    text = session.article.text
    first_end = span.pieces[0][1]
    cut = next_cut(text, span.start)
    while cut is not None and cut >= first_end:
        cut = next_cut(text, cut)
    if cut is None or cut == span.start:
        return Outcome(session, span, f"no proclitic begins {quoted(span.text)}")
    pieces = ((cut, first_end), *span.pieces[1:])
    if cut > span.start:
        said = f"cut {quoted(text[span.start : cut])} off"
    else:
        said = f"took {quoted(text[cut : span.start])} in again"
    return reshaped(session, span, pieces, said)
