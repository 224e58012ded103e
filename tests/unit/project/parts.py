"""Gold and predictions in Parquet, and a count that keeps everything, to hold runs against."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from annotator.project.evaluating.partitions.judging import Means, find_corpus, judged
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.portion import Counting

GOLD = (
    ("a", 0, 4, "PERSON"),
    ("a", 6, 9, "PLACE"),
    ("b", 2, 5, "PERSON"),
    ("c", None, None, None),
    ("ح", 1, 3, "PLACE"),
)
PREDICTED = (
    ("a", 0, 4, "PERSON"),
    ("b", 2, 6, "PERSON"),
    ("z", 0, 1, "PLACE"),
    ("ح", 1, 3, "PLACE"),
)
_TYPES = {"start": pa.int64(), "end": pa.int64(), "length": pa.int64(), "score": pa.float64()}
NAMES = ("article", "start", "end", "label")


def flat(rows, names=NAMES, **types):
    """Rows as a table, a span a row."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    kinds = {**_TYPES, **types}
    return pa.table(
        {
            name: pa.array(column, kinds.get(name, pa.string()))
            for name, column in zip(names, columns, strict=True)
        }
    )


def nested(rows, names=NAMES, **columns):
    """The same rows as a table with an article a row; `columns` are values by article."""
    by_article = {}
    for row in rows:
        spans = by_article.setdefault(row[0], [])
        if row[1] is not None:
            spans.append(dict(zip(names[1:], row[1:], strict=True)))
    kinds = [(name, _TYPES.get(name, pa.string())) for name in names[1:]]
    told = {
        "article": list(by_article),
        "spans": pa.array(list(by_article.values()), pa.list_(pa.struct(kinds))),
    }
    for name, values in columns.items():
        told[name] = [values.get(article) for article in by_article]
    return pa.table(told)


def write(path: Path, table, **options):
    """Write a file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, **options)
    return path


def everything(lot):
    """All that a lot says, so that nothing can be lost or doubled unseen."""
    found = Counter()
    for name, side in (("gold", lot.gold), ("predicted", lot.predicted)):
        found.update((name, article) for article in side.articles)
        for at in range(len(side)):
            score = None if side.score is None else float(side.score[at])
            start, end = int(side.start[at]), int(side.end[at])
            label = side.labels[int(side.label[at])]
            article = side.articles[int(side.article[at])]
            pieces = side.pieces.get(at, ((start, end),))
            values = side.spans[at].attributes if side.spans else ()
            told = None if score is not None and math.isnan(score) else score
            found[name, article, start, end, label, pieces, told, values] += 1
    for at, article in enumerate(lot.gold.articles):
        facts = tuple(sorted((name, told[at]) for name, told in lot.facts.items()))
        text = None if lot.texts is None else lot.texts[article]
        about = (lot.units[at], lot.languages[at], int(lot.lengths[at]), facts, text)
        found["about", article, about] += 1
    return found


def together(one, other):
    return one + other


COUNTING = Counting(everything, together)


def outcome(gold, predicted, choice=Choice(), means=Means()):  # noqa: B008 - both are values
    return judged(find_corpus(gold, predicted), choice, COUNTING, means)


def counted(gold, predicted, choice=Choice(), means=Means()):  # noqa: B008 - both are values
    """Everything of all lots, put together."""
    return outcome(gold, predicted, choice, means).share
