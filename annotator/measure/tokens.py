"""Kappa over words: a second opinion beside span F1, which rises with every word nobody tagged."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure.alpha import Floats
from annotator.measure.table import Ints, Table


def token_labels(table: Table, article: int, tokens: ArrayLike) -> Ints:
    """The label over each word of one article: 0 for none, else 1 + its place in `table.labels`.

    A word has the label of a span that shares a character with it. It can have but one, so of
    several the longest span counts (then the first, then the first label): nested spans are
    not seen.

    Args:
        table: one annotator's spans.
        article: the place of the article in `table.articles`.
        tokens: shape (words, 2), half-open code points, ascending and disjoint.

    Returns:
        Shape (words,).
    """
    words = np.asarray(tokens, dtype=np.int64).reshape(-1, 2)
    found = np.zeros(len(words), dtype=np.int64)
    first, last = np.searchsorted(table.article, [article, article + 1])
    rows = np.arange(first, last)
    length = table.end[rows] - table.start[rows]
    for row in rows[np.argsort(-length, kind="stable")].tolist():
        for start, end in table.pieces_of(row):
            begin = int(np.searchsorted(words[:, 1], start, side="right"))
            stop = int(np.searchsorted(words[:, 0], end))
            free = found[begin:stop]
            free[free == 0] = table.label[row] + 1
    return found


def token_table(ours: ArrayLike, theirs: ArrayLike, labels: int) -> Floats:
    """Words by the label of either annotator, for `cohen_kappa`; additive over articles.

    Args:
        ours: shape (words,), from `token_labels`.
        theirs: the same, of the other annotator.
        labels: how many labels there are.

    Returns:
        Shape (1 + labels, 1 + labels); row and column 0 are words without a label.
    """
    size = labels + 1
    pairs = np.asarray(ours, dtype=np.int64) * size + np.asarray(theirs, dtype=np.int64)
    return np.bincount(pairs, minlength=size * size).reshape(size, size).astype(np.float64)
