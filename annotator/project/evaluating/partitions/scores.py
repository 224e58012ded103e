"""How well an extractor does on a corpus in Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import add
from typing import Any

from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.evaluation import finished
from annotator.measure.evaluation.figures import Evaluation
from annotator.measure.evaluation.judged import Told
from annotator.measure.evaluation.lots import Lot
from annotator.measure.evaluation.shares import Share, share
from annotator.project.evaluating.evaluating import How
from annotator.project.evaluating.partitions.judging import Corpus, Means, judged
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.portion import Counting, Some
from annotator.project.watching import Watch, unwatched


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Counts a lot; it goes to other processes."""

    schema: Schema
    plan: Sharing

    def __call__(self, lot: Lot) -> Share:
        """What is counted in the articles of a lot."""
        return share(lot, self.schema, self.plan)


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
    schema, name = schema_of(corpus), corpus.predicted.name
    plan = Sharing(how.seed, how.replicates, clustered="cluster" in corpus.gold.layout.of_articles)
    choice = Choice(globs, only_predicted=how.unpredicted == "left out")
    outcome = judged(corpus, choice, Counting(_Sharing(schema, plan), add), means, watch)
    reason = f"not predicted by {name}"
    told = Told(
        gold=corpus.gold.name,
        program=how.program,
        command=how.command,
        excluded=[Excluded(one, reason) for one in outcome.excluded.first],
        schemas=[f"{one.name} {one.version} {one.sha256}" for one in [corpus.schema] if one],
    )
    found = finished(outcome.share, name, schema, told, plan, zones=outcome.dropped)
    besides = (*outcome.notices, *_cut(outcome.excluded, reason))
    return replace(found, warnings=tuple(dict.fromkeys((*besides, *found.warnings))))


def _cut(excluded: Some, reason: str) -> Iterator[str]:
    if excluded.count > len(excluded.first):
        yield (
            f"{excluded.count} articles are left out, {reason}; "
            f"the first {len(excluded.first)} of them are listed"
        )
