"""Agreement on the labels of aligned spans, as formulas over sums.

All columns are additive over articles and over pairs of annotators. Of all labels together, K of
them, a row holds K + 1 numbers: how often each label was given in aligned pairs (each pair gives
two), and how many pairs have two labels. Of one label a row holds 3: how often it was given, in
how many pairs it stands against another, and how often any label was given.

From sums of shape (..., K + 1) or (..., 3) the formulas give figures of shape (...), NaN where
undefined.
"""

from __future__ import annotations

import numpy as np

from annotator.measure.alpha import Floats
from annotator.measure.rates import divided

NO_PAIR = "no two spans are aligned"
ONE_LABEL = "only one label was ever given"
NOT_GIVEN = "the label was not given in any aligned pair"


def alphas(sums: Floats) -> Floats:
    """Nominal alpha over all labels, as `annotator.measure.alpha.alpha` of the coincidences."""
    given, apart = sums[..., :-1], sums[..., -1]
    total = given.sum(axis=-1)
    chance = total**2 - (given**2).sum(axis=-1)
    return 1 - divided((total - 1) * 2 * apart, chance)


def ac1s(sums: Floats) -> Floats:
    """Gwet's AC1 over all labels, as `annotator.measure.gwet.gwet_ac`; K is what can be chosen."""
    given, apart, labels = sums[..., :-1], sums[..., -1], sums.shape[-1] - 1
    total = given.sum(axis=-1)
    if labels < 2:
        return np.full(np.shape(apart), np.nan)
    chance = divided(total**2 - (given**2).sum(axis=-1), total**2 * (labels - 1))
    return 1 - divided(divided(2 * apart, total), 1 - chance)


def alphas_of_one(sums: Floats) -> Floats:
    """Nominal alpha of one label against all others taken as one, as `alpha_by_value`."""
    own, apart, total = sums[..., 0], sums[..., 1], sums[..., 2]
    return 1 - divided((total - 1) * apart, own * (total - own))


def ac1s_of_one(sums: Floats) -> Floats:
    """Gwet's AC1 of one label against all others taken as one; undefined where never given."""
    own, apart, total = sums[..., 0], sums[..., 1], sums[..., 2]
    chance = divided(2 * own * (total - own), total**2)
    given = np.where(own > 0, 1 - chance, np.nan)
    return 1 - divided(divided(2 * apart, total), given)


def why(sums: Floats) -> str:
    """Why alpha or AC1 of one row over all labels is undefined."""
    return ONE_LABEL if sums[:-1].any() else NO_PAIR


def why_of_one(sums: Floats) -> str:
    """Why alpha or AC1 of one row of one label is undefined."""
    if not sums[2]:
        return NO_PAIR
    return ONE_LABEL if sums[0] else NOT_GIVEN
