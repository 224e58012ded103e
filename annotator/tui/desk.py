"""What lies open at one sitting: a session an article, each with its caret and its time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotator.labels.span import Span
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.session.state import Session
from annotator.text.bidi import first_strong

# A longer pause between two keys is not counted as work.
IDLE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """One open article: its session, the version it came from, the caret, the time at work.

    `chosen` is the span that tab went to, or None; `seconds` is the work since the last save.
    """

    session: Session
    version: int
    caret: Caret = AT_START
    chosen: Span | None = None
    seconds: float = 0.0
    direction: str = "LTR"
    index: SpanIndex = field(default_factory=lambda: SpanIndex(()))

    @property
    def current(self) -> Span | None:
        """The span that keys act on: the chosen one, else the shortest around the caret."""
        return self.chosen or self.index.current(self.caret.offset)

    def with_session(self, session: Session, span: Span | None = None) -> Sitting:
        """The sitting after an edit; `span` is the one the edit was about."""
        if session is self.session:
            return self
        kept = self.chosen if self.chosen in session.spans else None
        chosen = span if kept is None and self.chosen is not None else kept
        return replace(self, session=session, chosen=chosen, index=SpanIndex(session.spans))

    def at(self, caret: Caret, chosen: Span | None = None) -> Sitting:
        """The sitting with the caret elsewhere."""
        return replace(self, caret=caret, chosen=chosen)

    def saved(self, session: Session, version: int) -> Sitting:
        """The sitting after its session was saved; the time at work begins anew."""
        return replace(self, session=session, version=version, seconds=0.0)

    def worked(self, pause: float) -> Sitting:
        """Count the time since the last key, unless it was a break."""
        return replace(self, seconds=self.seconds + pause) if pause <= IDLE_SECONDS else self


def sit_down(session: Session, version: int) -> Sitting:
    """Open an article at its beginning."""
    return Sitting(
        session,
        version,
        direction="RTL" if first_strong(session.article.text, "ignore") else "LTR",
        index=SpanIndex(session.spans),
    )
