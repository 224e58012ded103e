"""What the scores of predictions are worth: precision against recall, thresholds, calibration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.measure.agreement.formulas import Formula
from annotator.measure.agreement.resampled import steady
from annotator.measure.basis import GOLD
from annotator.measure.evaluation.chances import Cells, Scored, together
from annotator.measure.evaluation.figures import Bin, Calibration, Confidence, Curve, Point
from annotator.measure.evaluation.pools import KEPT, Drawn, Pool, pool_of
from annotator.measure.intervals import Estimate
from annotator.measure.rates import NOTHING_MARKED, Floats, divided
from annotator.measure.semeval import NOTHING_PREDICTED
from annotator.measure.table import Ints

_BINS = 10
# So many points are told of a curve.
_POINTS = 200
_NONE_RIGHT = "no prediction is right at any threshold"
_NO_CHANCES = "scores below 0 or above 1 are no chances of being right"
_TOO_MANY = f"no interval of what scores are worth above {KEPT} articles or clusters"


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Predictions of some labels: by score, each by itself where that is known, and the gold."""

    cells: Cells
    scored: Scored | None
    gold: Pool


def confidence_of(
    cells: Mapping[str, Cells],
    scored: Scored | None,
    gold: Mapping[str, Pool],
    whole: Pool,
    drawn: Drawn,
) -> Confidence | None:
    """What the scores are worth; None where no prediction has one.

    Whether a prediction is right does not depend on the threshold, for it is judged strictly: no
    other prediction can take its place. Calibration takes all labels together. Intervals need
    every prediction by itself, and are told of as many units as are kept apart.

    Args:
        cells: predictions by score, by label; those that get a curve of their own.
        scored: every prediction by itself; None of very many units.
        gold: what was counted of each label, by label.
        whole: what was counted of all labels.
        drawn: how intervals are drawn.
    """
    every = together(cells.values())
    known = int(every.many.sum())
    if not known:
        return None
    scored = _ordered(scored)
    all_labels = _Known(every, scored, whole)
    return Confidence(
        known,
        every.predicted,
        _curve(all_labels, drawn),
        {
            label: _curve(_Known(own, _of_label(scored, label), gold[label]), drawn)
            for label, own in cells.items()
        },
        _calibration(all_labels, drawn),
    )


def _ordered(scored: Scored | None) -> Scored | None:
    """Predictions in an order that only follows from what they are, as sums of fractions need."""
    if scored is None:
        return None
    keys = (scored.right, scored.score, scored.labels.astype(str), scored.units.astype(str))
    return _taken(scored, np.lexsort(keys))


def _taken(scored: Scored, which: Ints | NDArray[np.bool_]) -> Scored:
    return Scored(
        scored.units[which], scored.labels[which], scored.score[which], scored.right[which]
    )


def _of_label(scored: Scored | None, label: str) -> Scored | None:
    if scored is None:
        return None
    return _taken(scored, scored.labels == label)


def _why(cells: Cells) -> str:
    """Why nothing can be said of some predictions; empty where it can."""
    if not cells.predicted:
        return NOTHING_PREDICTED
    without = cells.unscored
    return f"{without} of {cells.predicted} predictions have no score" if without else ""


def _curve(it: _Known, drawn: Drawn) -> Curve:
    """The curve of some predictions, unless there is a reason why there is none."""
    why = _why(it.cells)
    if why:
        return Curve((), None, None, Estimate(None, None, None, 0, why), why)
    score = it.cells.score[::-1]
    # Predictions of one score are taken or left together.
    many, right = (
        np.cumsum(one[::-1]).astype(np.float64) for one in (it.cells.many, it.cells.right)
    )
    gold = float(it.gold.total[GOLD])
    precision, f1 = right / many, 2 * right / (many + gold)
    area = float(np.sum(precision * np.diff(right, prepend=0.0))) / gold if gold else None
    best = int(np.argmax(f1))
    told = {
        at: Point(
            float(score[at]),
            int(many[at]),
            float(precision[at]),
            float(right[at] / gold) if gold else None,
            float(f1[at]),
        )
        for at in _some(len(score), best)
    }
    points = tuple(told.values())
    if not right[-1]:
        return Curve(points, area, None, Estimate(None, None, None, 0, _NONE_RIGHT))
    return Curve(points, area, told[best], _at(it, told[best], drawn))


