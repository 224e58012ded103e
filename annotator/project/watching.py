"""A place for whoever wants to see how far a long piece of work is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

# Gives the items of a piece of work one by one; it is told in a word or two what is done with each.
Watch = Callable[[Sequence[_Item], str], Iterable[_Item]]


def unwatched(items: Sequence[_Item], _doing: str) -> Iterable[_Item]:
    """The items, where nobody wants to see."""
    return items
