"""An extractor against gold as evaluations count it: SemEval-2013, MUC-5, TempEval-3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from annotator.measure.basis import OUTCOMES, basis
from annotator.measure.match import Alignment
from annotator.measure.rates import NOTHING_MARKED, Floats, divided
from annotator.measure.table import Ints
from annotator.measure.value import Measured, ratio

Scheme = Literal["strict", "exact", "partial", "type"]
SCHEMES: tuple[Scheme, ...] = ("strict", "exact", "partial", "type")

NOTHING_PREDICTED = "nothing was predicted"
NOT_IN_GOLD = "nothing is in the gold"
NO_PARTNER = "no span has a partner"

_COR, _INC, _PAR, _MIS, _SPU = range(5)


@dataclass(frozen=True, slots=True)
class Tally:
    """Correct, incorrect, partial, missed and spurious: what every rate here is made of.

    Precision, recall and F1 give a partial half its credit. Each rate is undefined, with its
    reason, where its divisor is 0.

    Source:
        Chinchor & Sundheim (1993), "MUC-5 Evaluation Metrics"; Segura-Bedmar et al. (2013),
        "SemEval-2013 Task 9".
    """

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int

    @property
    def possible(self) -> int:
        """Spans in the gold."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """Spans that were predicted."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def credit(self) -> float:
        """Correct ones, and half of the partial ones."""
        return self.correct + self.partial / 2

    @property
    def precision(self) -> Measured:
        """Credit over what was predicted."""
        return ratio(self.credit, self.actual, NOTHING_PREDICTED)

    @property
    def recall(self) -> Measured:
        """Credit over what is in the gold."""
        return ratio(self.credit, self.possible, NOT_IN_GOLD)

    @property
    def f1(self) -> Measured:
        """Twice the credit over both; 0 where nothing earned credit."""
        both = self.possible + self.actual
        return ratio(2 * self.credit, both, NOTHING_MARKED)

    @property
    def undergeneration(self) -> Measured:
        """The share of the gold that was missed."""
        return ratio(self.missed, self.possible, NOT_IN_GOLD)

    @property
    def overgeneration(self) -> Measured:
        """The share of what was predicted that answers to nothing."""
        return ratio(self.spurious, self.actual, NOTHING_PREDICTED)

    @property
    def substitution(self) -> Measured:
        """The share of pairs that is wrong, half of the partial ones."""
        pairs = self.correct + self.partial + self.incorrect
        return ratio(self.incorrect + self.partial / 2, pairs, NO_PARTNER)

    @property
    def error(self) -> Measured:
        """MUC-5's error per response fill: the share of all that is wrong."""
        fills = self.possible + self.spurious
        wrong = self.incorrect + self.partial / 2 + self.missed + self.spurious
        return ratio(wrong, fills, NOTHING_MARKED)

    def f(self, beta: float) -> Measured:
        """F with recall weighed `beta` times as much as precision."""
        weighed = beta * beta * self.possible + self.actual
        return ratio((1 + beta * beta) * self.credit, weighed, NOTHING_MARKED)


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """The five counts of one way to score, the last axis in the order of `Tally`.

    `total` is of shape (articles, 5). `by_label`, shape (articles, labels, 5), judges the spans
    of each label by themselves: a pair of two labels is missed in the gold's and spurious in the
    other, so that `possible` and `actual` are the spans that either side has of the label.
    """

    total: Ints
    by_label: Ints


def outcomes(alignment: Alignment, scheme: Scheme) -> Outcomes:
    """What became of every span by one scheme, gold being `alignment.ours`."""
    counts, way = basis(alignment), OUTCOMES[scheme].astype(np.int64)
    return Outcomes(counts.total @ way, counts.by_label @ way)


def tally(cells: Ints) -> Tally:
    """The tally of outcomes of shape (..., 5), all added up."""
    return Tally(*cells.reshape(-1, 5).sum(axis=0).tolist())


def precisions(sums: Floats) -> Floats:
    """`Tally.precision` of sums of shape (..., 5), NaN where undefined."""
    return divided(_credit(sums), _actual(sums))


def recalls(sums: Floats) -> Floats:
    """`Tally.recall` of sums of shape (..., 5), NaN where undefined."""
    return divided(_credit(sums), _possible(sums))


def f1s(sums: Floats) -> Floats:
    """`Tally.f1` of sums of shape (..., 5), NaN where undefined."""
    return divided(2 * _credit(sums), _possible(sums) + _actual(sums))


def errors(sums: Floats) -> Floats:
    """`Tally.error` of sums of shape (..., 5), NaN where undefined."""
    wrong = sums[..., _INC] + sums[..., _PAR] / 2 + sums[..., _MIS] + sums[..., _SPU]
    return divided(wrong, sums.sum(axis=-1))


def undergenerations(sums: Floats) -> Floats:
    """`Tally.undergeneration` of sums of shape (..., 5), NaN where undefined."""
    return divided(sums[..., _MIS], _possible(sums))


def overgenerations(sums: Floats) -> Floats:
    """`Tally.overgeneration` of sums of shape (..., 5), NaN where undefined."""
    return divided(sums[..., _SPU], _actual(sums))


def substitutions(sums: Floats) -> Floats:
    """`Tally.substitution` of sums of shape (..., 5), NaN where undefined."""
    return divided(sums[..., _INC] + sums[..., _PAR] / 2, sums[..., : _PAR + 1].sum(axis=-1))


def _credit(sums: Floats) -> Floats:
    return np.asarray(sums[..., _COR] + sums[..., _PAR] / 2)


def _possible(sums: Floats) -> Floats:
    return np.asarray(sums[..., : _MIS + 1].sum(axis=-1))


def _actual(sums: Floats) -> Floats:
    return np.asarray(_possible(sums) - sums[..., _MIS] + sums[..., _SPU])


@dataclass(frozen=True, slots=True)
class ValueScore:
    """TempEval-3's scores of spans and of one value they carry.

    Source:
        UzZaman et al. (2013), "SemEval-2013 Task 1: TempEval-3": value F1 is the accuracy of
        the value times the relaxed F1.
    """

    strict: Measured
    relaxed: Measured
    accuracy: Measured
    value: Measured


def value_score(*, gold: int, predicted: int, exact: int, matched: int, right: int) -> ValueScore:
    """The scores from counts: spans of either side, pairs of equal pieces, pairs, right values.

    The accuracy is undefined where nothing was matched; the value F1 is then 0, since the
    relaxed F1 is, unless neither side marked anything.
    """
    relaxed = ratio(2 * matched, gold + predicted, NOTHING_MARKED)
    return ValueScore(
        ratio(2 * exact, gold + predicted, NOTHING_MARKED),
        relaxed,
        ratio(right, matched, "no span was matched"),
        ratio(2 * right, gold + predicted, NOTHING_MARKED),
    )
