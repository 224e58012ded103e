"""Which of two extractors is better, in sentences: only what the interval and the p both bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.measure.evaluation.figures import Comparison, Contest, Duel
from annotator.measure.intervals import Estimate
from annotator.report.signs import visible
from annotator.report.ways_wording import BY_WAY, WAYS_TOLD
from annotator.report.wording import (
    INTERVALS,
    UNDEFINED,
    Measure,
    counted,
    interval,
    named,
    number,
    percent,
)

HEADLINE = "strict_f1"
SURE = 0.05
DECIMALS = 3
BY_PULL = (
    "What comes first is that without which the whole difference would change most, and need not "
    "be what differs most itself."
)
NO_PEOPLE = (
    "how well people agree is not known: name two of them with --human NAME, or one where the gold "
    "is another's own labels"
)

# What is compared, beside the ways to score.
RATES = (
    Measure(
        "strict_precision",
        "Strict precision",
        "The share of what was predicted that is strictly right.",
        BY_WAY["strict"].source,
    ),
    Measure(
        "strict_recall",
        "Strict recall",
        "The share of the gold that was found strictly right.",
        BY_WAY["strict"].source,
    ),
)
NAMES = {
    **{f"{one.key}_f1": f"{one.name} F1" for one in WAYS_TOLD},
    **{one.key: one.name for one in RATES},
}

Outcome = Literal["better", "worse", "equal", "unsure", "undefined"]


@dataclass(frozen=True, slots=True)
class Tests:
    """What a p is held against: how many it was corrected for, and the least it could be.

    `many` counts the tests that were corrected together, 1 where there is nothing to correct.
    """

    many: int = 1
    of: str = "pair"
    floor: float | None = None


def outcome(contest: Contest) -> Outcome:
    """What is known of two extractors; `better` and `worse` are said of the second.

    Neither is said to be better unless the interval of the difference leaves out 0 and p, where
    several were tested the corrected one, is below 0.05.
    """
    value = contest.difference.value
    if value is None:
        return "undefined"
    if not value:
        return "equal"
    p = p_of(contest)
    if p is None or p >= SURE or not _leaves_out_0(contest.difference):
        return "unsure"
    return "better" if value > 0 else "worse"


def p_of(contest: Contest) -> float | None:
    """The p that counts: the corrected one where several were tested."""
    return contest.p if contest.p_holm is None else contest.p_holm


def verdict(found: Comparison, duel: Duel) -> str:
    """Which of two extractors is better by strict F1, and how sure that is, in one sentence.

    b is better than a by 0.031 strict F1 [0.012, 0.049], p = 0.004.
    """
    contest = duel.overall[HEADLINE]
    a, b = map(named, duel.extractors)
    value = contest.difference.value
    if value is None:
        why = contest.difference.why or contest.why
        return f"Which of {a} and {b} is better cannot be told: {why}."
    if not value:
        both = number(contest.a.value, DECIMALS)
        return f"{a} and {b} have the same strict F1, {both}{_ends(contest.difference)}."
    ahead, behind = (b, a) if value > 0 else (a, b)
    gap = towards(contest.difference, value)
    told = f"{number(gap.value, DECIMALS)}"
    tests = tests_of(found)
    if outcome(contest) in {"better", "worse"}:
        by = f"by {told} strict F1{_ends(gap)}, {p_told(contest, tests)}"
        return f"{ahead} is better than {behind} {by}."
    more = f"{ahead} has {told} more strict F1{_ends(gap)}"
    return f"{_unsure(contest, (a, b), more, found, tests)}."


def tests_of(found: Comparison) -> Tests:
    """What the p's over all labels are held against: one another, where there are more pairs."""
    contests = [duel.overall[HEADLINE] for duel in found.duels]
    return _tests(contests, "pair") if len(contests) > 1 else replace(_tests(contests), many=1)


def tests_of_labels(found: Comparison) -> Tests:
    """What the p's of labels are held against: those of all labels of all pairs."""
    each = (figures[HEADLINE] for duel in found.duels for figures in duel.labels.values())
    return _tests(tuple(each), "test")


def _tests(contests: Sequence[Contest], of: str = "pair") -> Tests:
    floors = [one.p_floor for one in contests if one.p_floor is not None]
    return Tests(sum(one.p is not None for one in contests), of, min(floors, default=None))


