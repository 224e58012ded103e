"""How well people agree by the figures that extractors are judged by: what can be hoped for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from annotator.labels.schema import Schema
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.figures import Ceiling
from annotator.measure.evaluation.judged import Judged, Predicted
from annotator.measure.evaluation.judged_lots import tried
from annotator.measure.evaluation.pools import Drawn
from annotator.measure.evaluation.rivals import alone, scopes
from annotator.measure.evaluation.shares import ARTICLES


def ceilings(judged: Sequence[Judged], schema: Schema, plan: Sharing) -> Iterator[Ceiling]:
    """How well each two annotators agree over the articles of the gold that both labelled.

    The second is judged by the first; F1 is the same either way. Annotators are told by name. A
    zone that any of them set is no text for all of them. Nothing where no two share an article.
    """
    names = sorted({name for one in judged if len(one.humans) >= 2 for name in one.humans})
    labels = [one.name for one in schema.labels]
    for pair in combinations(names, 2):
        both = [_held(one, pair) for one in judged if set(pair) <= one.humans.keys()]
        if not both:
            continue
        trial = tried(both, pair[1], schema, plan)
        drawn = Drawn(trial.pools[ARTICLES].names, plan.seed, plan.replicates)
        overall, *each = (alone(trial, scope, drawn) for scope in scopes(labels))
        yield Ceiling(pair, len(both), overall, dict(zip(labels, each, strict=True)))


def _held(one: Judged, pair: tuple[str, str]) -> Judged:
    """One annotator held against the other as an extractor is against the gold."""
    zones = tuple(zone for said in one.humans.values() for zone in said.zones)
    first, second = (one.humans[name] for name in pair)
    return replace(one, gold=replace(first, zones=zones), predicted={pair[1]: Predicted(second)})
