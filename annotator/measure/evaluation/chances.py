"""Predictions by their scores, and how many of them are right, as counts that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.measure.evaluation.held import Held
from annotator.measure.evaluation.listed import Objects, objects
from annotator.measure.match import Kind
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

# Up to so many scores are told apart; of more those that differ by less than 1 in 16,384 are one.
_MOST_SCORES = 1 << 16
_SIGN = np.uint64(1 << 63)
_COARSE = np.uint64((1 << 64) - (1 << 38))


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Predictions of one label by their score, ascending, each score once.

    `many` and `right`, shape (n,) as `score`, count those of that score, and those of them that
    are strictly right; `unscored` those that have no score.
    """

    score: Floats
    many: Ints
    right: Ints
    unscored: int

    @property
    def predicted(self) -> int:
        """All predictions, with a score or without."""
        return int(self.many.sum()) + self.unscored


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Predictions with their scores, a row each: unit and label, and 1 where right, else 0."""

    units: Objects
    labels: Objects
    score: Floats
    right: Floats


def together(cells: Iterable[Cells]) -> Cells:
    """The cells of all; scores are made coarse where there are too many to tell apart."""
    each = list(cells)
    score = np.concatenate([one.score for one in each])
    known = np.unique(score)
    if len(known) > _MOST_SCORES:
        score = _coarse(score)
        known = np.unique(score)
    place = np.searchsorted(known, score)
    many, right = (
        np.bincount(place, np.concatenate(columns), len(known)).astype(np.int64)
        for columns in ([one.many for one in each], [one.right for one in each])
    )
    return Cells(known, many, right, sum(one.unscored for one in each))


def cells_of(held: Held) -> Mapping[str, Cells]:
    """The cells of each label of a lot, empty ones too."""
    labels = held.alignment.ours.labels
    label, right = held.alignment.theirs.label, _right(held)
    scored = ~np.isnan(held.score)
    found = {}
    for at, name in enumerate(labels):
        own = label == at
        some = own & scored
        score, hits = held.score[some], right[some].astype(np.int64)
        one = Cells(score, np.ones(len(score), dtype=np.int64), hits, int(np.sum(own & ~scored)))
        found[name] = together([one])
    return found


def scored_of(held: Held) -> Scored:
    """The predictions of a lot that have a score."""
    some = np.flatnonzero(~np.isnan(held.score))
    theirs = held.alignment.theirs
    return Scored(
        objects(held.lot.units)[theirs.article[some]],
        objects(theirs.labels)[theirs.label[some]],
        held.score[some],
        _right(held)[some].astype(np.float64),
    )


def both_scored(one: Scored | None, other: Scored | None) -> Scored | None:
    """The rows of both; None where one's are not known."""
    if one is None or other is None:
        return None
    return Scored(
        np.concatenate([one.units, other.units]),
        np.concatenate([one.labels, other.labels]),
        np.concatenate([one.score, other.score]),
        np.concatenate([one.right, other.right]),
    )


def _right(held: Held) -> NDArray[np.bool_]:
    """Which predictions are strictly right."""
    right = np.zeros(len(held.score), dtype=bool)
    right[held.alignment.of(Kind.CORRECT)[1]] = True
    return right


def _coarse(score: Floats) -> Floats:
    """The highest of the numbers told apart that is not above a score."""
    bits = (score + 0.0).view(np.uint64)
    ordered = np.where(bits & _SIGN, ~bits, bits | _SIGN) & _COARSE
    return np.where(ordered & _SIGN, ordered ^ _SIGN, ~ordered).view(np.float64)
