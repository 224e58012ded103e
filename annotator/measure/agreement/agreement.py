"""Everything that is said of how well annotators agree, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields

import numpy as np

from annotator.labels.schema import Schema
from annotator.measure.agreement import remarks
from annotator.measure.agreement.attributes import attribute_figures
from annotator.measure.agreement.compared import Compared, Corpus, Resampling, corpus
from annotator.measure.agreement.competence import competences
from annotator.measure.agreement.drift import by_guideline, by_week
from annotator.measure.agreement.figures import (
    Agreement,
    Disagreement,
    Excluded,
    Figures,
    Method,
    OfArticle,
    OfPair,
    Used,
)
from annotator.measure.agreement.independence import by_origin, independence_warnings
from annotator.measure.agreement.judging import How, Judged, judged, pair_scopes, scopes
from annotator.measure.agreement.listing import confusion_of, disagreements, entity_attributes
from annotator.measure.agreement.methods import method_of
from annotator.measure.full import values_apart
from annotator.measure.intervals import Estimate
from annotator.measure.match import Kind

# Of two who never met every figure is undefined for one reason, not each for its own.
_NEVER_MET = Figures(
    *(Estimate(None, None, None, 0, "no article in common") for _ in fields(Figures))
)


def agreement(  # noqa: PLR0913 - what is compared, and how, each by its own name
    compared: Sequence[Compared],
    annotators: Sequence[str],
    schema: Schema,
    *,
    seed: int,
    replicates: int,
    with_gamma: bool,
    excluded: Sequence[Excluded],
    used: Sequence[Used],
    program: str,
    command: str,
    schemas: Sequence[str] = (),
    executor: Executor | None = None,
) -> Agreement:
    """Compare the annotators: every figure, every place where they differ, and how sure it is.

    Nothing is read but what is given; equal arguments give an equal result, in any order of
    articles and spans, and whatever the executor. `full_f1` leaves out attributes of type entity:
    their ids are arbitrary, and judged by `attributes` as clusters. An article that only some of
    the annotators labelled counts for those who did.

    Args:
        compared: the articles that count, each once, with the labellings of two annotators or
            more.
        annotators: who is compared, two or more, in the order in which they are told of.
        schema: the labels, in the order in which they are told of, and what they may carry.
        seed: of all that is drawn: resamples and chance articles.
        replicates: how many resamples an interval rests on.
        with_gamma: whether gamma is wanted; it is slow where articles are dense.
        excluded: the articles that do not count, and why.
        used: the versions that were compared.
        program: which version of this program, in words.
        command: what was typed, so that it can be typed again.
        schemas: the schema versions that the labels were made under, "name version sha256".
        executor: where gamma is computed, article by article; in this process, if not given.

    Raises:
        ValueError: fewer than two annotators, no article, no replicates, or an article twice or
            with fewer than two of the annotators.
    """
    if not compared:
        raise ValueError("there is nothing to compare")
    whole = corpus(compared, annotators, [one.name for one in schema.labels])
    how = How(seed, replicates, with_gamma, executor)
    named = _Named(tuple(excluded), tuple(used), program, command, tuple(schemas))
    return _together(whole, schema, how, named)


@dataclass(frozen=True, slots=True)
class _Named:
    """What is told beside the figures, as it was given."""

    excluded: tuple[Excluded, ...]
    used: tuple[Used, ...]
    program: str
    command: str
    schemas: tuple[str, ...]


def _together(whole: Corpus, schema: Schema, how: How, named: _Named) -> Agreement:
    """All figures and places of a corpus that is laid out."""
    names = [one.name for one in schema.labels]
    labels = (*names, *sorted(set(whole.tables[0].labels) - set(names)))
    apart = entity_attributes(schema)
    unequal = [tuple(values_apart(couple.alignment, apart)) for couple in whole.couples]
    found = judged(whole, labels, unequal, how)
    listed = disagreements(whole, unequal)
    every, *_ = scopes(whole)
    told = {label: found.figures[every, label] for label in labels}
    overall = found.figures[every, None]
    units = {one.article.id: one.unit for one in whole.articles}
    drawn = Resampling(units, how.seed, how.replicates)
    method = method_of(units, named.program, named.command, named.schemas)
    return Agreement(
        articles=tuple(units),
        annotators=whole.annotators,
        seed=how.seed,
        replicates=how.replicates,
        excluded=named.excluded,
        dropped_in_zones=sum(int(one.dropped.sum()) for one in whole.tables),
        flattened=found.flattened,
        overall=overall,
        labels=told,
        pairs=tuple(_pairs(whole, found, labels)),
        by_article=_by_article(whole, found, listed),
        attributes=attribute_figures(whole.couples, schema, drawn),
        confusion=confusion_of(whole.couples, labels),
        errors=dict(zip((one.word for one in Kind), found.classes, strict=True)),
        disagreements=listed,
        weeks=by_week(whole.couples, whole.articles, drawn),
        guidelines=by_guideline(whole.couples, whole.articles, drawn),
        origins=by_origin(whole.couples, drawn),
        competence=competences(whole.articles, whole.annotators, schema, drawn),
        warnings=tuple(
            _warnings(whole, found, method, {"overall": overall, **told}, how.replicates)
        ),
        used=named.used,
        method=method,
    )


def _warnings(
    whole: Corpus, found: Judged, method: Method, told: Mapping[str, Figures], replicates: int
) -> Iterator[str]:
    """What a reader must know before trusting the figures; `told` by what they are of."""
    yield from remarks.of_units(method.unit, method.units)
    yield from remarks.of_flattening(found.flattened)
    yield from remarks.of_schemas(method.schemas)
    yield from remarks.of_resamples(told, replicates)
    yield from remarks.of_gamma([whole.articles[at].article.id for at in sorted(found.too_many)])
    yield from independence_warnings(whole.couples)


def _pairs(whole: Corpus, found: Judged, labels: Sequence[str]) -> Iterator[OfPair]:
    """The figures of each two annotators, in the order in which they are named."""
    for scope in pair_scopes(whole):
        (at,) = scope.couples
        couple = whole.couples[at]
        met = bool(couple.articles)
        yield OfPair(
            couple.annotators,
            len(couple.articles),
            (len(couple.alignment.ours), len(couple.alignment.theirs)),
            found.figures[scope, None] if met else _NEVER_MET,
            {label: found.figures[scope, label] if met else _NEVER_MET for label in labels},
        )


def _by_article(
    whole: Corpus, found: Judged, listed: Sequence[Disagreement]
) -> tuple[OfArticle, ...]:
    """The figures of each article, the worst first: lowest strict F1, undefined last, by id."""
    differences = Counter(one.article for one in listed)
    size = len(whole.articles)
    many = [np.bincount(one.article, minlength=size).tolist() for one in whole.tables]
    told = [
        OfArticle(
            one.article.id,
            {
                name: many[who][at]
                for who, name in enumerate(whole.annotators)
                if whole.here[who, at]
            },
            differences[one.article.id],
            own,
        )
        for at, (one, own) in enumerate(zip(whole.articles, found.by_article, strict=True))
    ]
    return tuple(sorted(told, key=_worst_first))


def _worst_first(one: OfArticle) -> tuple[bool, float, str]:
    value = one.overall.strict_f1.value
    return value is None, value or 0.0, one.article
