"""Which articles and labels made the difference between two extractors, by strict F1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.agreement.compared import Couple
from annotator.measure.evaluation.figures import Pull
from annotator.measure.evaluation.ways import Ways
from annotator.measure.match import Kind
from annotator.measure.rates import Floats
from annotator.measure.semeval import f1s
from annotator.measure.table import Ints


@dataclass(frozen=True, slots=True)
class Tilt:
    """What made the difference: articles, and labels, and in how many articles who is ahead."""

    better: int
    worse: int
    equal: int
    articles: tuple[Pull, ...]
    labels: tuple[Pull, ...]


def tilt_of(couples: tuple[Couple, Couple], ways: tuple[Ways, Ways], labels: Sequence[str]) -> Tilt:
    """What made the difference between two extractors judged by the same gold.

    An article in which nothing is in the gold is right where nothing was predicted; one in
    which neither side has anything does not count. Told are articles and labels in which the
    two differ, those first without which the difference would change most.
    """
    ours, theirs = (one.of_all()["strict"].astype(np.float64) for one in ways)
    each = [np.where(np.isnan(own), 1.0, own) for own in (f1s(ours), f1s(theirs))]
    judged = ours.any(axis=1) | theirs.any(axis=1)
    apart = np.round(each[1] - each[0], 12)[judged]
    which = [ways[0].labels.index(label) for label in labels]
    by_label = [
        np.stack([one.of_label(label)["strict"].sum(axis=0) for label in labels]) for one in ways
    ]
    gold = couples[0].alignment.ours
    right = [strictly_right(one) for one in couples]
    moved = right[1].astype(np.int64) - right[0]
    places = {name: at for at, name in enumerate(which)}
    row_label = np.array([places[at] for at in gold.label.tolist()], dtype=np.int64)
    return Tilt(
        int(np.count_nonzero(apart > 0)),
        int(np.count_nonzero(apart < 0)),
        int(np.count_nonzero(apart == 0)),
        tuple(_pulls(gold.articles, (ours, theirs), moved, gold.article)),
        tuple(_pulls(labels, (by_label[0] * 1.0, by_label[1] * 1.0), moved, row_label)),
    )


def strictly_right(couple: Couple) -> Ints:
    """Which gold spans are strictly right, 1 or 0 each."""
    found = np.zeros(len(couple.alignment.ours), dtype=np.int64)
    found[couple.alignment.of(Kind.CORRECT)[0]] = 1
    return found


def _pulls(
    names: Sequence[str], sums: tuple[Floats, Floats], moved: Ints, where: Ints
) -> Iterator[Pull]:
    """What each name, a row of the sums, makes of the difference, most first.

    `moved` is 1 for a gold span that only the second has right, -1 for one that only the first
    has; `where` is the row that it counts for.
    """
    ours, theirs = sums
    own = [f1s(one) for one in sums]
    whole = f1s(theirs.sum(axis=0)) - f1s(ours.sum(axis=0))
    without = f1s(theirs.sum(axis=0) - theirs) - f1s(ours.sum(axis=0) - ours)
    pull = whole - without
    won, lost = (np.bincount(where[moved == sign], minlength=len(names)) for sign in (1, -1))
    wrong = [one[:, 1:].sum(axis=1) - one[:, 3] for one in sums]
    fewer = (wrong[0] - wrong[1]).astype(int)
    differ = np.flatnonzero((won > 0) | (lost > 0) | (fewer != 0))
    # Where nothing is left without it, it is all there is.
    weight = np.where(np.isnan(pull), np.inf, np.round(np.abs(pull), 12))
    for at in sorted(differ.tolist(), key=lambda at: (-weight[at], names[at])):
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
