"""One open article: its session, where the caret stands, the time at work, how safe it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.labels.schema import Label
from annotator.labels.span import Span
from annotator.project.sitting.annotate import (
    Opened,
)
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.session.listed import unfinished
from annotator.session.state import Session
from annotator.text.bidi import first_strong
from annotator.tui.widgets.status_bar import Facts

# A longer pause between two keys is not counted as work.
IDLE_SECONDS = 60.0

Written = Literal["yes", "not yet", "no"]
# How safe work is that is on the disk: in no version, or in one.
NOT_SAVED, SAVED = "kept, not saved", "saved"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One open article: its session, the version it came from, the caret, the time at work.

    `chosen` is the span that tab went to, or None; `latest` the one that was made or changed
    since the caret moved; `seconds` is the work since the last save. `written` says whether all
    that was done is on the disk: "yes", "not yet", or "no" where it could not be. `index` holds
    the spans that are shown: all but those of the ids in `hidden`.
    """

    session: Session
    version: int
    caret: Caret = AT_START
    chosen: Span | None = None
    latest: Span | None = None
    seconds: float = 0.0
    written: Written = "yes"
    direction: str = "LTR"
    annotator: str = ""
    index: SpanIndex = field(default_factory=lambda: SpanIndex(()))
    hidden: frozenset[str] = frozenset()

    @property
    def current(self) -> Span | None:
        """The span that keys act on: the chosen one, else the shortest around the caret."""
        return self.chosen or self.index.current(self.caret.offset)

    @property
    def at_hand(self) -> Span | None:
        """The current span, else the one just made, which the caret may stand right behind."""
        return self.current or self.latest

    @property
    def label(self) -> Label | None:
        """The label of the current span."""
        current = self.current
        return self.session.schema.label(current.label) if current else None

    @property
    def unfinished(self) -> tuple[Span, ...]:
        """The spans whose values are not all given, or are to be checked."""
        labels = {label.name: label for label in self.session.schema.labels}
        return tuple(
            span
            for span in self.index.spans
            if span.label in labels and unfinished(span, labels[span.label])
        )

    @property
    def kept(self) -> str:
        """How safe the work is, in a word or two."""
        if self.written == "no":
            return "NOT KEPT"
        if self.written == "not yet":
            return "not kept yet"
        return NOT_SAVED if self.session.unsaved else SAVED

    @property
    def facts(self) -> Facts:
        """What the status bar tells of it."""
        current = self.at_hand
        return Facts(
            annotator=self.annotator,
            kept=self.kept,
            version=f"v{self.version}" if self.version else "new",
            offset=self.caret.offset,
            length=self.session.article.length,
            direction=self.direction,
            spans=len(self.session.spans),
            minutes=int(self.seconds // 60),
            current=f"{current.label} {current.id}" if current else "",
            quoted=current.text if current else "",
        )

    def with_session(self, session: Session, span: Span | None = None) -> Sitting:
        """The sitting after an edit; `span` is the one the edit was about."""
        if session is self.session:
            return self
        chosen = None
        if self.chosen is not None:
            chosen = session.labelling.span(self.chosen.id) or span
        index = SpanIndex(_shown(session, self.hidden))
        return replace(self, session=session, chosen=chosen, latest=span, index=index)

    def without(self, hidden: frozenset[str]) -> Sitting:
        """The sitting in which spans of these ids are not shown, and none of them is at hand."""
        chosen, latest = (
            None if span and span.id in hidden else span for span in (self.chosen, self.latest)
        )
        index = SpanIndex(_shown(self.session, hidden))
        return replace(self, chosen=chosen, latest=latest, index=index, hidden=hidden)

    def at(self, caret: Caret, chosen: Span | None = None) -> Sitting:
        """The sitting with the caret elsewhere."""
        return replace(self, caret=caret, chosen=chosen, latest=None)

    def saved(self, session: Session, version: int) -> Sitting:
        """The sitting after its session was saved; the time at work begins anew."""
        return replace(self, session=session, version=version, seconds=0.0)

    def worked(self, pause: float) -> Sitting:
        """Count the time since the last key, unless it was a break."""
        return replace(self, seconds=self.seconds + pause) if pause <= IDLE_SECONDS else self


def _shown(session: Session, hidden: frozenset[str]) -> tuple[Span, ...]:
    spans = session.spans
    return tuple(one for one in spans if one.id not in hidden) if hidden else spans


def sit_down(opened: Opened, annotator: str, seconds: float = 0.0) -> Sitting:
    """Open an article at its beginning."""
    session = opened.session
    return Sitting(
        session,
        opened.version,
        seconds=seconds,
        annotator=annotator,
        direction="RTL" if first_strong(session.article.text, "ignore") else "LTR",
        index=SpanIndex(session.spans),
    )
