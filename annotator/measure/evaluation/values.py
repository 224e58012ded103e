"""How well the values of attributes were found, as TempEval-3 has it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from annotator.labels.schema import Attribute, Schema
from annotator.measure.agreement.attributes import ARBITRARY, figures_of
from annotator.measure.agreement.compared import Couple, Resampling
from annotator.measure.agreement.readings import Readings, matched, readings
from annotator.measure.agreement.resampled import Units, Wanted
from annotator.measure.evaluation.figures import ScoresOfAttribute
from annotator.measure.intervals import Estimate
from annotator.measure.match import Kind
from annotator.measure.rates import Floats, divided
from annotator.measure.table import Ints, Table

_NO_SPAN = "no span has this value on either side"
_GOLD, _PREDICTED, _MATCHED, _RIGHT = range(4)
# What agreement tells and an evaluation does not: there chance is no matter.
_OF_CHANCE = frozenset({"ac1"})


def attribute_scores(
    couple: Couple, schema: Schema, how: Resampling
) -> Mapping[str, ScoresOfAttribute]:
    """How well every attribute of the schema was found, by "LABEL.name" and in its order.

    Counted are spans of the label: all of them where the attribute is required, else those that
    carry a value and the partners of those. Pairs are those that the alignment makes of one
    label; of pairs neither of which has a value nothing is said. What equal values are, and the
    measures beside, see
    `annotator.measure.agreement.attributes`. Ids of entities are arbitrary, so that nothing is
    right or wrong about them by themselves: see b3 and ceaf.

    Source:
        UzZaman et al. (2013), "SemEval-2013 Task 1: TempEval-3": value F1 is the accuracy of
        the value times the relaxed F1.
    """
    units = Units(how)
    read = readings([couple], schema)
    beside = figures_of(read, matched([couple], units), units)
    lonely = _Lonely(couple, units)
    told: dict[str, ScoresOfAttribute] = {}
    for (label, attribute), own in read.items():
        name = f"{label}.{attribute.name}"
        rows = _rows(own, units, lonely.of(label, attribute))
        gold, predicted, pairs, right = rows.sum(axis=0).astype(int).tolist()
        relaxed, value = units.estimates(rows, _RELAXED_F1, _VALUE_F1)
        arbitrary = attribute.type == "entity"
        told[name] = ScoresOfAttribute(
            type=attribute.type,
            gold=gold,
            predicted=predicted,
            matched=pairs,
            right=None if arbitrary else right,
            accuracy=beside[name].agreement,
            relaxed_f1=relaxed,
            value_f1=Estimate(None, None, None, value.n, ARBITRARY) if arbitrary else value,
            more={key: one for key, one in beside[name].more.items() if key not in _OF_CHANCE},
        )
    return told


def _f1_of(hits: int) -> Wanted:
    """Twice the hits over both sides' spans."""

    def rate(sums: Floats) -> Floats:
        return divided(2 * sums[..., hits], sums[..., _GOLD] + sums[..., _PREDICTED])

    return Wanted(rate, _NO_SPAN)


_RELAXED_F1, _VALUE_F1 = _f1_of(_MATCHED), _f1_of(_RIGHT)


def _rows(given: Readings, units: Units, alone: tuple[Ints, Ints]) -> Floats:
    """Spans of the gold, spans predicted, pairs, and pairs of equal value, shape (units, 4)."""
    where = units.of(given.articles)
    right = [one == other for one, other in zip(given.ours, given.theirs, strict=True)]
    pairs = np.bincount(where, minlength=len(units))
    equal = np.bincount(where, weights=np.array(right, dtype=np.float64), minlength=len(units))
    columns = (pairs + alone[0], pairs + alone[1], pairs, equal)
    return np.stack(columns, axis=1).astype(np.float64)


class _Lonely:
    """The spans of either side that no span of their own label answers to."""

    def __init__(self, couple: Couple, units: Units) -> None:
        alignment = couple.alignment
        self._size = len(units)
        self._where = units.of(alignment.ours.articles)
        paired = alignment.of(Kind.CORRECT, Kind.BOUNDARY)
        self._sides = tuple(
            (table, _without(table, rows))
            for table, rows in zip((alignment.ours, alignment.theirs), paired, strict=True)
        )

    def of(self, label: str, attribute: Attribute) -> tuple[Ints, Ints]:
        """How many that count for an attribute each unit has, gold and predicted."""
        gold, predicted = (
            self._counted(table, rows, label, attribute) for table, rows in self._sides
        )
        return gold, predicted

    def _counted(self, table: Table, rows: Ints, label: str, attribute: Attribute) -> Ints:
        own = rows[table.label[rows] == table.labels.index(label)]
        if not attribute.required:
            carrying = [table.spans[row].value(attribute.name) is not None for row in own.tolist()]
            own = own[np.array(carrying, dtype=bool)]
        return np.bincount(self._where[table.article[own]], minlength=self._size)


def _without(table: Table, rows: Ints) -> Ints:
    """The rows of a table that are not among some, ascending."""
    alone = np.ones(len(table), dtype=bool)
    alone[rows] = False
    return np.flatnonzero(alone)
