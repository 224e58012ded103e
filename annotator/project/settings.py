"""The shapes of the TOML files, read strictly, every fault at once with its place."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from annotator.errors import AnnotatorError, gathered
from annotator.labels.complaints import Complaint, complaints, shown
from annotator.labels.toml_file import toml_file
from annotator.store.values import annotator, day
from annotator.text.article import Facts

Boundary = Literal["word", "stem"]
Keyboard = Literal["auto", "arabic-101", "arabic-mac", "persian", "none"]


def _day_as_text(value: object) -> object:
    """TOML has days of its own, which say the same; a moment of its own is no day."""
    return value.isoformat() if isinstance(value, date) else value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


def _writable(value: str) -> str:
    # A shell hands over bytes that are no characters as halves of surrogate pairs.
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"is {shown(value)}, which UTF-8 cannot write")
    return value


_Text = Annotated[str, AfterValidator(_writable)]
_Filled = Annotated[str, AfterValidator(_filled)]
_Annotator = Annotated[str, AfterValidator(annotator)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Folders(_Shape):
    """`[folders]`: where the parts of a project lie, from its own folder."""

    seeds: _Filled = "seeds"
    guidelines: _Filled = "guidelines"
    labels: _Filled = "labels"


class ProjectFile(_Shape):
    """annotator.toml."""

    name: _Filled
    boundary: Boundary = "word"
    keyboard: Keyboard = "auto"
    annotators: list[_Annotator] = []
    folders: Folders = Field(default_factory=Folders)
    store: Literal["folder"] = "folder"


class FactsFile(_Shape):
    """The TOML file beside an article."""

    title: _Text | None = None
    language: Annotated[_Text, AfterValidator(_filled)] | None = None
    published: Annotated[str, BeforeValidator(_day_as_text), AfterValidator(day)] | None = None
    source: _Text | None = None
    url: _Text | None = None
    licence: _Text | None = None
    cluster: _Text | None = None


class UserFile(_Shape):
    """config.toml of the person at this machine."""

    name: _Annotator | None = None


_File = TypeVar("_File", bound=_Shape)


def read_toml(data: bytes, where: str, shape: type[_File]) -> _File:
    """The tables of a TOML file as their shape says.

    Raises:
        AnnotatorError, Faults: every fault at once, each with its line and key path.
    """
    file = toml_file(data, where, AnnotatorError)
    try:
        return shape.model_validate(file.table)
    except ValidationError as error:
        raise gathered(file.faults(complaints(error))) from error


def facts_faults(facts: Facts) -> tuple[Complaint, ...]:
    """What keeps facts from standing beside an article."""
    try:
        FactsFile.model_validate({one.name: getattr(facts, one.name) for one in fields(facts)})
    except ValidationError as error:
        return complaints(error)
    return ()
