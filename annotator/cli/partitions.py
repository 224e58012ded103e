"""Gold and predictions that are Parquet in parts: which options that has, and how it is judged."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator import plugins
from annotator.cli.scoring import Wanted, how_of
from annotator.cli.voice import watched
from annotator.errors import AnnotatorError, UsageError

if TYPE_CHECKING:
    from annotator.labels.schema import Schema
    from annotator.measure.agreement.figures import Used
    from annotator.measure.evaluation.figures import Comparison, Evaluation
    from annotator.project.places import Project
    from annotator.report.gates import Gate
    from annotator.text.article import Article

_ENDING = ".parquet"


def scale_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say who judges a corpus in Parquet, and where."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        help="Judge a corpus in Parquet by so many processes; otherwise by as many as may run.",
    ),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Judge a corpus in Parquet by the workers of the Dask scheduler at this address.",
    ),
    click.option(
        "--spill",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where rows are laid aside if articles lie scattered in a corpus in Parquet: a "
        "folder with room for all of them, which all workers see.",
    ),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Who judges a corpus in Parquet, and where rows may be laid aside, as it was typed."""

    jobs: int | None
    cluster: str | None
    spill: Path | None


@dataclass(frozen=True, slots=True)
class Scored:
    """An evaluation, and what it is told with.

    `used` are the label versions that the gold rests on, `texts` gives articles to show mistakes
    in, by ID, as far as there are any, and `show` opens the screen on them.
    """

    found: Evaluation
    schema: Schema
    used: Sequence[Used]
    texts: Callable[[], Mapping[str, Article]]
    show: Callable[[Evaluation, Sequence[Gate]], None]


@dataclass(frozen=True, slots=True)
class Contested:
    """A comparison, and what it is told with: the schema, and articles to show places in."""

    found: Comparison
    schema: Schema
    texts: Mapping[str, Article]


def is_corpus(gold: str | None) -> bool:
    """Whether a gold is meant as Parquet: a file so called, or a file or folder by its path."""
    if gold is None:
        return False
    is_path = os.sep in gold or gold in {os.curdir, os.pardir}
    return gold.lower().endswith(_ENDING) or (is_path and Path(gold).exists())


def check_no_scale(scale: Scale) -> None:
    """Refuse options of a corpus in Parquet for any other gold.

    Raises:
        UsageError: one was given.
    """
    given = {"--jobs": scale.jobs, "--cluster": scale.cluster, "--spill": scale.spill}
    for option, value in given.items():
        if value is not None:
            what = "the gold is that of a project, which one process judges"
            fix = "leave it out, or name the gold as Parquet: a file or a folder such as ./gold/"
            raise UsageError(what, option, fix)


def use_one_thread() -> None:
    """Keep numpy, which is not loaded yet, from threads of its own: who judges uses every core."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def check_corpus(predictions: str, wanted: Wanted, scale: Scale, *, on_screen: bool) -> None:
    """Refuse what cannot be asked of a corpus in Parquet.

    Raises:
        UsageError: it was.
    """
    if not predictions.lower().endswith(_ENDING) and not Path(predictions).is_dir():
        what = "the gold is Parquet, and predictions are not"
        fix = "write them as Parquet, a row a span; or name gold that a project has"
        raise UsageError(what, predictions, fix)
    refused = {
        "--all": wanted.drafts,
        "--format": wanted.format_name not in {None, "parquet"},
        "--open": on_screen,
    }
    for option, given in refused.items():
        if given:
            what = "the gold is Parquet, and knows nothing of this"
            raise UsageError(what, option, "leave it out, or name a gold of a project")
    if scale.jobs and scale.cluster:
        what = "either processes of this machine judge, or a cluster"
        raise UsageError(what, "--jobs and --cluster", "give one of the two")


def project_around(folder: Path | None) -> Project | None:
    """The project that is named, else the one around the current folder, if there is any."""
    from annotator.cli.options import project_of

    if folder:
        return project_of(folder)
    try:
        return project_of(None)
    except AnnotatorError:
        return None


def scored_in_parts(predictions: str, wanted: Wanted, scale: Scale) -> Scored:
    """How well an extractor does on a corpus in Parquet.

    Raises:
        UsageError: a library is missing, a pattern fits nothing, or there is no such cluster.
        TooLittle: no article of the gold is left to judge.
        AnnotatorError, Faults: what is wrong with any of it.
    """
    _check_libraries(scale)
    from annotator.project.evaluating.partitions.engines import engine_of
    from annotator.project.evaluating.partitions.judging import Means, find_corpus
    from annotator.project.evaluating.partitions.scores import evaluate_corpus, schema_of
    from annotator.project.evaluating.partitions.texts import texts_shown

    corpus = find_corpus(Path(wanted.gold or ""), Path(predictions))
    means = Means(engine_of(scale.jobs, scale.cluster), scale.spill)
    found = evaluate_corpus(corpus, how_of(wanted), means, wanted.globs, watched)

    @cache
    def texts() -> Mapping[str, Article]:
        return texts_shown(corpus.gold, found)

    return Scored(found, schema_of(corpus), (), texts, _not_shown)


def compared_in_parts(predictions: Sequence[str], wanted: Wanted, scale: Scale) -> Contested:
    """Which of several extractors is better on a corpus in Parquet.

    Raises:
        UsageError: a library is missing, a pattern fits nothing, or there is no such cluster.
        AnnotatorError, Faults: what is wrong with any of it.
    """
    _check_libraries(scale)
    from annotator.project.evaluating.partitions.engines import engine_of
    from annotator.project.evaluating.partitions.judging import Means, find_corpus
    from annotator.project.evaluating.partitions.scores import compare_corpora, schema_of

    corpora = [find_corpus(Path(wanted.gold or ""), Path(one)) for one in predictions]
    means = Means(engine_of(scale.jobs, scale.cluster), scale.spill)
    found = compare_corpora(corpora, how_of(wanted), means, wanted.globs, watched)
    return Contested(found, schema_of(corpora[0]), {})


def _check_libraries(scale: Scale) -> None:
    """Refuse to begin without what reads Parquet, and speaks with a cluster if one is named.

    Raises:
        UsageError: it is missing.
    """
    plugins.check_scale("pyarrow", "reads Parquet")
    if scale.cluster:
        plugins.check_scale("distributed", "speaks with Dask")


def _not_shown(_found: Evaluation, _gates: Sequence[Gate]) -> None:
    """Nothing: a screen was refused before anything was read."""
