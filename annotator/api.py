"""What Python programs and notebooks call: gold, predictions, scores, and which are better."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from annotator import __version__, plugins
from annotator.errors import UsageError
from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.project.evaluating import calling
from annotator.project.evaluating.evaluating import How, Unpredicted
from annotator.project.evaluating.evaluating import compare as compare_all
from annotator.project.evaluating.evaluating import evaluate as evaluate_one
from annotator.project.evaluating.gold import Gold, read_gold
from annotator.project.evaluating.predictions import Flow, Predictions
from annotator.project.evaluating.predictions import read_predictions as read_all
from annotator.project.places import find, open_project
from annotator.report import (
    comparison_csv,
    comparison_json,
    comparison_md,
    comparison_page,
    evaluation_csv,
    evaluation_json,
    evaluation_md,
    evaluation_page,
)
from annotator.report.comparison_findings import headline
from annotator.report.notebook import comparison_in_short, evaluation_in_short
from annotator.report.plain_tables import Row, comparison_tables, evaluation_tables
from annotator.report.short_names import short_comparison, short_evaluation
from annotator.report.wording import counted, named, with_interval

if TYPE_CHECKING:
    from annotator.project.evaluating.partitions.calls import Parted
    from annotator.project.evaluating.partitions.engines import Engine

__all__ = [
    "ComparisonResult",
    "EvaluationResult",
    "Gold",
    "Predictions",
    "compare",
    "evaluate",
    "load_release",
    "read_predictions",
]

# A file, who keeps labels in the project, lines as they would stand in a file, or what was read.
Source: TypeAlias = str | Path | Iterable[Mapping[str, Any]] | Predictions
# What was loaded, the name that `load_release` would take, or Parquet by its path.
Right: TypeAlias = Gold | str | Path

_PROGRAM = f"annotator {__version__}"


@dataclass(frozen=True, slots=True, repr=False)
class EvaluationResult:
    """How well an extractor does: `figures` has everything, typed; `gold` the texts it is of."""

    figures: Evaluation
    gold: Gold | Parted

    @property
    def tables(self) -> Mapping[str, Sequence[Row]]:
        """Plain tables by name; a row is a dict, and the rows of a table have the same keys.

        They are overall, labels, articles, slices, attributes, errors, confusion and mistakes.
        """
        return evaluation_tables(self.figures)

    def to_json(self) -> bytes:
        """The JSON that `annotator evaluate --json` prints."""
        return evaluation_json.json_bytes(self.figures)

    def to_csv(self) -> str:
        """The table that `annotator evaluate --csv` writes."""
        return evaluation_csv.csv_text(self.figures)

    def to_html(self) -> str:
        """The page that `annotator evaluate --html` writes."""
        return evaluation_page.page(self.figures, self.gold.texts, self.gold.schema)

    def to_markdown(self) -> str:
        """The page that `annotator evaluate --md` writes."""
        return evaluation_md.markdown(self.figures, self.gold.texts)

    def __repr__(self) -> str:
        it = short_evaluation(self.figures)
        f1 = with_interval(it.overall.strict.f1)
        names = f"{named(it.predictions)} against {named(it.gold)}"
        return f"<{names}: strict F1 {f1}, {counted(it.totals.articles, 'article')}>"

    def _repr_html_(self) -> str:
        return evaluation_in_short(repr(self).strip("<>"), self.figures)


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonResult:
    """Which extractor is better: `figures` has everything, typed; `gold` has the texts."""

    figures: Comparison
    gold: Gold | Parted

    @property
    def tables(self) -> Mapping[str, Sequence[Row]]:
        """Plain tables by name: extractors, differences; a row is a dict of the same keys."""
        return comparison_tables(self.figures)

    def to_json(self) -> bytes:
        """The JSON that `annotator compare --json` prints."""
        return comparison_json.json_bytes(self.figures)

    def to_csv(self) -> str:
        """The table that `annotator compare --csv` writes."""
        return comparison_csv.csv_text(self.figures)

    def to_html(self) -> str:
        """The page that `annotator compare --html` writes, to send and to print."""
        return comparison_page.page(self.figures, self.gold.texts, self.gold.schema)

    def to_markdown(self) -> str:
        """The page that `annotator compare --md` writes."""
        return comparison_md.markdown(self.figures, self.gold.texts)

    def __repr__(self) -> str:
        it = short_comparison(self.figures)
        articles = counted(len(it.articles), "article")
        return f"<{headline(it).rstrip('.')}; against {named(it.gold)}, {articles}>"

    def _repr_html_(self) -> str:
        return comparison_in_short(repr(self).strip("<>"), self.figures)


def load_release(
    name: str,
    project: str | Path | None = None,
    *,
    articles: Sequence[str] = (),
    drafts: bool = False,
) -> Gold:
    """The labels that count as right: a release, an annotator's labels, or a version of theirs.

    Args:
        name: the release; or an annotator such as "gold", or NAME@V.
        project: the folder with annotator.toml; the nearest one upwards from here if not given.
        articles: patterns such as "border-*", of which one must fit an article's ID.
        drafts: whether labels that are not done count.

    Returns:
        The gold. `gold.texts[ID].text` is the text that was labelled, `gold.texts[ID].facts` has
        title, language, source and so on, and `gold.articles[ID].labelling.spans` are the spans:
        each has `label`, `start`, `end` and `text`, offsets in code points, half-open; `pieces`
        of one that is not in one piece; and `attributes`, pairs of name and value. What does not
        count is in `gold.excluded`, and `gold.schema.labels` are the labels that there are.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    calling.check_name(name, "name", "a release, an annotator, or NAME@V")
    patterns = calling.names(articles, "articles")
    folder = None if project is None else calling.path(project, "project")
    opened = find(Path()) if folder is None else open_project(folder)
    return read_gold(opened, name, globs=patterns, drafts="take" if drafts else "leave")


