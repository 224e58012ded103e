"""Spans of many articles as columns of numbers, which is what everything here is counted from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, compress

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


def tables(*sides: Iterable[Marked], labels: Iterable[str] = ()) -> tuple[Table, ...]:
    """A table for each annotator, all over the same articles and labels.

    A span that shares a character with a zone of its article is left out whoever set the zone,
    and counted in `dropped`. `labels` are there even if no span has them.

    Raises:
        ValueError: an annotator has an article twice, or not all have the same articles.
    """
    given = [_by_article(side) for side in sides]
    articles = sorted(given[0]) if given else []
    if any(sorted(side) != articles for side in given):
        raise ValueError("the annotators must have the same articles")
    used = {span.label for side in given for one in side.values() for span in one.spans}
    names = sorted({*used, *labels})
    zones = {name: merged(side[name].zones for side in given) for name in articles}
    return tuple(_table(side, articles, names, zones) for side in given)


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
        if list(names) != sorted(set(names)):
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
    if not in_order(each):
        order = np.lexsort((what, stop, begin, where))
        where, begin, stop, what = (column[order] for column in each)
    none = np.zeros(len(articles), dtype=np.int64)
    return Table(tuple(articles), tuple(labels), where, begin, stop, what, {}, none)


def in_order(each: Sequence[Ints]) -> bool:
    """Whether rows of columns ascend, the first column counting most."""
    same = np.ones(max(len(each[0]) - 1, 0), dtype=bool)
    for column in each:
        if np.any(same & (column[1:] < column[:-1])):
            return False
        same &= column[1:] == column[:-1]
    return True


def divided(table: Table) -> tuple[Ints, Ints, Ints]:
    """Every piece: the row of its span, its start and its end; whole spans come first."""
    row, start, end = np.arange(len(table)), table.start, table.end
    if not table.pieces:
        return row, start, end
    whole = np.ones(len(table), dtype=bool)
    whole[list(table.pieces)] = False
    more = [(own, *piece) for own, pieces in table.pieces.items() for piece in pieces]
    rows = np.concatenate([np.stack([row, start, end], axis=1)[whole], more])
    return rows[:, 0], rows[:, 1], rows[:, 2]


def together(one: Table, other: Table) -> tuple[Table, Table]:
    """Both tables over the union of their articles and labels, which must both be sorted.

    An article that only one of them has counts as one in which the other marked nothing.
    """
    if one.articles == other.articles and one.labels == other.labels:
        return one, other
    articles = tuple(sorted({*one.articles, *other.articles}))
    labels = tuple(sorted({*one.labels, *other.labels}))
    return _over(one, articles, labels), _over(other, articles, labels)


def of_articles(table: Table, wanted: NDArray[np.bool_]) -> Table:
    """Only some articles of a table, `wanted` of shape (articles,)."""
    if wanted.all():
        return table
    place = np.cumsum(wanted) - 1
    kept = _kept(table, wanted[table.article])
    return replace(
        kept,
        articles=tuple(name for name, is_in in zip(table.articles, wanted, strict=True) if is_in),
        article=place[kept.article],
        dropped=table.dropped[wanted],
    )


def of_label(table: Table, label: int) -> Table:
    """Only the spans of one label, a place in `table.labels`, as the only label there is."""
    kept = _kept(replace(table, spans=()), table.label == label)
    return replace(kept, labels=(table.labels[label],), label=np.zeros_like(kept.label))


def _kept(table: Table, which: NDArray[np.bool_]) -> Table:
    """Some rows of a table, over the same articles and labels."""
    place = np.cumsum(which) - 1
    return replace(
        table,
        article=table.article[which],
        start=table.start[which],
        end=table.end[which],
        label=table.label[which],
        pieces={int(place[row]): own for row, own in table.pieces.items() if which[row]},
        spans=tuple(compress(table.spans, which.tolist())),
    )


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


def merged(zones: Iterable[Sequence[Zone]]) -> list[Piece]:
    """The zones of all as sorted stretches that neither overlap nor touch."""
    stretches: list[Piece] = []
    for start, end in sorted((zone.start, zone.end) for own in zones for zone in own):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _table(
    side: Mapping[str, Marked],
    articles: Sequence[str],
    labels: Sequence[str],
    zones: Mapping[str, Sequence[Piece]],
) -> Table:
    """The table of one annotator whose articles, labels and zones are known."""
    given = [side[name].spans for name in articles]
    kept = [outside(own, zones[name]) for name, own in zip(articles, given, strict=True)]
    many = np.array([len(own) for own in kept], dtype=np.int64)
    dropped = np.array([len(own) for own in given], dtype=np.int64) - many
    spans = tuple(chain.from_iterable(kept))
    pieces = [span.pieces for span in spans]
    place = {name: at for at, name in enumerate(labels)}
    article = np.repeat(np.arange(len(articles)), many)
    start, end, label = (
        np.fromiter(column, dtype=np.int64, count=len(spans))
        for column in (
            (own[0][0] for own in pieces),
            (own[-1][1] for own in pieces),
            (place[span.label] for span in spans),
        )
    )
    order = np.lexsort((ranks(pieces), label, end, start, article))
    if np.any(order[1:] < order[:-1]):
        rows = order.tolist()
        spans, pieces = tuple(spans[row] for row in rows), [pieces[row] for row in rows]
    broken = {row: own for row, own in enumerate(pieces) if len(own) > 1}
    article, start, end, label = (column[order] for column in (article, start, end, label))
    return Table(tuple(articles), tuple(labels), article, start, end, label, broken, dropped, spans)


def ranks(pieces: Sequence[tuple[Piece, ...]]) -> Ints:
    """The order of spans that only their pieces tell apart."""
    known = sorted({own for own in pieces if len(own) > 1})
    rank = {own: at for at, own in enumerate(known, start=1)}
    if not rank:
        return np.zeros(len(pieces), dtype=np.int64)
    return np.fromiter((rank.get(own, 0) for own in pieces), dtype=np.int64, count=len(pieces))


def outside(spans: Sequence[Span], zones: Sequence[Piece]) -> Sequence[Span]:
    """The spans that lie in none of the zones."""
    return [span for span in spans if not _touches(span, zones)] if zones else spans


def _touches(span: Span, stretches: Sequence[Piece]) -> bool:
    """Whether a piece of the span shares a character with one of some sorted stretches."""
    for start, end in span.pieces:
        at = bisect_right(stretches, (end - 1, float("inf"))) - 1
        if at >= 0 and stretches[at][1] > start:
            return True
    return False
