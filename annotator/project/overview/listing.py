"""The articles of a project, and who labelled them how far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Status
from annotator.project.overview.catalogue import Card, Catalogue
from annotator.project.places import Project, seeds_of


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

    article: Card
    labels: tuple[Work, ...]


class Listing:
    """Every article that can be read, sorted by ID, and what is wrong with the others.

    `articles` are the IDs of all.

    Raises:
        AnnotatorError: the folder of articles cannot be looked into.
    """

    def __init__(self, project: Project, catalogue: Catalogue | None = None) -> None:
        self._seeds = seeds_of(project)
        self._catalogue = catalogue or Catalogue(project)
        self._faults: list[AnnotatorError] = [*self._seeds.strays]
        self.articles = tuple(self._seeds.names)

    @property
    def faults(self) -> tuple[AnnotatorError, ...]:
        """What is wrong with what was looked at so far, each fault once."""
        return tuple({(fault.what, fault.where): fault for fault in self._faults}.values())

    def entries(self, articles: Iterable[str] | None = None) -> Iterator[Entry]:
        """The articles with the newest work of each annotator, each as soon as it is known.

        Args:
            articles: IDs of articles that are there, taken one by one; without them all.
        """
        for article_id in self.articles if articles is None else articles:
            try:
                card = self._catalogue.card(article_id, self._seeds)
                labelled = self._catalogue.may_be_labelled(article_id)
                work = tuple(self._work(article_id)) if labelled else ()
            except AnnotatorError as error:
                self._faults.append(error)
                continue
            yield Entry(card, work)
        self._catalogue.keep()

    def _work(self, article_id: str) -> Iterator[Work]:
        """The newest version of each annotator, as far as it can be read."""
        for annotator in self._catalogue.annotators(article_id):
            try:
                head = self._catalogue.head(article_id, annotator)
            except AnnotatorError as error:
                self._faults.append(error)
                continue
            if head:
                yield Work(annotator, head.number, head.status, head.spans)
