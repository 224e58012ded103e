"""What is compared: articles, with what each annotator said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress

import numpy as np
from numpy.typing import NDArray

from annotator.labels.labelling import Labelling
from annotator.labels.span import Piece
from annotator.measure.match import Alignment, aligned
from annotator.measure.table import Ints, Marked, Table, merged, of_articles, tables
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Compared:
    """One article with the labelling of each annotator who counts in it, two or more.

    `unit` is what is resampled: the cluster that its sidecar names, else the article itself.
    `week` (ISO, as 2026-W47) and `guideline` (schema version and pages, shortened) tell when and
    by what it was labelled last; empty where annotators differ in them.
    """

    article: Article
    unit: str
    labellings: Mapping[str, Labelling]
    week: str = ""
    guideline: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Couple:
    """Two annotators, the articles that both labelled, and their alignment over these.

    The articles are sorted by id, as those of the alignment's tables are.
    """

    annotators: tuple[str, str]
    articles: tuple[Compared, ...]
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Resampling:
    """What intervals are drawn from: `units` is the unit of each article by its id.

    Equal seeds and units give equal resamples.
    """

    units: Mapping[str, str]
    seed: int
    replicates: int


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All that is compared, as numbers: articles sorted by id, annotators as they are named.

    `tables` has one table an annotator, over all articles; `here`, shape (annotators, articles),
    tells who labelled which. `zones` are the merged zones of all annotators of an article, by its
    place; `text`, shape (articles,), counts the code points outside them.
    """

    articles: tuple[Compared, ...]
    annotators: tuple[str, ...]
    tables: tuple[Table, ...]
    here: NDArray[np.bool_]
    zones: Mapping[int, Sequence[Piece]]
    text: Ints
    couples: tuple[Couple, ...]


def couples(
    compared: Sequence[Compared], annotators: Sequence[str], labels: Sequence[str] = ()
) -> tuple[Couple, ...]:
    """Every pair of annotators, in the order in which they are named, with their alignment."""
    return corpus(compared, annotators, labels).couples


def corpus(
    compared: Sequence[Compared],
    annotators: Sequence[str],
    labels: Sequence[str] = (),
    pairs: Iterable[tuple[int, int]] | None = None,
) -> Corpus:
    """What is compared, as numbers.

    A zone that any annotator of an article set is no text for all of them, so that every pair
    is judged on the same text. `labels` are there even if no span has them. `pairs` tells by
    their places who is coupled with whom; each two are, if it is not given.

    Raises:
        ValueError: fewer than two annotators, or one named twice; an article given twice, or
            with the labellings of fewer than two of the annotators.
    """
    if len(set(annotators)) < 2 or len(set(annotators)) < len(annotators):
        raise ValueError("two annotators or more are compared, each named once")
    articles = tuple(sorted(compared, key=lambda one: one.article.id))
    here = np.array(
        [[name in one.labellings for one in articles] for name in annotators], dtype=bool
    )
    if np.any(here.sum(axis=0) < 2):
        raise ValueError("an article needs the labellings of two of the annotators")
    all_tables = tables(
        *([_marked(one, name) for one in articles] for name in annotators), labels=labels
    )
    zones = {at: found for at, one in enumerate(articles) if (found := _zones(one, annotators))}
    text = np.array([one.article.length for one in articles], dtype=np.int64)
    for at, stretches in zones.items():
        text[at] -= sum(end - start for start, end in stretches)
    return Corpus(
        articles,
        tuple(annotators),
        all_tables,
        here,
        zones,
        text,
        tuple(
            _couple(articles, annotators, all_tables, here, pair)
            for pair in pairs or combinations(range(len(annotators)), 2)
        ),
    )


def _couple(
    articles: Sequence[Compared],
    annotators: Sequence[str],
    all_tables: Sequence[Table],
    here: NDArray[np.bool_],
    pair: tuple[int, int],
) -> Couple:
    one, other = pair
    both = here[one] & here[other]
    ours, theirs = (of_articles(all_tables[who], both) for who in pair)
    shared = tuple(compress(articles, both.tolist()))
    return Couple((annotators[one], annotators[other]), shared, aligned(ours, theirs))


def _marked(compared: Compared, annotator: str) -> Marked:
    said = compared.labellings.get(annotator)
    name = compared.article.id
    return Marked(name, said.spans, said.zones) if said else Marked(name, ())


def _zones(compared: Compared, annotators: Sequence[str]) -> Sequence[Piece]:
    some = (compared.labellings[name].zones for name in annotators if name in compared.labellings)
    return merged(zones for zones in some if zones)
