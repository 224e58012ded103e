"""All that is counted in some articles of a corpus: shares add up to what the whole would give.

Nothing but whole numbers is added, so that the sum is the same whatever the parts were and in
whatever order they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import NO_SPAN
from annotator.measure.counts import classes
from annotator.measure.counts import confusion as confusion_table
from annotator.measure.evaluation.cautions import suggested_of
from annotator.measure.evaluation.chances import (
    Cells,
    Scored,
    both_scored,
    cells_of,
    scored_of,
    together,
)
from annotator.measure.evaluation.drawing import Drawing, Key, Sharing
from annotator.measure.evaluation.held import Held, held
from annotator.measure.evaluation.listed import Names, Worst, Wrong, names_of
from annotator.measure.evaluation.lots import Lot
from annotator.measure.evaluation.macro import figures_of_articles
from annotator.measure.evaluation.parts import (
    MOST_VALUES,
    UNKNOWN,
    fact_key,
    facts_of,
    places_of_parts,
)
from annotator.measure.evaluation.pools import Pool
from annotator.measure.evaluation.values import Read, read_together, values_of
from annotator.measure.evaluation.wrong import worst_of, wrong_of
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

OVERALL, ARTICLES, MEANS = ("overall",), ("articles",), ("means",)
LABEL = "label"


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """What was counted in some articles.

    `pools` are by what they are of, `parts` how many articles each part has, `too_many` the facts
    of which there are too many values to tell parts of. `errors`, shape (6,), counts by `Kind`,
    `confusion` pairs of labels. `read` and `scored` are None where there are too many units to
    keep values and predictions one by one. `suggested` counts the strictly right gold spans that
    were suggested to an annotator, by their origin. `with_texts` tells whether the texts of all
    articles were known.
    """

    pools: Mapping[Key, Pool]
    parts: Mapping[Key, int]
    too_many: frozenset[str]
    errors: Ints
    confusion: Counter[tuple[str, str]]
    articles: Names
    not_predicted: Names
    not_in_gold: Names
    worst: Worst
    wrong: Wrong
    mistakes: int
    values: int
    cells: Mapping[str, Cells]
    scored: Scored | None
    read: Read | None
    suggested: Counter[str]
    with_texts: bool

    def __add__(self, other: Share) -> Share:
        """Both together, which have no article in common."""
        pools, parts, too_many = _parts_together(self, other)
        few = pools[ARTICLES].names is not None
        return Share(
            pools,
            parts,
            too_many,
            self.errors + other.errors,
            self.confusion + other.confusion,
            self.articles + other.articles,
            self.not_predicted + other.not_predicted,
            self.not_in_gold + other.not_in_gold,
            self.worst + other.worst,
            self.wrong + other.wrong,
            self.mistakes + other.mistakes,
            self.values + other.values,
            {
                name: together(one.cells[name] for one in (self, other) if name in one.cells)
                for name in self.cells.keys() | other.cells.keys()
            },
            both_scored(self.scored, other.scored) if few else None,
            read_together(self.read, other.read) if few else None,
            self.suggested + other.suggested,
            self.with_texts and other.with_texts,
        )


def share(lot: Lot, schema: Schema, plan: Sharing) -> Share:
    """What is counted in the articles of a lot.

    Args:
        lot: some articles of the gold, whole.
        schema: the labels, and what they may carry.
        plan: how parts are counted so that they add up.

    Raises:
        ValueError: the columns of the lot are at fault, see `annotator.measure.table.columns`.
    """
    it = held(lot, schema)
    wrong, mistakes, valued = wrong_of(it)
    pools, parts, too_many, read = _pools(it, schema, plan)
    few = pools[ARTICLES].names is not None
    return Share(
        pools,
        parts,
        too_many,
        classes(it.alignment).sum(axis=0),
        _confused(it),
        names_of(lot.gold.articles),
        names_of(np.array(lot.gold.articles, dtype=object)[~it.is_predicted].tolist()),
        names_of(it.not_in_gold),
        worst_of(it, mistakes),
        wrong,
        int(mistakes.sum()),
        int(valued.sum()),
        cells_of(it),
        scored_of(it) if few else None,
        read if few else None,
        suggested_of(it.alignment),
        lot.texts is not None,
    )


def _pools(
    it: Held, schema: Schema, plan: Sharing
) -> tuple[dict[Key, Pool], dict[Key, int], frozenset[str], Read]:
    """Everything that is resampled, the number of articles in each part, and the values."""
    total, by_label = it.counts.total, it.counts.by_label
    counted: dict[Key, Floats] = {
        OVERALL: total.astype(np.float64),
        ARTICLES: np.ones((len(total), 1)),
        MEANS: figures_of_articles(total),
    }
    for at, name in enumerate(it.alignment.ours.labels):
        counted[LABEL, name] = by_label[:, at].astype(np.float64)
    values, read = values_of(it, schema)
    places = places_of_parts(it.lot)
    too_many = frozenset(key[0] for key in places if len(key) == 1)
    some = {key: own for key, own in places.items() if len(key) > 1}
    # The part that has all articles is counted but once.
    whole = {key for key, own in some.items() if len(own) == len(total)}
    rows = {key: (own, counted[OVERALL][own]) for key, own in some.items() if key not in whole}
    pools = Drawing(it.lot.units, plan).pools({**counted, **values}, rows)
    pools |= dict.fromkeys(whole, pools[OVERALL])
    return pools, {key: len(own) for key, own in some.items()}, too_many, read


def _confused(it: Held) -> Counter[tuple[str, str]]:
    """How often each label of the gold stands against each of the prediction, no span last."""
    names = (*it.alignment.ours.labels, NO_SPAN)
    table = confusion_table(it.alignment)
    rows, others = np.nonzero(table)
    return Counter(
        {
            (names[one], names[other]): int(table[one, other])
            for one, other in zip(rows.tolist(), others.tolist(), strict=True)
        }
    )


def _parts_together(
    one: Share, other: Share
) -> tuple[dict[Key, Pool], dict[Key, int], frozenset[str]]:
    """The pools of both, and their parts; articles of which a fact is not known are a part too."""
    facts = {*facts_of(one.parts), *facts_of(other.parts)}
    pools, parts = _summed(_with_facts(one, facts), _with_facts(other, facts))
    values = Counter(key[0] for key in parts)
    too_many = one.too_many | other.too_many
    too_many |= {name for name, many in values.items() if many > MOST_VALUES}
    gone = {key for key in parts if key[0] in too_many}
    return (
        {key: own for key, own in pools.items() if key not in gone},
        {key: many for key, many in parts.items() if key not in gone},
        too_many,
    )


def _with_facts(it: Share, facts: set[str]) -> tuple[dict[Key, Pool], dict[Key, int]]:
    """The pools and parts of a share, with facts that none of its articles has."""
    pools, parts = dict(it.pools), dict(it.parts)
    articles = int(it.pools[ARTICLES].total[0])
    for fact in facts - {*facts_of(it.parts)}:
        key = (fact_key(fact), UNKNOWN)
        pools[key], parts[key] = it.pools[OVERALL], articles
    return pools, parts


def _summed(
    one: tuple[dict[Key, Pool], dict[Key, int]], other: tuple[dict[Key, Pool], dict[Key, int]]
) -> tuple[dict[Key, Pool], dict[Key, int]]:
    pools, more = one[0], other[0]
    summed = {
        key: pools[key] + more[key] if key in pools and key in more else pools.get(key) or more[key]
        for key in {**pools, **more}
    }
    counted = {key: one[1].get(key, 0) + other[1].get(key, 0) for key in {**one[1], **other[1]}}
    return summed, counted
