"""Parquet: a row for each article with all its spans, or a row for each span."""

from __future__ import annotations

from collections.abc import Sequence

from annotator import plugins
from annotator.errors import AnnotatorError, FormatError
from annotator.formats.jsonl_lines import article_of, lay
from annotator.formats.protocol import Arrival, Departure, Reading, Shelf, beyond_spans

_ORIGIN = "imported:parquet"
_LIBRARY = ("pyarrow", "reads and writes Parquet")


def read(data: bytes, where: str, shelf: Shelf) -> Reading:
    """Every article of a file, once each, and every fault of every row.

    Raises:
        FormatError, Faults: the file is no Parquet, or has not the columns.
    """
    return read_files([(where, data)], shelf)


def read_files(files: Sequence[tuple[str, bytes]], shelf: Shelf) -> Reading:
    """Every article of all files, once each; spans of one article may stand in several files.

    Raises:
        UsageError: the library that reads Parquet is not installed.
        FormatError, Faults: a file is no Parquet, or has not the columns.
    """
    plugins.check_scale(*_LIBRARY)
    from annotator.formats import parquet_rows  # noqa: PLC0415 - pyarrow is slow to load

    arrivals: list[Arrival] = []
    faults: list[AnnotatorError] = []
    known: dict[str, str] = {}
    for one in parquet_rows.articles(files, faults):
        try:
            article = article_of(one.article, one.sha256, shelf, known, one.place, unit="row")
        except AnnotatorError as error:
            faults.append(error)
            continue
        spans = tuple(line for line in one.spans if line)
        places = tuple(place for place, line in zip(one.places, one.spans, strict=True) if line)
        laid = lay(spans, article, shelf, one.place, _ORIGIN, places)
        faults += laid.faults
        whole = not laid.faults and len(spans) == len(one.spans)
        arrivals.append(
            Arrival(article, laid.spans, one.place, laid.places, whole=whole, scores=laid.scores)
        )
    if not arrivals and not faults:
        where = ", ".join(name for name, _ in files)
        faults.append(FormatError("no row names an article", where, "give some"))
    return Reading(tuple(arrivals), tuple(faults))


def write(departures: Sequence[Departure]) -> bytes:
    """A row for each article in the order given, with its text and what is known of it.

    Raises:
        UsageError: the library that writes Parquet is not installed.
    """
    return _written(departures, None)


def write_under(departures: Sequence[Departure], schema: bytes) -> bytes:
    """The same; the file also carries the schema, so that labels are told in its order.

    Raises:
        UsageError: the library that writes Parquet is not installed.
    """
    return _written(departures, schema)


def _written(departures: Sequence[Departure], schema: bytes | None) -> bytes:
    plugins.check_scale(*_LIBRARY)
    from annotator.formats import parquet_file  # noqa: PLC0415 - pyarrow is slow to load

    return parquet_file.file_of(departures, schema)


def dropped(departures: Sequence[Departure]) -> tuple[str, ...]:
    """What rows have no place for: work that is a draft, refused suggestions, notes."""
    return beyond_spans("parquet", departures, but="its zones")
