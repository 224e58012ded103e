"""Where in a TOML file a key stands, which the parser of the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

_HEADER = re.compile(r"\s*\[([^\[\]\n]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*'|\s*\.\s*)+?)\s*=")
_LONG = re.compile(r'"""|\'\'\'')


def lines_of(text: str) -> Mapping[tuple[str, ...], int]:
    """The line, from 1, on which each table begins and each key is given.

    Keys inside inline tables and arrays of tables are not listed. The text is to be valid TOML.
    """
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            if header := _HEADER.fullmatch(line):
                table = _names(header.group(1))
                found.setdefault(table, number)
            elif key := _KEY.match(line):
                found.setdefault(table + _names(key.group(1)), number)
        for quotes in _LONG.findall(line):
            inside = quotes if not inside else "" if inside == quotes else inside
    return found


def line_of(lines: Mapping[tuple[str, ...], int], path: tuple[str | int, ...]) -> int | None:
    """The line of a key, else of the innermost table around it; None where neither is known."""
    names = tuple(str(step) for step in path)
    for length in range(len(names), 0, -1):
        if names[:length] in lines:
            return lines[names[:length]]
    return None


def _names(dotted: str) -> tuple[str, ...]:
    """A dotted key as its parts, quotes and escapes resolved; nothing where it is no key."""
    try:
        node: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    parts = []
    while isinstance(node, dict):
        name, node = next(iter(node.items()))
        parts.append(str(name))
    return tuple(parts)
