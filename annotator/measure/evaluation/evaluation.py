"""Everything that is said of how well an extractor does, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from annotator.labels.schema import Schema
from annotator.measure.agreement.listing import confusion_of, disagreements
from annotator.measure.agreement.methods import method_of
from annotator.measure.counts import classes
from annotator.measure.evaluation.cautions import warnings
from annotator.measure.evaluation.confidence import confidence_of
from annotator.measure.evaluation.figures import Evaluation, Mistake, ScoresOfArticle, Totals
from annotator.measure.evaluation.judged import Judged, Told
from annotator.measure.evaluation.laid import Laid, laid, not_predicted
from annotator.measure.evaluation.macro import macro_of
from annotator.measure.evaluation.parts import language_of, parts_of
from annotator.measure.evaluation.values import attribute_scores
from annotator.measure.evaluation.ways import muc5_of, scorings, scorings_of_each
from annotator.measure.match import Kind

Scores = Mapping[str, Mapping[str, float]]


def evaluation(  # noqa: PLR0913 - what is judged, and how, each by its own name
    judged: Sequence[Judged],
    extractor: str,
    schema: Schema,
    told: Told,
    *,
    seed: int,
    replicates: int,
) -> Evaluation:
    """Judge an extractor by the gold: every score, every mistake, and how sure it is.

    Nothing is read but what is given; equal arguments give an equal result, in any order of
    articles and spans. All intervals are drawn from the same resamples of articles or clusters.
    A gold article of which the extractor says nothing counts, its spans as missed. `full` leaves
    out attributes of type entity: their ids are arbitrary, and judged by `attributes` as
    clusters.

    Args:
        judged: the articles of the gold, each once.
        extractor: whose predictions of them are judged.
        schema: the labels, in the order in which they are told of, and what they may carry.
        told: what is told beside the figures.
        seed: of the resamples.
        replicates: how many resamples an interval rests on.

    Raises:
        ValueError: no article, one twice, or no replicates.
    """
    it = laid(judged, [extractor], schema, seed, replicates)
    return _together(it, extractor, schema, told)


def _together(it: Laid, extractor: str, schema: Schema, told: Told) -> Evaluation:
    """All scores and mistakes of what is laid out."""
    (couple,), (ways,) = it.corpus.couples, it.ways
    labels = it.labels
    overall, *each = scorings([ways.of_all(), *map(ways.of_label, labels)], it.resamples)
    scores = _scores(it.judged, extractor)
    mistakes = tuple(_mistakes(it, scores))
    missing = not_predicted(it.judged, extractor)
    strange = tuple(sorted(told.not_in_gold.get(extractor, ())))
    by_language, by_length, slices = parts_of(it.judged, ways, it.resamples)
    errors = classes(couple.alignment).sum(axis=0).tolist()
    return Evaluation(
        gold=told.gold,
        predictions=extractor,
        totals=Totals(
            articles=len(it.judged),
            not_predicted=len(missing),
            not_in_gold=len(strange),
            mistakes=len(mistakes),
            values=sum(one.at.kind == "values" for one in mistakes),
        ),
        articles=tuple(it.how.units),
        seed=it.how.seed,
        replicates=it.how.replicates,
        not_predicted=missing,
        not_in_gold=strange,
        excluded=tuple(told.excluded),
        dropped_in_zones=_dropped(it),
        overall=overall,
        labels=dict(zip(labels, each, strict=True)),
        macro=macro_of(ways, labels, it.resamples),
        muc5=muc5_of(ways.of_all(), it.resamples),
        by_article=_by_article(it, mistakes),
        by_language=by_language,
        by_length=by_length,
        slices=slices,
        attributes=attribute_scores(couple, schema, it.how),
        errors=dict(zip((one.word for one in Kind), errors, strict=True)),
        confusion=confusion_of([couple], labels),
        mistakes=mistakes,
        confidence=confidence_of(couple, scores, labels, it.resamples),
        warnings=tuple(warnings(it, [extractor], told)),
        used=tuple(told.used),
        method=method_of(it.how.units, told.program, told.command, tuple(told.schemas)),
        digest=told.digests.get(extractor, ""),
    )


def _scores(judged: Sequence[Judged], extractor: str) -> Scores:
    """The scores of predicted spans, by article and id."""
    said = ((one.article.id, one.predicted.get(extractor)) for one in judged)
    return {name: own.scores for name, own in said if own and own.scores}


def _dropped(it: Laid) -> tuple[int, int]:
    gold, predicted = (int(table.dropped.sum()) for table in it.corpus.tables)
    return gold, predicted


def _mistakes(it: Laid, scores: Scores) -> Iterator[Mistake]:
    """Every place at which the prediction is not the gold, by article and place."""
    for one in disagreements(it.corpus, it.unequal):
        span = one.b.span
        yield Mistake(one, scores.get(one.article, {}).get(span.id) if span else None)


def _by_article(it: Laid, mistakes: Sequence[Mistake]) -> tuple[ScoresOfArticle, ...]:
    """The scores of each article, the worst first: lowest strict F1, undefined last, by id."""
    wrong = Counter(one.at.article for one in mistakes)
    size = len(it.judged)
    gold, predicted = (np.bincount(one.article, minlength=size) for one in it.corpus.tables)
    each = scorings_of_each(it.ways[0].of_all())
    told = [
        ScoresOfArticle(
            one.article.id,
            language_of(one),
            one.article.length,
            int(gold[at]),
            int(predicted[at]),
            wrong[one.article.id],
            own,
        )
        for at, (one, own) in enumerate(zip(it.judged, each, strict=True))
    ]
    return tuple(sorted(told, key=_worst_first))


def _worst_first(one: ScoresOfArticle) -> tuple[bool, float, str]:
    value = one.overall.strict.f1.value
    return value is None, value or 0.0, one.article
