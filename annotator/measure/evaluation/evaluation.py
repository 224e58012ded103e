"""Everything that is said of how well an extractor does, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import NO_SPAN, Confusion
from annotator.measure.agreement.methods import method_from
from annotator.measure.basis import GOLD, PREDICTED
from annotator.measure.evaluation import cautions
from annotator.measure.evaluation.confidence import confidence_of
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.figures import (
    Confidence,
    Evaluation,
    Macro,
    ScoresOfArticle,
    Scorings,
    Totals,
)
from annotator.measure.evaluation.judged import Judged, Told
from annotator.measure.evaluation.judged_lots import lots_of
from annotator.measure.evaluation.listed import listed, names_of
from annotator.measure.evaluation.macro import means_of_articles, means_of_labels
from annotator.measure.evaluation.parts import (
    LANGUAGE,
    LENGTH,
    UNKNOWN,
    Parts,
    fact_key,
    facts_of,
    parts_of,
)
from annotator.measure.evaluation.pools import Drawn, Pool, side_by_side
from annotator.measure.evaluation.shares import ARTICLES, LABEL, MEANS, OVERALL, Share, share
from annotator.measure.evaluation.values import attribute_scores
from annotator.measure.evaluation.ways import ERRORS, RATES, muc5_of, of_one_article, scorings_of
from annotator.measure.evaluation.wrong import mistakes_of
from annotator.measure.match import Kind


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
        ValueError: no article, or one twice.
    """
    plan = Sharing(seed, replicates, clustered=any(one.unit != one.article.id for one in judged))
    whole: Share | None = None
    zones = np.zeros(2, dtype=np.int64)
    for lot, dropped in lots_of(judged, extractor):
        own = share(lot, schema, plan)
        whole = whole + own if whole else own
        zones += dropped
    if whole is None:
        raise ValueError("articles are needed")
    gold, predicted = zones.tolist()
    return finished(whole, extractor, schema, told, plan, zones=(gold, predicted))


def finished(  # noqa: PLR0913 - what was counted, and how, each by its own name
    it: Share,
    extractor: str,
    schema: Schema,
    told: Told,
    plan: Sharing,
    *,
    zones: tuple[int, int] = (0, 0),
) -> Evaluation:
    """What is said of an extractor when all articles were counted.

    Args:
        it: the sum of the shares of all articles.
        extractor: what the extractor is called.
        schema: the labels, as every share was counted by them.
        told: what is told beside the figures; of `not_in_gold` what no share has seen.
        plan: how every share was counted.
        zones: how many spans of gold and prediction were left out, lying in zones.
    """
    return _Finishing(it, extractor, schema, told, plan).evaluation(zones)


