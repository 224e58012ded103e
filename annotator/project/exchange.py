"""Labels that come from other programs: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import cast

from annotator import plugins
from annotator.errors import AnnotatorError, Faults, FormatError, StoreError, raise_all
from annotator.formats.protocol import Arrival, FilesReader, Reader, Reading, Shelf
from annotator.labels.labelling import Labelling, Status
from annotator.labels.rules import breaches, faults, faults_of_spans, spot
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span
from annotator.project.places import (
    Project,
    article_ids,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.project.sitting.annotate import beginning, version_for
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.codec import encode
from annotator.store.protocol import Store, Taken
from annotator.store.record import Version
from annotator.text.article import Article

_Head = Callable[[str], Version | None]

_GROUP: plugins.Group = "annotator.formats"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of one article: its newest version, and whether that was made just now."""

    article: str
    version: int
    spans: int
    made: bool


@dataclass(frozen=True, slots=True)
class Import:
    """Everything that was taken in, and what a person should know of it."""

    taken: tuple[Arrived, ...]
    notices: tuple[str, ...]


def formats() -> tuple[str, ...]:
    """The names of all formats."""
    return plugins.names(_GROUP)


def import_labels(  # noqa: PLR0913 - what a version says of its making, and who watches
    project: Project,
    format_name: str,
    data: bytes | Sequence[tuple[str, bytes]],
    where: str,
    *,
    annotator: str,
    status: Status,
    now: datetime,
    watch: Watch[str] = unwatched,
) -> Import:
    """Give each article of a source one version with its spans, in place of those before.

    Everything is checked before anything is kept. Zones, refused suggestions, the anchor and the
    note of the version before stay; an article whose content is the same gets no version.
    `data` are the bytes of one file, or several files, each with what a person calls it. `watch`
    gives the articles, once when they are checked and once when they are kept.

    Raises:
        UsageError: there is no such format.
        AnnotatorError, Faults: every fault of the source at once; then nothing is kept.
        StoreError: the disk failed in the middle; the error names what had been kept.
    """
    reader = cast("Reader", plugins.load(_GROUP, format_name))
    schema = read_schema_of(project)
    store = store_of(project)
    head = cache(partial(history.head, store, annotator=annotator))
    shelf = _shelf(project, schema, store, annotator, head)
    reading = _without_scores(_read(reader, format_name, data, where, shelf))
    planned = _planned(reading, schema, head, status, watch)
    new = [
        (
            version_for(
                arrival.article, schema, labelling, annotator=annotator, now=now, seconds=0
            ),
            head,
        )
        for arrival, labelling, head in planned
    ]
    _check_encodable(new, reading.arrivals)
    warned = [
        f"warning: {fault.what} ({fault.where})"
        for arrival, labelling, _ in planned
        for fault in _at_their_source(
            breaches(labelling, schema, arrival.where, finished=False),
            arrival,
            labelling.spans,
        )
    ]
    left = [told for one in planned for told in _decisions_left(*one)]
    return Import(_keep(store, new, watch), (*reading.notices, *warned, *left))


def _read(
    reader: Reader,
    format_name: str,
    data: bytes | Sequence[tuple[str, bytes]],
    where: str,
    shelf: Shelf,
) -> Reading:
    """What a source holds, of one file or of several.

    Raises:
        FormatError: there are several, and the format knows of one.
        AnnotatorError: the source as a whole is at fault.
    """
    if isinstance(data, bytes):
        return reader.read(data, where, shelf)
    if isinstance(reader, FilesReader):
        return reader.read_files(data, shelf)
    what = f"a folder is named, and {format_name} is one file"
    raise FormatError(what, where, "name the files in it, each by itself")


def _decisions_left(arrival: Arrival, labelling: Labelling, head: Version | None) -> Iterator[str]:
    """That other spans than those which were decided on have no decisions."""
    before = head.labelling.adjudication if head else None
    if head and before and before.decisions and labelling.adjudication is None:
        count = len(before.decisions)
        told = "1 decision" if count == 1 else f"{count} decisions"
        yield (
            f"warning: {told} on {arrival.article.id} stay in version {head.number} alone: "
            "what came in was not adjudicated"
        )


def _without_scores(reading: Reading) -> Reading:
    """The same, with a word on scores, where the source tells how sure it is."""
    scored = sum(score is not None for one in reading.arrivals for score in one.scores)
    if not scored:
        return reading
    many = "1 span" if scored == 1 else f"{scored} spans"
    left_out = f"the score of {many} was left out: labels have none"
    return replace(reading, notices=(*reading.notices, left_out))


