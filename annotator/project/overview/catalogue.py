"""What articles and newest versions say in short, read only where it is not known yet.

A file is taken to be as it was seen as long as its size, its times and its place on the disk are
the same; that of a file which was changed a moment ago may be the same after the next change, so
what it says is not remembered.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Labelling, Status
from annotator.labels.schema import Schema
from annotator.project.overview.index import Index, Row, Shelf
from annotator.project.places import OWN, Project, Seeds, folded, read_article_at, store_of
from annotator.session.listed import unfinished
from annotator.store import glance, history
from annotator.text.article import check_id

State = Literal["new", "draft", "done", "broken"]

INDEX = "index.sqlite"
# So many files are read again sooner than an index is written.
_FEW = 100
# A disk may tell times no finer than this, and its clock may be off by a little.
_UNSETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Card:
    """An article without its text; `length` is in code points."""

    id: str
    sha256: str
    length: int
    language: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The newest version of one annotator: its number, status, and how many spans it has.

    `unfinished` is the number of spans that lack values; None where no schema says what they lack.
    """

    number: int
    status: Status
    spans: int
    unfinished: int | None


class Catalogue:
    """Articles and newest versions of one project, in short.

    It answers as if everything was read just now. Whoever is done with it calls `keep`.

    Args:
        project: whose articles and labels are meant.
        schema: says what spans lack; None where nobody asks.
        least: so many files have to be read for the index to be written.
        now: the time in nanoseconds.
    """

    def __init__(
        self,
        project: Project,
        schema: Schema | None = None,
        *,
        least: int = _FEW,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        self._project = project
        self._schema = schema
        self._now = now
        self._store = store_of(project)
        self._index = Index(project.root / OWN / INDEX, least)
        self._labelled: frozenset[str] | None = None
        self._surveyed = False
        self._glanced: tuple[str, dict[str, int]] | None = None

    def may_be_labelled(self, article_id: str) -> bool:
        """Whether there may be labels of an article; looked at once for all, when first asked."""
        if not self._surveyed:
            self._surveyed = True
            with suppress(OSError):
                self._labelled = frozenset(map(folded, glance.labelled(self._project.labels)))
        return self._labelled is None or folded(article_id) in self._labelled

    def keep(self) -> None:
        """Remember what was read."""
        self._index.keep()

    def card(self, article_id: str, seeds: Seeds) -> Card:
        """An article of the project in short.

        Raises:
            AnnotatorError, Faults: its file or that of its facts is at fault.
        """
        name = seeds.names[article_id]
        facts = f"{name.removesuffix('.txt')}.toml"
        names = (name, facts) if facts in seeds.facts else (name,)
        stamp = self._stamp("", *(f"{seeds.folder}/{one}" for one in names))
        seen = self._known("articles", article_id, stamp)
        if seen is None:
            article = read_article_at(self._project, article_id, seeds.folder / name)
            known = article.facts
            seen = (article.sha256, article.length, known.language, known.title)
            self._remember("articles", article_id, stamp, seen)
        return Card(article_id, *seen)

    def annotators(self, article_id: str) -> tuple[str, ...]:
        """Who has a version of an article, sorted.

        Raises:
            AnnotatorError: that cannot be looked into.
        """
        newest = self._newest(article_id)
        return self._store.annotators(article_id) if newest is None else tuple(newest)

    def head(self, article_id: str, annotator: str) -> Head | None:
        """The newest version in short, None where there is none.

        Raises:
            AnnotatorError, Faults: it cannot be read, or is not as it was written.
        """
        newest = self._newest(article_id)
        if newest is not None and annotator not in newest:
            return None
        key = f"{article_id}\t{annotator}"
        stamp = None
        if newest is not None:
            number = newest[annotator]
            file = self._store.where(article_id, annotator, number)
            stamp = self._stamp(f"{number} ", f"{self._project.labels.parent}/{file}")
        seen = self._known("heads", key, stamp)
        if seen is None or (self._schema and seen[-1] != self._schema.sha256):
            version = history.head(self._store, article_id, annotator)
            if version is None:
                return None
            seen = (version.number, *self._told(version.labelling))
            self._remember("heads", key, stamp, seen)
        number, status, spans, lacking, _ = seen
        return Head(number, status, spans, lacking if self._schema else None)

    def state(self, article_id: str, annotator: str) -> State:
        """How far an annotator is with an article, by the newest version alone; never raises."""
        try:
            head = self.head(article_id, annotator)
        except AnnotatorError:
            return "broken"
        return head.status if head else "new"

    def _told(self, labelling: Labelling) -> tuple[Status, int, int | None, str]:
        """Status, spans, those that lack values, and the schema that says so."""
        spans = labelling.spans
        if self._schema is None:
            return labelling.status, len(spans), None, ""
        labels = {label.name: label for label in self._schema.labels}
        lacking = sum(
            one.label in labels and bool(unfinished(one, labels[one.label])) for one in spans
        )
        return labelling.status, len(spans), lacking, self._schema.sha256

    def _newest(self, article_id: str) -> dict[str, int] | None:
        """The newest versions by name; None where the store itself has to be asked."""
        if self._glanced is None or self._glanced[0] != article_id:
            try:
                found = glance.newest(self._project.labels, check_id(article_id, ""))
            except (OSError, AnnotatorError):
                return None
            self._glanced = (article_id, found)
        return self._glanced[1]

    def _stamp(self, prefix: str, *files: str) -> str | None:
        """What changes whenever one of the files does; None where that cannot be told."""
        try:
            found = [os.stat(file) for file in files]  # noqa: PTH116 - a path for each is slow
        except OSError:
            return None
        settled = self._now() - _UNSETTLED_NS
        if any(max(one.st_mtime_ns, one.st_ctime_ns) > settled for one in found):
            return None
        return prefix + " ".join(
            f"{one.st_size} {one.st_mtime_ns} {one.st_ctime_ns} {one.st_ino}" for one in found
        )

    def _known(self, shelf: Shelf, key: str, stamp: str | None) -> Any | None:
        """What the index says of files that bear a stamp."""
        row = self._index.get(shelf, key) if stamp else None
        return orjson.loads(row.seen) if row and row.stamp == stamp else None

    def _remember(
        self, shelf: Shelf, key: str, stamp: str | None, seen: tuple[object, ...]
    ) -> None:
        if stamp:
            self._index.put(shelf, key, Row(stamp, orjson.dumps(seen)))
