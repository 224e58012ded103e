"""The figures of spans: of all annotators and of each two, over all labels and of each one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from annotator.measure.agreement.compared import Corpus
from annotator.measure.agreement.evidence import (
    Pairings,
    Scope,
    View,
    label_stack,
    old_stack,
    unit_stack,
)
from annotator.measure.agreement.figures import Figures
from annotator.measure.agreement.formulas import MEASURES, Evidence, estimates, of_each_article
from annotator.measure.agreement.gammas import NOT_ASKED, Gammas, gammas
from annotator.measure.alpha_u import Disagreements
from annotator.measure.full import Unequal
from annotator.measure.intervals import Resamples
from annotator.measure.rates import Floats
from annotator.measure.tokens import words_of_texts

_OF_ONE = "told of each label by itself"
_OF_ALL = "one label alone is never taken for another; see ku_alpha"


@dataclass(frozen=True, slots=True)
class How:
    """How figures are computed; `executor` is where gamma is, None for this process."""

    seed: int
    replicates: int
    with_gamma: bool
    executor: Executor | None


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The figures by scope and label, None for all labels, and those of each article.

    `classes` counts pairs and lonely spans by `Kind`; `flattened` the pieces that lost characters
    to overlaps of an annotator's own; `too_many` has the articles that gamma leaves out.
    """

    figures: Mapping[tuple[Scope, str | None], Figures]
    by_article: Sequence[Figures]
    classes: tuple[int, ...]
    flattened: int
    too_many: frozenset[int]


def scopes(corpus: Corpus) -> tuple[Scope, ...]:
    """All annotators together, and each two of them; of two annotators these are one."""
    everyone = Scope(tuple(range(len(corpus.couples))), tuple(range(len(corpus.annotators))))
    return tuple(dict.fromkeys([everyone, *pair_scopes(corpus)]))


def pair_scopes(corpus: Corpus) -> tuple[Scope, ...]:
    """Each two annotators, in the order of the corpus's couples."""
    return tuple(
        Scope((at,), tuple(corpus.annotators.index(name) for name in couple.annotators))
        for at, couple in enumerate(corpus.couples)
    )


def judged(
    corpus: Corpus, labels: Sequence[str], unequal: Sequence[Sequence[Unequal]], how: How
) -> Judged:
    """All figures of spans, with intervals from the same resamples.

    Args:
        corpus: what is compared.
        labels: those that are told of, each by itself.
        unequal: the strict pairs of each couple whose values differ, which `full_f1` leaves out.
        how: seed, replicates, and whether gamma is wanted.
    """
    judge = _Judge(corpus, unequal, how)
    every, *_ = every_scope = scopes(corpus)
    whole = View(corpus, judge.words)
    evidence = [judge.evidence(scope, None, whole) for scope in every_scope]
    found = estimates(evidence, judge.resamples)
    figures: dict[tuple[Scope, str | None], Figures] = {
        (scope, None): own for scope, own in zip(every_scope, found, strict=True)
    }
    for label in labels:
        view = View(corpus, judge.words, corpus.tables[0].labels.index(label))
        own = [judge.evidence(scope, label, view) for scope in every_scope]
        for scope, one in zip(every_scope, estimates(own, judge.resamples), strict=True):
            figures[scope, label] = one
    classes = judge.pairings.classes(every).sum(axis=0).astype(int).tolist()
    flattened = sum(int(one.cut.sum()) for one in whole.flat)
    each = tuple(of_each_article(evidence[0]))
    return Judged(figures, each, tuple(classes), flattened, frozenset(judge.too_many))


class _Judge:
    """What all figures rest on."""

    def __init__(self, corpus: Corpus, unequal: Sequence[Sequence[Unequal]], how: How) -> None:
        self._corpus, self._how = corpus, how
        self.pairings = Pairings(corpus, unequal)
        texts = [one.article.text for one in corpus.articles]
        self.words = words_of_texts(texts, corpus.zones)
        units = [one.unit for one in corpus.articles]
        self.resamples = Resamples(units, seed=how.seed, replicates=how.replicates)
        self.too_many: set[int] = set()
        self._units: dict[Scope, Floats] = {}
        self._old_units: dict[Scope, Disagreements] = {}

    def evidence(self, scope: Scope, label: str | None, view: View) -> Evidence:
        """All that the figures of one scope and label follow from; `view` is of that label.

        All labels together come first: what is counted of them serves each label, too.
        """
        stacks = [
            self.pairings.hits(scope, label),
            self.pairings.labels(scope, label),
            view.tokens(scope),
        ]
        units = view.units(scope)
        if label is None:
            self._units[scope], self._old_units[scope] = units, view.old_units(scope)
            stacks += [unit_stack(units, with_labels=True), old_stack(self._old_units[scope])]
        else:
            at = self._corpus.tables[0].labels.index(label)
            stacks += [
                unit_stack(units, with_labels=False),
                label_stack(self._units[scope], at),
                old_stack(self._old_units[scope], at),
            ]
        if self._how.with_gamma:
            stacks += self._gammas(scope, view).stacks(with_labels=label is None)
        known = {name for stack in stacks for name in stack.formulas}
        asked = self._how.with_gamma
        whys = {name: _why(name, asked=asked) for name in MEASURES if name not in known}
        return Evidence(stacks, whys)

    def _gammas(self, scope: Scope, view: View) -> Gammas:
        found = gammas(
            self._corpus,
            scope.annotators,
            view.tables,
            seed=self._how.seed,
            executor=self._how.executor,
        )
        self.too_many |= found.too_many
        return found


def _why(measure: str, *, asked: bool) -> str:
    """Why a measure that nothing was counted for is undefined; `asked` says whether gamma was."""
    match measure:
        case "gamma" | "gamma_cat" if not asked:
            return NOT_ASKED
        case "ku_alpha" | "coverage":
            return _OF_ONE
        case _:
            return _OF_ALL
