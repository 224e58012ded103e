"""The shape of `schema.toml` and of `entities.jsonl`, and what in them is not of that shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from annotator.labels.complaints import Complaint, complaints
from annotator.labels.schema_words import AttributeType, Mark, colour, filled, one_word, plain

_Plain = Annotated[str, AfterValidator(plain)]
_Id = Annotated[str, AfterValidator(one_word)]
_Filled = Annotated[str, AfterValidator(filled)]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Attribute(_Table):
    """One `[labels.LABEL.attributes.NAME]`."""

    type: AttributeType
    choices: list[_Plain] | None = None
    label: str | None = None
    required: bool = False

    @model_validator(mode="after")
    def _belongs_together(self) -> _Attribute:
        """`choices` with the type choice and `label` with the type span, and with no other."""
        if (self.type == "choice") != (self.choices is not None):
            raise ValueError("needs choices if its type is choice, and has none otherwise")
        if (self.type == "span") != (self.label is not None):
            raise ValueError("needs a label if its type is span, and has none otherwise")
        if self.choices is not None and not 0 < len(self.choices) == len(set(self.choices)):
            raise ValueError("has no choices, or one of them twice")
        return self


class _Label(_Table):
    """One `[labels.LABEL]`."""

    key: str
    color: Annotated[str, AfterValidator(colour)]
    mark: Mark
    description: _Plain
    guideline: _Plain
    nests: bool = False
    attributes: dict[str, _Attribute] = {}


class _Schema(_Table):
    """The whole of schema.toml."""

    name: _Plain
    version: _Plain
    labels: dict[str, _Label]


class _Entity(_Table):
    """One line of entities.jsonl."""

    id: _Id
    kind: _Filled
    names: dict[_Filled, list[_Filled]]
    merged_into: _Id | None = None


def faults_of_schema(table: Mapping[str, object]) -> tuple[Complaint, ...]:
    """What in the tables of schema.toml is not of its shape."""
    return _faults(_Schema, table)


def faults_of_entity(line: object) -> tuple[Complaint, ...]:
    """What in the JSON of a line of entities.jsonl is not of its shape."""
    return _faults(_Entity, line)


def _faults(shape: type[_Table], value: object) -> tuple[Complaint, ...]:
    try:
        shape.model_validate(value)
    except ValidationError as error:
        return complaints(error)
    return ()
