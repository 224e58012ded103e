"""Figures from sums over articles or clusters, all with intervals from the same resamples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.agreement.compared import Couple, Resampling
from annotator.measure.counts import counted
from annotator.measure.intervals import Estimate, Method, Rate, Resamples, estimate
from annotator.measure.rates import NOTHING_MARKED, Floats, f1s
from annotator.measure.table import Ints


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure of sums of shape (..., k), NaN where undefined, and the reason to give there."""

    rate: Rate
    why: str


def steady(rate: Rate) -> Rate:
    """The same rate of sums of fractions, which come out a little different in another order.

    Rounded to 12 digits, figures that are equal are told equal: an interval corrected for bias
    depends on how many resamples lie below the figure.
    """

    def rounded(sums: Floats) -> Floats:
        return np.round(rate(sums), 12)

    return rounded


STRICT_AND_OVERLAP = (
    Wanted(lambda sums: f1s(sums[..., :4]), NOTHING_MARKED),
    Wanted(lambda sums: f1s(sums[..., 4:]), NOTHING_MARKED),
)


def evidence(couples: Sequence[Couple]) -> Mapping[str, Floats]:
    """What `STRICT_AND_OVERLAP` are summed from, shape (8,), by article; couples are added."""
    found: dict[str, Floats] = {}
    for couple in couples:
        counts = counted(couple.alignment)
        rows = np.concatenate([counts.evidence("strict"), counts.evidence("overlap")], axis=1)
        for article, row in zip(counts.articles, rows.astype(np.float64), strict=True):
            found[article] = found.get(article, np.zeros(8)) + row
    return found


class Units:
    """The units that are resampled, and figures of rows that are summed by them.

    A unit in which there is nothing to judge does not count: `n` and the least number of units
    that an interval needs are of those that say something.
    """

    def __init__(self, how: Resampling) -> None:
        names = sorted(set(how.units.values()))
        place = {name: at for at, name in enumerate(names)}
        self._place = {article: place[unit] for article, unit in how.units.items()}
        self._resamples = Resamples(names, seed=how.seed, replicates=how.replicates)

    def __len__(self) -> int:
        return len(self._resamples.names)

    def of(self, articles: Iterable[str]) -> Ints:
        """The place of each article's unit."""
        return np.array([self._place[article] for article in articles], dtype=np.int64)

    def added(self, units: Ints, rows: Floats) -> Floats:
        """Rows of shape (n, k) added by their unit, shape (units, k)."""
        whole = np.zeros((len(self), rows.shape[1]))
        np.add.at(whole, units, rows)
        return whole

    def estimates(
        self, rows: Floats, *wanted: Wanted, method: Method = "bca"
    ) -> tuple[Estimate, ...]:
        """Several figures of the same rows, shape (units, k), with their intervals."""
        rows, drawn = self._resamples.of(rows)
        seen = rows[rows.any(axis=1)]
        return tuple(estimate(seen, drawn, one.rate, method=method, why=one.why) for one in wanted)
