"""How well the values of attributes were found, as TempEval-3 has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.labels.schema import Attribute, Schema
from annotator.measure.agreement.attributes import ARBITRARY, NEAR, figures_of
from annotator.measure.agreement.chance import NO_PAIR
from annotator.measure.agreement.compared import Resampling
from annotator.measure.agreement.formulas import Formula
from annotator.measure.agreement.readings import Readings, readings
from annotator.measure.agreement.resampled import Units, steady
from annotator.measure.basis import PAIRS
from annotator.measure.evaluation.drawing import Key
from annotator.measure.evaluation.figures import ScoresOfAttribute
from annotator.measure.evaluation.held import Held
from annotator.measure.evaluation.pools import KEPT, Drawn, Pool
from annotator.measure.intervals import Estimate
from annotator.measure.match import Kind
from annotator.measure.rates import Floats, divided
from annotator.measure.table import Ints, Table

_NO_SPAN = "no span has this value on either side"
_MANY = f"not told above {KEPT} articles or clusters"
_GOLD, _PREDICTED, _MATCHED, _RIGHT, _HELD, _GIVEN, _NEAR = range(7)
# What agreement tells and an evaluation does not: there chance is no matter.
_OF_CHANCE = frozenset({"ac1"})
# What is told of some types, but not of very many units.
_OF_FEW: Mapping[str, tuple[str, ...]] = {
    "range": ("ratio_alpha",),
    "integer": ("ratio_alpha",),
    "entity": ("b3", "ceaf"),
}
# How near values are is added as whole numbers of such parts, so that no order matters.
_PARTS = float(1 << 36)

# Label and name of an attribute.
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """The values of every attribute, pair by pair, and the unit of each article they are in."""

    values: Mapping[Named, Readings]
    units: Mapping[str, str]


def attributes_of(schema: Schema) -> Mapping[Named, Attribute]:
    """Every attribute of the schema, in its order."""
    return {(label.name, one.name): one for label in schema.labels for one in label.attributes}


def values_of(held: Held, schema: Schema) -> tuple[dict[Key, Floats], Read]:
    """What was counted of every attribute in each article of a lot, and the values themselves.

    Counted are gold spans, predicted spans, pairs, pairs of equal value, gold spans that carry
    one and predicted spans that do, then sum and number of how near values are, by each measure
    that their type has, as whole numbers. See `attribute_scores` for which spans and pairs these
    are.
    """
    if not held.alignment.ours.spans and not held.alignment.theirs.spans:
        return {}, Read({}, {})
    found = readings([held.couple], schema)
    lonely = _Lonely(held)
    articles = held.lot.gold.articles
    place = {name: at for at, name in enumerate(articles)}
    counted: dict[Key, Floats] = {}
    units: dict[str, str] = {}
    for (label, attribute), own in found.items():
        where = np.array([place[name] for name in own.articles], dtype=np.int64)
        units |= {name: held.lot.units[place[name]] for name in own.articles}
        columns = list(_columns(attribute, own, where, len(articles)))
        alone = lonely.of(label, attribute)
        sums = [columns[0] + alone.gold, columns[0] + alone.predicted, *columns]
        sums[_HELD] = sums[_HELD] + alone.held
        sums[_GIVEN] = sums[_GIVEN] + alone.given
        counted[value_key(label, attribute.name)] = np.stack(sums, axis=1).astype(np.float64)
    values = {(label, one.name): own for (label, one), own in found.items()}
    return counted, Read(values, units)


def read_together(one: Read | None, other: Read | None) -> Read | None:
    """The values of both, in no order that means anything; None where one's are not known."""
    if one is None or other is None:
        return None
    values = {
        named: _joined([read.values[named] for read in (one, other) if named in read.values])
        for named in one.values.keys() | other.values.keys()
    }
    return Read(values, {**one.units, **other.units})


def value_key(label: str, attribute: str) -> Key:
    """The key of the pool of one attribute."""
    return ("value", label, attribute)


