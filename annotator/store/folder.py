"""Versions as files: `labels/ARTICLE/ANNOTATOR/0001.json`, each created once."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.errors import AnnotatorError, StoreError, os_trouble
from annotator.store.creation import create_file, is_unfinished, make_folders
from annotator.store.protocol import Taken
from annotator.store.record import check_annotator
from annotator.text.article import check_id

_VERSION = re.compile(r"(0[0-9]{3}|[1-9][0-9]{3,14})\.json", re.ASCII)
_LARGEST = 1 << 30

SET_ASIDE = "set-aside"
RELEASES = "releases"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file among the versions that is none: what was left unfinished, set aside, or foreign."""

    where: str
    kind: Literal["unfinished", "set aside", "foreign"]


class FolderStore:
    """A store in a folder, which need not exist before the first version.

    Names are checked before they become paths. Files that are no versions are passed over, and
    told by `strangers`.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def articles(self) -> tuple[str, ...]:
        """The ids of all articles with at least one version, sorted."""
        return tuple(
            name for name in self._folders(self._root) if _is_id(name) and self.annotators(name)
        )

    def annotators(self, article: str) -> tuple[str, ...]:
        """The names of all annotators with at least one version of an article, sorted."""
        folder = self._root / check_id(article, self._root.name)
        return tuple(
            name
            for name in self._folders(folder)
            if _is_annotator(name) and self.versions(article, name)
        )

    def versions(self, article: str, annotator: str) -> tuple[int, ...]:
        """The numbers of all versions, rising; empty where there are none."""
        names = (entry.name for entry in self._entries(self._folder(article, annotator)))
        found = (int(name.removesuffix(".json")) for name in names if _VERSION.fullmatch(name))
        return tuple(sorted(number for number in found if number))

    def read(self, article: str, annotator: str, number: int) -> bytes:
        """The bytes of one version, as they were created."""
        path = self._folder(article, annotator) / _file_name(number)
        where = self.where(article, annotator, number)
        try:
            # A pipe in the place of a file would otherwise be waited for without end.
            opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(opened, "rb") as file:  # noqa: PTH123 - by its descriptor
                found = os.fstat(opened)
                if not stat.S_ISREG(found.st_mode):
                    raise _not_a_file(where)
                if found.st_size > _LARGEST:
                    fix = "move it away; no label file is as large as that"
                    what = f"the label file holds {found.st_size:,} bytes"
                    raise StoreError(what, where, fix)
                return file.read()
        except IsADirectoryError as error:
            raise _not_a_file(where) from error
        except OSError as error:
            raise _refused("the label file cannot be read", error, where) from error

    def create(self, article: str, annotator: str, number: int, data: bytes) -> None:
        """Keep a version whole, or not at all; safe on the disk when this returns.

        Raises:
            Taken: that number exists, whatever it holds; of two writers exactly one wins.
            StoreError: the folder cannot be made or written; then nothing is kept.
        """
        folder = self._folder(article, annotator)
        where = self.where(article, annotator, number)
        try:
            make_folders(folder)
            create_file(folder, _file_name(number), data)
        except FileExistsError as error:
            # A file in the place of a folder is told apart from a version that is there.
            if not folder.is_dir():
                fix = "move that file away"
                what = "the version cannot be saved: a file stands where a folder should be"
                raise StoreError(what, where, fix) from error
            raise Taken(
                what=f"version {number} exists already: somebody else saved it meanwhile",
                where=where,
                fix="open the article again to see it, then make your changes there",
            ) from error
        except OSError as error:
            raise _refused("the version cannot be saved", error, where) from error

    def where(self, article: str, annotator: str, number: int) -> str:
        """The path of a version's file from the folder that holds the labels."""
        return f"{self._root.name}/{article}/{annotator}/{_file_name(number)}"

    def strangers(self) -> tuple[Stranger, ...]:
        """Every file or folder here that is no version, sorted; releases are not looked at."""
        return tuple(sorted(self._strangers(), key=lambda one: one.where))

    def _strangers(self) -> Iterator[Stranger]:
        for article in self._entries(self._root):
            if article.name == RELEASES and article.is_dir():
                continue
            if not (_is_id(article.name) and article.is_dir()):
                yield Stranger(self._told(article.path), "foreign")
                continue
            for annotator in self._entries(Path(article.path)):
                if _is_annotator(annotator.name) and annotator.is_dir():
                    yield from self._beside_versions(Path(annotator.path))
                else:
                    yield Stranger(self._told(annotator.path), "foreign")

    def _beside_versions(self, folder: Path) -> Iterator[Stranger]:
        for entry in self._entries(folder):
            if entry.name == SET_ASIDE and entry.is_dir():
                for aside in self._entries(Path(entry.path)):
                    yield Stranger(self._told(aside.path), "set aside")
            elif is_unfinished(entry.name):
                yield Stranger(self._told(entry.path), "unfinished")
            elif not _VERSION.fullmatch(entry.name) or entry.name == "0000.json":
                yield Stranger(self._told(entry.path), "foreign")

    def _told(self, path: str) -> str:
        """A path from the labels' folder, odd characters escaped."""
        told = os.path.normpath(f"{self._root.name}/{os.path.relpath(path, self._root)}")
        return told if told.isprintable() else ascii(told)

    def _folder(self, article: str, annotator: str) -> Path:
        where = self._root.name
        return self._root / check_id(article, where) / check_annotator(annotator, where)

    def _folders(self, folder: Path) -> tuple[str, ...]:
        return tuple(entry.name for entry in self._entries(folder) if entry.is_dir())

    def _entries(self, folder: Path) -> tuple[os.DirEntry[str], ...]:
        """What lies in a folder, sorted by name; nothing where there is no such folder."""
        try:
            with os.scandir(folder) as entries:
                return tuple(sorted(entries, key=lambda entry: entry.name))
        except FileNotFoundError:
            return ()
        except OSError as error:
            if folder != self._root:
                # A fault of the folder around it is that folder's, once for all inside it.
                self._entries(folder.parent)
            what = f"{self._named(folder)} cannot be looked into"
            raise _refused(what, error, self._told(str(folder))) from error

    def _named(self, folder: Path) -> str:
        """What a person calls one of the store's folders."""
        inside = folder.relative_to(self._root).parts
        if not inside:
            return "the folder of labels"
        article = f"the folder of labels of {inside[0]}"
        return article if len(inside) == 1 else f"{article} by {inside[1]}"


def _file_name(number: int) -> str:
    """Four digits, or as many as it takes."""
    if number < 1:
        raise ValueError(f"versions count from 1, not {number}")
    return f"{number:04d}.json"


def _is_id(name: str) -> bool:
    try:
        check_id(name, "")
    except AnnotatorError:
        return False
    return True


def _is_annotator(name: str) -> bool:
    try:
        check_annotator(name, "")
    except StoreError:
        return False
    return True


def _not_a_file(where: str) -> StoreError:
    return StoreError(
        "the label file cannot be read: a folder or a device stands where a label file should be",
        where,
        "move it away, and restore the file from a copy or from version control",
    )


def _refused(what: str, error: OSError, where: str) -> StoreError:
    why, fix = os_trouble(error)
    return StoreError(f"{what}: {why}", where, fix)
