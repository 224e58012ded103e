"""How agreement changes from week to week, and from one guideline to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from annotator.measure.agreement.compared import Compared, Couple, Resampling
from annotator.measure.agreement.figures import Slice
from annotator.measure.agreement.resampled import STRICT_AND_OVERLAP, Units, evidence
from annotator.measure.rates import Floats

MIXED = "mixed"


def by_week(
    couples: Sequence[Couple], compared: Sequence[Compared], how: Resampling
) -> tuple[Slice, ...]:
    """The figures of the articles of each week, weeks in order, `mixed` last.

    An article belongs to the week in which it was last labelled, and is mixed where annotators
    differ in it. Of more than two annotators all couples are added; intervals are drawn from the
    articles or clusters of the week alone.
    """
    return _slices(couples, compared, how, lambda one: one.week)


def by_guideline(
    couples: Sequence[Couple], compared: Sequence[Compared], how: Resampling
) -> tuple[Slice, ...]:
    """The figures of the articles labelled by each guideline, by name, `mixed` last.

    Otherwise as `by_week`.
    """
    return _slices(couples, compared, how, lambda one: one.guideline)


def _slices(
    couples: Sequence[Couple],
    compared: Sequence[Compared],
    how: Resampling,
    name: Callable[[Compared], str],
) -> tuple[Slice, ...]:
    """The slices by what each article is called."""
    known = evidence(couples)
    parts: dict[str, list[str]] = {}
    for one in compared:
        parts.setdefault(name(one) or MIXED, []).append(one.article.id)
    order = sorted(parts, key=lambda part: (part == MIXED, part))
    return tuple(_slice(part, sorted(parts[part]), known, how) for part in order)


def _slice(
    name: str, articles: Sequence[str], known: Mapping[str, Floats], how: Resampling
) -> Slice:
    """The figures of some articles."""
    units = Units(replace(how, units={article: how.units[article] for article in articles}))
    rows = np.stack([known[article] for article in articles])
    summed = units.added(units.of(articles), rows)
    return Slice(name, len(articles), *units.estimates(summed, *STRICT_AND_OVERLAP))
