"""The mistakes of some articles, and their worst articles, as rows of which so many are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from annotator.labels.span import Span
from annotator.measure.agreement.figures import Disagreement, DisagreementKind, Mark
from annotator.measure.basis import OUTCOMES
from annotator.measure.evaluation.figures import GOLD, PREDICTED, Mistake
from annotator.measure.evaluation.held import Held
from annotator.measure.evaluation.listed import Objects, Worst, Wrong, few, objects
from annotator.measure.match import Kind
from annotator.measure.semeval import f1s
from annotator.measure.table import Ints, Table

_KINDS: tuple[DisagreementKind, ...] = get_args(DisagreementKind)
_NOBODY = -1
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROUNDS = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)

_Pointed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Mistakes: article, kind, and the row of either table, -1 for none; `values` by place."""

    article: Ints
    kind: Ints
    mine: Ints
    theirs: Ints
    values: dict[int, tuple[str, ...]]


def wrong_of(held: Held) -> tuple[Wrong, Ints, Ints]:
    """The mistakes of a lot, as many as are kept, and how many each article has, by kind.

    Returns:
        The mistakes; how many each article has, shape (articles,); of values alone, (articles,).
    """
    rows = _rows(held)
    size = len(held.lot.gold.articles)
    valued = rows.article[rows.kind == _KINDS.index("values")]
    kept = _wrong(held, rows)
    return kept, np.bincount(rows.article, minlength=size), np.bincount(valued, minlength=size)


def worst_of(held: Held, mistakes: Ints) -> Worst:
    """The worst articles of a lot; `mistakes`, shape (articles,), counts those of each."""
    total = held.counts.total
    lot = held.lot
    return Worst(
        objects(lot.gold.articles),
        f1s(total @ OUTCOMES["strict"]),
        objects(lot.languages),
        lot.lengths,
        mistakes,
        total,
    ).cut()


def mistakes_of(wrong: Wrong) -> Iterator[Mistake]:
    """The mistakes as they are told, by article, start, end and kind."""
    starts, ends = wrong.bounds[:, [0, 2]], wrong.bounds[:, [1, 3]].max(axis=1).tolist()
    first = np.where(starts.min(axis=1) < 0, starts.max(axis=1), starts.min(axis=1)).tolist()
    order = sorted(
        range(len(first)),
        key=lambda at: (
            wrong.articles[at],
            first[at],
            ends[at],
            int(wrong.kinds[at]),
            wrong.bounds[at].tolist(),
            wrong.labels[at].tolist(),
            wrong.chance[at],
        ),
    )
    return (_told(wrong, at) for at in order)


def _told(wrong: Wrong, at: int) -> Mistake:
    gold, predicted = (
        Mark(who, _span(wrong, at, side), wrong.points_at[at, side])
        for side, who in enumerate((GOLD, PREDICTED))
    )
    score = float(wrong.scores[at])
    kind = _KINDS[wrong.kinds[at]]
    told = Disagreement(wrong.articles[at], kind, gold, predicted, wrong.values[at])
    return Mistake(told, None if np.isnan(score) else score)


def _span(wrong: Wrong, at: int, side: int) -> Span | None:
    """The span that one side has; of one that was known by its bounds alone, no more than these."""
    start, end = wrong.bounds[at, 2 * side : 2 * side + 2].tolist()
    if start < 0:
        return None
    known: Span | None = wrong.spans[at, side]
    return known or Span("", wrong.labels[at, side], ((start, end),), "")


def _wrong(held: Held, rows: _Rows) -> Wrong:
    """The mistakes that are kept."""
    tables = (held.alignment.ours, held.alignment.theirs)
    sides = tuple(zip(tables, (rows.mine, rows.theirs), strict=True))
    bounds = [_at(column, own) for table, own in sides for column in (table.start, table.end)]
    labels = np.stack([_at(table.label, own) for table, own in sides], axis=1)
    chance = _chances(held, rows, np.column_stack([*bounds, labels]))
    kept = few(chance)
    spans = np.stack([_spans(table, own[kept]) for table, own in sides], axis=1)
    values, points = np.full(len(kept), None), np.full((len(kept), 2), None)
    values.fill(())
    points.fill(())
    where = rows.article[kept]
    for at, place in enumerate(kept.tolist() if rows.values else ()):
        names = rows.values.get(place)
        if names:
            values[at] = names
            for side, table in enumerate(tables):
                points[at, side] = _targets(table, int(where[at]), spans[at, side], names)
    return Wrong(
        chance[kept],
        objects(tables[0].articles)[where],
        rows.kind[kept],
        objects((*tables[0].labels, ""))[labels[kept]],
        np.stack(bounds, axis=1)[kept],
        np.append(held.score, np.nan)[rows.theirs[kept]],
        spans,
        values,
        points,
    )