def read_predictions(
    source: Source, gold: Right, format_name: str | None = None, *, name: str = "predictions"
) -> Predictions:
    """What an extractor predicted, each article held against the text of the gold.

    Args:
        source: a file; an annotator, NAME@V or a release; or the articles themselves, each as a
            line of JSON lines has it: `{"article": ID, "spans": [{"label", "start", "end"}, …]}`.
        gold: what is to be judged by: what `load_release` loaded, or the name that it takes.
        format_name: how a file is written; told by its ending if not given.
        name: what predictions that come from no file are called.

    Returns:
        The predictions. `predicted.articles[ID].labelling.spans` are the spans, like those of the
        gold; `predicted.articles[ID].scores` has the score of each span that has one, by
        `span.id`. What is to be known before they are judged is in `predicted.notices`.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    if isinstance(source, Predictions):
        return source
    right = _gold(gold)
    if format_name is not None:
        calling.check_name(format_name, "format_name", "a format, such as jsonl,")
    if isinstance(source, str):
        calling.check_name(source, "predictions", "a file, or who keeps labels,")
        return read_all(right, source, format_name)
    if isinstance(source, Path):
        # With a folder before it no path is taken for an annotator's name.
        typed = str(source) if os.sep in str(source) else f".{os.sep}{source}"
        return read_all(right, typed, format_name)
    calling.check_name(name, "name", "what predictions are called")
    return read_all(right, Flow(calling.lines(source), name), "jsonl")


def evaluate(  # noqa: PLR0913 - what is judged, and how, each by its own name
    predictions: Source,
    gold: Right,
    *,
    replicates: int = 1000,
    seed: int = 0,
    only_predicted: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
) -> EvaluationResult:
    """How well an extractor does on the gold.

    Args:
        predictions: what `read_predictions` read, or what it would take; beside a gold in
            Parquet the path of a Parquet file or of a folder of these.
        gold: what `load_release` loaded, or the name that it takes; or, as a Path, Parquet: a
            file, or a folder of files, which may be larger than memory.
        replicates: how many resamples an interval rests on.
        seed: equal seeds give equal intervals.
        only_predicted: leave articles out that were not predicted; otherwise their spans are
            missed.
        jobs: by how many processes Parquet is judged; by as many as may run if not given.
        cluster: the address of a Dask scheduler whose workers judge Parquet.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    how = _how(replicates, seed, only_predicted=only_predicted)
    if isinstance(gold, Path):
        calls, by = _parts({}, jobs, cluster)
        return EvaluationResult(*calls.evaluate_parts(gold, _parted(predictions), how, by))
    _check_whole(jobs, cluster)
    right = _gold(gold)
    found = evaluate_one(right, read_predictions(predictions, right), how)
    return EvaluationResult(found, right)


