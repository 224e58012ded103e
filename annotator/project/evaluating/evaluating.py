"""How well extractors do on a project's gold, and which of them is better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.errors import UsageError
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.comparison import comparison
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.figures import Comparison, Duel, Evaluation
from annotator.measure.evaluation.judged import Judged, Told
from annotator.measure.evaluation.swings import swings
from annotator.project.agreeing.refusals import TooLittle, listed, reasons
from annotator.project.agreeing.selecting import unit_of
from annotator.project.evaluating.gold import Gold, GoldArticle
from annotator.project.evaluating.people import no_ceiling, with_gold
from annotator.project.evaluating.predictions import OPTION, Predictions
from annotator.text.article import Article

# What an article without predictions means: that nothing was found in it, or that nobody looked.
Unpredicted = Literal["missed", "left out"]
# Of so many articles, those that made most of a difference, so many places each are told.
_MOST_READ, _MOST_SWINGS = 20, 25


@dataclass(frozen=True, slots=True)
class How:
    """How it is computed, and what a report says of that.

    `program` is which version of this program it is, `command` what was typed. `unpredicted` says
    what becomes of gold articles that an extractor says nothing of: their spans are missed, or
    the articles are left out for all.
    """

    seed: int = 0
    replicates: int = 1000
    program: str = ""
    command: str = ""
    unpredicted: Unpredicted = "missed"


def evaluate(gold: Gold, predictions: Predictions, how: How) -> Evaluation:
    """How well one extractor does.

    Raises:
        TooLittle: no article of the gold is left to judge.
    """
    judged, told = _judged(gold, [predictions], how)
    found = evaluation(
        judged, predictions.name, gold.schema, told, seed=how.seed, replicates=how.replicates
    )
    return replace(found, warnings=_warnings(gold, [predictions], found.warnings))


def compare(
    gold: Gold,
    predictions: Sequence[Predictions],
    how: How,
    humans: Sequence[Predictions] = (),
) -> Comparison:
    """Which of two extractors or more is better, over the same articles.

    `humans` are whose labels tell how well people agree; where nobody is named, those whose labels
    were adjudicated into the gold. Where all of the gold is one annotator's own labels, one beside
    that annotator is enough.

    Raises:
        UsageError: fewer than two are given, or one twice.
        TooLittle: no article of the gold is left to judge.
    """
    names = [one.name for one in predictions]
    check_names(names)
    judged, told = _judged(gold, predictions, how, with_gold(gold, humans))
    found = comparison(judged, names, gold.schema, told, seed=how.seed, replicates=how.replicates)
    return replace(
        found,
        duels=tuple(_to_read(one, judged, gold.schema) for one in found.duels),
        warnings=(*_warnings(gold, predictions, found.warnings), *no_ceiling(gold, humans, found)),
    )


def _to_read(duel: Duel, judged: Sequence[Judged], schema: Schema) -> Duel:
    """The duel with the places of those articles that made most of it."""
    first = {pull.name: at for at, pull in enumerate(duel.articles[:_MOST_READ])}
    some = [one for one in judged if one.article.id in first]
    some.sort(key=lambda one: first[one.article.id])
    return replace(duel, swings=swings(some, duel.extractors, schema, _MOST_SWINGS))


def check_names(names: Sequence[str]) -> None:
    """Refuse what cannot be compared: fewer than two, or one twice.

    Raises:
        UsageError: it is so.
    """
    if len(names) < 2:
        what = "a comparison is between two, and fewer are named"
        raise UsageError(what, OPTION, "name another file, or who keeps labels in the project")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        what = f"{listed(twice)} would be compared with the very same predictions"
        raise UsageError(what, OPTION, "name each once")


def _judged(
    gold: Gold, predictions: Sequence[Predictions], how: How, humans: Sequence[Predictions] = ()
) -> tuple[list[Judged], Told]:
    """The articles that count, and what is told beside the figures.

    Raises:
        TooLittle: there are none.
    """
    excluded = _excluded(gold, predictions, how)
    judged = [
        Judged(
            article=one.article,
            unit=unit_of(one.article),
            gold=one.labelling,
            predicted={
                each.name: each.articles[article_id]
                for each in predictions
                if article_id in each.articles
            },
            facts=dict(_facts(one.article)),
            humans=dict(_humans(one, article_id, humans)),
        )
        for article_id, one in gold.articles.items()
        if article_id not in excluded
    ]
    left_out = [Excluded(one, reason) for one, reason in sorted(excluded.items())]
    if not judged:
        what = f"no article of the gold {gold.name} can be judged"
        raise TooLittle(what, OPTION, f"see what keeps them apart: {reasons(left_out)}")
    return judged, _told(gold, predictions, how, left_out)


def _excluded(gold: Gold, predictions: Sequence[Predictions], how: How) -> dict[str, str]:
    """The articles of the gold that do not count, and why."""
    found = {one.article: [one.reason] for one in gold.excluded}
    for each in predictions:
        for one in each.excluded:
            found.setdefault(one.article, []).append(one.reason)
        if how.unpredicted == "left out":
            told = each.articles.keys() | {one.article for one in each.excluded}
            for article_id in gold.articles.keys() - told:
                found.setdefault(article_id, []).append(f"not predicted by {each.name}")
    return {article: "; ".join(dict.fromkeys(whys)) for article, whys in found.items()}


def _told(
    gold: Gold, predictions: Sequence[Predictions], how: How, excluded: Sequence[Excluded]
) -> Told:
    known = frozenset(gold.articles).union(one.article for one in gold.excluded)
    return Told(
        gold=gold.name,
        program=how.program,
        command=how.command,
        not_in_gold={each.name: sorted(each.articles.keys() - known) for each in predictions},
        excluded=tuple(excluded),
        used=(*gold.used, *(one for each in predictions for one in each.used)),
        schemas=gold.schemas,
        digests={each.name: each.sha256 for each in predictions},
    )


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    """What an article may be sliced by beside its language and length."""
    if article.facts.source:
        yield "source", article.facts.source
    if article.facts.published:
        yield "year", article.facts.published[:4]


def _humans(
    gold: GoldArticle, article_id: str, named: Sequence[Predictions]
) -> Iterable[tuple[str, Labelling]]:
    """Those whose labels tell how well people agree."""
    if not named:
        return gold.humans.items()
    there = ((one.name, one.articles.get(article_id)) for one in named)
    return [(name, said.labelling) for name, said in there if said]


def _warnings(
    gold: Gold, predictions: Sequence[Predictions], found: Sequence[str]
) -> tuple[str, ...]:
    """What is to be known before the figures are trusted, each once."""
    notices = (notice for each in predictions for notice in each.notices)
    return tuple(dict.fromkeys((*gold.warnings, *notices, *found)))
