"""`schema.toml`, read strictly, every fault at once with its line and key path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict, cast, get_args

from annotator.errors import SchemaError
from annotator.labels import exactly
from annotator.labels.complaints import Complaint
from annotator.labels.schema_checks import disagreements
from annotator.labels.schema_words import AttributeType, Mark, colour, plain
from annotator.labels.toml_file import toml_file

_BOM = b"\xef\xbb\xbf"


class AttributeTable(TypedDict):
    """One `[labels.LABEL.attributes.NAME]`."""

    type: AttributeType
    choices: NotRequired[list[str]]
    label: NotRequired[str]
    required: NotRequired[bool]


class LabelTable(TypedDict):
    """One `[labels.LABEL]`."""

    key: str
    color: str
    mark: Mark
    description: str
    guideline: str
    nests: NotRequired[bool]
    attributes: NotRequired[dict[str, AttributeTable]]


class SchemaTable(TypedDict):
    """The whole of schema.toml."""

    name: str
    version: str
    labels: dict[str, LabelTable]


_PLAIN = exactly.valid(str, plain)
_KEYS_OF_ATTRIBUTE = exactly.keys(
    {"type": exactly.one_of(*get_args(AttributeType))},
    {"choices": exactly.listed(_PLAIN), "label": exactly.text, "required": exactly.flag},
)


def _attribute(value: object) -> bool:
    """`choices` with the type choice and `label` with the type span, and with no other."""
    if not _KEYS_OF_ATTRIBUTE(value):
        return False
    table = cast("AttributeTable", value)
    choices = table.get("choices")
    return (
        (table["type"] == "choice") == (choices is not None)
        and (table["type"] == "span") == ("label" in table)
        and (choices is None or 0 < len(choices) == len(set(choices)))
    )


_LABEL = exactly.keys(
    {
        "key": exactly.text,
        "color": exactly.valid(str, colour),
        "mark": exactly.one_of(*get_args(Mark)),
        "description": _PLAIN,
        "guideline": _PLAIN,
    },
    {"nests": exactly.flag, "attributes": exactly.named(exactly.text, _attribute)},
)
in_order = exactly.keys(
    {"name": _PLAIN, "version": _PLAIN, "labels": exactly.named(exactly.text, _LABEL)}
)


def read_file(
    data: bytes, where: str, pages: frozenset[str], reserved: frozenset[str]
) -> tuple[SchemaTable | None, tuple[SchemaError, ...]]:
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
    wrong = _wrong(file.table)
    faults = file.faults((*wrong, *disagreements(file.table, pages, reserved)))
    return None if wrong else cast("SchemaTable", file.table), faults


def _wrong(table: Mapping[str, object]) -> tuple[Complaint, ...]:
    """What in the tables is not of their shape."""
    if in_order(table):
        return ()
    from annotator.labels.schema_shape import faults_of_schema  # noqa: PLC0415 - pydantic is slow

    return faults_of_schema(table)
