"""Which spans are equal in label, pieces and every value."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from annotator.labels.span import Span, Value
from annotator.measure.match import Alignment, Kind
from annotator.measure.table import Ints, Table

Targets = Mapping[tuple[int, str], int]


def full_pairs(alignment: Alignment, apart: frozenset[str] = frozenset()) -> tuple[Ints, Ints]:
    """The rows of either side that are strictly equal and carry the same values.

    Ids of spans mean nothing by themselves: spans named by a value are equal where the alignment
    pairs them. `apart` names the attributes that are not compared, those of type entity above
    all, since their ids are arbitrary.

    Raises:
        ValueError: a table was made of columns and has no spans to look at.
    """
    for table in (alignment.ours, alignment.theirs):
        if len(table.spans) != len(table):
            raise ValueError("values can only be compared where the spans are known")
    ours, theirs = alignment.of(Kind.CORRECT)
    partner = dict(zip(alignment.ours_at.tolist(), alignment.theirs_at.tolist(), strict=True))
    our_rows, their_rows = _rows_by_id(alignment.ours), _rows_by_id(alignment.theirs)
    equal = np.zeros(len(ours), dtype=bool)
    for at, (row, other) in enumerate(zip(ours.tolist(), theirs.tolist(), strict=True)):
        article = int(alignment.ours.article[row])
        mine = _values(alignment.ours.spans[row], apart, article, our_rows)
        others = _values(alignment.theirs.spans[other], apart, article, their_rows)
        equal[at] = _translated(mine, partner) == others
    return ours[equal], theirs[equal]


def _rows_by_id(table: Table) -> Targets:
    """The row of each span by its article and id."""
    article = table.article.tolist()
    return {(article[row], span.id): row for row, span in enumerate(table.spans)}


def _values(
    span: Span, apart: frozenset[str], article: int, rows: Targets
) -> dict[str, Value | frozenset[int | None]]:
    """The values by name; named spans as their rows, None for those that are not in the table."""
    return {
        name: frozenset(rows.get((article, id)) for id in value)
        if isinstance(value, tuple)
        else value
        for name, value in span.attributes
        if name not in apart
    }


def _translated(
    values: Mapping[str, Value | frozenset[int | None]], partner: Mapping[int, int]
) -> dict[str, Value | frozenset[int | None]]:
    """Our values as the other side would say them; -1 for a span that has no partner there."""
    return {
        name: frozenset(None if row is None else partner.get(row, -1) for row in value)
        if isinstance(value, frozenset)
        else value
        for name, value in values.items()
    }
