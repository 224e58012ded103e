"""What versions say of other files: those before them, merged into them, adjudicated in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Source
from annotator.store.record import Version

_FIX = "bring that file back from a copy or from version control, if it can still be found"


class Lineage:
    """The files of one article, and what its versions say of them."""

    def __init__(self, aside: Iterable[str]) -> None:
        """Begin with the sha256 of what was set aside."""
        self._files: dict[tuple[str, int], str | None] = {}
        self._aside = frozenset(aside)
        self._claiming: list[tuple[Version, str]] = []

    def add(self, annotator: str, files: Iterable[tuple[int, str | None]]) -> None:
        """Files of an annotator's chain: each its number, and its sha256 where it can be read."""
        self._files.update(((annotator, number), sha256) for number, sha256 in files)

    def claims_of(self, version: Version, where: str) -> None:
        """Remember a version that says which files it took in."""
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
