"""The words of the TOML files: what may be chosen, and what a value in them may be."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from annotator.labels.complaints import shown

Boundary = Literal["word", "stem"]
Theme = Literal["dark", "light", "high-contrast", "no-colour"]
Kind = Literal["project", "facts", "user"]


def day_as_text(value: Any) -> Any:
    """TOML has days of its own, which say the same; a moment of its own is no day."""
    return value.isoformat() if isinstance(value, date) else value


def filled(value: str) -> str:
    """A string with something in it that can be seen."""
    if not value.strip():
        raise ValueError("is empty")
    return value


def writable(value: str) -> str:
    """A string that UTF-8 can write."""
    # A shell hands over bytes that are no characters as halves of surrogate pairs.
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"is {shown(value)}, which UTF-8 cannot write")
    return value


def keys_of(value: object) -> tuple[str, ...]:
    """One key or a list of them, as a command of `[keys]` has them."""
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ValueError(f"should be a key or a list of keys, not {shown(value)}")
    if not keys:
        raise ValueError("has no key at all")
    if not all(map(str.strip, keys)):
        raise ValueError("has a key that is empty")
    twice = [key for at, key in enumerate(keys) if key in keys[:at]]
    if twice:
        raise ValueError(f"has the key {shown(twice[0])} twice")
    return tuple(keys)
