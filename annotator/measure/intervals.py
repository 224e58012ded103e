"""How sure a figure is: resampling articles, or clusters of articles that are not independent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from annotator.measure.poisson import poisson_sums
from annotator.measure.rates import Floats

Rate = Callable[[Floats], Floats]
Method = Literal["bca", "percentile"]

FEWEST, FEW = 5, 20
# Up to so many units whole resamples are drawn; above it each unit's weight is drawn by itself.
WHOLE_RESAMPLES = 5_000
_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    `value`, `low` and `high` are None where undefined, and `why` says why. `n` counts the
    units that were resampled, `undefined` the replicates in which the figure was undefined,
    which are left out. `warning` says what the interval cannot be trusted for.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    why: str = ""
    warning: str = ""
    undefined: int = 0


def bootstrap(  # noqa: PLR0913 - what is resampled, and how, each by its own name
    units: Sequence[str],
    sums: Floats,
    rate: Rate,
    *,
    seed: int,
    replicates: int = 1_000,
    level: float = 0.95,
    method: Method = "bca",
) -> Estimate:
    """A rate of summed rows with its bootstrap interval; the order of rows does not matter.

    Args:
        units: shape (n,), the article of each row, or its cluster; rows of one unit are added.
        sums: shape (n, k), additive counts.
        rate: from sums of shape (..., k) to figures of shape (...), NaN where undefined.
        seed: equal seeds give equal intervals.
        replicates: how many resamples.
        level: the share of the distribution inside the interval.
        method: bca corrects bias and skew by an exact jackknife; percentile does not.

    Returns:
        The estimate; without an interval, and with the reason, where the figure is undefined or
        there are fewer than 5 units; with a warning below 20.

    Raises:
        ValueError: units and sums differ in length, level is not between 0 and 1, or there are
            no replicates.

    Source:
        Efron (1987), "Better bootstrap confidence intervals", JASA 82; Poisson weights for many
        units: Chamandy et al. (2012), "Estimating uncertainty for massive data streams".
    """
    names, rows = by_unit(units, sums)
    _refuse(level, replicates)
    if len(names) > WHOLE_RESAMPLES:
        drawn = poisson_sums(names, rows, seed=seed, replicates=replicates)
    else:
        drawn = _whole_resamples(rows, seed, replicates)
    return estimate(rows, drawn, rate, level=level, method=method)


def estimate(
    rows: Floats,
    drawn: Floats,
    rate: Rate,
    *,
    level: float = 0.95,
    method: Method = "bca",
) -> Estimate:
    """The estimate from one row a unit, shape (n, k), and the sums of resamples, (replicates, k).

    Undefined cases, source: see `bootstrap`.
    """
    n = len(rows)
    value = float(rate(rows.sum(axis=0)))
    if np.isnan(value):
        return Estimate(None, None, None, n, "undefined: there is nothing to divide by")
    if n < FEWEST:
        why = f"no interval from fewer than {FEWEST} articles or clusters"
        return Estimate(value, None, None, n, why)
    figures = rate(drawn)
    defined = figures[~np.isnan(figures)]
    undefined = len(figures) - len(defined)
    if not len(defined):
        return Estimate(value, None, None, n, "undefined in every replicate", "", undefined)
    plain = np.array([(1 - level) / 2, (1 + level) / 2])
    tails: Floats | None = plain
    if method == "bca":
        tails = _corrected(plain, value, defined, rate(rows.sum(axis=0) - rows))
    low, high = np.quantile(defined, plain if tails is None else tails).tolist()
    warnings = [
        f"fewer than {FEW} articles or clusters: the interval is rough" if n < FEW else "",
        "bias and skew could not be corrected" if tails is None else "",
    ]
    return Estimate(value, low, high, n, "", "; ".join(filter(None, warnings)), undefined)


def by_unit(units: Sequence[str], sums: Floats) -> tuple[list[str], Floats]:
    """One row a unit, sorted by name: names of shape (n,), added rows of shape (n, k).

    Raises:
        ValueError: there are not as many units as rows.
    """
    if len(units) != len(sums):
        raise ValueError(f"{len(units)} units for {len(sums)} rows")
    names = sorted(set(units))
    place = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(names), *np.shape(sums)[1:]))
    np.add.at(rows, np.array([place[unit] for unit in units], dtype=np.int64), sums)
    return names, rows


def difference(rate: Rate) -> Rate:
    """The rate of the first half of the columns minus that of the second half.

    With rows of two extractors side by side, `bootstrap` of it is the paired bootstrap.
    """

    def of_halves(sums: Floats) -> Floats:
        half = sums.shape[-1] // 2
        return rate(sums[..., :half]) - rate(sums[..., half:])

    return of_halves


def _refuse(level: float, replicates: int) -> None:
    if not 0 < level < 1 or replicates < 1:
        raise ValueError(f"{replicates} replicates at level {level}")


def _whole_resamples(rows: Floats, seed: int, replicates: int) -> Floats:
    """Sums of resamples of as many units as there are, shape (replicates, k)."""
    n = len(rows)
    chance = np.random.default_rng(seed)
    drawn = np.empty((replicates, rows.shape[1]))
    step = max(_AT_ONCE // max(n, 1), 1)
    for at in range(0, replicates if n else 0, step):
        many = min(step, replicates - at)
        drawn[at : at + many] = chance.multinomial(n, np.full(n, 1 / n), size=many) @ rows
    return drawn


def _corrected(plain: Floats, value: float, figures: Floats, without: Floats) -> Floats | None:
    """The tails after correction for bias and skew; None where that has no answer.

    `without`, shape (n,), is the figure without each unit.
    """
    below = (np.mean(figures < value) + np.mean(figures <= value)) / 2
    if not 0 < below < 1:
        return None
    bias = float(ndtri(below))
    away = np.mean(without[~np.isnan(without)]) - without[~np.isnan(without)]
    spread = float(np.sum(away**2)) ** 1.5
    skew = float(np.sum(away**3)) / (6 * spread) if spread else 0.0
    shifted = bias + ndtri(plain)
    left = 1 - skew * shifted
    return np.asarray(ndtr(bias + shifted / left)) if np.all(left > 0) else None
