"""What the figures of spans follow from, counted article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import lcm

import numpy as np
from numpy.typing import NDArray

from annotator.measure import aligned_labels, token_sums, unit_sums
from annotator.measure.agreement.compared import Corpus, Couple
from annotator.measure.agreement.formulas import Formula, Stack
from annotator.measure.alpha_u import (
    NOTHING,
    Disagreements,
    Stretches,
    alpha_us,
    disagreements_of,
    joined,
)
from annotator.measure.clitics import clitic_pairs
from annotator.measure.counts import AGREED, counted
from annotator.measure.flat import Units, flattened, without_zones
from annotator.measure.full import Unequal, full_pairs
from annotator.measure.rates import NOTHING_MARKED, Floats, divided
from annotator.measure.table import Ints, Table, of_label
from annotator.measure.tokens import Words, labelled_words
from annotator.measure.unitizing import lengths_of_units


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: of all annotators, or of two. Both are places, of couples and annotators."""

    couples: tuple[int, ...]
    annotators: tuple[int, ...]


class Pairings:
    """What was counted of the alignment of each couple, over all articles of the corpus.

    `unequal` are the strict pairs of each couple whose values differ, from `values_apart`.
    """

    def __init__(self, corpus: Corpus, unequal: Sequence[Sequence[Unequal]]) -> None:
        texts = {one.article.id: one.article.text for one in corpus.articles}
        self._labels = corpus.tables[0].labels
        self._size = len(corpus.articles)
        place = {one.article.id: at for at, one in enumerate(corpus.articles)}
        self._rows = [[place[one.article.id] for one in pair.articles] for pair in corpus.couples]
        self._counts = [
            counted(
                couple.alignment,
                clitic=clitic_pairs(couple.alignment, texts),
                full=full_pairs(couple.alignment, apart),
            )
            for couple, apart in zip(corpus.couples, unequal, strict=True)
        ]
        self._labelled = [_labels_of_pairs(couple) for couple in corpus.couples]

    def hits(self, scope: Scope, label: str | None) -> Stack:
        """The F1s: spans of both sides, then hits of both sides of each kind, pairs added."""
        rows = [
            self._added(scope, [self._counts[at].evidence(agreed, label) for at in scope.couples])
            for agreed in AGREED
        ]
        columns = [rows[0][:, 2:].sum(axis=1), *(own[:, :2].sum(axis=1) for own in rows)]
        formulas = {
            f"{agreed}_f1": Formula(partial(_f1s, at), lambda _: NOTHING_MARKED)
            for at, agreed in enumerate(AGREED, start=1)
        }
        return Stack(np.stack(columns, axis=1), formulas)

    def labels(self, scope: Scope, label: str | None) -> Stack:
        """Alpha and AC1 of the labels of aligned pairs."""
        given = self._added(scope, [self._labelled[at][0] for at in scope.couples])
        apart = self._added(scope, [self._labelled[at][1] for at in scope.couples])
        if label is None:
            alpha = Formula(aligned_labels.alphas, aligned_labels.why)
            ac1 = Formula(aligned_labels.ac1s, aligned_labels.why)
            columns = [given, apart.sum(axis=1, keepdims=True) / 2]
        else:
            at = self._labels.index(label)
            alpha = Formula(aligned_labels.alphas_of_one, aligned_labels.why_of_one)
            ac1 = Formula(aligned_labels.ac1s_of_one, aligned_labels.why_of_one)
            columns = [given[:, [at]], apart[:, [at]], given.sum(axis=1, keepdims=True)]
        return Stack(np.concatenate(columns, axis=1), {"label_alpha": alpha, "label_ac1": ac1})

    def classes(self, scope: Scope) -> Floats:
        """Pairs and lonely spans by `Kind`, shape (articles, 6)."""
        return self._added(scope, [self._counts[at].classes for at in scope.couples])

    def _added(self, scope: Scope, parts: Sequence[Ints | Floats]) -> Floats:
        """Rows of the articles of each couple in scope, as rows of all articles, added."""
        whole = np.zeros((self._size, parts[0].shape[1]))
        for at, part in zip(scope.couples, parts, strict=True):
            whole[self._rows[at]] += part
        return whole


