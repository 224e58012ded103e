"""What a reader of scores must know before trusting them, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.measure.agreement import remarks
from annotator.measure.agreement.compared import Couple
from annotator.measure.agreement.independence import is_suggested
from annotator.measure.evaluation.judged import Told
from annotator.measure.evaluation.laid import Laid, not_predicted
from annotator.measure.match import Kind

# So many articles are named; of more it is said how many.
_NAMED = 5


def warnings(it: Laid, extractors: Sequence[str], told: Told) -> Iterator[str]:
    """All that is to be known of extractors that were judged by one gold."""
    units = set(it.how.units.values())
    yield from remarks.of_units(
        "article" if len(units) == len(it.judged) else "cluster", len(units)
    )
    yield from remarks.of_schemas(told.schemas)
    missing = {name: not_predicted(it.judged, name) for name in extractors}
    yield from _of_articles(missing, told.not_in_gold)
    for couple, name in zip(it.corpus.couples, extractors, strict=True):
        yield from _of_suggestions(couple, name)


def _of_articles(
    not_predicted: Mapping[str, Sequence[str]], not_in_gold: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Which articles only one side has; both by extractor."""
    for name, articles in not_predicted.items():
        if articles:
            yield f"{name} says nothing of {_listed(articles)}: the gold there counts as missed"
    for name, articles in not_in_gold.items():
        if articles:
            yield f"the gold has not {_listed(sorted(articles))}, which {name} has: not counted"


def _of_suggestions(couple: Couple, extractor: str) -> Iterator[str]:
    """Whether the gold was suggested to whoever made it, and so may only repeat a prediction."""
    rows, _ = couple.alignment.of(Kind.CORRECT)
    spans = couple.alignment.ours.spans
    origins = Counter(spans[row].origin for row in rows.tolist())
    for origin in sorted(filter(is_suggested, origins)):
        yield (
            f"{origins[origin]} of {len(rows)} gold spans that {extractor} has strictly right were "
            f"suggested to the annotator by {origin.partition(':')[2]}: if that is the same "
            "extractor, or one like it, its scores flatter"
        )


def _listed(articles: Sequence[str]) -> str:
    some = ", ".join(articles[:_NAMED])
    more = len(articles) - _NAMED
    many = "1 article" if len(articles) == 1 else f"{len(articles)} articles"
    return f"{many} ({some} and {more} more)" if more > 0 else f"{many} ({some})"
