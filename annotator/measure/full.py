"""Which spans are equal in label, pieces and every value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.labels.span import Range, Span, Value
from annotator.measure.match import Alignment, Kind
from annotator.measure.meanings import MOD, folded, numbers
from annotator.measure.table import Ints, Table

_Read = Value | frozenset[int | None]
Apart = frozenset[tuple[str, str]]
Unequal = tuple[int, tuple[str, ...]]


def full_pairs(alignment: Alignment, apart: Iterable[Unequal]) -> tuple[Ints, Ints]:
    """The rows of either side that are strictly equal and carry the same values.

    `apart` are the strictly equal pairs that do not, from `values_apart`.
    """
    ours, theirs = alignment.of(Kind.CORRECT)
    equal = np.ones(len(ours), dtype=bool)
    equal[[at for at, _ in apart]] = False
    return ours[equal], theirs[equal]


def values_apart(alignment: Alignment, apart: Apart = frozenset()) -> Iterator[Unequal]:
    """The strictly equal pairs that carry other values: the place among them, and which values.

    Values are equal that mean the same: texts but for white space and composition, counts that
    mean the same numbers with their mods. Ids of spans mean nothing by themselves: spans named
    by a value are equal where the alignment pairs them. `apart` names what is not compared, as
    (label, attribute): attributes of type entity above all, since their ids are arbitrary. The
    names that are given are sorted.

    Raises:
        ValueError: a table was made of columns and has no spans to look at.
    """
    ours, theirs = alignment.of(Kind.CORRECT)
    mine, others = _Side(alignment.ours), _Side(alignment.theirs)
    partner = _Partners(alignment)
    carrying = np.flatnonzero(mine.carrying[ours] | others.carrying[theirs])
    for at in carrying.tolist():
        row, other = int(ours[at]), int(theirs[at])
        one, two = alignment.ours.spans[row], alignment.theirs.spans[other]
        names = {name for name, _ in {*one.attributes} ^ {*two.attributes}}
        if any(isinstance(value, tuple) for _, value in one.attributes + two.attributes):
            said, told = partner.of(mine.values(row)), others.values(other)
            names = {name for name in said | told if said.get(name) != told.get(name)}
        left = (name for name in names if (one.label, name) not in apart)
        found = tuple(sorted(name for name in left if not _alike(one, two, name)))
        if found:
            yield at, found


def _alike(one: Span, two: Span, name: str) -> bool:
    """Whether two spans have values of one meaning that are written in two ways."""
    match one.value(name), two.value(name):
        case str() as ours, str() as theirs:
            return folded(ours) == folded(theirs)
        case Range() as ours, Range() as theirs:
            return numbers(ours, one.value(MOD)) == numbers(theirs, two.value(MOD))
        case _:
            return False


class _Side:
    """One annotator's spans, looked at for what they carry."""

    def __init__(self, table: Table) -> None:
        if len(table.spans) != len(table):
            raise ValueError("values can only be compared where the spans are known")
        self._table = table

    @cached_property
    def carrying(self) -> NDArray[np.bool_]:
        """Which rows carry a value, shape (n,)."""
        spans = self._table.spans
        return np.fromiter((bool(span.attributes) for span in spans), dtype=bool, count=len(spans))

    def values(self, row: int) -> dict[str, _Read]:
        """The values by name; named spans as their rows, None for those that are not there."""
        article = int(self._table.article[row])
        return {
            name: frozenset(self._rows.get((article, id)) for id in value)
            if isinstance(value, tuple)
            else value
            for name, value in self._table.spans[row].attributes
        }

    @cached_property
    def _rows(self) -> dict[tuple[int, str], int]:
        """The row of each span by its article and id."""
        article = self._table.article.tolist()
        return {(article[row], span.id): row for row, span in enumerate(self._table.spans)}


class _Partners:
    """Which row of theirs answers to which of ours."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment

    def of(self, values: dict[str, _Read]) -> dict[str, _Read]:
        """Our values as the other side would say them; -1 for a span that has no partner there."""
        return {
            name: frozenset(None if row is None else self._partner.get(row, -1) for row in value)
            if isinstance(value, frozenset)
            else value
            for name, value in values.items()
        }

    @cached_property
    def _partner(self) -> dict[int, int]:
        pairs = (self._alignment.ours_at.tolist(), self._alignment.theirs_at.tolist())
        return dict(zip(*pairs, strict=True))
