"""Releases: versions frozen under a name, listed, read back and proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from annotator.errors import AnnotatorError, Faults, StoreError, UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Schema
from annotator.project.fit import misfits, text_misfits
from annotator.project.places import (
    Project,
    kept_text,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.codec import sha256
from annotator.store.protocol import Store, taken_release
from annotator.store.record import ANNOTATOR, RELEASE, SchemaRef, Version
from annotator.store.release_file import (
    Release,
    ReleaseEntry,
    counts_of,
    decode_release,
    encode_release,
)

Drafts = Literal["refuse", "take"]

_MOST_NAMED = 20
_RESTORE = "restore the file from a copy or from version control"


@dataclass(frozen=True, slots=True)
class Releases:
    """Every release that can be read, by name, and what is wrong with the others."""

    kept: tuple[Release, ...]
    faults: tuple[AnnotatorError, ...]


@dataclass(frozen=True, slots=True)
class _Newest:
    """An article's newest version and the sha256 of its file, or what is wrong with them."""

    version: Version | None
    sha256: str
    faults: tuple[AnnotatorError, ...]


def release(  # noqa: PLR0913 - what a release says of itself
    project: Project,
    name: str,
    *,
    now: datetime,
    source: str = "gold",
    note: str = "",
    drafts: Drafts = "refuse",
    watch: Watch[str] = unwatched,
) -> Release:
    """Freeze an annotator's newest labels of every article that they labelled, under a name.

    Everything is proved first: each chain of versions, and the newest of each against today's
    text and schema, an article at a time, which `watch` gives.

    Raises:
        UsageError: the name cannot be one, or the source cannot name an annotator.
        Taken: a release of that name is there; it is never changed.
        StoreError: the source has no labels, drafts are among them, or nothing can be written.
        AnnotatorError, Faults: everything that is not as it was kept or does not fit; then
            nothing is released.
    """
    store = store_of(project)
    _check_names(store, name, source)
    schema = read_schema_of(project)
    newest = (
        _newest(project, schema, store, article_id, source)
        for article_id in watch(_labelled(store, source), "proving")
    )
    entries, labels = _frozen(newest, source, drafts)
    made = Release(
        name=name,
        created=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        schema=SchemaRef(schema.name, schema.version, schema.sha256, schema.pages),
        note=note,
        entries=entries,
        counts=counts_of(len(entries), labels),
    )
    store.create_release(name, encode_release(made))
    return made


def releases(project: Project) -> Releases:
    """Every release of a project, by name.

    Raises:
        StoreError: they cannot be looked for.
    """
    kept: list[Release] = []
    faults: list[AnnotatorError] = []
    for name in store_of(project).releases():
        try:
            kept.append(read_release(project, name))
        except AnnotatorError as error:
            faults.append(error)
    return Releases(tuple(kept), tuple(faults))


def read_release(project: Project, name: str) -> Release:
    """A release, its bytes proved against their digest and its name.

    Raises:
        StoreError: there is none of that name; the error names those that are.
        LabelFileError, Faults: its file is not as it was written.
    """
    store = store_of(project)
    there = store.releases()
    if name not in there:
        fix = f"name one of these: {', '.join(there)}" if there else "make one: annotator release"
        raise StoreError(f"there is no release {shown(name)}", "the releases of this project", fix)
    where = store.where_release(name)
    found = decode_release(store.read_release(name), where)
    if found.name != name:
        what = f"it says it is the release {found.name}"
        raise StoreError(what, f"{where}: name", "give the file its own name back")
    return found


def is_annotator_too(project: Project, name: str) -> bool:
    """Whether a release's name is also that of an annotator with labels."""
    store = store_of(project)
    return any(name in store.annotators(article) for article in store.articles())


def labels_of_release(project: Project, name: str, article_id: str) -> Version:
    """What a release froze of an article.

    Raises:
        StoreError: there is no such release, it holds no labels of the article, or the file is
            not the one that was released.
        LabelFileError, SpanError, Faults: a file is not as it was written.
    """
    entry = read_release(project, name).entry(article_id)
    if entry is None:
        what = f"the release {name} holds no labels of {shown(article_id)}"
        raise StoreError(what, "--from", "name another release, or an annotator")
    return released(store_of(project), entry)


def released(store: Store, entry: ReleaseEntry) -> Version:
    """The version that was frozen, its file proved against the release.

    Raises:
        StoreError: it is not there, or not as it was when it was released.
        LabelFileError, SpanError, Faults: it is no label file of that place.
    """
    place = (entry.article, entry.annotator, entry.version)
    where = store.where(*place)
    if sha256(store.read(*place)) != entry.labels_sha256:
        raise StoreError("this is not the file that was released", where, _RESTORE)
    version = history.version_of(store, *place)
    if version.article_sha256 != entry.sha256:
        what = "it lies on another text than the release says"
        raise StoreError(what, f"{where}: article.sha256", _RESTORE)
    return version


