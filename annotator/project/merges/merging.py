"""Labels that grew apart come together: in a folder beside ours, in our own, or on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from annotator.errors import (
    AnnotatorError,
    Faults,
    StoreError,
    UsageError,
    gathered,
    raise_all,
)
from annotator.labels.conflicts import Choice, Conflict
from annotator.labels.labelling import Labelling
from annotator.labels.merging import Merged, merge
from annotator.project.files import is_file, is_folder
from annotator.project.fit import misfits
from annotator.project.merges.choosing import (
    Choose,
    Take,
    as_choices,
    swapped,
    swapping,
    who_chooses,
)
from annotator.project.merges.leavings import Leavings, leavings, tidy
from annotator.project.merges.lines import (
    File,
    Line,
    common,
    file_of,
    in_line,
    meet,
    read_line,
    taken_in,
)
from annotator.project.places import (
    SETTINGS,
    Project,
    open_project,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.project.sitting.annotate import beginning, version_for
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.codec import encode
from annotator.store.disk import RELEASES, folders
from annotator.store.folder import FolderStore, is_annotator, is_id
from annotator.store.protocol import Store
from annotator.store.record import Version

What = Literal["same", "taken over", "merged", "tidied up", "conflict", "fault"]
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one annotator's labels of one article.

    `version` is the newest now, None where there is none. `same` is where ours held all that
    theirs did; `taken over` where theirs went on from ours; `tidied up` where only copies were
    put away. Of a conflict and a fault nothing was written.
    """

    article: str
    annotator: str
    version: int | None
    what: What
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What became of all that was looked at, and everything that is wrong with it."""

    outcomes: tuple[Outcome, ...]
    faults: tuple[AnnotatorError, ...]


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What lies open merged over the version that was saved meanwhile, and that version."""

    merged: Merged
    head: Version


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written for one pair: files to set aside, and versions to create."""

    what: What
    aside: tuple[bytes, ...] = ()
    new: Line = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Their labels, and the folder from which their paths are told."""

    store: Store
    beside: Path


def merge_folders(  # noqa: PLR0913 - the two sides, who chooses between them, and who watches
    project: Project,
    source: Path | None,
    *,
    take: Take | None,
    now: datetime,
    choose: Choose | None = None,
    watch: Watch[_Pair] = unwatched,
) -> MergeReport:
    """Bring together labels that grew apart: those of an annotator on an article all or not at all.

    Versions that theirs adds to ours are taken over as they are. Where both went on from a common
    version, theirs are set aside and the next version of ours holds both; merged once, they are
    not merged again. What conflicts is left as it is, unless every one of its conflicts is chosen.

    Args:
        project: whose labels ours are.
        source: another project, or a folder of labels; without one, what git or a program that
            syncs files left among our own versions is brought together, and what was set aside
            and never merged.
        take: the side that stands wherever both say different things.
        now: when the new versions are made.
        choose: asked about conflicts where no side is to be taken, again and again, since a choice
            may settle others or bring others to light; without an answer they stay as they are.
        watch: gives the work piece by piece, to one who wants to see how far it is.

    Raises:
        UsageError: the source holds no labels.
        AnnotatorError, Faults: the source or our schema cannot be read.
    """
    merging = _Merging(project, who_chooses(take, choose), now)
    theirs = None if source is None else _source(source)
    outcomes: list[Outcome] = []
    faults: list[AnnotatorError] = []
    pairs = tuple(_pairs(theirs.store) if theirs else _own_pairs(project))
    for article, annotator in watch(pairs, "merging"):
        try:
            if theirs:
                outcomes.append(merging.with_theirs(theirs, article, annotator))
            elif found := leavings(project, article, annotator):
                outcomes.append(merging.with_leavings(found, article, annotator))
        except AnnotatorError as error:
            faults.append(error)
            outcomes.append(Outcome(article, annotator, None, "fault"))
    return MergeReport(tuple(outcomes), tuple(faults))


