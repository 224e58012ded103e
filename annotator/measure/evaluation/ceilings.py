"""How well people agree by the figures that extractors are judged by: what can be hoped for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Compared, couples
from annotator.measure.agreement.listing import entity_attributes
from annotator.measure.evaluation.figures import Ceiling
from annotator.measure.evaluation.judged import Judged
from annotator.measure.evaluation.rivals import alone, scopes
from annotator.measure.evaluation.ways import ways_of
from annotator.measure.full import values_apart
from annotator.measure.intervals import Resamples


def ceilings(
    judged: Sequence[Judged], schema: Schema, *, seed: int, replicates: int
) -> Iterator[Ceiling]:
    """How well each two annotators agree over the articles of the gold that both labelled.

    The second is judged by the first; F1 is the same either way. Annotators are told by name.
    Nothing where no two share an article.
    """
    both = [one for one in judged if len(one.humans) >= 2]
    names = sorted({name for one in both for name in one.humans})
    if len(names) < 2:
        return
    labels = [one.name for one in schema.labels]
    compared = [Compared(one.article, one.unit, one.humans) for one in both]
    for couple in couples(compared, names, labels):
        if not couple.articles:
            continue
        unequal = tuple(values_apart(couple.alignment, entity_attributes(schema)))
        units = [one.unit for one in couple.articles]
        resamples = Resamples(units, seed=seed, replicates=replicates)
        overall, *each = alone(scopes(ways_of(couple, unequal), labels), resamples)
        told = dict(zip(labels, each, strict=True))
        yield Ceiling(couple.annotators, len(couple.articles), overall, told)
