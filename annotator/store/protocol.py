"""What a store is: bytes of versions, each created once and never changed."""

from __future__ import annotations

from typing import Protocol

from annotator.errors import StoreError


class Taken(StoreError):
    """A version of that number exists already: somebody else saved in the meantime."""


class Store(Protocol):
    """Keeps the bytes of versions by article, annotator and number.

    Every method raises `StoreError` when a name cannot be one or the place cannot be reached.
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
