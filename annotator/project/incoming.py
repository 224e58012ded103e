"""Files that articles come in: text, one article a file, or JSON lines, one article a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import orjson
from pydantic import ValidationError

from annotator.errors import AnnotatorError, ArticleError, UsageError, gathered
from annotator.labels.complaints import complaints, key_path, shown
from annotator.project.files import read_source_bytes
from annotator.project.settings_shape import FactsFile
from annotator.text.article import (
    MOST_BYTES,
    Article,
    Facts,
    check_id,
    check_text,
    decode,
    decoded,
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


@dataclass(frozen=True, slots=True)
class Source:
    """The articles of one file in its order, and what is wrong with all else in it."""

    articles: tuple[Incoming, ...]
    faults: tuple[AnnotatorError, ...] = ()


class _Line(FactsFile):
    id: str
    text: str


def read_source(path: Path, asked: Asked) -> Source:
    """Every article of one file, and every fault.

    Raises:
        AnnotatorError: the file as a whole is at fault.
    """
    where = str(path)
    if path.suffix.lower() == ".jsonl":
        return _lines(read_source_bytes(path, where, _LARGEST_LINES), where, asked)
    data = read_source_bytes(path, where, MOST_BYTES + _LONGEST_BOM)
    text = decode(data, where, asked.encoding)
    if asked.id is not None:
        return Source((Incoming(Article(check_id(asked.id, "--id"), text, asked.facts), where),))
    own, changed = id_from_file_name(path.name)
    notices = (f"the name {shown(path.name)} becomes the ID {own}",) if changed else ()
    return Source((Incoming(Article(own, text, asked.facts), where, notices),))


def _lines(data: bytes, where: str, asked: Asked) -> Source:
    """The articles of JSON lines; empty lines are passed over."""
    if asked.id is not None:
        what = "--id names one article, and JSON lines bring their own IDs"
        raise UsageError(what, "--id", "leave it out")
    text = decoded(data, where, asked.encoding)
    found: list[Incoming] = []
    faults: list[AnnotatorError] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found.append(_article(line, f"{where}: line {number}", asked.facts))
            except AnnotatorError as error:
                faults.append(error)
    if not found and not faults:
        raise ArticleError("the file holds no article", where, "give one JSON object a line")
    return Source(tuple(found), tuple(faults))


def _article(line: str, where: str, given: Facts) -> Incoming:
    try:
        read = _Line.model_validate(orjson.loads(line))
    except ValidationError as error:
        raise gathered(tuple(_placed(error, where))) from error
    except orjson.JSONDecodeError as error:
        what = f"the line is not JSON: {error.msg}"
        place = f"{where}, column {error.colno}"
        raise ArticleError(what, place, "give one JSON object a line") from error
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
