"""Two labellings of one article side by side: versions, annotators, releases."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import AnnotatorError, StoreError, raise_all
from annotator.labels.comparing import Difference, OtherChange, differences, other_changes
from annotator.project.fit import text_misfits
from annotator.project.places import Project, kept_text, read_article, store_of
from annotator.project.releases.meaning import meant
from annotator.project.releases.releasing import read_release, released
from annotator.project.showing import Which, find_version
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions, with the text it lies on; None where that text is no longer kept."""

    version: Version
    text: str | None

    @property
    def name(self) -> str:
        """The version as a person names it."""
        return f"{self.version.annotator}@{self.version.number}"


@dataclass(frozen=True, slots=True)
class Contrast:
    """What differs between two versions: spans, all else, and what to know first.

    `by_id` says that both are one annotator's, so that an id is one span.
    """

    a: Side
    b: Side
    by_id: bool
    differences: tuple[Difference, ...]
    others: tuple[OtherChange, ...]
    notices: tuple[str, ...]


def diff(project: Project, article_id: str, a: str, b: str) -> Contrast:
    """What differs from `a` to `b`, each NAME, NAME@V or the name of a release.

    Raises:
        UsageError: one of them names no version, or an annotator as well as a release.
        StoreError: a version or a release is not there, or the two lie on different texts and
            are not of one annotator.
        AnnotatorError, Faults: the article, a version or a release is at fault.
    """
    article = read_article(project, article_id)
    store = store_of(project)
    before = _side(project, store, article, a, "A")
    after = _side(project, store, article, b, "B")
    by_id = before.version.annotator == after.version.annotator
    told: list[str] = []
    if before.version.article_sha256 != after.version.article_sha256:
        if not by_id:
            raise _apart(article, before, after)
        told.append("the two lie on different texts: offsets of one mean nothing in the other")
    told += [
        f"the labels {side.name} lie on an older text of the article"
        for side in (before, after)
        if side.version.article_sha256 != article.sha256
    ]
    ours, theirs = before.version.labelling, after.version.labelling
    return Contrast(
        a=before,
        b=after,
        by_id=by_id,
        differences=differences(ours, theirs, by_id=by_id),
        others=other_changes(ours, theirs),
        notices=tuple(dict.fromkeys(told)),
    )


def _side(project: Project, store: Store, article: Article, named: str, argument: str) -> Side:
    """A version as it is named, held against its text where that is kept."""
    version = _version(project, store, article.id, named, argument)
    text: str | None = article.text
    if version.article_sha256 != article.sha256:
        text = kept_text(project, version.article_sha256)
    if text is not None:
        where = store.where(article.id, version.annotator, version.number)
        raise_all(text_misfits(version, text, where))
    return Side(version, text)


def _version(project: Project, store: Store, article_id: str, named: str, argument: str) -> Version:
    """The version that a name means.

    Raises:
        UsageError: it can be none, or it is both an annotator's and a release's.
        StoreError: it is not there, or not as it was released.
        AnnotatorError, Faults: its file or that of the release is at fault.
    """
    asked = meant(store, named, argument, (article_id,))
    if isinstance(asked, Which):
        return find_version(store, article_id, asked)
    entry = read_release(project, asked.name).entry(article_id)
    if entry is None:
        what = f"the release {asked.name} holds no labels of {article_id}"
        raise StoreError(what, argument, "name another release, or an annotator")
    return released(store, entry)


def _apart(article: Article, before: Side, after: Side) -> AnnotatorError:
    """The error for two annotators' labels whose offsets belong to different texts."""
    old = [side.name for side in (before, after) if side.version.article_sha256 != article.sha256]
    return StoreError(
        what=f"{before.name} and {after.name} lie on different texts of {article.id}, "
        "so that their places cannot be compared",
        where=article.id,
        fix=f"bring {' and '.join(old)} onto the article's text first, with annotator rebase",
    )
