"""The places at which one of two extractors does better: what to read to see why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.measure.agreement.compared import Couple
from annotator.measure.evaluation.figures import Swing, SwingKind
from annotator.measure.evaluation.held import held
from annotator.measure.evaluation.judged import Judged
from annotator.measure.evaluation.judged_lots import lots_of
from annotator.measure.match import Kind, aligned
from annotator.measure.table import Ints, Marked, tables

_NONE = -1


def swings(
    judged: Sequence[Judged], extractors: tuple[str, str], schema: Schema, most: int
) -> tuple[Swing, ...]:
    """The places at which just one of two extractors is strictly right, or just one is wrong.

    Spans are aligned as for every score. Predictions that answer to nothing in the gold are
    aligned with each other, so that what both predict there, in whatever way, is no place.

    Args:
        judged: articles, each once; their order is that of the places, then where they begin.
        extractors: the two, as their predictions are named.
        schema: the labels.
        most: how many places of one article at most, its first.

    Raises:
        ValueError: an article or an extractor is given twice.
    """
    lots = zip(*(lots_of(judged, name) for name in extractors), strict=True)
    found: list[Swing] = []
    for (one, _), (other, _) in lots:
        both = held(one, schema).couple, held(other, schema).couple
        found += (*_of_gold(*both), *_beside_gold(*both))
    rank = {one.article.id: at for at, one in enumerate(judged)}
    ordered = sorted(found, key=lambda one: _place(one, rank[one.article]))
    by_article = groupby(ordered, lambda one: one.article)
    return tuple(one for _, own in by_article for one in islice(own, most))


def _place(one: Swing, rank: int) -> tuple[int, int, int, str]:
    spans = one.spans
    return rank, min(x.start for x in spans), max(x.end for x in spans), spans[0].label


def _of_gold(ours: Couple, theirs: Couple) -> Iterator[Swing]:
    """Those of gold spans; both couples have the same gold, row by row."""
    gold = ours.alignment.ours
    answers = _answers(ours), _answers(theirs)
    right = _strictly_right(ours), _strictly_right(theirs)
    for row in range(len(gold)):
        spans = tuple(
            None if own[row] == _NONE else couple.alignment.theirs.spans[own[row]]
            for own, couple in zip(answers, (ours, theirs), strict=True)
        )
        kind = _kind((bool(right[0][row]), bool(right[1][row])), spans)
        if kind:
            yield Swing(gold.articles[gold.article[row]], kind, gold.spans[row], *spans)


def _strictly_right(couple: Couple) -> NDArray[np.bool_]:
    """Which gold spans are strictly right."""
    found = np.zeros(len(couple.alignment.ours), dtype=bool)
    found[couple.alignment.of(Kind.CORRECT)[0]] = True
    return found


def _answers(couple: Couple) -> Ints:
    """The predicted row that answers to each gold row, -1 where none does."""
    found = couple.alignment
    rows = np.full(len(found.ours), _NONE, dtype=np.int64)
    rows[found.ours_at] = found.theirs_at
    return rows


def _kind(right: tuple[bool, bool], spans: Sequence[Span | None]) -> SwingKind | None:
    """Who does better on a gold span; None where both do as well."""
    if right[0] != right[1]:
        return "won" if right[1] else "lost"
    if (spans[0] is None) != (spans[1] is None):
        return "more" if spans[0] is None else "fewer"
    return None


def _beside_gold(ours: Couple, theirs: Couple) -> Iterator[Swing]:
    """Those of predictions that answer to nothing in the gold."""
    found = aligned(*tables(_spurious(ours), _spurious(theirs)))
    for row in found.ours_left.tolist():
        name = found.ours.articles[found.ours.article[row]]
        yield Swing(name, "fewer", None, found.ours.spans[row], None)
    for row in found.theirs_left.tolist():
        name = found.theirs.articles[found.theirs.article[row]]
        yield Swing(name, "more", None, None, found.theirs.spans[row])


def _spurious(couple: Couple) -> Iterator[Marked]:
    """What answers to nothing in the gold, by article."""
    found = couple.alignment
    kept: dict[str, list[Span]] = {name: [] for name in found.theirs.articles}
    for row in found.theirs_left.tolist():
        kept[found.theirs.articles[found.theirs.article[row]]].append(found.theirs.spans[row])
    return (Marked(name, spans) for name, spans in kept.items())
