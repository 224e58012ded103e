"""Whose labels tell how well people agree, and what is missing where nobody's do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.measure.evaluation.figures import Comparison
from annotator.measure.evaluation.judged import Predicted
from annotator.project.agreeing.refusals import listed
from annotator.project.evaluating.gold import Gold
from annotator.project.evaluating.predictions import Predictions
from annotator.project.naming import is_gold

_UNKNOWN = "how well people agree is not known"


def with_gold(gold: Gold, humans: Sequence[Predictions]) -> Sequence[Predictions]:
    """Those who are named; beside one alone whoever labelled all of the gold, if one person did."""
    names = {one.name for one in humans}
    own = annotator_of(gold)
    if len(names) != 1 or own is None or _is_by(humans[0], own):
        return humans
    said = {article: Predicted(one.labelling) for article, one in gold.articles.items()}
    return (Predictions(own, said), *humans)


def annotator_of(gold: Gold) -> str | None:
    """The annotator whose own labels all of the gold is; None of what was made of several's."""
    authors = {one.annotator for one in gold.used}
    adjudicated = any(one.labelling.adjudication for one in gold.articles.values())
    if len(authors) != 1 or adjudicated:
        return None
    (author,) = authors
    return None if is_gold(author) else author


def no_ceiling(gold: Gold, humans: Sequence[Predictions], found: Comparison) -> Iterator[str]:
    """What is missing where people are named, and their agreement is not known all the same."""
    names = list(dict.fromkeys(one.name for one in humans))
    if found.ceilings or not names:
        return
    own = annotator_of(gold)
    silent = [one.name for one in humans if not _counted(one, found)]
    if silent:
        yield f"{_UNKNOWN}: {listed(silent)} labelled no article that counts here"
    elif len(names) > 1:
        yield f"{_UNKNOWN}: no two of {listed(names)} labelled the same article of the gold"
    elif own is None:
        yield (
            f"{_UNKNOWN}: {names[0]} alone is named, and the gold {gold.name} is no one "
            "annotator's own labels; name another with --human NAME"
        )
    else:
        yield (
            f"{_UNKNOWN}: {names[0]} is who labelled the gold {gold.name}; name another with "
            "--human NAME"
        )


def _counted(one: Predictions, found: Comparison) -> bool:
    """Whether somebody labelled an article that is judged."""
    return not one.articles.keys().isdisjoint(found.articles)


def _is_by(one: Predictions, annotator: str) -> bool:
    """Whether labels are that annotator's, whichever version of them."""
    return {used.annotator for used in one.used} == {annotator}
