"""Which versions of an article are adjudicated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_lowercase

from annotator.errors import AnnotatorError, StoreError, UsageError, raise_all
from annotator.labels.labelling import Labelling, Source
from annotator.labels.schema import Schema
from annotator.project.fit import misfits
from annotator.project.naming import GOLD, is_gold
from annotator.project.places import Project, store_of
from annotator.project.showing import Which, find_version, which
from annotator.store import history
from annotator.store.codec import file_of, sha256
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.text.article import Article

# Each source is named by one letter.
MOST = len(ascii_lowercase)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """Versions that are adjudicated, in the order of their letters, and what to say of them."""

    versions: tuple[Version, ...]
    notices: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """What gold says of them."""
        return tuple(
            Source(one.annotator, one.number, sha256(file_of(one))) for one in self.versions
        )

    @property
    def labellings(self) -> tuple[Labelling, ...]:
        """What each of them says of the article."""
        return tuple(one.labelling for one in self.versions)


def chosen(
    project: Project,
    article: Article,
    schema: Schema,
    names: Sequence[str],
    recorded: Sequence[Source],
) -> Chosen:
    """The versions to adjudicate, two or more, each proved against today's text and schema.

    Args:
        project: whose labels are meant.
        article: what they are of.
        schema: under which they must stand.
        names: annotators, or versions of theirs as NAME@V. With none, those that gold was
            adjudicated between before; else all who have done the article, by their newest
            versions that are done.
        recorded: what gold was adjudicated between last. They keep their letters.

    Raises:
        UsageError: a name names no version, is there twice, or is that of a gold; a recorded one
            is not among them; or there are too many.
        StoreError: fewer than two have done the article, or a named one has no such version.
        AnnotatorError, Faults: a version is at fault, or does not fit.
    """
    store = store_of(project)
    asked = [_which(name) for name in names]
    _check(asked, recorded, article)
    if asked:
        found = [find_version(store, article.id, one) for one in _in_order(asked, recorded)]
    elif recorded:
        found = [_newest_recorded(store, article.id, one) for one in recorded]
    else:
        found = [*_done(store, article.id)]
    if len(found) < _FEWEST:
        raise _too_few(store, article, [one.annotator for one in found])
    if len(found) > MOST:
        what = f"{len(found)} annotators are too many to be adjudicated at once"
        raise UsageError(what, article.id, f"name at most {MOST} of them")
    for one in found:
        where = store.where(article.id, one.annotator, one.number)
        raise_all(misfits(project, one, article, schema, where))
    notices = [*_of_drafts(found), *_of_others(store, article.id, found, recorded)]
    return Chosen(tuple(found), tuple(notices))


def done_by(store: Store, article_id: str) -> tuple[str, ...]:
    """Who has called an article done, in their newest versions, sorted; no gold."""
    return tuple(one.annotator for one in _done(store, article_id))


def newest_done(store: Store, article_id: str, annotator: str, least: int = 1) -> Version | None:
    """The newest version that is done, and has at least that number; None where there is none."""
    for number in reversed(store.versions(article_id, annotator)):
        if number < least:
            return None
        version = history.version_of(store, article_id, annotator, number)
        if version.labelling.status == "done":
            return version
    return None


def _which(name: str) -> Which:
    asked = which(name, "the annotators")
    if is_gold(asked.annotator):
        what = f"{asked.annotator} is what comes of adjudication, and nothing to adjudicate"
        raise UsageError(what, "the annotators", "name those who labelled the article")
    return asked


def _check(asked: Sequence[Which], recorded: Sequence[Source], article: Article) -> None:
    """Refuse names that are there twice, one alone, and to leave out whom gold came of."""
    named = [one.annotator for one in asked]
    twice = sorted({one for one in named if named.count(one) > 1})
    if twice:
        what = f"{twice[0]} is named twice"
        raise UsageError(what, "the annotators", "name each annotator once")
    if len(named) == 1:
        what = f"{named[0]} alone is named, and gold is made of two or more"
        raise UsageError(what, "the annotators", "name one more, or nobody for all who are done")
    missing = [one.annotator for one in recorded if one.annotator not in named]
    if asked and missing:
        before = " ".join(one.annotator for one in recorded)
        raise UsageError(
            what=f"{GOLD} of {article.id} was adjudicated between {before}, and its decisions "
            f"tell of {missing[0]}",
            where="the annotators",
            fix=f"name all of them ({before}), and others after them; or nobody",
        )


def _in_order(asked: Sequence[Which], recorded: Sequence[Source]) -> list[Which]:
    """Those of the decisions first, so that a letter means the same annotator for good."""
    before = [one.annotator for one in recorded]
    return sorted(
        asked,
        key=lambda one: before.index(one.annotator) if one.annotator in before else len(before),
    )


def _newest_recorded(store: Store, article_id: str, source: Source) -> Version:
    """What an annotator said last, as far as it was called done since it was adjudicated.

    Raises:
        StoreError: there is nothing left of it.
    """
    found = newest_done(store, article_id, source.annotator, source.version)
    if found is None and source.version not in store.versions(article_id, source.annotator):
        raise StoreError(
            what=f"version {source.version} by {source.annotator}, of which {GOLD} was made, is no "
            "longer there",
            where=f"{article_id}/{source.annotator}",
            fix="put its labels back from a copy or from version control; "
            f"or name another version of theirs, as {source.annotator}@V",
        )
    return found or find_version(store, article_id, Which(source.annotator, source.version))


def _done(store: Store, article_id: str) -> Iterator[Version]:
    for name in store.annotators(article_id):
        head = None if is_gold(name) else history.head(store, article_id, name)
        if head and head.labelling.status == "done":
            yield head


def _of_drafts(found: Sequence[Version]) -> Iterator[str]:
    for one in found:
        if one.labelling.status != "done":
            yield f"{one.annotator} has not called version {one.number} done"


def _of_others(
    store: Store, article_id: str, found: Sequence[Version], recorded: Sequence[Source]
) -> Iterator[str]:
    """Who has done it too, and is not among those whom gold came of."""
    names = {one.annotator for one in found}
    for name in done_by(store, article_id) if recorded else ():
        if name not in names:
            every = " ".join((*(one.annotator for one in found), name))
            yield f"{name} has done it too; to adjudicate them as well, name all: {every}"


def _too_few(store: Store, article: Article, done: Sequence[str]) -> AnnotatorError:
    """The error for an article that fewer than two have done, with those who began it."""
    begun: list[str] = []
    with suppress(AnnotatorError):
        begun = [
            one for one in store.annotators(article.id) if one not in done and not is_gold(one)
        ]
    told = f"{done[0]} alone has" if done else "nobody has"
    return StoreError(
        what=f"{told} done {article.id}, and gold is made of what two or more did",
        where=article.id,
        fix=f"wait for {' and '.join(begun)}, who began it; or name all to take drafts too: "
        f"annotator adjudicate {article.id} {' '.join((*done, *begun))}"
        if len(done) + len(begun) >= _FEWEST
        else f"have it labelled by {'another annotator' if done or begun else 'two annotators'} "
        "first: annotator open",
    )
