"""Which extractor is better, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotator.labels.schema import Schema
from annotator.measure.agreement.methods import method_of
from annotator.measure.contests import holm
from annotator.measure.evaluation import cautions
from annotator.measure.evaluation.cautions import suggested_of
from annotator.measure.evaluation.ceilings import ceilings
from annotator.measure.evaluation.figures import (
    Comparison,
    Contest,
    Contestant,
    Duel,
)
from annotator.measure.evaluation.judged import Judged, Told
from annotator.measure.evaluation.laid import Laid, laid, not_predicted
from annotator.measure.evaluation.listed import names_of
from annotator.measure.evaluation.pulls import tilt_of
from annotator.measure.evaluation.rivals import MEASURES, Rivals, against, alone, scopes
from annotator.measure.evaluation.ways import Counted
from annotator.measure.match import Kind

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
    if len(extractors) < 2 or swaps < 1:
        raise ValueError("two extractors or more are compared, with one swap or more")
    it = laid(judged, extractors, schema, seed, replicates)
    by_scope = [scopes(ways, it.labels) for ways in it.ways]
    return Comparison(
        gold=told.gold,
        articles=tuple(it.how.units),
        seed=seed,
        replicates=replicates,
        swaps=swaps,
        extractors=tuple(_contestants(it, extractors, told, by_scope)),
        duels=tuple(_duels(it, extractors, _rivals(it, by_scope, swaps))),
        ceilings=tuple(ceilings(it.judged, schema, seed=seed, replicates=replicates)),
        excluded=tuple(told.excluded),
        warnings=tuple(_warnings(it, extractors, told)),
        used=tuple(told.used),
        method=method_of(it.how.units, told.program, told.command, tuple(told.schemas)),
    )


def _warnings(it: Laid, extractors: Sequence[str], told: Told) -> Iterator[str]:
    """All that is to be known of extractors that were judged by one gold."""
    units = len(set(it.how.units.values()))
    unit = "article" if units == len(it.judged) else "cluster"
    yield from cautions.of_corpus(unit, units, told.schemas)
    missing = {name: names_of(not_predicted(it.judged, name)) for name in extractors}
    strange = {name: names_of(own) for name, own in told.not_in_gold.items()}
    yield from cautions.of_articles(missing, strange)
    for couple, name in zip(it.corpus.couples, extractors, strict=True):
        right = len(couple.alignment.of(Kind.CORRECT)[0])
        yield from cautions.of_suggestions(suggested_of(couple.alignment), right, name)


def _contestants(
    it: Laid, extractors: Sequence[str], told: Told, by_scope: Sequence[Sequence[Counted]]
) -> Iterator[Contestant]:
    """Each extractor by itself."""
    for name, own in zip(extractors, by_scope, strict=True):
        overall, *each = alone(own, it.resamples)
        yield Contestant(
            name,
            overall,
            dict(zip(it.labels, each, strict=True)),
            not_predicted(it.judged, name),
            tuple(sorted(told.not_in_gold.get(name, ()))),
            told.digests.get(name, ""),
        )


def _rivals(it: Laid, by_scope: Sequence[Sequence[Counted]], swaps: int) -> _ByPair:
    """Each two extractors, by their places: what became of every scope, all labels first."""
    return {
        (one, other): against(
            by_scope[one],
            by_scope[other],
            list(it.how.units.values()),
            it.resamples,
            seed=it.how.seed,
            swaps=swaps,
        )
        for one, other in combinations(range(len(by_scope)), 2)
    }


def _duels(it: Laid, extractors: Sequence[str], rivals: _ByPair) -> Iterator[Duel]:
    """Each two extractors, the first two first."""
    corrected = _corrected(rivals)
    for pair, each in rivals.items():
        one, other = pair
        tilt = tilt_of(
            (it.corpus.couples[one], it.corpus.couples[other]),
            (it.ways[one], it.ways[other]),
            it.labels,
        )
        contests = [
            {name: _contest(own, corrected[pair, at, name]) for name, own in figures.items()}
            for at, figures in enumerate(each)
        ]
        yield Duel(
            (extractors[one], extractors[other]),
            contests[0],
            dict(zip(it.labels, contests[1:], strict=True)),
            tilt.better,
            tilt.worse,
            tilt.equal,
            tilt.articles,
            tilt.labels,
        )


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
