"""Krippendorff's alphas for unitizing: who marked which stretch of the text, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure.alpha import Floats
from annotator.measure.flat import Units, distinct, flattened
from annotator.measure.table import Ints, Table
from annotator.measure.value import Measured, ratio

_FEW = "fewer than two annotators"
_NO_GAP = "no character was left unmarked"
_NO_UNIT = "nothing was marked"
_ONE_LABEL = "only one label was ever given"
_ALONE = "no two annotators marked the same character"


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """What the family is counted from; the first axis is articles, and sums over it add up.

    With K labels, place 0 standing for gaps, the others for labels in order:
    `shared`, shape (articles, 1 + K, 1 + K), in code points: how long two annotators, in either
    order, marked the same stretch as this and that, over annotators less one. `own`, shape
    (articles, 1 + K), squared code points: what a unit shares with itself by chance, its squared
    length (for gaps the length). `own_shared`, shape (articles, K): the same for the part of a
    unit that others marked too. `cut`, shape (articles,), counts the pieces that lost characters
    to overlaps of an annotator's own.
    """

    shared: Floats
    own: Floats
    own_shared: Floats
    cut: Ints

    def summed(self, times: ArrayLike | None = None) -> Lengths:
        """All articles as one, each counted once, or `times`, shape (articles,)."""
        often = np.ones(len(self.cut)) if times is None else np.asarray(times, dtype=np.float64)
        columns = (self.shared, self.own, self.own_shared, self.cut)
        shared, own, own_shared, cut = (np.tensordot(often, one, axes=1)[None] for one in columns)
        return Lengths(shared, own, own_shared, cut.astype(np.int64))


def lengths(annotators: Sequence[Table], text: ArrayLike) -> Lengths:
    """Measure all that the family needs, for each article by itself.

    Args:
        annotators: their spans over the same articles and labels (see `annotator.measure.table`);
            each has labelled every article.
        text: shape (articles,), code points that count, zones taken off
            (see `annotator.measure.flat.length_left`).

    Raises:
        ValueError: fewer than two annotators, or tables of other articles or labels.
    """
    if len(annotators) < 2:
        raise ValueError(_FEW)
    articles, labels = annotators[0].articles, annotators[0].labels
    if any((one.articles, one.labels) != (articles, labels) for one in annotators):
        raise ValueError("the tables must have the same articles and labels")
    flat = [flattened(one) for one in annotators]
    sheet = _laid(flat)
    others = len(flat) - 1
    shared = _shared(sheet, len(articles), len(labels))
    own = np.zeros((len(articles), len(labels) + 1))
    own_shared = np.zeros((len(articles), len(labels)))
    size = np.asarray(text, dtype=np.float64)
    for units, row in zip(flat, sheet.row, strict=True):
        long = (units.end - units.start).astype(np.float64)
        np.add.at(own, (units.article, units.label + 1), long**2)
        own[:, 0] += size - np.bincount(units.article, weights=long, minlength=len(size))
        met = np.where(row >= 0, (np.sum(sheet.code > 0, axis=0) - 1) * sheet.long, 0) / others
        mean = np.bincount(row + 1, weights=met, minlength=len(long) + 1)[1:]
        np.add.at(own_shared, (units.article, units.label), mean**2)
    shared[:, 0, 0] += len(flat) * others * size - shared.sum(axis=(1, 2))
    cut = np.sum([units.cut for units in flat], axis=0)
    return Lengths(shared / others, own, own_shared, cut)


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Stretches in which no annotator's answer changes and somebody marked something.

    `article` and `long` have shape (stretches,), `code` (0 for a gap, else 1 + label) and `row`
    (the unit, or -1) shape (annotators, stretches).
    """

    article: Ints
    long: Ints
    code: Ints
    row: Ints