def overtaken(  # noqa: PLR0913 - the two sides, what both grew from, and what was chosen
    project: Project,
    base: Labelling,
    mine: Labelling,
    article_id: str,
    annotator: str,
    *,
    next_id: int,
    choices: Mapping[str, Choice],
) -> Overtaken:
    """Merge what lies open over the version that somebody saved meanwhile; nothing is written.

    Args:
        project: whose labels are meant.
        base: what the open labelling grew from.
        mine: the open labelling, which is the incoming side.
        article_id: the article.
        annotator: whose labels they are.
        next_id: the number of the next span that would have been marked.
        choices: sides by the keys of conflicts.

    Raises:
        StoreError: no version is there.
        AnnotatorError, Faults: the version cannot be read, or does not fit today's text and schema.
    """
    store = store_of(project)
    head = history.head(store, article_id, annotator)
    if head is None:
        what = "the version that this session grew from is no longer there"
        fix = "put it back from a copy or from version control, then save again"
        raise StoreError(what, store.where(article_id, annotator, 1), fix)
    schema = read_schema_of(project)
    where = store.where(article_id, annotator, head.number)
    raise_all(misfits(project, head, read_article(project, article_id), schema, where))
    highest = history.highest_id(store, article_id, annotator)
    merged = merge(
        base,
        head.labelling.onward(),
        mine,
        next_id=max(next_id, highest + 1),
        choices=choices,
        given=frozenset(f"s{number}" for number in range(1, highest + 1)),
        schema=schema,
    )
    return Overtaken(merged, head)


class _Merging:
    """Merges pair after pair into the labels of a project."""

    def __init__(self, project: Project, choose: Choose, now: datetime) -> None:
        self._project = project
        self._choose = choose
        self._now = now
        self._store = store_of(project)
        self._schema = read_schema_of(project)

    def with_theirs(self, theirs: _Theirs, article: str, annotator: str) -> Outcome:
        """Bring the versions of another store together with ours."""
        held = _files(self._store, article, annotator)
        with _told_as_theirs(theirs):
            found = _files(theirs.store, article, annotator)
        if found == held[: len(found)] and in_line(held):
            return Outcome(article, annotator, len(held), "same")
        ours = read_line(self._store, article, annotator)
        with _told_as_theirs(theirs):
            line = read_line(theirs.store, article, annotator)
        plan = self._plan(ours, line, self._choose)
        if plan.what != "conflict":
            self._write(plan, article, annotator)
        return _outcome(plan, (*ours, *plan.new), article, annotator)

    def with_leavings(self, found: Leavings, article: str, annotator: str) -> Outcome:
        """Bring together what lies in our own folder, and tidy up."""
        line = found.ours
        what: What = "tidied up"
        conflicts: list[Conflict] = []
        for lost in found.lost:
            turned = any(file.sha256 in found.own for file in lost)
            choose = swapping(self._choose) if turned else self._choose
            plan = self._plan(line, lost, choose)
            if plan.what == "same" and taken_in(line, lost)[0] < len(lost):
                # Nothing of it is new, but it stays in our folder and is to be known as taken in.
                plan = self._merged(line, lost, line[-1].version.labelling)
            what = what if plan.what == "same" else plan.what
            line = (*line, *plan.new)
            conflicts += map(swapped, plan.conflicts) if turned else plan.conflicts
        if conflicts:
            return Outcome(article, annotator, len(found.ours), "conflict", tuple(conflicts))
        plan = _Plan(what, found.aside, line[len(found.ours) :])
        self._write(plan, article, annotator)
        tidy(found)
        return _outcome(plan, line, article, annotator)

    def _plan(self, ours: Line, theirs: Line, choose: Choose) -> _Plan:
        """What is to be written so that ours holds theirs too; everything is checked here."""
        if taken_in(ours, theirs)[0] == len(theirs):
            return _Plan("same")
        start = common(ours, theirs)
        if start == len(ours):
            self._check_fits(theirs[-1].version)
            return _Plan("taken over", new=theirs[start:])
        self._check_one_text(ours[-1].version, theirs[-1].version)
        merged = self._settled(ours, theirs, choose)
        if merged.conflicts:
            return _Plan("conflict", conflicts=merged.conflicts)
        holds_ours = taken_in(theirs, ours)[0] == len(ours)
        if holds_ours and merged.labelling == ours[-1].version.labelling:
            return _Plan("same")
        return self._merged(ours, theirs, merged.labelling)

    def _merged(self, ours: Line, theirs: Line, labelling: Labelling) -> _Plan:
        """Theirs set aside, and a next version of ours that took it in."""
        aside = tuple(file.data for file in theirs[common(ours, theirs) :])
        return _Plan("merged", aside, (self._following(ours, theirs, labelling),))

    def _settled(self, ours: Line, theirs: Line, choose: Choose) -> Merged:
        """The two heads as one, conflicts chosen until none is left or nobody chooses."""
        head = ours[-1].version
        start = beginning(read_article(self._project, head.article_id))
        choices: dict[str, Choice] = {}
        while True:
            merged = meet(ours, theirs, start, choices=choices, schema=self._schema).merged
            if not merged.conflicts:
                return merged
            chosen = choose(head.article_id, head.annotator, merged.conflicts)
            if not chosen:
                return merged
            choices.update(as_choices(chosen))

    def _following(self, ours: Line, theirs: Line, labelling: Labelling) -> File:
        """The next version of ours, which took theirs in."""
        head = ours[-1].version
        article = read_article(self._project, head.article_id)
        version = version_for(
            article,
            self._schema,
            labelling,
            annotator=head.annotator,
            now=self._now,
            seconds=0,
        )
        version = replace(
            version,
            number=head.number + 1,
            parent=ours[-1].sha256,
            merged=(theirs[-1].sha256,),
        )
        self._check_fits(version)
        where = self._where(version)
        return file_of(encode(version), where, version.article_id, version.annotator)

    def _check_fits(self, version: Version) -> None:
        """Refuse a version that would not stand on today's text and schema."""
        article = read_article(self._project, version.article_id)
        where = self._where(version)
        raise_all(misfits(self._project, version, article, self._schema, where))

    def _check_one_text(self, ours: Version, theirs: Version) -> None:
        if ours.article_sha256 != theirs.article_sha256:
            raise StoreError(
                what=f"the two sides were made on different texts of {ours.article_id}",
                where=self._where(ours),
                fix="bring both onto one text with annotator rebase, then merge again",
            )

    def _where(self, version: Version) -> str:
        return self._store.where(version.article_id, version.annotator, version.number)

    def _write(self, plan: _Plan, article: str, annotator: str) -> None:
        """Set aside first, so that nothing is ever only half there."""
        for data in plan.aside:
            self._store.set_aside(article, annotator, data)
        for file in plan.new:
            self._store.create(article, annotator, file.version.number, file.data)


