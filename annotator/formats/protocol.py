"""What a format is: a module with `read` and `write`, registered in `annotator.formats`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a reader may look up: the schema, an article by its id, the next free span number.

    `article` gives None for an id that the project does not have. `next_number` is one more than
    the highest number that the importing annotator ever used on an article.
    """

    schema: Schema
    article: Callable[[str], Article | None]
    next_number: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """All spans that a source gives one article, and where in the source they stood.

    `places` has one entry a span, in the order of `spans`: what a person calls it in the source.
    """

    article: Article
    spans: tuple[Span, ...]
    where: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source holds, whole, with one plain sentence for each thing that was left out."""

    arrivals: tuple[Arrival, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """One article with the labelling to be written for it."""

    article: Article
    labelling: Labelling


class Reader(Protocol):
    """Reads one source whole or not at all."""

    def read(self, data: bytes, where: str, shelf: Shelf) -> Reading:
        """Every article of the source, once each.

        Raises:
            AnnotatorError: every fault of the source at once, each with its line and span.
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
