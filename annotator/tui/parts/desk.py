"""What lies open at one sitting: a session an article, each with its caret and its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from annotator.errors import AnnotatorError
from annotator.labels.entities import Entity
from annotator.labels.schema import Label
from annotator.labels.span import Span
from annotator.project.annotate import Kept, Opened, open_session, save, state_of
from annotator.project.entities import coined, entities_of, list_entity
from annotator.project.guidelines import guideline
from annotator.project.places import Project
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.session.listed import unfinished
from annotator.session.state import Session
from annotator.session.valuing import entity_id
from annotator.text.bidi import first_strong
from annotator.tui.widgets.article_list import State
from annotator.tui.widgets.status_bar import Facts

# A longer pause between two keys is not counted as work.
IDLE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """One open article: its session, the version it came from, the caret, the time at work.

    `chosen` is the span that tab went to, or None; `latest` the one that was made or changed
    since the caret moved; `seconds` is the work since the last save.
    """

    session: Session
    version: int
    caret: Caret = AT_START
    chosen: Span | None = None
    latest: Span | None = None
    seconds: float = 0.0
    direction: str = "LTR"
    annotator: str = ""
    index: SpanIndex = field(default_factory=lambda: SpanIndex(()))

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
            for span in self.session.spans
            if span.label in labels and unfinished(span, labels[span.label])
        )

    @property
    def facts(self) -> Facts:
        """What the status bar tells of it."""
        current = self.at_hand
        return Facts(
            annotator=self.annotator,
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
        index = SpanIndex(session.spans)
        return replace(self, session=session, chosen=chosen, latest=span, index=index)

    def at(self, caret: Caret, chosen: Span | None = None) -> Sitting:
        """The sitting with the caret elsewhere."""
        return replace(self, caret=caret, chosen=chosen, latest=None)

    def saved(self, session: Session, version: int) -> Sitting:
        """The sitting after its session was saved; the time at work begins anew."""
        return replace(self, session=session, version=version, seconds=0.0)

    def worked(self, pause: float) -> Sitting:
        """Count the time since the last key, unless it was a break."""
        return replace(self, seconds=self.seconds + pause) if pause <= IDLE_SECONDS else self


def sit_down(session: Session, version: int, annotator: str) -> Sitting:
    """Open an article at its beginning."""
    return Sitting(
        session,
        version,
        annotator=annotator,
        direction="RTL" if first_strong(session.article.text, "ignore") else "LTR",
        index=SpanIndex(session.spans),
    )


class Desk:
    """The articles that lie open before one annotator; one of them is in front.

    What is unsaved in the others stays with them. Every error of files and versions passes
    through to who asked, and leaves everything as it was.
    """

    def __init__(
        self, project: Project, articles: Sequence[str], annotator: str, first: Opened
    ) -> None:
        self.articles = tuple(articles)
        self._project = project
        self._annotator = annotator
        self._uncounted = iter(self.articles)
        self._counted = 0
        self._sittings: dict[str, Sitting] = {}
        self._states: dict[str, State] = {}
        self._pages: dict[str, str] = {}
        self._entities: tuple[Entity, ...] | None = None
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
        """Bring an article to the front that was just opened, with what is odd about it."""
        self.notices = opened.notices
        self.opened = opened.session.article.id
        self._sittings[self.opened] = sit_down(opened.session, opened.version, self._annotator)

    def bring(self, article: str) -> None:
        """Bring an article to the front; its notices are told once, when it is opened."""
        if article in self._sittings:
            self.opened, self.notices = article, ()
            return
        try:
            opened = open_session(self._project, article, self._annotator)
        except AnnotatorError:
            self._states[article] = "broken"
            raise
        self.seat(opened)

    def save(self, article: str, now: datetime, *, done: bool = False) -> Kept:
        """Save an article as its next version, perhaps as one that is done."""
        sitting = self._sittings[article]
        kept = save(
            self._project,
            sitting.session,
            annotator=self._annotator,
            now=now,
            seconds=round(sitting.seconds),
            status="done" if done else "draft",
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
        self._sittings[article] = sit_down(theirs.session, theirs.version, self._annotator)

    def guideline(self, label: Label) -> str:
        """The page of a label, as Markdown; why it cannot be read, where that is so."""
        if label.name not in self._pages:
            try:
                self._pages[label.name] = guideline(self._project, label)
            except AnnotatorError as error:
                return f"# {label.name}\n\n{error.what}\n\n{error.where}\n\n{error.fix}"
        return self._pages[label.name]

    def entities(self) -> tuple[Entity, ...]:
        """Whom and what values may name; read when first asked for."""
        if self._entities is None:
            self._entities = entities_of(self._project)
        return self._entities

    def list_entity(self, name: str, kind: str) -> Entity:
        """List somebody or something new under one name."""
        known = entities_of(self._project)
        new = coined(
            name,
            kind,
            entity_id(name, frozenset(one.id for one in known)),
            self.front.session.article.facts.language,
        )
        self._entities = list_entity(self._project, new)
        return new

    def next_not_done(self) -> str | None:
        """The next article in the order of the queue that is not done; None where all are.

        After the last comes the first. An article that cannot be read is passed over.
        """
        at = self.articles.index(self.opened)
        onward = (*self.articles[at + 1 :], *self.articles[:at])
        return next((one for one in onward if self.state(one) not in ("done", "broken")), None)

    def count(self, most: int) -> bool:
        """Look at the state of some more articles; whether any are left to look at."""
        looked = 0
        for article in islice(self._uncounted, most):
            self.state(article)
            looked += 1
        self._counted += looked
        return self._counted < len(self.articles)

    @property
    def progress(self) -> tuple[int, int, int]:
        """How many articles are done, of how many that were looked at, of how many in all."""
        open_and_done = sum(self.state(article) == "done" for article in self._sittings)
        done = sum(
            state == "done"
            for article, state in self._states.items()
            if article not in self._sittings
        )
        return done + open_and_done, self._counted, len(self.articles)

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