class View:
    """The spans of all labels, or of one, in the shapes that words and lengths are counted in."""

    def __init__(self, corpus: Corpus, words: Words, label: int | None = None) -> None:
        tables = corpus.tables
        if label is not None:
            tables = tuple(of_label(one, label) for one in tables)
        self._corpus, self._words = corpus, words
        self._size = len(tables[0].labels)
        self._labelled = [labelled_words(one, words) for one in tables]
        self.tables = tuple(without_zones(one, corpus.zones) for one in tables)
        self.flat: Sequence[Units] = [flattened(one) for one in self.tables]

    @cached_property
    def stretches(self) -> Sequence[Stretches]:
        """Each annotator's units of each label, those that overlap made one."""
        return [joined(one) for one in self.tables]

    def tokens(self, scope: Scope) -> Stack:
        """Kappa over words, couples beside each other."""
        columns = []
        for at in scope.couples:
            one, other = (self._corpus.annotators.index(name) for name in self._names(at))
            sums = token_sums.token_sums(
                self._labelled[one], self._labelled[other], self._words, self._size
            )
            sums[~(self._corpus.here[one] & self._corpus.here[other])] = 0
            columns.append(sums)
        rate = partial(token_sums.kappas, labels=self._size)
        formula = Formula(rate, token_sums.why)
        return Stack(np.concatenate(columns, axis=1), {"token_kappa": formula})

    def units(self, scope: Scope) -> Floats:
        """The columns of `annotator.measure.unit_sums`, whole numbers.

        Lengths are over annotators less one, which is not the same in all articles: as all are
        taken times the least number that makes them whole, sums of many articles are exact.
        """
        groups = list(_groups(self._corpus, scope))
        scale = lcm(*(len(who) - 1 for who, _ in groups))
        found = np.zeros((len(self._corpus.articles), 5 * self._size + 2))
        times = np.repeat([scale, scale**2], [3 * self._size + 1, 2 * self._size + 1])
        for who, which in groups:
            own = lengths_of_units([self.flat[at] for at in who], self._corpus.text, self._size)
            found[which] = np.rint(own.sums[which] * times)
        return found

    def old_units(self, scope: Scope) -> Disagreements:
        """What alpha_U of 1995/2004 follows from, label by label."""
        shape = (len(self._corpus.articles), self._size)
        observed, expected = np.zeros(shape), np.zeros(shape)
        for who, which in _groups(self._corpus, scope):
            some = [self.stretches[at] for at in who]
            own = disagreements_of(some, self._corpus.text, self._size)
            observed[which], expected[which] = own.observed[which], own.expected[which]
        return Disagreements(observed, expected)

    def _names(self, couple: int) -> tuple[str, str]:
        return self._corpus.couples[couple].annotators


def old_stack(found: Disagreements, label: int | None = None) -> Stack:
    """Alpha_U of one label, or of all; articles weigh alike."""
    which = slice(None) if label is None else slice(label, label + 1)
    both = (found.observed, found.expected)
    sums = np.stack([one[:, which].sum(axis=1) for one in both], axis=1)
    return Stack(sums, {"alpha_u": Formula(alpha_us, lambda _: NOTHING)})


def unit_stack(sums: Floats, *, with_labels: bool) -> Stack:
    """The alphas of units; of one label alone there is nothing to confuse it with."""
    formulas = {
        "u_alpha": Formula(unit_sums.u_alphas, unit_sums.u_why),
        "u_alpha_binary": Formula(unit_sums.u_alphas_binary, unit_sums.u_binary_why),
    }
    if with_labels:
        formulas["cu_alpha"] = Formula(unit_sums.cu_alphas, unit_sums.cu_why)
    return Stack(sums, formulas)


def label_stack(sums: Floats, label: int) -> Stack:
    """The (k)u-alpha of one label and its coverage, from the units of all labels."""
    formulas = {
        "ku_alpha": Formula(unit_sums.ku_alphas, unit_sums.ku_why),
        "coverage": Formula(unit_sums.coverages, lambda _: unit_sums.NOT_GIVEN),
    }
    return Stack(unit_sums.label_sums(sums, label), formulas)


def _f1s(agreed: int, sums: Floats) -> Floats:
    """F1 of spans and hits, both of both sides; `agreed` is the column of the hits."""
    return divided(sums[..., agreed], sums[..., 0])


def _groups(corpus: Corpus, scope: Scope) -> Iterator[tuple[tuple[int, ...], NDArray[np.bool_]]]:
    """Which of the annotators labelled the same articles, and which articles."""
    own = corpus.here[list(scope.annotators)]
    patterns, which = np.unique(own, axis=1, return_inverse=True)
    for at, pattern in enumerate(patterns.T):
        who = tuple(np.array(scope.annotators)[pattern].tolist())
        if len(who) >= 2:
            yield who, which.reshape(-1) == at


def _labels_of_pairs(couple: Couple) -> tuple[Floats, Floats]:
    """How often aligned pairs have each label, and how often it stands against another one.

    Both of shape (articles, labels).
    """
    alignment = couple.alignment
    sides = (
        (alignment.ours, alignment.ours_at),
        (alignment.theirs, alignment.theirs_at),
    )
    shape = (len(alignment.ours.articles), len(alignment.ours.labels))
    given, apart = np.zeros(shape), np.zeros(shape)
    unlike = alignment.ours.label[alignment.ours_at] != alignment.theirs.label[alignment.theirs_at]
    for table, rows in sides:
        given += _cells(table, rows, shape)
        apart += _cells(table, rows[unlike], shape)
    return given, apart


def _cells(table: Table, rows: Ints, shape: tuple[int, int]) -> Ints:
    cell = table.article[rows] * shape[1] + table.label[rows]
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