def _shelf(project: Project, schema: Schema, store: Store, annotator: str, head: _Head) -> Shelf:
    known = frozenset(article_ids(project))

    @cache
    def article(article_id: str) -> Article | None:
        return read_article(project, article_id) if article_id in known else None

    def ids(article_id: str) -> Mapping[Identity, str]:
        there = article(article_id)
        try:
            newest = head(article_id)
        except AnnotatorError:
            # What is wrong with it is told when something is to follow it.
            return {}
        if newest is None or there is None or newest.article_sha256 != there.sha256:
            return {}
        return {span.identity: span.id for span in newest.labelling.spans}

    return Shelf(
        schema=schema,
        article=article,
        next_number=lambda article_id: history.highest_id(store, article_id, annotator) + 1,
        ids=ids,
    )


def _planned(
    reading: Reading, schema: Schema, head: _Head, status: Status, watch: Watch[str]
) -> tuple[tuple[Arrival, Labelling, Version | None], ...]:
    """Each arrival as a labelling that can be kept after the newest version, or every fault."""
    found: list[tuple[Arrival, Labelling, Version | None]] = []
    wrong: list[AnnotatorError] = list(reading.faults)
    articles = [arrival.article.id for arrival in reading.arrivals]
    for arrival, _ in zip(reading.arrivals, watch(articles, "checking"), strict=True):
        try:
            newest = head(arrival.article.id)
        except AnnotatorError as error:
            wrong.append(error)
            continue
        labelling = _following(arrival, newest, status)
        wrong += faults_of_arrival(arrival, labelling, schema)
        found.append((arrival, labelling, newest))
    raise_all(wrong)
    return tuple(found)


def faults_of_arrival(
    arrival: Arrival, labelling: Labelling, schema: Schema
) -> tuple[AnnotatorError, ...]:
    """Why the labelling of an arrival cannot stand, each fault where it stood in the source."""
    look = faults if arrival.whole else faults_of_spans
    found = look(labelling, schema, arrival.article.text, arrival.where)
    return tuple(_at_their_source(found, arrival, labelling.spans))


def _following(arrival: Arrival, head: Version | None, status: Status) -> Labelling:
    """The spans that came in, with all else as it was on the same text."""
    article = arrival.article
    before = beginning(article)
    if head and head.article_sha256 == article.sha256:
        before = head.labelling
    after = replace(before, spans=arrival.spans, status=status)
    return after if after.spans == before.spans else replace(after, adjudication=None)


def _at_their_source(
    found: Sequence[AnnotatorError], arrival: Arrival, spans: Sequence[Span]
) -> Iterator[AnnotatorError]:
    """Faults of a sorted labelling, each at the place that the source gave its span."""
    if not found:
        return
    source = dict(zip(arrival.spans, arrival.places, strict=True))
    places = {
        spot(arrival.where, at, span.id): source[span]
        for at, span in enumerate(spans)
        if span in source
    }
    for fault in found:
        yield type(fault)(fault.what, places.get(fault.where, fault.where), fault.fix)


def _check_encodable(
    new: Sequence[tuple[Version, Version | None]], arrivals: Sequence[Arrival]
) -> None:
    """Refuse, before anything is kept, what could not be written."""
    wrong: list[AnnotatorError] = []
    for (version, _), arrival in zip(new, arrivals, strict=True):
        try:
            encode(replace(version, number=1))
        except AnnotatorError as error:
            wrong += [
                type(one)(one.what, arrival.where, one.fix)
                for one in (error.faults if isinstance(error, Faults) else (error,))
            ]
    raise_all(wrong)


def _keep(
    store: Store, new: Sequence[tuple[Version, Version | None]], watch: Watch[str]
) -> tuple[Arrived, ...]:
    """Keep every version; where one fails, say which were kept, since none is ever taken back."""
    taken: list[Arrived] = []
    articles = [version.article_id for version, _ in new]
    for (version, head), _ in zip(new, watch(articles, "keeping"), strict=True):
        try:
            kept = history.append(store, version, head)
        except AnnotatorError as error:
            raise _stopped(error, taken, len(new)) from error
        made = head is None or kept.number != head.number
        taken.append(Arrived(kept.article_id, kept.number, len(kept.labelling.spans), made))
    return tuple(taken)


def _stopped(error: AnnotatorError, taken: Sequence[Arrived], planned: int) -> AnnotatorError:
    if isinstance(error, Taken):
        error = Taken(error.what, error.where, "import again, which goes on from that version")
    made = [f"{one.article} version {one.version}" for one in taken if one.made]
    if not made:
        return error
    return StoreError(
        what=f"{error.what}; {len(made)} of {planned} articles were kept before: {', '.join(made)}",
        where=error.where,
        fix=f"{error.fix}; then import again: what is kept already makes no new version",
    )
