"""Labels that were made on a text which was corrected since: moved to the text of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.errors import AnnotatorError, raise_all
from annotator.labels.labelling import Labelling
from annotator.labels.reanchoring import Move, reanchored
from annotator.labels.rules import faults
from annotator.labels.schema import Schema
from annotator.project.fit import text_misfits
from annotator.project.following.selecting import whose
from annotator.project.places import (
    Project,
    kept_text,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.project.sitting.annotate import version_for
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Rebased:
    """One annotator's labels of one article on today's text, and what became of each.

    `version` is the number of the new version, also where none was made because none was asked
    for; it follows `before`.
    """

    article: str
    annotator: str
    before: int
    version: int
    labelling: Labelling
    moves: tuple[Move, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebasing:
    """All labels that were moved, and why others could not be."""

    done: tuple[Rebased, ...]
    faults: tuple[AnnotatorError, ...]


def rebase(  # noqa: PLR0913 - what a version says of its making, and who watches
    project: Project,
    articles: Sequence[str],
    annotator: str | None,
    *,
    now: datetime,
    keep: bool = True,
    watch: Watch[str] = unwatched,
) -> Rebasing:
    """Give every annotator's labels that lie on another text a version on today's.

    Each chain goes by itself, whole or not at all: one that is at fault keeps no other back.
    Nothing is lost: the version before stays, and says what this one no longer does.

    Args:
        project: where everything lies.
        articles: the articles to look at; all of them are there.
        annotator: whose labels, None for everybody's.
        now: when the new versions are made.
        keep: False only tells what would be done.
        watch: gives the articles, to one who wants to see how far it is.

    Raises:
        SchemaError, Faults: the schema cannot be read.
    """
    schema = read_schema_of(project)
    store = store_of(project)
    done: list[Rebased] = []
    wrong: list[AnnotatorError] = []
    for article_id in watch(articles, "rebasing"):
        try:
            article = read_article(project, article_id)
            names = whose(store, article_id, annotator)
        except AnnotatorError as error:
            wrong.append(error)
            continue
        for name in names:
            try:
                done += _rebased(project, store, schema, article, name, now=now, keep=keep)
            except AnnotatorError as error:
                wrong.append(error)
    return Rebasing(tuple(done), tuple(wrong))


def _rebased(  # noqa: PLR0913 - what a version says of its making
    project: Project,
    store: Store,
    schema: Schema,
    article: Article,
    annotator: str,
    *,
    now: datetime,
    keep: bool,
) -> Iterator[Rebased]:
    """The labels of one annotator on today's text; nothing where they lie on it already.

    Raises:
        AnnotatorError, Faults: the newest version or the old text is at fault, or it cannot be
            kept; then nothing is.
    """
    head = history.head(store, article.id, annotator)
    if head is None or head.article_sha256 == article.sha256:
        return
    where = store.where(article.id, annotator, head.number)
    old = kept_text(project, head.article_sha256)
    if old is not None:
        raise_all(text_misfits(head, old, where))
    moved = reanchored(head.labelling, old, article.text)
    misfits = faults(moved.labelling, schema, article.text, where)
    version = version_for(article, schema, moved.labelling, annotator=annotator, now=now, seconds=0)
    if misfits:
        # Labels that today's schema does not know are still those of the schema before.
        version = replace(version, schema=head.schema)
    if keep:
        history.append(store, version, head)
    yield Rebased(
        article=article.id,
        annotator=annotator,
        before=head.number,
        version=head.number + 1,
        labelling=moved.labelling,
        moves=moved.moves,
        notices=tuple(_notices(head, annotator, known=old is not None, fits=not misfits)),
    )


def _notices(head: Version, annotator: str, *, known: bool, fits: bool) -> Iterator[str]:
    """What a person should know besides."""
    whose = f"{head.article_id} by {annotator}"
    if not known:
        yield f"{whose}: the old text is not kept, so the labels went by their words alone"
    if not fits:
        yield f"warning: {whose} does not fit today's schema: annotator migrate tells what to do"
