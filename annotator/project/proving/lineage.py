"""What versions say of other files: those before them, merged into them, adjudicated in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Adjudication, Source
from annotator.project.merges.lines import heads_apart
from annotator.store.record import Version

_FIX = "bring that file back from a copy or from version control, if it can still be found"


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that was set aside: where, its sha256, and whose version it is.

    `forerunners` are the files that it follows or took in; None where it is no version of that
    place.
    """

    where: str
    sha256: str
    annotator: str
    forerunners: tuple[str, ...] | None


class Lineage:
    """The files of one article, and what its versions say of them."""

    def __init__(self, aside: Iterable[Aside]) -> None:
        """Begin with what was set aside."""
        self._set_aside = tuple(aside)
        self._files: dict[tuple[str, int], str | None] = {}
        self._aside = frozenset(one.sha256 for one in self._set_aside)
        self._claiming: list[tuple[Version, str]] = []
        self._ids: dict[tuple[str, int], frozenset[str]] = {}

    def add(self, annotator: str, files: Iterable[tuple[int, str | None]]) -> None:
        """Files of an annotator's chain: each its number, and its sha256 where it can be read."""
        self._files.update(((annotator, number), sha256) for number, sha256 in files)

    def claims_of(self, version: Version, where: str) -> None:
        """Remember a version that says which files it took in, and what others may say of it."""
        ids = frozenset(span.id for span in version.labelling.spans)
        self._ids[version.annotator, version.number] = ids
        if version.merged or version.labelling.adjudication:
            self._claiming.append((version, where))

    def warnings(self) -> Iterator[AnnotatorError]:
        """Every file that a version says it took in, and that is not here as it was then."""
        here = self._aside.union(self._files.values())
        for version, where in self._claiming:
            for at, merged in enumerate(version.merged):
                if merged not in here:
                    what = f"the file merged into it, with sha256 {merged[:12]}…, is not here"
                    yield StoreError(what, f"{where}: merged[{at}]", _FIX)
            adjudication = version.labelling.adjudication
            for at, source in enumerate(adjudication.sources if adjudication else ()):
                if astray := self._astray(source):
                    yield StoreError(astray, f"{where}: adjudication.sources[{at}]", _FIX)
            if adjudication:
                yield from self._strange_decisions(version.article_id, adjudication, where)

    def never_merged(
        self, annotator: str, chain: Mapping[str, Iterable[str]]
    ) -> Iterator[AnnotatorError]:
        """Versions of an annotator that were set aside, and that no version of the chain took in.

        `chain` holds the sha256 of every file of it, each with those of the files before it.
        """
        own = [one for one in self._set_aside if one.annotator == annotator]
        forerunners = {one.sha256: one.forerunners for one in own if one.forerunners is not None}
        where = {one.sha256: one.where for one in own}
        for head in heads_apart(forerunners, chain):
            what = "a version that was set aside was never merged"
            yield StoreError(what, where[head], "annotator merge takes it in")

    def _strange_decisions(
        self, article_id: str, adjudication: Adjudication, where: str
    ) -> Iterator[AnnotatorError]:
        """Decisions on spans that the versions they were made on never had."""
        for at, decision in enumerate(adjudication.decisions):
            each = zip(adjudication.sources, decision.versions, decision.sources, strict=False)
            for source, version, ids in each:
                known = self._ids.get((source.annotator, version))
                strange = [] if known is None else [one for one in ids if one not in known]
                if strange:
                    said = f"version {version} by {source.annotator} has no {strange[0]}"
                    what = f"{said}, on which this was decided"
                    fix = f"decide on it again: annotator adjudicate {article_id}"
                    yield StoreError(what, f"{where}: adjudication.decisions[{at}]", fix)

    def _astray(self, source: Source) -> str | None:
        """What is wrong with a file that was adjudicated; None where it is here as it was."""
        place = (source.annotator, source.version)
        if source.sha256 == self._files.get(place) or source.sha256 in self._aside:
            return None
        state = "is another file than it was then" if place in self._files else "is not here"
        return f"version {source.version} by {source.annotator}, which was adjudicated, {state}"


def clock_warnings(versions: Iterable[tuple[Version, str]]) -> Iterator[AnnotatorError]:
    """Versions of a chain, each with its place, that were saved before the one they follow."""
    for (before, _), (after, where) in pairwise(versions):
        if after.number == before.number + 1 and after.saved < before.saved:
            what = f"it was saved at {after.saved}, before the version it follows ({before.saved})"
            fix = "set the clock of the machine that saved it; nothing of the labels is wrong"
            yield StoreError(what, f"{where}: saved", fix)
