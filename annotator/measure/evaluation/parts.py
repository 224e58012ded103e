"""Scores of some of the articles: by language, by length, and by what else is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from annotator.measure.evaluation.drawing import Key
from annotator.measure.evaluation.figures import Part, Scorings
from annotator.measure.evaluation.lots import Lot
from annotator.measure.evaluation.pools import Pool
from annotator.measure.table import Ints

UNKNOWN = "unknown"
# Where one length ends and the next begins, in code points; the same in every evaluation.
LENGTHS = (1_000, 3_000, 10_000)
LANGUAGE, LENGTH = "language", "length"
# Of a fact with more values than this no parts are told.
MOST_VALUES = 1_000
_BY_LENGTH = ("0-999", "1000-2999", "3000-9999", "10000+", UNKNOWN)

Parts = Mapping[str, Part]


def places_of_parts(lot: Lot) -> dict[Key, Ints]:
    """Which articles of a lot are in each part: ("language", "ar"), ("length", …), (fact, value).

    Facts are told apart from language and length by a name that begins with a colon.
    """
    found: dict[Key, Ints] = {}
    for dimension, values in _dimensions(lot).items():
        known, place = np.unique(np.array(values, dtype=object), return_inverse=True)
        if len(known) > MOST_VALUES:
            found[dimension,] = np.zeros(0, dtype=np.int64)
            continue
        order = np.argsort(place, kind="stable")
        cuts = np.cumsum(np.bincount(place, minlength=len(known)))[:-1]
        for value, own in zip(known.tolist(), np.split(order, cuts), strict=True):
            found[dimension, value] = own
    return found


def _dimensions(lot: Lot) -> dict[str, Sequence[str]]:
    lengths = np.searchsorted(LENGTHS, lot.lengths, side="right")
    return {
        LANGUAGE: [name or UNKNOWN for name in lot.languages],
        LENGTH: [
            _BY_LENGTH[at if length >= 0 else -1]
            for at, length in zip(lengths.tolist(), lot.lengths.tolist(), strict=True)
        ],
        **{
            fact_key(fact): [value or UNKNOWN for value in values]
            for fact, values in lot.facts.items()
        },
    }


def fact_key(fact: str) -> str:
    """The name under which the parts by a fact are kept."""
    return f":{fact}"


def facts_of(keys: Iterable[Key]) -> list[str]:
    """The facts by which there are parts, in order."""
    return sorted({key[0][1:] for key in keys if key[0].startswith(":")})


def parts_of(
    dimension: str,
    pools: Mapping[Key, Pool],
    articles: Mapping[Key, int],
    scored: Callable[[Pool], Scorings],
) -> Parts:
    """The parts by one dimension, by value and the unknown last; lengths by length.

    Resamples are of all articles, so that a part's share of them varies as it would.
    """
    names = [key[1] for key in articles if key[0] == dimension]
    ordered = (
        [name for name in _BY_LENGTH if name in names]
        if dimension == LENGTH
        else sorted(names, key=lambda name: (name == UNKNOWN, name))
    )
    return {
        name: Part(articles[dimension, name], scored(pools[dimension, name])) for name in ordered
    }
