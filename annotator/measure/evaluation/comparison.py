"""Which extractor is better, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from annotator.labels.schema import Schema
from annotator.measure.agreement.methods import method_from
from annotator.measure.basis import GOLD, PREDICTED, STRICT
from annotator.measure.contests import holm
from annotator.measure.evaluation import cautions
from annotator.measure.evaluation.ceilings import ceilings
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.figures import (
    Ceiling,
    Comparison,
    Contest,
    Contestant,
    Duel,
)
from annotator.measure.evaluation.judged import Judged, Told
from annotator.measure.evaluation.judged_lots import tried
from annotator.measure.evaluation.listed import names_of
from annotator.measure.evaluation.pools import Drawn
from annotator.measure.evaluation.pulls import tilt_of
from annotator.measure.evaluation.rivals import MEASURES, Rivals, against, alone, scopes
from annotator.measure.evaluation.shares import ARTICLES, LABEL
from annotator.measure.evaluation.trials import TOSSES, Trial, seated
from annotator.measure.rates import Floats

SWAPS = 10_000

_Pair = tuple[int, int]
_ByPair = Mapping[_Pair, Sequence[Mapping[str, Rivals]]]


def comparison(  # noqa: PLR0913 - what is compared, and how, each by its own name
    judged: Sequence[Judged],
    extractors: Sequence[str],
    schema: Schema,
    told: Told,
    *,
    seed: int,
    replicates: int,
    swaps: int = SWAPS,
) -> Comparison:
    """Compare extractors by one gold: each figure, its difference, and whether that is chance.

    Differences are the second's less the first's, with the interval of the paired bootstrap and
    the p of approximate randomization, exact up to 12 articles or clusters. Of each figure, all
    labels of all pairs of extractors are tested together, and their p's corrected by Holm's way;
    so are those over all labels of several pairs. The same articles count for all: one of which
    an extractor says nothing has its spans missed. Equal arguments give an equal result, in any
    order of articles and spans.

    Args:
        judged: the articles of the gold, each once.
        extractors: who is compared, two or more, in the order in which they are told of.
        schema: the labels, in the order in which they are told of, and what they may carry.
        told: what is told beside the figures.
        seed: of resamples and swaps.
        replicates: how many resamples an interval rests on.
        swaps: how many swaps a test rests on where not all are tried.

    Raises:
        ValueError: no article or one twice, fewer than two extractors or one twice, or no
            replicates or swaps.
    """
    if len(extractors) < 2 or len(set(extractors)) < len(extractors) or swaps < 1:
        raise ValueError("two extractors or more, each extractor once, with one swap or more")
    plan = Sharing(seed, replicates, clustered=any(one.unit != one.article.id for one in judged))
    trials = {name: tried(judged, name, schema, plan) for name in extractors}
    people = tuple(ceilings(judged, schema, plan))
    return compared(trials, schema, told, plan, swaps=swaps, people=people)


def compared(  # noqa: PLR0913 - what was counted, and how, each by its own name
    trials: Mapping[str, Trial],
    schema: Schema,
    told: Told,
    plan: Sharing,
    *,
    swaps: int = SWAPS,
    people: Sequence[Ceiling] = (),
) -> Comparison:
    """What is said of extractors when all articles were counted.

    Above the units that are kept one by one, tests rest on `TOSSES` hashed swaps.

    Args:
        trials: of each extractor the sum of the trials of all articles, over the same gold.
        schema: the labels, as every trial was counted by them.
        told: what is told beside the figures; of `not_in_gold` what no trial has seen.
        plan: how every trial was counted.
        swaps: how many swaps a test rests on where not all are tried.
        people: how well people agree.
    """
    return _Comparing(trials, schema, told, plan, swaps).comparison(people)


class _Comparing:
    """Turns what was counted of several extractors into figures."""

    def __init__(
        self,
        trials: Mapping[str, Trial],
        schema: Schema,
        told: Told,
        plan: Sharing,
        swaps: int,
    ) -> None:
        self._trials, self._told = trials, told
        first = next(iter(trials.values()))
        articles = first.pools[ARTICLES]
        self._first, self._articles = first, articles
        self._drawn = Drawn(articles.names, plan.seed, plan.replicates)
        self._swaps = TOSSES if articles.names is None else swaps
        names = [one.name for one in schema.labels]
        others = {key[1] for one in trials.values() for key in one.pools if key[0] == LABEL}
        self._labels = (*names, *sorted(others - set(names)))
        self._seats = {name: seated(one.seats, self._labels) for name, one in trials.items()}
        self._not_in_gold = {
            name: one.not_in_gold + names_of(told.not_in_gold.get(name, ()))
            for name, one in trials.items()
        }

    def comparison(self, people: Sequence[Ceiling]) -> Comparison:
        told, units = self._told, self._articles.many
        unit = "article" if units == int(self._articles.total[0]) else "cluster"
        return Comparison(
            gold=told.gold,
            articles=self._first.articles.told,
            seed=self._drawn.seed,
            replicates=self._drawn.replicates,
            swaps=self._swaps,
            extractors=tuple(self._contestants()),
            duels=tuple(self._duels()),
            ceilings=tuple(people),
            excluded=tuple(told.excluded),
            warnings=tuple(self._warnings(unit, units)),
            used=tuple(told.used),
            method=method_from(unit, units, told.program, told.command, tuple(told.schemas)),
        )

    def _contestants(self) -> Iterator[Contestant]:
        """Each extractor by itself."""
        for name, own in self._trials.items():
            overall, *each = (alone(own, scope, self._drawn) for scope in scopes(self._labels))
            yield Contestant(
                name,
                overall,
                dict(zip(self._labels, each, strict=True)),
                own.not_predicted.told,
                self._not_in_gold[name].told,
                self._told.digests.get(name, ""),
            )

    def _duels(self) -> Iterator[Duel]:
        """Each two extractors, the first two first."""
        names = tuple(self._trials)
        rivals = {
            (one, other): against(
                self._trials[names[one]],
                self._trials[names[other]],
                self._labels,
                self._drawn,
                swaps=self._swaps,
            )
            for one, other in combinations(range(len(names)), 2)
        }
        corrected = _corrected(rivals)
        for pair, each in rivals.items():
            contests = [
                {name: _contest(own, corrected[pair, at, name]) for name, own in figures.items()}
                for at, figures in enumerate(each)
            ]
            yield self._duel((names[pair[0]], names[pair[1]]), contests)

    def _duel(self, pair: tuple[str, str], contests: Sequence[Mapping[str, Contest]]) -> Duel:
        seats = [self._seats[name] for name in pair]
        tilt = tilt_of(seats[0], seats[1], (self._by_label(pair[0]), self._by_label(pair[1])))
        return Duel(
            pair,
            contests[0],
            dict(zip(self._labels, contests[1:], strict=True)),
            tilt.better,
            tilt.worse,
            tilt.equal,
            tilt.articles,
            tilt.labels,
        )

    def _by_label(self, name: str) -> Floats:
        """Gold spans, predicted spans and right ones of each label, shape (labels, 3)."""
        trial = self._trials[name]
        columns = [GOLD, PREDICTED, STRICT]
        return np.stack([trial.pool((LABEL, label)).total[columns] for label in self._labels])

    def _warnings(self, unit: str, units: int) -> Iterator[str]:
        """All that is to be known of extractors that were judged by one gold."""
        yield from cautions.of_corpus(unit, units, self._told.schemas)
        missing = {name: one.not_predicted for name, one in self._trials.items()}
        yield from cautions.of_articles(missing, self._not_in_gold)
        for name, one in self._trials.items():
            yield from cautions.of_suggestions(one.suggested, one.right, name)
        if not self._first.with_texts:
            yield cautions.NO_CLITICS


def _corrected(rivals: _ByPair) -> Mapping[tuple[_Pair, int, str], float | None]:
    """Each p by pair, scope and figure, corrected for those of its family.

    A figure over all labels has one family, over all pairs; its labels have another. There is
    nothing to correct where one figure is tested alone.
    """
    found: dict[tuple[_Pair, int, str], float | None] = {}
    for name in MEASURES:
        keys = [(pair, at) for pair, each in rivals.items() for at in range(len(each))]
        for family in ([key for key in keys if not key[1]], [key for key in keys if key[1]]):
            each = [rivals[pair][at][name].tested.p for pair, at in family]
            by_holm = holm(each) if len(family) > 1 or any(at for _, at in family) else [None]
            found |= {(*key, name): p for key, p in zip(family, by_holm, strict=True)}
    return found


def _contest(own: Rivals, p_holm: float | None) -> Contest:
    tested = own.tested
    return Contest(
        own.a,
        own.b,
        own.difference,
        tested.p,
        tested.floor,
        p_holm,
        tested.exact,
        tested.why,
    )
