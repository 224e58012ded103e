"""Cohen's kappa over words as a formula over sums, of one pair of annotators or of several.

All columns are additive over articles. With K labels a pair of annotators takes 2 K + 3 numbers:
words by the first one's label (1 + K, words without a label first), words by the second one's,
and words of which both say the same. Several pairs stand beside each other.
"""

from __future__ import annotations

import numpy as np

from annotator.measure.alpha import Floats
from annotator.measure.rates import divided
from annotator.measure.table import Ints
from annotator.measure.tokens import Words

NO_WORD = "there are no words"
ONE_LABEL = "all words have the same label, or none"
Labelled = tuple[Ints, Ints]


def token_sums(one: Labelled, other: Labelled, words: Words, labels: int) -> Floats:
    """The columns of one pair of annotators, shape (articles, 2 K + 3).

    `one` and `other` are the words that either labelled (see `labelled_words`).
    """
    said = np.zeros(len(words.start), dtype=np.int64)
    said[other[0]] = other[1] + 1
    against = said[one[0]]
    places = words.article[one[0]]
    articles = len(words.many)
    same = np.bincount(places[against == one[1] + 1], minlength=articles)
    both = np.bincount(places[against > 0], minlength=articles)
    ours, theirs = (_by_label(own, words, labels) for own in (one, other))
    neither = words.many - ours[:, 1:].sum(axis=1) - theirs[:, 1:].sum(axis=1) + both
    return np.concatenate([ours, theirs, (same + neither)[:, None]], axis=1)


def kappas(sums: Floats, labels: int) -> Floats:
    """Kappa of sums of shape (..., pairs * (2 K + 3)), shape (...); NaN where undefined.

    Of one pair Cohen's kappa. Of several, one less the words that pairs differ on over the words
    that they would differ on by chance, each pair with its own habits.

    Source:
        Cohen (1960), "A coefficient of agreement for nominal scales".
    """
    each = sums.reshape(*sums.shape[:-1], -1, 2 * labels + 3)
    ours, theirs, agreed = np.split(each, [1 + labels, 2 + 2 * labels], axis=-1)
    words = ours.sum(axis=-1)
    chance = divided(words**2 - (ours * theirs).sum(axis=-1), words)
    apart = (words - agreed[..., 0]).sum(axis=-1)
    return 1 - divided(apart, np.nan_to_num(chance).sum(axis=-1))


def why(sums: Floats) -> str:
    """Why the kappa of one row is undefined."""
    return ONE_LABEL if sums.any() else NO_WORD


def _by_label(own: Labelled, words: Words, labels: int) -> Floats:
    """Words of each article by label, those without one first."""
    cell = words.article[own[0]] * labels + own[1]
    articles = len(words.many)
    found = np.bincount(cell, minlength=articles * labels).reshape(articles, labels)
    rest = words.many - found.sum(axis=1)
    return np.concatenate([rest[:, None], found], axis=1).astype(np.float64)
