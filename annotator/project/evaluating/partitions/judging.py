"""Gold and predictions in Parquet, judged task by task by whoever is to do it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic

from annotator.errors import AnnotatorError, FormatError, UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Schema, read_schema
from annotator.project.agreeing.refusals import TooLittle, listed
from annotator.project.evaluating.partitions.checks import check_labels
from annotator.project.evaluating.partitions.endings import endings_heard
from annotator.project.evaluating.partitions.engines import Engine, Here, run, threads_of
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.plan import SPANS, Task, plan
from annotator.project.evaluating.partitions.portion import (
    Adding,
    Counting,
    Cuts,
    Portion,
    Share,
    Some,
)
from annotator.project.evaluating.partitions.sources import Source, find_source
from annotator.project.evaluating.partitions.spilling import spilled
from annotator.project.evaluating.partitions.working import Work
from annotator.project.watching import Watch, unwatched

_NO_SCHEMA = (
    "the gold carries no schema: nothing is told by attribute, and in full all values must be "
    "equal, ids of entities, too"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Gold and predictions as their footers tell of them; `schema` where the gold carries one."""

    gold: Source
    predicted: Source
    schema: Schema | None

    @property
    def notices(self) -> Iterator[str]:
        """What is there and not read, or read without knowing what it is."""
        for source in (self.gold, self.predicted):
            unread = source.layout.unread
            if unread:
                many = "column is" if len(unread) == 1 else "columns are"
                yield f"{len(unread)} {many} not read of {source.name}: {listed(unread)}"
        valued = {*self.gold.layout.of_spans, *self.predicted.layout.of_spans}
        if self.schema is None and "attributes" in valued:
            yield _NO_SCHEMA


@dataclass(frozen=True, slots=True)
class Means:
    """By what a corpus is judged: who does the tasks, where rows may be laid aside, how large.

    `spill` is a folder with room for all rows, for sources whose articles lie scattered.
    """

    engine: Engine = field(default_factory=Here)
    spill: Path | None = None
    spans: int = SPANS


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Share]):
    """What all tasks come to: the share of the whole corpus, and what was seen on the way.

    `dropped` counts the spans of gold and prediction that were left out, lying in zones.
    """

    share: Share
    excluded: Some
    dropped: tuple[int, int]
    notices: tuple[str, ...]


def find_corpus(gold: Path, predicted: Path) -> Corpus:
    """What is there, by the footers of all files.

    Raises:
        FormatError, Faults: a source is not there, is no Parquet, or has not the columns.
        SchemaError: the schema that the gold carries is none.
    """
    wrong: list[AnnotatorError] = []
    found: list[Source] = []
    for path, is_gold in ((gold, True), (predicted, False)):
        try:
            found.append(find_source(path, gold=is_gold))
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)
    return Corpus(found[0], found[1], _schema(found[0]))


def judged(
    corpus: Corpus,
    choice: Choice,
    counting: Counting[Share],
    means: Means,
    watch: Watch[Any] = unwatched,
) -> Outcome[Share]:
    """Count every article of the gold once, each whole, whichever task it is in.

    Args:
        corpus: what is judged.
        choice: which articles count.
        counting: how lots are counted.
        means: who does it, and where.
        watch: gives tasks, and files, to one who wants to see how far it is.

    Raises:
        UsageError, Faults: patterns that fit no article of the gold; there is no such cluster.
        FormatError, Faults: what is wrong with any row, up to `flaws.MOST_FAULTS`.
        TooLittle: no article of the gold is left to judge.
        AnnotatorError: rows cannot be laid aside, or a task ends whoever does it.
    """
    gold, predicted = corpus.gold, corpus.predicted
    work = Work(
        (gold.layout, predicted.layout),
        (gold.paths, predicted.paths),
        corpus.schema,
        choice,
        counting,
    )
    with endings_heard(), _tasks(corpus, means, watch) as tasks:
        work = replace(work, threads=threads_of(means.engine, len(tasks)))
        portion = run(tasks, work, Adding(counting), means.engine, watch)
    for source, read in zip((gold, predicted), portion.read, strict=True):
        _check_all_read(source, read)
    check_labels(portion.labels, predicted.name)
    _check_globs(choice.globs, portion)
    if not portion.articles or portion.share is None:
        what = f"no article of the gold {gold.name} can be judged"
        why = "none of them was predicted" if portion.excluded.count else "it names none"
        raise TooLittle(what, "PREDICTIONS", f"see what keeps them apart: {why}")
    notices = (*corpus.notices, *_told_of_cuts(portion.cuts))
    return Outcome(portion.share, portion.excluded, portion.dropped, notices)


@contextmanager
def _tasks(corpus: Corpus, means: Means, watch: Watch[Any]) -> Iterator[Sequence[Task]]:
    tasks = plan(corpus.gold, corpus.predicted, means.spans)
    if tasks is not None:
        yield tasks
        return
    with spilled(corpus.gold, corpus.predicted, means.spill, watch, means.spans) as stacks:
        yield stacks


def _schema(gold: Source) -> Schema | None:
    """The schema that the gold carries; its guideline pages did not come with it.

    Raises:
        SchemaError, Faults: it is none.
    """
    if gold.schema is None:
        return None
    where = f"{gold.paths[0]}: annotator.schema"
    try:
        labels = tomllib.loads(gold.schema.decode()).get("labels")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"the schema is not TOML: {error}", where, "write it anew") from error
    tables = labels.values() if isinstance(labels, dict) else ()
    named = (one.get("guideline") for one in tables if isinstance(one, dict))
    pages = {one: b"" for one in named if isinstance(one, str)}
    return read_schema(gold.schema, where, pages=pages, entities=None, reserved=frozenset())


def _check_all_read(source: Source, read: Sequence[int]) -> None:
    """Refuse a result in which a row is missing or counts twice, as footers may be wrong.

    Raises:
        FormatError, Faults: each file of which that is so.
    """
    raise_all(
        [
            FormatError(
                f"its footer is wrong: of {rows} rows {many} lie where it says they do",
                part.path,
                "write the file again",
            )
            for part, many in zip(source.parts, read, strict=True)
            if (rows := sum(group.rows for group in part.groups)) != many
        ]
    )


def _check_globs(globs: Sequence[str], portion: Portion[Share]) -> None:
    """Refuse patterns that fit nothing.

    Raises:
        UsageError, Faults: each that does not.
    """
    raise_all(
        [
            UsageError(
                f"no article's ID fits the pattern {shown(glob)}",
                "--articles",
                "* stands for anything, ? for one character",
            )
            for glob in globs
            if glob not in portion.fitting
        ]
    )


def _told_of_cuts(cuts: Cuts) -> Iterator[str]:
    if cuts.first:
        told = "1 span begins or ends" if cuts.count == 1 else f"{cuts.count} spans begin or end"
        place = cuts.first[2]
        yield f"{told} inside a character ({place}): do its offsets count code points?"