def attribute_scores(
    pools: Mapping[Key, Pool],
    read: Read | None,
    by_label: Mapping[str, Pool],
    schema: Schema,
    drawn: Drawn,
) -> Mapping[str, ScoresOfAttribute]:
    """How well every attribute of the schema was found, by "LABEL.name" and in its order.

    Counted are spans of the label: all of them where the attribute is required, else those that
    carry a value and the partners of those. Pairs are those that the alignment makes of one
    label; of pairs neither of which has a value nothing is said. Where no span of either side
    has one, nothing is counted, required or not. What equal values are, and the measures beside,
    see `annotator.measure.agreement.attributes`. Ids of entities are arbitrary, so that nothing
    is right or wrong about them by themselves: see b3 and ceaf.

    Args:
        pools: what was counted of each attribute, see `values_of`.
        read: the values pair by pair; None of very many units, of which some is not told then.
        by_label: what was counted of each label.
        schema: the labels and what they may carry.
        drawn: how intervals are drawn.

    Source:
        UzZaman et al. (2013), "SemEval-2013 Task 1: TempEval-3": value F1 is the accuracy of
        the value times the relaxed F1.
    """
    known = attributes_of(schema)
    beside = None if read is None else _beside(known, read, by_label, drawn)
    told: dict[str, ScoresOfAttribute] = {}
    for named, attribute in known.items():
        pool = pools.get(value_key(*named))
        name = ".".join(named)
        if pool is not None:
            more = _near(attribute, pool, drawn) if beside is None else beside[name]
            told[name] = _scores(attribute, pool, more, drawn)
    return told


def _scores(
    attribute: Attribute, pool: Pool, more: Mapping[str, Estimate], drawn: Drawn
) -> ScoresOfAttribute:
    gold, predicted, pairs, right, held, given = pool.total[:_NEAR].astype(int).tolist()
    found = drawn.estimates(pool, _FORMULAS)
    if not held and not given:
        gold = predicted = 0
        found = {name: Estimate(None, None, None, one.n, _NO_SPAN) for name, one in found.items()}
    arbitrary = attribute.type == "entity"
    value = found["value_f1"]
    return ScoresOfAttribute(
        type=attribute.type,
        gold=gold,
        predicted=predicted,
        matched=pairs,
        right=None if arbitrary else right,
        held=held,
        given=given,
        accuracy=more["accuracy"],
        relaxed_f1=found["relaxed_f1"],
        value_f1=Estimate(None, None, None, value.n, ARBITRARY) if arbitrary else value,
        more={key: one for key, one in more.items() if key != "accuracy"},
    )


def _beside(
    known: Mapping[Named, Attribute], read: Read, by_label: Mapping[str, Pool], drawn: Drawn
) -> Mapping[str, Mapping[str, Estimate]]:
    """The share of right values, and what types have beside it, by attribute."""
    # A name that no article can have, for units of which nothing was read.
    every = {f"\0{unit}": unit for unit in drawn.units or ()}
    units = Units(Resampling({**every, **read.units}, drawn.seed, drawn.replicates))
    place = {name: at for at, name in enumerate(drawn.units or ())}
    many = {}
    for label, pool in by_label.items():
        many[label] = np.zeros(len(units))
        if pool.rows is not None:
            many[label][[place[name] for name in pool.names or ()]] = pool.rows[:, PAIRS]
    given = {
        (named[0], known[named]): _ordered(own)
        for named, own in read.values.items()
        if named in known
    }
    found = figures_of(given, many, units)
    return {
        name: {
            "accuracy": own.agreement,
            **{key: one for key, one in own.more.items() if key not in _OF_CHANCE},
        }
        for name, own in found.items()
    }


def _near(attribute: Attribute, pool: Pool, drawn: Drawn) -> Mapping[str, Estimate]:
    """The same of very many units, as far as it is a sum."""
    formulas = {
        "accuracy": Formula(
            lambda sums: divided(sums[..., _RIGHT], sums[..., _MATCHED]), lambda _: NO_PAIR
        )
    }
    for at, (name, _, why) in enumerate(NEAR.get(attribute.type, ())):
        formulas[name] = _mean(_NEAR + 2 * at, why)
    found = drawn.estimates(pool, formulas)
    if attribute.type == "entity":
        found["accuracy"] = Estimate(None, None, None, pool.many, ARBITRARY)
    none = Estimate(None, None, None, pool.many, _MANY)
    return {**found, **dict.fromkeys(_OF_FEW.get(attribute.type, ()), none)}


def _mean(at: int, why: str) -> Formula:
    return Formula(
        steady(lambda sums: divided(sums[..., at] / _PARTS, sums[..., at + 1])), lambda _: why
    )