def _some(many: int, best: int) -> list[int]:
    """The places of the points to tell: all, or the first, the last, the best and some between."""
    if many <= _POINTS:
        return list(range(many))
    even = np.linspace(0, many - 1, _POINTS - 1).astype(np.int64).tolist()
    return sorted({*even, best})


def _at(it: _Known, best: Point, drawn: Drawn) -> Estimate:
    """The F1 of predictions scored at least so, with its interval."""
    if it.scored is None or it.gold.rows is None or it.gold.names is None:
        return Estimate(best.f1, None, None, it.gold.many, _TOO_MANY)
    kept = it.scored.score >= best.threshold
    rows = np.column_stack([it.scored.right[kept], np.ones(np.count_nonzero(kept))])
    names = (*it.scored.units[kept].tolist(), *it.gold.names)
    gold = np.column_stack([np.zeros((len(it.gold.names), 2)), it.gold.rows[:, GOLD]])
    both = np.concatenate([np.column_stack([rows, np.zeros(len(rows))]), gold])
    formula = Formula(_f1s, lambda _: NOTHING_MARKED)
    return drawn.estimates(pool_of(names, both), {"f1": formula})["f1"]


def _f1s(sums: Floats) -> Floats:
    return divided(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def _calibration(it: _Known, drawn: Drawn) -> Calibration:
    """Whether scores are chances, unless there is a reason why that cannot be told."""
    cells = it.cells
    why = _why(cells)
    if not why and (cells.score[0] < 0 or cells.score[-1] > 1):
        why = _NO_CHANCES
    if why:
        none = Estimate(None, None, None, 0, why)
        return Calibration((), none, none)
    edges = _edges(cells)
    members = [np.flatnonzero(own) for own in _in_bins(cells.score, edges)]
    bins = tuple(_bin(cells, rows) for rows in members)
    error, brier = _worth(it, edges, drawn)
    return Calibration(bins, error, brier)


def _bin(cells: Cells, rows: Ints) -> Bin:
    many = int(cells.many[rows].sum())
    return Bin(
        float(cells.score[rows].min()),
        float(cells.score[rows].max()),
        many,
        float(np.sum(cells.score[rows] * cells.many[rows]) / many),
        float(cells.right[rows].sum() / many),
    )


def _edges(cells: Cells) -> Floats:
    """Where bins of about as many predictions begin; those of equal score are in one bin."""
    below = np.cumsum(cells.many)
    wanted = np.ceil(np.arange(1, _BINS) / _BINS * (below[-1] - 1)).astype(np.int64)
    return np.unique(cells.score[np.searchsorted(below, wanted, side="right")])


def _in_bins(score: Floats, edges: Floats) -> Iterator[Sequence[bool]]:
    """Which scores lie in each bin; a bin without any is left out."""
    which = np.searchsorted(edges, score, side="right")
    for at in np.unique(which).tolist():
        yield which == at


def _worth(it: _Known, edges: Floats, drawn: Drawn) -> tuple[Estimate, Estimate]:
    """The calibration error and the Brier score."""
    formulas = {
        "error": Formula(steady(_errors), lambda _: NOTHING_PREDICTED),
        "brier": Formula(steady(_briers), lambda _: NOTHING_PREDICTED),
    }
    if it.scored is not None:
        rows = _distances(it.scored.score, it.scored.right, edges)
        found = drawn.estimates(pool_of(it.scored.units.tolist(), rows), formulas)
        return found["error"], found["brier"]
    cells = it.cells
    hit, missed = (
        _distances(cells.score, np.full(len(cells.score), at), edges) for at in (1.0, 0.0)
    )
    sums = cells.right @ hit + (cells.many - cells.right) @ missed
    error, brier = (
        Estimate(float(one.rate(sums)), None, None, it.gold.many, _TOO_MANY)
        for one in formulas.values()
    )
    return error, brier


def _distances(score: Floats, right: Floats, edges: Floats) -> Floats:
    """A row each: the squared distance of score and outcome, then by bin 1 and the distance."""
    columns = [(score - right) ** 2]
    for own in _in_bins(score, edges):
        columns += [np.asarray(own, dtype=np.float64), np.where(own, score - right, 0.0)]
    return np.column_stack(columns)


def _errors(sums: Floats) -> Floats:
    """The mean distance of score and share right, bins weighing as their predictions."""
    return divided(np.abs(sums[..., 2::2]).sum(axis=-1), sums[..., 1::2].sum(axis=-1))


def _briers(sums: Floats) -> Floats:
    return divided(sums[..., 0], sums[..., 1::2].sum(axis=-1))
