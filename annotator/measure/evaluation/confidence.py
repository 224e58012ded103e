"""What the scores of predictions are worth: precision against recall, thresholds, calibration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.agreement.compared import Couple
from annotator.measure.agreement.formulas import Formula, Stack, stack_estimates
from annotator.measure.agreement.resampled import steady
from annotator.measure.evaluation.figures import Bin, Calibration, Confidence, Curve, Point
from annotator.measure.intervals import Estimate, Resamples
from annotator.measure.match import Alignment, Kind
from annotator.measure.rates import NOTHING_MARKED, Floats, divided
from annotator.measure.semeval import NOTHING_PREDICTED
from annotator.measure.table import Ints

_BINS = 10
# So many points are told of a curve.
_POINTS = 200
_NONE_RIGHT = "no prediction is right at any threshold"
_NO_CHANCES = "scores below 0 or above 1 are no chances of being right"

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class _Scored:
    """Predictions with their scores, a row each, and the gold spans of each article.

    `score` and `right`, whether pieces and label are those of a gold span, are of shape (n,),
    as `article`; `gold` is of shape (articles,).
    """

    article: Ints
    score: Floats
    right: Floats
    gold: Ints

    def over(self, at: Ints, weights: Floats | None = None) -> Floats:
        """How many of some rows each article has, or the sum of their weights."""
        return np.bincount(self.article[at], weights, minlength=len(self.gold)).astype(np.float64)


def confidence_of(
    couple: Couple, scores: Scores, labels: Sequence[str], resamples: Resamples
) -> Confidence | None:
    """What the scores are worth; None where no prediction has one.

    Whether a prediction is right does not depend on the threshold, for it is judged strictly:
    no other prediction can take its place. Calibration takes all labels together.

    Args:
        couple: gold and prediction.
        scores: by article, the scores of predicted spans by id.
        labels: those that get a curve of their own.
        resamples: what intervals are drawn from, a row an article of the couple.
    """
    known = _known_scores(couple.alignment, scores)
    scored = int(np.count_nonzero(~np.isnan(known)))
    if not scored:
        return None
    every = np.arange(len(known)), np.arange(len(couple.alignment.ours))
    own = {label: _of_label(couple.alignment, label) for label in labels}
    why = _why(known)
    whole = _scored(couple.alignment, known, *every)
    return Confidence(
        scored,
        len(known),
        _curve(whole, resamples, why),
        {
            label: _curve(_scored(couple.alignment, known, *rows), resamples, _why(known[rows[0]]))
            for label, rows in own.items()
        },
        _calibration(whole, resamples, why),
    )


def _known_scores(alignment: Alignment, scores: Scores) -> Floats:
    """The score of each prediction, NaN where it has none."""
    theirs = alignment.theirs
    names = (theirs.articles[at] for at in theirs.article.tolist())
    found = (
        scores.get(name, {}).get(span.id, np.nan)
        for name, span in zip(names, theirs.spans, strict=True)
    )
    return np.fromiter(found, dtype=np.float64, count=len(theirs))


def _of_label(alignment: Alignment, label: str) -> tuple[Ints, Ints]:
    """The predictions and the gold spans of one label."""
    at = alignment.ours.labels.index(label)
    return np.flatnonzero(alignment.theirs.label == at), np.flatnonzero(alignment.ours.label == at)


def _why(scores: Floats) -> str:
    """Why nothing can be said of some predictions; empty where it can."""
    without = int(np.count_nonzero(np.isnan(scores)))
    if not len(scores):
        return NOTHING_PREDICTED
    return f"{without} of {len(scores)} predictions have no score" if without else ""


def _scored(alignment: Alignment, scores: Floats, rows: Ints, gold: Ints) -> _Scored:
    right = np.zeros(len(scores))
    right[alignment.of(Kind.CORRECT)[1]] = 1.0
    size = len(alignment.ours.articles)
    per_article = np.bincount(alignment.ours.article[gold], minlength=size)
    return _Scored(alignment.theirs.article[rows], scores[rows], right[rows], per_article)


def _curve(it: _Scored, resamples: Resamples, why: str) -> Curve:
    """The curve of some predictions, unless `why` says why there is none."""
    if why:
        return Curve((), None, None, Estimate(None, None, None, 0, why), why)
    order = np.argsort(-it.score, kind="stable")
    score, hits = it.score[order], np.cumsum(it.right[order])
    # Predictions of one score are taken or left together.
    last = np.flatnonzero(np.diff(score, append=-np.inf))
    many, right, gold = (last + 1).astype(np.float64), hits[last], float(it.gold.sum())
    precision, f1 = right / many, 2 * right / (many + gold)
    area = float(np.sum(precision * np.diff(right, prepend=0.0))) / gold if gold else None
    best = int(np.argmax(f1))
    told = [
        Point(
            float(score[last[at]]),
            int(many[at]),
            float(precision[at]),
            float(right[at] / gold) if gold else None,
            float(f1[at]),
        )
        for at in _some(len(last), best)
    ]
    if not right[-1]:
        return Curve(tuple(told), area, None, Estimate(None, None, None, 0, _NONE_RIGHT))
    chosen = next(one for one in told if one.predicted == int(many[best]))
    return Curve(tuple(told), area, chosen, _at(it, chosen.threshold, resamples))


def _some(many: int, best: int) -> list[int]:
    """The places of the points to tell: all, or the first, the last, the best and some between."""
    if many <= _POINTS:
        return list(range(many))
    even = np.linspace(0, many - 1, _POINTS - 1).astype(np.int64).tolist()
    return sorted({*even, best})


def _at(it: _Scored, threshold: float, resamples: Resamples) -> Estimate:
    """The F1 of predictions scored at least so, with its interval."""
    kept = np.flatnonzero(it.score >= threshold)
    columns = (it.over(kept, it.right[kept]), it.over(kept), it.gold.astype(np.float64))
    formula = Formula(_f1s, lambda _: NOTHING_MARKED)
    (found,) = stack_estimates([Stack(np.stack(columns, axis=1), {"f1": formula})], resamples)
    return found["f1"]


def _f1s(sums: Floats) -> Floats:
    return divided(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def _calibration(it: _Scored, resamples: Resamples, why: str) -> Calibration:
    """Whether scores are chances, unless `why` says why that cannot be told."""
    if not why and (it.score.min() < 0 or it.score.max() > 1):
        why = _NO_CHANCES
    if why:
        none = Estimate(None, None, None, 0, why)
        return Calibration((), none, none)
    members = list(_binned(it.score))
    columns = [it.over(np.arange(len(it.score)), (it.score - it.right) ** 2)]
    for rows in members:
        columns += [it.over(rows), it.over(rows, it.score[rows] - it.right[rows])]
    formulas = {
        "error": Formula(steady(_errors), lambda _: NOTHING_PREDICTED),
        "brier": Formula(steady(_briers), lambda _: NOTHING_PREDICTED),
    }
    (found,) = stack_estimates([Stack(np.stack(columns, axis=1), formulas)], resamples)
    bins = (
        Bin(
            float(it.score[rows].min()),
            float(it.score[rows].max()),
            len(rows),
            float(it.score[rows].mean()),
            float(it.right[rows].mean()),
        )
        for rows in members
    )
    return Calibration(tuple(bins), found["error"], found["brier"])


def _errors(sums: Floats) -> Floats:
    """The mean distance of score and share right, bins weighing as their predictions."""
    return divided(np.abs(sums[..., 2::2]).sum(axis=-1), sums[..., 1::2].sum(axis=-1))


def _briers(sums: Floats) -> Floats:
    return divided(sums[..., 0], sums[..., 1::2].sum(axis=-1))


def _binned(score: Floats) -> Iterator[Ints]:
    """Rows in bins of about as many, by score; rows of equal score are in one bin."""
    edges = np.unique(np.quantile(score, np.arange(1, _BINS) / _BINS, method="higher"))
    which = np.searchsorted(edges, score, side="right")
    for at in np.unique(which).tolist():
        yield np.flatnonzero(which == at)
