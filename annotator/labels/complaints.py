"""What pydantic finds wrong with a file, said in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Values are shown where nothing was found wrong, too; pydantic takes long to import.
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

_KINDS = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is not a key that is known here", "take it out, or mend its spelling"),
    "string_type": ("should be a string", "put it in quotes"),
    "int_type": ("should be a whole number", "write a whole number, without quotes or a point"),
    "bool_type": ("should be true or false", "write true or false, without quotes"),
    "list_type": ("should be a list", "put it in [ ]"),
    "model_type": ("should be a group of keys", "write its keys and values"),
    "dict_type": ("should be a group of keys", "write its keys and values"),
}
_SAYS_ALL = frozenset({"missing", "extra_forbidden", "value_error"})
_LONGEST = 60
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault at one place: `path` leads to it through keys and positions from 0.

    `is_unknown` says that its last key is none that is known.
    """

    path: Path
    what: str
    fix: str
    is_unknown: bool = False


def complaints(error: ValidationError) -> tuple[Complaint, ...]:
    """Every fault that was found, in the order of the file's shape."""
    return tuple(_complaint(detail) for detail in error.errors(include_url=False))


def _complaint(detail: ErrorDetails) -> Complaint:
    """One of pydantic's findings as a whole sentence that begins with the key's own name."""
    path: Path = tuple(detail["loc"])
    kind = detail["type"]
    name = next((step for step in reversed(path) if isinstance(step, str)), "it")
    what, fix = _KINDS.get(kind, ("", "mend the value"))
    if kind == "value_error":
        what = str(detail["ctx"]["error"])
    elif not what:
        message = detail["msg"].removeprefix("Input ")
        what = message[:1].lower() + message[1:]
    if kind not in _SAYS_ALL:
        what = f"{what}, not {shown(detail['input'])}"
    return Complaint(path, f"{_escaped(name)} {what}", fix, kind == "extra_forbidden")


def shown(value: object) -> str:
    """A value from a file as a person may safely see it: escaped, and shortened."""
    plain = {True: "true", False: "false", None: "null"}
    if value is None or isinstance(value, bool):
        return plain[value]
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        inner = ("[…]" if isinstance(one, list) else shown(one) for one in value[:_FIRST])
        told = f"[{', '.join(inner)}]"
        return told if len(value) <= _FIRST and len(told) <= _LONGEST else "a list"
    text = repr(value) if isinstance(value, str | int | float) else type(value).__name__
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def key_path(path: Sequence[str | int]) -> str:
    """A path as people write it: `spans[3].end`; names that hold odd characters are escaped."""
    told = ""
    for step in path:
        if isinstance(step, int):
            told += f"[{step}]"
        else:
            told += f".{_escaped(step)}" if told else _escaped(step)
    return told


def _escaped(name: str) -> str:
    """A key as it is, or escaped where it holds odd characters; shortened."""
    return (name if name.isprintable() else repr(name))[:_LONGEST]
