"""Gamma: agreement on where units are and what they are called, at once, for one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt

import numpy as np

from annotator.measure.alignment import Alignment, best_alignment
from annotator.measure.alpha import Floats
from annotator.measure.dissimilarity import Dissimilarity, Line, positional
from annotator.measure.unitary import MOST, TooMany
from annotator.measure.value import Measured, ratio

TOO_MANY = f"units overlap in more than {MOST:,} ways"
_FEWEST = 30
_NORMAL = 1.96
_NO_CHANCE = "chance alone has no disorder either"
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Estimated:
    """A figure that rests on chance samples, and where it lies 95 times of 100."""

    value: Measured
    low: Measured
    high: Measured


@dataclass(frozen=True, slots=True, eq=False)
class Gamma:
    """Gamma of one article.

    `gamma` is on places and labels; `categorical` (gamma-cat) on the labels alone of what is
    aligned; `with_missing` is the same with a missing partner as one of another label, which is
    what pygamma-agreement 0.5.9 calls gamma-cat. All are without a unit: 1.0 is perfect, 0.0 is
    chance. `observed` is the disorder of the best alignment, exact, and `expected` the mean of
    that of chance articles; `observed_labels` and `expected_labels` are the same of what
    `categorical` is made of. `samples` says how many chance articles there were.
    """

    gamma: Estimated
    categorical: Estimated
    with_missing: Estimated
    observed: Measured
    expected: Measured
    observed_labels: Measured
    expected_labels: Measured
    samples: int


def gamma(
    lines: Sequence[Line],
    unlike: Dissimilarity,
    *,
    seed: int,
    precision: float = 0.05,
    extent: tuple[float, float] | None = None,
) -> Gamma:
    """Set the disorder of the best alignment against that of chance articles.

    A chance article gives each annotator the units of one who is drawn, moved round the text.

    Args:
        lines: each annotator's units in one article.
        unlike: what counts as unlike.
        seed: of the draws: the same seed gives the same figures.
        precision: how large the error of the expected disorder may be, as a share of it; the
            first 30 samples tell how many are needed.
        extent: the first code point of the text and one past its last; from the first unit to
            the last, if not given, as other tools have it.

    Returns:
        Undefined, with the reason, where fewer than two annotators or nobody marked anything,
        where chance has no disorder either, or where too many units overlap to be aligned.

    Raises:
        ValueError: `precision` is not above 0, or a unit is outside the extent.

    Source:
        Mathet, Widlöcher & Métivier (2015), "The unified and holistic method gamma (γ) for
        inter-annotator agreement measure and alignment", Computational Linguistics 41;
        for gamma-cat Mathet (2017), "The agreement measure γcat", section 4.2.5.
    """
    if precision <= 0:
        raise ValueError("the precision must be above 0")
    if len(lines) < 2:
        return _undefined("fewer than two annotators")
    if not any(len(own) for own in lines):
        return _undefined("nothing was marked")
    try:
        best = best_alignment(lines, unlike)
        chance = _by_chance(_Shuffle(lines, extent), unlike, seed, precision)
    except TooMany:
        return _undefined(TOO_MANY)
    return _weighed((Measured(best.disorder), *label_disorders(best, lines, unlike)), chance)


def _weighed(observed: Sequence[Measured], chance: Sequence[Floats]) -> Gamma:
    """What is observed, of places, of labels and of labels with missing ones, against chance."""
    places, names, missing = map(_against, observed, chance)
    by_chance, labels_by_chance = map(_mean, chance[:2])
    return Gamma(
        places,
        names,
        missing,
        observed[0],
        by_chance,
        observed[1],
        labels_by_chance,
        len(chance[0]),
    )


def label_disorders(
    best: Alignment, lines: Sequence[Line], unlike: Dissimilarity
) -> tuple[Measured, Measured]:
    """How unlike the labels in an alignment are, pairs of units that lie apart weighing less.

    Returns:
        Of aligned units alone, and with every missing partner counted as wholly unlike. Without
        a unit, from 0.0 to 1.0 times `unlike.empty`. Undefined where nothing weighs anything.
    """
    real = np.count_nonzero(best.parts >= 0, axis=1)
    total = weight = 0.0
    missing = 0
    for one, other in combinations(range(len(lines)), 2):
        mine, yours = best.parts[:, one], best.parts[:, other]
        both = (mine >= 0) & (yours >= 0)
        missing += int(((mine >= 0) != (yours >= 0)).sum())
        at = (mine[both], yours[both])
        far = unlike.place * unlike.empty * positional(lines[one], lines[other])[at]
        sure = np.maximum(0.0, 1.0 - far) / (real[both] - 1)
        total += float(
            (sure * unlike.empty * unlike.categorical(lines[one], lines[other])[at]).sum()
        )
        weight += float(sure.sum())
    apart = "no two units that lie near each other are aligned"
    gaps = missing * unlike.empty
    return (
        ratio(total, weight, apart),
        ratio(total + gaps * unlike.empty, weight + gaps, apart),
    )


class _Shuffle:
    """Chance articles made of the units of a real one."""

    def __init__(self, lines: Sequence[Line], extent: tuple[float, float] | None) -> None:
        self.lines = lines
        marked = [own for own in lines if len(own)]
        first = min(float(own.start.min()) for own in marked)
        last = max(float(own.end.max()) for own in marked)
        self.first, self.last = extent or (first, last)
        if not self.first <= first < last <= self.last:
            raise ValueError("a unit is outside the extent")
        sizes = np.concatenate([own.end - own.start for own in marked])
        self.apart = float(sizes.mean()) / 2

    def draw(self, dice: np.random.Generator) -> list[Line]:
        """One chance article: moves keep half a mean unit from each other, where there is room.

        Who marked nothing is drawn like the others; an article with no unit at all is drawn again.
        """
        moves: list[float] = []
        for _ in self.lines:
            tries = np.floor(dice.uniform(0.0, self.last - self.first, _TRIES))
            near = np.any(np.abs(np.subtract.outer(tries, moves)) < self.apart, axis=1)
            moves.append(float(tries[np.argmin(near)]))
        drawn: list[Line] = []
        while not any(len(own) for own in drawn):
            drawn = [self.lines[int(dice.integers(len(self.lines)))] for _ in self.lines]
        return [self._moved(own, move) for own, move in zip(drawn, moves, strict=True)]

    def _moved(self, own: Line, move: float) -> Line:
        """The units further on; what would begin past the end begins anew at the front."""
        length = self.last - self.first
        start = self.first + np.mod(own.start - self.first + move, length)
        return Line(start, start + own.end - own.start, own.label)


def _by_chance(
    shuffle: _Shuffle, unlike: Dissimilarity, seed: int, precision: float
) -> tuple[Floats, Floats, Floats]:
    """Disorders of chance articles, and those of their labels where these are defined."""
    dice = np.random.default_rng(seed)
    found: tuple[list[float], list[float], list[float]] = ([], [], [])
    wanted = _FEWEST
    while len(found[0]) < wanted:
        lines = shuffle.draw(dice)
        best = best_alignment(lines, unlike)
        found[0].append(best.disorder)
        for known, one in zip(found[1:], label_disorders(best, lines, unlike), strict=True):
            known.extend([] if one.value is None else [one.value])
        if len(found[0]) == _FEWEST:
            wanted = _needed(np.array(found[0]), precision)
    disorders, labels, with_missing = (np.array(one, dtype=np.float64) for one in found)
    return disorders, labels, with_missing


def _needed(disorders: Floats, precision: float) -> int:
    """How many samples make the mean as precise as asked, in 95 cases of 100."""
    mean = float(disorders.mean())
    if not mean:
        return _FEWEST
    variation = float(disorders.std(ddof=1)) / mean
    return max(_FEWEST, ceil((variation * _NORMAL / precision) ** 2))


def _against(observed: Measured, chance: Floats) -> Estimated:
    """One less what is observed over what chance gives, with the interval of chance's mean."""
    if observed.value is None:
        return Estimated(observed, observed, observed)
    if len(chance) < 2 or not chance.any():
        none = Measured(None, _NO_CHANCE)
        return Estimated(none, none, none)
    mean = float(chance.mean())
    error = _NORMAL * float(chance.std(ddof=1)) / sqrt(len(chance))
    unsure = Measured(None, "too few samples had any disorder")
    low = Measured(1.0 - observed.value / (mean - error)) if mean > error else unsure
    return Estimated(
        Measured(1.0 - observed.value / mean), low, Measured(1.0 - observed.value / (mean + error))
    )


def _mean(chance: Floats) -> Measured:
    return ratio(float(chance.sum()), len(chance), _NO_CHANCE)


def _undefined(why: str) -> Gamma:
    none = Measured(None, why)
    nothing = Estimated(none, none, none)
    return Gamma(nothing, nothing, nothing, none, none, none, none, 0)
