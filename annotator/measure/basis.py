"""What became of every span of an alignment, in nine counts from which every way to score follows.

The counts add up over articles, labels and resamples, and are whole numbers; all that SemEval-2013
and MUC-5 count are sums and differences of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from annotator.measure.counts import Rows
from annotator.measure.match import Alignment, Kind
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

Way = Literal["strict", "exact", "partial", "type", "clitic", "full"]
WAYS: tuple[Way, ...] = ("strict", "exact", "partial", "type", "clitic", "full")

WIDTH = 9
GOLD, PREDICTED, PAIRS, STRICT, EXACT, TYPE, CLITIC, CLITIC_PAIRS, FULL = range(WIDTH)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The nine counts, by article and by article and label, gold being `alignment.ours`.

    `total` is of shape (articles, 9), `by_label` of shape (articles, labels, 9). The columns are
    gold spans, predicted spans, pairs of the alignment; of these the pairs that are strictly
    equal, equal in pieces, equal in label; the pairs that are equal but for clitics, and these
    with the alignment's pairs beside them; and the pairs that are equal in every value too. A
    label's own counts judge the spans of that label on both sides, so that a pair of two labels
    is a gold span of the one, a predicted span of the other, and a pair of neither.
    """

    total: Ints
    by_label: Ints


def basis(alignment: Alignment, *, clitic: Rows | None = None, full: Rows | None = None) -> Basis:
    """The counts of an alignment.

    Args:
        alignment: gold and prediction.
        clitic: the rows of either side that are equal but for clitics, from `clitic_pairs`;
            counted as nothing where not given.
        full: the rows of either side that are equal in every value too, from `full_pairs`;
            counted as nothing where not given.
    """
    ours, theirs = alignment.ours, alignment.theirs
    shape = (len(ours.articles), len(ours.labels))
    total = np.zeros((shape[0], WIDTH), dtype=np.int64)
    by_label = np.zeros((*shape, WIDTH), dtype=np.int64)
    rows, like, in_place = alignment.ours_at, _like(alignment.kind), _in_place(alignment.kind)
    by_label[..., GOLD] = _cells(ours.article, ours.label, shape)
    by_label[..., PREDICTED] = _cells(theirs.article, theirs.label, shape)
    strict = _cells(*_of(alignment, rows[like & in_place]), shape)
    by_label[..., STRICT] = by_label[..., EXACT] = strict
    by_label[..., PAIRS] = by_label[..., TYPE] = _cells(*_of(alignment, rows[like]), shape)
    if full is not None:
        by_label[..., FULL] = _cells(*_of(alignment, full[0]), shape)
    if clitic is not None:
        _add_clitics(alignment, clitic, total, by_label)
    summed = [GOLD, PREDICTED, STRICT, TYPE, CLITIC, FULL]
    total[:, summed] = by_label.sum(axis=1)[:, summed]
    total[:, PAIRS] = np.bincount(ours.article[rows], minlength=shape[0])
    total[:, EXACT] = np.bincount(ours.article[rows[in_place]], minlength=shape[0])
    return Basis(total, by_label)


def _add_clitics(alignment: Alignment, hits: Rows, total: Ints, by_label: Ints) -> None:
    """Count what is equal but for clitics, and the alignment's pairs that it leaves standing."""
    shape = (by_label.shape[0], by_label.shape[1])
    taken = _marked(len(alignment.ours), hits[0])[alignment.ours_at]
    taken |= _marked(len(alignment.theirs), hits[1])[alignment.theirs_at]
    rows, like = alignment.ours_at[~taken], _like(alignment.kind[~taken])
    equal = _cells(*_of(alignment, hits[0]), shape)
    by_label[..., CLITIC] = equal
    by_label[..., CLITIC_PAIRS] = equal + _cells(*_of(alignment, rows[like]), shape)
    beside = np.bincount(alignment.ours.article[rows], minlength=shape[0])
    total[:, CLITIC_PAIRS] = equal.sum(axis=1) + beside


def _like(kind: NDArray[np.int8]) -> NDArray[np.bool_]:
    return np.asarray((kind == Kind.CORRECT) | (kind == Kind.BOUNDARY))


def _in_place(kind: NDArray[np.int8]) -> NDArray[np.bool_]:
    return np.asarray((kind == Kind.CORRECT) | (kind == Kind.LABEL))


def _marked(size: int, rows: Ints) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=bool)
    marks[rows] = True
    return marks


def _of(alignment: Alignment, rows: Ints) -> tuple[Ints, Ints]:
    return alignment.ours.article[rows], alignment.ours.label[rows]


def _cells(article: Ints, label: Ints, shape: tuple[int, int]) -> Ints:
    """How many rows each article has of each label."""
    many = np.bincount(article * shape[1] + label, minlength=shape[0] * shape[1])
    return many.reshape(shape)


def _weights(*, correct: int, pairs: int, partial: bool = False) -> Floats:
    """From the nine counts to correct, incorrect, partial, missed and spurious: shape (9, 5)."""
    found = np.zeros((WIDTH, 5))
    beside = 2 if partial else 1
    found[correct, 0], found[pairs, beside], found[correct, beside] = 1, 1, -1
    found[GOLD, 3], found[pairs, 3] = 1, -1
    found[PREDICTED, 4], found[pairs, 4] = 1, -1
    return found


# `counts @ OUTCOMES[way]` are correct, incorrect, partial, missed and spurious.
OUTCOMES: Mapping[Way, Floats] = {
    "strict": _weights(correct=STRICT, pairs=PAIRS),
    "exact": _weights(correct=EXACT, pairs=PAIRS),
    "partial": _weights(correct=EXACT, pairs=PAIRS, partial=True),
    "type": _weights(correct=TYPE, pairs=PAIRS),
    "clitic": _weights(correct=CLITIC, pairs=CLITIC_PAIRS),
    "full": _weights(correct=FULL, pairs=PAIRS),
}
