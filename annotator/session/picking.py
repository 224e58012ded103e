"""What is being picked in the article while a question is open: a quote, a span, a piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.labels.span import Piece, Quote, Span
from annotator.session.outcome import Outcome, quoted
from annotator.session.pieces import toggle_piece
from annotator.session.state import Session
from annotator.session.tagging import trimmed
from annotator.session.valuing import give, toggle_target
from annotator.text.words import word_at


@dataclass(frozen=True, slots=True)
class Picking:
    """A value or a piece that a span is to get from the article.

    `name` is the attribute's; `label` the label of the spans that may be picked.
    """

    kind: Literal["quote", "span", "piece"]
    span_id: str
    name: str = ""
    label: str = ""

    def told(self, span: Span) -> str:
        """What is asked of the person."""
        name = "a piece" if self.kind == "piece" else self.name
        how = f"tab to a {self.label} or tag one" if self.kind == "span" else "select the words"
        return f"{name} of {quoted(span.text)}: {how}; enter takes, esc goes back"

    def names(self, session: Session, target: Span) -> bool:
        """Whether the value names a span already."""
        span = session.labelling.span(self.span_id)
        named = span.value(self.name) if span else None
        return isinstance(named, tuple) and target.id in named

    def taken(
        self, session: Session, *, selection: Piece | None, current: Span | None, offset: int
    ) -> Outcome:
        """Take what the caret is on.

        Where there is nothing to take, the session stays as it was and the outcome is about no
        span.
        """
        span = session.labelling.span(self.span_id)
        if span is None:
            return Outcome(session, None, "the span is no longer there")
        match self.kind:
            case "quote":
                return self._quoted(session, span, selection, offset)
            case "span":
                if current is None:
                    return Outcome(session, None, f"no {self.label} here: go to one with tab")
                return toggle_target(session, span, self.name, current)
            case "piece":
                return toggle_piece(session, span, selection, offset)

    def _quoted(
        self, session: Session, span: Span, selection: Piece | None, offset: int
    ) -> Outcome:
        text = session.article.text
        piece = word_at(text, offset) if selection is None else trimmed(text, selection)
        if piece is None:
            return Outcome(session, None, "no word here: put the caret on one, or select some")
        return give(session, span, self.name, Quote(*piece, text[slice(*piece)]))
