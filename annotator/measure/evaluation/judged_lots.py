"""Articles of a project as lots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import add

import numpy as np

from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.judged import Judged
from annotator.measure.evaluation.lots import Lot, Side
from annotator.measure.evaluation.trials import Trial, trial
from annotator.measure.table import merged, outside

# So many spans of the gold are held against a prediction at once.
_AT_ONCE = 100_000


def lots_of(judged: Sequence[Judged], extractor: str) -> Iterator[tuple[Lot, tuple[int, int]]]:
    """The articles in lots, and how many spans of gold and prediction lie in zones of each.

    Only the zones of the gold count: no prediction can take gold away.

    Raises:
        ValueError: an article is given twice.
    """
    ordered = sorted(judged, key=lambda one: one.article.id)
    if len({one.article.id for one in ordered}) < len(ordered):
        raise ValueError("an article is given twice")
    for some in _batches(ordered):
        yield _lot(some, extractor)


def tried(judged: Sequence[Judged], extractor: str, schema: Schema, plan: Sharing) -> Trial:
    """What is counted of an extractor in all articles.

    Raises:
        ValueError: no article, or one twice.
    """
    lots = (lot for lot, _ in lots_of(judged, extractor))
    trials = (trial(lot, schema, plan) for lot in lots)
    try:
        return reduce(add, trials)
    except TypeError as error:
        raise ValueError("articles are needed") from error


def _batches(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    """Articles together, as many as have enough spans."""
    some: list[Judged] = []
    spans = 0
    for one in judged:
        some.append(one)
        spans += len(one.gold.spans)
        if spans >= _AT_ONCE:
            yield some
            some, spans = [], 0
    if some:
        yield some


def _lot(judged: Sequence[Judged], extractor: str) -> tuple[Lot, tuple[int, int]]:
    names = tuple(one.article.id for one in judged)
    said = [one.predicted.get(extractor) for one in judged]
    zones = [merged([one.gold.zones]) for one in judged]
    gold = [outside(one.gold.spans, own) for one, own in zip(judged, zones, strict=True)]
    found = [
        outside(one.labelling.spans, own) if one else ()
        for one, own in zip(said, zones, strict=True)
    ]
    given = (
        sum(len(one.gold.spans) for one in judged),
        sum(len(one.labelling.spans) for one in said if one),
    )
    facts = sorted({fact for one in judged for fact in one.facts})
    lot = Lot(
        gold=_side(names, gold, ()),
        predicted=_side(
            tuple(name for name, one in zip(names, said, strict=True) if one),
            [own for own, one in zip(found, said, strict=True) if one],
            [one.scores for one in said if one],
        ),
        units=tuple(one.unit for one in judged),
        languages=tuple(one.article.facts.language or "" for one in judged),
        lengths=np.array([one.article.length for one in judged], dtype=np.int64),
        facts={fact: tuple(one.facts.get(fact, "") for one in judged) for fact in facts},
        texts={one.article.id: one.article.text for one in judged},
    )
    return lot, (given[0] - len(lot.gold), given[1] - len(lot.predicted))


def _side(
    articles: tuple[str, ...],
    spans: Sequence[Sequence[Span]],
    scores: Sequence[Mapping[str, float]],
) -> Side:
    """The spans of articles as columns; `scores` are by id, one mapping an article or none."""
    flat = tuple(chain.from_iterable(spans))
    labels = tuple(sorted({span.label for span in flat}))
    place = {name: at for at, name in enumerate(labels)}
    known = [
        own.get(span.id, np.nan)
        for some, own in zip(spans, scores or ({},) * len(spans), strict=True)
        for span in some
    ]
    return Side(
        articles,
        labels,
        np.repeat(np.arange(len(articles)), [len(some) for some in spans]),
        np.array([span.start for span in flat], dtype=np.int64),
        np.array([span.end for span in flat], dtype=np.int64),
        np.array([place[span.label] for span in flat], dtype=np.int64),
        {at: span.pieces for at, span in enumerate(flat) if len(span.pieces) > 1},
        np.array(known, dtype=np.float64) if any(scores) else None,
        flat,
    )
