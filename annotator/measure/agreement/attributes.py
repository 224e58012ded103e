"""How well the values of attributes agree, on aligned spans of one label."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

import numpy as np

from annotator.labels.schema import Attribute, Schema
from annotator.labels.schema_words import AttributeType
from annotator.labels.span import Quote
from annotator.measure.agreement.chance import (
    NO_PAIR,
    ac1,
    agreement,
    mean,
    nominal,
    nominal_alpha,
    numeric,
)
from annotator.measure.agreement.compared import Couple, Resampling
from annotator.measure.agreement.entities import Ceaf, b_cubed, b_cubed_f, ceaf, overlaps
from annotator.measure.agreement.figures import OfAttribute
from annotator.measure.agreement.readings import Readings, matched, readings
from annotator.measure.agreement.resampled import Units, Wanted, steady
from annotator.measure.intervals import FEWEST, Estimate
from annotator.measure.meanings import (
    Numbers,
    characters_shared,
    numbers_shared,
    same_day,
    same_period,
)
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

# How near two values are, 0.0 to 1.0; None where the pair does not count.
Near = Callable[[Hashable | None, Hashable | None], float | None]

# Values of these types lie in one article, so that no other article ever has the same.
_LOCAL: frozenset[AttributeType] = frozenset({"quote", "span"})
ARBITRARY = "the ids of entities are arbitrary, so that they cannot be compared: see b3 and ceaf"
_NO_SUM = "no interval: CEAF is not a sum over articles"


def attribute_figures(
    couples: Sequence[Couple], schema: Schema, how: Resampling
) -> Mapping[str, OfAttribute]:
    """How well every attribute of the schema agrees, by "LABEL.name" and in the schema's order.

    Compared are the values of spans that the alignment pairs and that have one label; of more
    than two annotators all couples are added. `matched` counts the pairs of which one span or
    both have the value, and agreement is the share of these whose values are equal: what is
    optional would flatter them otherwise, being absent from most spans on both sides. A value on
    one side only is a disagreement. Alpha is Krippendorff's nominal alpha over all pairs of the
    label, "no value" being a value like any other: without the pairs that have none it would
    take a value that everybody gives for mere chance. Intervals resample articles or clusters;
    `n` counts those that have a pair.

    Equal, and what there is beside it (`more`):

    - choice: the same choice. `ac1`: Gwet's over all pairs, of all choices and, if any, no value.
    - date: the same TIMEX3 value. `same_day`: of the pairs in which one names a day, those in
      which both name the same. `same_period`: equal, or the days of one hold those of the other.
    - range: the same numbers meant, by low, high and the label's `mod`. `overlap`: the mean share
      of numbers in common. `ratio_alpha`: of the stated numbers, where both have one.
    - integer: the same number. `ratio_alpha` as above.
    - text: the same after composing (NFC) and folding white space.
    - quote: the same characters. `overlap`: the mean share of characters in common.
    - span: the same spans, after matching; a span without a partner differs from all others.
    - entity: ids mean nothing. `b3` and `ceaf` compare which mentions are taken for one, over all
      articles together; a mention without an entity is one by itself. The interval of b3 holds
      these groups fixed; CEAF has none.

    Everything undefined says why.
    """
    units = Units(how)
    return figures_of(readings(couples, schema), matched(couples, units), units)


def figures_of(
    given: Mapping[tuple[str, Attribute], Readings], many: Mapping[str, Floats], units: Units
) -> Mapping[str, OfAttribute]:
    """The figures of values that were read already; `many` counts pairs, see `matched`."""
    none = np.zeros(len(units))
    return {
        f"{label}.{attribute.name}": _figures(attribute, own, many.get(label, none), units)
        for (label, attribute), own in given.items()
    }


def _figures(attribute: Attribute, given: Readings, pairs: Floats, units: Units) -> OfAttribute:
    """The figures of one attribute; `pairs`, shape (units,), counts those of its label."""
    where = units.of(given.articles)
    if attribute.type == "entity":
        none = Estimate(None, None, None, 0, ARBITRARY if len(given) else NO_PAIR)
        more = _of_entities(given, where, units)
        return OfAttribute(attribute.type, len(given), none, none, more)
    local = attribute.type in _LOCAL
    sides = [_apart(given, side) if local else side for side in (given.ours, given.theirs)]
    rows = nominal(units, where, *sides, matched=pairs, local=local)
    (plain,) = units.estimates(rows[:, :2], agreement())
    wanted = [nominal_alpha()]
    if attribute.type == "choice":
        wanted.append(ac1(_choices(attribute, given, int(pairs.sum()))))
    beyond, *rest = (_as_far_as(plain, one) for one in units.estimates(rows, *wanted))
    more = {
        **dict(zip(("ac1",), rest, strict=False)),
        **dict(_means(attribute, given, where, units)),
        **dict(_of_numbers(attribute, given, where, units)),
    }
    return OfAttribute(attribute.type, len(given), plain, beyond, more)


def _as_far_as(plain: Estimate, figure: Estimate) -> Estimate:
    """A figure over all pairs, without an interval where too few units have a value at all."""
    if not plain.n:
        return plain
    if plain.n >= FEWEST:
        return figure
    return Estimate(figure.value, None, None, plain.n, figure.why or plain.why)


def _apart(given: Readings, side: Sequence[Hashable | None]) -> list[Hashable | None]:
    """Values that lie in an article, made different from those that lie in another."""
    return [
        None if value is None else (article, value)
        for article, value in zip(given.articles, side, strict=True)
    ]


def _choices(attribute: Attribute, given: Readings, pairs: int) -> int:
    """How many values could be chosen: the schema's, what was given beside them, and none."""
    nothing = {None} if len(given) < pairs else set()
    return len({*attribute.choices, *given.ours, *given.theirs, *nothing})


