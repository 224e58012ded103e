"""Zones of the gold, which are no article text: spans that touch one do not count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from annotator.labels.span import Piece
from annotator.measure.table import Ints
from annotator.project.evaluating.partitions.flaws import Bools, Flaws, Origins
from annotator.project.evaluating.partitions.fragments import pairs_of

_FIX = "give zones as [[start, end], …] inside the article, in code points, or null"

Zones = Mapping[int, Sequence[Piece]]


def zones_of(column: pa.Array, lengths: Ints, origins: Origins, flaws: Flaws) -> Zones:
    """The zones of articles by place, sorted and merged, of those that have any.

    `lengths` are -1 where not known. What is wrong with any is told.
    """
    found: dict[int, Sequence[Piece]] = {}
    for at in np.flatnonzero(pc.is_valid(column).to_numpy(zero_copy_only=False)).tolist():
        zones = pairs_of(column[at].as_py())
        length = int(lengths[at])
        if zones is None:
            flaws.tell_one(at, origins, "zones are no list of [start, end]", _FIX)
        elif wrong := [one for one in zones if not _is_within(one, length)]:
            start, end = wrong[0]
            flaws.tell_one(at, origins, f"a zone runs from {start} to {end}", _FIX)
        elif zones:
            found[at] = _merged(zones)
    return found


def _is_within(zone: Piece, length: int) -> bool:
    start, end = zone
    return 0 <= start < end and (length < 0 or end <= length)


def _merged(zones: Iterable[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for start, end in sorted(zones):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def outside(
    article: Ints,
    bounds: tuple[Ints, Ints],
    pieces: Mapping[int, Sequence[Piece]],
    zones: Zones,
) -> Bools:
    """Which rows touch no zone; `article` are places as `zones` has them, -1 for none."""
    stay = np.ones(len(article), bool)
    start, end = bounds
    for at in np.flatnonzero(np.isin(article, list(zones))).tolist():
        whole = ((int(start[at]), int(end[at])),)
        own = zones[int(article[at])]
        stay[at] = not any(_touches(piece, own) for piece in pieces.get(at, whole))
    return stay


def _touches(piece: Piece, zones: Sequence[Piece]) -> bool:
    """Whether a piece shares a character with one of some sorted zones."""
    at = bisect_right(zones, (piece[1] - 1, float("inf"))) - 1
    return at >= 0 and zones[at][1] > piece[0]
