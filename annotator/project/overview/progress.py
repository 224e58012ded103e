"""How far annotators are with the articles, by their newest versions alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from annotator.errors import AnnotatorError
from annotator.labels.schema import Schema
from annotator.project.naming import is_gold
from annotator.project.overview.catalogue import Catalogue, State
from annotator.project.places import Project, read_schema_of


@dataclass(frozen=True, slots=True)
class Step:
    """How far an annotator is with one article.

    `version` is None where there is none. All three are None where the newest cannot be read, and
    `unfinished`, the number of spans that lack values, also where no schema says what they lack.
    """

    article: str
    state: State
    version: int | None
    spans: int | None
    unfinished: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an annotator is with all articles, which stand in the order of the queue."""

    annotator: str
    steps: tuple[Step, ...]

    def count(self, state: State) -> int:
        """How many articles are in a state."""
        return sum(step.state == state for step in self.steps)

    @property
    def spans(self) -> int:
        """The spans of all newest versions that can be read."""
        return sum(step.spans or 0 for step in self.steps)

    @property
    def next(self) -> str | None:
        """The first article that is not done, where the screen opens; None where all are."""
        return next((step.article for step in self.steps if step.state != "done"), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """The progress of those who were asked for, and what is wrong with what was read."""

    progress: tuple[Progress, ...]
    faults: tuple[AnnotatorError, ...]
    notices: tuple[str, ...] = ()


def progress_of_all(project: Project, articles: Iterable[str]) -> Overview:
    """The progress of everyone: whom the settings name, and who saved labels of these articles.

    Sorted by name; gold comes last, a second one too, and only where it has labels. Nobody has
    progress where there are no articles. No schema is read.

    Args:
        project: whose labels are meant.
        articles: IDs in the order of the queue, taken one by one as the work goes on.
    """
    reading = _Reading(project)
    order: list[str] = []
    saved: set[str] = set()
    for article in articles:
        order.append(article)
        there = reading.annotators(article)
        saved.update(there)
        for name in there:
            reading.step(article, name)
    names = sorted(saved.union(project.annotators), key=lambda one: (is_gold(one), one))
    names = [name for name in names if name in saved or not is_gold(name)] if order else []
    progress = tuple(
        Progress(name, tuple(reading.step(article, name) for article in order)) for name in names
    )
    reading.keep()
    return Overview(progress, reading.told())


def progress_of_one(project: Project, annotator: str, articles: Iterable[str]) -> Overview:
    """The progress of one annotator; one whom nobody knows has everything before them.

    Args:
        project: whose labels are meant.
        annotator: a name that can be one.
        articles: IDs in the order of the queue, taken one by one as the work goes on.
    """
    schema, faults = None, []
    try:
        schema = read_schema_of(project)
    except AnnotatorError as error:
        faults.append(error)
    reading = _Reading(project, schema, faults)
    found = Progress(annotator, tuple(reading.step(article, annotator) for article in articles))
    reading.keep()
    notices: tuple[str, ...] = ()
    untouched = bool(found.steps) and found.count("new") == len(found.steps)
    if untouched and annotator not in project.annotators:
        notices = (_unknown(project, annotator, [step.article for step in found.steps]),)
    return Overview((found,), reading.told(), notices)


def first_not_done(project: Project, annotator: str, articles: Iterable[str]) -> str | None:
    """Where the screen opens: the first article that is not done; None where all are.

    Args:
        project: whose labels are meant.
        annotator: a name that can be one.
        articles: IDs in the order of the queue; no more of them are looked at than it takes.
    """
    reading = _Reading(project)
    found = next((one for one in articles if reading.step(one, annotator).state != "done"), None)
    reading.keep()
    return found


class _Reading:
    """What has been found out so far, each head once, and what is wrong with it."""

    def __init__(
        self, project: Project, schema: Schema | None = None, faults: Sequence[AnnotatorError] = ()
    ) -> None:
        self._catalogue = Catalogue(project, schema)
        self._steps: dict[tuple[str, str], Step] = {}
        self._untouched: dict[str, Step] = {}
        self._faults = list(faults)

    def keep(self) -> None:
        """Remember what was read for the next time."""
        self._catalogue.keep()

    def annotators(self, article: str) -> tuple[str, ...]:
        """Who saved labels of an article; nobody where that cannot be looked into."""
        if not self._catalogue.may_be_labelled(article):
            return ()
        try:
            return self._catalogue.annotators(article)
        except AnnotatorError as error:
            self._faults.append(error)
            return ()

    def step(self, article: str, annotator: str) -> Step:
        """How far an annotator is with an article."""
        found = self._steps.get((article, annotator))
        if found is None:
            found = self._look(article, annotator)
            if found.state != "new":
                self._steps[article, annotator] = found
        return found

    def _look(self, article: str, annotator: str) -> Step:
        labelled = self._catalogue.may_be_labelled(article)
        try:
            head = self._catalogue.head(article, annotator) if labelled else None
        except AnnotatorError as error:
            self._faults.append(error)
            return Step(article, "broken", None, None, None)
        if head is None:
            return self._untouched.setdefault(article, Step(article, "new", None, 0, 0))
        return Step(article, head.status, head.number, head.spans, head.unfinished)

    def told(self) -> tuple[AnnotatorError, ...]:
        """Every fault once: that of a folder is met by all who look into it."""
        return tuple({(fault.what, fault.where): fault for fault in self._faults}.values())


def _unknown(project: Project, annotator: str, articles: Sequence[str]) -> str:
    """What to say of a name that nobody has, with those that could have been meant."""
    reading = _Reading(project)
    known = {name for article in articles for name in reading.annotators(article)}
    close = get_close_matches(annotator, sorted(known.union(project.annotators)))
    meant = f"; did you mean {' or '.join(close)}?" if close else ""
    return f"nobody called {annotator} saved labels yet{meant}"
