"""The rows of a source as columns of one shape, whichever layout and types its files have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from annotator.errors import FormatError
from annotator.project.evaluating.partitions.columns import (
    ARTICLE,
    SPANS,
    Layout,
    as_words,
    plain,
)
from annotator.project.evaluating.partitions.sources import (
    Group,
    Part,
    changed,
    check_unchanged,
    opened,
)

# Columns that tell of each row where it was read.
FILE, ROW = "_file", "_row"
# Rows that are decoded at once; a row group of a million is one of these.
_AT_ONCE = 2**20
_ARTICLES_AT_ONCE = 2**12


@dataclass(frozen=True, slots=True)
class Range:
    """Articles by their IDs: from `low` on, up to but without `high`; None where it is open."""

    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows: of spans, and of articles where those have rows of their own.

    Each has the columns `article` (words), FILE and ROW, and others as `plain` gives them.
    """

    spans: pa.RecordBatch | None
    articles: pa.RecordBatch | None = None

    def among(self, chosen: Range) -> Slice:
        """Those whose article is among these; one without an ID is, so that it is told of."""
        both = (self.spans, self.articles)
        return Slice(*(None if one is None else _among(one, chosen) for one in both))


def slices(part: Part, layout: Layout, chosen: Range) -> Iterator[Slice]:
    """The rows of a file, in its order, of these articles.

    Raises:
        FormatError: the file is not as it was when it was found, or a row group of it is corrupt.
    """
    check_unchanged(part)
    with opened(part.path, part.words) as file:
        if file.metadata.serialized_size != part.footer:
            raise changed(part)
        for group in part.groups:
            for one in _slices(file, part, group, layout):
                yield one.among(chosen)


def _slices(file: pq.ParquetFile, part: Part, group: Group, layout: Layout) -> Iterator[Slice]:
    """The rows of one row group.

    Raises:
        FormatError: it is corrupt.
    """
    size = _ARTICLES_AT_ONCE if layout.nested else _AT_ONCE
    batches = file.iter_batches(
        batch_size=size, row_groups=[group.at], columns=list(layout.read), use_threads=False
    )
    first = group.first
    make = _nested if layout.nested else _flat
    try:
        for batch in batches:
            _check_text(batch, part.path, first)
            yield make(batch, layout, part.number, first)
            first += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        why = str(error).split("\n", maxsplit=1)[0].strip().rstrip(".")
        what = f"row group {group.at} cannot be read: {why}"
        raise FormatError(what, part.path, "write the file again") from error
    if first != group.first + group.rows:
        what = f"row group {group.at} has not as many rows as its footer says"
        raise FormatError(what, part.path, "write the file again")


def _check_text(batch: pa.RecordBatch, path: str, first: int) -> None:
    """Refuse bytes that are no text; `first` is the row that the batch begins with.

    Raises:
        FormatError: some are.
        pa.ArrowInvalid: something else is wrong with the batch.
    """
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        for name in batch.schema.names:
            for at, value in enumerate(batch.column(name), start=first):
                try:
                    value.as_py()
                except UnicodeDecodeError as error:
                    place = f"{path}: row {at}"
                    raise FormatError(f"{name} is not UTF-8", place, "write it as UTF-8") from error
        raise


def _flat(batch: pa.RecordBatch, layout: Layout, number: int, first: int) -> Slice:
    names = (ARTICLE, *layout.of_spans, *layout.of_articles)
    columns = {name: plain(name, batch.column(name)) for name in names}
    return Slice(_placed(columns, number, np.arange(first, first + batch.num_rows)))


def _nested(batch: pa.RecordBatch, layout: Layout, number: int, first: int) -> Slice:
    """Each article's spans one after the other, with its row as theirs."""
    articles = as_words(batch.column(ARTICLE))
    lists = batch.column(SPANS)
    counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    parents = np.repeat(np.arange(len(counts)), counts)
    structs = pc.list_flatten(lists)
    spans = {ARTICLE: articles.take(pa.array(parents))}
    for name in layout.of_spans:
        spans[name] = plain(name, pc.struct_field(structs, name))
    own = {name: plain(name, batch.column(name)) for name in layout.of_articles}
    return Slice(
        _placed(spans, number, first + parents),
        _placed({ARTICLE: articles, **own}, number, first + np.arange(len(counts))),
    )


def _placed(columns: dict[str, pa.Array], number: int, rows: np.ndarray) -> pa.RecordBatch:
    files = np.full(len(rows), number, np.int32)
    return pa.RecordBatch.from_pydict({**columns, FILE: pa.array(files), ROW: pa.array(rows)})


def _among(batch: pa.RecordBatch, chosen: Range) -> pa.RecordBatch:
    # What a footer says of a row group may be wrong, so that each ID is looked at.
    ids = batch.column(ARTICLE)
    fitting = _fitting(ids.dictionary, chosen)
    if fitting.all():
        return batch
    places = ids.indices
    known = pc.is_valid(places).to_numpy(zero_copy_only=False)
    mask = ~known
    mask[known] = fitting[pc.drop_null(places).to_numpy(zero_copy_only=False)]
    return batch.filter(pa.array(mask))


def _fitting(ids: pa.Array, chosen: Range) -> np.ndarray:
    """Which of some IDs are among these; they are ordered as their bytes are, as in Python."""
    found = np.ones(len(ids), bool)
    if chosen.low is not None:
        found &= pc.greater_equal(ids, chosen.low).to_numpy(zero_copy_only=False)
    if chosen.high is not None:
        found &= pc.less(ids, chosen.high).to_numpy(zero_copy_only=False)
    return found
