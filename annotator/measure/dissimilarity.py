"""How unlike two units are, by where they lie and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure.alpha import Floats
from annotator.measure.table import Ints, Table


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One annotator's units in one article, each column of shape (n,), in any order.

    `start` and `end` are half-open, in code points (or any other measure of length: they need
    not be whole); units may overlap. `label` is a place among the labels. A span in pieces is
    one unit, from its first character to its last.

    Raises:
        ValueError: the columns differ in length, or a unit does not end after it starts.
    """

    start: Floats
    end: Floats
    label: Ints

    def __post_init__(self) -> None:
        """Refuse units that no text can have."""
        if not self.start.shape == self.end.shape == self.label.shape == (len(self.start),):
            raise ValueError("the columns must have one shape, (n,)")
        if not np.all(self.start < self.end):
            raise ValueError("a unit must end after it starts")

    def __len__(self) -> int:
        return len(self.start)


def line(start: ArrayLike, end: ArrayLike, label: ArrayLike) -> Line:
    """A line from anything that can be made columns."""
    begin, stop = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    return Line(begin, stop, np.asarray(label, dtype=np.int64))


def line_of(table: Table, article: int) -> Line:
    """One article of a table, `article` being its place in `table.articles`."""
    first, last = np.searchsorted(table.article, [article, article + 1])
    return line(table.start[first:last], table.end[first:last], table.label[first:last])


@dataclass(frozen=True, slots=True, eq=False)
class Dissimilarity:
    """What counts as unlike: `place` and `name` weigh the two parts, `empty` a missing partner.

    In the paper these are alpha, beta and delta-empty; all are 0 or more. `labels`, shape
    (labels, labels), says how unlike two labels are, from 0.0 to 1.0; any two different ones are
    wholly so, if it is not given.
    """

    place: float = 1.0
    name: float = 1.0
    empty: float = 1.0
    labels: Floats | None = None

    def between(self, ours: Line, theirs: Line) -> Floats:
        """How unlike each of our units is to each of theirs, shape (ours, theirs)."""
        unlike = self.place * positional(ours, theirs) + self.name * self.categorical(ours, theirs)
        return np.asarray(self.empty * unlike)

    def categorical(self, ours: Line, theirs: Line) -> Floats:
        """How unlike the labels are, from 0.0 to 1.0, shape (ours, theirs)."""
        if self.labels is None:
            return np.not_equal.outer(ours.label, theirs.label).astype(np.float64)
        return np.asarray(self.labels[np.ix_(ours.label, theirs.label)])


def positional(ours: Line, theirs: Line) -> Floats:
    """How unlike places are: ((|start difference| + |end difference|) / both lengths), squared.

    Without a unit, shape (ours, theirs): 0.0 where equal, 1.0 where units of one length touch.

    Source:
        Mathet, Widlöcher & Métivier (2015), "The unified and holistic method gamma", section 4.
    """
    edges = np.abs(np.subtract.outer(ours.start, theirs.start))
    edges += np.abs(np.subtract.outer(ours.end, theirs.end))
    edges /= np.add.outer(ours.end - ours.start, theirs.end - theirs.start)
    return np.asarray(edges**2)
