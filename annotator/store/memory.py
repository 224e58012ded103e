"""Versions in memory: a store that is gone with its process, and keeps every promise until then."""

from __future__ import annotations

import errno
from hashlib import sha256
from threading import Lock
from typing import TypeVar

from annotator.errors import StoreError, os_trouble
from annotator.store.protocol import taken, taken_release
from annotator.store.record import check_annotator, check_digest, check_release
from annotator.text.article import check_id

_PLACE = "memory"

_Chain = tuple[str, str]
_Key = TypeVar("_Key")


class MemoryStore:
    """A store in memory, empty at first; many threads may use it at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: dict[_Chain, dict[int, bytes]] = {}
        self._aside: dict[_Chain, dict[str, bytes]] = {}
        self._releases: dict[str, bytes] = {}

    def articles(self) -> tuple[str, ...]:
        """The ids of all articles with at least one version, sorted."""
        with self._lock:
            return tuple(sorted({article for article, _ in self._versions}))

    def annotators(self, article: str) -> tuple[str, ...]:
        """The names of all annotators with at least one version of an article, sorted."""
        check_id(article, _PLACE)
        with self._lock:
            return tuple(sorted(name for one, name in self._versions if one == article))

    def versions(self, article: str, annotator: str) -> tuple[int, ...]:
        """The numbers of all versions, rising; empty where there are none."""
        chain = _chain(article, annotator)
        with self._lock:
            return tuple(sorted(self._versions.get(chain, ())))

    def read(self, article: str, annotator: str, number: int) -> bytes:
        """The bytes of one version, as they were created."""
        chain, where = _chain(article, annotator), self.where(article, annotator, number)
        with self._lock:
            return _found(self._versions.get(chain, {}), number, "label file", where)

    def create(self, article: str, annotator: str, number: int, data: bytes) -> None:
        """Keep a version.

        Raises:
            Taken: that number exists, whatever it holds; of two writers exactly one wins.
        """
        chain, where = _chain(article, annotator), self.where(article, annotator, number)
        with self._lock:
            if number in self._versions.get(chain, ()):
                raise taken(number, where)
            self._versions.setdefault(chain, {})[number] = data

    def where(self, article: str, annotator: str, number: int) -> str:
        """What a person calls the version."""
        if number < 1:
            raise ValueError(f"versions count from 1, not {number}")
        return f"{_PLACE}/{article}/{annotator}/{number}"

    def set_aside(self, article: str, annotator: str, data: bytes) -> str:
        """Keep what lost its number to another version; give what a person calls it."""
        chain, digest = _chain(article, annotator), sha256(data).hexdigest()
        with self._lock:
            self._aside.setdefault(chain, {})[digest] = data
        return _where_aside(chain, digest)

    def aside(self, article: str, annotator: str) -> tuple[str, ...]:
        """The sha256 of everything that was set aside, sorted; empty where nothing was."""
        chain = _chain(article, annotator)
        with self._lock:
            return tuple(sorted(self._aside.get(chain, ())))

    def read_aside(self, article: str, annotator: str, sha256: str) -> bytes:
        """The bytes that were set aside under a sha256."""
        chain = _chain(article, annotator)
        where = _where_aside(chain, sha256)
        check_digest(sha256, where)
        with self._lock:
            return _found(self._aside.get(chain, {}), sha256, "file set aside", where)

    def releases(self) -> tuple[str, ...]:
        """The names of all releases, sorted."""
        with self._lock:
            return tuple(sorted(self._releases))

    def read_release(self, name: str) -> bytes:
        """The bytes of a release, as they were created."""
        check_release(name, _PLACE)
        with self._lock:
            return _found(self._releases, name, "release", self.where_release(name))

    def create_release(self, name: str, data: bytes) -> None:
        """Keep a release.

        Raises:
            Taken: a release of that name exists, also one that only case tells apart; of two
                writers exactly one wins.
        """
        check_release(name, _PLACE)
        with self._lock:
            for there in self._releases:
                if there.lower() == name.lower():
                    raise taken_release(name, there, self.where_release(there))
            self._releases[name] = data

    def where_release(self, name: str) -> str:
        """What a person calls the release."""
        return f"{_PLACE}/releases/{name}"


def _chain(article: str, annotator: str) -> _Chain:
    return check_id(article, _PLACE), check_annotator(annotator, _PLACE)


def _where_aside(chain: _Chain, digest: str) -> str:
    return f"{_PLACE}/{chain[0]}/{chain[1]}/set-aside/{digest}"


def _found(kept: dict[_Key, bytes], key: _Key, kind: str, where: str) -> bytes:
    if key not in kept:
        why, fix = os_trouble(FileNotFoundError(errno.ENOENT, ""))
        raise StoreError(f"the {kind} cannot be read: {why}", where, fix)
    return kept[key]