class _Finishing:
    """Turns what was counted into figures."""

    def __init__(
        self, it: Share, extractor: str, schema: Schema, told: Told, plan: Sharing
    ) -> None:
        self._it, self._extractor, self._schema, self._told = it, extractor, schema, told
        self._drawn = Drawn(it.pools[ARTICLES].names, plan.seed, plan.replicates)
        names = [one.name for one in schema.labels]
        others = {key[1] for key in it.pools if key[0] == LABEL} - set(names)
        self._labels = (*names, *sorted(others))
        self._by_label = {name: it.pools[LABEL, name] for name in self._labels}
        self._not_in_gold = it.not_in_gold + names_of(told.not_in_gold.get(extractor, ()))

    def evaluation(self, zones: tuple[int, int]) -> Evaluation:
        it, told = self._it, self._told
        overall = it.pools[OVERALL]
        found = self._drawn.estimates(overall, {**RATES, **ERRORS})
        articles, units = int(it.pools[ARTICLES].total[0]), it.pools[ARTICLES].many
        unit = "article" if units == articles else "cluster"
        return Evaluation(
            gold=told.gold,
            predictions=self._extractor,
            totals=self._totals(),
            articles=it.articles.told,
            seed=self._drawn.seed,
            replicates=self._drawn.replicates,
            not_predicted=it.not_predicted.told,
            not_in_gold=self._not_in_gold.told,
            excluded=tuple(told.excluded),
            dropped_in_zones=zones,
            overall=scorings_of(overall.total.astype(np.int64), found, with_texts=it.with_texts),
            labels={name: self._scorings(pool) for name, pool in self._by_label.items()},
            macro=self._macro(),
            muc5=muc5_of(found),
            by_article=tuple(self._by_article()),
            by_language=self._parts(LANGUAGE),
            by_length=self._parts(LENGTH),
            slices=self._slices(),
            attributes=attribute_scores(
                it.pools, it.read, self._by_label, self._schema, self._drawn
            ),
            errors=dict(zip((one.word for one in Kind), it.errors.tolist(), strict=True)),
            confusion=self._confusion(),
            mistakes=tuple(mistakes_of(it.wrong.cut(listed(it.mistakes)))),
            confidence=self._confidence(),
            warnings=tuple(self._warnings(unit, units)),
            used=tuple(told.used),
            method=method_from(unit, units, told.program, told.command, tuple(told.schemas)),
            digest=told.digests.get(self._extractor, ""),
        )

    def _totals(self) -> Totals:
        it = self._it
        return Totals(
            articles=it.articles.many,
            not_predicted=it.not_predicted.many,
            not_in_gold=self._not_in_gold.many,
            mistakes=it.mistakes,
            values=it.values,
        )

    def _scorings(self, pool: Pool) -> Scorings:
        counts = pool.total.astype(np.int64)
        return scorings_of(
            counts, self._drawn.estimates(pool, RATES), with_texts=self._it.with_texts
        )

    def _macro(self) -> Macro:
        pools = self._it.pools
        labels = side_by_side(list(self._by_label.values()), pools[OVERALL])
        return Macro(
            means_of_labels(labels, self._drawn, with_texts=self._it.with_texts),
            means_of_articles(pools[MEANS], self._drawn, with_texts=self._it.with_texts),
        )

    def _by_article(self) -> Iterator[ScoresOfArticle]:
        worst = self._it.worst
        told = listed(self._it.articles.many)
        rows = of_one_article(worst.counts[:told], with_texts=self._it.with_texts)
        for at, own in enumerate(rows):
            gold, predicted = worst.counts[at, [GOLD, PREDICTED]].tolist()
            yield ScoresOfArticle(
                worst.names[at],
                worst.languages[at] or UNKNOWN,
                int(worst.lengths[at]),
                gold,
                predicted,
                int(worst.mistakes[at]),
                own,
            )

    def _parts(self, dimension: str) -> Parts:
        return parts_of(dimension, self._it.pools, self._it.parts, self._scorings)

    def _slices(self) -> Mapping[str, Parts]:
        return {fact: self._parts(fact_key(fact)) for fact in facts_of(self._it.parts)}

    def _confusion(self) -> Confusion:
        names = (*self._labels, NO_SPAN)
        counts = tuple(tuple(self._it.confusion[one, other] for other in names) for one in names)
        return Confusion(names, counts)

    def _confidence(self) -> Confidence | None:
        cells = {name: self._it.cells[name] for name in self._labels}
        whole = self._it.pools[OVERALL]
        return confidence_of(cells, self._it.scored, self._by_label, whole, self._drawn)

    def _warnings(self, unit: str, units: int) -> Iterator[str]:
        it, name = self._it, self._extractor
        yield from cautions.of_corpus(unit, units, self._told.schemas)
        yield from cautions.of_articles({name: it.not_predicted}, {name: self._not_in_gold})
        right = int(it.errors[Kind.CORRECT])
        yield from cautions.of_suggestions(it.suggested, right, name)
        known = {one.name for one in self._schema.labels}
        spans = {
            label: (int(pool.total[GOLD]), int(pool.total[PREDICTED]))
            for label, pool in self._by_label.items()
            if label not in known
        }
        yield from cautions.of_labels(spans)
        yield from cautions.of_facts(name.removeprefix(":") for name in it.too_many)
        if not it.with_texts:
            yield cautions.NO_CLITICS
