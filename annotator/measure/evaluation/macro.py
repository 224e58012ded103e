"""Rates as means over labels or over articles, each of which weighs alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from annotator.measure.agreement.formulas import Formula, Stack
from annotator.measure.agreement.resampled import steady
from annotator.measure.evaluation.figures import WAYS, Macro, Mean, Way
from annotator.measure.evaluation.ways import RATES, Ways, estimates
from annotator.measure.intervals import Rate, Resamples
from annotator.measure.rates import Floats, divided

_NO_LABEL = "no label has a defined figure"
_NO_ARTICLE = "no article has a defined figure"


def macro_of(ways: Ways, labels: Sequence[str], resamples: Resamples) -> Macro:
    """The means over labels, and those over articles, of every way to score.

    A label or article whose own figure is undefined counts for nothing in that mean. Over labels
    the mean is of each label's micro figure; over articles, or their clusters' articles, each
    article is one figure.
    """
    which = [ways.labels.index(label) for label in labels]
    return Macro(
        _means(ways, resamples, partial(_over_labels, which)),
        _means(ways, resamples, _over_articles),
    )


def _means(
    ways: Ways, resamples: Resamples, over: Callable[[Ways, Way], Stack]
) -> Mapping[Way, Mean]:
    found = estimates([over(ways, way) for way in WAYS], resamples)
    return {way: Mean(**own) for way, own in zip(WAYS, found, strict=True)}


def _over_labels(which: Sequence[int], ways: Ways, way: Way) -> Stack:
    counts = ways.outcomes[way].by_label[:, which].astype(np.float64)
    formulas = {
        name: Formula(steady(partial(_mean_of_labels, one.rate)), lambda _: _NO_LABEL)
        for name, one in RATES.items()
    }
    return Stack(counts.reshape(len(counts), 5 * len(which)), formulas)


def _mean_of_labels(rate: Rate, sums: Floats) -> Floats:
    figures = rate(sums.reshape(*sums.shape[:-1], -1, 5))
    defined = ~np.isnan(figures)
    return divided(np.where(defined, figures, 0.0).sum(axis=-1), defined.sum(axis=-1))


def _over_articles(ways: Ways, way: Way) -> Stack:
    """Columns in pairs: the sum of the articles' figures, and how many are defined."""
    counts = ways.outcomes[way].total.astype(np.float64)
    columns = []
    formulas: dict[str, Formula] = {}
    for at, (name, one) in enumerate(RATES.items()):
        figures = one.rate(counts)
        defined = ~np.isnan(figures)
        columns += [np.where(defined, figures, 0.0), defined.astype(np.float64)]
        formulas[name] = Formula(steady(partial(_mean_of_articles, 2 * at)), lambda _: _NO_ARTICLE)
    return Stack(np.stack(columns, axis=1), formulas)


def _mean_of_articles(at: int, sums: Floats) -> Floats:
    return divided(sums[..., at], sums[..., at + 1])
