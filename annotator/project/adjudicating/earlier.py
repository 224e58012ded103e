"""What an earlier version said, in the words of today: on today's text, after today's schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.labels.labelling import Labelling
from annotator.labels.migration import MIGRATED
from annotator.labels.reanchoring import reanchored
from annotator.project.places import Project, kept_text, store_of
from annotator.store import history
from annotator.store.record import Version
from annotator.text.article import Article


def said_earlier(project: Project, article: Article, annotator: str, number: int) -> Labelling:
    """What a version said, as a person would find it there today.

    Where the text was corrected since, spans are moved to `article`'s; where labels were migrated
    since, those that nobody had changed before that are as the migration left them. So neither
    looks as if the annotator had said something else.

    Raises:
        AnnotatorError, Faults: the version, one after it, or its text cannot be read.
    """
    version, *later = _from(project, article, annotator, number)
    labelling = _moved(project, article, version)
    for before, after in zip((version, *later), later, strict=False):
        if after.labelling.note.startswith(MIGRATED):
            was, now = (_moved(project, article, one) for one in (before, after))
            labelling = _followed(labelling, was, now)
    return labelling


def _from(project: Project, article: Article, annotator: str, number: int) -> Iterator[Version]:
    """A version and all after it."""
    store = store_of(project)
    yield history.version_of(store, article.id, annotator, number)
    for following in store.versions(article.id, annotator):
        if following > number:
            yield history.version_of(store, article.id, annotator, following)


def _moved(project: Project, article: Article, version: Version) -> Labelling:
    """What a version said, on today's text."""
    if version.article_sha256 == article.sha256:
        return version.labelling
    old = kept_text(project, version.article_sha256)
    return reanchored(version.labelling, old, article.text).labelling


def _followed(labelling: Labelling, was: Labelling, now: Labelling) -> Labelling:
    """The labelling with its spans as a migration made them of the same."""
    before, after = ({span.id: span for span in one.spans} for one in (was, now))
    spans = (
        after.get(span.id) if before.get(span.id) == span else span for span in labelling.spans
    )
    return replace(labelling, spans=tuple(span for span in spans if span is not None))
