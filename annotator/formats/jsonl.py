"""The native exchange: JSON lines, one article a line, offsets in code points."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence

import orjson

from annotator.errors import AnnotatorError, FormatError
from annotator.formats.jsonl_lines import article_of, lay, read_line
from annotator.formats.protocol import (
    LONGEST_LINE,
    Arrival,
    Departure,
    Reading,
    Shelf,
    beyond_spans,
)
from annotator.labels.shape import span_keys

_ORIGIN = "imported:jsonl"


def read(data: bytes, where: str, shelf: Shelf) -> Reading:
    """Every article of the lines, once each, and every fault of every line.

    A span without an id gets that of an equal one among the annotator's newest, else a new one.

    Raises:
        FormatError: the file is not UTF-8, or holds nothing.
    """
    _check_encoding(data, where)
    arrivals: list[Arrival] = []
    faults: list[AnnotatorError] = []
    for one in each(data.split(b"\n"), where, shelf):
        if isinstance(one, Arrival):
            arrivals.append(one)
        else:
            faults.append(one)
    return Reading(tuple(arrivals), tuple(faults))


def each(lines: Iterable[bytes], where: str, shelf: Shelf) -> Iterator[Arrival | AnnotatorError]:
    """The article of each line, or what is wrong with the line; U+2028 and the like end none.

    What is wrong with some spans of a line comes after the arrival that lacks them. Nothing is
    read after a line that is not UTF-8, as the whole file may be in another encoding, or after one
    that is too long.
    """
    known: dict[str, str] = {}
    empty = True
    for number, line in enumerate(lines, start=1):
        place = f"{where}: line {number}"
        content = line.removeprefix(BOM_UTF8) if number == 1 else line
        if len(content) <= LONGEST_LINE and not content.strip():
            continue
        empty = False
        wrong = _too_long(content, place) or _encoding_fault(content, place)
        if wrong:
            yield wrong
            return
        try:
            arrival, faults = _arrival(content, place, shelf, known)
        except AnnotatorError as error:
            yield error
        else:
            yield arrival
            yield from faults
    if empty:
        yield FormatError("the file holds no article", where, "give one JSON object a line")


def _arrival(
    line: bytes, place: str, shelf: Shelf, known: dict[str, str]
) -> tuple[Arrival, tuple[AnnotatorError, ...]]:
    """The article of a line, and what is wrong with its spans; `known` are those of lines before.

    Raises:
        FormatError, Faults: the line has no such shape, or its article is not there, is another
            text, or has a line already.
    """
    read = read_line(line, place)
    article = article_of(read.article, read.sha256, shelf, known, place)
    laid = lay(read.spans, article, shelf, place, _ORIGIN)
    arrival = Arrival(
        article, laid.spans, place, laid.places, whole=not laid.faults, scores=laid.scores
    )
    return arrival, laid.faults


def write(departures: Sequence[Departure]) -> bytes:
    """One line an article in the order given, keys in a fixed order, empty ones left out."""
    return b"".join(
        orjson.dumps(
            {"article": one.article.id, "spans": [span_keys(span) for span in one.labelling.spans]},
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for one in departures
    )


def dropped(departures: Sequence[Departure]) -> tuple[str, ...]:
    """What lines have no place for: work that is a draft, zones, refused suggestions, notes."""
    return beyond_spans("jsonl", departures)


def _check_encoding(data: bytes, where: str) -> None:
    """Refuse a file that is not UTF-8, by its first such byte.

    Raises:
        FormatError: it is not.
    """
    try:
        data.decode()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise _not_utf_8(error, data, f"{where}: line {number}") from error


def _too_long(line: bytes, place: str) -> FormatError | None:
    """What is wrong with a line that is longer than any should be; None for others."""
    if len(line) <= LONGEST_LINE:
        return None
    what = f"the line is longer than {LONGEST_LINE // 2**20} MiB"
    return FormatError(what, place, "end a line after each article")


def _encoding_fault(line: bytes, place: str) -> FormatError | None:
    """What is wrong with a line that is not UTF-8; None for one that is."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return _not_utf_8(error, line, place)
    return None


def _not_utf_8(error: UnicodeDecodeError, data: bytes, place: str) -> FormatError:
    is_wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    what = "the file is in UTF-16" if is_wide else f"byte {error.start} is not UTF-8"
    return FormatError(what, place, "save the file as UTF-8")
