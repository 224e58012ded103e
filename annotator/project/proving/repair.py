"""Broken and missing versions, put back from good copies; nothing is ever taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError, StoreError, os_trouble
from annotator.project.places import Project, store_of
from annotator.project.proving.copies import Copy, Elsewhere, copies_of, elsewhere
from annotator.project.releases.releasing import releases
from annotator.project.sitting.waiting import waiting
from annotator.project.watching import Watch, unwatched
from annotator.store.codec import decode, sha256, torn
from annotator.store.mending import mend, supersede
from annotator.store.protocol import Store
from annotator.store.record import Version

_Place = tuple[str, str]
_Named = Mapping[_Place, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Restored:
    """A version that is whole again: its file, and what it was copied from.

    `aside` is where another version is kept now that stood in its place; empty where none did.
    """

    file: str
    source: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put back, and why the rest was not."""

    restored: tuple[Restored, ...]
    left: tuple[AnnotatorError, ...]


def repair(
    project: Project,
    environ: Mapping[str, str],
    source: Path | None = None,
    watch: Watch[str] = unwatched,
) -> Repair:
    """Put back every version that is missing or broken and of which a good copy is found.

    Copies are looked for among files that were set aside, in journals, and in `source`, a copy of
    the project or of its folder of labels. A copy is taken only when it is a whole version of
    that very place, follows the file before it, and is the file that the next one follows, or
    that a release or an adjudication names. Where none of those can tell, it must share its
    digest with what is left of the broken file, or be the only one outside set-aside. The bytes
    of a broken file are kept in set-aside before it is replaced; a whole version in the place of
    another is set aside as one that can be merged. A file in which git left two versions is left
    for a merge. `watch` gives the articles.

    Raises:
        UsageError: `source` is no folder.
        StoreError: the labels cannot be looked into.
    """
    others = elsewhere(source) if source else ()
    store = store_of(project)
    released = _released(project)
    for place, gone in _saved_here(project, environ).items():
        released[place] = {**gone, **released.get(place, {})}
    articles = sorted({*store.articles(), *(article for article, _ in released)})
    restored: list[Restored] = []
    left: list[AnnotatorError] = []
    for article_id in watch(articles, "looking for what is lost"):
        chains = {name: _held(store, article_id, name) for name in store.annotators(article_id)}
        named = _named(article_id, released, chains)
        for annotator in sorted({*chains, *named}):
            mending = _Mending(
                project, (article_id, annotator), chains.get(annotator, {}), named[annotator]
            )
            done = mending.mend(others, environ)
            restored += done.restored
            left += done.left
    return Repair(tuple(restored), tuple(left))


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands in a version's place: its bytes, and the version where it is one of this place.

    `data` is None, and `fault` says why, where it cannot be read or holds two versions.
    """

    data: bytes | None
    version: Version | None = None
    sha256: str = ""
    fault: AnnotatorError | None = None


_NOTHING = _Held(None)


def _held(store: Store, article_id: str, annotator: str) -> dict[int, _Held]:
    """Every file of a chain by its number."""
    found: dict[int, _Held] = {}
    for number in store.versions(article_id, annotator):
        try:
            data = store.read(article_id, annotator, number)
        except AnnotatorError as error:
            found[number] = _Held(None, fault=error)
            continue
        where = store.where(article_id, annotator, number)
        if fault := torn(data, where):
            found[number] = _Held(None, fault=fault)
            continue
        found[number] = _Held(data)
        try:
            version = decode(data, "")
        except AnnotatorError:
            continue
        if (version.article_id, version.annotator, version.number) == (
            article_id,
            annotator,
            number,
        ):
            found[number] = _Held(data, version, sha256(data))
    return found


def _saved_here(project: Project, environ: Mapping[str, str]) -> _Named:
    """The sha256 of each file that was saved on this machine and is gone, in the same way.

    A file that is there is never held against a journal: other programs may have put it there.
    """
    store = store_of(project)
    found: defaultdict[_Place, dict[int, str]] = defaultdict(dict)
    for one in waiting(project, environ):
        there = store.versions(one.article_id, one.annotator)
        gone = {number: one.versions[number] for number in set(one.versions).difference(there)}
        found[one.article_id, one.annotator].update(gone)
    return found


def _released(project: Project) -> dict[_Place, dict[int, str]]:
    """The sha256 of each file that a release names, by article and annotator, then by number."""
    found: defaultdict[_Place, dict[int, str]] = defaultdict(dict)
    for release in releases(project).kept:
        for entry in release.entries:
            found[entry.article, entry.annotator][entry.version] = entry.labels_sha256
    return found


def _named(
    article_id: str, released: _Named, chains: Mapping[str, Mapping[int, _Held]]
) -> defaultdict[str, dict[int, str]]:
    """The same for the annotators of one article, by adjudications of it as well."""
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for held in (one for chain in chains.values() for one in chain.values()):
        adjudication = held.version.labelling.adjudication if held.version else None
        for source in adjudication.sources if adjudication else ():
            if source.version:
                found[source.annotator][source.version] = source.sha256
    for (article, annotator), numbers in released.items():
        if article == article_id:
            found[annotator].update(numbers)
    return found


class _Mending:
    """One chain of versions, what is wrong with it, and the copies that could be put into it."""

    def __init__(
        self,
        project: Project,
        place: _Place,
        held: Mapping[int, _Held],
        named: Mapping[int, str],
    ) -> None:
        self._project = project
        self._store = store_of(project)
        self._place = place
        self._held = held
        self._named = named
        self._copies: tuple[Copy, ...] = ()
        self._chosen: dict[int, Copy] = {}

    def mend(self, others: tuple[Elsewhere, ...], environ: Mapping[str, str]) -> Repair:
        """Put back what can be; gives also what could not."""
        if all(self._is_right(one) and not self._parting(one) for one in self._numbers()):
            return Repair((), ())
        self._copies = copies_of(self._project, *self._place, others, environ)
        for number in reversed(self._numbers()):
            if not self._is_right(number) and (copy := self._proved(number)):
                self._chosen[number] = copy
        for number in self._numbers():
            if not self._standing(number) and (copy := self._likely(number)):
                self._chosen[number] = copy
        for number in self._numbers():
            if number in self._chosen and not self._follows(number, self._chosen[number]):
                del self._chosen[number]
        return self._put_all()

    def _numbers(self) -> tuple[int, ...]:
        """Every number that is there or should be, as far as a copy could say so."""
        known = {*self._held, *self._named}
        last = max(known, default=0)
        copied = (copy.version.number for copy in self._copies)
        gaps = (number - 1 for number in known if number > 1)
        return tuple(sorted({*known, *gaps, *(one for one in copied if one <= last)}))

    def _standing(self, number: int) -> tuple[Version, str] | None:
        """The version that stands at a number, or is to be put there, and its sha256."""
        if copy := self._chosen.get(number):
            return copy.version, copy.sha256
        held = self._held.get(number, _NOTHING)
        return (held.version, held.sha256) if held.version else None

    def _due(self, number: int) -> str | None:
        """The sha256 that the file at a number must have; None where nothing tells it."""
        following = self._standing(number + 1)
        return following[0].parent if following else self._named.get(number)

    def _is_right(self, number: int) -> bool:
        """Whether a whole version stands there, and the next one follows it."""
        standing = self._standing(number)
        if standing is None:
            return False
        # What only a release or an adjudication speaks against is left as it stands.
        following = self._standing(number + 1)
        named = self._named.get(number) == standing[1]
        return named or following is None or following[0].parent == standing[1]

    def _proved(self, number: int) -> Copy | None:
        """The copy that is known to be the very file; None where there is none."""
        return next((copy for copy in self._at(number) if self._is_proved(number, copy)), None)

    def _is_proved(self, number: int, copy: Copy) -> bool:
        """Whether a copy has the sha256 that is due; else, whether the broken file was the same."""
        due = self._due(number)
        if due is not None or self._standing(number + 1):
            return copy.sha256 == due
        return _is_rest_of(self._held.get(number, _NOTHING).data or b"", copy.data)

    def _likely(self, number: int) -> Copy | None:
        """Where nothing can prove any, the only copy that follows and was not set aside."""
        if self._due(number) is not None or self._standing(number + 1):
            return None
        fitting = (copy for copy in self._at(number) if self._follows(number, copy))
        kept = {copy.sha256: copy for copy in fitting if not copy.lost}
        return kept.popitem()[1] if len(kept) == 1 else None

    def _at(self, number: int) -> Iterator[Copy]:
        return (copy for copy in self._copies if copy.version.number == number)

    def _follows(self, number: int, copy: Copy) -> bool:
        """Whether a copy follows what stands before it; where nothing does, it must be proved."""
        if number == 1:
            return copy.version.parent is None
        before = self._standing(number - 1)
        return copy.version.parent == before[1] if before else self._is_proved(number, copy)

    def _put_all(self) -> Repair:
        """Put every chosen copy in its place; say what could not be done."""
        restored: list[Restored] = []
        left: list[AnnotatorError] = []
        for number in self._numbers():
            where = self._store.where(*self._place, number)
            copy = self._chosen.get(number)
            try:
                if copy is not None:
                    aside = self._put(number, copy, where)
                    restored.append(Restored(where, copy.source, aside))
                elif not self._standing(number):
                    raise self._held.get(number, _NOTHING).fault or self._without_copy(number)
                elif parting := self._parting(number):
                    left.append(parting)
            except AnnotatorError as error:
                left.append(error)
        return Repair(tuple(restored), tuple(left))

    def _put(self, number: int, copy: Copy, where: str) -> str:
        """One copy into its place, what stood there out of it; where that is, if it is a version.

        Raises:
            StoreError: it cannot be written, or what stands there cannot be kept.
        """
        held = self._held.get(number)
        if held is None:
            self._store.create(*self._place, number, copy.data)
            return ""
        if held.data is None:
            raise held.fault or self._without_copy(number)
        path = self._project.labels.parent / where
        aside = self._store.set_aside(*self._place, held.data) if held.version else ""
        try:
            if aside:
                supersede(path, held.data, copy.data)
            else:
                mend(path, held.data, copy.data)
        except OSError as error:
            why, fix = os_trouble(error)
            what = f"a good copy is there ({copy.source}), and it cannot be put back: {why}"
            raise StoreError(what, where, fix) from error
        return aside

    def _parting(self, number: int) -> StoreError | None:
        """Why a version and the next one stay as they are, though the next follows another."""
        standing, following = self._standing(number), self._standing(number + 1)
        if not standing or not following or following[0].parent == standing[1]:
            return None
        where = self._store.where(*self._place, number + 1)
        if self._named.get(number) != standing[1]:
            what = f"no good copy was found of the version {number} that it follows"
            return StoreError(what, where, "name a folder that has it with --from FOLDER")
        what = f"it follows another version {number} than a release or an adjudication names"
        fix = "move it and all after it out of the folder, then annotator merge FOLDER brings them "
        return StoreError(what, where, f"{fix}back from the project they came from")

    def _without_copy(self, number: int) -> StoreError:
        """Why a version is not put back, and what to do."""
        where = self._store.where(*self._place, number)
        found = ", ".join(dict.fromkeys(copy.source for copy in self._at(number)))
        if not found:
            what = f"no good copy of version {number} was found"
            return StoreError(what, where, "name a folder that has one with --from FOLDER")
        what = f"nothing shows that a copy of version {number} is the file that was here: {found}"
        fix = "name a folder that has another with --from FOLDER, or put one of these here by hand"
        return StoreError(what, where, fix)


def _is_rest_of(broken: bytes, good: bytes) -> bool:
    """Whether broken bytes were these: they state the digest, or all but that, or the beginning.

    A beginning counts from where the spans begin: what stands before them is no two versions'.
    """
    at = good.rindex(b'"digest"')
    body, (digest, *_) = good[:at], good[at:].splitlines()
    begun = good.startswith(broken) and b'\n"spans": [' in broken
    return begun or digest in broken or broken.startswith(body)
