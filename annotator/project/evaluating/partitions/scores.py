"""How well an extractor does on a corpus in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import add
from typing import Any, Generic, TypeVar

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.comparison import compared
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.evaluation import finished
from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.measure.evaluation.judged import Told
from annotator.measure.evaluation.lots import Lot
from annotator.measure.evaluation.shares import share
from annotator.measure.evaluation.trials import trial
from annotator.project.evaluating.evaluating import How
from annotator.project.evaluating.partitions.judging import Corpus, Means, judged
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.portion import Counting, Some
from annotator.project.watching import Watch, unwatched

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True)
class _Counts(Generic[Counted]):
    """Counts a lot; it goes to other processes."""

    count: Callable[[Lot, Schema, Sharing], Counted]
    schema: Schema
    plan: Sharing

    def __call__(self, lot: Lot) -> Counted:
        """What is counted in the articles of a lot."""
        return self.count(lot, self.schema, self.plan)


def schema_of(corpus: Corpus) -> Schema:
    """The schema that the gold carries, else one that knows of no label."""
    none = Schema(corpus.gold.name, "", (), sha256="", pages="")
    return corpus.schema or none


def evaluate_corpus(
    corpus: Corpus,
    how: How,
    means: Means,
    globs: tuple[str, ...] = (),
    watch: Watch[Any] = unwatched,
) -> Evaluation:
    """How well one extractor does; equal however the corpus is cut and whoever judges it.

    Args:
        corpus: gold and predictions.
        how: how it is computed, and what a report says of that.
        means: who does it, and where rows may be laid aside.
        globs: an article counts if one of these patterns fits its ID; none means all.
        watch: gives tasks, to one who wants to see how far it is.

    Raises:
        UsageError, Faults: patterns that fit nothing; no such cluster.
        FormatError, Faults: what is wrong with any row.
        TooLittle: no article of the gold is left to judge.
        AnnotatorError: rows cannot be laid aside, or a task ends whoever does it.
    """
    schema, name, plan = schema_of(corpus), corpus.predicted.name, _plan(corpus, how)
    choice = Choice(globs, only_predicted=how.unpredicted == "left out")
    outcome = judged(corpus, choice, Counting(_Counts(share, schema, plan), add), means, watch)
    reason = f"not predicted by {name}"
    excluded = [Excluded(one, reason) for one in outcome.excluded.first]
    told = replace(_told(corpus, how), excluded=excluded)
    found = finished(outcome.share, name, schema, told, plan, zones=outcome.dropped)
    besides = (*outcome.notices, *_cut(outcome.excluded, reason))
    return replace(found, warnings=tuple(dict.fromkeys((*besides, *found.warnings))))


def compare_corpora(
    corpora: Sequence[Corpus],
    how: How,
    means: Means,
    globs: tuple[str, ...] = (),
    watch: Watch[Any] = unwatched,
) -> Comparison:
    """Which of several extractors is better; each is judged by itself, then they meet.

    Args:
        corpora: the same gold with the predictions of each extractor, two or more.
        how: how it is computed, and what a report says of that.
        means: who does it, and where rows may be laid aside.
        globs: an article counts if one of these patterns fits its ID; none means all.
        watch: gives tasks, to one who wants to see how far it is.

    Raises:
        UsageError, Faults: patterns that fit nothing; no such cluster.
        FormatError, Faults: what is wrong with any row.
        AnnotatorError: rows cannot be laid aside, or a task ends whoever does it.
    """
    first = corpora[0]
    schema, plan, choice = schema_of(first), _plan(first, how), Choice(globs)
    counting = Counting(_Counts(trial, schema, plan), add)
    outcomes = {one.predicted.name: judged(one, choice, counting, means, watch) for one in corpora}
    trials = {name: one.share for name, one in outcomes.items()}
    found = compared(trials, schema, _told(first, how), plan)
    besides = (notice for one in outcomes.values() for notice in one.notices)
    return replace(found, warnings=tuple(dict.fromkeys((*besides, *found.warnings))))


def _plan(corpus: Corpus, how: How) -> Sharing:
    clustered = "cluster" in corpus.gold.layout.of_articles
    return Sharing(how.seed, how.replicates, clustered=clustered)


def _told(corpus: Corpus, how: How) -> Told:
    return Told(
        gold=corpus.gold.name,
        program=how.program,
        command=how.command,
        schemas=[f"{one.name} {one.version} {one.sha256}" for one in [corpus.schema] if one],
    )


def _cut(excluded: Some, reason: str) -> Iterator[str]:
    if excluded.count > len(excluded.first):
        yield (
            f"{excluded.count} articles are left out, {reason}; "
            f"the first {len(excluded.first)} of them are listed"
        )
