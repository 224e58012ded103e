"""How often each annotator is right, where three or more label the same articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Compared, Resampling
from annotator.measure.agreement.figures import Competence
from annotator.measure.agreement.resampled import Units, Wanted
from annotator.measure.dawid_skene import answers_of, dawid_skene
from annotator.measure.intervals import FEWEST, TOO_FEW, Estimate, Rate
from annotator.measure.keys import packed
from annotator.measure.rates import Floats
from annotator.measure.table import Ints, Marked, tables

# Every resample takes a whole estimate of its own, so there are fewer, settled less finely.
_MOST_REPLICATES = 200
_SETTLED = 1e-9
# Kinds of answers times annotators times classes squared; about five seconds.
_MOST_WORK = 200_000
_CLOSE_ENOUGH = 1e-5
_TOO_LONG = "no interval: so many different answers take too long to resample"


def competences(
    compared: Sequence[Compared], annotators: Sequence[str], schema: Schema, how: Resampling
) -> tuple[Competence, ...]:
    """The competence of each annotator, in their order; nobody's of fewer than three.

    By the estimate of Dawid and Skene over all places that somebody marked, each with a label or
    as nothing: `right` is how likely the annotator is to say what is there, and `labels`, in the
    order of the schema, how likely they are to say it where it is that label. A place is the
    pieces of a span, so that other boundaries are another place. It is what the annotators' own
    answers make likely, not gold: where most are wrong alike, whoever is right counts as wrong,
    and of annotators who are equally good it may single one out, which a wide interval shows.

    Only who labelled an article says anything of it. Intervals are percentiles of at most 200
    resamples, and left out where answers are of so many kinds that this would take long, and
    for who labelled articles of fewer than 5 units: hardly a resample would tell of them.
    Undefined are the label that nowhere seems to be true, and who answered nothing.

    Source:
        See `annotator.measure.dawid_skene`.
    """
    if len(annotators) < 3:
        return ()
    sides = tables(*([_marked(one, name) for one in compared] for name in annotators))
    labelled = _labelled(compared, annotators, sides[0].articles)
    article, answers = answers_of(sides, labelled)
    patterns, pattern = _patterns(answers)
    fast = patterns.size * patterns.shape[2] <= _MOST_WORK
    units = Units(replace(how, replicates=min(how.replicates, _MOST_REPLICATES) if fast else 1))
    rows = np.zeros((len(units), len(patterns)))
    np.add.at(rows, (units.of(sides[0].articles)[article], pattern), 1.0)
    fits = _Fits(patterns)
    places = {name: 1 + at for at, name in enumerate(sides[0].labels)}
    names = list(dict.fromkeys([*(label.name for label in schema.labels), *places]))
    of_articles = units.of(sides[0].articles)
    found = []
    for who, annotator in enumerate(annotators):
        wanted = fits.wanted(who, names, places)
        right, *each = units.estimates(rows, *wanted, method="percentile")
        own = Competence(annotator, right, dict(zip(names, each, strict=True)))
        met = len(np.unique(of_articles[labelled[who]]))
        why = TOO_FEW if met < FEWEST else "" if fast else _TOO_LONG
        found.append(_without_intervals(own, why) if why else own)
    return tuple(found)


def _labelled(
    compared: Sequence[Compared], annotators: Sequence[str], articles: Sequence[str]
) -> NDArray[np.bool_]:
    """Who labelled which article, shape (annotators, articles)."""
    known = {one.article.id: one.labellings.keys() for one in compared}
    return np.array([[name in known[one] for one in articles] for name in annotators], dtype=bool)


def _without_intervals(own: Competence, why: str) -> Competence:
    """The same figures alone, and why."""
    labels = {name: _bare(figure, why) for name, figure in own.labels.items()}
    return replace(own, right=_bare(own.right, why), labels=labels)


def _bare(figure: Estimate, why: str) -> Estimate:
    return replace(figure, low=None, high=None, why=figure.why or why, warning="", undefined=0)


def _marked(compared: Compared, annotator: str) -> Marked:
    """What an annotator marked in an article; nothing where they did not label it."""
    said = compared.labellings.get(annotator, Labelling())
    return Marked(compared.article.id, said.spans, said.zones)


def _patterns(answers: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Ints]:
    """The answers that occur, each once, and which of them each place has.

    Places with the same answers are estimated alike, and there are few kinds of them.
    """
    places, annotators, classes = answers.shape
    columns = answers.reshape(places, annotators * classes).T.astype(np.int64)
    (key,) = packed(tuple(columns))
    _, first, pattern = np.unique(key, return_index=True, return_inverse=True)
    return answers[first], pattern


class _Fits:
    """The estimate for any number of places of each pattern, made once for each."""

    def __init__(self, patterns: NDArray[np.bool_]) -> None:
        self._patterns = patterns
        self._known: dict[tuple[int, bytes], Floats] = {}

    def wanted(self, who: int, names: Sequence[str], places: Mapping[str, int]) -> Iterator[Wanted]:
        """How often an annotator is right, in all and by label, as figures."""
        yield Wanted(lambda sums: self._right(sums)[..., who, 0], "nothing was marked")
        for name in names:
            at = places.get(name)
            yield Wanted(self._of_label(who, at), "this label is nowhere likely to be true")

    def _of_label(self, who: int, place: int | None) -> Rate:
        def rate(sums: Floats) -> Floats:
            if place is None:
                return np.full(sums.shape[:-1], np.nan)
            return self._right(sums)[..., who, place]

        return rate

    def _right(self, sums: Floats) -> Floats:
        """Of each row of numbers of places, shape (..., annotators, 1 + labels)."""
        key = sums.ndim, sums.tobytes()
        if key not in self._known:
            tolerance = _SETTLED if sums.ndim == 1 else _CLOSE_ENOUGH
            rows = [self._fitted(row, tolerance) for row in np.atleast_2d(sums)]
            self._known[key] = np.array(rows).reshape(*sums.shape[:-1], *rows[0].shape)
        return self._known[key]

    def _fitted(self, often: Floats, tolerance: float) -> Floats:
        """Of one row: at 0 how often right in all, at 1 + n with label n; NaN where undefined."""
        there = often > 0
        _, annotators, classes = self._patterns.shape
        if not there.any():
            return np.full((annotators, classes), np.nan)
        found = dawid_skene(self._patterns[there], weights=often[there], tolerance=tolerance)
        right = np.diagonal(found.confusion, axis1=1, axis2=2).copy()
        every = [found.right(who).value for who in range(annotators)]
        right[:, 0] = [np.nan if one is None else one for one in every]
        return right
