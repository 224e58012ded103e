"""The shapes of the TOML files, and what in a file is not of its shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from annotator.labels.complaints import Complaint, complaints
from annotator.project.settings_words import (
    Boundary,
    Kind,
    Theme,
    day_as_text,
    filled,
    keys_of,
    writable,
)
from annotator.session.keyboards import Keyboard
from annotator.store.values import annotator, day
from annotator.terminal.names import Wish
from annotator.text.article import Facts

_Text = Annotated[str, AfterValidator(writable)]
_Filled = Annotated[str, AfterValidator(filled)]
_Annotator = Annotated[str, AfterValidator(annotator)]
_Keys = Annotated[tuple[str, ...], BeforeValidator(keys_of)]

_CHOICE = "write one of them in quotes, or take the line out"
_NAMING = "of 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first"
_SCREEN = {
    "keyboard": _CHOICE,
    "theme": _CHOICE,
    "keys": 'write command = "key" under [keys], or for more than one: leave = ["q", "f10"]',
}


class _Shape(BaseModel):
    """A file's tables; `advice` tells how to mend a key better than its type alone could."""

    model_config = ConfigDict(strict=True, extra="forbid")

    advice: ClassVar[Mapping[str, str]] = {}


class _Folders(_Shape):
    """`[folders]`: where the parts of a project lie, from its own folder."""

    seeds: _Filled = "seeds"
    guidelines: _Filled = "guidelines"
    labels: _Filled = "labels"


class _Project(_Shape):
    """annotator.toml."""

    advice = {
        **_SCREEN,
        "boundary": _CHOICE,
        "annotators": f"write a list of names, each {_NAMING}",
        "store": "take the line out: versions are kept in the folder of labels, the one store "
        "that there is",
    }

    name: _Filled
    boundary: Boundary = "word"
    keyboard: Keyboard = "auto"
    theme: Theme | None = None
    keys: dict[str, _Keys] = {}
    annotators: list[_Annotator] = []
    folders: _Folders = Field(default_factory=_Folders)
    store: Literal["folder"] = "folder"


class FactsFile(_Shape):
    """The TOML file beside an article."""

    title: _Text | None = None
    language: Annotated[_Text, AfterValidator(filled)] | None = None
    published: Annotated[str, BeforeValidator(day_as_text), AfterValidator(day)] | None = None
    source: _Text | None = None
    url: _Text | None = None
    licence: _Text | None = None
    cluster: _Text | None = None


class _User(_Shape):
    """config.toml of the person at this machine."""

    advice = {**_SCREEN, "name": f"give a name {_NAMING}", "rtl": _CHOICE}

    name: _Annotator | None = None
    rtl: Wish | None = None
    keyboard: Keyboard | None = None
    theme: Theme | None = None
    keys: dict[str, _Keys] = {}


_SHAPES: Mapping[Kind, type[_Shape]] = {"project": _Project, "facts": FactsFile, "user": _User}


def faults_of(table: Mapping[str, object], kind: Kind) -> tuple[Complaint, ...]:
    """What in the tables of a file is not of its shape."""
    shape = _SHAPES[kind]
    try:
        shape.model_validate(table)
    except ValidationError as error:
        return tuple(_advised(fault, shape.advice) for fault in complaints(error))
    return ()


def facts_faults(facts: Facts) -> tuple[Complaint, ...]:
    """What keeps facts from standing beside an article."""
    return faults_of({one.name: getattr(facts, one.name) for one in fields(facts)}, "facts")


def _advised(found: Complaint, advice: Mapping[str, str]) -> Complaint:
    return replace(found, fix=advice.get(str(found.path[0]), found.fix)) if found.path else found
