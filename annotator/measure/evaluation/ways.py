"""The ways to score an alignment with gold, counted article by article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.measure.agreement.compared import Couple
from annotator.measure.agreement.formulas import Formula, Stack, of_each_row, stack_estimates
from annotator.measure.clitics import clitic_pairs
from annotator.measure.evaluation.figures import WAYS, Muc5, Scores, Scorings, Way
from annotator.measure.full import Unequal, full_pairs
from annotator.measure.intervals import Estimate, Resamples
from annotator.measure.rates import NOTHING_MARKED
from annotator.measure.semeval import (
    NO_PARTNER,
    NOT_IN_GOLD,
    NOTHING_PREDICTED,
    SCHEMES,
    Outcomes,
    errors,
    f1s,
    outcomes,
    outcomes_of_hits,
    overgenerations,
    precisions,
    recalls,
    substitutions,
    tally,
    undergenerations,
)
from annotator.measure.table import Ints

RATES: Mapping[str, Formula] = {
    "precision": Formula(precisions, lambda _: NOTHING_PREDICTED),
    "recall": Formula(recalls, lambda _: NOT_IN_GOLD),
    "f1": Formula(f1s, lambda _: NOTHING_MARKED),
}
_MUC5: Mapping[str, Formula] = {
    "error": Formula(errors, lambda _: NOTHING_MARKED),
    "undergeneration": Formula(undergenerations, lambda _: NOT_IN_GOLD),
    "overgeneration": Formula(overgenerations, lambda _: NOTHING_PREDICTED),
    "substitution": Formula(substitutions, lambda _: NO_PARTNER),
}
# So many counts are resampled at once; more would not be any quicker.
_AT_ONCE = 1 << 24

Counted = Mapping[Way, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """What became of every span of a couple, by each way to score; gold comes first."""

    outcomes: Mapping[Way, Outcomes]
    labels: tuple[str, ...]

    def of_all(self, which: NDArray[np.bool_] | None = None) -> Counted:
        """All labels together, shape (articles, 5); other articles than `which` count nothing."""
        if which is None:
            return {way: one.total for way, one in self.outcomes.items()}
        return {way: one.total * which[:, None] for way, one in self.outcomes.items()}

    def of_label(self, label: str) -> Counted:
        """One label by itself, shape (articles, 5)."""
        at = self.labels.index(label)
        return {way: one.by_label[:, at] for way, one in self.outcomes.items()}


def ways_of(couple: Couple, unequal: Sequence[Unequal]) -> Ways:
    """Score a couple in every way; `unequal` are its strict pairs whose values differ."""
    alignment = couple.alignment
    texts = {one.article.id: one.article.text for one in couple.articles}
    found: dict[Way, Outcomes] = {scheme: outcomes(alignment, scheme) for scheme in SCHEMES}
    found["clitic"] = outcomes_of_hits(alignment, clitic_pairs(alignment, texts))
    found["full"] = outcomes_of_hits(alignment, full_pairs(alignment, unequal))
    return Ways(found, alignment.ours.labels)


def scorings(counted: Sequence[Counted], resamples: Resamples) -> list[Scorings]:
    """The scores of each of several sets of spans, with intervals from the same resamples.

    Articles, or clusters, that have no span of a set do not count for it.
    """
    stacks = [Stack(one[way].astype(np.float64), RATES) for one in counted for way in WAYS]
    found = iter(estimates(stacks, resamples))
    return [
        Scorings(**{way: _scores(one[way].sum(axis=0), next(found)) for way in WAYS})
        for one in counted
    ]


def scorings_of_each(counted: Counted) -> Iterator[Scorings]:
    """The scores of each article, without intervals, in their order."""
    told = (of_each_row(Stack(counted[way].astype(np.float64), RATES)) for way in WAYS)
    for at, found in enumerate(zip(*told, strict=True)):
        each = zip(WAYS, found, strict=True)
        yield Scorings(**{way: _scores(counted[way][at], own) for way, own in each})


def muc5_of(counted: Counted, resamples: Resamples) -> Mapping[Way, Muc5]:
    """MUC-5's errors, by each scheme of SemEval-2013."""
    stacks = [Stack(counted[way].astype(np.float64), _MUC5) for way in SCHEMES]
    found = estimates(stacks, resamples)
    return {way: Muc5(**own) for way, own in zip(SCHEMES, found, strict=True)}


def estimates(stacks: Sequence[Stack], resamples: Resamples) -> Iterator[dict[str, Estimate]]:
    """The figures of each stack, as many at once as is quick; see `stack_estimates`."""
    size = sum(one.sums.shape[1] for one in stacks[:1]) * len(stacks[0].sums) if stacks else 0
    step = max(_AT_ONCE // max(size, 1), 1)
    for at in range(0, len(stacks), step):
        yield from stack_estimates(stacks[at : at + step], resamples)


def _scores(counts: Ints, rates: Mapping[str, Estimate]) -> Scores:
    own = tally(counts)
    return Scores(
        own.correct,
        own.incorrect,
        own.partial,
        own.missed,
        own.spurious,
        own.possible,
        own.actual,
        **rates,
    )
