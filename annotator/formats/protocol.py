"""What a format is: a module with `read` and `write`, registered in `annotator.formats`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span
from annotator.text.article import Article

# Bytes of a line, above which it is not read: one article hardly has a tenth of so many spans.
LONGEST_LINE = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a reader may look up: the schema, an article by its id, and what spans may be called.

    `article` gives None for an id that the project does not have. `next_number` is one more than
    the highest number that the importing annotator ever used on an article; `ids` are those of
    the annotator's newest spans there, by label and pieces: a span that comes again keeps its id.
    """

    schema: Schema
    article: Callable[[str], Article | None]
    next_number: Callable[[str], int]
    ids: Callable[[str], Mapping[Identity, str]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """All spans that a source gives one article, and where in the source they stood.

    `places` has one entry a span, in the order of `spans`: what a person calls it in the source;
    so has `scores`, where the source says how sure it is of any span, None for those of which it
    does not. An arrival that is not `whole` lacks spans that could not be read; it is looked at
    for further faults, and never kept.
    """

    article: Article
    spans: tuple[Span, ...]
    where: str
    places: tuple[str, ...]
    whole: bool = True
    scores: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source holds, everything wrong with it, and a plain sentence for what was left out.

    What lies on the text as it says may still break the schema's rules: these are not the
    reader's to prove.
    """

    arrivals: tuple[Arrival, ...]
    faults: tuple[AnnotatorError, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """One article with the labelling to be written for it."""

    article: Article
    labelling: Labelling


class Reader(Protocol):
    """Reads one source, and finds everything that is wrong with it."""

    def read(self, data: bytes, where: str, shelf: Shelf) -> Reading:
        """Every article of the source, once each, and every fault with its line and span.

        Raises:
            AnnotatorError: the source as a whole is at fault.
        """
        ...


@runtime_checkable
class LineReader(Protocol):
    """Reads a source of which an article is a line, so that it may be longer than memory."""

    def each(
        self, lines: Iterable[bytes], where: str, shelf: Shelf
    ) -> Iterator[Arrival | AnnotatorError]:
        """The article of each line, once, or what is wrong with the line, in their order.

        Lines come with or without their ends; one that is longer than `LONGEST_LINE` may come cut
        after one byte more. Nothing is read after a fault that leaves no line to be trusted.
        """
        ...


@runtime_checkable
class FilesReader(Protocol):
    """Reads a source that may be several files, as in a folder."""

    def read_files(self, files: Sequence[tuple[str, bytes]], shelf: Shelf) -> Reading:
        """Every article of all files, once each; a file is what a person calls it, and its bytes.

        Raises:
            AnnotatorError: the source as a whole is at fault.
        """
        ...


class Writer(Protocol):
    """Writes labellings, the same bytes for the same content."""

    def write(self, departures: Sequence[Departure]) -> bytes:
        """The whole file, articles in the order given."""
        ...

    def dropped(self, departures: Sequence[Departure]) -> tuple[str, ...]:
        """One plain sentence for each thing that the format cannot carry; none where all fits."""
        ...


@runtime_checkable
class SchemaWriter(Protocol):
    """Writes labellings with the schema that they were made under."""

    def write_under(self, departures: Sequence[Departure], schema: bytes) -> bytes:
        """The whole file, as `Writer` has it; `schema` are the bytes of schema.toml."""
        ...


def beyond_spans(name: str, departures: Sequence[Departure], *, but: str = "") -> tuple[str, ...]:
    """What a format of that name leaves out if it carries spans, and one thing more: `but`."""
    kept_back = {
        "that it is a draft": sum(one.labelling.status == "draft" for one in departures),
        "its zones": sum(bool(one.labelling.zones) for one in departures),
        "its refused suggestions": sum(bool(one.labelling.rejected) for one in departures),
        "its note": sum(bool(one.labelling.note) for one in departures),
        "how it was adjudicated": sum(bool(one.labelling.adjudication) for one in departures),
    }
    return tuple(
        f"{name} cannot say of an article {what}: left out for {count}"
        for what, count in kept_back.items()
        if count and what != but
    )
