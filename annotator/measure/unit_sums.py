"""The alphas for unitizing as formulas over sums, so that resamples cost a product of matrices.

All columns are additive over articles. With K labels, place 0 standing for gaps, the others for
labels in order, a row holds 5 K + 2 numbers, in this order:

- gap, 1 + K: how long two annotators, in either order, made a stretch a gap and this;
- alike, K: how long both gave it this label;
- other, K: how long one gave it this label and the other another, gaps left out;
- own, 1 + K: what a unit shares with itself by chance, its squared length (for gaps the length);
- own_shared, K: the same for the part of a unit that others marked too.

Lengths are in code points, over annotators less one. All formulas are from Krippendorff, Mathet,
Bouvry & Widlöcher (2016), "On the reliability of unitizing textual continua", Quality & Quantity
50, and Krippendorff (2019), "Content Analysis", 4th edition, section 12.6. From sums of shape
(..., 5 K + 2) they give figures of shape (...), NaN where undefined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.alpha import Floats
from annotator.measure.rates import divided

NO_GAP = "no character was left unmarked"
NO_UNIT = "nothing was marked"
ONE_LABEL = "only one label was ever given"
ALONE = "no two annotators marked the same character"
NOT_GIVEN = "the label was not given"


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of sums by name, each of shape (..., K) or (..., 1 + K)."""

    gap: Floats
    alike: Floats
    other: Floats
    own: Floats
    own_shared: Floats

    @property
    def marked(self) -> Floats:
        """How long two annotators marked a stretch, by label of the one: shape (..., K)."""
        return self.alike + self.other

    @property
    def given(self) -> Floats:
        """How long a stretch was made this, gaps first: shape (..., 1 + K)."""
        labels = self.gap[..., 1:] + self.marked
        gaps = self.gap.sum(axis=-1)
        return np.concatenate([gaps[..., None], labels], axis=-1)


def columns_of(sums: Floats) -> Columns:
    """The columns of sums, shape (..., 5 K + 2)."""
    labels = (sums.shape[-1] - 2) // 5
    cuts = np.cumsum([1 + labels, labels, labels, 1 + labels])
    return Columns(*np.split(sums, cuts, axis=-1))


def u_alphas(sums: Floats) -> Floats:
    """Agreement on units and their labels."""
    found = columns_of(sums)
    apart = 2 * found.gap[..., 1:].sum(axis=-1) + found.other.sum(axis=-1)
    given, left = found.given, _left(found.given, found.own)
    chance = divided(given.sum(axis=-1) ** 2 - (given**2).sum(axis=-1), left)
    return 1 - divided(apart, chance)


def u_alphas_binary(sums: Floats) -> Floats:
    """Agreement on what is marked, whatever as."""
    found = columns_of(sums)
    given, left = found.given, _left(found.given, found.own)
    chance = divided(given[..., 0] * given[..., 1:].sum(axis=-1), left)
    return 1 - divided(found.gap[..., 1:].sum(axis=-1), chance)


def cu_alphas(sums: Floats) -> Floats:
    """Agreement on the labels of what two annotators marked.

    The book gives the matrix but not what a unit shares with itself by chance: the square of
    what others, on average, marked of it. That is inferred, and alone gives its figures.
    """
    found = columns_of(sums)
    given, left = found.marked, _left(found.marked, found.own_shared)
    chance = divided(given.sum(axis=-1) ** 2 - (given**2).sum(axis=-1), left)
    return 1 - divided(found.other.sum(axis=-1), chance)


def label_sums(sums: Floats, label: int) -> Floats:
    """What `ku_alphas` and `coverages` of the label at this place follow from: shape (..., 6).

    Additive, too. How long one annotator gave it and the other another label; gave it and the
    other any label; gave any and the other any; gave it and the other none. Then what the units of
    this label, and of all, share with themselves by chance.
    """
    found = columns_of(sums)
    marked = found.marked
    columns = (
        found.other[..., label],
        marked[..., label],
        marked.sum(axis=-1),
        found.gap[..., 1 + label],
        found.own_shared[..., label],
        found.own_shared.sum(axis=-1),
    )
    return np.stack(columns, axis=-1)


def ku_alphas(sums: Floats) -> Floats:
    """The (k)u-alpha of one label, from its `label_sums`."""
    other, own, total, _, own_shared, all_shared = np.moveaxis(sums, -1, 0)
    has_left = total**2 > all_shared
    by_chance = np.where(has_left, own * total - own_shared, 0.0)
    chance = divided(own * (total - own), by_chance)
    return 1 - divided(divided(other, own), chance)


def coverages(sums: Floats) -> Floats:
    """The share of a label's characters that another annotator marked too, whatever as.

    From its `label_sums`.
    """
    _, own, _, alone, *_ = np.moveaxis(sums, -1, 0)
    return divided(own, alone + own)


def u_why(sums: Floats) -> str:
    """Why `u_alphas` of one row is undefined."""
    return ONE_LABEL if columns_of(sums).given[1:].any() else NO_UNIT


def u_binary_why(sums: Floats) -> str:
    """Why `u_alphas_binary` of one row is undefined."""
    return NO_GAP if columns_of(sums).given[1:].any() else NO_UNIT


def cu_why(sums: Floats) -> str:
    """Why `cu_alphas` of one row is undefined."""
    return ONE_LABEL if columns_of(sums).marked.any() else ALONE


def ku_why(sums: Floats) -> str:
    """Why `ku_alphas` of one row is undefined."""
    _, own, total, *_ = sums.tolist()
    return ONE_LABEL if own and own == total else ALONE


def _left(given: Floats, own: Floats) -> Floats:
    """What chance has to choose from, shape (...)."""
    total = given.sum(axis=-1)
    left = total - np.nan_to_num(divided(own.sum(axis=-1), total))
    return np.asarray(np.where(left > 0, left, 0.0))
