"""Figures of extractors side by side, so that they can be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.agreement.formulas import Formula
from annotator.measure.basis import WIDTH
from annotator.measure.contests import Figure, Tested, randomizations, tossed_test
from annotator.measure.evaluation.drawing import Key
from annotator.measure.evaluation.figures import WAYS
from annotator.measure.evaluation.pools import Drawn, on_units, paired
from annotator.measure.evaluation.shares import ARTICLES, LABEL, OVERALL
from annotator.measure.evaluation.trials import Trial
from annotator.measure.evaluation.ways import RATES, Named, without_texts
from annotator.measure.intervals import Estimate, difference

_UNDEFINED = "one of the two is undefined"

# The figures by which extractors are compared, by name: of which way to score, and which rate.
MEASURES: Mapping[str, Named] = {
    **{f"{way}_f1": (way, "f1") for way in WAYS},
    "strict_precision": ("strict", "precision"),
    "strict_recall": ("strict", "recall"),
}

Figures = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Rivals:
    """One figure of two extractors, their difference (the second's less the first's), its test."""

    a: Estimate
    b: Estimate
    difference: Estimate
    tested: Tested


def scopes(labels: Sequence[str]) -> list[Key]:
    """What is compared: all labels together, then each one by itself."""
    return [OVERALL, *((LABEL, name) for name in labels)]


def alone(trial: Trial, scope: Key, drawn: Drawn) -> Figures:
    """The figures of one extractor by name."""
    formulas = {key: RATES[key] for key in MEASURES.values()}
    found = drawn.estimates(trial.pool(scope), formulas)
    known = without_texts(found, with_texts=trial.with_texts)
    return {name: known[key] for name, key in MEASURES.items()}


def against(
    one: Trial, other: Trial, labels: Sequence[str], drawn: Drawn, *, swaps: int
) -> list[Mapping[str, Rivals]]:
    """Two extractors by each figure, of each scope.

    The difference has its interval from resamples of both at once, which is the paired
    bootstrap; its test is randomization over the same units.
    """
    tests = iter(_tests(one, other, labels, drawn, swaps))
    with_texts = one.with_texts and other.with_texts
    told: list[Mapping[str, Rivals]] = []
    for scope in scopes(labels):
        # The second comes first: `difference` takes what comes after it off.
        both = paired(other.pool(scope), one.pool(scope))
        a, b, apart = (
            without_texts(drawn.estimates(both, formulas), with_texts=with_texts)
            for formulas in (_FIRST, _SECOND, _APART)
        )
        told.append(
            {
                name: Rivals(a[key], b[key], apart[key], next(tests))
                for name, key in MEASURES.items()
            }
        )
    return told


def _tests(
    one: Trial, other: Trial, labels: Sequence[str], drawn: Drawn, swaps: int
) -> Iterator[Tested]:
    """The test of every figure of every scope."""
    keys = scopes(labels)
    units = drawn.units
    if units is None:
        many = one.pools[ARTICLES].many
        for scope in keys:
            sums = (one.pool(scope).total, other.pool(scope).total)
            moved = (other.toss(scope) - one.toss(scope)).T
            for key in MEASURES.values():
                yield tossed_test(many, *sums, moved, RATES[key].rate)
        return
    first, second = (
        np.hstack([on_units(trial.pool(scope), units) for scope in keys]) for trial in (one, other)
    )
    figures = [
        Figure(slice(WIDTH * at, WIDTH * (at + 1)), RATES[key].rate)
        for at in range(len(keys))
        for key in MEASURES.values()
    ]
    yield from randomizations(units, first, second, figures, seed=drawn.seed, replicates=swaps)


def _of(formula: Formula, columns: slice) -> Formula:
    """A figure of some of the columns."""
    return Formula(lambda sums: formula.rate(sums[..., columns]), formula.why)


_KEYS = tuple(MEASURES.values())
_FIRST = {key: _of(RATES[key], slice(WIDTH, None)) for key in _KEYS}
_SECOND = {key: _of(RATES[key], slice(WIDTH)) for key in _KEYS}
_APART = {key: Formula(difference(RATES[key].rate), lambda _: _UNDEFINED) for key in _KEYS}
