"""How well two groupings of mentions into entities agree, whatever the groups are called."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from annotator.measure.rates import Floats
from annotator.measure.table import Ints
from annotator.measure.value import Measured, ratio


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Which groups of two annotators have mentions in common.

    Every column but the first has shape (overlaps,): the two groups, how many mentions each has,
    and how many both have. `of_mention`, shape (mentions,), is the overlap that a mention lies in.
    """

    of_mention: Ints
    ours: Ints
    theirs: Ints
    our_size: Ints
    their_size: Ints
    both: Ints


def overlaps(ours: Sequence[Hashable | None], theirs: Sequence[Hashable | None]) -> Overlaps:
    """The groups that mentions fall into by the entity which each annotator gave them.

    Args:
        ours: shape (mentions,), an id, whose name means nothing; None is a group by itself.
        theirs: the same of the other annotator.
    """
    one, other = _numbered(ours), _numbered(theirs)
    width = len(other) + 1
    cells, of_mention, both = np.unique(
        one * width + other, return_inverse=True, return_counts=True
    )
    mine, others = cells // width, cells % width
    return Overlaps(
        of_mention, mine, others, np.bincount(one)[mine], np.bincount(other)[others], both
    )


def b_cubed(given: Overlaps) -> Floats:
    """What B3 is summed from, shape (mentions, 3): precision, recall and 1 of each mention.

    The first two are the share of our group's and of their group's mentions which the two groups
    have in common, the mention itself among them.

    Source:
        Bagga & Baldwin (1998), "Algorithms for Scoring Coreference Chains".
    """
    each = np.stack([given.both / given.our_size, given.both / given.their_size], axis=1)
    return np.column_stack([each[given.of_mention], np.ones(len(given.of_mention))])


def b_cubed_f(sums: Floats) -> Floats:
    """B3's F from sums of `b_cubed`, shape (..., 3) to (...); NaN where there is no mention.

    The harmonic mean of precision and recall, hence the same from either side.
    """
    one, other, many = sums[..., 0], sums[..., 1], sums[..., 2]
    undefined = np.full(np.shape(many), np.nan)
    np.divide(2 * one * other, (one + other) * many, out=undefined, where=np.asarray(many) > 0)
    return undefined


@dataclass(frozen=True, slots=True)
class Ceaf:
    """The similarity of groups paired one to one, and how many groups both sides have together.

    Two of them over other mentions add up.
    """

    similarity: float
    groups: int

    def __add__(self, other: Ceaf) -> Ceaf:
        return Ceaf(self.similarity + other.similarity, self.groups + other.groups)

    @property
    def f(self) -> Measured:
        """CEAF-e's F, the same from either side; undefined where there is no mention."""
        return ratio(2 * self.similarity, self.groups, "nothing was grouped")


def ceaf(given: Overlaps) -> Ceaf:
    """CEAF-e: groups are paired one to one so that their similarity adds up to the most.

    The similarity of two groups is twice the mentions in both over those of either (phi 4), so
    that every group counts the same, however large.

    Source:
        Luo (2005), "On Coreference Resolution Performance Metrics", equation 9.
    """
    groups = len(np.unique(given.ours)) + len(np.unique(given.theirs))
    worth = 2 * given.both / (given.our_size + given.their_size)
    # Groups that are equal meet no other, so that they are a pair in any case.
    left = worth < 1
    best = _most(given.ours[left], given.theirs[left], worth[left])
    return Ceaf(float(np.count_nonzero(~left)) + best, groups)


def _numbered(names: Sequence[Hashable | None]) -> Ints:
    """A number from 0 on for each name, and one of its own for each None."""
    known: dict[Hashable, int] = {}
    keys = (("none", at) if name is None else ("named", name) for at, name in enumerate(names))
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _most(rows: Ints, columns: Ints, worth: Floats) -> float:
    """The greatest sum of worths of which no two share a row or a column."""
    if not len(worth):
        return 0.0
    _, down = np.unique(rows, return_inverse=True)
    _, across = np.unique(columns, return_inverse=True)
    high, wide = int(down.max()) + 1, int(across.max()) + 1
    # The matching must fill every row, so that each has a column of its own to be left alone in;
    # one more on every edge keeps these, worth nothing, from being taken for no edge at all.
    own = np.arange(high)
    graph = coo_array(
        (
            np.concatenate([1 + worth, np.ones(high)]),
            (np.concatenate([down, own]), np.concatenate([across, wide + own])),
        ),
        shape=(high, wide + high),
    )
    taken = csr_array(graph)
    down, across = min_weight_full_bipartite_matching(taken, maximize=True)
    return float(taken[down, across].sum()) - high
