"""What is judged, laid out as numbers: gold first, beside it each extractor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Compared, Corpus, Resampling, corpus
from annotator.measure.agreement.listing import entity_attributes
from annotator.measure.evaluation.figures import GOLD, PREDICTED
from annotator.measure.evaluation.judged import Judged
from annotator.measure.evaluation.ways import Ways, ways_of
from annotator.measure.full import Unequal, values_apart
from annotator.measure.intervals import Resamples


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Articles by id, the corpus they make, and how each extractor was scored, in their order.

    `labels` are those of the schema, then others that a span has. `unequal` are the strict
    pairs of each extractor whose values differ. `how` and `resamples` are one and the same
    drawing, as measures ask for it.
    """

    judged: tuple[Judged, ...]
    corpus: Corpus
    labels: tuple[str, ...]
    unequal: tuple[tuple[Unequal, ...], ...]
    ways: tuple[Ways, ...]
    how: Resampling
    resamples: Resamples


def laid(
    judged: Sequence[Judged], extractors: Sequence[str], schema: Schema, seed: int, replicates: int
) -> Laid:
    """Lay out what is judged, each extractor aligned with gold alone.

    An article of which an extractor says nothing has no spans of it. Only the zones of the gold
    count: no prediction can take gold away.

    Raises:
        ValueError: no article or no replicates, an article or an extractor twice, or no
            extractor.
    """
    if not judged or not extractors or len(set(extractors)) < len(extractors):
        raise ValueError("articles and extractors are needed, each extractor once")
    ordered = tuple(sorted(judged, key=lambda one: one.article.id))
    names = [one.name for one in schema.labels]
    compared = [_compared(one, extractors) for one in ordered]
    sides = (GOLD, *(_side(at) for at in range(len(extractors))))
    pairs = [(0, at) for at in range(1, len(sides))]
    whole = corpus(compared, sides, names, pairs)
    apart = entity_attributes(schema)
    unequal = tuple(tuple(values_apart(one.alignment, apart)) for one in whole.couples)
    units = {one.article.id: one.unit for one in ordered}
    return Laid(
        ordered,
        whole,
        (*names, *sorted(set(whole.tables[0].labels) - set(names))),
        unequal,
        tuple(ways_of(*one) for one in zip(whole.couples, unequal, strict=True)),
        Resampling(units, seed, replicates),
        Resamples(list(units.values()), seed=seed, replicates=replicates),
    )


def not_predicted(judged: Sequence[Judged], extractor: str) -> tuple[str, ...]:
    """The articles of which an extractor says nothing."""
    return tuple(one.article.id for one in judged if extractor not in one.predicted)


def _side(at: int) -> str:
    return PREDICTED if not at else f"{PREDICTED} {at + 1}"


def _compared(one: Judged, extractors: Sequence[str]) -> Compared:
    said = [one.predicted.get(name) for name in extractors]
    labellings = {
        _side(at): replace(own.labelling, zones=()) if own else Labelling()
        for at, own in enumerate(said)
    }
    return Compared(one.article, one.unit, {GOLD: one.gold, **labellings})
