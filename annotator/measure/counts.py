"""What is counted of an alignment, article by article and label by label, so that it can be summed.

Every figure of a whole corpus, of a part of it or of a resample follows from sums of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from annotator.measure.match import Alignment, Kind
from annotator.measure.table import Ints, Table

Agreed = Literal["strict", "boundary", "overlap", "clitic", "full"]
AGREED: tuple[Agreed, ...] = ("strict", "boundary", "overlap", "clitic", "full")
Rows = tuple[Ints, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Spans and hits of two annotators, each of shape (articles, labels).

    `ours` and `theirs` count spans. `hits` counts, for each way to agree, the spans of either
    side that have a partner of that kind: strict (pieces and label), boundary (pieces, whatever
    the label), overlap (aligned, of one label), clitic and full (absent where they were not
    asked for). Only for boundary do the two sides differ, label by label.
    `classes`, shape (articles, 6), counts pairs and lonely spans by `Kind`.
    """

    articles: tuple[str, ...]
    labels: tuple[str, ...]
    ours: Ints
    theirs: Ints
    hits: dict[Agreed, tuple[Ints, Ints]]
    classes: Ints

    def evidence(self, agreed: Agreed, label: str | None = None) -> Ints:
        """Our hits, their hits, our spans, their spans: shape (articles, 4), of one label or all.

        Raises:
            KeyError: this way to agree was not counted.
            ValueError: no span has the label.
        """
        which = slice(None) if label is None else [self.labels.index(label)]
        columns = (*self.hits[agreed], self.ours, self.theirs)
        return np.stack([column[:, which].sum(axis=1) for column in columns], axis=1)


def counted(
    alignment: Alignment, *, clitic: Rows | None = None, full: Rows | None = None
) -> Counts:
    """The counts of one alignment.

    Args:
        alignment: the pairs of two annotators' spans.
        clitic: the rows of either side that are equal but for clitics, from `clitics`.
        full: the rows of either side that are equal in every value too, from `full`.
    """
    ours, theirs = alignment.ours, alignment.theirs
    hits: dict[Agreed, tuple[Ints, Ints]] = {}
    rows: dict[Agreed, Rows | None] = {
        "strict": alignment.of(Kind.CORRECT),
        "boundary": alignment.of(Kind.CORRECT, Kind.LABEL),
        "overlap": alignment.of(Kind.CORRECT, Kind.BOUNDARY),
        "clitic": clitic,
        "full": full,
    }
    for agreed, pair in rows.items():
        if pair is not None:
            hits[agreed] = (_cells(ours, pair[0]), _cells(theirs, pair[1]))
    return Counts(
        ours.articles,
        ours.labels,
        _cells(ours, np.arange(len(ours))),
        _cells(theirs, np.arange(len(theirs))),
        hits,
        classes(alignment),
    )


def pooled(parts: Iterable[Counts]) -> Counts:
    """The counts of several parts as one: parts of a corpus, or pairs of annotators.

    Cells of one article and label are added. A way to agree that not every part counted is left
    out.
    """
    each = list(parts)
    articles = tuple(sorted({name for part in each for name in part.articles}))
    labels = tuple(sorted({name for part in each for name in part.labels}))
    where = [(_places(part.articles, articles), _places(part.labels, labels)) for part in each]

    def spread(cells: Iterable[Ints]) -> Ints:
        whole = np.zeros((len(articles), len(labels)), dtype=np.int64)
        for (down, across), own in zip(where, cells, strict=True):
            whole[np.ix_(down, across)] += own
        return whole

    by_class = np.zeros((len(articles), len(Kind)), dtype=np.int64)
    for (down, _), part in zip(where, each, strict=True):
        by_class[down] += part.classes
    counted_by_all = [one for one in AGREED if each and all(one in part.hits for part in each)]
    return Counts(
        articles,
        labels,
        spread(part.ours for part in each),
        spread(part.theirs for part in each),
        {
            one: (
                spread(part.hits[one][0] for part in each),
                spread(part.hits[one][1] for part in each),
            )
            for one in counted_by_all
        },
        by_class,
    )


def confusion(alignment: Alignment, articles: Iterable[str] | None = None) -> Ints:
    """Which label answers to which, shape (labels + 1, labels + 1): ours down, theirs across.

    The last row and column stand for no span at all. Only of some articles where they are named.
    """
    ours, theirs, none = alignment.ours, alignment.theirs, len(alignment.ours.labels)
    left, others = alignment.ours_left, alignment.theirs_left
    article = np.concatenate(
        (ours.article[alignment.ours_at], ours.article[left], theirs.article[others])
    )
    down = np.concatenate(
        (ours.label[alignment.ours_at], ours.label[left], np.full(len(others), none))
    )
    across = np.concatenate(
        (theirs.label[alignment.theirs_at], np.full(len(left), none), theirs.label[others])
    )
    wanted = np.ones(len(ours.articles), dtype=bool)
    if articles is not None:
        among = frozenset(articles)
        wanted = np.array([name in among for name in ours.articles], dtype=bool)
    kept = wanted[article]
    return _table_of(down[kept], across[kept], (none + 1, none + 1))


def classes(alignment: Alignment) -> Ints:
    """Pairs and lonely spans by `Kind`, shape (articles, 6)."""
    ours, theirs = alignment.ours, alignment.theirs
    article = np.concatenate(
        (
            ours.article[alignment.ours_at],
            ours.article[alignment.ours_left],
            theirs.article[alignment.theirs_left],
        )
    )
    kind = np.concatenate(
        (
            alignment.kind.astype(np.int64),
            np.full(len(alignment.ours_left), Kind.MISSED),
            np.full(len(alignment.theirs_left), Kind.SPURIOUS),
        )
    )
    return _table_of(article, kind, (len(ours.articles), len(Kind)))


def _cells(table: Table, rows: Ints) -> Ints:
    """How many of the rows each article has of each label."""
    shape = (len(table.articles), len(table.labels))
    return _table_of(table.article[rows], table.label[rows], shape)


def _table_of(down: Ints, across: Ints, shape: tuple[int, int]) -> Ints:
    many = np.bincount(down * shape[1] + across, minlength=shape[0] * shape[1])
    return many.astype(np.int64).reshape(shape)


def _places(names: Iterable[str], among: tuple[str, ...]) -> Ints:
    place = {name: at for at, name in enumerate(among)}
    return np.array([place[name] for name in names], dtype=np.int64)
