"""What Python programs and notebooks call: gold, predictions, scores, and which are better."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from annotator import __version__
from annotator.errors import UsageError
from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.project.evaluating.evaluating import How, Unpredicted
from annotator.project.evaluating.evaluating import compare as compare_all
from annotator.project.evaluating.evaluating import evaluate as evaluate_one
from annotator.project.evaluating.gold import Gold, read_gold
from annotator.project.evaluating.predictions import Flow, Predictions
from annotator.project.evaluating.predictions import read_predictions as read_all
from annotator.project.places import find, open_project
from annotator.report import comparison_csv, comparison_json, evaluation_csv, evaluation_json
from annotator.report.plain_tables import Row, comparison_tables, evaluation_tables, html_tables
from annotator.report.wording import with_interval

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

_PROGRAM = f"annotator {__version__}"
_NOTEBOOK = ("overall", "labels", "extractors", "differences")


@dataclass(frozen=True, slots=True, repr=False)
class EvaluationResult:
    """How well an extractor does: `figures` has everything, typed."""

    figures: Evaluation

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

    def __repr__(self) -> str:
        it = self.figures
        f1 = with_interval(it.overall.strict.f1)
        return (
            f"<{it.predictions} against {it.gold}: strict F1 {f1}, {it.totals.articles} articles>"
        )

    def _repr_html_(self) -> str:
        return _html(repr(self), self.tables)


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonResult:
    """Which extractor is better: `figures` has everything, typed."""

    figures: Comparison

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

    def __repr__(self) -> str:
        it = self.figures
        told = (
            f"{b} less {a}: strict F1 {with_interval(duel.overall['strict_f1'].difference)}"
            for duel in it.duels
            for a, b in [duel.extractors]
        )
        return f"<{'; '.join(told)}; against {it.gold}, {len(it.articles)} articles>"

    def _repr_html_(self) -> str:
        return _html(repr(self), self.tables)


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

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    opened = find(Path()) if project is None else open_project(Path(project))
    return read_gold(opened, name, globs=tuple(articles), drafts="take" if drafts else "leave")


def read_predictions(
    source: Source, gold: Gold, format_name: str | None = None, *, name: str = "predictions"
) -> Predictions:
    """What an extractor predicted, each article held against the text of the gold.

    Args:
        source: a file; an annotator, NAME@V or a release; or the articles themselves, each as a
            line of JSON lines has it: `{"article": ID, "spans": [{"label", "start", "end"}, …]}`.
        gold: what is to be judged by.
        format_name: how a file is written; told by its ending if not given.
        name: what predictions that come from no file are called.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    if isinstance(source, Predictions):
        return source
    if isinstance(source, str):
        return read_all(gold, source, format_name)
    if isinstance(source, Path):
        # With a folder before it no path is taken for an annotator's name.
        typed = str(source) if os.sep in str(source) else f".{os.sep}{source}"
        return read_all(gold, typed, format_name)
    return read_all(gold, Flow(map(_line, source), name), "jsonl")


def evaluate(
    predictions: Source,
    gold: Gold,
    *,
    replicates: int = 1000,
    seed: int = 0,
    only_predicted: bool = False,
) -> EvaluationResult:
    """How well an extractor does on the gold.

    Args:
        predictions: what `read_predictions` read, or what it would take.
        gold: what `load_release` loaded.
        replicates: how many resamples an interval rests on.
        seed: equal seeds give equal intervals.
        only_predicted: leave articles out that were not predicted; otherwise their spans are
            missed.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    how = _how(replicates, seed, only_predicted=only_predicted)
    return EvaluationResult(evaluate_one(gold, read_predictions(predictions, gold), how))


def compare(
    *predictions: Source,
    gold: Gold,
    humans: Sequence[str] = (),
    replicates: int = 1000,
    seed: int = 0,
    only_predicted: bool = False,
) -> ComparisonResult:
    """Which of two extractors or more is better on the gold; differences are the later's less.

    Args:
        predictions: what `read_predictions` read, or what it would take, two or more.
        gold: what `load_release` loaded.
        humans: annotators whose labels tell how well people agree; otherwise those that the gold
            was made of.
        replicates: how many resamples an interval rests on.
        seed: equal seeds give equal intervals and tests.
        only_predicted: leave articles out that one of them did not predict.

    Raises:
        AnnotatorError: what is wrong, where, and how to mend it; `Faults` for several.
    """
    read = [
        read_predictions(one, gold, name=f"predictions {number}")
        for number, one in enumerate(predictions, start=1)
    ]
    people = [read_all(gold, name) for name in humans]
    how = _how(replicates, seed, only_predicted=only_predicted)
    return ComparisonResult(compare_all(gold, read, how, people))


def _how(replicates: int, seed: int, *, only_predicted: bool) -> How:
    if replicates < 1 or seed < 0:
        what = f"{replicates} replicates with the seed {seed} cannot be drawn"
        raise UsageError(what, "replicates and seed", "give one or more, and 0 or more")
    unpredicted: Unpredicted = "left out" if only_predicted else "missed"
    return How(seed, replicates, _PROGRAM, "", unpredicted)


def _line(article: Mapping[str, Any]) -> bytes:
    """An article as a line of JSON lines.

    Raises:
        UsageError: it holds what JSON does not know.
    """
    try:
        # Every NaN would become null, and be taken for no score at all.
        return orjson.dumps(_checked(article))
    except (TypeError, ValueError) as error:
        what = f"an article cannot be written as JSON: {error}"
        raise UsageError(what, "predictions", "give dicts, lists, strings and numbers") from error


def _checked(value: Any) -> Any:
    """The value as it is.

    Raises:
        ValueError: a number in it is none.
    """
    if isinstance(value, Mapping):
        return {key: _checked(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(one) for one in value]
    if isinstance(value, float) and value - value != 0:
        raise ValueError(f"{value} is no number")
    return value


def _html(title: str, tables: Mapping[str, Sequence[Row]]) -> str:
    """The tables that are read first."""
    return html_tables(title.strip("<>"), {n: tables[n] for n in _NOTEBOOK if n in tables})
