"""Rows of Parquet as the spans of articles, by the same shape as lines of the native exchange."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from annotator.errors import AnnotatorError, FormatError
from annotator.formats.jsonl_lines import SpanLine, misshapen

ARTICLE, SPANS = "article", "spans"

_BOUNDS = ("start", "end", "label")
_KEYS = (*_BOUNDS, "text", "id", "fragments", "attributes", "flags", "comment", "origin", "score")
_FIX = "name the columns article, start, end and label, a span a row; or article and spans"
_AT_ONCE = 1024


@dataclass(slots=True)
class Rows:
    """What the rows of an article say; a span is None where it has not the shape of one.

    `places` has one entry a span: what a person calls it in the source.
    """

    article: str
    place: str
    sha256: str | None = None
    spans: list[SpanLine | None] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def articles(files: Sequence[tuple[str, bytes]], faults: list[AnnotatorError]) -> Iterator[Rows]:
    """The articles of all files, in the order in which they come up.

    `faults` gets what is wrong with rows. An article has one row where these are articles, else
    as many as it has spans, in any file.

    Raises:
        FormatError: a file is no Parquet, or has not the columns.
    """
    scattered: dict[str, Rows] = {}
    for where, data in files:
        for at, row, nested in _rows(data, where):
            place = f"{where}: row {at}"
            name = row[ARTICLE]
            if not isinstance(name, str) or not name:
                fix = "name the article of every row"
                faults.append(FormatError("article is null or no text", place, fix))
            elif nested:
                yield _whole(row, place, faults)
            else:
                own = scattered.setdefault(name, Rows(name, place))
                if any(row[key] is not None for key in _BOUNDS):
                    _add(own, row, place, faults)
    yield from scattered.values()


def _rows(data: bytes, where: str) -> Iterator[tuple[int, Mapping[str, Any], bool]]:
    """Each row with its number from 0, and whether it is an article.

    Raises:
        FormatError: the file is no Parquet, or has not the columns.
    """
    try:
        with pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True) as file:
            names = Counter(file.schema_arrow.names)
            nested = SPANS in names
            gone = [key for key in (ARTICLE, *(() if nested else _BOUNDS)) if key not in names]
            if gone:
                what = f"there is no column {', '.join(gone)}"
                raise FormatError(what, where, _FIX)
            read = [key for key in (ARTICLE, SPANS, "text", "sha256") if key in names]
            read = read if nested else [key for key in (ARTICLE, *_KEYS) if key in names]
            for key in read:
                if names[key] > 1:
                    what = f"the column {key} is there {names[key]} times"
                    raise FormatError(what, where, "keep one of them")
            at = 0
            for batch in file.iter_batches(_AT_ONCE, columns=read):
                _check_text(batch, where, at)
                for row in batch.to_pylist():
                    yield at, row, nested
                    at += 1
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        told = str(error).split("\n", maxsplit=1)[0].rstrip(".")
        what = f"the file cannot be read as Parquet: {told}"
        raise FormatError(what, where, "write the file again") from error


def _check_text(batch: pa.RecordBatch, where: str, first: int) -> None:
    """Refuse bytes that are no text; `first` is the row that the batch begins with.

    Raises:
        FormatError: some are.
        pa.ArrowInvalid: something else is wrong with the batch.
    """
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        for name in batch.schema.names:
            for at, value in enumerate(batch.column(name), start=first):
                try:
                    value.as_py()
                except UnicodeDecodeError as error:
                    place = f"{where}: row {at}"
                    raise FormatError(f"{name} is not UTF-8", place, "write it as UTF-8") from error
        raise


def _whole(row: Mapping[str, Any], place: str, faults: list[AnnotatorError]) -> Rows:
    """An article of one row."""
    text, digest = row.get("text"), row.get("sha256")
    if isinstance(text, str) and digest is None:
        digest = sha256(text.encode()).hexdigest()
    own = Rows(row[ARTICLE], place, digest)
    spans = row[SPANS]
    if not isinstance(spans, list | None):
        faults.append(FormatError("spans is no list of structs", place, _FIX))
        own.spans.append(None)
        own.places.append(place)
        return own
    for at, span in enumerate(spans or ()):
        _add(own, span if isinstance(span, dict) else {}, f"{place}: spans[{at}]", faults)
    return own


def _add(own: Rows, given: Mapping[str, Any], place: str, faults: list[AnnotatorError]) -> None:
    """Take in a span, or what is wrong with it."""
    own.places.append(place)
    try:
        own.spans.append(_span(given, place))
    except AnnotatorError as error:
        own.spans.append(None)
        faults.append(error)


def _span(given: Mapping[str, Any], place: str) -> SpanLine:
    """The shape of a span; what is null is left out.

    Raises:
        FormatError, Faults: everything that is wrong with it.
    """
    keys = {key: given[key] for key in _KEYS if given.get(key) is not None}
    score = keys.get("score")
    if isinstance(score, float) and not math.isfinite(score):
        fix = "leave the score null where there is none"
        raise FormatError(f"score is {score}", place, fix)
    for key in ("attributes", "fragments"):
        if isinstance(keys.get(key), str):
            keys[key] = _json(keys[key], key, place)
    if isinstance(keys.get("fragments"), list):
        keys["fragments"] = [
            tuple(one) if isinstance(one, list) else one for one in keys["fragments"]
        ]
    try:
        return SpanLine.model_validate(keys)
    except ValidationError as error:
        raise misshapen(error, place) from error


def _json(told: str, key: str, place: str) -> Any:
    """What a column of JSON says.

    Raises:
        FormatError: it is none.
    """
    try:
        return orjson.loads(told)
    except orjson.JSONDecodeError as error:
        what = f"{key} are not JSON: {error.msg} at column {error.colno}"
        raise FormatError(what, place, "write them as JSON") from error
