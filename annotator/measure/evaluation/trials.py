"""What is counted of one extractor so that it can be held against others over the same gold.

Trials of parts add up as shares do. What two extractors differ in is the difference of what was
counted of each, also in resamples and after swaps, as weights and coins follow from names alone;
so each is judged by itself, and they meet only when all is counted. What cannot be had so is kept
article by article: three counts, and a byte for each gold span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.labels.schema import Schema
from annotator.measure.basis import GOLD, PREDICTED, STRICT
from annotator.measure.evaluation.cautions import suggested_of
from annotator.measure.evaluation.drawing import Drawing, Key, Sharing
from annotator.measure.evaluation.held import Held, held
from annotator.measure.evaluation.listed import Names, names_of
from annotator.measure.evaluation.lots import Lot
from annotator.measure.evaluation.pools import Pool
from annotator.measure.evaluation.shares import ARTICLES, LABEL, OVERALL
from annotator.measure.match import Kind
from annotator.measure.rates import Floats
from annotator.measure.table import Ints

_Sum = TypeVar("_Sum", Pool, Floats)

# So many hashed swaps are summed; they are needed where units are too many to keep.
TOSSES = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Articles as one extractor stands in them.

    `counts`, shape (articles, 3), are gold spans, predicted spans, and strictly right ones.
    `label` and `right` have an entry for each gold span, by article and place: its place among
    `labels`, and whether it is strictly right, 1 or 0.
    """

    articles: tuple[str, ...]
    counts: NDArray[np.int32]
    labels: tuple[str, ...]
    label: NDArray[np.uint16]
    right: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What was counted of one extractor.

    `pools` are of all labels, of each label, and of articles; `tossed`, by key of shape
    (9, tosses), are the sums over units that a hashed coin lets swap. `suggested` counts the
    strictly right gold spans that were suggested to an annotator, by origin, `right` all.
    """

    pools: Mapping[Key, Pool]
    tossed: Mapping[Key, Floats]
    seats: tuple[Seats, ...]
    articles: Names
    not_predicted: Names
    not_in_gold: Names
    suggested: Counter[str]
    right: int
    with_texts: bool

    def pool(self, key: Key) -> Pool:
        """What was counted by a key; nothing of a label that this extractor never met."""
        if key in self.pools:
            return self.pools[key]
        like = self.pools[OVERALL]
        none = np.zeros_like(like.total)
        return Pool(none, np.zeros_like(like.drawn), 0, (), np.zeros((0, len(none))))

    def toss(self, key: Key) -> Floats:
        """The tossed sums by a key."""
        found = self.tossed.get(key)
        return np.zeros_like(self.tossed[OVERALL]) if found is None else found

    def __add__(self, other: Trial) -> Trial:
        """Both together, which have no article in common."""
        return Trial(
            _summed(self.pools, other.pools),
            _summed(self.tossed, other.tossed),
            (*self.seats, *other.seats),
            self.articles + other.articles,
            self.not_predicted + other.not_predicted,
            self.not_in_gold + other.not_in_gold,
            self.suggested + other.suggested,
            self.right + other.right,
            self.with_texts and other.with_texts,
        )


def trial(lot: Lot, schema: Schema, plan: Sharing) -> Trial:
    """What is counted of an extractor in the articles of a lot.

    Args:
        lot: some articles of the gold, whole.
        schema: the labels, and what they may carry.
        plan: how parts are counted so that they add up.

    Raises:
        ValueError: the columns of the lot are at fault, see `annotator.measure.table.columns`.
    """
    it = held(lot, schema)
    counted: dict[Key, Floats] = {OVERALL: it.counts.total.astype(np.float64)}
    for at, name in enumerate(it.alignment.ours.labels):
        counted[LABEL, name] = it.counts.by_label[:, at].astype(np.float64)
    drawing = Drawing(lot.units, plan)
    unpredicted = np.array(lot.gold.articles, dtype=object)[~it.is_predicted]
    return Trial(
        drawing.pools({**counted, ARTICLES: np.ones((len(lot.units), 1))}, {}),
        drawing.tossed(counted, TOSSES),
        (_seats(it),),
        names_of(lot.gold.articles),
        names_of(unpredicted.tolist()),
        names_of(it.not_in_gold),
        suggested_of(it.alignment),
        int(it.counts.total[:, STRICT].sum()),
        lot.texts is not None,
    )


def _seats(it: Held) -> Seats:
    gold = it.alignment.ours
    right = np.zeros(len(gold), dtype=np.uint8)
    right[it.alignment.of(Kind.CORRECT)[0]] = 1
    counts = it.counts.total[:, [GOLD, PREDICTED, STRICT]].astype(np.int32)
    return Seats(gold.articles, counts, gold.labels, gold.label.astype(np.uint16), right)


def seated(seats: Sequence[Seats], labels: Sequence[str]) -> Seats:
    """All seats as one, articles by ID; `labels` are those that labels are places among."""
    place = {name: at for at, name in enumerate(labels)}
    names = [name for one in seats for name in one.articles]
    counts = np.concatenate([one.counts for one in seats])
    label = np.concatenate(
        [
            np.array([place[name] for name in one.labels], dtype=np.uint16)[one.label]
            for one in seats
        ]
    )
    right = np.concatenate([one.right for one in seats])
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
    rows = _rows(counts[:, 0].astype(np.int64), order)
    ordered = tuple(names[at] for at in order.tolist())
    return Seats(ordered, counts[order], tuple(labels), label[rows], right[rows])


def _rows(many: Ints, order: Ints) -> Ints:
    """The rows of articles that have so many each, articles taken in another order."""
    first = np.cumsum(many) - many
    ahead = np.cumsum(many[order]) - many[order]
    return np.repeat(first[order] - ahead, many[order]) + np.arange(int(many.sum()))


def _summed(one: Mapping[Key, _Sum], other: Mapping[Key, _Sum]) -> dict[Key, _Sum]:
    """Sums by key; what only one of both has is as it is."""
    both = {key: one[key] + other[key] for key in one.keys() & other.keys()}
    return {**one, **other, **both}
