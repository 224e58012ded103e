"""The shapes of the TOML files, read strictly, every fault at once with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from annotator.errors import AnnotatorError, gathered
from annotator.labels.complaints import complaints, key_path, shown
from annotator.labels.toml_lines import line_of, lines_of
from annotator.store.record import ANNOTATOR

Boundary = Literal["word", "stem"]
Keyboard = Literal["auto", "arabic-101", "arabic-mac", "persian", "none"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def check_day(value: str) -> str:
    """The day itself, when the calendar has it and it is written YYYY-MM-DD.

    Raises:
        ValueError: it is anything else.
    """
    try:
        date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        raise ValueError(f"is {shown(value)}, which is no day YYYY-MM-DD") from None
    return value


def _day_as_text(value: object) -> object:
    """TOML has days of its own; they say the same."""
    return value.isoformat() if type(value) is date else value


def _annotator(value: str) -> str:
    if not ANNOTATOR.fullmatch(value):
        raise ValueError(f"is {shown(value)}, which cannot name an annotator")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


_Filled = Annotated[str, AfterValidator(_filled)]
_Annotator = Annotated[str, AfterValidator(_annotator)]


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

    title: str | None = None
    language: _Filled | None = None
    published: Annotated[str, BeforeValidator(_day_as_text), AfterValidator(check_day)] | None = (
        None
    )
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    cluster: str | None = None


class UserFile(_Shape):
    """config.toml of the person at this machine."""

    name: _Annotator | None = None


_File = TypeVar("_File", bound=_Shape)


def read_toml(data: bytes, where: str, shape: type[_File]) -> _File:
    """The tables of a TOML file as their shape says.

    Raises:
        AnnotatorError, Faults: every fault at once, each with its line and key path.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise AnnotatorError(what, f"{where}: line {line}", "save the file as UTF-8") from error
    try:
        table: Mapping[str, object] = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        fix = "mend it there; see https://toml.io"
        raise AnnotatorError(f"the file is not TOML: {why}", where, fix) from error
    try:
        return shape.model_validate(table)
    except ValidationError as error:
        raise gathered(_placed(error, where, text)) from error


def _placed(error: ValidationError, where: str, text: str) -> tuple[AnnotatorError, ...]:
    """Each fault with the line on which it is to be mended."""
    lines = lines_of(text)
    found = []
    for complaint in complaints(error):
        line = line_of(lines, complaint.path)
        path = key_path(complaint.path)
        place = f"{where}: {path}" if line is None else f"{where}: line {line}: {path}"
        found.append(AnnotatorError(complaint.what, place, complaint.fix))
    return tuple(found)
