"""The edges of a span while they are being moved; the span itself changes when they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.labels.span import Piece, Span, quoted
from annotator.session.caret import stop_after, stop_before
from annotator.session.outcome import Outcome
from annotator.session.pieces import reshaped
from annotator.session.state import Session
from annotator.session.tagging import trimmed
from annotator.text.layout import Layout
from annotator.text.words import next_word_start, previous_word_start, word_at

_STEPS = {"left": 1, "right": -1, "word_left": 1, "word_right": -1}


@dataclass(frozen=True, slots=True)
class Edges:
    """A span's pieces as they are being moved, and which edge moves.

    `at` counts edges in reading order: 0 is the start of the first piece, 1 its end, and so on.
    """

    span: Span
    pieces: tuple[Piece, ...]
    at: int

    @property
    def offset(self) -> int:
        """Where the edge stands that moves."""
        return self.pieces[self.at // 2][self.at % 2]

    @property
    def told(self) -> str:
        """Which edge moves, for the person who moves it."""
        side = "end" if self.at % 2 else "start"
        of = f" of piece {self.at // 2 + 1}" if len(self.pieces) > 1 else ""
        return f"{side}{of}"

    def swapped(self) -> Edges:
        """Move the next edge from now on; after the last comes the first."""
        return replace(self, at=(self.at + 1) % (2 * len(self.pieces)))

    def moved(self, layout: Layout, command: str) -> Edges:
        """The edge moved by a stop or a word; where it cannot go, as it was.

        Left goes on reading in a paragraph that runs right to left, and back in one that runs
        left to right: an edge is a place in the text, and so it never leaps inside a row of
        mixed directions.
        """
        step = _STEPS.get(command)
        if step is None:
            return self
        onward = step if layout.line(layout.row_of(self.offset)).base else -step
        if command.startswith("word"):
            return self.to(_word_edge(layout.text, self.offset, onward, end=bool(self.at % 2)))
        beside = stop_after if onward > 0 else stop_before
        return self.to(beside(layout, self.offset))

    def pointed(self, layout: Layout, offset: int) -> Edges:
        """The edge moved so that the unit at an offset is the outermost one inside."""
        start, end = layout.unit_at(offset)
        return self.to(end if self.at % 2 else start)

    def to(self, offset: int) -> Edges:
        """The edge at an offset; as it was where that would empty a piece or touch another."""
        which = self.at // 2
        start, end = self.pieces[which]
        start, end = (start, offset) if self.at % 2 else (offset, end)
        before = self.pieces[which - 1][1] if which else -1
        after = self.pieces[which + 1][0] if which + 1 < len(self.pieces) else None
        if not before < start < end or (after is not None and end >= after):
            return self
        pieces = (*self.pieces[:which], (start, end), *self.pieces[which + 1 :])
        return replace(self, pieces=pieces)

    def shown(self, text: str) -> Span:
        """The span as it would be, were the edges kept."""
        return replace(self.span, pieces=self.pieces, text=quoted(text, self.pieces))

    def kept(self, session: Session) -> Outcome:
        """Keep the edges, without white space at them."""
        found = [trimmed(session.article.text, piece) for piece in self.pieces]
        pieces = tuple(piece for piece in found if piece is not None)
        if len(pieces) < len(found):
            return Outcome(session, self.span, "a piece would be white space alone: not kept")
        return reshaped(session, self.span, pieces, f"new edges of {self.span.label}")


def edges_of(span: Span) -> Edges:
    """Begin to move the edges of a span, its end first."""
    return Edges(span, span.pieces, 2 * len(span.pieces) - 1)


def _word_edge(text: str, offset: int, step: int, *, end: bool) -> int:
    """The next start of a word (the next end, for an edge that ends a piece) that way."""
    if not end:
        found = next_word_start(text, offset) if step > 0 else previous_word_start(text, offset)
        return offset if found is None else found
    if step > 0:
        here = word_at(text, offset)
        start = offset if here is not None else next_word_start(text, offset)
    else:
        start = previous_word_start(text, offset)
        if start is not None and _end_of(text, start) >= offset:
            start = previous_word_start(text, start)
    return offset if start is None else _end_of(text, start)


def _end_of(text: str, start: int) -> int:
    word = word_at(text, start)
    return start if word is None else word[1]
