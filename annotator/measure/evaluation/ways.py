"""The ways to score an alignment with gold, counted article by article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial

import numpy as np

from annotator.measure.agreement.formulas import Formula, of_each_row
from annotator.measure.basis import OUTCOMES, WAYS, Way
from annotator.measure.evaluation.figures import NO_TEXTS, Muc5, Scores, Scorings
from annotator.measure.intervals import Estimate, Rate
from annotator.measure.rates import NOTHING_MARKED, Floats
from annotator.measure.semeval import (
    NO_PARTNER,
    NOT_IN_GOLD,
    NOTHING_PREDICTED,
    SCHEMES,
    Tally,
    errors,
    f1s,
    overgenerations,
    precisions,
    recalls,
    substitutions,
    undergenerations,
)
from annotator.measure.table import Ints

_RATES: Mapping[str, tuple[Rate, str]] = {
    "precision": (precisions, NOTHING_PREDICTED),
    "recall": (recalls, NOT_IN_GOLD),
    "f1": (f1s, NOTHING_MARKED),
}
_MUC5: Mapping[str, tuple[Rate, str]] = {
    "error": (errors, NOTHING_MARKED),
    "undergeneration": (undergenerations, NOT_IN_GOLD),
    "overgeneration": (overgenerations, NOTHING_PREDICTED),
    "substitution": (substitutions, NO_PARTNER),
}
# What a figure is known by: of which way to score, and which rate.
Named = tuple[Way, str]


def outcomes_of(counts: Ints, way: Way) -> Ints:
    """Correct, incorrect, partial, missed, spurious, (..., 5), from nine counts of (..., 9)."""
    return counts @ OUTCOMES[way].astype(np.int64)


def _of_nine(rate: Rate, way: Way, sums: Floats) -> Floats:
    return rate(sums @ OUTCOMES[way])


def _formula(given: tuple[Rate, str], way: Way) -> Formula:
    rate, why = given
    return Formula(partial(_of_nine, rate, way), lambda _: why)


# The figures that follow from nine counts: rates of every way, and MUC-5's errors.
RATES: Mapping[Named, Formula] = {
    (way, name): _formula(one, way) for way in WAYS for name, one in _RATES.items()
}
ERRORS: Mapping[Named, Formula] = {
    (way, name): _formula(one, way) for way in SCHEMES for name, one in _MUC5.items()
}


def scorings_of(
    counts: Ints, found: Mapping[Named, Estimate], *, with_texts: bool = True
) -> Scorings:
    """The scores of every way, from nine counts and the figures of `RATES`.

    Without the texts of the articles nothing is said of clitics.
    """
    known = without_texts(found, with_texts=with_texts)
    five = {way: outcomes_of(counts, way).tolist() for way in WAYS}
    return Scorings(**{way: _scores(five[way], way, known) for way in WAYS})


def without_texts(found: Mapping[Named, Estimate], *, with_texts: bool) -> Mapping[Named, Estimate]:
    """The same figures, those of clitics undefined where texts are not known."""
    if with_texts:
        return found
    return {
        key: Estimate(None, None, None, one.n, NO_TEXTS) if key[0] == "clitic" else one
        for key, one in found.items()
    }


def of_one_article(counts: Ints, *, with_texts: bool) -> Iterator[Scorings]:
    """The scores of each article, without intervals, in their order; counts of (articles, 9)."""
    told = of_each_row(counts.astype(np.float64), RATES)
    five = {way: outcomes_of(counts, way).tolist() for way in WAYS}
    for at, found in enumerate(told):
        known = without_texts(found, with_texts=with_texts)
        yield Scorings(**{way: _scores(five[way][at], way, known) for way in WAYS})


def muc5_of(found: Mapping[Named, Estimate]) -> Mapping[Way, Muc5]:
    """MUC-5's errors by way, from the figures of `ERRORS`."""
    return {
        way: Muc5(**{one.name: found[way, one.name] for one in fields(Muc5)}) for way in SCHEMES
    }


def _scores(five: Sequence[int], way: Way, found: Mapping[Named, Estimate]) -> Scores:
    """The scores of one way, from the five counts of `semeval.Tally` and the figures of `RATES`."""
    own = Tally(*five)
    return Scores(
        own.correct,
        own.incorrect,
        own.partial,
        own.missed,
        own.spurious,
        own.possible,
        own.actual,
        **{name: found[way, name] for name in _RATES},
    )
