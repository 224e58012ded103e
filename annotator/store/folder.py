"""Versions as files: `labels/ARTICLE/ANNOTATOR/0001.json`, each created once."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from annotator.errors import AnnotatorError, StoreError
from annotator.store.disk import (
    RELEASES,
    SET_ASIDE,
    entries,
    folders,
    keep_file,
    one_at_a_time,
    read_file,
)
from annotator.store.protocol import taken, taken_release
from annotator.store.record import RELEASE, check_annotator, check_digest, check_release
from annotator.text.article import check_id

_VERSION = re.compile(r"(0[0-9]{3}|[1-9][0-9]{3,14})\.json", re.ASCII)
_ASIDE = re.compile(r"[0-9a-f]{64}\.json", re.ASCII)


class FolderStore:
    """A store in a folder, which need not exist before the first version.

    Names are checked before they become paths. Files that are no versions and no releases are
    passed over, and told by `strangers`.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def articles(self) -> tuple[str, ...]:
        """The ids of all articles with at least one version, sorted."""
        found = folders(self._root, self._root)
        return tuple(name for name in found if is_id(name) and self.annotators(name))

    def annotators(self, article: str) -> tuple[str, ...]:
        """The names of all annotators with at least one version of an article, sorted."""
        folder = self._root / check_id(article, self._root.name)
        found = folders(folder, self._root)
        return tuple(name for name in found if is_annotator(name) and self.versions(article, name))

    def versions(self, article: str, annotator: str) -> tuple[int, ...]:
        """The numbers of all versions, rising; empty where there are none."""
        there = entries(self._folder(article, annotator), self._root)
        found = (entry.name.removesuffix(".json") for entry in there if is_version(entry.name))
        return tuple(sorted(map(int, found)))

    def read(self, article: str, annotator: str, number: int) -> bytes:
        """The bytes of one version, as they were created."""
        path = self._folder(article, annotator) / _file_name(number)
        return read_file(path, "label file", self.where(article, annotator, number))

    def create(self, article: str, annotator: str, number: int, data: bytes) -> None:
        """Keep a version whole, or not at all; safe on the disk when this returns.

        Raises:
            Taken: that number exists, whatever it holds; of two writers exactly one wins.
            StoreError: the folder cannot be made or written; then nothing is kept.
        """
        path = self._folder(article, annotator) / _file_name(number)
        where = self.where(article, annotator, number)
        try:
            keep_file(path, data, "version", where)
        except FileExistsError as error:
            raise taken(number, where) from error

    def where(self, article: str, annotator: str, number: int) -> str:
        """The path of a version's file from the folder that holds the labels."""
        return f"{self._root.name}/{article}/{annotator}/{_file_name(number)}"

    def set_aside(self, article: str, annotator: str, data: bytes) -> str:
        """Keep what lost its number as `set-aside/SHA256.json`; give its path.

        Raises:
            StoreError: it cannot be kept, or other bytes stand under its sha256.
        """
        digest = sha256(data).hexdigest()
        path = self._aside(article, annotator) / f"{digest}.json"
        where = self._where_aside(article, annotator, digest)
        try:
            keep_file(path, data, "file to be set aside", where)
        except FileExistsError as error:
            if self.read_aside(article, annotator, digest) != data:
                what = "this is not the file that its name says"
                fix = "move it away, and restore it from a copy or from version control"
                raise StoreError(what, where, fix) from error
        return where

    def aside(self, article: str, annotator: str) -> tuple[str, ...]:
        """The sha256 of everything that was set aside, sorted; empty where nothing was."""
        there = entries(self._aside(article, annotator), self._root)
        return tuple(entry.name.removesuffix(".json") for entry in there if is_aside(entry.name))

    def read_aside(self, article: str, annotator: str, sha256: str) -> bytes:
        """The bytes that were set aside under a sha256."""
        where = self._where_aside(article, annotator, sha256)
        folder = self._aside(article, annotator)
        return read_file(folder / f"{check_digest(sha256, where)}.json", "file set aside", where)

    def releases(self) -> tuple[str, ...]:
        """The names of all releases, sorted."""
        there = entries(self._root / RELEASES, self._root)
        found = (entry.name for entry in there if is_release_file(entry.name))
        return tuple(sorted(name.removesuffix(".json") for name in found))

    def read_release(self, name: str) -> bytes:
        """The bytes of a release, as they were created."""
        return read_file(self._release(name), "release", self.where_release(name))

    def create_release(self, name: str, data: bytes) -> None:
        """Keep a release whole, or not at all; safe on the disk when this returns.

        Raises:
            Taken: a release of that name exists, also one that only case tells apart; of two
                writers exactly one wins.
            StoreError: the folder cannot be made or written; then nothing is kept.
        """
        path, where = self._release(name), self.where_release(name)
        try:
            with one_at_a_time(self._root, "release", where):
                for there in self.releases():
                    if there.lower() == name.lower():
                        raise taken_release(name, there, self.where_release(there))
                keep_file(path, data, "release", where)
        except FileExistsError as error:
            raise taken_release(name, name, where) from error

    def where_release(self, name: str) -> str:
        """The path of a release's file from the folder that holds the labels."""
        return f"{self._root.name}/{RELEASES}/{name}.json"

    def _folder(self, article: str, annotator: str) -> Path:
        where = self._root.name
        return self._root / check_id(article, where) / check_annotator(annotator, where)

    def _aside(self, article: str, annotator: str) -> Path:
        return self._folder(article, annotator) / SET_ASIDE

    def _where_aside(self, article: str, annotator: str, digest: str) -> str:
        return f"{self._root.name}/{article}/{annotator}/{SET_ASIDE}/{digest}.json"

    def _release(self, name: str) -> Path:
        return self._root / RELEASES / f"{check_release(name, self._root.name)}.json"


def is_version(name: str) -> bool:
    """Whether a file of that name is a version."""
    return _VERSION.fullmatch(name) is not None and name != "0000.json"


def is_aside(name: str) -> bool:
    """Whether a file of that name was set aside."""
    return _ASIDE.fullmatch(name) is not None


def is_release_file(name: str) -> bool:
    """Whether a file of that name is a release."""
    return name.endswith(".json") and RELEASE.fullmatch(name.removesuffix(".json")) is not None


def is_id(name: str) -> bool:
    """Whether a folder of that name may be an article's."""
    try:
        check_id(name, "")
    except AnnotatorError:
        return False
    return True


def is_annotator(name: str) -> bool:
    """Whether a folder of that name may be an annotator's."""
    try:
        check_annotator(name, "")
    except StoreError:
        return False
    return True


def _file_name(number: int) -> str:
    """Four digits, or as many as it takes."""
    if number < 1:
        raise ValueError(f"versions count from 1, not {number}")
    return f"{number:04d}.json"
