"""Figures from sums over articles: of all of them with intervals, or of each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from annotator.measure.agreement.figures import Figures
from annotator.measure.intervals import Estimate, Rate, Resamples, estimate
from annotator.measure.rates import Floats

MEASURES = tuple(one.name for one in fields(Figures))
ONE_ARTICLE = "one article has no interval"


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure of sums of shape (..., k), NaN where undefined, and why one row's is."""

    rate: Rate
    why: Callable[[Floats], str]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """What was counted in each article, shape (articles, k), and the figures it gives, by name."""

    sums: Floats
    formulas: Mapping[str, Formula]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that the figures of one set of spans follow from; `undefined` tells why some do not."""

    stacks: Sequence[Stack]
    undefined: Mapping[str, str]


def estimates(evidence: Sequence[Evidence], resamples: Resamples) -> list[Figures]:
    """The figures of all articles together, with intervals, of each evidence.

    Articles, or clusters, in which there is nothing to judge a figure by do not count for it.
    Everything is resampled in one product of matrices, which is many times as quick as several.
    """
    stacks = [one.sums for each in evidence for one in each.stacks]
    rows, drawn = resamples.of(np.concatenate(stacks, axis=1))
    told = []
    at = 0
    for each in evidence:
        found: dict[str, Estimate] = {}
        for stack in each.stacks:
            columns = slice(at, at + stack.sums.shape[1])
            at = columns.stop
            found |= _estimates(stack, rows[:, columns], drawn[:, columns])
        told.append(_figures(found, each.undefined))
    return told


def _estimates(stack: Stack, rows: Floats, drawn: Floats) -> dict[str, Estimate]:
    own = rows[rows.any(axis=1)]
    total = own.sum(axis=0)
    return {
        name: estimate(own, drawn, formula.rate, why=formula.why(total))
        for name, formula in stack.formulas.items()
    }


def of_each_article(evidence: Evidence) -> Iterator[Figures]:
    """The figures of each article, without intervals, in their order."""
    articles = len(evidence.stacks[0].sums)
    each: dict[str, list[Estimate]] = {}
    for stack in evidence.stacks:
        for name, formula in stack.formulas.items():
            values = np.asarray(formula.rate(stack.sums)).tolist()
            each[name] = [
                _alone(value) if value == value else _without(formula.why(row))  # noqa: PLR0124 - NaN
                for value, row in zip(values, stack.sums, strict=True)
            ]
    never = {name: _without(why) for name, why in evidence.undefined.items()}
    for at in range(articles):
        yield Figures(**never, **{name: own[at] for name, own in each.items()})


def _figures(found: Mapping[str, Estimate], undefined: Mapping[str, str]) -> Figures:
    return Figures(**found, **{name: _nowhere(why) for name, why in undefined.items()})


def _alone(value: float) -> Estimate:
    return Estimate(value, None, None, 1, ONE_ARTICLE)


def _without(why: str) -> Estimate:
    return Estimate(None, None, None, 1, why)


def _nowhere(why: str) -> Estimate:
    return Estimate(None, None, None, 0, why)
