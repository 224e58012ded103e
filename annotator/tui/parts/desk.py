"""What lies open at one sitting: a session an article, each with its caret and its time."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from annotator.errors import AnnotatorError
from annotator.labels.conflicts import Choice, Conflict
from annotator.labels.entities import Entity
from annotator.labels.schema import Label
from annotator.labels.span import Span
from annotator.project.entities import coined, entities_of, list_entity
from annotator.project.guidelines import guideline
from annotator.project.merges.merging import overtaken
from annotator.project.overview.tally import Tally
from annotator.project.places import Project
from annotator.project.sitting.annotate import (
    Kept,
    Opened,
    called_done,
    open_session,
    save,
)
from annotator.project.sitting.diary import Diary
from annotator.project.sitting.journals import take_up
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.session.listed import unfinished
from annotator.session.state import Session
from annotator.session.steps import between
from annotator.session.valuing import entity_id
from annotator.text.bidi import first_strong
from annotator.tui.widgets.article_list import State
from annotator.tui.widgets.status_bar import Facts

# A longer pause between two keys is not counted as work.
IDLE_SECONDS = 60.0

Written = Literal["yes", "not yet", "no"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One open article: its session, the version it came from, the caret, the time at work.

    `chosen` is the span that tab went to, or None; `latest` the one that was made or changed
    since the caret moved; `seconds` is the work since the last save. `written` says whether all
    that was done is on the disk: "yes", "not yet", or "no" where it could not be.
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
    def kept(self) -> str:
        """How safe the work is, in a word or two."""
        if self.written == "no":
            return "NOT KEPT"
        if self.written == "not yet":
            return "not kept yet"
        return "kept, not saved" if self.session.unsaved else "saved"

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


class Desk:
    """The articles that lie open before one annotator; one of them is in front.

    What is unsaved in the others stays with them. Whatever is done to one is taken down in its
    diary, which `write` puts on the disk. Every error of files and versions passes through to who
    asked, and leaves everything as it was.
    """

    def __init__(
        self, project: Project, articles: Sequence[str], annotator: str, first: Opened
    ) -> None:
        self.articles = tuple(articles)
        self._project = project
        self._annotator = annotator
        self._tally = Tally(project, self.articles, annotator)
        self._sittings: dict[str, Sitting] = {}
        self._diaries: dict[str, Diary] = {}
        self._pages: dict[str, str] = {}
        self._entities: tuple[Entity, ...] | None = None
        self.opened = first.session.article.id
        self.seat(first)

    @property
    def front(self) -> Sitting:
        """The article in front, as it stands; what is done to it is taken down."""
        return self._with_written(self.opened)

    @front.setter
    def front(self, sitting: Sitting) -> None:
        before, after = self._sittings[self.opened].session, sitting.session
        if after is not before:
            after = self._diaries[self.opened].note(before, after, sitting.seconds)
            sitting = replace(sitting, session=after)
        self._sittings[self.opened] = sitting

    @property
    def behind(self) -> bool:
        """Whether anything that was done to an article is not on the disk yet."""
        return any(diary.behind for diary in self._diaries.values())

    @property
    def trouble(self) -> AnnotatorError | None:
        """Why something could not be put on the disk; None where everything could."""
        troubles = (diary.trouble for diary in self._diaries.values())
        return next((one for one in troubles if one is not None), None)

    def write(self) -> bool:
        """Put all that was done on the disk; whether it is there. Any thread may call this."""
        written = [diary.flush() for diary in tuple(self._diaries.values())]
        return all(written)

    def close(self) -> None:
        """Put all that was done on the disk, and let go of the journals."""
        self.write()
        for diary in self._diaries.values():
            diary.close()

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The articles that have changes which are not saved."""
        return tuple(name for name, one in self._sittings.items() if one.session.unsaved)

    def seat(self, opened: Opened) -> None:
        """Bring an article to the front that was just opened, with what is odd about it."""
        taken = take_up(self._project, opened, self._annotator, os.environ)
        self.notices = taken.opened.notices
        self.opened = opened.session.article.id
        self._diaries[self.opened] = taken.diary
        self._sittings[self.opened] = sit_down(taken.opened, self._annotator, taken.seconds)

    def bring(self, article: str) -> None:
        """Bring an article to the front; its notices are told once, when it is opened."""
        if article in self._sittings:
            self.opened, self.notices = article, ()
            return
        try:
            opened = open_session(self._project, article, self._annotator)
        except AnnotatorError:
            self._tally.put(article, "broken")
            raise
        self.seat(opened)

    def save(self, article: str, now: datetime, *, done: bool = False, note: str = "") -> Kept:
        """Save an article as its next version, perhaps as one that is done, or with a note."""
        sitting, diary = self._sittings[article], self._diaries[article]
        session = called_done(sitting.session) if done else sitting.session
        if session is not sitting.session:
            diary.note(sitting.session, session, sitting.seconds)
        # What cannot be written to the journal may well be written as a version.
        diary.flush()
        try:
            kept = save(
                self._project,
                session,
                annotator=self._annotator,
                now=now,
                seconds=round(sitting.seconds),
                note=note,
            )
        except AnnotatorError:
            if session is not sitting.session:
                before = diary.note(session, session.undo(), sitting.seconds)
                self._sittings[article] = replace(sitting, session=before)
            raise
        if kept.made is not None:
            diary.note_save(kept.made)
            diary.flush()
        self._sittings[article] = sitting.saved(kept.session, kept.version)
        return kept

    def lay_over(self, article: str, choices: Mapping[str, Choice]) -> tuple[Conflict, ...]:
        """Make what was done here a change of the version that another session saved.

        Gives what both changed in different ways and has no choice yet; while there is any,
        everything stays as it was.
        """
        sitting = self._sittings[article]
        while True:
            over = overtaken(
                self._project,
                sitting.session.saved,
                sitting.session.labelling,
                article,
                self._annotator,
                next_id=sitting.session.next_id,
                choices=choices,
            )
            theirs = open_session(self._project, article, self._annotator)
            if theirs.head == over.head:
                break
            # One more was saved just now; what it says must not be taken for a change made here.
        merged = over.merged
        if not merged.conflicts:
            base = replace(theirs.session, next_id=merged.next_id)
            edit = between(base.saved, merged.labelling)
            self._begin_anew(article, theirs, base.do(edit) if edit else base)
        return merged.conflicts

    def take_up(self, article: str) -> None:
        """Drop what was done here for the version that another session saved."""
        theirs = open_session(self._project, article, self._annotator)
        self._begin_anew(article, theirs, theirs.session)

    def drop_unsaved(self) -> None:
        """Go back to what was last saved, everywhere; an undo brings back what is dropped."""
        for article in self.unsaved:
            sitting = self._sittings[article]
            session = sitting.session
            edit = between(session.labelling, session.saved)
            after = session.do(edit) if edit else session
            after = self._diaries[article].note(session, after, sitting.seconds)
            self._sittings[article] = sitting.with_session(after)

    def _begin_anew(self, article: str, opened: Opened, session: Session) -> None:
        """Let an article grow from a version that another session saved."""
        sitting, diary = self._sittings[article], self._diaries[article]
        diary.start_over(opened.head, opened.session)
        diary.note(opened.session, session, sitting.seconds)
        sitting = replace(sitting.with_session(session), version=opened.version, latest=None)
        self._sittings[article] = sitting

    def _with_written(self, article: str) -> Sitting:
        sitting, diary = self._sittings[article], self._diaries[article]
        written: Written = "yes"
        if diary.behind:
            written = "no" if diary.trouble else "not yet"
        return sitting if sitting.written == written else replace(sitting, written=written)

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

    def count(self, seconds: float) -> bool:
        """Look at the state of some more articles for so long; whether any are left to look at."""
        return self._tally.count(seconds)

    @property
    def progress(self) -> tuple[int, int, int]:
        """How many articles are done, of how many that were looked at, of how many in all."""
        open_and_done = sum(self.state(article) == "done" for article in self._sittings)
        done = self._tally.done_besides(self._sittings) + open_and_done
        return done, self._tally.counted, len(self.articles)

    def state(self, article: str) -> State:
        """How far an article is labelled, by what lies open or else by its newest version."""
        sitting = self._sittings.get(article)
        if sitting is not None:
            if sitting.session.unsaved:
                return "unsaved"
            return sitting.session.saved.status if sitting.version else "new"
        return self._tally.state(article)
