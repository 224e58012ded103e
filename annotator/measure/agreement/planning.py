"""How many articles a pilot needs before the interval of its agreement is narrow enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from scipy.special import chdtri, ndtri

from annotator.measure.agreement.compared import Couple, Resampling
from annotator.measure.agreement.resampled import Units, evidence
from annotator.measure.intervals import FEW, FEWEST
from annotator.measure.rates import Floats

WIDTHS = (0.02, 0.05, 0.1, 0.2)
# How wide a 95 % interval is, in standard errors.
_ERRORS_WIDE = 2 * float(ndtri(0.975))
# How sure it is to be that the pilot's spread is not larger than it is taken to be.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed of articles where no pilot says it.

    `f1` is strict; `spans` is how many an annotator marks in an article; `correlation` is how
    much more alike the spans of one article are than those of two: 0.0 not at all, 1.0 an article
    is all right or all wrong.
    """

    f1: float = 0.8
    spans: float = 20.0
    correlation: float = 0.05


ASSUMED = Assumed()


@dataclass(frozen=True, slots=True)
class Need:
    """How many articles, and how many clusters of them, an interval of some width needs."""

    width: float
    articles: int
    units: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How many articles the wished width needs, and what the usual widths need (`table`).

    `width` is from low to high. `unit` says what `units` counts, "article" or "cluster"; `basis`
    says in words what the numbers rest on.
    """

    width: float
    articles: int
    units: int
    unit: str
    basis: str
    table: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class _Spread:
    """The variance of strict F1 were there but one unit, and how many articles a unit has."""

    variance: float
    articles: float
    unit: str
    basis: str


def plan(
    couples: Sequence[Couple],
    width: float,
    how: Resampling | None = None,
    *,
    assumed: Assumed = ASSUMED,
) -> Plan:
    """How many articles until the 95 % interval of strict F1 is at most `width` wide.

    A standard error falls with the square root of the units, so that N = v (2 * 1.96 / width)^2
    where v is the variance of one unit.

    From a pilot of n >= 5 units that have spans, v = sum (h - F s)^2 / (n - 1) / (sum s / n)^2, h
    being a unit's hits, s its spans, both of both annotators, and F = sum h / sum s. That is
    known only roughly, so its upper 80 % limit is taken, (n - 1) / chi^2 of n - 1 degrees at 0.2
    times as much: four in five pilots then ask for enough.

    Without one, v = F (1 - F) / k * (1 + (k - 1) r) for the assumed F1, k spans an article and
    correlation r; k is the pilot's where there are spans at all. So also where all units of the
    pilot agree alike, because then it shows no spread.

    Never fewer than 20 units are asked for, below which an interval is rough.

    Args:
        couples: the pilot; its articles need not be the same for all couples. May be empty.
        width: from the interval's low end to its high end, above 0.0 and at most 1.0.
        how: the unit of each article; the pilot's own units, if not given.
        assumed: what to assume where the pilot does not say it.

    Raises:
        ValueError: the width is no such width.

    Source:
        Cochran (1977), "Sampling Techniques", section 6.4, for a ratio of sums; Browne (1995),
        "On the use of a pilot sample for sample size determination", for the upper limit; Kish
        (1965), "Survey Sampling", section 5.4, for the correlation.
    """
    if not 0 < width <= 1:
        raise ValueError(f"an interval cannot be {width} wide")
    spread = _spread(couples, how, assumed)
    asked, *table = (_need(spread, one) for one in (width, *WIDTHS))
    basis = spread.basis
    if any(need.units == FEW for need in (asked, *table)):
        basis += f"; never fewer than {FEW} {spread.unit}s, below which an interval is rough"
    return Plan(width, asked.articles, asked.units, spread.unit, basis, tuple(table))


def _need(spread: _Spread, width: float) -> Need:
    units = max(ceil(spread.variance * (_ERRORS_WIDE / width) ** 2), FEW)
    return Need(width, ceil(units * spread.articles), units)


def _spread(couples: Sequence[Couple], how: Resampling | None, assumed: Assumed) -> _Spread:
    """The spread that the pilot shows; the assumed one where it shows none."""
    own = {one.article.id: one.unit for couple in couples for one in couple.articles}
    known = how.units if how else own
    units = Units(Resampling({article: known[article] for article in own}, 0, 1))
    articles = sorted(own)
    sums = evidence(couples)
    each = np.stack([sums[article] for article in articles]) if articles else np.zeros((0, 8))
    rows = units.added(units.of(articles), each)
    told = rows[rows.any(axis=1)]
    variance = _variance(told) if len(told) >= FEWEST else 0.0
    if not variance:
        pairs = sum(len(couple.articles) for couple in couples)
        spans = float(told[:, 2:4].sum()) / (2 * pairs) if pairs else 0.0
        return _assumed(assumed, spans, len(told))
    unit = "article" if len(units) == len(articles) else "cluster"
    f1 = float(told[:, :2].sum() / told[:, 2:4].sum())
    basis = (
        f"the spread between {len(told)} {unit}s labelled so far (strict F1 {f1:.2f}, "
        f"standard error {sqrt(variance / len(told)):.3f}), taken as large as it may be "
        f"with {_SURE:.0%} confidence"
    )
    sure = variance * (len(told) - 1) / float(chdtri(len(told) - 1, _SURE))
    return _Spread(sure, len(articles) / len(told), unit, basis)


def _variance(rows: Floats) -> float:
    """The variance of one unit from the rows of all units that have spans, shape (units, 8)."""
    hits, spans = rows[:, :2].sum(axis=1), rows[:, 2:4].sum(axis=1)
    away = hits - hits.sum() / spans.sum() * spans
    many = len(rows)
    return float(away @ away) / (many - 1) / float(spans.sum() / many) ** 2


def _assumed(assumed: Assumed, spans: float, units: int) -> _Spread:
    """The spread by assumptions; `spans` an article and `units` that have some are the pilot's."""
    many = max(spans or assumed.spans, 1.0)
    variance = assumed.f1 * (1 - assumed.f1) * (1 + (many - 1) * assumed.correlation) / many
    why = (
        f"fewer than {FEWEST} articles or clusters with spans are labelled by two"
        if units < FEWEST
        else "what is labelled so far agrees alike everywhere"
    )
    basis = (
        f"assumptions, since {why}: strict F1 {assumed.f1:.2f}, {many:.0f} spans an article"
        f"{' as labelled so far' if spans else ''}, and a correlation of "
        f"{assumed.correlation:.2f} between the spans of one article"
    )
    return _Spread(variance, 1.0, "article", basis)
