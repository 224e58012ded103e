"""An evaluation as a Markdown page, for a repository, a ticket or the summary of a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.measure.evaluation.figures import Confidence, Evaluation
from annotator.report import evaluation_tables as tables
from annotator.report.evaluation_findings import (
    findings,
    headline,
    listed_told,
    method_told,
    uncounted,
)
from annotator.report.gates import Gate
from annotator.report.markdown import (
    LISTED,
    MOST_SHOWN,
    gates_told,
    html_text,
    meanings,
    places,
    plain,
    record,
    schemas,
    sentence,
    table,
    to_read_first,
)
from annotator.report.mistakes import mistakes
from annotator.report.short_names import short_evaluation
from annotator.report.tables import excluded_table, used_table
from annotator.report.unsaid import all_equal, never_told
from annotator.report.ways_wording import BESIDE, WAYS_TOLD
from annotator.report.wording import counted, named
from annotator.text.article import Article


def markdown(
    evaluation: Evaluation, articles: Mapping[str, Article], gates: Sequence[Gate] = ()
) -> str:
    """The page, as GitHub and others show it; each line ends with a line feed.

    Args:
        evaluation: the result.
        articles: those of the gold, by ID.
        gates: what had to be reached.
    """
    paths, evaluation = evaluation, short_evaluation(evaluation)
    parts = [
        f"# Scores of {_named(evaluation.predictions)} against {_named(evaluation.gold)}",
        f"**{sentence(headline(evaluation))}**",
        *gates_told(gates),
        *filter(None, [" ".join(map(sentence, uncounted(evaluation)))]),
        "## What to read first",
        *to_read_first(findings(evaluation), evaluation.warnings),
        "## Scores",
        *table(tables.overall(evaluation)),
        *table(tables.labels(evaluation)),
        *table(tables.means(evaluation)),
        "## Kinds of mistake",
        *table(tables.kinds(evaluation)),
        *table(tables.confusion(evaluation)),
        *table(tables.muc5(evaluation)),
        *_values(evaluation),
        *_slices(evaluation),
        *(_scores(evaluation.confidence) if evaluation.confidence else ()),
        "## Articles",
        *table(tables.articles(evaluation)),
        "## Mistakes in context",
        *places(mistakes(evaluation, articles, MOST_SHOWN), "mistake", listed_told(evaluation)),
        "## What was left out",
        *_left_out(evaluation),
        "## How it was computed",
        *_method(evaluation, paths),
    ]
    return "\n\n".join(parts) + "\n"


def _named(name: str) -> str:
    """A name of others in a sentence of ours."""
    return sentence(named(name))


def _values(it: Evaluation) -> Iterator[str]:
    there, never = tables.attributes(it), never_told(it)
    if there or never:
        yield "## Values"
    if never:
        yield sentence(never)
    if there:
        yield from table(there)
        yield (
            "Accuracy is over matched spans alone, which flatters; value F1 also counts the spans "
            "that were not found."
        )


def _slices(it: Evaluation) -> Iterator[str]:
    for at, one in enumerate(tables.slices(it)):
        if not at:
            yield "## Parts of the gold"
        yield from table(one)


def _scores(it: Confidence) -> Iterator[str]:
    yield "## What the scores are worth"
    yield (
        f"{it.scored:,} of {counted(it.predicted, 'prediction')} "
        f"{'has' if it.scored == 1 else 'have'} a score."
    )
    yield from table(tables.thresholds(it))
    yield all_equal(it) or (
        "The threshold was chosen on this very gold, which flatters: try it on other gold before "
        "it is used."
    )
    yield from table(tables.calibration(it.calibration))
    if it.calibration.bins:
        yield from table(tables.bins(it.calibration))


def _left_out(it: Evaluation) -> Iterator[str]:
    told = "\n".join(f"- {sentence(one)}" for one in uncounted(it))
    yield told or "Nothing: every article of the gold was predicted, and counts."
    yield from record(excluded_table(it.excluded, LISTED), len(it.excluded), "article")
    for says, articles, count in (
        (
            "Without predictions, their spans counting as missed",
            it.not_predicted,
            it.totals.not_predicted,
        ),
        ("Predicted, but not in the gold", it.not_in_gold, it.totals.not_in_gold),
    ):
        if count:
            more = count - len(articles[:LISTED])
            names = ", ".join(map(_named, articles[:LISTED]))
            yield f"{says}: {names}{f' and {more:,} more' if more else ''}."


def _method(it: Evaluation, paths: Evaluation) -> Iterator[str]:
    """How it was computed; `paths` is the same result, under names that were not shortened."""
    if it.method.command:
        yield f"<pre>{html_text(it.method.command)}</pre>"
    yield " ".join((f"Computed by {plain(it.method.program)}.", *map(sentence, method_told(it))))
    if paths.gold != it.gold:
        yield f"The gold was read from {plain(paths.gold)}."
    if paths.predictions != it.predictions:
        yield f"Predictions were read from {plain(paths.predictions)}."
    if it.digest:
        yield f"SHA-256 of the file of predictions: {plain(it.digest)}"
    yield from schemas(it.method)
    yield meanings((*WAYS_TOLD, *BESIDE))
    yield from record(used_table(it.used, LISTED), len(it.used), "version")
