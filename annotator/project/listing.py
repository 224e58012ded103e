"""The articles of a project, and who labelled them how far."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Status
from annotator.project.places import Project, read_article, seeds_of, store_of
from annotator.store import history
from annotator.store.protocol import Store
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Work:
    """The newest version of one annotator: its number, status, and how many spans it has."""

    annotator: str
    version: int
    status: Status
    spans: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with the work on it, annotators sorted by name."""

    article: Article
    labels: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Every article that can be read, sorted by ID, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    faults: tuple[AnnotatorError, ...]


def listing(project: Project) -> Listing:
    """All articles with the newest work of each annotator."""
    store = store_of(project)
    seeds = seeds_of(project)
    entries: list[Entry] = []
    faults: list[AnnotatorError] = [*seeds.strays]
    for article_id in seeds.files:
        try:
            article = read_article(project, article_id)
            work, broken = _work(store, article_id)
        except AnnotatorError as error:
            faults.append(error)
            continue
        entries.append(Entry(article, work))
        faults += broken
    once = {(fault.what, fault.where): fault for fault in faults}
    return Listing(tuple(entries), tuple(once.values()))


def _work(store: Store, article_id: str) -> tuple[tuple[Work, ...], tuple[AnnotatorError, ...]]:
    """The newest version of each annotator, and those that cannot be read."""
    found: list[Work] = []
    faults: list[AnnotatorError] = []
    for annotator in store.annotators(article_id):
        try:
            head = history.head(store, article_id, annotator)
        except AnnotatorError as error:
            faults.append(error)
            continue
        if head:
            labelling = head.labelling
            found.append(Work(annotator, head.number, labelling.status, len(labelling.spans)))
    return tuple(found), tuple(faults)
