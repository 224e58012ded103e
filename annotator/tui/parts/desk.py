"""What lies open at one sitting: a session an article, each with its caret and its time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from annotator.errors import AnnotatorError
from annotator.labels.span import Span
from annotator.project.annotate import Kept, Opened, open_session, save, state_of
from annotator.project.places import Project
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.session.state import Session
from annotator.text.bidi import first_strong
from annotator.tui.widgets.article_list import State
from annotator.tui.widgets.status_bar import Facts

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

    @property
    def facts(self) -> Facts:
        """What the status bar tells of it."""
        current = self.current
        return Facts(
            kept="not saved" if self.session.unsaved else "saved",
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


class Desk:
    """The articles that lie open before one annotator; one of them is in front.

    What is unsaved in the others stays with them. Every error of files and versions passes
    through to who asked, and leaves everything as it was.
    """

    def __init__(self, project: Project, annotator: str, first: Opened) -> None:
        self._project = project
        self._annotator = annotator
        self._sittings: dict[str, Sitting] = {}
        self._states: dict[str, State] = {}
        self.opened = first.session.article.id
        self.seat(first)

    @property
    def front(self) -> Sitting:
        """The article in front, as it stands."""
        return self._sittings[self.opened]

    @front.setter
    def front(self, sitting: Sitting) -> None:
        self._sittings[self.opened] = sitting

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The articles that have changes which are not saved."""
        return tuple(name for name, one in self._sittings.items() if one.session.unsaved)

    def seat(self, opened: Opened) -> None:
        """Bring an article to the front that was just opened."""
        self.opened = opened.session.article.id
        self._sittings[self.opened] = sit_down(opened.session, opened.version)

    def bring(self, article: str) -> tuple[str, ...]:
        """Bring an article to the front; gives what a person should know of a new one."""
        if article in self._sittings:
            self.opened = article
            return ()
        try:
            opened = open_session(self._project, article, self._annotator)
        except AnnotatorError:
            self._states[article] = "broken"
            raise
        self.seat(opened)
        return opened.notices

    def save(self, article: str, now: datetime) -> Kept:
        """Save an article as its next version."""
        sitting = self._sittings[article]
        kept = save(
            self._project,
            sitting.session,
            annotator=self._annotator,
            now=now,
            seconds=round(sitting.seconds),
        )
        self._sittings[article] = sitting.saved(kept.session, kept.version)
        return kept

    def lay_over(self, article: str) -> None:
        """Make what was done here a change of the version that another session saved."""
        theirs = open_session(self._project, article, self._annotator)
        sitting = self._sittings[article]
        mine = sitting.session.over(theirs.session.saved, theirs.session.next_id)
        self._sittings[article] = sitting.with_session(mine)

    def take_up(self, article: str) -> None:
        """Drop what was done here for the version that another session saved."""
        theirs = open_session(self._project, article, self._annotator)
        self._sittings[article] = sit_down(theirs.session, theirs.version)

    def state(self, article: str) -> State:
        """How far an article is labelled, by what lies open or else by its newest version."""
        sitting = self._sittings.get(article)
        if sitting is not None:
            if sitting.session.unsaved:
                return "unsaved"
            return sitting.session.saved.status if sitting.version else "new"
        if article not in self._states:
            self._states[article] = state_of(self._project, article, self._annotator)
        return self._states[article]
