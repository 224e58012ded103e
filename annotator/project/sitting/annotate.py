"""A sitting: the newest labelling of an article is opened, worked on, and kept as a version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.errors import AnnotatorError, StoreError, raise_all
from annotator.labels.edits import Restate
from annotator.labels.labelling import Labelling
from annotator.labels.rules import breaches
from annotator.labels.schema import Schema
from annotator.project.fit import misfits
from annotator.project.overview.catalogue import Catalogue, State
from annotator.project.places import Project, read_article, read_schema_of, store_of
from annotator.session.state import Session
from annotator.store import history
from annotator.store.protocol import Taken
from annotator.store.record import SchemaRef, Version
from annotator.text.article import Article, notices


@dataclass(frozen=True, slots=True)
class Opened:
    """A session, the version it grew from (0 for none), and what else was found out.

    `head` is that version itself, None for none, and `where` its file.
    """

    session: Session
    version: int
    told: tuple[str, ...] = ()
    head: Version | None = None
    where: str = ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know first; looked for when asked."""
        # What is not finished yet is shown with the spans; it is no news.
        odd = (
            breaches(self.head.labelling, self.session.schema, self.where, finished=False)
            if self.head
            else ()
        )
        return (
            *notices(self.session.article.text),
            *(f"{one.what} ({one.where})" for one in odd),
            *self.told,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """The session after a save, its newest version, and the one that was made just now, if any."""

    session: Session
    version: int
    made: Version | None = None


def open_session(project: Project, article_id: str, annotator: str) -> Opened:
    """The newest labelling by an annotator, proved against today's text and schema.

    Without a version it is an empty draft, whose relative dates count from the day of the
    article's publication where that is known.

    Raises:
        AnnotatorError, Faults: the article, the schema or the newest version is at fault.
    """
    article = read_article(project, article_id)
    schema = read_schema_of(project)
    store = store_of(project)
    head = history.head(store, article.id, annotator)
    where = store.where(article.id, annotator, head.number) if head else ""
    if head:
        raise_all(misfits(project, head, article, schema, where))
    labelling = head.labelling.onward() if head else beginning(article)
    session = Session(
        article=article,
        schema=schema,
        labelling=labelling,
        saved=labelling,
        next_id=history.highest_id(store, article.id, annotator) + 1,
    )
    return Opened(session, head.number if head else 0, head=head, where=where)


def save(  # noqa: PLR0913 - what a version says of its making
    project: Project,
    session: Session,
    *,
    annotator: str,
    now: datetime,
    seconds: int,
    note: str = "",
    after: int | None = None,
) -> Kept:
    """Keep the labelling as the next version; unchanged, no version is made.

    `seconds` is the time at work since the last version, `note` a word on this one, `after` the
    version that the session grew from: where others went on from it and came back to the same,
    they gave ids meanwhile.

    Raises:
        Taken: another session saved a version meanwhile; nothing of either is lost.
        StoreError: the version cannot be written; then nothing is.
    """
    if not project.root.is_dir():
        raise _moved(project)
    store = store_of(project)
    head = history.head(store, session.article.id, annotator)
    one_text = head is None or head.article_sha256 == session.article.sha256
    if head and one_text and head.labelling.onward() == session.labelling and session.unsaved:
        # A save that failed at its very end; the version is there, and says what stands here.
        highest = history.highest_id(store, session.article.id, annotator)
        session = replace(session, next_id=max(session.next_id, highest + 1))
        return Kept(session.kept(), head.number, head)
    # The day of the publication may have been put right since the session began.
    ground = head.labelling.onward() if head else Labelling(anchor=session.saved.anchor)
    went_on = head is not None and after is not None and head.number != after
    if not one_text or session.saved != ground or (session.unsaved and went_on):
        raise _overtaken(
            head, store.where(session.article.id, annotator, head.number if head else 1)
        )
    if not session.unsaved:
        return Kept(session, head.number if head else 0)
    version = version_for(
        session.article,
        session.schema,
        replace(session.labelling, note=note.strip()),
        annotator=annotator,
        now=now,
        seconds=seconds,
    )
    kept = history.append(store, version, head)
    return Kept(session.kept(), kept.number, kept)


def check_one_text(mine: Session, theirs: Session) -> None:
    """Refuse to put together what lies on two texts of an article.

    Raises:
        StoreError: it does.
    """
    if mine.article.sha256 != theirs.article.sha256:
        raise StoreError(
            what="the text of the article was replaced meanwhile; what you did lies on the old one",
            where=mine.article.id,
            fix="go on later: it stays kept; put the old text back with annotator add --replace",
        )


def called_done(session: Session) -> Session:
    """The session with its work called done: one more edit, which undo takes back."""
    if session.labelling.status == "done":
        return session
    return session.do(Restate("draft", "done"))


def state_of(project: Project, article_id: str, annotator: str) -> State:
    """How far an annotator is with an article, by the newest version alone; never raises."""
    return Catalogue(project).state(article_id, annotator)


def beginning(article: Article) -> Labelling:
    """The labelling before anything was done: empty, its day that of the publication."""
    return Labelling(anchor=article.facts.published)


def version_for(  # noqa: PLR0913 - what a version says of its making
    article: Article,
    schema: Schema,
    labelling: Labelling,
    *,
    annotator: str,
    now: datetime,
    seconds: int,
) -> Version:
    """A version that is still to be given its number and parent."""
    return Version(
        article_id=article.id,
        article_sha256=article.sha256,
        article_length=article.length,
        annotator=annotator,
        number=0,
        parent=None,
        merged=(),
        schema=SchemaRef(schema.name, schema.version, schema.sha256, schema.pages),
        saved=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=seconds,
        labelling=labelling,
    )


def _moved(project: Project) -> AnnotatorError:
    return StoreError(
        what="the folder of the project is no longer there",
        where=str(project.root),
        fix="put it back; or leave, and open the project where it is now",
    )


def _overtaken(head: Version | None, where: str) -> AnnotatorError:
    """The error for a session whose ground has changed since it was opened."""
    if head is None:
        return StoreError(
            what="the version that this session grew from is no longer there",
            where=where,
            fix="put it back from a copy or from version control, then save again",
        )
    return Taken(
        what=f"another session saved version {head.number} meanwhile; it is safe, "
        "and nothing was overwritten",
        where=where,
        fix="open the article again to see it, then make your changes there",
    )
