"""What to read first in a comparison: who is better, how sure that is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.measure.evaluation.figures import Comparison, Contest, Contestant, Duel
from annotator.report.comparison_tables import without
from annotator.report.comparison_words import (
    DECIMALS,
    HEADLINE,
    NAMES,
    SURE,
    equals,
    least_p,
    outcome,
    p_of,
    signed,
    tests_of_labels,
    verdict,
)
from annotator.report.findings import Finding
from annotator.report.wording import counted, in_words, interval, listed, named, number

_PRECISION, _RECALL = "strict_precision", "strict_recall"
# A difference that one article takes away, or half of, rests on it.
_HALF = 0.5


def headline(found: Comparison) -> str:
    """The one sentence to quote: of two the verdict, of more who has the highest strict F1.

    Of three extractors c has the highest strict F1, 0.842 [0.811, 0.869]: better than a; no
    difference to b can be told.
    """
    if len(found.duels) == 1:
        return verdict(found, found.duels[0])
    known = [one for one in found.extractors if one.overall[HEADLINE].value is not None]
    many = in_words(len(found.extractors))
    if not known:
        return f"Which of {many} extractors is best cannot be told: no strict F1 is defined."
    best = max(known, key=lambda one: one.overall[HEADLINE].value or 0.0)
    figure = best.overall[HEADLINE]
    told = f"{number(figure.value, DECIMALS)} {interval(figure, DECIMALS)}".rstrip()
    highest = f"Of {many} extractors {named(best.name)} has the highest strict F1, {told}"
    return f"{highest}: {'; '.join(_beside_the_others(found, best))}."


def _beside_the_others(found: Comparison, best: Contestant) -> Iterator[str]:
    """Whom the best is better than, and whom not for sure."""
    better: list[str] = []
    others: list[str] = []
    for duel in found.duels:
        if best.name in duel.extractors:
            (other,) = (name for name in duel.extractors if name != best.name)
            sure = outcome(duel.overall[HEADLINE]) in {"better", "worse"}
            (better if sure else others).append(named(other))
    if better:
        yield f"better than {listed(better)}"
    if others:
        yield f"no difference to {listed(others)} can be told"


def findings(found: Comparison) -> tuple[Finding, ...]:
    """What holds of all extractors: of more than two each verdict; how well people agree."""
    return tuple(_findings(found))


def _findings(found: Comparison) -> Iterator[Finding]:
    if len(found.duels) > 1:
        yield from (Finding(verdict(found, duel)) for duel in found.duels)
    yield from people(found)


def people(found: Comparison) -> Iterator[Finding]:
    """Where the best extractor stands beside those two people who agree most."""
    people = [one for one in found.ceilings if one.overall[HEADLINE].value is not None]
    known = [one for one in found.extractors if one.overall[HEADLINE].value is not None]
    if not people or not known:
        return
    top = max(people, key=lambda one: one.overall[HEADLINE].value or 0.0)
    best = max(known, key=lambda one: one.overall[HEADLINE].value or 0.0)
    ceiling, reached = top.overall[HEADLINE], best.overall[HEADLINE].value or 0.0
    gap = (ceiling.value or 0.0) - reached
    told = f"{number(ceiling.value, DECIMALS)} {interval(ceiling, DECIMALS)}".rstrip()
    who = listed([named(name) for name in top.annotators])
    of = len(found.articles)
    some = f"{top.articles:,} of the " if top.articles < of else ""
    over = f"over {some}{counted(of, 'article')}"
    if gap > 0:
        below = f"{named(best.name)}, the best here, is {number(gap, DECIMALS)} below that."
        yield Finding(f"People agree at strict F1 {told} ({who}, {over}): {below}")
        return
    yield Finding(
        f"People agree at strict F1 {told} ({who}, {over}): {named(best.name)} is not below that.",
        "Where an extractor does as well as people agree, the gold may be what is wrong.",
    )


def findings_of(found: Comparison, duel: Duel) -> tuple[Finding, ...]:
    """What a verdict on two extractors rests on, and what it hides."""
    return tuple(_findings_of(found, duel))


def _findings_of(found: Comparison, duel: Duel) -> Iterator[Finding]:
    yield Finding(_ahead_in(duel))
    yield from _trade(duel)
    yield from _other_ways(duel)
    yield from _labels(found, duel)
    yield from _one_article(duel)


def _ahead_in(duel: Duel) -> str:
    """In how many articles either is ahead."""
    a, b = map(named, duel.extractors)
    told = f"{b} is ahead in {counted(duel.better, 'article')}, {a} in {duel.worse:,}"
    return f"{told}; in {duel.equal:,} they are equal." if duel.equal else f"{told}."


def _trade(duel: Duel) -> Iterator[Finding]:
    """Where one finds more and the other is wrong less often."""
    precision, recall = duel.overall[_PRECISION], duel.overall[_RECALL]
    one, other = precision.difference.value, recall.difference.value
    if one is None or other is None or one * other >= 0:
        return
    a, b = map(named, duel.extractors)
    finds, careful = (b, a) if other > 0 else (a, b)
    told = (
        f"{finds} finds more of the gold (recall {_by(recall)}), and more of what {careful} "
        f"predicts is right (precision {_by(precision)})."
    )
    yield Finding(told, "Which of these matters more is for those to say who use the predictions.")


def _other_ways(duel: Duel) -> Iterator[Finding]:
    """Ways to score by which the other is ahead, or for sure where strictly nobody is."""
    strict = duel.overall[HEADLINE]
    value = strict.difference.value
    ways = {key: one for key, one in duel.overall.items() if key not in {_PRECISION, _RECALL}}
    turned = [
        f"{NAMES[key]} ({_by(one)})"
        for key, one in ways.items()
        if value and one.difference.value and one.difference.value * value < 0
    ]
    if turned:
        ahead = named(duel.extractors[0] if (value or 0.0) > 0 else duel.extractors[1])
        yield Finding(f"By {listed(turned)} it is {ahead} that is ahead.")
    sure = [
        f"{NAMES[key]} ({_by(one)})"
        for key, one in ways.items()
        if outcome(one) in {"better", "worse"}
    ]
    if sure and outcome(strict) not in {"better", "worse"}:
        yield Finding(
            f"A difference can be told by {listed(sure)}.",
            "These p are not corrected for there being several ways to score.",
        )


def _labels(found: Comparison, duel: Duel) -> Iterator[Finding]:
    """The labels in which a difference can be told."""
    known = {
        name: figures[HEADLINE]
        for name, figures in duel.labels.items()
        if figures[HEADLINE].difference.value is not None
    }
    if len(known) < 2:
        return
    for name, results in zip(duel.extractors, ("worse", "better"), strict=True):
        own = [f"{named(key)} ({_by(x)})" for key, x in known.items() if outcome(x) == results]
        if own:
            yield Finding(f"{named(name)} is better in {listed(own)}.")
    if any(outcome(one) in {"better", "worse"} for one in known.values()):
        return
    tests = tests_of_labels(found)
    least = least_p(tests)
    if least is not None and least >= SURE:
        units = counted(found.method.units, found.method.unit)
        yield Finding(
            f"Of {units} no difference in a label can be told: corrected for "
            f"{counted(tests.many, 'test')} no p can be below {least:.2g}."
        )
    else:
        yield Finding("In no label by itself can a difference be told.")


def _one_article(duel: Duel) -> Iterator[Finding]:
    """Whether the difference rests on one article."""
    whole = duel.overall[HEADLINE].difference.value
    if not whole or not duel.articles:
        return
    first = max(duel.articles, key=lambda one: (one.pull or 0.0) * whole)
    rest = without(first, whole)
    if rest is None or rest / whole > _HALF:
        return
    yield Finding(
        f"Without the article {named(first.name)} the difference would be {signed(rest)} instead "
        f"of {signed(whole)}.",
        "Read that article first: so much rests on it alone.",
    )


def _by(contest: Contest) -> str:
    """How large a difference is, and its p."""
    ends = interval(contest.difference, DECIMALS)
    told = f"{signed(contest.difference.value)} {ends}".rstrip()
    return f"{told}, p {equals(p_of(contest))}"
