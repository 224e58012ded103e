"""Krippendorff's alpha, and the matrix of coincidences that it and its kin are counted from."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.measure.table import Ints
from annotator.measure.value import Measured

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]

# How many units are looked at together: large enough to be quick, small enough to stay in cache.
_BLOCK = 1 << 20


def coincidences(codes: ArrayLike, values: int) -> Floats:
    """Pairs of values that annotators gave to one unit, each unit weighing as much as its answers.

    Additive: the matrix of several articles is the sum of theirs.

    Args:
        codes: shape (annotators, units), the place of the value given, below `values`, or any
            negative number where there is none. A unit with fewer than two answers counts nothing.
        values: how many values there are.

    Returns:
        Symmetric, shape (values, values). A unit with m answers adds 1 / (m - 1) for each ordered
        pair of annotators, so that the sum of a row is how often its value was given.

    Raises:
        ValueError: a code is `values` or more, or `codes` has not two dimensions.

    Source:
        Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D.
    """
    given = np.asarray(codes)
    if given.ndim != 2:
        raise ValueError("codes must have the shape (annotators, units)")
    if given.size and int(given.max()) >= values:
        raise ValueError("a code names no value")
    annotators, units = given.shape
    size = values + 1
    pairs = np.zeros((annotators + 1) * size * size, dtype=np.int64)
    for start in range(0, units, _BLOCK):
        block = np.maximum(given[:, start : start + _BLOCK].astype(np.intp), -1) + 1
        seen = np.count_nonzero(block, axis=0) * (size * size)
        for one in range(annotators):
            key = seen + block[one] * size
            for other in range(one):
                pairs += np.bincount(key + block[other], minlength=len(pairs))
    return _weighed(pairs.reshape(annotators + 1, size, size))


def _weighed(pairs: Ints) -> Floats:
    """Pairs by how many answered, with no answer at place 0, as one matrix of both orders."""
    weight = np.zeros(len(pairs))
    weight[2:] = 1.0 / np.arange(1, len(pairs) - 1)
    matrix: Floats = np.tensordot(weight, pairs[:, 1:, 1:], axes=1)
    return matrix + matrix.T


def coincidences_of_counts(counts: ArrayLike) -> Floats:
    """The same matrix from how many annotators gave each unit each value.

    Args:
        counts: shape (units, values). Rows may have different sums; one below two counts nothing.

    Raises:
        ValueError: a count is negative, or `counts` has not two dimensions.
    """
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim != 2:
        raise ValueError("counts must have the shape (units, values)")
    if np.any(given < 0):
        raise ValueError("counts must be 0 or more")
    answers = given.sum(axis=1)
    paired, others = given[answers >= 2], answers[answers >= 2] - 1
    share = paired / others[:, None]
    matrix: Floats = paired.T @ share
    matrix[np.diag_indices(len(matrix))] -= share.sum(axis=0)
    return matrix


def coincidences_of_table(table: ArrayLike) -> Floats:
    """The same matrix for two annotators, from the table of what one said against the other.

    Args:
        table: shape (values, values), units by the first one's value and the second one's.
    """
    given = np.asarray(table, dtype=np.float64)
    return given + given.T


def distances(level: Level, values: ArrayLike, given: ArrayLike) -> Floats:
    """How far apart two values are, squared, shape (values, values), 0 on the diagonal.

    Args:
        level: what the values are: names, ranks, numbers, or numbers with a true zero.
        values: shape (values,), the numbers themselves, ascending; of names only how many matters.
        given: shape (values,), how often each was given (row sums of the coincidences), which is
            what ranks are measured by.

    Source:
        Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section E.
    """
    number = np.asarray(values)
    if level == "nominal":
        return 1.0 - np.eye(len(number))
    if level == "ordinal":
        often = np.asarray(given, dtype=np.float64)
        middle = np.cumsum(often) - often / 2
        return np.asarray(np.subtract.outer(middle, middle) ** 2)
    number = number.astype(np.float64)
    apart = np.asarray(np.subtract.outer(number, number) ** 2)
    if level == "interval":
        return apart
    total = np.add.outer(number, number) ** 2
    return np.asarray(np.divide(apart, total, out=np.zeros_like(apart), where=total > 0))


def alpha(matrix: ArrayLike, apart: ArrayLike | None = None) -> Measured:
    """Agreement beyond chance: 1.0 is perfect, 0.0 is chance, below 0.0 is worse than chance.

    Args:
        matrix: shape (values, values), coincidences, summed over whatever is to be measured.
        apart: shape (values, values), squared distances; names, if not given.

    Returns:
        Alpha, without a unit, at most 1.0. Undefined where no unit has two answers and where all
        answers are of one value (at distance 0), because chance then cannot disagree either.

    Source:
        Krippendorff (2019), "Content Analysis", 4th edition, chapter 12.
    """
    observed = np.asarray(matrix, dtype=np.float64)
    far = 1.0 - np.eye(len(observed)) if apart is None else np.asarray(apart, dtype=np.float64)
    often = observed.sum(axis=1)
    total = float(often.sum())
    if not total:
        return Measured(None, "no unit was judged by two annotators")
    expected = float(often @ far @ often)
    if not expected:
        return Measured(None, "only one value was ever given")
    return Measured(1.0 - (total - 1.0) * float((observed * far).sum()) / expected)


def alpha_by_value(matrix: ArrayLike) -> tuple[Measured, ...]:
    """Nominal alpha of each value against all the others taken as one, in the order of the rows.

    Undefined for a value that was never given, or that was the only one.

    Source:
        Krippendorff (1980), "Content Analysis", page 139.
    """
    observed = np.asarray(matrix, dtype=np.float64)
    often = observed.sum(axis=1)
    total = float(often.sum())
    found = []
    for own, agreed in zip(often.tolist(), np.diag(observed).tolist(), strict=True):
        apart = own - agreed
        rest = total - own
        found.append(
            alpha([[agreed, apart], [apart, rest - apart]])
            if own
            else Measured(None, "this value was never given")
        )
    return tuple(found)
