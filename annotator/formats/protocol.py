"""What a format is: a module with `read` and `write`, registered in `annotator.formats`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import Identity, Span
from annotator.text.article import Article


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

    `places` has one entry a span, in the order of `spans`: what a person calls it in the source.
    An arrival that is not `whole` lacks spans that could not be read; it is looked at for further
    faults, and never kept.
    """

    article: Article
    spans: tuple[Span, ...]
    where: str
    places: tuple[str, ...]
    whole: bool = True


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


class Writer(Protocol):
    """Writes labellings, the same bytes for the same content."""

    def write(self, departures: Sequence[Departure]) -> bytes:
        """The whole file, articles in the order given."""
        ...

    def dropped(self, departures: Sequence[Departure]) -> tuple[str, ...]:
        """One plain sentence for each thing that the format cannot carry; none where all fits."""
        ...