def _f1_of(hits: int) -> Formula:
    """Twice the hits over both sides' spans."""

    def rate(sums: Floats) -> Floats:
        return divided(2 * sums[..., hits], sums[..., _GOLD] + sums[..., _PREDICTED])

    return Formula(rate, lambda _: _NO_SPAN)


_FORMULAS = {"relaxed_f1": _f1_of(_MATCHED), "value_f1": _f1_of(_RIGHT)}


def _columns(
    attribute: Attribute, given: Readings, where: Ints, size: int
) -> Iterator[Ints | Floats]:
    """Pairs, those of equal value, values of either side, sum and number of how near they are."""
    pairs = list(zip(given.ours, given.theirs, strict=True))
    right = np.fromiter((one == other for one, other in pairs), dtype=np.float64, count=len(pairs))
    yield np.bincount(where, minlength=size)
    yield np.bincount(where, right, size)
    yield np.bincount(where, [ours is not None for ours, _ in pairs], size)
    yield np.bincount(where, [theirs is not None for _, theirs in pairs], size)
    for _, near, _ in NEAR.get(attribute.type, ()):
        worth = np.array([np.nan if (one := near(*pair)) is None else one for pair in pairs])
        judged = ~np.isnan(worth.astype(np.float64))
        yield np.bincount(where[judged], np.rint(worth[judged] * _PARTS), size)
        yield np.bincount(where[judged], minlength=size)


def _joined(each: Sequence[Readings]) -> Readings:
    return Readings(
        [at for one in each for at in one.couples],
        [name for one in each for name in one.articles],
        [value for one in each for value in one.ours],
        [value for one in each for value in one.theirs],
    )


def _ordered(given: Readings) -> Readings:
    """Readings in an order that only follows from what they are, as sums of fractions need."""
    rows = zip(given.couples, given.articles, given.ours, given.theirs, strict=True)
    ordered = sorted(rows, key=lambda row: (row[1], _words(row[2]), _words(row[3])))
    columns: Iterable[list[object]] = [[row[at] for row in ordered] for at in range(4)]
    return Readings(*columns)  # type: ignore[arg-type]  # columns of one row type each


def _words(value: object) -> str:
    # What a set of spans holds is in no order, and only ever equal or not.
    return "" if isinstance(value, tuple) else repr(value)


@dataclass(frozen=True, slots=True, eq=False)
class _Alone:
    """Lonely spans of one label by article: of the gold and predicted, and those with a value."""

    gold: Ints
    predicted: Ints
    held: Ints
    given: Ints


class _Lonely:
    """The spans of either side that no span of their own label answers to."""

    def __init__(self, held: Held) -> None:
        alignment = held.alignment
        self._size = len(held.lot.gold.articles)
        paired = alignment.of(Kind.CORRECT, Kind.BOUNDARY)
        self._sides = tuple(
            (table, _without(table, rows))
            for table, rows in zip((alignment.ours, alignment.theirs), paired, strict=True)
        )

    def of(self, label: str, attribute: Attribute) -> _Alone:
        """How many that count for an attribute each article has."""
        gold, predicted = (self._rows(*side, label) for side in self._sides)
        ours, theirs = (table for table, _ in self._sides)
        held = self._carrying(ours, gold, attribute)
        given = self._carrying(theirs, predicted, attribute)
        if not attribute.required:
            gold, predicted = held, given
        return _Alone(
            self._counted(ours, gold),
            self._counted(theirs, predicted),
            self._counted(ours, held),
            self._counted(theirs, given),
        )

    @staticmethod
    def _rows(table: Table, rows: Ints, label: str) -> Ints:
        own: Ints = rows[table.label[rows] == table.labels.index(label)]
        return own

    @staticmethod
    def _carrying(table: Table, rows: Ints, attribute: Attribute) -> Ints:
        carry = [table.spans[row].value(attribute.name) is not None for row in rows.tolist()]
        own: Ints = rows[np.array(carry, dtype=bool)]
        return own

    def _counted(self, table: Table, rows: Ints) -> Ints:
        return np.bincount(table.article[rows], minlength=self._size)


def _without(table: Table, rows: Ints) -> Ints:
    """The rows of a table that are not among some, ascending."""
    alone = np.ones(len(table), dtype=bool)
    alone[rows] = False
    return np.flatnonzero(alone)
