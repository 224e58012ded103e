"""Scores of some of the articles: by language, by length, and by what else is known of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.measure.evaluation.figures import Part
from annotator.measure.evaluation.judged import Judged
from annotator.measure.evaluation.ways import Ways, scorings
from annotator.measure.intervals import Resamples

UNKNOWN = "unknown"
# Where one length ends and the next begins, in code points; the same in every evaluation.
LENGTHS = (1_000, 3_000, 10_000)
_BY_LENGTH = ("0-999", "1000-2999", "3000-9999", "10000+")
_LANGUAGE, _LENGTH = 0, 1

Parts = Mapping[str, Part]


def language_of(one: Judged) -> str:
    """The language of an article, or that it is unknown."""
    return one.article.facts.language or UNKNOWN


def parts_of(
    judged: Sequence[Judged], ways: Ways, resamples: Resamples
) -> tuple[Parts, Parts, Mapping[str, Parts]]:
    """The scores by language, by length, and by each fact that any article has, by its name.

    Resamples are of all articles, so that a part's share of them varies as it would. An article
    of which a fact is not known is among the unknown, which come last.
    """
    facts = sorted({name for one in judged for name in one.facts})
    names = [
        [language_of(one) for one in judged],
        [_BY_LENGTH[bisect_right(LENGTHS, one.article.length)] for one in judged],
        *([one.facts.get(fact) or UNKNOWN for one in judged] for fact in facts),
    ]
    divided = [dict(_divided(own)) for own in names]
    masks = [mask for own in divided for mask in own.values()]
    found = iter(scorings([ways.of_all(mask) for mask in masks], resamples))
    told = [
        {name: Part(int(np.count_nonzero(mask)), next(found)) for name, mask in own.items()}
        for own in divided
    ]
    by_length = {name: told[_LENGTH][name] for name in _BY_LENGTH if name in told[_LENGTH]}
    return told[_LANGUAGE], by_length, dict(zip(facts, told[_LENGTH + 1 :], strict=True))


def _divided(names: Sequence[str]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Which articles have each name, names in order and the unknown last."""
    known = np.array(names, dtype=object)
    for name in sorted(set(names), key=lambda name: (name == UNKNOWN, name)):
        yield name, known == name
