"""Whether what a file says is exactly what is asked for: yes or no, and not a word why.

Nearly every file is, and to open one must be quick. The shapes that say what is wrong with the
others are pydantic's, which takes long to import: they are asked where the answer is no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Check = Callable[[object], bool]

_Kind = TypeVar("_Kind")


def text(value: object) -> bool:
    """Any string."""
    return type(value) is str


def flag(value: object) -> bool:
    """True or false."""
    return type(value) is bool


def valid(kind: type[_Kind], validator: Callable[[_Kind], object]) -> Check:
    """A value of that very type that a validator takes, which raises ValueError at others."""

    def check(value: object) -> bool:
        if type(value) is not kind:
            return False
        try:
            validator(value)
        except ValueError:
            return False
        return True

    return check


def maybe(check: Check) -> Check:
    """What passes, or nothing at all."""
    return lambda value: value is None or check(value)


def one_of(*known: str) -> Check:
    """One of some strings."""
    return lambda value: type(value) is str and value in known


def listed(check: Check) -> Check:
    """A list of what passes."""
    return lambda value: type(value) is list and all(map(check, value))


def named(name: Check, check: Check) -> Check:
    """A group of keys that may be called anything that passes, and hold what passes."""
    return lambda value: (
        type(value) is dict and all(map(name, value)) and all(map(check, value.values()))
    )


def keys(needed: Mapping[str, Check], others: Mapping[str, Check] | None = None) -> Check:
    """A group of all the keys that are needed, and of no others than those that may be there."""
    known = {**needed, **(others or {})}

    def check(value: object) -> bool:
        if type(value) is not dict or not needed.keys() <= value.keys() <= known.keys():
            return False
        return all(known[name](one) for name, one in value.items())

    return check
