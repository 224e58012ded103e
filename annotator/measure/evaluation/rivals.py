"""Figures of extractors side by side, so that they can be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from annotator.measure.agreement.formulas import Formula, Stack
from annotator.measure.contests import Figure, Tested, randomizations
from annotator.measure.evaluation.figures import WAYS, Way
from annotator.measure.evaluation.ways import Counted, Ways, estimates
from annotator.measure.intervals import Estimate, Rate, Resamples, difference
from annotator.measure.rates import NOTHING_MARKED, Floats
from annotator.measure.semeval import (
    NOT_IN_GOLD,
    NOTHING_PREDICTED,
    f1s,
    precisions,
    recalls,
)

_UNDEFINED = "one of the two is undefined"
_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure by which extractors are compared: of one way to score, and why it is undefined."""

    way: Way
    rate: Rate
    why: str


MEASURES: Mapping[str, Measure] = {
    **{f"{way}_f1": Measure(way, f1s, NOTHING_MARKED) for way in WAYS},
    "strict_precision": Measure("strict", precisions, NOTHING_PREDICTED),
    "strict_recall": Measure("strict", recalls, NOT_IN_GOLD),
}

Figures = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Rivals:
    """One figure of two extractors, their difference (the second's less the first's), its test."""

    a: Estimate
    b: Estimate
    difference: Estimate
    tested: Tested


def scopes(ways: Ways, labels: Sequence[str]) -> list[Counted]:
    """What is compared: all labels together, then each one by itself."""
    return [ways.of_all(), *(ways.of_label(label) for label in labels)]


def alone(scope: Sequence[Counted], resamples: Resamples) -> list[Figures]:
    """The figures of one extractor, of each scope, by name."""
    stacks = [Stack(_floats(one, way), _own(way)) for one in scope for way in WAYS]
    found = iter(estimates(stacks, resamples))
    told: list[Figures] = []
    for _ in scope:
        own: dict[str, Estimate] = {}
        for _ in WAYS:
            own |= next(found)
        told.append({name: own[name] for name in MEASURES})
    return told


def against(  # noqa: PLR0913 - two extractors, and how they are compared
    ours: Sequence[Counted],
    theirs: Sequence[Counted],
    units: Sequence[str],
    resamples: Resamples,
    *,
    seed: int,
    swaps: int,
) -> list[Mapping[str, Rivals]]:
    """Two extractors by each figure, of each scope.

    The difference has its interval from resamples of both at once, which is the paired
    bootstrap; its test is randomization over the same units.
    """
    kinds = [(at, name) for at in range(len(ours)) for name in MEASURES]
    pairs = list(zip(ours, theirs, strict=True))
    stacks = [
        Stack(np.hstack([_floats(other, one.way), _floats(own, one.way)]), _both(one))
        for own, other in pairs
        for one in MEASURES.values()
    ]
    found = list(estimates(stacks, resamples))
    first, second = (
        np.hstack([_floats(one, way) for one in side for way in WAYS]) for side in (ours, theirs)
    )
    figures = [Figure(_columns(at, MEASURES[name].way), MEASURES[name].rate) for at, name in kinds]
    tests = randomizations(units, first, second, figures, seed=seed, replicates=swaps)
    told: list[dict[str, Rivals]] = [{} for _ in ours]
    for (at, name), own, tested in zip(kinds, found, tests, strict=True):
        told[at][name] = Rivals(own["a"], own["b"], own["difference"], tested)
    return list(told)


def _columns(scope: int, way: Way) -> slice:
    """The columns of one way to score one scope, among all side by side."""
    at = _WIDTH * (scope * len(WAYS) + WAYS.index(way))
    return slice(at, at + _WIDTH)


def _floats(counted: Counted, way: Way) -> Floats:
    return counted[way].astype(np.float64)


def _own(way: Way) -> Mapping[str, Formula]:
    return {
        name: Formula(one.rate, partial(_why, one))
        for name, one in MEASURES.items()
        if one.way == way
    }


def _both(measure: Measure) -> Mapping[str, Formula]:
    """The second extractor's columns come first: `difference` takes those after them off."""
    rate = measure.rate
    return {
        "a": Formula(lambda sums: rate(sums[..., _WIDTH:]), partial(_why, measure)),
        "b": Formula(lambda sums: rate(sums[..., :_WIDTH]), partial(_why, measure)),
        "difference": Formula(difference(rate), lambda _: _UNDEFINED),
    }


def _why(measure: Measure, _: Floats) -> str:
    return measure.why
