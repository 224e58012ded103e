"""The pieces of spans that have several, checked."""

from __future__ import annotations

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from annotator.labels.span import Piece, pieces_fault
from annotator.labels.values import is_number
from annotator.measure.table import Ints
from annotator.project.evaluating.partitions.flaws import Flaws, Origins

_FIX = "give two pieces or more as [[start, end], …] in their order, or null"


def pieces_of(
    column: pa.ChunkedArray, start: Ints, end: Ints, origins: Origins, flaws: Flaws
) -> dict[int, tuple[Piece, ...]]:
    """The pieces of the rows that have more than one; what is wrong with any is told."""
    found: dict[int, tuple[Piece, ...]] = {}
    for at in np.flatnonzero(pc.is_valid(column).to_numpy()).tolist():
        pieces = pairs_of(column[at].as_py())
        wrong = _fault(pieces, int(start[at]), int(end[at]))
        if wrong:
            flaws.tell_one(at, origins, wrong, _FIX)
        elif pieces and len(pieces) > 1:
            found[at] = pieces
    return found


def pairs_of(raw: object) -> tuple[Piece, ...] | None:
    """A list of [start, end], itself or as JSON; None where it is nothing of the kind."""
    if isinstance(raw, str):
        try:
            raw = orjson.loads(raw)
        except orjson.JSONDecodeError:
            return None
    if not isinstance(raw, list):
        return None
    pairs = [
        (one[0], one[1])
        for one in raw
        if isinstance(one, list) and len(one) == 2 and all(map(is_number, one))
    ]
    return tuple(pairs) if len(pairs) == len(raw) else None


def _fault(pieces: tuple[Piece, ...] | None, start: int, end: int) -> str:
    if pieces is None:
        return "fragments are no list of [start, end]"
    if not pieces:
        return ""
    wrong = pieces_fault(pieces)
    if wrong:
        return f"a span with these fragments {wrong}"
    if (pieces[0][0], pieces[-1][1]) != (start, end):
        return f"its fragments do not begin at its start {start} and end at its end {end}"
    return ""
