"""What a reader of scores must know before trusting them, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.measure.agreement import remarks
from annotator.measure.agreement.independence import is_suggested
from annotator.measure.evaluation.listed import Names
from annotator.measure.evaluation.parts import MOST_VALUES
from annotator.measure.match import Alignment, Kind

NO_CLITICS = "the articles' texts are not known: nothing is said of clitics"
# So many articles are named; of more it is said how many.
_NAMED = 5


def of_corpus(unit: str, units: int, schemas: Sequence[str]) -> Iterator[str]:
    """Whether there is enough to resample, and whether one schema rules all labels."""
    yield from remarks.of_units(unit, units)
    yield from remarks.of_schemas(schemas)


def of_articles(
    not_predicted: Mapping[str, Names], not_in_gold: Mapping[str, Names]
) -> Iterator[str]:
    """Which articles only one side has; both by extractor."""
    for name, articles in not_predicted.items():
        if articles.many:
            yield f"{name} says nothing of {_listed(articles)}: the gold there counts as missed"
    for name, articles in not_in_gold.items():
        if articles.many:
            yield f"the gold has not {_listed(articles)}, which {name} has: not counted"


def of_suggestions(suggested: Mapping[str, int], right: int, extractor: str) -> Iterator[str]:
    """Whether the gold was suggested to whoever made it, and so may only repeat a prediction.

    `suggested` counts the strictly right gold spans by origin, `right` all that are right.
    """
    for origin in sorted(suggested):
        yield (
            f"{suggested[origin]} of {right} gold spans that {extractor} has strictly right were "
            f"suggested to the annotator by {origin.partition(':')[2]}: if that is the same "
            "extractor, or one like it, its scores flatter"
        )


def suggested_of(alignment: Alignment) -> Counter[str]:
    """The strictly right gold spans that were suggested to an annotator, by origin."""
    spans = alignment.ours.spans
    if not spans:
        return Counter()
    rows, _ = alignment.of(Kind.CORRECT)
    origins = Counter(spans[row].origin for row in rows.tolist())
    return Counter({name: many for name, many in origins.items() if is_suggested(name)})


def of_labels(labels: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Which labels are predicted though the gold has none; gold and predicted spans by label."""
    for name, (gold, predicted) in labels.items():
        if predicted and not gold:
            yield f"the gold has no {name}, of which {predicted} are predicted: all are wrong"


def of_facts(facts: Iterable[str]) -> Iterator[str]:
    """Which facts have too many values to tell the scores by each."""
    for fact in sorted(facts):
        yield f"articles have more than {MOST_VALUES} values of {fact}: no scores are told by it"


def _listed(articles: Names) -> str:
    some = ", ".join(articles.first[:_NAMED])
    more = articles.many - _NAMED
    many = "1 article" if articles.many == 1 else f"{articles.many} articles"
    return f"{many} ({some} and {more} more)" if more > 0 else f"{many} ({some})"
