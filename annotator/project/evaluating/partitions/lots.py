"""What both sides say in a task, handed out as lots of a size that memory does not mind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from annotator.labels.span import Piece, Span
from annotator.measure.evaluation.lots import Lot, Side
from annotator.measure.table import Ints
from annotator.project.agreeing.selecting import fits
from annotator.project.evaluating.partitions.spoken import Spoken
from annotator.project.evaluating.partitions.zones import outside

# Spans of a side in a lot, and where each is a value of its own with all that it carries.
SPANS = 200_000
_VALUED = 50_000


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles count: by patterns for their IDs, and whether only those predicted."""

    globs: tuple[str, ...] = ()
    only_predicted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bit:
    """A lot, as two stretches of articles and rows: places in what each side said."""

    gold: slice
    predicted: slice
    gold_rows: slice
    predicted_rows: slice


def bits(gold: Spoken, predicted: Spoken, most: int = SPANS) -> Iterator[Bit]:
    """Cut what both say at articles: a side has at most so many spans, or a single article."""
    sides = (gold, predicted)
    if is_valued(gold, predicted):
        most = min(most, _VALUED)
    firsts = [np.searchsorted(one.article, np.arange(len(one.ids) + 1)) for one in sides]
    at = [0, 0]
    while any(begin < len(one.ids) for begin, one in zip(at, sides, strict=True)):
        until = [_until(first, begin, most) for first, begin in zip(firsts, at, strict=True)]
        cuts = [one.ids[end] for one, end in zip(sides, until, strict=True) if end < len(one.ids)]
        if cuts:
            cut = min(cuts)
            until = [bisect_left(one.ids, cut) for one in sides]
        stretches = [slice(begin, end) for begin, end in zip(at, until, strict=True)]
        rows = [
            slice(int(first[one.start]), int(first[one.stop]))
            for first, one in zip(firsts, stretches, strict=True)
        ]
        yield Bit(stretches[0], stretches[1], rows[0], rows[1])
        at = until


def is_valued(gold: Spoken, predicted: Spoken) -> bool:
    """Whether spans carry values, so that they must be told apart by these."""
    return "attributes" in gold.beside or "attributes" in predicted.beside


