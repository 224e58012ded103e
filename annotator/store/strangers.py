"""What lies in a folder of labels and is no version and no release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.store.creation import is_unfinished
from annotator.store.disk import RELEASES, SET_ASIDE, entries, told
from annotator.store.folder import is_annotator, is_aside, is_id, is_release_file, is_version
from annotator.store.mending import is_broken


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file among the versions that is none.

    It was left unfinished, set aside, replaced because it was broken, or is foreign.
    """

    where: str
    kind: Literal["unfinished", "set aside", "broken", "foreign"]


def strangers(root: Path) -> tuple[Stranger, ...]:
    """Every file or folder of a `FolderStore` that is no version and no release, sorted.

    Raises:
        StoreError: a folder cannot be looked into.
    """
    return tuple(sorted(_all(root), key=lambda one: one.where))


def _all(root: Path) -> Iterator[Stranger]:
    for article in entries(root, root):
        if article.name == RELEASES and article.is_dir():
            yield from _beside_releases(Path(article.path), root)
        elif is_id(article.name) and article.is_dir():
            yield from _beside_annotators(Path(article.path), root)
        else:
            yield Stranger(told(article.path, root), "foreign")


def _beside_releases(folder: Path, root: Path) -> Iterator[Stranger]:
    for entry in entries(folder, root):
        if is_unfinished(entry.name):
            yield Stranger(told(entry.path, root), "unfinished")
        elif not is_release_file(entry.name):
            yield Stranger(told(entry.path, root), "foreign")


def _beside_annotators(folder: Path, root: Path) -> Iterator[Stranger]:
    for entry in entries(folder, root):
        if is_annotator(entry.name) and entry.is_dir():
            yield from _beside_versions(Path(entry.path), root)
        else:
            yield Stranger(told(entry.path, root), "foreign")


def _beside_versions(folder: Path, root: Path) -> Iterator[Stranger]:
    for entry in entries(folder, root):
        if entry.name == SET_ASIDE and entry.is_dir():
            yield from _aside(Path(entry.path), root)
        elif is_unfinished(entry.name):
            yield Stranger(told(entry.path, root), "unfinished")
        elif not is_version(entry.name):
            yield Stranger(told(entry.path, root), "foreign")


def _aside(folder: Path, root: Path) -> Iterator[Stranger]:
    for entry in entries(folder, root):
        where = told(entry.path, root)
        if is_unfinished(entry.name):
            yield Stranger(where, "unfinished")
        elif is_broken(entry.name):
            yield Stranger(where, "broken")
        else:
            yield Stranger(where, "set aside" if is_aside(entry.name) else "foreign")