def released_text(project: Project, entry: ReleaseEntry) -> str:
    """The text that was frozen: the article's, or the one that was kept when it was replaced.

    Raises:
        AnnotatorError, Faults: it is neither, or cannot be read.
    """
    found: AnnotatorError | None = None
    try:
        article = read_article(project, entry.article)
        if article.sha256 == entry.sha256:
            return article.text
    except AnnotatorError as error:
        found = error
    kept = kept_text(project, entry.sha256)
    if kept is None:
        raise found or StoreError(
            what=f"the text of {entry.article} that was released is not kept",
            where=entry.article,
            fix="put the text back that the labels were made on, from a copy or version control",
        )
    return kept


def prove_release(project: Project, name: str) -> tuple[AnnotatorError, ...]:
    """Everything wrong with a release: its digest, and the file and text of every entry."""
    store = store_of(project)
    try:
        found = read_release(project, name)
    except AnnotatorError as error:
        return (error,)
    where = store.where_release(name)
    faults: list[AnnotatorError] = []
    labels: Counter[str] = Counter()
    for at, entry in enumerate(found.entries):
        try:
            version = released(store, entry)
            labels.update(span.label for span in version.labelling.spans)
            text = released_text(project, entry)
            place = store.where(entry.article, entry.annotator, entry.version)
            raise_all(text_misfits(version, text, place))
        except AnnotatorError as error:
            faults += _at_entry(error, f"{where}: entries[{at}] ({entry.article})")
    if not faults and counts_of(len(found.entries), labels) != found.counts:
        what = "it counts other spans than its entries have"
        faults.append(StoreError(what, f"{where}: counts", _RESTORE))
    return tuple(faults)


def _check_names(store: Store, name: str, source: str) -> None:
    """Refuse, before anything is read, names that cannot be."""
    if not RELEASE.fullmatch(name):
        what = f"{shown(name)} cannot name a release"
        fix = "use 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', a letter or digit first"
        raise UsageError(what, "NAME", fix)
    if not ANNOTATOR.fullmatch(source):
        what = f"{shown(source)} cannot name an annotator"
        raise UsageError(what, "--from", "name one without a version: the newest are frozen")
    for there in store.releases():
        if there.lower() == name.lower():
            raise taken_release(name, there, store.where_release(there))


def _labelled(store: Store, source: str) -> tuple[str, ...]:
    """Every article of which the source has labels.

    Raises:
        StoreError: there is none; the error names those who have any.
    """
    everything = store.articles()
    articles = tuple(one for one in everything if store.versions(one, source))
    if not articles:
        others = sorted({name for one in everything for name in store.annotators(one)})
        fix = f"name one of those who did: {', '.join(others)}" if others else "label first"
        raise StoreError(f"{source} saved no labels", "--from", fix)
    return articles


def _frozen(
    newest: Iterable[_Newest], source: str, drafts: Drafts
) -> tuple[tuple[ReleaseEntry, ...], Counter[str]]:
    """An entry for each article, and how many spans each label has in all.

    Raises:
        AnnotatorError, Faults: everything that is wrong with any of them.
    """
    entries: list[ReleaseEntry] = []
    labels: Counter[str] = Counter()
    unfinished: list[str] = []
    faults: list[AnnotatorError] = []
    for one in newest:
        faults += one.faults
        if one.version is not None and not one.faults:
            entries.append(_entry(one.version, one.sha256))
            labels.update(span.label for span in one.version.labelling.spans)
            if one.version.labelling.status == "draft":
                unfinished.append(one.version.article_id)
    if unfinished and drafts == "refuse":
        faults.append(_unfinished(unfinished, source))
    raise_all(faults)
    return tuple(entries), labels


def _newest(
    project: Project, schema: Schema, store: Store, article_id: str, source: str
) -> _Newest:
    """The newest version of an article after everything about it was proved; never raises."""
    try:
        chain = history.chain(store, article_id, source)
        raise_all(chain.faults)
        version = chain.versions[-1]
        where = store.where(article_id, source, version.number)
        article = read_article(project, article_id)
        wrong = misfits(project, version, article, schema, where)
        digest = sha256(store.read(article_id, source, version.number))
    except AnnotatorError as error:
        return _Newest(None, "", (error,))
    return _Newest(version, digest, wrong)


def _entry(version: Version, digest: str) -> ReleaseEntry:
    return ReleaseEntry(
        article=version.article_id,
        sha256=version.article_sha256,
        annotator=version.annotator,
        version=version.number,
        labels_sha256=digest,
    )


def _unfinished(articles: Sequence[str], source: str) -> StoreError:
    """The error for labels that are drafts, each article by name unless there are too many."""
    named = ", ".join(articles[:_MOST_NAMED])
    more = len(articles) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return StoreError(
        what=f"these labels by {source} are drafts: {named}{rest}",
        where="--from",
        fix="mark them done (m on the screen), or release them as they are with --drafts",
    )


def _at_entry(error: AnnotatorError, place: str) -> Iterator[AnnotatorError]:
    """Faults of what an entry froze, told at the entry, each with the file that it is in."""
    for one in error.faults if isinstance(error, Faults) else (error,):
        yield StoreError(f"{one.what} ({one.where})", place, one.fix)
