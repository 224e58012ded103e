"""Krippendorff's alphas for unitizing: who marked which stretch of the text, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure import unit_sums
from annotator.measure.alpha import Floats
from annotator.measure.flat import Units, distinct, flattened
from annotator.measure.keys import added
from annotator.measure.table import Ints, Table
from annotator.measure.value import Measured

_FEW = "fewer than two annotators"


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """What the family is counted from: `sums`, shape (articles, 5 K + 2), adds up over articles.

    See `annotator.measure.unit_sums` for its columns. `cut`, shape (articles,), counts the pieces
    that lost characters to overlaps of an annotator's own.
    """

    sums: Floats
    cut: Ints

    def summed(self, times: ArrayLike | None = None) -> Lengths:
        """All articles as one, each counted once, or `times`, shape (articles,)."""
        often = np.ones(len(self.cut)) if times is None else np.asarray(times, dtype=np.float64)
        sums, cut = (np.tensordot(often, one, axes=1)[None] for one in (self.sums, self.cut))
        return Lengths(sums, cut.astype(np.int64))


def lengths(annotators: Sequence[Table], text: ArrayLike) -> Lengths:
    """Measure all that the family needs, for each article by itself.

    Args:
        annotators: their spans over the same articles and labels (see `annotator.measure.table`);
            each has labelled every article.
        text: shape (articles,), code points that count, zones taken off.

    Raises:
        ValueError: fewer than two annotators, or tables of other articles or labels.
    """
    if len(annotators) < 2:
        raise ValueError(_FEW)
    articles, labels = annotators[0].articles, annotators[0].labels
    if any((one.articles, one.labels) != (articles, labels) for one in annotators):
        raise ValueError("the tables must have the same articles and labels")
    return lengths_of_units([flattened(one) for one in annotators], text, len(labels))


def lengths_of_units(flat: Sequence[Units], text: ArrayLike, labels: int) -> Lengths:
    """The same of spans that were laid flat already, two annotators or more."""
    size = np.asarray(text, dtype=np.float64)
    sheet, others = _laid(flat), len(flat) - 1
    alike, other, gap = _shared(sheet, len(size), labels)
    own = np.zeros((len(size), labels + 1))
    own_shared = np.zeros((len(size), labels))
    met_by_all = (np.sum(sheet.code > 0, axis=0) - 1) * sheet.long
    for units, row in zip(flat, sheet.row, strict=True):
        long = (units.end - units.start).astype(np.float64)
        cell = units.article * labels + units.label
        own[:, 1:] += _cells(cell, long**2, own_shared.shape)
        own[:, 0] += size - added(units.article, long, len(size))
        inside = row >= 0
        met = added(row[inside], met_by_all[inside], len(long)) / others
        own_shared += _cells(cell, met**2, own_shared.shape)
    met_all = alike.sum(axis=1) + other.sum(axis=1) + 2 * gap.sum(axis=1)
    gaps = len(flat) * others * size - met_all
    shared = np.concatenate([gaps[:, None], gap, alike, other], axis=1) / others
    cut = np.sum([units.cut for units in flat], axis=0)
    return Lengths(np.concatenate([shared, own, own_shared], axis=1), cut)


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


def _shared(sheet: _Sheet, articles: int, labels: int) -> tuple[Floats, Floats, Floats]:
    """Characters by label of one annotator: alike, another label, and a gap of the other's.

    Both orders of each pair of annotators; each of shape (articles, labels).
    """
    shape = (articles, labels)
    alike, other, gap = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for one, ours in enumerate(sheet.code):
        marked = np.flatnonzero(ours)
        mine, long = ours[marked], sheet.long[marked]
        cell = sheet.article[marked] * labels + mine - 1
        for code in (theirs[marked] for at, theirs in enumerate(sheet.code) if at != one):
            same, nothing = code == mine, code == 0
            alike += _cells(cell[same], long[same], shape)
            gap += _cells(cell[nothing], long[nothing], shape)
            unlike = ~(same | nothing)
            other += _cells(cell[unlike], long[unlike], shape)
    return alike, other, gap


def _cells(cell: Ints, weights: ArrayLike, shape: tuple[int, int]) -> Floats:
    """Weights added by cell, shape (articles, labels)."""
    return added(cell, weights, shape[0] * shape[1]).reshape(shape)


def u_alpha(found: Lengths) -> Measured:
    """Agreement beyond chance on units and their labels: 1.0 is perfect, 0.0 is chance.

    Args:
        found: lengths of one article, or of several (they are summed).

    Returns:
        Without a unit, at most 1.0. Undefined where chance cannot disagree: nothing was marked,
        or everything as one label.

    Source:
        See `annotator.measure.unit_sums`.
    """
    sums = found.sums.sum(axis=0)
    return _measured(unit_sums.u_alphas(sums), unit_sums.u_why(sums))


def u_alpha_binary(found: Lengths) -> Measured:
    """The same where only marked or not counts, whatever the label.

    Undefined where nothing was marked, and where everything was.
    """
    sums = found.sums.sum(axis=0)
    return _measured(unit_sums.u_alphas_binary(sums), unit_sums.u_binary_why(sums))


def cu_alpha(found: Lengths) -> Measured:
    """The same on labels alone: only characters that two annotators marked count.

    Undefined where no two annotators marked a character, or all that was so marked has one label.
    """
    sums = found.sums.sum(axis=0)
    return _measured(unit_sums.cu_alphas(sums), unit_sums.cu_why(sums))


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
    sums = found.sums.sum(axis=0)
    labels = unit_sums.columns_of(sums).alike.shape[-1]
    return tuple(_of_label(unit_sums.label_sums(sums, label)) for label in range(labels))


def _of_label(sums: Floats) -> OfLabel:
    return OfLabel(
        _measured(unit_sums.ku_alphas(sums), unit_sums.ku_why(sums)),
        _measured(unit_sums.coverages(sums), unit_sums.NOT_GIVEN),
    )


def _measured(value: Floats, why: str) -> Measured:
    return Measured(None, why) if np.isnan(value) else Measured(float(value))
