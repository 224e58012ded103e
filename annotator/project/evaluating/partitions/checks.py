"""What rows must keep to, each check on whole columns at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from annotator.errors import FormatError
from annotator.labels.complaints import shown
from annotator.labels.schema import Schema
from annotator.labels.span import Piece
from annotator.labels.values import LARGEST
from annotator.measure.rates import Floats
from annotator.measure.table import Ints
from annotator.project.evaluating.partitions.flaws import Bools, Flaws, Origins
from annotator.project.evaluating.partitions.words import Words

# More labels than any scheme has; what is counted by label takes memory for each.
MOST_LABELS = 500
_HALF_OPEN = "count code points from 0, the end one past the last"
_BITS = 63


def check_labels(labels: Collection[str], where: str) -> None:
    """Refuse more labels than can be told apart, as where a column of words is given for them.

    Raises:
        FormatError: there are more.
    """
    if len(labels) > MOST_LABELS:
        some = ", ".join(shown(one) for one in sorted(labels)[:3])
        what = f"there are more than {MOST_LABELS} labels, such as {some}"
        raise FormatError(what, f"{where}: label", "give the column of labels, not that of words")


def articles_named(words: Words, origins: Origins, flaws: Flaws) -> None:
    """Every row names its article."""
    fix = "name the article of every row"
    if (words.place < 0).any():
        flaws.tell(words.place < 0, origins, lambda _: "article is null", fix)
    if "" in words.values:
        flaws.tell(
            words.place == words.values.index(""), origins, lambda _: "article is empty", fix
        )


def articles_once(articles: Ints, origins: Origins, ids: Sequence[str], flaws: Flaws) -> None:
    """No article has two rows; rows are sorted by article."""
    again = np.flatnonzero(articles[1:] == articles[:-1]) + 1

    def what(at: int) -> str:
        return f"the article {shown(ids[articles[at]])} has a row already: {origins.place(at - 1)}"

    flaws.tell(again, origins, what, "give all its spans in one row")


def one_fact(name: str, place: Ints, articles: Ints, origins: Origins, flaws: Flaws) -> None:
    """All rows of an article say the same of it; rows are sorted by article."""
    apart = np.flatnonzero((articles[1:] == articles[:-1]) & (place[1:] != place[:-1])) + 1

    def what(at: int) -> str:
        return f"{name} is another than in {origins.place(at - 1)}, of the same article"

    flaws.tell(apart, origins, what, "say the same in every row of an article")


def lengths(given: Ints, valid: Bools | None, origins: Origins, flaws: Flaws) -> None:
    """Lengths are those of texts."""
    wrong = given < 0 if valid is None else (given < 0) & valid
    if wrong.any():
        flaws.tell(wrong, origins, lambda at: f"length is {given[at]}", "count code points")


def texts(given: pa.Array, origins: Origins, flaws: Flaws) -> None:
    """Every article has its text."""
    if given.null_count:
        wrong = pc.is_null(given).to_numpy(zero_copy_only=False)
        fix = "give the texts of all articles, or no column text"
        flaws.tell(wrong, origins, lambda _: "text is null", fix)


def whole_spans(
    has: tuple[Bools | None, Bools | None, Bools | None],
    origins: Origins,
    flaws: Flaws,
    *,
    nested: bool,
) -> Bools | None:
    """Which rows are spans; None for all. One without any of three only names its article."""
    there = [one for one in has if one is not None]
    if not there:
        return None
    every = np.logical_and.reduce(there) if len(there) > 1 else there[0]
    some = np.logical_or.reduce(there) if len(there) == 3 else np.ones(len(every), bool)
    if nested:
        some = np.ones(len(every), bool)
    wrong = some & ~every
    if wrong.any():
        names = ("start", "end", "label")

        def what(at: int) -> str:
            gone = [
                name
                for name, one in zip(names, has, strict=True)
                if one is not None and not one[at]
            ]
            return f"{' and '.join(gone)} {'is' if len(gone) == 1 else 'are'} null"

        fix = "give a span start, end and label"
        if not nested:
            fix += "; an article without spans has none of the three"
        flaws.tell(wrong, origins, what, fix)
    return every


def bounds(start: Ints, end: Ints, origins: Origins, flaws: Flaws) -> bool:
    """Starts and ends are those of spans; whether they all are."""
    wrong = (start < 0) | (start >= end) | (end > LARGEST)
    if not wrong.any():
        return True
    flaws.tell(
        wrong, origins, lambda at: f"the span runs from {start[at]} to {end[at]}", _HALF_OPEN
    )
    return False


def within(start: Ints, end: Ints, length: Ints, origins: Origins, flaws: Flaws) -> None:
    """Spans end within their articles, of those whose `length` by row is known (0 or more)."""
    wrong = (length >= 0) & (end > length) & (start < end)
    if wrong.any():
        flaws.tell(
            wrong,
            origins,
            lambda at: f"the span ends at {end[at]}, past the text's {length[at]}",
            "give offsets inside the article, counted in code points",
        )


def labels(
    values: Sequence[str], place: Ints, schema: Schema | None, origins: Origins, flaws: Flaws
) -> None:
    """Labels are those of the schema, where there is one, and never empty."""
    strange = [at for at, one in enumerate(values) if not one or (schema and not schema.label(one))]
    if strange:
        known = ", ".join(one.name for one in schema.labels) if schema else ""
        flaws.tell(
            np.isin(place, strange),
            origins,
            lambda at: f"there is no label {shown(values[place[at]])}",
            f"use one of: {known}" if known else "name the label of every span",
        )


def scores(found: Floats, valid: Bools, origins: Origins, flaws: Flaws) -> None:
    """Scores are numbers."""
    wrong = valid & ~np.isfinite(found)
    if wrong.any():
        fix = "leave the score null where there is none"
        flaws.tell(wrong, origins, lambda at: f"score is {found[at]}", fix)


def once(  # noqa: PLR0913, PLR0917 - what makes a span the same as another
    article: Ints,
    start: Ints,
    end: Ints,
    label: Ints,
    pieces: Mapping[int, tuple[Piece, ...]],
    names: Sequence[str],
    origins: Origins,
    flaws: Flaws,
) -> None:
    """No article has two spans of equal label and pieces; rows are sorted by article.

    Each span becomes one number, in which few others are equal to it by chance: equal numbers are
    looked at.
    """
    keys = _keys(article, start, end, label)
    if len(keys) < 2 or bool((keys[1:] > keys[:-1]).all()):
        return
    ordered = np.sort(keys)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return
    first: dict[object, int] = {}
    again: list[tuple[int, int]] = []
    for at in np.flatnonzero(np.isin(keys, twice)).tolist():
        whole = ((int(start[at]), int(end[at])),)
        same = (int(article[at]), int(label[at]), pieces.get(at, whole))
        before = first.setdefault(same, at)
        if before != at:
            again.append((at, before))
    earlier = dict(again)

    def what(at: int) -> str:
        span = f"{shown(names[label[at]])} {start[at]}..{end[at]}"
        return f"the span {span} is there already: {origins.place(earlier[at])}"

    flaws.tell(np.array([at for at, _ in again], np.int64), origins, what, "keep one of the two")


def _keys(article: Ints, start: Ints, end: Ints, label: Ints) -> Ints:
    """A number for each span, equal for equal ones; ordered as articles are where it fits."""
    if not len(article):
        return article
    columns = [article, start, end - start, label]
    bits = [int(one.max()).bit_length() for one in columns]
    keys = columns[0].copy()
    if sum(bits) <= _BITS:
        for one, own in zip(columns[1:], bits[1:], strict=True):
            keys <<= own
            keys |= one
        return keys
    mixed = keys.view(np.uint64)
    for one in columns[1:]:
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= one.view(np.uint64) + (mixed >> np.uint64(29))
    return keys
