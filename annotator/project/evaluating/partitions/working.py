"""One task: read both sides, check every row, and count lot by lot."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, reduce
from typing import Generic

from annotator.errors import AnnotatorError, raise_all
from annotator.labels.schema import Schema
from annotator.labels.span import Span
from annotator.project.evaluating.partitions.between import faults_between
from annotator.project.evaluating.partitions.checks import check_labels
from annotator.project.evaluating.partitions.columns import Layout
from annotator.project.evaluating.partitions.edges import cuts_of
from annotator.project.evaluating.partitions.flaws import Flaws, told
from annotator.project.evaluating.partitions.lots import (
    Bit,
    Choice,
    bits,
    is_valued,
    lot_of,
    texts_of,
)
from annotator.project.evaluating.partitions.plan import Rows, Stack, Task
from annotator.project.evaluating.partitions.portion import Adding, Counting, Portion, Share, Some
from annotator.project.evaluating.partitions.reading import Range, Slice, slices
from annotator.project.evaluating.partitions.spilling import unstacked
from annotator.project.evaluating.partitions.spoken import Spoken, spoken
from annotator.project.evaluating.partitions.valued import spans_of


@dataclass(frozen=True, slots=True)
class Work(Generic[Share]):
    """All that a task is done by, besides its own articles: it goes to other processes whole.

    `layouts` and `paths` are those of the gold and of the predictions; lots are counted by so many
    `threads`, where nobody else works beside.
    """

    layouts: tuple[Layout, Layout]
    paths: tuple[tuple[str, ...], tuple[str, ...]]
    schema: Schema | None
    choice: Choice
    counting: Counting[Share]
    threads: int = 1

    def __call__(self, task: Task) -> Portion[Share]:
        """What the task comes to.

        Raises:
            FormatError, Faults: what is wrong with its rows, or a file that cannot be read.
        """
        with ThreadPoolExecutor(self.threads) as executor:
            gold, predicted = self._both(task, executor)
            labels = frozenset((*gold.labels, *predicted.labels))
            check_labels(labels, self.paths[1][0])
            count = partial(self._portion, gold, predicted)
            read = (tuple(gold.read.tolist()), tuple(predicted.read.tolist()))
            adding = Adding(self.counting)
            nothing: Portion[Share] = Portion(None, read=read, labels=labels)
            return reduce(adding, executor.map(count, bits(gold, predicted)), nothing)

    def _portion(self, gold: Spoken, predicted: Spoken, bit: Bit) -> Portion[Share]:
        """What one lot comes to; its rows were counted as read by the task."""
        left = lot_of(bit, gold, predicted, self.choice, self._spans(bit, gold, predicted))
        lot = left.lot
        articles = len(lot.gold.articles)
        return Portion(
            self.counting.share(lot) if articles or lot.predicted.articles else None,
            articles,
            Some.of(left.excluded),
            left.fitting,
            cuts_of(bit, predicted, lot),
            left.dropped,
            ((0,) * len(gold.read), (0,) * len(predicted.read)),
        )

    def _both(self, task: Task, executor: Executor) -> tuple[Spoken, Spoken]:
        """What both sides say.

        Raises:
            FormatError, Faults: what is wrong with any of it.
        """
        (gold, wrong), (predicted, others) = executor.map(
            partial(self._spoken, task.chosen),
            (task.gold, task.predicted),
            self.layouts,
            self.paths,
        )
        faults = [*wrong, *others]
        if faults := faults or faults_between(gold, predicted):
            raise told(faults)
        return gold, predicted

    def _spoken(
        self, chosen: Range, rows: Rows, layout: Layout, paths: tuple[str, ...]
    ) -> tuple[Spoken, list[AnnotatorError]]:
        return spoken(_slices(rows, layout, chosen), layout, paths, self.schema)

    def _spans(
        self, bit: Bit, gold: Spoken, predicted: Spoken
    ) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The spans of both sides with all that they carry, where that counts.

        Raises:
            FormatError, Faults: values that are none.
        """
        if not is_valued(gold, predicted):
            return (), ()
        flaws = Flaws()
        texts = texts_of(gold, bit.gold)
        make = partial(spans_of, schema=self.schema, texts=texts, flaws=flaws)
        both = make(gold, bit.gold_rows), make(predicted, bit.predicted_rows)
        raise_all(flaws.found)
        return both


def _slices(rows: Rows, layout: Layout, chosen: Range) -> Iterator[Slice]:
    if isinstance(rows, Stack):
        yield from unstacked(rows)
    else:
        for part in rows:
            yield from slices(part, layout, chosen)
