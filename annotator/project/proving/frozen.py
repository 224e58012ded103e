"""Releases held against versions that were proved already, so that no file is read twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.project.places import Project, store_of
from annotator.project.releases.releasing import prove_release, releases
from annotator.store.record import Version
from annotator.store.release_file import Release, ReleaseEntry, counts_of

_Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A version that is as it was kept: sha256 of its file and of its text, spans by label."""

    labels_sha256: str
    sha256: str
    labels: Counter[str]


class Frozen:
    """The versions that the releases of a project name, and what was seen of them."""

    def __init__(self, project: Project) -> None:
        """Read the releases.

        Raises:
            StoreError: they cannot be looked for.
        """
        self._project = project
        self._releases = {one.name: one for one in releases(project).kept}
        entries = (entry for one in self._releases.values() for entry in one.entries)
        self._named = frozenset(map(_place, entries))
        self._seen: dict[_Place, _Seen] = {}

    def saw(self, version: Version, file_sha256: str | None) -> None:
        """Remember a version that was proved, with the sha256 of its file."""
        place = (version.article_id, version.annotator, version.number)
        if file_sha256 and place in self._named:
            labels = Counter(span.label for span in version.labelling.spans)
            self._seen[place] = _Seen(file_sha256, version.article_sha256, labels)

    def faults(self) -> Iterator[AnnotatorError]:
        """Everything wrong with the releases; those with only versions that were seen are right."""
        for name in store_of(self._project).releases():
            release = self._releases.get(name)
            if release is None or not self._is_seen(release):
                yield from prove_release(self._project, name)

    def _is_seen(self, release: Release) -> bool:
        """Whether each of its versions was seen just as it was frozen, and they are counted so."""
        labels: Counter[str] = Counter()
        for entry in release.entries:
            seen = self._seen.get(_place(entry))
            if seen is None:
                return False
            if (seen.labels_sha256, seen.sha256) != (entry.labels_sha256, entry.sha256):
                return False
            labels.update(seen.labels)
        return counts_of(len(release.entries), labels) == release.counts


def _place(entry: ReleaseEntry) -> _Place:
    return (entry.article, entry.annotator, entry.version)
