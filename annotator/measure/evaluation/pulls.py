"""Which articles and labels made the difference between two extractors, by strict F1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.evaluation.figures import Pull
from annotator.measure.evaluation.listed import listed
from annotator.measure.evaluation.trials import Seats
from annotator.measure.rates import Floats, divided
from annotator.measure.table import Ints

_GOLD, _PREDICTED, _RIGHT = range(3)


@dataclass(frozen=True, slots=True)
class Tilt:
    """What made the difference: articles, and labels, and in how many articles who is ahead."""

    better: int
    worse: int
    equal: int
    articles: tuple[Pull, ...]
    labels: tuple[Pull, ...]


def tilt_of(one: Seats, other: Seats, by_label: tuple[Floats, Floats]) -> Tilt:
    """What made the difference between two extractors judged by the same gold.

    An article in which nothing is in the gold is right where nothing was predicted; one in
    which neither side has anything does not count. Told are articles and labels in which the
    two differ, those first without which the difference would change most; of very many
    articles the first of these.

    Args:
        one: how one extractor stands in the articles.
        other: how the other does, over the same articles, gold spans and labels.
        by_label: of each, by label of the seats, gold spans, predicted spans and strictly right
            ones, shape (labels, 3).
    """
    sums = (one.counts.astype(np.float64), other.counts.astype(np.float64))
    each = [np.where(np.isnan(own), 1.0, own) for own in map(_f1s, sums)]
    judged = sums[0].any(axis=1) | sums[1].any(axis=1)
    apart = np.round(each[1] - each[0], 12)[judged]
    moved = other.right.astype(np.int64) - one.right
    where = np.repeat(np.arange(len(one.articles)), one.counts[:, _GOLD])
    return Tilt(
        int(np.count_nonzero(apart > 0)),
        int(np.count_nonzero(apart < 0)),
        int(np.count_nonzero(apart == 0)),
        tuple(_pulls(one.articles, sums, moved, where)),
        tuple(_pulls(one.labels, by_label, moved, one.label.astype(np.int64))),
    )


def _f1s(sums: Floats) -> Floats:
    return divided(2 * sums[..., _RIGHT], sums[..., _GOLD] + sums[..., _PREDICTED])


def _pulls(
    names: Sequence[str], sums: tuple[Floats, Floats], moved: Ints, where: Ints
) -> Iterator[Pull]:
    """What each name, a row of the sums, makes of the difference, most first.

    `moved` is 1 for a gold span that only the second has right, -1 for one that only the first
    has; `where` is the row that it counts for.
    """
    ours, theirs = sums
    own = [_f1s(one) for one in sums]
    whole = _f1s(theirs.sum(axis=0)) - _f1s(ours.sum(axis=0))
    without = _f1s(theirs.sum(axis=0) - theirs) - _f1s(ours.sum(axis=0) - ours)
    pull = whole - without
    won, lost = (np.bincount(where[moved == sign], minlength=len(names)) for sign in (1, -1))
    wrong = [one[:, _PREDICTED] - one[:, _RIGHT] for one in sums]
    fewer = (wrong[0] - wrong[1]).astype(int)
    differ = np.flatnonzero((won > 0) | (lost > 0) | (fewer != 0))
    # Where nothing is left without it, it is all there is.
    weight = np.where(np.isnan(pull), np.inf, np.round(np.abs(pull), 12))
    order = sorted(differ.tolist(), key=lambda at: (-weight[at], names[at]))
    for at in order[: listed(len(order))]:
        yield Pull(
            names[at],
            _told(own[0][at]),
            _told(own[1][at]),
            _told(own[1][at] - own[0][at]),
            _told(pull[at]),
            int(won[at]),
            int(lost[at]),
            int(fewer[at]),
        )


def _told(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)
