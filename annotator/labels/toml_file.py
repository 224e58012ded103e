"""A TOML file as its tables, and what is wrong with them, each fault at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.errors import AnnotatorError
from annotator.labels.complaints import Complaint, key_path
from annotator.labels.toml_lines import line_of, lines_of

_Error = TypeVar("_Error", bound=AnnotatorError)

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TomlFile(Generic[_Error]):
    """The tables of a file, its text, and the error that its faults are told as."""

    table: Mapping[str, object]
    text: str
    where: str
    kind: type[_Error]

    def faults(self, found: Iterable[Complaint]) -> tuple[_Error, ...]:
        """Each fault with the line on which it is to be mended, in the order of the lines."""
        faults = tuple(found)
        lines = lines_of(self.text) if faults else {}
        placed = [(line_of(lines, fault.path), fault) for fault in faults]
        placed.sort(key=lambda one: one[0] or 0)
        return tuple(self._placed(fault, line) for line, fault in placed)

    def _placed(self, fault: Complaint, line: int | None) -> _Error:
        path = key_path(fault.path)
        place = f"{self.where}: {path}" if line is None else f"{self.where}: line {line}: {path}"
        return self.kind(fault.what, place, fault.fix)


def toml_file(data: bytes, where: str, kind: type[_Error]) -> TomlFile[_Error]:
    """The bytes of a TOML file, a byte order mark passed over, as its tables.

    Raises:
        AnnotatorError: the error of that kind: they are no UTF-8, or no TOML.
    """
    try:
        text = data.decode().removeprefix("\ufeff")
        return TomlFile(tomllib.loads(text), text, where, kind)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise kind(what, f"{where}: line {line}", "save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _syntax(error, where, kind) from error


def _syntax(error: ValueError | RecursionError, where: str, kind: type[_Error]) -> _Error:
    """A file that is no TOML at all, at its line and column."""
    what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    place = _PLACE.search(what)
    if place:
        what = what[: place.start()]
        spot = f"line {place[1]}, column {place[2]}" if place[1] else "the end of the file"
        where = f"{where}: {spot}"
    return kind(f"the file is not TOML: {what}", where, "mend it there; see https://toml.io")
