"""The shape of `schema.toml`, read strictly, every fault at once with its line and key path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from annotator.errors import SchemaError
from annotator.labels.colours import is_colour
from annotator.labels.complaints import Complaint, complaints, key_path, shown
from annotator.labels.schema_checks import disagreements
from annotator.labels.toml_lines import line_of, lines_of

AttributeType = Literal["choice", "text", "entity", "date", "integer", "range", "quote", "span"]
Mark = Literal["underline", "underline2", "bold", "italic", "reverse", "strike"]


def _plain(value: str) -> str:
    """A string of one line, with something in it."""
    if not value.strip():
        raise ValueError("is empty")
    if any(ord(character) < ord(" ") or character == "\x7f" for character in value):
        raise ValueError("holds control characters")
    return value


def _colour(value: str) -> str:
    if not is_colour(value):
        raise ValueError(f"is {shown(value)}: no colour name known here, nor #rrggbb")
    return value


_Plain = Annotated[str, AfterValidator(_plain)]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class AttributeTable(_Table):
    """One `[labels.LABEL.attributes.NAME]`."""

    type: AttributeType
    choices: list[_Plain] | None = None
    label: str | None = None
    required: bool = False

    @model_validator(mode="after")
    def _belongs_together(self) -> AttributeTable:
        """`choices` with the type choice and `label` with the type span, and with no other."""
        if (self.type == "choice") != (self.choices is not None):
            raise ValueError("needs choices if its type is choice, and has none otherwise")
        if (self.type == "span") != (self.label is not None):
            raise ValueError("needs a label if its type is span, and has none otherwise")
        if self.choices is not None and not 0 < len(self.choices) == len(set(self.choices)):
            raise ValueError("has no choices, or one of them twice")
        return self


class LabelTable(_Table):
    """One `[labels.LABEL]`."""

    key: str
    color: Annotated[str, AfterValidator(_colour)]
    mark: Mark
    description: _Plain
    guideline: _Plain
    nests: bool = False
    attributes: dict[str, AttributeTable] = {}


class SchemaFile(_Table):
    """The whole of schema.toml."""

    name: _Plain
    version: _Plain
    labels: dict[str, LabelTable]


def read_file(
    data: bytes, where: str, pages: frozenset[str], reserved: frozenset[str]
) -> tuple[SchemaFile | None, tuple[SchemaError, ...]]:
    """The tables of schema.toml, or None, and everything that is wrong with them.

    `pages` are the names of the guideline pages, `reserved` the keys that commands use.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        return None, (SchemaError(what, f"{where}: line {line}", "save the file as UTF-8"),)
    if text.startswith("\ufeff"):
        what, fix = "it begins with a byte order mark", "save the file as UTF-8 without one"
        return None, (SchemaError(what, f"{where}: line 1", fix),)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, (_syntax(error, where),)
    read, found = _validated(table)
    found = (*found, *disagreements(table, pages, reserved))
    lines = lines_of(text)
    return read, tuple(_placed(fault, where, lines) for fault in found)


def _syntax(error: ValueError | RecursionError, where: str) -> SchemaError:
    """A file that is no TOML at all, at its line and column."""
    what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", what)
    if place:
        what = what[: place.start()]
        spot = f"line {place[1]}, column {place[2]}" if place[1] else "the end of the file"
        where = f"{where}: {spot}"
    return SchemaError(f"the file is not TOML: {what}", where, "mend it there; see https://toml.io")


def _validated(table: Mapping[str, object]) -> tuple[SchemaFile | None, tuple[Complaint, ...]]:
    """The tables as their shape says, or what in them is not of that shape."""
    try:
        return SchemaFile.model_validate(table), ()
    except ValidationError as error:
        return None, complaints(error)


def _placed(fault: Complaint, where: str, lines: Mapping[tuple[str, ...], int]) -> SchemaError:
    """The fault with the line on which it is to be mended."""
    line = line_of(lines, fault.path)
    path = key_path(fault.path)
    place = f"{where}: {path}" if line is None else f"{where}: line {line}: {path}"
    return SchemaError(fault.what, place, fault.fix)
