"""Proof that everything of a project is as it was kept: never stops at the first fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from annotator.errors import AnnotatorError, ArticleError, Faults, StoreError
from annotator.labels.rules import breaches
from annotator.labels.schema import Schema
from annotator.project.files import is_folder
from annotator.project.fit import misfits, text_misfits
from annotator.project.places import (
    OLD_TEXTS,
    Project,
    kept_text,
    read_article,
    read_schema_of,
    seeds_of,
    store_of,
)
from annotator.store import history
from annotator.store.folder import FolderStore, Stranger
from annotator.store.record import Version
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: file, place in it (empty for the whole file), what, and how to mend it."""

    file: str
    span: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How many label files were proved, what is wrong, and what a person should know besides."""

    files: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def prove(project: Project) -> Proof:
    """Hold every article, label file, digest, chain, offset and quote against what it should be."""
    proving = _Proving(project)
    proving.articles()
    proving.old_texts()
    for article_id in proving.labelled():
        proving.labels_of(article_id)
    proving.strangers()
    return Proof(
        files=proving.files,
        problems=_problems(proving.faults),
        warnings=_problems(proving.warnings),
    )


class _Proving:
    """What has been found so far."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store: FolderStore = store_of(project)
        self.files = 0
        self.faults: list[AnnotatorError] = []
        self.warnings: list[AnnotatorError] = []
        self._articles: dict[str, Article | None] = {}
        self._articles_known = False
        self._schema: Schema | None = None
        try:
            self._schema = read_schema_of(project)
        except AnnotatorError as error:
            self.faults.append(error)

    def articles(self) -> None:
        """Every article with its facts, and what lies among them."""
        try:
            seeds = seeds_of(self.project)
        except AnnotatorError as error:
            self.faults.append(error)
            return
        self._articles_known = True
        self.faults += seeds.strays
        for article_id in seeds.files:
            try:
                self._articles[article_id] = read_article(self.project, article_id)
            except AnnotatorError as error:
                self._articles[article_id] = None
                self.faults.append(error)

    def old_texts(self) -> None:
        """Every text that was replaced is the one that its name says."""
        folder = self.project.seeds / OLD_TEXTS
        for path in sorted(folder.glob("*")) if is_folder(folder) else ():
            try:
                digest = path.name.removesuffix(".txt")
                if kept_text(self.project, digest) is None:
                    where = self.project.told(path)
                    fix = "move it out of the folder"
                    self.faults.append(ArticleError("this is no kept text", where, fix))
            except AnnotatorError as error:
                self.faults.append(error)

    def labelled(self) -> tuple[str, ...]:
        """Every article with labels; none where they cannot be looked into."""
        try:
            return self.store.articles()
        except AnnotatorError as error:
            self.faults.append(error)
            return ()

    def labels_of(self, article_id: str) -> None:
        """Every chain of one article."""
        if self._articles_known and article_id not in self._articles:
            self.faults.append(
                StoreError(
                    what=f"these are the labels of {article_id}, and no such article is there",
                    where=f"{self.project.told(self.project.labels)}/{article_id}",
                    fix="bring the article back with annotator add, or move the labels away",
                )
            )
        try:
            for annotator in self.store.annotators(article_id):
                self._chain(article_id, annotator)
        except AnnotatorError as error:
            self.faults.append(error)

    def _chain(self, article_id: str, annotator: str) -> None:
        numbers = self.store.versions(article_id, annotator)
        self.files += len(numbers)
        chain = history.chain(self.store, article_id, annotator)
        self.faults += chain.faults
        article = self._articles.get(article_id)
        for version in chain.versions:
            where = self.store.where(article_id, annotator, version.number)
            newest = version.number == numbers[-1]
            if article is not None:
                self._text(version, article, where, newest=newest)

    def _text(self, version: Version, article: Article, where: str, *, newest: bool) -> None:
        """One version against the text and, where it is the newest, the schema of today."""
        if newest:
            if self._schema:
                self.faults += misfits(self.project, version, article, self._schema, where)
                done = version.labelling.status == "done"
                self.warnings += breaches(version.labelling, self._schema, where, finished=done)
            return
        text: str | None = article.text
        if version.article_sha256 != article.sha256:
            try:
                text = kept_text(self.project, version.article_sha256)
            except AnnotatorError:
                text = None
        if text is not None:
            self.faults += text_misfits(version, text, where)

    def strangers(self) -> None:
        """Files among the labels that are no versions."""
        try:
            found = self.store.strangers()
        except AnnotatorError as error:
            self.faults.append(error)
            return
        for stranger in found:
            self._stranger(stranger)
        if is_folder(self.project.labels / "releases"):
            where = f"{self.project.told(self.project.labels)}/releases"
            what = "releases are not proved by this version of the program"
            self.warnings.append(StoreError(what, where, "prove them with a newer one"))

    def _stranger(self, stranger: Stranger) -> None:
        match stranger.kind:
            case "foreign":
                fix = "move it out of the folder of labels"
                if Path(stranger.where).name.startswith("."):
                    self.warnings.append(StoreError("this is no label file", stranger.where, fix))
                else:
                    self.faults.append(StoreError("this is no label file", stranger.where, fix))
            case "unfinished":
                what = "a save was cut off here; nothing that was kept is missing"
                self.warnings.append(StoreError(what, stranger.where, "it may be deleted"))
            case "set aside":
                self._set_aside(stranger.where)

    def _set_aside(self, where: str) -> None:
        """A file that lost to another of its number still is the one that its name says."""
        path = self.project.labels.parent / where
        try:
            good = sha256(path.read_bytes()).hexdigest() == path.name.removesuffix(".json")
        except OSError:
            good = False
        if not good:
            what = "this is not the file that its name says"
            fix = "restore it from a copy or from version control"
            self.faults.append(StoreError(what, where, fix))


def _flat(faults: list[AnnotatorError]) -> Iterator[AnnotatorError]:
    for fault in faults:
        yield from _flat(list(fault.faults)) if isinstance(fault, Faults) else (fault,)


def _problems(faults: list[AnnotatorError]) -> tuple[Problem, ...]:
    """Each fault once, in the order in which they were found."""
    return tuple(dict.fromkeys(_problem(fault) for fault in _flat(faults)))


def _problem(fault: AnnotatorError) -> Problem:
    """A fault with its place taken apart: the file, then what in it."""
    file, _, span = fault.where.partition(": ")
    return Problem(file, span, fault.what, fault.fix)
