"""What a screen must be able to do for keys and palette to drive it alike."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Obeying(Protocol):
    """Does what a command of the table says."""

    def obey(self, command: str) -> None:
        """Do it now; the name is one of the table's."""