def _laid(flat: Sequence[Units]) -> _Sheet:
    """Everybody's units beside each other."""
    scale = max(int(units.end.max(initial=0)) for units in flat) + 1
    edges = [units.article * scale + side for units in flat for side in (units.start, units.end)]
    points = distinct(*edges)
    left, right = points[:-1], points[1:]
    row = np.full((len(flat), len(left)), -1, dtype=np.int64)
    code = np.zeros_like(row)
    for who, units in enumerate(flat):
        at = np.searchsorted(units.article * scale + units.start, left, side="right") - 1
        inside = at >= 0
        inside[inside] = left[inside] < (units.article * scale + units.end)[at[inside]]
        row[who, inside] = at[inside]
        code[who, inside] = units.label[at[inside]] + 1
    used = np.any(code > 0, axis=0)
    return _Sheet(left[used] // scale, (right - left)[used], code[:, used], row[:, used])


def _shared(sheet: _Sheet, articles: int, labels: int) -> Floats:
    """Characters by what two annotators made of them, both orders, where either marked something.

    Shape (articles, 1 + labels, 1 + labels).
    """
    size = labels + 1
    total = np.zeros(articles * size * size)
    for one, ours in enumerate(sheet.code):
        for theirs in sheet.code[:one]:
            key = (sheet.article * size + ours) * size + theirs
            total += np.bincount(key, weights=sheet.long, minlength=len(total))
    found = total.reshape(articles, size, size)
    found = found + found.transpose(0, 2, 1)
    return np.asarray(found)


def u_alpha(found: Lengths) -> Measured:
    """Agreement beyond chance on units and their labels: 1.0 is perfect, 0.0 is chance.

    Args:
        found: lengths of one article, or of several (they are summed).

    Returns:
        Without a unit, at most 1.0. Undefined where chance cannot disagree: nothing was marked,
        or everything as one label.

    Source:
        Krippendorff, Mathet, Bouvry & Widlöcher (2016), "On the reliability of unitizing textual
        continua", Quality & Quantity 50; Krippendorff (2019), "Content Analysis", 4th edition,
        section 12.6.
    """
    shared, own, _ = _one(found)
    if not shared[1:].sum():
        return Measured(None, _NO_UNIT)
    return _beyond(shared, _expected(shared, own), _ONE_LABEL)


def u_alpha_binary(found: Lengths) -> Measured:
    """The same where only marked or not counts, whatever the label.

    Undefined where nothing was marked, and where everything was.
    """
    shared, own, _ = _one(found)
    if not shared[1:].sum():
        return Measured(None, _NO_UNIT)
    chance = float(_expected(shared, own)[0, 1:].sum())
    apart = ratio(float(shared[0, 1:].sum()), chance, _NO_GAP)
    return apart if apart.value is None else Measured(1.0 - apart.value)


def cu_alpha(found: Lengths) -> Measured:
    """The same on labels alone: only characters that two annotators marked count.

    A unit shares with itself by chance the square of what others, on average, marked of it. The
    book gives the matrix but not this correction, which is inferred: it alone gives the figures
    of its example.

    Returns:
        Undefined where no two annotators marked a character, or all that was so marked has one
        label.
    """
    shared, _, own = _one(found)
    if not shared[1:, 1:].sum():
        return Measured(None, _ALONE)
    return _beyond(shared[1:, 1:], _expected(shared[1:, 1:], own), _ONE_LABEL)


@dataclass(frozen=True, slots=True)
class OfLabel:
    """How one label is agreed on, and on how much of what has it that figure rests.

    `alpha` is as `cu_alpha`; `coverage` is the share of the label's characters that another
    annotator marked too, whatever as.
    """

    alpha: Measured
    coverage: Measured


def ku_alpha(found: Lengths) -> tuple[OfLabel, ...]:
    """The (k)u-alpha of each label, in their order.

    Undefined where the label was never given, or where it was and nobody else marked the
    characters that have it; and where, by chance, nothing else could stand against it.
    """
    shared, _, own = _one(found)
    both, total = shared[1:, 1:], shared[1:].sum(axis=1).tolist()
    expected = _expected(both, own)
    given, alike = both.sum(axis=1).tolist(), np.diag(both).tolist()
    by_chance, alike_by_chance = expected.sum(axis=1).tolist(), np.diag(expected).tolist()
    labels = []
    for at, own_total in enumerate(total):
        observed = ratio(given[at] - alike[at], given[at], _ALONE)
        chance = ratio(by_chance[at] - alike_by_chance[at], by_chance[at], _ALONE)
        coverage = ratio(given[at], own_total, "the label was not given")
        labels.append(OfLabel(_less(observed, chance), coverage))
    return tuple(labels)


def _less(observed: Measured, chance: Measured) -> Measured:
    if observed.value is None or chance.value is None:
        return Measured(None, observed.why or chance.why)
    left = ratio(observed.value, chance.value, _ONE_LABEL)
    return left if left.value is None else Measured(1.0 - left.value)


def _one(found: Lengths) -> tuple[Floats, Floats, Floats]:
    total = found.summed()
    return total.shared[0], total.own[0], total.own_shared[0]


def _expected(shared: Floats, own: Floats) -> Floats:
    """What two annotators would share by chance; zero where there is but one thing to share."""
    often, total = shared.sum(axis=1), float(shared.sum())
    left = total - own.sum() / total if total else 0.0
    chance = np.outer(often, often) - np.diag(own)
    return np.asarray(chance / left) if left > 0 else np.zeros_like(chance)


def _beyond(shared: Floats, expected: Floats, why: str) -> Measured:
    other = ~np.eye(len(shared), dtype=bool)
    apart = ratio(float(shared[other].sum()), float(expected[other].sum()), why)
    return apart if apart.value is None else Measured(1.0 - apart.value)
