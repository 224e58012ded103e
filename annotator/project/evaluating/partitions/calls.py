"""Parquet as Python programs name it: paths, judged by processes or a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.labels.schema import Schema
from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.project.evaluating.evaluating import How, check_names
from annotator.project.evaluating.partitions.engines import Engine
from annotator.project.evaluating.partitions.judging import Means, find_corpus
from annotator.project.evaluating.partitions.scores import (
    compare_corpora,
    evaluate_corpus,
    schema_of,
)
from annotator.project.evaluating.partitions.texts import texts_shown
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Parted:
    """What a result over Parquet is told with: labels, and texts to show mistakes in."""

    schema: Schema
    texts: Mapping[str, Article]


def evaluate_parts(
    gold: Path, predicted: Path, how: How, engine: Engine
) -> tuple[Evaluation, Parted]:
    """How well an extractor does, as `evaluate_corpus` tells it.

    Raises:
        AnnotatorError, Faults: see there.
    """
    corpus = find_corpus(gold, predicted)
    found = evaluate_corpus(corpus, how, Means(engine))
    return found, Parted(schema_of(corpus), texts_shown(corpus.gold, found))


def compare_parts(
    gold: Path, predicted: Sequence[Path], how: How, engine: Engine
) -> tuple[Comparison, Parted]:
    """Which of several extractors is better, as `compare_corpora` tells it.

    Raises:
        UsageError: fewer than two are given, or one twice.
        AnnotatorError, Faults: see there.
    """
    check_names([str(one) for one in predicted])
    corpora = [find_corpus(gold, one) for one in predicted]
    found = compare_corpora(corpora, how, Means(engine))
    return found, Parted(schema_of(corpora[0]), {})