def _outcome(plan: _Plan, line: Line, article: str, annotator: str) -> Outcome:
    return Outcome(article, annotator, len(line) or None, plan.what, plan.conflicts)


def _source(source: Path) -> _Theirs:
    """The labels of another project, or of a folder of labels.

    Raises:
        UsageError: it is neither.
        AnnotatorError, Faults: the other project's annotator.toml is at fault.
    """
    if is_file(source / SETTINGS):
        return _Theirs(store_of(open_project(source)), source)
    store = FolderStore(source)
    if not (is_folder(source) and store.articles()):
        what = "there are no labels: this is neither a project nor a folder of labels"
        raise UsageError(what, str(source), "name the folder that holds annotator.toml, or labels")
    return _Theirs(store, source.parent)


@contextmanager
def _told_as_theirs(theirs: _Theirs) -> Iterator[None]:
    """Tell what is wrong with their files by where they lie, for ours have the same names."""
    try:
        yield
    except AnnotatorError as error:
        raise gathered(
            [
                type(one)(one.what, f"{theirs.beside}/{one.where}", one.fix)
                for one in (error.faults if isinstance(error, Faults) else (error,))
            ]
        ) from error


def _files(store: Store, article: str, annotator: str) -> tuple[tuple[int, bytes], ...]:
    """Every file of an annotator on an article, with its number."""
    numbers = store.versions(article, annotator)
    return tuple((number, store.read(article, annotator, number)) for number in numbers)


def _pairs(store: Store) -> Iterator[_Pair]:
    for article in store.articles():
        yield from ((article, annotator) for annotator in store.annotators(article))


def _own_pairs(project: Project) -> Iterator[_Pair]:
    """Every folder that may hold versions, also one in which no file has a version's name."""
    for article in folders(project.labels, project.labels):
        if is_id(article) and article != RELEASES:
            there = folders(project.labels / article, project.labels)
            yield from ((article, one) for one in there if is_annotator(one))
