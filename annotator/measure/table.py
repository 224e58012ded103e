"""Spans of many articles as columns of numbers, which is what everything here is counted from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from annotator.labels.labelling import Zone
from annotator.labels.span import Piece, Span

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Marked:
    """What one annotator marked in one article, and what they said is not article text."""

    article: str
    spans: Sequence[Span]
    zones: Sequence[Zone] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One annotator's spans, one row each, sorted by article, start, end, label, pieces.

    All columns have shape (n,). `article` and `label` are places in the sorted tuples
    `articles` and `labels`; `start` and `end` are half-open code points within the article, so
    offsets of two articles are never on one line. `pieces` holds the rows that have more than
    one piece. `dropped`, shape (articles,), counts the spans that were left out because they lie
    in a zone. `spans` are the spans themselves by row, empty where the table was made of columns.
    """

    articles: tuple[str, ...]
    labels: tuple[str, ...]
    article: Ints
    start: Ints
    end: Ints
    label: Ints
    pieces: Mapping[int, tuple[Piece, ...]]
    dropped: Ints
    spans: tuple[Span, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.article)

    def pieces_of(self, row: int) -> tuple[Piece, ...]:
        """The pieces of one span, one where it is whole."""
        whole = ((int(self.start[row]), int(self.end[row])),)
        return self.pieces.get(row, whole)


def tables(*sides: Iterable[Marked]) -> tuple[Table, ...]:
    """A table for each annotator, all over the same articles and labels.

    A span that shares a character with a zone of its article is left out whoever set the zone,
    and counted in `dropped`.

    Raises:
        ValueError: an annotator has an article twice, or not all have the same articles.
    """
    given = [_by_article(side) for side in sides]
    articles = sorted(given[0]) if given else []
    if any(sorted(side) != articles for side in given):
        raise ValueError("the annotators must have the same articles")
    labels = sorted({span.label for side in given for one in side.values() for span in one.spans})
    zones = {name: _merged(side[name].zones for side in given) for name in articles}
    return tuple(_table(side, articles, labels, zones) for side in given)


def columns(  # noqa: PLR0913 - the columns of a table, each by its own name
    articles: Sequence[str],
    labels: Sequence[str],
    *,
    article: Ints,
    start: Ints,
    end: Ints,
    label: Ints,
) -> Table:
    """A table of spans in one piece, from columns of shape (n,) in any order.

    `article` and `label` are places in `articles` and `labels`, which must be sorted.

    Raises:
        ValueError: names are unsorted or repeated, columns differ in length, a place names
            nothing, or a span does not satisfy 0 <= start < end.
    """
    for names in (articles, labels):
        if any(one >= other for one, other in pairwise(names)):
            raise ValueError("articles and labels must be sorted, each once")
    each = [np.asarray(column, dtype=np.int64) for column in (article, start, end, label)]
    if any(column.shape != (len(each[0]),) for column in each):
        raise ValueError("the columns must have one shape, (n,)")
    where, begin, stop, what = each
    for places, names in ((where, articles), (what, labels)):
        if places.size and not (places.min() >= 0 and places.max() < len(names)):
            raise ValueError("a place names no article or no label")
    if np.any(begin < 0) or np.any(stop <= begin):
        raise ValueError("a span must satisfy 0 <= start < end")
    order = np.lexsort((what, stop, begin, where))
    where, begin, stop, what = (column[order] for column in each)
    none = np.zeros(len(articles), dtype=np.int64)
    return Table(tuple(articles), tuple(labels), where, begin, stop, what, {}, none)


def together(one: Table, other: Table) -> tuple[Table, Table]:
    """Both tables over the union of their articles and labels, which must both be sorted.

    An article that only one of them has counts as one in which the other marked nothing.
    """
    if one.articles == other.articles and one.labels == other.labels:
        return one, other
    articles = tuple(sorted({*one.articles, *other.articles}))
    labels = tuple(sorted({*one.labels, *other.labels}))
    return _over(one, articles, labels), _over(other, articles, labels)


def _over(table: Table, articles: tuple[str, ...], labels: tuple[str, ...]) -> Table:
    """The table with other names; sorted names into sorted names keep the order of the rows."""
    article, label = _places(table.articles, articles), _places(table.labels, labels)
    dropped = np.zeros(len(articles), dtype=np.int64)
    dropped[article] = table.dropped
    return replace(
        table,
        articles=articles,
        labels=labels,
        article=article[table.article],
        label=label[table.label],
        dropped=dropped,
    )


def _places(names: Sequence[str], among: Sequence[str]) -> Ints:
    place = {name: at for at, name in enumerate(among)}
    return np.array([place[name] for name in names], dtype=np.int64)


def _by_article(side: Iterable[Marked]) -> dict[str, Marked]:
    given: dict[str, Marked] = {}
    for marked in side:
        if marked.article in given:
            raise ValueError(f"the article {marked.article} is given twice")
        given[marked.article] = marked
    return given


def _merged(zones: Iterable[Sequence[Zone]]) -> list[Piece]:
    """The zones of all as sorted stretches that neither overlap nor touch."""
    merged: list[Piece] = []
    for start, end in sorted((zone.start, zone.end) for own in zones for zone in own):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _table(
    side: Mapping[str, Marked],
    articles: Sequence[str],
    labels: Sequence[str],
    zones: Mapping[str, Sequence[Piece]],
) -> Table:
    """The table of one annotator whose articles, labels and zones are known."""
    rows: list[tuple[int, Span]] = []
    dropped = np.zeros(len(articles), dtype=np.int64)
    for at, name in enumerate(articles):
        kept = [span for span in side[name].spans if not _touches(span, zones[name])]
        dropped[at] = len(side[name].spans) - len(kept)
        kept.sort(key=lambda span: (span.start, span.end, span.label, span.pieces))
        rows.extend((at, span) for span in kept)
    place = {name: at for at, name in enumerate(labels)}
    numbers = np.array(
        [(at, span.start, span.end, place[span.label]) for at, span in rows], dtype=np.int64
    ).reshape(-1, 4)
    article, start, end, label = np.ascontiguousarray(numbers.T)
    pieces = {row: span.pieces for row, (_, span) in enumerate(rows) if len(span.pieces) > 1}
    spans = tuple(span for _, span in rows)
    return Table(tuple(articles), tuple(labels), article, start, end, label, pieces, dropped, spans)


def _touches(span: Span, stretches: Sequence[Piece]) -> bool:
    """Whether a piece of the span shares a character with one of some sorted stretches."""
    for start, end in span.pieces if stretches else ():
        at = bisect_right(stretches, (end - 1, float("inf"))) - 1
        if at >= 0 and stretches[at][1] > start:
            return True
    return False
