"""Labels that go to other programs: an annotator's, or those that a release froze."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from annotator import plugins
from annotator.errors import AnnotatorError, StoreError, UsageError, raise_all
from annotator.formats.protocol import Departure, SchemaWriter, Writer
from annotator.project.files import read_bytes
from annotator.project.fit import misfits, text_misfits
from annotator.project.outgoing import write_outside
from annotator.project.places import SCHEMA, Project, read_article, read_schema_of, store_of
from annotator.project.releases.meaning import meant
from annotator.project.releases.releasing import read_release, released, released_text
from annotator.project.showing import Which, find_version
from annotator.project.watching import Watch, unwatched
from annotator.store.protocol import Store
from annotator.store.release_file import ReleaseEntry
from annotator.text.article import Article

_OPTION = "--from"
_DOING = "reading labels"


@dataclass(frozen=True, slots=True)
class Export:
    """A file as it is to be written, how many articles it holds, and what it leaves out.

    `source` is what a person calls those labels: `the labels of a1`, or `the release v1.0`.
    """

    data: bytes
    source: str
    articles: int
    notices: tuple[str, ...]


def export_labels(
    project: Project, format_name: str, named: str | None, watch: Watch[str] = unwatched
) -> Export:
    """An annotator's labels of every article, or those of a release just as they were frozen.

    Args:
        project: whose labels are meant.
        format_name: the format to write.
        named: an annotator for the newest versions, `NAME@V` for all of that number, or a
            release; None for the only annotator who has labels.
        watch: gives the articles, to one who wants to see how far it is.

    Raises:
        UsageError: there is no such format, or it is not said, or not clear, whose labels are
            meant.
        StoreError: there are none.
        AnnotatorError, Faults: every version that cannot be read, does not fit its article, or is
            not as it was released.
    """
    writer = cast("Writer", plugins.load("annotator.formats", format_name))
    store = store_of(project)
    asked = meant(store, named, _OPTION, store.articles()) if named else _only_annotator(store)
    told: tuple[str, ...] = ()
    if isinstance(asked, Which):
        departures = _of_annotator(project, store, asked, watch)
        source = f"the labels of {asked.annotator}"
    else:
        departures, told = _of_release(project, store, asked.name, watch)
        source = f"the release {asked.name}"
    told = (*told, *writer.dropped(departures))
    return Export(_written(project, writer, departures), source, len(departures), told)


def _written(project: Project, writer: Writer, departures: Sequence[Departure]) -> bytes:
    """The file, with the schema where the format carries it and it knows all labels."""
    if isinstance(writer, SchemaWriter):
        schema, path = read_schema_of(project), project.guidelines / SCHEMA
        labels = {span.label for one in departures for span in one.labelling.spans}
        if labels <= {one.name for one in schema.labels}:
            return writer.write_under(departures, read_bytes(path, project.told(path)))
    return writer.write(departures)


def write_export(project: Project, target: Path, export: Export) -> None:
    """Write the file whole or not at all, never among the project's own; or into a device.

    Raises:
        UsageError: the target lies among the project's articles, guidelines or labels.
        AnnotatorError: it cannot be written; then what was there is still there.
    """
    write_outside(project, target, export.data, "an export")


def _of_annotator(
    project: Project, store: Store, asked: Which, watch: Watch[str]
) -> tuple[Departure, ...]:
    """Every article that the annotator labelled, each version held against today's text."""
    schema = read_schema_of(project)

    def departure(article_id: str) -> Departure:
        version = find_version(store, article_id, asked)
        article = read_article(project, article_id)
        place = store.where(article_id, asked.annotator, version.number)
        raise_all(misfits(project, version, article, schema, place))
        return Departure(article, version.labelling)

    labelled = _labelled(store, asked)
    if not labelled:
        raise _nothing(store, asked)
    return _gathered(watch(labelled, _DOING), departure)


def _of_release(
    project: Project, store: Store, name: str, watch: Watch[str]
) -> tuple[tuple[Departure, ...], tuple[str, ...]]:
    """Every article of a release on the text it was released with, and what to know of those."""
    entries = {entry.article: entry for entry in read_release(project, name).entries}
    older: list[str] = []

    def departure(article_id: str) -> Departure:
        entry = entries[article_id]
        version = released(store, entry)
        article = _as_today(project, entry)
        if article is None:
            article = Article(article_id, released_text(project, entry))
            older.append(article_id)
        where = store.where(article_id, entry.annotator, entry.version)
        raise_all(text_misfits(version, article.text, where))
        return Departure(article, version.labelling)

    departures = _gathered(watch(tuple(entries), _DOING), departure)
    told = f"these lie on the texts of the release, not on those of today: {', '.join(older)}"
    return departures, (told,) if older else ()


def _gathered(
    articles: Iterable[str], departure: Callable[[str], Departure]
) -> tuple[Departure, ...]:
    """What is to be written of each article, or every fault."""
    found: list[Departure] = []
    wrong: list[AnnotatorError] = []
    for article_id in articles:
        try:
            found.append(departure(article_id))
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)
    return tuple(found)


def _as_today(project: Project, entry: ReleaseEntry) -> Article | None:
    """The article that was released, where it is still there as it was."""
    try:
        article = read_article(project, entry.article)
    except AnnotatorError:
        return None
    return article if article.sha256 == entry.sha256 else None


def _nothing(store: Store, asked: Which) -> StoreError:
    """The error for an annotator without labels, or without that number of them."""
    number = f" with the number {asked.number}" if asked.number else ""
    newest = "; without @, the newest labels are meant" if asked.number else ""
    known = ", ".join(_annotators(store)) or "nobody yet"
    releases = ", ".join(store.releases())
    return StoreError(
        what=f"{asked.annotator} saved no labels{number}",
        where=_OPTION,
        fix=f"name one of those who did: {known}{newest}"
        + (f"; or a release: {releases}" if releases else ""),
    )


def _only_annotator(store: Store) -> Which:
    names = _annotators(store)
    if len(names) == 1:
        return Which(names[0])
    if not names:
        raise StoreError("nobody saved labels yet", "the labels of this project", "label first")
    raise UsageError(
        what=f"it is not said whose labels are meant: {', '.join(names)} have some",
        where=_OPTION,
        fix=f"name one of them, such as {_OPTION} {names[0]}, or a release",
    )


def _annotators(store: Store) -> tuple[str, ...]:
    return tuple(
        sorted({name for article in store.articles() for name in store.annotators(article)})
    )


def _labelled(store: Store, asked: Which) -> tuple[str, ...]:
    """Every article of which the annotator has the version, sorted."""
    return tuple(
        article
        for article in store.articles()
        if (numbers := store.versions(article, asked.annotator))
        and (asked.number is None or asked.number in numbers)
    )
