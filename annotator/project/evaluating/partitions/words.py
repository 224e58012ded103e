"""A column of words as places in a list of those that there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from annotator.measure.table import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A column of words: `place` is each row's in `values`, sorted; -1 where it has none."""

    values: tuple[str, ...]
    place: Ints

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> Words:
        """The words of a column that holds places in dictionaries, of which many may be."""
        whole = column.unify_dictionaries().combine_chunks()
        places = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        used = np.flatnonzero(np.bincount(places + 1, minlength=len(whole.dictionary) + 1)[1:])
        found = whole.dictionary.take(pa.array(used)).to_pylist()
        values = tuple(sorted(set(found)))
        ranks = {value: at for at, value in enumerate(values)}
        place = np.full(len(whole.dictionary) + 1, -1, np.int64)
        place[used] = [ranks[value] for value in found]
        return cls(values, place[places])
