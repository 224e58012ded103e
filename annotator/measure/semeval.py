"""An extractor against gold as evaluations count it: SemEval-2013, MUC-5, TempEval-3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from annotator.measure.match import Alignment, Kind
from annotator.measure.table import Ints
from annotator.measure.value import Measured, ratio

Scheme = Literal["strict", "exact", "partial", "type"]
SCHEMES: tuple[Scheme, ...] = ("strict", "exact", "partial", "type")

_COR, _INC, _PAR = 0, 1, 2
# What a pair of each kind counts as: correct, label, boundary, label+boundary.
_OUTCOMES: dict[Scheme, tuple[int, int, int, int]] = {
    "strict": (_COR, _INC, _INC, _INC),
    "exact": (_COR, _COR, _INC, _INC),
    "partial": (_COR, _COR, _PAR, _PAR),
    "type": (_COR, _INC, _COR, _INC),
}


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
        return ratio(self.credit, self.actual, "nothing was predicted")

    @property
    def recall(self) -> Measured:
        """Credit over what is in the gold."""
        return ratio(self.credit, self.possible, "nothing is in the gold")

    @property
    def f1(self) -> Measured:
        """Twice the credit over both; 0 where nothing earned credit."""
        both = self.possible + self.actual
        return ratio(2 * self.credit, both, "neither side marked anything")

    @property
    def undergeneration(self) -> Measured:
        """The share of the gold that was missed."""
        return ratio(self.missed, self.possible, "nothing is in the gold")

    @property
    def overgeneration(self) -> Measured:
        """The share of what was predicted that answers to nothing."""
        return ratio(self.spurious, self.actual, "nothing was predicted")

    @property
    def substitution(self) -> Measured:
        """The share of pairs that is wrong, half of the partial ones."""
        pairs = self.correct + self.partial + self.incorrect
        return ratio(self.incorrect + self.partial / 2, pairs, "no span has a partner")

    @property
    def error(self) -> Measured:
        """MUC-5's error per response fill: the share of all that is wrong."""
        fills = self.possible + self.spurious
        wrong = self.incorrect + self.partial / 2 + self.missed + self.spurious
        return ratio(wrong, fills, "neither side marked anything")

    def f(self, beta: float) -> Measured:
        """F with recall weighed `beta` times as much as precision."""
        weighed = beta * beta * self.possible + self.actual
        return ratio((1 + beta * beta) * self.credit, weighed, "neither side marked anything")


def outcomes(alignment: Alignment, scheme: Scheme) -> Ints:
    """The five counts of a scheme, shape (articles, labels, 5), gold being `alignment.ours`.

    A pair counts for the gold span's label, a spurious span for its own. The last axis is in the
    order of `Tally`.
    """
    ours, theirs = alignment.ours, alignment.theirs
    article = (ours.article[alignment.ours_at], ours.article[alignment.ours_left])
    label = (ours.label[alignment.ours_at], ours.label[alignment.ours_left])
    outcome = np.array(_OUTCOMES[scheme])[alignment.kind.astype(np.int64)]
    places = (
        np.concatenate((*article, theirs.article[alignment.theirs_left])),
        np.concatenate((*label, theirs.label[alignment.theirs_left])),
        np.concatenate(
            (
                outcome,
                np.full(len(alignment.ours_left), Kind.MISSED - 1),
                np.full(len(alignment.theirs_left), Kind.SPURIOUS - 1),
            )
        ),
    )
    cells = np.zeros((len(ours.articles), len(ours.labels), 5), dtype=np.int64)
    np.add.at(cells, places, 1)
    return cells


def tally(cells: Ints) -> Tally:
    """The tally of outcomes of shape (..., 5), all added up."""
    return Tally(*cells.reshape(-1, 5).sum(axis=0).tolist())


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
    why = "neither side marked anything"
    relaxed = ratio(2 * matched, gold + predicted, why)
    return ValueScore(
        ratio(2 * exact, gold + predicted, why),
        relaxed,
        ratio(right, matched, "no span was matched"),
        ratio(2 * right, gold + predicted, why),
    )