def _until(first: Ints, begin: int, most: int) -> int:
    """The article with which a stretch from another on ends, without it; one at least."""
    if begin >= len(first) - 1:
        return begin
    last = int(np.searchsorted(first, first[begin] + most, side="right")) - 1
    return min(max(last, begin + 1), len(first) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """The lot of a bit, the gold articles left out of it, and the patterns that fit any.

    `dropped` counts the spans of gold and prediction that were left out, lying in zones.
    """

    lot: Lot
    excluded: tuple[str, ...]
    fitting: frozenset[str]
    dropped: tuple[int, int]


def lot_of(
    bit: Bit,
    gold: Spoken,
    predicted: Spoken,
    choice: Choice,
    spans: Sequence[tuple[Span, ...]] = ((), ()),
) -> Left:
    """The lot of a bit; `spans` are those of both sides by row, empty where values do not count."""
    golds, others = gold.ids[bit.gold], predicted.ids[bit.predicted]
    kept_gold, kept_others, fitting = _chosen(golds, others, choice.globs)
    excluded: tuple[str, ...] = ()
    if choice.only_predicted:
        said = {one for one, kept in zip(others, kept_others, strict=True) if kept}
        is_said = np.fromiter((one in said for one in golds), bool, len(golds))
        excluded = tuple(golds[at] for at in np.flatnonzero(kept_gold & ~is_said))
        kept_gold &= is_said
    about = gold.about
    stay = (
        _outside(gold, gold, bit.gold_rows),
        _outside(gold, predicted, bit.predicted_rows),
    )
    places = np.arange(len(gold.ids))[bit.gold][kept_gold]
    clusters = about.facts.get("cluster")
    lot = Lot(
        gold=_side(gold, bit.gold, bit.gold_rows, kept_gold, stay[0], spans[0]),
        predicted=_side(
            predicted, bit.predicted, bit.predicted_rows, kept_others, stay[1], spans[1]
        ),
        units=tuple((clusters and clusters[at]) or gold.ids[at] for at in places),
        languages=_told(about.facts, "language", places),
        lengths=about.lengths[places],
        facts={
            name: _told(about.facts, column, places)
            for name, column in (("source", "source"), ("year", "published"))
            if column in about.facts and any(_told(about.facts, column, places))
        },
        texts=None if about.texts is None else texts_of(gold, places),
    )
    dropped = (
        int((~stay[0] & kept_gold[gold.article[bit.gold_rows] - bit.gold.start]).sum()),
        int((~stay[1] & _judged(predicted, bit, kept_others, lot)).sum()),
    )
    return Left(lot, excluded, fitting, dropped)


def _judged(predicted: Spoken, bit: Bit, kept: np.ndarray, lot: Lot) -> np.ndarray:
    """Which predicted rows of a bit are of articles that are judged."""
    golds = frozenset(lot.gold.articles)
    ids = predicted.ids[bit.predicted]
    there = kept & np.fromiter((one in golds for one in ids), bool, len(ids))
    found: np.ndarray = there[predicted.article[bit.predicted_rows] - bit.predicted.start]
    return found


def texts_of(gold: Spoken, places: slice | Ints) -> dict[str, str]:
    """The texts of some articles by their IDs; none where the source has none."""
    if gold.about.texts is None:
        return {}
    chosen = np.arange(len(gold.ids))[places]
    texts = gold.about.texts.take(pa.array(chosen)).to_pylist()
    return {gold.ids[at]: text for at, text in zip(chosen, texts, strict=True)}


def _told(facts: Mapping[str, Sequence[str]], name: str, places: Ints) -> tuple[str, ...]:
    told = facts.get(name)
    return tuple(told[at] for at in places) if told else ("",) * len(places)


def _chosen(
    golds: Sequence[str], others: Sequence[str], globs: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, frozenset[str]]:
    """Which articles of either side the patterns fit, and which patterns fit any of the gold."""
    if not globs:
        return np.ones(len(golds), bool), np.ones(len(others), bool), frozenset()
    fitting = {glob for glob in globs if any(fits(one, [glob]) for one in golds)}
    kept = [
        np.fromiter((fits(one, globs) for one in side), bool, len(side)) for side in (golds, others)
    ]
    return kept[0], kept[1], frozenset(fitting)


def _outside(gold: Spoken, side: Spoken, rows: slice) -> np.ndarray:
    """Which rows of a side touch no zone of the gold."""
    zones = gold.about.zones
    if not zones:
        return np.ones(rows.stop - rows.start, bool)
    known = {article: at for at, article in enumerate(gold.ids)}
    places = np.array([known.get(one, -1) for one in side.ids], np.int64)
    bounds = side.start[rows], side.end[rows]
    return outside(places[side.article[rows]], bounds, _pieces_in(side, rows), zones)


def _pieces_in(side: Spoken, rows: slice) -> dict[int, tuple[Piece, ...]]:
    """The pieces of some rows, by their place among these."""
    some = (at for at in side.pieces if rows.start <= at < rows.stop)
    return {at - rows.start: side.pieces[at] for at in some}


def _side(  # noqa: PLR0913, PLR0917 - what is there, and what of it stays
    side: Spoken,
    articles: slice,
    rows: slice,
    kept: np.ndarray,
    stay: np.ndarray,
    spans: tuple[Span, ...],
) -> Side:
    """The side of a lot; places count from its own first article, those left out taken away.

    `kept` are the articles that count, `stay` the rows that do if their articles do.
    """
    article = side.article[rows] - articles.start
    ids = side.ids[articles]
    start, end, label = side.start[rows], side.end[rows], side.label[rows]
    score = None if side.score is None else side.score[rows]
    pieces = _pieces_in(side, rows)
    if not (kept.all() and stay.all()):
        there = stay & kept[article]
        moved = np.cumsum(kept) - 1
        new = np.cumsum(there) - 1
        ids = tuple(one for one, keep in zip(ids, kept, strict=True) if keep)
        article = moved[article[there]]
        start, end, label = start[there], end[there], label[there]
        score = None if score is None else score[there]
        pieces = {int(new[at]): one for at, one in pieces.items() if there[at]}
        spans = tuple(one for one, keep in zip(spans, there, strict=True) if keep) if spans else ()
    if score is not None and np.isnan(score).all():
        score = None
    return Side(ids, side.labels, article, start, end, label, pieces, score, spans)
