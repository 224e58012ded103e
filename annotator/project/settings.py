"""The shapes of the TOML files, read strictly, every fault at once with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from annotator.errors import AnnotatorError, gathered
from annotator.labels.complaints import Complaint, complaints, shown
from annotator.labels.toml_file import toml_file
from annotator.session.keyboards import Keyboard
from annotator.store.values import annotator, day
from annotator.terminal.names import Wish
from annotator.text.article import Facts

Boundary = Literal["word", "stem"]
Theme = Literal["dark", "light", "high-contrast", "no-colour"]


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


def _keys(value: object) -> tuple[str, ...]:
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


_Text = Annotated[str, AfterValidator(_writable)]
_Filled = Annotated[str, AfterValidator(_filled)]
_Annotator = Annotated[str, AfterValidator(annotator)]
_Keys = Annotated[tuple[str, ...], BeforeValidator(_keys)]

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


class Folders(_Shape):
    """`[folders]`: where the parts of a project lie, from its own folder."""

    seeds: _Filled = "seeds"
    guidelines: _Filled = "guidelines"
    labels: _Filled = "labels"


class ProjectFile(_Shape):
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

    advice = {**_SCREEN, "name": f"give a name {_NAMING}", "rtl": _CHOICE}

    name: _Annotator | None = None
    rtl: Wish | None = None
    keyboard: Keyboard | None = None
    theme: Theme | None = None
    keys: dict[str, _Keys] = {}


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
        found = (_advised(fault, shape.advice) for fault in complaints(error))
        raise gathered(file.faults(found)) from error


def facts_faults(facts: Facts) -> tuple[Complaint, ...]:
    """What keeps facts from standing beside an article."""
    try:
        FactsFile.model_validate({one.name: getattr(facts, one.name) for one in fields(facts)})
    except ValidationError as error:
        return complaints(error)
    return ()


def _advised(found: Complaint, advice: Mapping[str, str]) -> Complaint:
    return replace(found, fix=advice.get(str(found.path[0]), found.fix)) if found.path else found
