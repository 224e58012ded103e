"""The mistakes of an extractor as a person reads them: in their sentences, gold above predicted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.measure.evaluation.figures import Evaluation
from annotator.report.differences import MOST, Differences, Place, in_context, worst_first
from annotator.report.evaluation_tables import KINDS
from annotator.report.figure_keys import ERRORS
from annotator.text.article import Article


def mistakes(it: Evaluation, articles: Mapping[str, Article], most: int = MOST) -> Differences:
    """The mistakes of the worst articles, grouped by kind and labels.

    Those of articles without predictions come after the others, and mere values last: where an
    extractor says nothing, or gives no values, every span is one, which would hide the rest. A
    group counts those that are listed, of which there may be fewer than in all.

    Args:
        it: the result.
        articles: the articles by ID; of one that is not there only the marked words are shown.
        most: how many mistakes at most.
    """
    counts = {name: it.errors.get(name, 0) for name in ERRORS if name != "correct"}
    counts["values"] = it.totals.values
    shown = in_context(tuple(_places(it)), articles, KINDS, counts, most=most)
    return replace(shown, kinds=tuple(sorted(shown.kinds, key=lambda one: one.key == "values")))


def _places(it: Evaluation) -> Iterator[Place]:
    """What tells more before what tells less; beside a prediction its score."""
    silent = frozenset(it.not_predicted)
    scores = {id(one.at): one.score for one in it.mistakes}
    ranked = worst_first((one.at for one in it.mistakes), (one.article for one in it.by_article))
    for at in sorted(ranked, key=lambda one: (one.kind == "values", one.article in silent)):
        score = scores[id(at)]
        yield Place(at, "" if score is None else f"score {score:g}")