def _means(
    attribute: Attribute, given: Readings, where: Ints, units: Units
) -> Iterator[tuple[str, Estimate]]:
    """How near values are, by name, where their type has such a measure."""
    for name, near, why in NEAR.get(attribute.type, ()):
        pairs = zip(given.ours, given.theirs, strict=True)
        each = [math.nan if one is None else one for one in (near(*pair) for pair in pairs)]
        worth = np.array(each, dtype=np.float64)
        judged = ~np.isnan(worth)
        rows = np.column_stack([worth[judged], np.ones(np.count_nonzero(judged))])
        yield name, units.estimates(units.added(where[judged], rows), mean(why))[0]


def _of_numbers(
    attribute: Attribute, given: Readings, where: Ints, units: Units
) -> Iterator[tuple[str, Estimate]]:
    """The ratio alpha of pairs that have a number on both sides."""
    if attribute.type not in {"range", "integer"}:
        return
    stated = [[_stated(value) for value in side] for side in (given.ours, given.theirs)]
    both = [
        (at, one, other)
        for at, one, other in zip(where.tolist(), *stated, strict=True)
        if one is not None and other is not None
    ]
    at, one, other = ([pair[side] for pair in both] for side in range(3))
    rows, wanted = numeric(units, np.array(at, dtype=np.int64), one, other)
    yield "ratio_alpha", units.estimates(rows, wanted)[0]


def _stated(value: Hashable | None) -> float | None:
    match value:
        case Numbers(_, _, stated):
            return stated
        case int():
            return value
        case _:
            return None


def _of_entities(given: Readings, where: Ints, units: Units) -> Mapping[str, Estimate]:
    """B3 and CEAF of the mentions; the groups of two couples are never mixed."""
    couple = np.array(given.couples, dtype=np.int64)
    rows = np.zeros((len(given), 3))
    paired = Ceaf(0.0, 0)
    for one in np.unique(couple).tolist():
        own = np.flatnonzero(couple == one)
        groups = overlaps(
            *([side[at] for at in own.tolist()] for side in (given.ours, given.theirs))
        )
        rows[own] = b_cubed(groups)
        paired += ceaf(groups)
    summed = units.added(where, rows)
    b3 = units.estimates(summed, Wanted(steady(b_cubed_f), NO_PAIR))[0]
    found = paired.f
    return {"b3": b3, "ceaf": Estimate(found.value, None, None, b3.n, found.why or _NO_SUM)}


def _same_day(one: Hashable | None, other: Hashable | None) -> bool | None:
    return same_day(_said(one), _said(other))


def _same_period(one: Hashable | None, other: Hashable | None) -> bool:
    return same_period(_said(one), _said(other))


def _said(value: Hashable | None) -> str:
    """A date; empty, which has no days, where there is none."""
    return value if isinstance(value, str) else ""


def _shared(one: Hashable | None, other: Hashable | None) -> float:
    match one, other:
        case Numbers(), Numbers():
            return numbers_shared(one, other)
        case Quote(), Quote():
            return characters_shared(one, other)
        case _:
            return 0.0


NEAR: Mapping[AttributeType, tuple[tuple[str, Near, str], ...]] = {
    "date": (
        ("same_day", _same_day, "no matched pair names a day"),
        ("same_period", _same_period, NO_PAIR),
    ),
    "range": (("overlap", _shared, NO_PAIR),),
    "quote": (("overlap", _shared, NO_PAIR),),
}
