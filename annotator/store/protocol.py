"""What a store is: bytes of versions and releases, each created once and never changed."""

from __future__ import annotations

from typing import Protocol

from annotator.errors import StoreError


class Taken(StoreError):
    """What was to be created exists already: somebody else made it in the meantime."""


class Store(Protocol):
    """Keeps the bytes of versions by article, annotator and number, and of releases by name.

    A version that lost its number to another is set aside under the sha256 of its bytes. Nothing
    is ever changed or deleted. Every method raises `StoreError` when a name cannot be one or the
    place cannot be reached.
    """

    def articles(self) -> tuple[str, ...]:
        """The ids of all articles with at least one version, sorted."""
        ...

    def annotators(self, article: str) -> tuple[str, ...]:
        """The names of all annotators with at least one version of an article, sorted."""
        ...

    def versions(self, article: str, annotator: str) -> tuple[int, ...]:
        """The numbers of all versions, rising; empty where there are none."""
        ...

    def read(self, article: str, annotator: str, number: int) -> bytes:
        """The bytes of one version, as they were created."""
        ...

    def create(self, article: str, annotator: str, number: int, data: bytes) -> None:
        """Keep a version whole, or not at all; safe on the disk when this returns.

        Raises:
            Taken: that number exists, whatever it holds; of two writers exactly one wins.
        """
        ...

    def where(self, article: str, annotator: str, number: int) -> str:
        """What a person calls the version: the path of its file, or the like."""
        ...

    def set_aside(self, article: str, annotator: str, data: bytes) -> str:
        """Keep what lost its number to another version; give what a person calls it.

        The same bytes are kept once, however often they are set aside.
        """
        ...

    def aside(self, article: str, annotator: str) -> tuple[str, ...]:
        """The sha256 of everything that was set aside, sorted; empty where nothing was."""
        ...

    def read_aside(self, article: str, annotator: str, sha256: str) -> bytes:
        """The bytes that were set aside under a sha256."""
        ...

    def releases(self) -> tuple[str, ...]:
        """The names of all releases, sorted."""
        ...

    def read_release(self, name: str) -> bytes:
        """The bytes of a release, as they were created."""
        ...

    def create_release(self, name: str, data: bytes) -> None:
        """Keep a release whole, or not at all; safe on the disk when this returns.

        Raises:
            Taken: a release of that name exists, also one that only case tells apart; of two
                writers exactly one wins.
        """
        ...

    def where_release(self, name: str) -> str:
        """What a person calls the release: the path of its file, or the like."""
        ...


def taken(number: int, where: str) -> Taken:
    """The error for a version that was to be created and is there."""
    return Taken(
        what=f"version {number} exists already: somebody else saved it meanwhile",
        where=where,
        fix="open the article again to see it, then make your changes there",
    )


def taken_release(name: str, there: str, where: str) -> Taken:
    """The error for a release that was to be created where one of its name is `there`."""
    alike = "" if name == there else f", which case alone tells from {name}"
    return Taken(
        what=f"there is a release {there} already{alike}; a release is never changed",
        where=where,
        fix="give the new one another name",
    )
