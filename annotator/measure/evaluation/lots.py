"""Some articles of a corpus as columns of numbers: what is judged at a time of very many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.labels.span import Piece, Span
from annotator.measure.rates import Floats
from annotator.measure.table import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The spans that one side has in some articles, a row each, in any order.

    Every column has shape (n,). `article` and `label` are places in `articles` and `labels`, each
    sorted and without repeats; `articles` are all that the side speaks of, also those without a
    span. `start` and `end` are half-open code points of the article. `pieces` holds the rows that
    have more than one piece. `score` is NaN where a span has none, None where no span has one.
    `spans` are the spans themselves by row where their values are known, else empty.
    """

    articles: tuple[str, ...]
    labels: tuple[str, ...]
    article: Ints
    start: Ints
    end: Ints
    label: Ints
    pieces: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict)
    score: Floats | None = None
    spans: tuple[Span, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.article)


@dataclass(frozen=True, slots=True, eq=False)
class Lot:
    """Some articles of the gold, each whole, with all that an extractor said of them.

    The prediction may speak of articles that the gold has not; they do not count. What is told of
    articles is in the order of `gold.articles`: `units` what is resampled (a cluster, else the
    article), `languages` empty strings where not known, `lengths` in code points, -1 where not
    known, `facts` what else they may be sliced by. `texts` are those of the articles by ID, None
    where they are not known, so that nothing can be said of clitics.
    """

    gold: Side
    predicted: Side
    units: tuple[str, ...]
    languages: tuple[str, ...]
    lengths: Ints
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] | None = None
