"""The TOML files of a project and of a person, read strictly, every fault at once in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from annotator.errors import AnnotatorError, gathered
from annotator.labels import exactly
from annotator.labels.toml_file import toml_file
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
from annotator.terminal.names import NAMES, Wish
from annotator.text.article import Facts

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Folders:
    """`[folders]`: where the parts of a project lie, from its own folder."""

    seeds: str = "seeds"
    guidelines: str = "guidelines"
    labels: str = "labels"


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """What annotator.toml says; `keys` are those of each command that has others."""

    name: str
    boundary: Boundary
    keyboard: Keyboard
    theme: Theme | None
    keys: Mapping[str, tuple[str, ...]]
    annotators: tuple[str, ...]
    folders: Folders


@dataclass(frozen=True, slots=True)
class UserFile:
    """What config.toml of the person at this machine says; None where it is silent."""

    name: str | None = None
    rtl: Wish | None = None
    keyboard: Keyboard | None = None
    theme: Theme | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form(Generic[_Value]):
    """How a file is read: what it is, whether its tables are in order, and what they say."""

    kind: Kind
    in_order: exactly.Check
    value: Callable[[Mapping[str, Any]], _Value]


def read_toml(data: bytes, where: str, form: Form[_Value]) -> _Value:
    """What the tables of a TOML file say.

    Raises:
        AnnotatorError, Faults: every fault at once, each with its line and key path.
    """
    file = toml_file(data, where, AnnotatorError)
    if not form.in_order(file.table):
        from annotator.project.settings_shape import faults_of  # noqa: PLC0415 - pydantic is slow

        wrong = faults_of(file.table, form.kind)
        if wrong:
            raise gathered(file.faults(wrong))
    return form.value(file.table)


def _project(table: Mapping[str, Any]) -> ProjectFile:
    return ProjectFile(
        name=table["name"],
        boundary=table.get("boundary", "word"),
        keyboard=table.get("keyboard", "auto"),
        theme=table.get("theme"),
        keys=_all_keys(table),
        annotators=tuple(table.get("annotators", ())),
        folders=Folders(**table.get("folders", {})),
    )


def _user(table: Mapping[str, Any]) -> UserFile:
    return UserFile(**{**table, "keys": _all_keys(table)})


def _facts(table: Mapping[str, Any]) -> Facts:
    published = table.get("published")
    return Facts(**{**table, "published": day_as_text(published)})


def _all_keys(table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {command: keys_of(keys) for command, keys in table.get("keys", {}).items()}


_FILLED, _TEXT = exactly.valid(str, filled), exactly.valid(str, writable)
_DAY, _ANNOTATOR = exactly.valid(str, day), exactly.valid(str, annotator)
_SCREEN = {
    "keyboard": exactly.one_of(*get_args(Keyboard)),
    "theme": exactly.one_of(*get_args(Theme)),
    "keys": exactly.named(
        exactly.text,
        lambda keys: exactly.valid(str, keys_of)(keys) or exactly.valid(list, keys_of)(keys),
    ),
}
PROJECT = Form(
    "project",
    exactly.keys(
        {"name": _FILLED},
        {
            **_SCREEN,
            "boundary": exactly.one_of(*get_args(Boundary)),
            "annotators": exactly.listed(_ANNOTATOR),
            "folders": exactly.keys({}, dict.fromkeys(("seeds", "guidelines", "labels"), _FILLED)),
            "store": exactly.one_of("folder"),
        },
    ),
    _project,
)
USER = Form(
    "user",
    exactly.keys({}, {**_SCREEN, "name": _ANNOTATOR, "rtl": exactly.one_of("auto", *NAMES)}),
    _user,
)
FACTS = Form(
    "facts",
    exactly.keys(
        {},
        {
            **dict.fromkeys(("title", "source", "url", "licence", "cluster"), _TEXT),
            "language": exactly.valid(str, lambda value: filled(writable(value))),
            "published": lambda value: _DAY(value) or type(value) is date,
        },
    ),
    _facts,
)