def compare(  # noqa: PLR0913 - what is compared, and how, each by its own name
    *predictions: Source,
    gold: Right,
    humans: Sequence[str] = (),
    replicates: int = 1000,
    seed: int = 0,
    only_predicted: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
) -> ComparisonResult:
    """Which of two extractors or more is better on the gold; differences are the later's less.

    Args:
        predictions: what `read_predictions` read, or what it would take, two or more; beside a
            gold in Parquet the paths of Parquet.
        gold: what `load_release` loaded, or the name that it takes; or, as a Path, Parquet.
        humans: annotators whose labels tell how well people agree; otherwise those that the gold
            was made of. One is enough where the gold is another annotator's own labels.
        replicates: how many resamples an interval rests on.
        seed: equal seeds give equal intervals and tests.
        only_predicted: leave articles out that one of them did not predict; not for Parquet.
        jobs: by how many processes Parquet is judged; by as many as may run if not given.
        cluster: the address of a Dask scheduler whose workers judge Parquet.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    how = _how(replicates, seed, only_predicted=only_predicted)
    if isinstance(gold, Path):
        refused = {"humans": humans, "only_predicted": only_predicted}
        calls, by = _parts(refused, jobs, cluster)
        paths = [_parted(one) for one in predictions]
        return ComparisonResult(*calls.compare_parts(gold, paths, how, by))
    _check_whole(jobs, cluster)
    right = _gold(gold)
    named = calling.names(humans, "humans")
    read = [
        read_predictions(one, right, name=f"predictions {number}")
        for number, one in enumerate(predictions, start=1)
    ]
    people = [read_all(right, name) for name in named]
    return ComparisonResult(compare_all(right, read, how, people), right)


def _parted(predictions: object) -> Path:
    """Predictions beside a gold in Parquet.

    Raises:
        UsageError: they are no path.
    """
    if isinstance(predictions, str | Path):
        return Path(predictions)
    what = f"the gold is Parquet, and predictions are {calling.told(predictions)}"
    raise UsageError(what, "predictions", "give the path of Parquet, too")


def _parts(
    asked: Mapping[str, object], jobs: int | None, cluster: str | None
) -> tuple[ModuleType, Engine]:
    """What judges Parquet, loaded only when it is asked for, and by whom.

    Raises:
        UsageError: something was asked for that has no meaning there, or a library is missing.
    """
    for name, given in asked.items():
        if given:
            what = "the gold is Parquet, and extractors are judged by themselves before they meet"
            raise UsageError(what, name, "leave it out, or give a gold of a project")
    if jobs is not None:
        calling.check_number(jobs, "jobs")
    plugins.check_scale("pyarrow", "reads Parquet")
    if cluster:
        plugins.check_scale("distributed", "speaks with Dask")
    from annotator.project.evaluating.partitions import calls  # noqa: PLC0415
    from annotator.project.evaluating.partitions.engines import engine_of  # noqa: PLC0415

    return calls, engine_of(jobs, cluster)


def _check_whole(jobs: int | None, cluster: str | None) -> None:
    """Refuse to share out what one process judges.

    Raises:
        UsageError: it was asked for.
    """
    if jobs is not None or cluster is not None:
        what = "the gold is that of a project, which one process judges"
        raise UsageError(what, "jobs and cluster", "leave them out, or give Parquet as a Path")


def _gold(gold: object) -> Gold:
    """The gold as it was loaded, or as it is loaded by its name.

    Raises:
        AnnotatorError, Faults: it is neither, or cannot be read.
    """
    if isinstance(gold, Gold | str):
        return gold if isinstance(gold, Gold) else load_release(gold)
    what = f"{calling.told(gold)} is no gold"
    raise UsageError(what, "gold", "give what load_release loaded, or the name that it takes")


def _how(replicates: int, seed: int, *, only_predicted: bool) -> How:
    calling.check_number(replicates, "replicates")
    calling.check_number(seed, "seed")
    if replicates < 1 or seed < 0:
        what = f"{replicates} replicates with the seed {seed} cannot be drawn"
        raise UsageError(what, "replicates and seed", "give one or more, and 0 or more")
    unpredicted: Unpredicted = "left out" if only_predicted else "missed"
    return How(seed, replicates, _PROGRAM, "", unpredicted)
