"""Files that articles come in: text, one article a file, or JSON lines, one article a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from annotator.errors import AnnotatorError, ArticleError, gathered
from annotator.labels.complaints import complaints, key_path, shown
from annotator.project.files import LARGEST_TEXT, read_bytes
from annotator.project.settings import check_day
from annotator.text.article import (
    Article,
    Facts,
    check_id,
    check_text,
    decode,
    id_from_file_name,
)

_LARGEST_LINES = 1024 * 1024 * 1024
_LONGEST_BOM = 4


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that may come in, where it was found, and what a person should know of it."""

    article: Article
    where: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said about all files at once: their encoding, the one ID, facts they leave out."""

    encoding: str = "utf-8"
    id: str | None = None
    facts: Facts = Facts()


class _Line(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    published: Annotated[str, AfterValidator(check_day)] | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    cluster: str | None = None


def read_source(path: Path, asked: Asked) -> tuple[Incoming, ...]:
    """Every article of one file, in its order.

    Raises:
        AnnotatorError, Faults: every fault of the file at once.
    """
    where = str(path)
    lines = path.suffix.lower() == ".jsonl"
    largest = _LARGEST_LINES if lines else LARGEST_TEXT + _LONGEST_BOM
    data = read_bytes(path, where, largest)
    if lines:
        return _lines(data, where, asked)
    if asked.id is not None:
        named = check_id(asked.id, "--id")
        return (Incoming(Article(named, decode(data, where, asked.encoding), asked.facts), where),)
    text = decode(data, where, asked.encoding)
    name = path.resolve().name if path.name in ("", ".", "..") else path.name
    own, changed = id_from_file_name(name)
    notices = (f"the name {shown(name)} becomes the ID {own}",) if changed else ()
    return (Incoming(Article(own, text, asked.facts), where, notices),)


def _lines(data: bytes, where: str, asked: Asked) -> tuple[Incoming, ...]:
    """The articles of JSON lines; empty lines are passed over."""
    if asked.id is not None:
        what = "--id names one article, and JSON lines bring their own IDs"
        raise ArticleError(what, where, "leave --id out")
    text = _decoded(data, where, asked.encoding)
    found: list[Incoming] = []
    faults: list[AnnotatorError] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found.append(_article(line, f"{where}: line {number}", asked.facts))
            except AnnotatorError as error:
                faults.append(error)
    if faults:
        raise gathered(faults)
    if not found:
        raise ArticleError("the file holds no article", where, "give one JSON object a line")
    return tuple(found)


def _decoded(data: bytes, where: str, encoding: str) -> str:
    """JSON lines as text; what is asked of an article's text is asked of each line's later."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        what = f"there is no encoding {shown(encoding)}"
        raise ArticleError(what, "--encoding", "name one such as utf-8 or windows-1256") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not {encoding}"
        fix = "save the file as UTF-8, or name its encoding with --encoding"
        raise ArticleError(what, f"{where}: line {line}", fix) from error
    except UnicodeError as error:
        fix = "save the file as UTF-8, or name its encoding with --encoding"
        raise ArticleError(f"the file is not {encoding}: {error}", where, fix) from error


def _article(line: str, where: str, given: Facts) -> Incoming:
    try:
        read = _Line.model_validate(orjson.loads(line))
    except ValidationError as error:
        raise gathered(tuple(_placed(error, where))) from error
    except ValueError as error:
        what = f"the line is not JSON: {error}"
        raise ArticleError(what, where, "give one JSON object a line") from error
    if len(read.text.encode()) > LARGEST_TEXT:
        raise ArticleError("the text is over 64 MiB", where, "split it into several articles")
    check_text(read.text, where)
    own = Facts(**read.model_dump(exclude={"id", "text"}))
    return Incoming(Article(check_id(read.id, where), read.text, filled_in(own, given)), where)


def filled_in(facts: Facts, given: Facts) -> Facts:
    """The facts, those that are not known taken from others."""
    missing = {
        field.name: getattr(given, field.name)
        for field in fields(facts)
        if getattr(facts, field.name) is None
    }
    return replace(facts, **missing)


def _placed(error: ValidationError, where: str) -> Iterator[AnnotatorError]:
    for complaint in complaints(error):
        path = key_path(complaint.path)
        yield ArticleError(complaint.what, f"{where}: {path}" if path else where, complaint.fix)
