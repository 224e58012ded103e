"""Some articles, the prediction held against the gold: aligned and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Couple
from annotator.measure.agreement.listing import entity_attributes
from annotator.measure.basis import Basis, basis
from annotator.measure.clitics import clitic_pairs
from annotator.measure.evaluation.figures import GOLD, PREDICTED
from annotator.measure.evaluation.lots import Lot, Side
from annotator.measure.full import Unequal, full_pairs, values_apart
from annotator.measure.match import Alignment, aligned
from annotator.measure.rates import Floats
from annotator.measure.table import Ints, Table, columns, in_order, ranks


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A lot, aligned: `couple` has the gold first and no articles but those of its tables.

    `unequal` are the strict pairs whose values differ, `is_predicted`, shape (articles,), tells
    of which articles the prediction speaks, `not_in_gold` names those that only it has, and
    `score` is that of each row of its table, NaN where it has none.
    """

    lot: Lot
    couple: Couple
    unequal: tuple[Unequal, ...]
    counts: Basis
    is_predicted: NDArray[np.bool_]
    not_in_gold: tuple[str, ...]
    score: Floats

    @property
    def alignment(self) -> Alignment:
        """Gold and prediction, aligned."""
        return self.couple.alignment


def held(lot: Lot, schema: Schema) -> Held:
    """Hold a prediction against the gold, article by article.

    Raises:
        ValueError: articles or labels of a side are unsorted or repeated, a place names nothing,
            or a span does not satisfy 0 <= start < end.
    """
    articles = lot.gold.articles
    labels = sorted({*lot.gold.labels, *lot.predicted.labels, *(one.name for one in schema.labels)})
    gold, _ = _table(lot.gold, articles, labels)
    predicted, order = _table(lot.predicted, articles, labels)
    alignment = aligned(gold, predicted)
    known = len(gold.spans) == len(gold) and len(predicted.spans) == len(predicted)
    unequal = tuple(values_apart(alignment, entity_attributes(schema))) if known else ()
    counts = basis(
        alignment,
        clitic=None if lot.texts is None else clitic_pairs(alignment, lot.texts),
        full=full_pairs(alignment, unequal),
    )
    there, strange = frozenset(lot.predicted.articles), frozenset(articles)
    score = lot.predicted.score
    return Held(
        lot,
        Couple((GOLD, PREDICTED), (), alignment),
        unequal,
        counts,
        np.fromiter((name in there for name in articles), dtype=bool, count=len(articles)),
        tuple(name for name in lot.predicted.articles if name not in strange),
        np.full(len(predicted), np.nan) if score is None else score[order],
    )


def _table(side: Side, articles: Sequence[str], labels: Sequence[str]) -> tuple[Table, Ints]:
    """The spans of a side in some articles, and which row of the side each is."""
    article, label = (
        _named(side.article, side.articles, articles),
        _named(side.label, side.labels, labels),
    )
    each: tuple[Ints, ...] = (article, side.start, side.end, label)
    rows = np.flatnonzero(article >= 0)
    if len(rows) < len(side):
        each = tuple(column[rows] for column in each)
    if side.pieces or not in_order(each):
        shape = ranks([side.pieces.get(row, ()) for row in rows.tolist()]) if side.pieces else ()
        order = np.lexsort((*([shape] if side.pieces else []), *reversed(each)))
        rows, each = rows[order], tuple(column[order] for column in each)
    where, start, end, what = each
    table = columns(articles, labels, article=where, start=start, end=end, label=what)
    if not side.pieces and not side.spans:
        return table, rows
    given = list(enumerate(rows.tolist()))
    broken = {at: side.pieces[row] for at, row in given if row in side.pieces}
    known = tuple(side.spans[row] for _, row in given) if side.spans else ()
    return replace(table, pieces=broken, spans=known), rows


def _named(column: Ints, names: Sequence[str], among: Sequence[str]) -> Ints:
    """Places in `names` as places among others, -1 for a name that is not there."""
    if tuple(names) == tuple(among):
        return column
    place = {name: at for at, name in enumerate(among)}
    return np.array([*(place.get(name, -1) for name in names), -1], dtype=np.int64)[column]
