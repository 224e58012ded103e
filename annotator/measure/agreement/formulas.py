"""Figures from sums over articles: of all of them with intervals, or of each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from annotator.measure.agreement.figures import Figures
from annotator.measure.intervals import Estimate, Rate, Resamples, estimate
from annotator.measure.rates import Floats

MEASURES = tuple(one.name for one in fields(Figures))
Name = TypeVar("Name")

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

    Everything is resampled in one product of matrices, which is many times as quick as several.
    """
    stacks = [one for each in evidence for one in each.stacks]
    found = iter(stack_estimates(stacks, resamples))
    told = []
    for each in evidence:
        own: dict[str, Estimate] = {}
        for _ in each.stacks:
            own |= next(found)
        told.append(_figures(own, each.undefined))
    return told


def stack_estimates(stacks: Sequence[Stack], resamples: Resamples) -> list[dict[str, Estimate]]:
    """The figures of each stack, by name, with intervals from the same resamples.

    Articles, or clusters, in which there is nothing to judge a figure by do not count for it.
    """
    rows, drawn = resamples.of(np.concatenate([one.sums for one in stacks], axis=1))
    found = []
    at = 0
    for stack in stacks:
        columns = slice(at, at + stack.sums.shape[1])
        at = columns.stop
        found.append(_estimates(stack, rows[:, columns], drawn[:, columns]))
    return found


def _estimates(stack: Stack, rows: Floats, drawn: Floats) -> dict[str, Estimate]:
    own = rows[rows.any(axis=1)]
    total = own.sum(axis=0)
    return {
        name: estimate(own, drawn, formula.rate, why=formula.why(total))
        for name, formula in stack.formulas.items()
    }


def of_each_article(evidence: Evidence) -> Iterator[Figures]:
    """The figures of each article, without intervals, in their order."""
    never = {name: _without(why) for name, why in evidence.undefined.items()}
    each = [of_each_row(one.sums, one.formulas) for one in evidence.stacks]
    for some in zip(*each, strict=True):
        own = {name: one for figures in some for name, one in figures.items()}
        yield Figures(**never, **own)


def of_each_row(sums: Floats, formulas: Mapping[Name, Formula]) -> Iterator[dict[Name, Estimate]]:
    """The figures of each article, by name and without intervals; sums of shape (articles, k)."""
    each: dict[Name, list[Estimate]] = {}
    for name, formula in formulas.items():
        values = np.asarray(formula.rate(sums)).tolist()
        each[name] = [
            _alone(value) if value == value else _without(formula.why(row))  # noqa: PLR0124 - NaN
            for value, row in zip(values, sums, strict=True)
        ]
    for at in range(len(sums)):
        yield {name: own[at] for name, own in each.items()}


def _figures(found: Mapping[str, Estimate], undefined: Mapping[str, str]) -> Figures:
    return Figures(**found, **{name: _nowhere(why) for name, why in undefined.items()})


def _alone(value: float) -> Estimate:
    return Estimate(value, None, None, 1, ONE_ARTICLE)


def _without(why: str) -> Estimate:
    return Estimate(None, None, None, 1, why)


def _nowhere(why: str) -> Estimate:
    return Estimate(None, None, None, 0, why)
