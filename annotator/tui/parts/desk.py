"""What lies open before one annotator, and how it gets to the disk and back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from annotator.errors import AnnotatorError
from annotator.labels.conflicts import Choice, Conflict
from annotator.labels.edits import Edit
from annotator.labels.entities import Entity
from annotator.labels.labelling import Status
from annotator.labels.schema import Label
from annotator.project.entities import coined, entities_of, list_entity
from annotator.project.guidelines import guideline
from annotator.project.overview.tally import Tally
from annotator.project.places import Project
from annotator.project.sitting.annotate import (
    Kept,
    Opened,
    called_done,
    check_one_text,
    open_session,
    save,
)
from annotator.project.sitting.diary import Diary
from annotator.project.sitting.journals import take_up
from annotator.session.caret import AT_START
from annotator.session.state import Session
from annotator.session.steps import between
from annotator.session.valuing import entity_id
from annotator.tui.parts.sitting import Sitting, Written, sit_down
from annotator.tui.widgets.article_list import State

# What lies open beyond that is put away once it is saved, and its journal let go of.
_MOST_OPEN = 200


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
        self.put(sitting)

    def put(self, sitting: Sitting) -> None:
        """Make the article in front stand like this, and take down what was done to it."""
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

    def stay(self) -> None:
        """Put back every journal that was taken away meanwhile. Any thread may call this."""
        for diary in tuple(self._diaries.values()):
            diary.stay()

    def close(self) -> None:
        """Put all that was done on the disk, and let go of the journals."""
        self.write()
        for diary in self._diaries.values():
            diary.close()

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The articles that have changes which are not saved."""
        return tuple(name for name in self._sittings if self.is_unsaved(name))

    def is_unsaved(self, article: str) -> bool:
        """Whether an article that lies open has changes which are not saved."""
        return self._sittings[article].session.unsaved

    def session_of(self, article: str) -> Session:
        """What was done to an article that lies open."""
        return self._sittings[article].session

    @property
    def notices(self) -> tuple[str, ...]:
        """What is odd about the article in front, where it was just opened."""
        return self._news.notices if self._news else ()

    def seat(self, opened: Opened) -> None:
        """Bring an article to the front that was just opened."""
        taken = take_up(self._project, opened, self._annotator, os.environ)
        self._news: Opened | None = taken.opened
        self.opened = opened.session.article.id
        self._diaries[self.opened] = taken.diary
        sitting = sit_down(taken.opened, self._annotator, taken.seconds)
        self._sittings[self.opened] = sitting
        self._tally.put(self.opened, _saved(sitting))
        self._put_away()

    def _put_away(self) -> None:
        """Where very many articles lie open, let those go that will open again as they are."""
        for article in tuple(self._sittings)[: max(len(self._sittings) - _MOST_OPEN, 0)]:
            sitting = self._sittings[article]
            kept = not (sitting.session.unsaved or self._diaries[article].behind)
            if kept and article != self.opened:
                self._tally.put(article, _saved(sitting))
                del self._sittings[article]
                self._diaries.pop(article).close()

    def bring(self, article: str) -> None:
        """Bring an article to the front; its notices are told once, when it is opened."""
        if article in self._sittings:
            self.opened, self._news = article, None
            return
        try:
            opened = self.fetch(article)
        except AnnotatorError:
            self._tally.put(article, "broken")
            raise
        self.seat(opened)

    def fetch(self, article: str) -> Opened:
        """Open an article that does not lie open yet."""
        return open_session(self._project, article, self._annotator)

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
                after=sitting.version,
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
        from annotator.project.merges.merging import overtaken  # noqa: PLC0415 - not to open with

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
            check_one_text(sitting.session, theirs.session)
            if theirs.head == over.head:
                break
            # One more was saved just now; what it says must not be taken for a change made here.
        merged = over.merged
        if not merged.conflicts:
            base = replace(theirs.session, next_id=merged.next_id)
            edit = between(base.saved, merged.labelling)
            self._begin_anew(article, replace(theirs, session=base), edit)
        return merged.conflicts

    def take_up(self, article: str) -> None:
        """Go on with the version that another session saved; an undo brings back what was here.

        Where that lies on another text, nothing can be brought back.
        """
        theirs = open_session(self._project, article, self._annotator)
        if theirs.session.article.sha256 != self._sittings[article].session.article.sha256:
            self._begin_anew(article, theirs, None)
            return
        choices: dict[str, Choice] = {}
        while conflicts := self.lay_over(article, choices):
            choices |= {one.key: "incoming" for one in conflicts}
        self._drop(article)

    def drop_unsaved(self) -> None:
        """Go back to what was last saved, everywhere; an undo brings back what is dropped."""
        for article in self.unsaved:
            self._drop(article)

    def _drop(self, article: str) -> None:
        sitting = self._sittings[article]
        session = sitting.session
        edit = between(session.labelling, session.saved)
        after = session.do(edit) if edit else session
        after = self._diaries[article].note(session, after, sitting.seconds)
        self._sittings[article] = sitting.with_session(after)

    def _begin_anew(self, article: str, opened: Opened, edit: Edit | None) -> None:
        """Let an article grow from a version that another session saved, with one edit over it."""
        sitting, session = self._sittings[article], opened.session
        self._diaries[article].start_over(opened.head, session, edit, sitting.seconds)
        session = session.do(edit) if edit else session
        if session.article.text != sitting.session.article.text:
            sitting = sitting.at(AT_START)
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
            return "unsaved" if self.is_unsaved(article) else _saved(sitting)
        return self._tally.state(article)


def _saved(sitting: Sitting) -> Status | Literal["new"]:
    """How far an article is by its newest version, where it lies open."""
    return sitting.session.saved.status if sitting.version else "new"
