"""Rates as means over labels or over articles, each of which weighs alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from annotator.measure.agreement.formulas import Formula
from annotator.measure.agreement.resampled import steady
from annotator.measure.basis import WAYS, WIDTH, Way
from annotator.measure.evaluation.figures import Mean
from annotator.measure.evaluation.pools import Drawn, Pool
from annotator.measure.evaluation.ways import RATES, without_texts
from annotator.measure.intervals import Estimate, Rate
from annotator.measure.rates import Floats, divided
from annotator.measure.table import Ints

_NO_LABEL = "no label has a defined figure"
_NO_ARTICLE = "no article has a defined figure"
_NAMES = tuple(name for way, name in RATES if way == WAYS[0])
# Figures of articles are added as whole numbers of such parts, so that no order matters.
_PARTS = float(1 << 36)


def means_of_labels(pool: Pool, drawn: Drawn, *, with_texts: bool) -> Mapping[Way, Mean]:
    """The means over labels of every way; the pool has nine counts a label, side by side.

    A label whose own figure is undefined counts for nothing in that mean.
    """
    formulas = {
        key: Formula(steady(partial(_mean_of_labels, one.rate)), lambda _: _NO_LABEL)
        for key, one in RATES.items()
    }
    return _means(without_texts(drawn.estimates(pool, formulas), with_texts=with_texts))


def means_of_articles(pool: Pool, drawn: Drawn, *, with_texts: bool) -> Mapping[Way, Mean]:
    """The means over articles of every way, of what `figures_of_articles` counts."""
    places = {key: at for at, key in enumerate(RATES)}
    formulas = {
        key: Formula(steady(partial(_mean_of_articles, places[key], key[1])), lambda _: _NO_ARTICLE)
        for key in RATES
    }
    return _means(without_texts(drawn.estimates(pool, formulas), with_texts=with_texts))


def figures_of_articles(total: Ints) -> Floats:
    """Each article's own figures, and which are defined, in whole numbers: shape (articles, 21).

    `total`, shape (articles, 9), is what `annotator.measure.basis` counts. An article whose own
    figure is undefined counts for nothing in that mean.
    """
    figures = [one.rate(total.astype(np.float64)) for one in RATES.values()]
    columns = [np.rint(np.nan_to_num(one) * _PARTS) for one in figures]
    defined = [~np.isnan(one) for one in figures[: len(_NAMES)]]
    return np.stack([*columns, *(one.astype(np.float64) for one in defined)], axis=1)


def _means(found: Mapping[tuple[Way, str], Estimate]) -> Mapping[Way, Mean]:
    return {way: Mean(**{name: found[way, name] for name in _NAMES}) for way in WAYS}


def _mean_of_labels(rate: Rate, sums: Floats) -> Floats:
    figures = rate(sums.reshape(*sums.shape[:-1], -1, WIDTH))
    defined = ~np.isnan(figures)
    return divided(np.where(defined, figures, 0.0).sum(axis=-1), defined.sum(axis=-1))


def _mean_of_articles(at: int, name: str, sums: Floats) -> Floats:
    return divided(sums[..., at] / _PARTS, sums[..., len(RATES) + _NAMES.index(name)])
