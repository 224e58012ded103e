"""Gamma of every article, and of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

import numpy as np

from annotator.measure.agreement.compared import Corpus
from annotator.measure.agreement.formulas import Formula, Stack
from annotator.measure.dissimilarity import Dissimilarity, Line, line_of
from annotator.measure.gamma import TOO_MANY, gamma
from annotator.measure.rates import Floats, divided
from annotator.measure.table import Table

NOT_ASKED = "not asked for: --gamma"
_NOTHING = "nothing was marked, or chance alone has no disorder either"
_NO_LABELS = "no two units that lie near each other are aligned, or their labels cannot differ"
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, eq=False)
class Gammas:
    """The disorders of every article, each times the mean number of units of an annotator.

    `sums`, shape (articles, 4): of the best alignment, what chance gives, and both for labels
    alone; all 0 where gamma is undefined. `too_many` are the articles, by place, in which units
    overlap in more ways than can be looked at.
    """

    sums: Floats
    too_many: frozenset[int]

    def stacks(self, *, with_labels: bool) -> Iterator[Stack]:
        """One less the sum of what is observed over the sum of what chance gives."""
        yield Stack(self.sums[:, :2], {"gamma": Formula(_less, lambda _: _NOTHING)})
        if with_labels:
            yield Stack(self.sums[:, 2:], {"gamma_cat": Formula(_less, lambda _: _NO_LABELS)})


def gammas(
    corpus: Corpus,
    annotators: Sequence[int],
    tables: Sequence[Table],
    *,
    seed: int,
    executor: Executor | None,
) -> Gammas:
    """Gamma article by article, of those of the annotators who labelled it, two or more.

    Chance is drawn from the seed and the article's id, so that no other article changes it.
    Annotators are put in an order of their own, so that it does not matter who is named first.

    Args:
        corpus: what is compared.
        annotators: whose agreement, as places.
        tables: a table for each annotator of the corpus, zones cut out of the text.
        seed: of the draws.
        executor: where it is computed; in this process, if None.
    """
    places = np.flatnonzero(corpus.here[list(annotators)].sum(axis=0) >= 2).tolist()
    tasks = (_task(corpus, annotators, tables, at) for at in places)
    run = partial(_disorders, seed=seed)
    each = executor.map(run, tasks, chunksize=_AT_ONCE) if executor else map(run, tasks)
    sums = np.zeros((len(corpus.articles), 4))
    too_many = set()
    for at, found in zip(places, each, strict=True):
        if found is None:
            too_many.add(at)
        else:
            sums[at] = found
    return Gammas(sums, frozenset(too_many))


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One article: its id, how long its text is, and each annotator's units."""

    article: str
    length: int
    lines: tuple[Line, ...]


def _task(
    corpus: Corpus, annotators: Sequence[int], tables: Sequence[Table], article: int
) -> _Task:
    lines = [line_of(tables[who], article) for who in annotators if corpus.here[who, article]]
    name, length = corpus.articles[article].article.id, int(corpus.text[article])
    return _Task(name, length, tuple(sorted(lines, key=_content)))


def _content(line: Line) -> tuple[list[float], ...]:
    return line.start.tolist(), line.end.tolist(), line.label.tolist()


def _disorders(task: _Task, seed: int) -> tuple[float, ...] | None:
    """A row of `Gammas.sums`; None where there are too many ways to align the units."""
    units = sum(map(len, task.lines))
    if not units:
        return (0.0,) * 4
    key = f"{seed} {task.article}".encode()
    own_seed = int.from_bytes(blake2b(key, digest_size=8).digest())
    found = gamma(task.lines, Dissimilarity(), seed=own_seed, extent=(0, task.length))
    if found.gamma.value.why == TOO_MANY:
        return None
    weight = units / len(task.lines)
    row: list[float] = []
    for observed, chance in (
        (found.observed, found.expected),
        (found.observed_labels, found.expected_labels),
    ):
        known = observed.value is not None and chance.value
        row += (
            [weight * (observed.value or 0.0), weight * (chance.value or 0.0)] if known else [0, 0]
        )
    return tuple(row)


def _less(sums: Floats) -> Floats:
    return 1 - divided(sums[..., 0], sums[..., 1])
