"""How well each annotator does where there is no gold: the estimate of Dawid and Skene."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp

from annotator.measure.alpha import Floats
from annotator.measure.value import Measured


@dataclass(frozen=True, slots=True, eq=False)
class Competence:
    """The estimate.

    `truth`, shape (items, classes), is how likely each class is for each item; `classes`, shape
    (classes,), how common each is; `confusion`, shape (annotators, classes, classes), how likely
    an annotator is to answer the second where the first is true, not a number where nothing says.
    `log_likelihood` is natural, of all answers; `rounds` says after how many it was `settled`,
    or given up.
    """

    truth: Floats
    classes: Floats
    confusion: Floats
    log_likelihood: float
    rounds: int
    settled: bool

    def right(self, annotator: int) -> Measured:
        """How likely the annotator is to answer the truth, classes weighing as they are common.

        Undefined for one who answered nothing.
        """
        own = np.diagonal(self.confusion[annotator])
        known = ~np.isnan(own)
        weight = float(self.classes[known].sum())
        if not weight:
            return Measured(None, "the annotator answered nothing")
        return Measured(float(self.classes[known] @ own[known]) / weight)


def dawid_skene(
    answers: ArrayLike, *, most_rounds: int = 1000, tolerance: float = 1e-9
) -> Competence:
    """Estimate the truth and everybody's habits from the answers alone, by turns.

    Begins with the mean vote, so that it is the same each time. What it finds is the best near
    that beginning, not always the best there is.

    Args:
        answers: shape (items, annotators, classes), how often an annotator answered a class; all
            zero where they did not see the item. Of use from three annotators on.
        most_rounds: when to give up.
        tolerance: settled when the log likelihood of an answer rises by less.

    Raises:
        ValueError: the shape is another, a count is negative, or there is no answer at all.

    Source:
        Dawid & Skene (1979), "Maximum likelihood estimation of observer error-rates using the
        EM algorithm", Applied Statistics 28.
    """
    counts = np.asarray(answers, dtype=np.float64)
    if counts.ndim != 3 or np.any(counts < 0):
        raise ValueError("answers must have the shape (items, annotators, classes), 0 or more")
    total = float(counts.sum())
    seen = counts.sum(axis=(1, 2)) > 0
    if not total:
        raise ValueError("nobody answered anything")
    votes = counts.sum(axis=1)
    truth = np.divide(votes, votes.sum(axis=1, keepdims=True), where=seen[:, None], out=votes)
    likely, rounds, settled = -np.inf, 0, False
    while not settled and rounds < most_rounds:
        classes, confusion = _habits(counts, truth, seen)
        joint = _joint(counts, classes, confusion)
        each = logsumexp(joint, axis=1)
        truth = np.exp(joint - each[:, None])
        before, likely = likely, float(each.sum())
        settled = likely - before < tolerance * total
        rounds += 1
    classes, confusion = _habits(counts, truth, seen)
    return Competence(truth, classes, confusion, likely, rounds, settled)


def _habits(counts: Floats, truth: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """How common classes are and what annotators answer, were `truth` so."""
    classes: Floats = truth[seen].mean(axis=0)
    answered = np.einsum("ik,iac->akc", truth, counts)
    often = answered.sum(axis=2, keepdims=True)
    none = np.full_like(answered, np.nan)
    return classes, np.divide(answered, often, where=often > 0, out=none)


def _joint(counts: Floats, classes: Floats, confusion: Floats) -> Floats:
    """Log likelihood of each item's answers together with each class, shape (items, classes)."""
    known = np.nan_to_num(confusion)
    items, annotators, size = counts.shape
    flat = counts.reshape(items, annotators * size)
    habit = known.transpose(0, 2, 1).reshape(annotators * size, size)
    with np.errstate(divide="ignore"):
        log, common = np.log(habit), np.log(classes)
    impossible = flat @ np.isneginf(log).astype(np.float64) > 0
    found = flat @ np.where(np.isneginf(log), 0.0, log) + common
    return np.where(impossible, -np.inf, found)


def answers_of(
    marked: Sequence[Mapping[Hashable, int]], labels: int
) -> tuple[tuple[Hashable, ...], Floats]:
    """What every annotator said of every place that any of them marked.

    Whoever left it unmarked answered class 0, "nothing here".

    Args:
        marked: of each annotator, the place among `labels` by what was marked, say (article,
            pieces); all labelled the same articles.
        labels: how many labels there are.

    Returns:
        The places in the order they were met, and answers for `dawid_skene`, shape (places,
        annotators, 1 + labels), class 1 + n being label n.
    """
    places = tuple(dict.fromkeys(place for own in marked for place in own))
    answers = np.zeros((len(places), len(marked), labels + 1))
    for who, own in enumerate(marked):
        for at, place in enumerate(places):
            answers[at, who, own[place] + 1 if place in own else 0] = 1.0
    return places, answers
