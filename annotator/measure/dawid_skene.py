"""How well each annotator does where there is no gold: the estimate of Dawid and Skene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.measure.alpha import Floats
from annotator.measure.keys import packed, shapes
from annotator.measure.table import Ints, Table
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
    answers: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    most_rounds: int = 1000,
    tolerance: float = 1e-9,
) -> Competence:
    """Estimate the truth and everybody's habits from the answers alone, by turns.

    Begins with the mean vote, so that it is the same each time. What it finds is the best near
    that beginning, not always the best there is.

    Args:
        answers: shape (items, annotators, classes), how often an annotator answered a class; all
            zero where they did not see the item. Of use from three annotators on.
        weights: shape (items,), how often each item is there, above 0; once, if not given.
        most_rounds: when to give up.
        tolerance: settled when the log likelihood of an answer rises by less.

    Raises:
        ValueError: a shape is another, a count is below 0 or a weight not above it, or there is
            no answer at all.

    Source:
        Dawid & Skene (1979), "Maximum likelihood estimation of observer error-rates using the
        EM algorithm", Applied Statistics 28.
    """
    counts, often = _checked(answers, weights)
    each = counts.sum(axis=(1, 2))
    seen, total = each > 0, float(each @ often)
    often = often * seen
    votes = counts.sum(axis=1)
    truth = np.divide(votes, votes.sum(axis=1, keepdims=True), where=seen[:, None], out=votes)
    likely, rounds, settled = -np.inf, 0, False
    while not settled and rounds < most_rounds:
        classes, confusion = _habits(counts, truth, often)
        joint = _joint(counts, classes, confusion)
        each = np.logaddexp.reduce(joint, axis=1)
        truth = np.exp(joint - each[:, None])
        before, likely = likely, float(each @ often)
        settled = likely - before < tolerance * total
        rounds += 1
    classes, confusion = _habits(counts, truth, often)
    return Competence(truth, classes, confusion, likely, rounds, settled)


def _checked(answers: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """The answers and how often each item is there, as numbers.

    Raises:
        ValueError: see `dawid_skene`.
    """
    counts = np.asarray(answers, dtype=np.float64)
    if counts.ndim != 3 or np.any(counts < 0):
        raise ValueError("answers must have the shape (items, annotators, classes), 0 or more")
    often = np.ones(len(counts)) if weights is None else np.asarray(weights, dtype=np.float64)
    if often.shape != counts.shape[:1] or np.any(often <= 0):
        raise ValueError("weights must have the shape (items,), above 0")
    if not counts.any():
        raise ValueError("nobody answered anything")
    return counts, often


def _habits(counts: Floats, truth: Floats, often: Floats) -> tuple[Floats, Floats]:
    """How common classes are and what annotators answer, were `truth` so of items so often."""
    classes: Floats = often @ truth / often.sum()
    answered = np.einsum("ik,iac->akc", often[:, None] * truth, counts)
    whole = answered.sum(axis=2, keepdims=True)
    none = np.full_like(answered, np.nan)
    return classes, np.divide(answered, whole, where=whole > 0, out=none)


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
    sides: Sequence[Table], labelled: NDArray[np.bool_]
) -> tuple[Ints, NDArray[np.bool_]]:
    """What every annotator said of every place that any of them marked.

    A place is the pieces of a span in an article. Whoever labelled the article and left the place
    unmarked answered class 0, "nothing here"; whoever marked it twice answered both labels.

    Args:
        sides: the spans of each annotator, all over the same articles and labels.
        labelled: shape (annotators, articles), who labelled what.

    Returns:
        The article of each place, shape (places,), and answers for `dawid_skene`, shape (places,
        annotators, 1 + labels), class 1 + n being label n.
    """
    shape = shapes(*sides)
    keys = packed(
        *((side.article, side.start, side.end, own) for side, own in zip(sides, shape, strict=True))
    )
    places, first = np.unique(np.concatenate(keys), return_index=True)
    article = np.concatenate([side.article for side in sides])[first]
    answers = np.zeros((len(places), len(sides), 1 + len(sides[0].labels)), dtype=bool)
    for who, (side, key) in enumerate(zip(sides, keys, strict=True)):
        answers[np.searchsorted(places, key), who, 1 + side.label] = True
        answers[:, who, 0] = labelled[who][article] & ~answers[:, who].any(axis=1)
    return article, answers
