"""Every place at which annotators differ, and how often each label stands against each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.measure.agreement.compared import Corpus, Couple
from annotator.measure.agreement.figures import (
    NO_SPAN,
    Confusion,
    Disagreement,
    DisagreementKind,
    Mark,
)
from annotator.measure.counts import confusion
from annotator.measure.full import Apart, Unequal
from annotator.measure.match import Kind
from annotator.measure.table import Ints

_KINDS: tuple[DisagreementKind, ...] = get_args(DisagreementKind)
_NOBODY = -1


def entity_attributes(schema: Schema) -> Apart:
    """The attributes of type entity, as (label, attribute): their ids are arbitrary."""
    return frozenset(
        (label.name, one.name)
        for label in schema.labels
        for one in label.attributes
        if one.type == "entity"
    )


def disagreements(corpus: Corpus, unequal: Sequence[Sequence[Unequal]]) -> tuple[Disagreement, ...]:
    """Every place at which two annotators differ, by article, start, end and kind.

    Of more than two annotators all pairs are told, in the order in which they are named.
    `unequal` are the strict pairs of each couple whose values differ.
    """
    places = {one.article.id: at for at, one in enumerate(corpus.articles)}
    columns, names = [], []
    for at, (couple, valued) in enumerate(zip(corpus.couples, unequal, strict=True)):
        own, attributes = _rows(couple, valued)
        article = np.array(
            [places[name] for name in couple.alignment.ours.articles], dtype=np.int64
        )
        own[:, 0] = article[own[:, 0]]
        columns.append(np.column_stack([own, np.full(len(own), at)]))
        names.extend(attributes)
    rows = np.concatenate(columns)
    order = np.lexsort(rows.T[::-1])
    return tuple(_told(corpus, rows[at].tolist(), names[at]) for at in order.tolist())


def confusion_of(couples: Sequence[Couple], labels: Sequence[str]) -> Confusion:
    """Which label answers to which, over all couples; labels in this order, no span last."""
    size = len(labels) + 1
    total = np.zeros((size, size), dtype=np.int64)
    for couple in couples:
        own = (*couple.alignment.ours.labels, NO_SPAN)
        order = [own.index(name) for name in (*labels, NO_SPAN)]
        total += confusion(couple.alignment)[np.ix_(order, order)]
    return Confusion((*labels, NO_SPAN), tuple(map(tuple, total.tolist())))


def _rows(couple: Couple, valued: Sequence[Unequal]) -> tuple[Ints, list[tuple[str, ...]]]:
    """Article, start, end, kind, our row, their row (-1 for none), and the values that differ."""
    found = couple.alignment
    wrong = np.flatnonzero(found.kind != Kind.CORRECT)
    correct, others = found.of(Kind.CORRECT)
    at = np.array([place for place, _ in valued], dtype=np.int64)
    none = [np.full(len(own), _NOBODY) for own in (found.ours_left, found.theirs_left)]
    mine = np.concatenate([found.ours_at[wrong], found.ours_left, none[1], correct[at]])
    theirs = np.concatenate([found.theirs_at[wrong], none[0], found.theirs_left, others[at]])
    kind = np.concatenate(
        [
            found.kind[wrong] - Kind.LABEL,
            np.full(len(found.ours_left), _KINDS.index("missed")),
            np.full(len(found.theirs_left), _KINDS.index("spurious")),
            np.full(len(at), _KINDS.index("values")),
        ]
    )
    ours, theirs_ = found.ours, found.theirs
    starts = _of(ours.start, mine), _of(theirs_.start, theirs)
    columns = [
        np.maximum(_of(ours.article, mine), _of(theirs_.article, theirs)),
        np.where(np.minimum(*starts) < 0, np.maximum(*starts), np.minimum(*starts)),
        np.maximum(_of(ours.end, mine), _of(theirs_.end, theirs)),
        kind,
        mine,
        theirs,
    ]
    names: list[tuple[str, ...]] = [()] * (len(mine) - len(at))
    names.extend(own for _, own in valued)
    return np.column_stack(columns), names


def _of(column: Ints, rows: Ints) -> Ints:
    """What a column says of rows, -1 where there is no row."""
    return np.append(column, _NOBODY)[rows]


def _told(corpus: Corpus, row: Sequence[int], names: tuple[str, ...]) -> Disagreement:
    """A row of numbers, the last of which is the place of the couple, in spans and words."""
    article, _, _, kind, mine, theirs, at = row
    couple = corpus.couples[at]
    sides = ((couple.alignment.ours, mine), (couple.alignment.theirs, theirs))
    one, other = (None if row < 0 else table.spans[row] for table, row in sides)
    first, second = couple.annotators
    told = corpus.articles[article]
    return Disagreement(
        told.article.id,
        _KINDS[kind],
        Mark(first, one, _pointed(told.labellings[first], one, names)),
        Mark(second, other, _pointed(told.labellings[second], other, names)),
        names,
    )


def _pointed(
    said: Labelling, span: Span | None, names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """The spans that some values of a span name, by id and text; what is not there is left out."""
    if not span or not names:
        return ()
    values = [span.value(name) for name in names]
    ids = [id for value in values if isinstance(value, tuple) for id in value]
    targets = ((id, said.span(id)) for id in dict.fromkeys(ids))
    return tuple((id, target.text) for id, target in targets if target)
