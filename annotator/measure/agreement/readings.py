"""What two annotators say of each attribute, side by side, on aligned spans of one label."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.labels.schema import Attribute, Schema
from annotator.labels.span import Range, Span, Value
from annotator.measure.agreement.compared import Couple
from annotator.measure.agreement.resampled import Units
from annotator.measure.match import Kind
from annotator.measure.meanings import MOD, folded, numbers
from annotator.measure.rates import Floats
from annotator.measure.table import Table

_AS_THEY_ARE = frozenset({"choice", "date", "integer", "entity", "quote"})


@dataclass(frozen=True, slots=True)
class Readings:
    """The values of one attribute, a row for each pair of spans of which one or both have it.

    `couples` and `articles` tell where each pair is: which of the couples, and which article.
    `ours` and `theirs` are what the values mean, None where there is none, equal where the
    values agree.
    """

    couples: list[int]
    articles: list[str]
    ours: list[Hashable | None]
    theirs: list[Hashable | None]

    def __len__(self) -> int:
        return len(self.articles)


def readings(couples: Sequence[Couple], schema: Schema) -> Mapping[tuple[str, Attribute], Readings]:
    """The readings of every attribute of the schema, by label and attribute, in its order.

    Compared are spans that the alignment pairs and that have one label (its strict and boundary
    pairs). A value that the schema does not know is left out.
    """
    known = {(label.name, one.name): one for label in schema.labels for one in label.attributes}
    found = {key: Readings([], [], [], []) for key in known}
    for at, couple in enumerate(couples):
        targets = _Targets(couple, at)
        for article, one, other in _valued(couple):
            mine, others = dict(one.attributes), dict(other.attributes)
            for name in mine.keys() | others.keys():
                own = found.get((one.label, name))
                if own is None:
                    continue
                attribute = known[one.label, name]
                ours = _meant(attribute, mine, targets.of_ours, article)
                theirs = _meant(attribute, others, targets.of_theirs, article)
                if ours is not None or theirs is not None:
                    own.couples.append(at)
                    own.articles.append(couple.alignment.ours.articles[article])
                    own.ours.append(ours)
                    own.theirs.append(theirs)
    return {(label, known[label, name]): own for (label, name), own in found.items()}


def matched(couples: Sequence[Couple], units: Units) -> Mapping[str, Floats]:
    """How many pairs of one label each unit has, shape (units,), by label; see `readings`."""
    found: dict[str, Floats] = {}
    for couple in couples:
        ours = couple.alignment.ours
        rows, _ = couple.alignment.of(Kind.CORRECT, Kind.BOUNDARY)
        where = units.of(ours.articles)[ours.article[rows]]
        for at, name in enumerate(ours.labels):
            many = np.bincount(where[ours.label[rows] == at], minlength=len(units))
            found[name] = found.get(name, np.zeros(len(units))) + many
    return found


def _valued(couple: Couple) -> Iterator[tuple[int, Span, Span]]:
    """Pairs of one label of which one span or both carry values, with the place of the article."""
    alignment = couple.alignment
    ours_at, theirs_at = alignment.of(Kind.CORRECT, Kind.BOUNDARY)
    some = _carry(alignment.ours)[ours_at] | _carry(alignment.theirs)[theirs_at]
    for row, other in zip(ours_at[some].tolist(), theirs_at[some].tolist(), strict=True):
        article = int(alignment.ours.article[row])
        yield article, alignment.ours.spans[row], alignment.theirs.spans[other]


def _carry(table: Table) -> NDArray[np.bool_]:
    """Which spans of a table carry a value."""
    return np.fromiter((bool(span.attributes) for span in table.spans), bool, len(table))


class _Targets:
    """Spans that values name, as what both sides call by one number.

    Theirs by their row; ours by the row of their partner, by a number that no row has where
    there is none. What is in no table (it lies in a zone) is None on either side.
    """

    def __init__(self, couple: Couple, at: int) -> None:
        self._alignment, self._couple = couple.alignment, at

    def of_ours(self, article: int, ids: Sequence[str]) -> Hashable:
        rows = (self._ours.get((article, one)) for one in ids)
        named = frozenset(None if row is None else self._partners.get(row, ~row) for row in rows)
        return self._couple, named

    def of_theirs(self, article: int, ids: Sequence[str]) -> Hashable:
        return self._couple, frozenset(self._theirs.get((article, one)) for one in ids)

    @cached_property
    def _partners(self) -> Mapping[int, int]:
        pairs = (self._alignment.ours_at.tolist(), self._alignment.theirs_at.tolist())
        return dict(zip(*pairs, strict=True))

    @cached_property
    def _ours(self) -> Mapping[tuple[int, str], int]:
        return _rows_by_id(self._alignment.ours)

    @cached_property
    def _theirs(self) -> Mapping[tuple[int, str], int]:
        return _rows_by_id(self._alignment.theirs)


def _rows_by_id(table: Table) -> Mapping[tuple[int, str], int]:
    ids = (span.id for span in table.spans)
    return {key: row for row, key in enumerate(zip(table.article.tolist(), ids, strict=True))}


def _meant(
    attribute: Attribute,
    values: Mapping[str, Value],
    named: Callable[[int, Sequence[str]], Hashable],
    article: int,
) -> Hashable | None:
    """What a span's value of an attribute means; None where it has none."""
    value = values.get(attribute.name)
    if attribute.type in _AS_THEY_ARE:
        return value
    match value:
        case Range():
            return numbers(value, values.get(MOD))
        case str() if attribute.type == "text":
            return folded(value) or None
        case tuple():
            return named(article, value) if value else None
        case _:
            return value