def towards(difference: Estimate, value: float) -> Estimate:
    """A difference as the one who is ahead has it: never below 0."""
    if value >= 0:
        return difference
    low, high = (None if end is None else -end for end in (difference.high, difference.low))
    return replace(difference, value=-value, low=low, high=high)


def p_told(contest: Contest, tests: Tests) -> str:
    """A p in a sentence, with what it was corrected for."""
    p = p_of(contest)
    told = f"p {equals(p)}"
    if contest.p_holm is None:
        return told
    return f"{told} (corrected for {counted(tests.many, tests.of)}, Holm)"


def equals(p: float | None) -> str:
    """= 0.004, and never = 0."""
    if p is None:
        return "is undefined"
    return f"< {0.001:.3f}" if p < 0.001 else f"= {p:.3f}"


def p_value(value: float | None) -> str:
    """A p in a table: three decimals at most, and never 0."""
    if value is None:
        return UNDEFINED
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def signed(value: float | None, decimals: int = DECIMALS) -> str:
    """A difference with its sign; one that is not 0 does not look so."""
    if value is None:
        return UNDEFINED
    told = f"{value:+.{decimals}f}"
    if value and not float(told):
        told = f"{value:+.0e}"
    return (told if float(told) else told[1:]).replace("-", "−")


def least_p(tests: Tests) -> float | None:
    """The least that a p could be, after it was corrected."""
    return None if tests.floor is None else min(tests.floor * tests.many, 1.0)


def _unsure(
    contest: Contest, names: tuple[str, str], more: str, found: Comparison, tests: Tests
) -> str:
    """That no difference can be told, and why not."""
    a, b = names
    none = f"No difference between {a} and {b} can be told"
    p, least = p_of(contest), least_p(tests)
    told = p_told(contest, tests)
    if p is not None and least is not None and least >= SURE:
        units = counted(found.method.units, found.method.unit)
        after = " after that" if contest.p_holm is not None else ""
        return f"{none}: {more}, {told}, but of {units} no p can be below {least:.2g}{after}"
    if not _has_interval(contest.difference):
        return f"{none}: {more}, {told}, and no interval: {contest.difference.why}"
    if p is None or (p >= SURE) != _leaves_out_0(contest.difference):
        return f"{none}: {more}, {told}"
    if p < SURE:
        return f"{none} for sure: {more}, {told}, but the interval does not leave out 0"
    return f"{none} for sure: {more}; the interval leaves out 0, but {told}"


def _ends(it: Estimate) -> str:
    ends = interval(it, DECIMALS)
    return f" {ends}" if ends else ""


def _has_interval(it: Estimate) -> bool:
    return it.low is not None and it.high is not None


def _leaves_out_0(it: Estimate) -> bool:
    return it.low is not None and it.high is not None and (it.low > 0 or it.high < 0)


def method_told(found: Comparison) -> Iterator[str]:
    """How it was computed, in sentences."""
    it = found.method
    way = INTERVALS.get(it.interval, it.interval)
    drawn = f"{counted(found.replicates, 'replicate')} of {counted(it.units, it.unit)}"
    yield (
        f"{visible(it.program)}. Intervals: {percent(it.level)}, {way}, {drawn}, seed "
        f"{found.seed}; those of a difference resample both extractors at once (paired bootstrap)."
    )
    yield (
        "p is that of approximate randomization (Yeh 2000), two-sided: how often a difference as "
        f"large comes about if chance decides, {it.unit} by {it.unit}, which of the two said "
        f"which. Of up to 12 {it.unit}s every swap is tried, so that p is exact; of more "
        f"{found.swaps:,} are drawn. Of n {it.unit}s no p can be below 2/2ⁿ."
    )
    yield (
        "Holm's correction (1979) is over all labels of all pairs, figure by figure, and over all "
        "pairs where there are more than two extractors. Figures are not corrected for one "
        "another. An extractor is only said to be better where the interval of the difference "
        "leaves out 0 and p, the corrected one if there is one, is below 0.05."
    )
    yield (
        "Figures have three decimals here, as differences are often in the third, and two where "
        "one extractor is scored by itself: no interval bears more."
    )
    yield (
        "Each extractor's spans are aligned with the gold one to one, and the same articles count "
        "for all: of one that was not predicted the gold's spans are missed."
    )
