"""Proof that everything of a project is as it was kept: never stops at the first fault."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError, ArticleError, Faults, StoreError
from annotator.labels.rules import breaches
from annotator.labels.schema import Schema
from annotator.project.files import is_folder
from annotator.project.fit import misfits, text_misfits
from annotator.project.merges.lines import forerunners
from annotator.project.naming import opened_by
from annotator.project.places import (
    OLD_TEXTS,
    Project,
    kept_text,
    read_article,
    read_schema_of,
    seeds_of,
    store_of,
)
from annotator.project.proving.frozen import Frozen
from annotator.project.proving.lineage import Aside, Lineage, clock_warnings
from annotator.project.sitting.waiting import waiting
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.codec import decode, sha256
from annotator.store.disk import read_file
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.store.strangers import Stranger, strangers
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


def prove(project: Project, watch: Watch[str] = unwatched) -> Proof:
    """Hold every article, label file, digest, chain, offset and quote against what it should be.

    `watch` gives the articles to be proved.
    """
    proving = _Proving(project)
    proving.old_texts()
    proving.strangers()
    for article_id in watch(proving.articles(), "proving"):
        proving.article(article_id)
    proving.releases()
    proving.journals()
    return Proof(
        files=proving.files,
        problems=_problems(proving.faults),
        warnings=_problems(proving.warnings),
    )


class _Proving:
    """What has been found so far."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store: Store = store_of(project)
        self.files = 0
        self.faults: list[AnnotatorError] = []
        self.warnings: list[AnnotatorError] = []
        self._seeds: frozenset[str] | None = None
        self._labelled: frozenset[str] = frozenset()
        self._aside: defaultdict[str, list[Aside]] = defaultdict(list)
        self._schema: Schema | None = None
        self._frozen: Frozen | None = None
        try:
            self._schema = read_schema_of(project)
        except AnnotatorError as error:
            self.faults.append(error)
        try:
            self._frozen = Frozen(project)
        except AnnotatorError as error:
            self.faults.append(error)

    def journals(self) -> None:
        """What this machine's journals know that the labels do not."""
        for one in waiting(self.project, os.environ):
            where = self.project.told(one.path)
            who = f"{one.annotator} on {one.article_id}"
            if one.edits:
                edits = "1 edit" if one.edits == 1 else f"{one.edits} edits"
                were = "was" if one.edits == 1 else "were"
                fix = f"{opened_by(one.article_id, one.annotator)} brings them back"
                what = f"{edits} by {who} {were} kept and never saved"
                self.warnings.append(StoreError(what, where, fix))
            with suppress(AnnotatorError):
                there = self.store.versions(one.article_id, one.annotator)
                for number in sorted(set(one.versions) - set(there)):
                    what = f"version {number} by {who} was saved on this machine, and is gone"
                    fix = "annotator verify --repair restores it"
                    self.warnings.append(StoreError(what, where, fix))

    def articles(self) -> tuple[str, ...]:
        """The IDs of all articles and of all that have labels; what else lies among them."""
        try:
            seeds = seeds_of(self.project)
            self.faults += seeds.strays
            self._seeds = frozenset(seeds.files)
        except AnnotatorError as error:
            self.faults.append(error)
        try:
            self._labelled = frozenset(self.store.articles())
        except AnnotatorError as error:
            self.faults.append(error)
        return tuple(sorted(self._labelled.union(self._seeds or ())))

    def article(self, article_id: str) -> None:
        """One article with its facts, and all labels of it."""
        article = self._article(article_id)
        if article_id not in self._labelled:
            return
        lineage = Lineage(self._aside[article_id])
        try:
            for annotator in self.store.annotators(article_id):
                self._chain(article_id, annotator, article, lineage)
        except AnnotatorError as error:
            self.faults.append(error)
        self.warnings += lineage.warnings()

    def _article(self, article_id: str) -> Article | None:
        """The article; None where it is at fault, or not there, or cannot be looked for."""
        if self._seeds is None:
            return None
        if article_id in self._seeds:
            try:
                return read_article(self.project, article_id)
            except AnnotatorError as error:
                self.faults.append(error)
                return None
        what = f"these are the labels of {article_id}, and no such article is there"
        where = f"{self.project.told(self.project.labels)}/{article_id}"
        fix = "bring the article back with annotator add, or move the labels away"
        self.faults.append(StoreError(what, where, fix))
        return None

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

    def _chain(
        self, article_id: str, annotator: str, article: Article | None, lineage: Lineage
    ) -> None:
        """Every version by one annotator, the newest against the schema as well."""
        chain = history.chain(self.store, article_id, annotator)
        self.files += len(chain.files)
        self.faults += chain.faults
        lineage.add(annotator, chain.files)
        told = [
            (version, self.store.where(article_id, annotator, version.number))
            for version in chain.versions
        ]
        self.warnings += clock_warnings(told)
        digests = dict(chain.files)
        if not chain.faults:
            links = {digests[one.number] or "": forerunners(one) for one in chain.versions}
            self.warnings += lineage.never_merged(annotator, links)
        for version, where in told:
            lineage.claims_of(version, where)
            if article and self._schema and version.number == chain.files[-1][0]:
                proved = self._newest(version, article, self._schema, where)
            else:
                proved = self._words(version, article, where)
            if self._frozen and proved and not chain.faults:
                self._frozen.saw(version, digests[version.number])

    def _newest(self, version: Version, article: Article, schema: Schema, where: str) -> bool:
        """The newest version against the text and the schema of today; whether it is right."""
        wrong = misfits(self.project, version, article, schema, where)
        self.faults += wrong
        done = version.labelling.status == "done"
        self.warnings += breaches(version.labelling, schema, where, finished=done)
        old = None if version.article_sha256 == article.sha256 else self._kept(version)
        if old is not None:
            self.faults += text_misfits(version, old, where)
        return not wrong

    def _words(self, version: Version, article: Article | None, where: str) -> bool:
        """The offsets and quotes of a version against its own text; whether they are right."""
        text = article.text if article and article.sha256 == version.article_sha256 else None
        if text is None:
            text = self._kept(version)
        if text is not None:
            wrong = text_misfits(version, text, where)
            self.faults += wrong
            return not wrong
        if article is not None:
            what = "the text it was made on is not kept, so its offsets and quotes are not proved"
            fix = f"put that text into {self.project.told(self.project.seeds / OLD_TEXTS)}"
            self.warnings.append(StoreError(what, f"{where}: article.sha256", fix))
        return False

    def _kept(self, version: Version) -> str | None:
        """The replaced text that a version was made on; a wrong one is told as itself."""
        try:
            return kept_text(self.project, version.article_sha256)
        except AnnotatorError:
            return None

    def strangers(self) -> None:
        """Files among the labels that are no versions."""
        try:
            found = strangers(self.project.labels)
        except AnnotatorError as error:
            self.faults.append(error)
            return
        for stranger in found:
            self._stranger(stranger)

    def releases(self) -> None:
        """Every release, and the files and texts that it froze."""
        try:
            self.faults += self._frozen.faults() if self._frozen else ()
        except AnnotatorError as error:
            self.faults.append(error)

    def _stranger(self, stranger: Stranger) -> None:
        where = stranger.where
        match stranger.kind:
            case "foreign":
                fix = "move it out of the folder of labels"
                hidden = Path(where).name.startswith(".")
                kind = self.warnings if hidden else self.faults
                kind.append(StoreError("this is no label file", where, fix))
            case "unfinished":
                what = "a save was cut off here; nothing that was kept is missing"
                self.warnings.append(StoreError(what, where, "it may be deleted"))
            case "set aside":
                self._set_aside(where)
            case "broken":
                self._named_by_itself(where)
                what = "a broken file that was replaced by a good copy"
                self.warnings.append(StoreError(what, where, "nothing needs to be done"))

    def _set_aside(self, where: str) -> None:
        """A file that lost to another of its number can still be read."""
        data = self._named_by_itself(where)
        if data is None:
            return
        article_id, annotator = Path(where).parts[-4:-2]
        before: tuple[str, ...] | None = None
        try:
            version = decode(data, where)
            if (version.article_id, version.annotator) == (article_id, annotator):
                before = forerunners(version)
        except AnnotatorError as error:
            self.faults.append(error)
        self._aside[article_id].append(Aside(where, Path(where).stem, annotator, before))

    def _named_by_itself(self, where: str) -> bytes | None:
        """The bytes of a file that is named by their sha256; None where they have another."""
        try:
            data = read_file(self.project.labels.parent / where, "file set aside", where)
        except AnnotatorError as error:
            self.faults.append(error)
            return None
        if sha256(data) == Path(where).stem:
            return data
        what = "this is not the file that its name says"
        fix = "restore it from a copy or from version control"
        self.faults.append(StoreError(what, where, fix))
        return None


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