def _spans(table: Table, rows: Ints) -> Objects:
    """The spans of rows, None where there is none or it is not known."""
    if not table.spans:
        return np.full(len(rows), None)
    return objects([table.spans[row] if row >= 0 else None for row in rows.tolist()])


def _rows(held: Held) -> _Rows:
    found = held.alignment
    wrong = np.flatnonzero(found.kind != Kind.CORRECT)
    correct, others = found.of(Kind.CORRECT)
    valued = np.array([place for place, _ in held.unequal], dtype=np.int64)
    none = [np.full(len(own), _NOBODY) for own in (found.ours_left, found.theirs_left)]
    mine = np.concatenate([found.ours_at[wrong], found.ours_left, none[1], correct[valued]])
    theirs = np.concatenate([found.theirs_at[wrong], none[0], found.theirs_left, others[valued]])
    kinds = [
        found.kind[wrong].astype(np.int64) - Kind.LABEL,
        *(
            np.full(many, _KINDS.index(kind))
            for kind, many in (
                ("missed", len(none[0])),
                ("spurious", len(none[1])),
                ("values", len(valued)),
            )
        ),
    ]
    article = np.maximum(_at(found.ours.article, mine), _at(found.theirs.article, theirs))
    first = len(mine) - len(valued)
    values = {first + at: names for at, (_, names) in enumerate(held.unequal)}
    return _Rows(article, np.concatenate(kinds), mine, theirs, values)


def _at(column: Ints, rows: Ints) -> Ints:
    """What a column says of rows, -1 where there is no row."""
    return np.append(column, _NOBODY)[rows]


def _chances(held: Held, rows: _Rows, told: Ints) -> NDArray[np.uint64]:
    """A number for each mistake that follows from what it is alone, all numbers alike likely."""
    mixed = _hashed(held.lot.gold.articles)[rows.article] + rows.kind.astype(np.uint64)
    labels = np.append(_hashed(held.alignment.ours.labels), np.uint64(0))
    for at, column in enumerate(told.T):
        mixed = mixed * _MIX + (labels[column] if at >= 4 else column.astype(np.uint64))
    mixed ^= _shapes(held.alignment.ours, rows.mine)
    mixed ^= _shapes(held.alignment.theirs, rows.theirs) * _MIX
    for shift, factor in _ROUNDS:
        mixed ^= mixed >> shift
        mixed *= factor
    return mixed ^ (mixed >> np.uint64(31))


def _shapes(table: Table, rows: Ints) -> NDArray[np.uint64]:
    """A number for the pieces of each row, 0 where it is whole or there is none."""
    shapes = np.zeros(len(table) + 1, dtype=np.uint64)
    if table.pieces:
        told = (" ".join(f"{start}:{end}" for start, end in own) for own in table.pieces.values())
        shapes[list(table.pieces)] = _hashed(tuple(told))
    return shapes[rows]


def _hashed(names: tuple[str, ...]) -> NDArray[np.uint64]:
    told = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(told, dtype="<u8").astype(np.uint64)


def _targets(table: Table, article: int, span: Span | None, names: tuple[str, ...]) -> _Pointed:
    values = [span.value(name) for name in names] if span else []
    ids = dict.fromkeys(id for value in values if isinstance(value, tuple) for id in value)
    if not ids:
        return ()
    first, last = np.searchsorted(table.article, [article, article + 1]).tolist()
    texts = {one.id: one.text for one in table.spans[first:last]}
    return tuple((id, texts[id]) for id in ids if id in texts)
