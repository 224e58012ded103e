"""Where a copy of a version may lie that was broken or lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError, UsageError
from annotator.project.files import is_file, is_folder
from annotator.project.places import SETTINGS, Project, open_project, store_of
from annotator.project.sitting.journals import copies as copies_in_journals
from annotator.store.codec import decode, sha256
from annotator.store.folder import FolderStore
from annotator.store.protocol import Store
from annotator.store.record import Version


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole version that was found, the sha256 of its bytes, and where it was found.

    `lost` says that it was set aside: that another file had its number, then and there.
    """

    version: Version
    data: bytes
    sha256: str
    source: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A folder of labels that is a copy of the project's, and what a person calls it."""

    store: Store
    root: Path


def elsewhere(folder: Path) -> tuple[Elsewhere, ...]:
    """The labels in a copy of a project, or in a copy of its folder of labels.

    Raises:
        UsageError: there is no such folder.
    """
    if not is_folder(folder):
        what = "the folder of copies is not there"
        fix = "name a copy of the project, or of its folder of labels"
        raise UsageError(what, f"--from {folder}", fix)
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links are left as the person sees them
    roots = [folder]
    if is_file(folder / SETTINGS):
        # Settings that are broken as well must not keep the labels beside them from being found.
        roots = [folder / "labels"]
        with suppress(AnnotatorError):
            roots = [open_project(folder).labels]
    elif is_folder(folder / "labels"):
        roots.append(folder / "labels")
    return tuple(Elsewhere(FolderStore(root), root) for root in roots)


def copies_of(
    project: Project,
    article_id: str,
    annotator: str,
    others: Sequence[Elsewhere],
    environ: Mapping[str, str],
) -> tuple[Copy, ...]:
    """Every whole version of this place that can be found, those in other folders first."""
    return tuple(_found(project, article_id, annotator, others, environ))


def _found(
    project: Project,
    article_id: str,
    annotator: str,
    others: Sequence[Elsewhere],
    environ: Mapping[str, str],
) -> Iterator[Copy]:
    place = (article_id, annotator)
    for other in others:
        for number in _numbers(other.store, place):
            with suppress(AnnotatorError):
                data = other.store.read(*place, number)
                where = other.store.where(*place, number)
                yield from _copy(data, place, str(other.root.parent / where))
    with suppress(AnnotatorError, OSError):
        for data in copies_in_journals(project, *place, environ):
            yield from _copy(data, place, "a journal of this machine")
    here = Elsewhere(store_of(project), Path(project.labels.name))
    for one in (here, *others):
        yield from _set_aside(one, place)


def _numbers(store: Store, place: tuple[str, str]) -> tuple[int, ...]:
    try:
        return store.versions(*place)
    except AnnotatorError:
        return ()


def _set_aside(one: Elsewhere, place: tuple[str, str]) -> Iterator[Copy]:
    """What was set aside in one folder of labels."""
    with suppress(AnnotatorError):
        for digest in one.store.aside(*place):
            with suppress(AnnotatorError):
                data = one.store.read_aside(*place, digest)
                where = one.root.joinpath(*place, "set-aside", f"{digest}.json")
                yield from _copy(data, place, str(where), lost=True)


def _copy(
    data: bytes, place: tuple[str, str], source: str, *, lost: bool = False
) -> Iterator[Copy]:
    """The copy that bytes are, unless they are no whole version of this place."""
    try:
        version = decode(data, source)
    except AnnotatorError:
        return
    if (version.article_id, version.annotator) == place:
        yield Copy(version, data, sha256(data), source, lost)
