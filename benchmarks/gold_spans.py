"""Gold and predictions of any size, as partitions of Parquet and, for peers, as one array."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

_Ints = NDArray[np.int64]

IN_ARTICLE = 30
LABELS = 12
_IN_PARTITION = 33_333 * IN_ARTICLE
_NESTED = 0.08
# What becomes of gold spans: found as they are, of another label, with other edges, both, missed.
_FATES = (0.76, 0.06, 0.08, 0.02, 0.08)
_RIGHT, _RELABELLED, _MOVED, _BOTH, _MISSED = range(len(_FATES))
_SPURIOUS = 0.06


def make(folder: Path, spans: int, *, arrays: bool) -> None:
    """Folders `gold` and `predicted` with so many gold spans; also `gold.npy`, `predicted.npy`.

    Partitions hold whole articles, about a million spans each, and are made one by one, so that
    memory does not grow. Rows of an array are article, start, end and label.
    """
    sides: dict[str, list[_Ints]] = {"gold": [], "predicted": []}
    for at, first in enumerate(range(0, spans, _IN_PARTITION)):
        dice = np.random.default_rng((7, at))
        gold = _gold(dice, first, min(_IN_PARTITION, spans - first))
        for side, rows in (("gold", gold), ("predicted", _predicted(dice, gold))):
            place = folder / side
            place.mkdir(exist_ok=True)
            parquet.write_table(_table(rows), place / f"part-{at:05}.parquet")
            if arrays:
                sides[side].append(rows)
    for side, parts in sides.items():
        if parts:
            np.save(folder / f"{side}.npy", np.concatenate(parts))


def _gold(dice: np.random.Generator, before: int, size: int) -> _Ints:
    """So many spans, 30 an article, 8 % of them inside the one before; `before` came before."""
    at = np.arange(size)
    article = (before + at) // IN_ARTICLE
    long, gap = dice.integers(2, 30, size), dice.integers(1, 80, size)
    ahead = np.cumsum(long + gap)
    first = np.searchsorted(article, article)
    start = ahead - long - (ahead - long)[first]
    inside = (dice.random(size) < _NESTED) & (at > first)
    outer = np.roll(start, 1), np.roll(start + long, 1)
    end = np.where(inside, np.maximum(outer[0] + 1, outer[1] - 1), start + long)
    start = np.where(inside, outer[0], start)
    return _sorted(np.stack([article, start, end, dice.integers(0, LABELS, size)], axis=1))


def _predicted(dice: np.random.Generator, gold: _Ints) -> _Ints:
    """What an extractor finds of it, with every class of error, and some that are not there."""
    fate = dice.choice(len(_FATES), size=len(gold), p=_FATES)
    found = gold.copy()
    moved = np.isin(fate, (_MOVED, _BOTH))
    found[:, 2] += np.where(moved, dice.integers(1, 4, len(gold)), 0)
    other = (found[:, 3] + dice.integers(1, LABELS, len(gold))) % LABELS
    found[:, 3] = np.where(np.isin(fate, (_RELABELLED, _BOTH)), other, found[:, 3])
    more = gold[dice.random(len(gold)) < _SPURIOUS, 0]
    long, label = dice.integers(2, 30, len(more)), dice.integers(0, LABELS, len(more))
    last = np.append(gold[1:, 0] != gold[:-1, 0], True)
    # Behind all else in the article, where no gold span is.
    start = gold[last, 2][np.searchsorted(gold[last, 0], more)] + dice.integers(40, 240, len(more))
    beside = np.stack([more, start, start + long, label], axis=1)
    return _sorted(np.concatenate([found[fate != _MISSED], beside]))


def _sorted(rows: _Ints) -> _Ints:
    """By article, start, end and label, each once."""
    return np.unique(rows, axis=0)


def _table(rows: _Ints) -> pa.Table:
    article, start, end, label = rows.T
    names = pa.array([f"L{at:02}" for at in range(LABELS)])
    return pa.table(
        {
            "article": pa.array([f"n{at:09}" for at in article.tolist()]),
            "start": start.astype(np.int32),
            "end": end.astype(np.int32),
            "label": pa.DictionaryArray.from_arrays(label.astype(np.int32), names),
        }
    )
