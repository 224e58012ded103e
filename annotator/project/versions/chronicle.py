"""The history of one annotator's labels of one article: version by version, and span by span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.errors import AnnotatorError, SpanError, StoreError, raise_all
from annotator.labels.comparing import differences
from annotator.labels.labelling import Labelling, Status
from annotator.labels.span import Span
from annotator.project.places import Project, read_article, store_of
from annotator.project.showing import numbers_of
from annotator.store import history
from annotator.store.codec import sha256
from annotator.store.protocol import Store
from annotator.store.record import Version


@dataclass(frozen=True, slots=True)
class Entry:
    """One version: when it was saved, and what it did to the one before it.

    `saved` is UTC as YYYY-MM-DDTHH:MM:SSZ, `sha256` that of the whole file, `seconds` time at
    work. `added`, `removed` and `changed` count spans by id; they are None where the version
    before cannot be read. `note` is the version's own.
    """

    article: str
    annotator: str
    version: int
    sha256: str
    saved: str
    status: Status
    added: int | None
    removed: int | None
    changed: int | None
    seconds: int
    note: str


@dataclass(frozen=True, slots=True)
class Log:
    """Every version that can be read, the newest first, and what is wrong with the chain."""

    entries: tuple[Entry, ...]
    faults: tuple[AnnotatorError, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A version by its number, and when it was saved."""

    version: int
    saved: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A span of the newest version: when it was made, and when it became what it is."""

    span: Span
    made: Moment
    changed: Moment


@dataclass(frozen=True, slots=True)
class Blame:
    """Every span that was asked for, by place, and the versions that cannot be read.

    Where one cannot be read, what was done in it seems done in the next one.
    """

    origins: tuple[Origin, ...]
    faults: tuple[AnnotatorError, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """All versions of a chain that can be read, rising, and what is wrong with the chain.

    `digests` are the sha256 of the versions' files.
    """

    versions: tuple[Version, ...]
    digests: tuple[str, ...]
    faults: tuple[AnnotatorError, ...]


def log(project: Project, article_id: str, annotator: str) -> Log:
    """Every version that an annotator saved of an article, the newest first.

    Raises:
        ArticleError: there is no such article.
        StoreError: the annotator saved nothing of it, or the labels cannot be reached.
    """
    store = store_of(project)
    told = _told(project, store, article_id, annotator)
    entries: list[Entry] = []
    before: Version | None = None
    for version, digest in zip(told.versions, told.digests, strict=True):
        entries.append(_entry(version, before, digest))
        before = version
    return Log(tuple(reversed(entries)), told.faults)


def blame(project: Project, article_id: str, annotator: str, span_id: str | None = None) -> Blame:
    """The versions in which the spans of the newest one were made and last changed.

    A span that was taken away and came back was changed when it came back.

    Args:
        project: where the labels are.
        article_id: the article.
        annotator: whose labels.
        span_id: one span; all of them where it is None.

    Raises:
        ArticleError: there is no such article.
        StoreError: the annotator saved nothing of it, or the labels cannot be reached.
        LabelFileError, SpanError, Faults: the newest version cannot be read.
        SpanError: there is no such span in it; the error says when it was taken away.
    """
    store = store_of(project)
    told = _told(project, store, article_id, annotator)
    newest = store.versions(article_id, annotator)[-1]
    if not told.versions or told.versions[-1].number != newest:
        raise_all(told.faults)
    spans = told.versions[-1].labelling.spans
    if span_id is not None:
        spans = tuple(span for span in spans if span.id == span_id)
        if not spans:
            where = store.where(article_id, annotator, newest)
            raise _no_span(told.versions, span_id, where)
    origins = _origins(told.versions)
    return Blame(tuple(Origin(span, *origins[span.id]) for span in spans), told.faults)


def _told(project: Project, store: Store, article_id: str, annotator: str) -> _Told:
    """What can be read of a chain.

    Raises:
        ArticleError: nothing is labelled under the ID, and no article has it.
        StoreError: the annotator saved nothing of it, or the labels cannot be reached.
    """
    if not store.annotators(article_id):
        read_article(project, article_id)
    versions: list[Version] = []
    digests: dict[int, str] = {}
    faults: list[AnnotatorError] = []
    numbers = numbers_of(store, article_id, annotator)
    for before, number in pairwise((0, *numbers)):
        where = store.where(article_id, annotator, number)
        if number > before + 1:
            lost = store.where(article_id, annotator, before + 1)
            what = f"version {before + 1} is missing: the next one is {number}"
            fix = f"restore what is missing before {where} from a copy or from version control"
            faults.append(StoreError(what, lost, fix))
        try:
            version = history.version_of(store, article_id, annotator, number)
            digests[number] = sha256(store.read(article_id, annotator, number))
            versions.append(version)
        except AnnotatorError as error:
            faults.append(error)
            continue
        if version.parent != digests.get(number - 1, version.parent):
            faults.append(history.estranged(version, where))
    return _Told(tuple(versions), tuple(digests.values()), tuple(faults))


def _entry(version: Version, before: Version | None, digest: str) -> Entry:
    """A version against the one that was read before it."""
    known = version.number == (before.number + 1 if before else 1)
    found = differences(before.labelling if before else Labelling(), version.labelling, by_id=True)
    kinds = [difference.kind for difference in found]
    added, removed = kinds.count("added"), kinds.count("removed")
    return Entry(
        article=version.article_id,
        annotator=version.annotator,
        version=version.number,
        sha256=digest,
        saved=version.saved,
        status=version.labelling.status,
        added=added if known else None,
        removed=removed if known else None,
        changed=len(kinds) - added - removed if known else None,
        seconds=version.seconds,
        note=version.labelling.note,
    )


def _origins(versions: tuple[Version, ...]) -> dict[str, tuple[Moment, Moment]]:
    """When each span there ever was was made, and when it last became another; by id."""
    found: dict[str, tuple[Moment, Moment]] = {}
    before: dict[str, Span] = {}
    for version in versions:
        now = Moment(version.number, version.saved)
        here = {span.id: span for span in version.labelling.spans}
        for span_id, span in here.items():
            if before.get(span_id) != span:
                made, _ = found.get(span_id, (now, now))
                found[span_id] = (made, now)
        before = here
    return found


def _no_span(versions: tuple[Version, ...], span_id: str, where: str) -> SpanError:
    """The error for a span that the newest version does not have."""
    gone = next(_departures(versions, span_id), None)
    when = f"; version {gone} took it away" if gone else ""
    fix = "name a span of it, as annotator show or annotator blame without a span lists them"
    return SpanError(f"it has no span {span_id!r:.80}{when}", where, fix)


def _departures(versions: tuple[Version, ...], span_id: str) -> Iterator[int]:
    """The versions that a span is no longer in, the newest first."""
    for before, after in reversed(tuple(pairwise(versions))):
        if before.labelling.span(span_id) and not after.labelling.span(span_id):
            yield after.number
