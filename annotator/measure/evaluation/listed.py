"""Long lists of which only so many are kept: names, the worst articles, a choice of mistakes.

What is kept of two parts together is what would be kept of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.measure.evaluation.figures import CHOSEN, LISTED
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

Objects = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Names:
    """The first names of very many, in their order, and how many there are."""

    first: tuple[str, ...]
    many: int

    def __add__(self, other: Names) -> Names:
        """Both together, which have no name in common."""
        first = sorted((*self.first, *other.first))[:LISTED]
        return Names(tuple(first), self.many + other.many)

    @property
    def told(self) -> tuple[str, ...]:
        """Those that are listed."""
        return self.first[: listed(self.many)]


def listed(many: int) -> int:
    """How many of so many are listed."""
    return many if many <= LISTED else CHOSEN


def names_of(names: Iterable[str]) -> Names:
    """Names, each once, in any order."""
    ordered = sorted(names)
    return Names(tuple(ordered[:LISTED]), len(ordered))


@dataclass(frozen=True, slots=True, eq=False)
class Worst:
    """The articles with the lowest strict F1, a row each; undefined is last, equal ones by ID.

    `counts`, shape (n, 9), are those of `annotator.measure.basis`; `lengths` is -1 where unknown.
    """

    names: Objects
    f1: Floats
    languages: Objects
    lengths: Ints
    mistakes: Ints
    counts: Ints

    def __add__(self, other: Worst) -> Worst:
        """The worst of both."""
        return Worst(*_columns_together(self, other)).cut()

    def cut(self) -> Worst:
        """The worst of them in order, no more than are listed."""
        if len(self.names) > LISTED:
            worst = np.partition(np.nan_to_num(self.f1, nan=2.0), LISTED - 1)[LISTED - 1]
            near = np.nan_to_num(self.f1, nan=2.0) <= worst
            if not near.all():
                return Worst(*(getattr(self, one.name)[near] for one in fields(self))).cut()
        order = np.lexsort((self.names.astype(str), self.f1, np.isnan(self.f1)))[:LISTED]
        return Worst(*(getattr(self, one.name)[order] for one in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Wrong:
    """Mistakes, a row each, chosen by `chance`, which is a number drawn from what each one is.

    Every column has shape (n,), `labels`, `spans` and `points_at` shape (n, 2), gold first, and
    `bounds` shape (n, 4): start and end in the gold, then in the prediction, -1 where it has no
    span. `kinds` are places in `DisagreementKind`. A span is None where there is none, or no more
    of it is known than bounds and label. `values` tells which values differ, and `points_at` the
    spans that these name on either side.
    """

    chance: NDArray[np.uint64]
    articles: Objects
    kinds: Ints
    labels: Objects
    bounds: Ints
    scores: Floats
    spans: Objects
    values: Objects
    points_at: Objects

    def __add__(self, other: Wrong) -> Wrong:
        """A choice from both."""
        return Wrong(*_columns_together(self, other)).cut()

    def cut(self, most: int | None = None) -> Wrong:
        """No more than so many, else than are kept, each with the same chance to be among them."""
        chosen = few(self.chance, most)
        return Wrong(*(getattr(self, one.name)[chosen] for one in fields(self)))


def _columns_together(one: Worst | Wrong, other: Worst | Wrong) -> list[Objects]:
    each = [field.name for field in fields(one)]
    return [np.concatenate([getattr(one, name), getattr(other, name)]) for name in each]


def few(chance: NDArray[np.uint64], most: int | None = None) -> Ints:
    """The places of the smallest numbers, no more than so many, else than are kept."""
    wanted = LISTED if most is None else most
    if len(chance) <= wanted:
        return np.arange(len(chance))
    return np.argpartition(chance, wanted)[:wanted]


def objects(given: Sequence[object]) -> Objects:
    """Things as a column, whatever they are."""
    return np.fromiter(given, dtype=object, count=len(given))
