"""The shape of `schema.toml`, read strictly, every fault at once with its line and key path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from annotator.errors import SchemaError
from annotator.labels.colours import is_colour
from annotator.labels.complaints import Complaint, complaints, shown
from annotator.labels.schema_checks import disagreements
from annotator.labels.toml_file import toml_file

AttributeType = Literal["choice", "text", "entity", "date", "integer", "range", "quote", "span"]
Mark = Literal["underline", "underline2", "bold", "italic", "reverse", "strike"]

_BOM = b"\xef\xbb\xbf"
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _plain(value: str) -> str:
    """A string of one line, with something in it."""
    if not value.strip():
        raise ValueError("is empty")
    if _ACTING.search(value):
        raise ValueError("holds control characters or line ends")
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
    if data.startswith(_BOM):
        what, fix = "it begins with a byte order mark", "save the file as UTF-8 without one"
        return None, (SchemaError(what, f"{where}: line 1", fix),)
    try:
        file = toml_file(data, where, SchemaError)
    except SchemaError as error:
        return None, (error,)
    read, found = _validated(file.table)
    return read, file.faults((*found, *disagreements(file.table, pages, reserved)))


def _validated(table: Mapping[str, object]) -> tuple[SchemaFile | None, tuple[Complaint, ...]]:
    """The tables as their shape says, or what in them is not of that shape."""
    try:
        return SchemaFile.model_validate(table), ()
    except ValidationError as error:
        return None, complaints(error)
