"""What to read first: what the figures say about the guideline, the people and the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from annotator.measure.agreement.figures import (
    NO_SPAN,
    Agreement,
    Competence,
    Confusion,
    Slice,
)
from annotator.measure.intervals import Estimate
from annotator.report.wording import (
    counted,
    in_words,
    listed,
    named,
    number,
    percent,
    with_interval,
)

# So many differences at least, before anything is concluded from how they are spread.
ENOUGH = 10
# A clear part of all differences, and of what F1 lacks to 1.
_CLEAR = 0.2
# Two counts of rare events differ by more than chance at about this many standard errors.
SURE = 1.96


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say, and what to do about it; `advice` may be empty."""

    says: str
    advice: str = ""


def headline(agreement: Agreement) -> str:
    """The one sentence to quote.

    Two annotators agree on 0.83 of spans (strict F1; 95 % interval 0.78 to 0.87 over 24 clusters).
    """
    it = agreement.overall.strict_f1
    who = f"{in_words(len(agreement.annotators)).capitalize()} annotators"
    unit = agreement.method.unit
    over = counted(it.n, unit)
    if it.value is None:
        return f"How far {who.lower()} agree is undefined: {it.why or 'there are no spans'}."
    if it.low is None or it.high is None:
        why = it.why or f"no interval over {over}"
        return f"{who} agree on {number(it.value)} of spans (strict F1; {why})."
    ends = f"{number(it.low)} to {number(it.high)}"
    level = percent(agreement.method.level)
    return (
        f"{who} agree on {number(it.value)} of spans "
        f"(strict F1; {level} interval {ends} over {over})."
    )


def findings(agreement: Agreement) -> tuple[Finding, ...]:
    """What to read first, the most telling first; of little data little is said."""
    return tuple(_findings(agreement))


def _findings(it: Agreement) -> Iterator[Finding]:
    yield from _worst_label(it)
    yield from _main_class(it)
    yield from clitics(it.overall.strict_f1, it.overall.clitic_f1)
    yield from _values(it)
    yield from _one_marks_more(it)
    yield from _people(it)
    yield from _drift(it.weeks)
    yield from _guidelines(it.guidelines)
    counts = {one.article: one.differences for one in it.by_article}
    yield from few_articles(counts, len(counts), sum(counts.values()), "differences")


def _worst_label(it: Agreement) -> Iterator[Finding]:
    """The label that is agreed on least, if there are several."""
    known = {
        name: one.strict_f1 for name, one in it.labels.items() if one.strict_f1.value is not None
    }
    if len(known) < 2:
        return
    worst = min(known, key=lambda name: known[name].value or 0.0)
    best = max(known, key=lambda name: known[name].value or 0.0)
    if known[worst].value == known[best].value:
        return
    share = Counter(one.label for one in it.disagreements)[worst]
    part = f", {percent(share / len(it.disagreements))} of all differences" if share else ""
    if apart(known[worst], known[best]):
        advice = f"Begin with the guideline page of {named(worst)}."
    elif None in {known[worst].low, known[best].low}:
        advice = "Without intervals of both, the order of labels may be chance."
    else:
        advice = "The intervals of the two overlap, so that the order of labels may be chance."
    yield Finding(
        f"{named(worst)} is agreed on least: strict F1 {with_interval(known[worst])}{part}. "
        f"{named(best)} is agreed on most: {with_interval(known[best])}.",
        advice,
    )


_CLASSES = {
    "boundary": (
        "different edges under the same label",
        "A question for the guideline: what belongs inside a span, and what stays outside.",
    ),
    "label": (
        "different labels on the same words",
        "A question for the guideline: what parts these labels.",
    ),
    "label+boundary": (
        "overlapping spans with different labels and edges",
        "A question for the guideline: which label takes which words, with examples.",
    ),
    "missed": (
        "spans that only one annotator marked",
        "A question for the guideline: what is to be marked at all.",
    ),
}


def _main_class(it: Agreement) -> Iterator[Finding]:
    """The class that most differences between spans belong to."""
    counts = Counter(it.errors)
    classes = {
        "boundary": counts["boundary"],
        "label": counts["label"],
        "label+boundary": counts["label+boundary"],
        "missed": counts["missed"] + counts["spurious"],
    }
    total = sum(classes.values())
    if total < ENOUGH:
        return
    main = max(classes, key=lambda name: classes[name])
    says, advice = _CLASSES[main]
    of = f"{classes[main]:,} of {counted(total, 'difference')} between spans"
    told = f"Most frequent: {says}, {of} ({percent(classes[main] / total)})."
    if main in {"label", "label+boundary"}:
        told += most_confused(it.confusion)
    lopsided = main == "missed" and any(_one_marks_more(it))
    yield Finding(told, "" if lopsided else advice)


def most_confused(it: Confusion) -> str:
    """The two labels that stand for each other most often, as a sentence; empty where none do."""
    names, counts = it.labels, it.counts
    pairs = {
        (one, other): counts[one][other] + counts[other][one]
        for one, other in combinations(range(len(names)), 2)
        if NO_SPAN not in {names[one], names[other]}
    }
    most = max(pairs, key=lambda pair: pairs[pair], default=None)
    if most is None or not pairs[most]:
        return ""
    one, other = (named(names[at]) for at in most)
    return f" {one} and {other} stand for each other most often ({counted(pairs[most], 'time')})."


def clitics(
    strict: Estimate,
    clitic: Estimate,
    advice: str = "Settle in the guideline whether a proclitic belongs to the span.",
) -> Iterator[Finding]:
    """How much of what strict F1 lacks is clitics alone, where that is a clear part."""
    if strict.value is None or clitic.value is None or strict.value == 1:
        return
    part = (clitic.value - strict.value) / (1 - strict.value)
    if part >= _CLEAR:
        yield Finding(
            f"Clitics alone explain {percent(part)} of what strict F1 lacks: without them it is "
            f"{number(clitic.value)}.",
            advice,
        )


def _values(it: Agreement) -> Iterator[Finding]:
    """The value that is agreed on least, where values differ at all."""
    known = {
        name: one
        for name, one in it.attributes.items()
        if one.agreement.value is not None and one.matched >= ENOUGH
    }
    if not known:
        return
    worst = min(known, key=lambda name: known[name].agreement.value or 0.0)
    one = known[worst]
    if one.agreement.value == 1:
        return
    yield Finding(
        f"Of the values, {named(worst)} is agreed on least: {with_interval(one.agreement)} over "
        f"{counted(one.matched, 'matched span')}.",
        f"See the guideline's words on {named(worst)}.",
    )


def _one_marks_more(it: Agreement) -> Iterator[Finding]:
    """Whether one of two annotators marks more than the other, beyond chance."""
    if len(it.annotators) != 2:
        return
    only = (it.errors.get("missed", 0), it.errors.get("spurious", 0))
    total = sum(only)
    if total < ENOUGH or abs(only[0] - only[1]) <= SURE * total**0.5:
        return
    more, less = it.annotators if only[0] > only[1] else it.annotators[::-1]
    yield Finding(
        f"{more} marks more than {less}: {counted(max(only), 'span')} only by {more}, "
        f"{min(only):,} only by {less}.",
        f"Rather the people than the guideline: look at what only {more} marked, with both.",
    )


def _people(it: Agreement) -> Iterator[Finding]:
    """Whether one of three or more annotators stands apart."""
    known = sorted(
        (one for one in it.competence if one.right.value is not None),
        key=lambda one: one.right.value or 0.0,
    )
    if len(known) < 3:
        return
    last, others = known[0], known[1:]
    if all(apart(last.right, one.right) for one in others):
        yield Finding(
            f"{last.annotator} is right less often than the others: "
            f"{with_interval(last.right)}, the others {_range(others)}.",
            f"Rather the person than the guideline: go through differences with {last.annotator}.",
        )
    else:
        yield Finding(
            f"No annotator stands clearly apart: they are right {_range(known)} of the time.",
            "Nothing here says that it is one of the people rather than the guideline.",
        )


def _range(people: Sequence[Competence]) -> str:
    values = [one.right.value for one in people if one.right.value is not None]
    low, high = number(min(values)), number(max(values))
    return low if low == high else f"{low} to {high}"


def _drift(weeks: Sequence[Slice]) -> Iterator[Finding]:
    """Whether the first and the last week differ by more than chance."""
    known = [one for one in weeks if one.strict_f1.value is not None and one.name[:1].isdigit()]
    if len(known) < 2 or not apart(known[0].strict_f1, known[-1].strict_f1):
        return
    first, last = known[0], known[-1]
    rose = (last.strict_f1.value or 0.0) > (first.strict_f1.value or 0.0)
    yield Finding(
        f"Agreement {'rose' if rose else 'fell'} from {with_interval(first.strict_f1)} in "
        f"{first.name} to {with_interval(last.strict_f1)} in {last.name}.",
        "Early articles may need a second look."
        if rose
        else "Look at the articles of that week, and talk with the annotators.",
    )


def _guidelines(guidelines: Sequence[Slice]) -> Iterator[Finding]:
    """Two guidelines, one after another, that differ by more than chance."""
    known = [one for one in guidelines if one.strict_f1.value is not None]
    for one, other in pairwise(known):
        if apart(one.strict_f1, other.strict_f1):
            yield Finding(
                f"Under {named(one.name)} agreement is {with_interval(one.strict_f1)}, under "
                f"{named(other.name)} {with_interval(other.strict_f1)}.",
                "They should not be pooled: choose articles of one guideline with --articles.",
            )
            return


def few_articles(
    counts: Mapping[str, int], articles: int, total: int, noun: str
) -> Iterator[Finding]:
    """Whether half of all places are in a tenth of the articles.

    Args:
        counts: how many places each article has; of very many articles at least the worst.
        articles: how many articles there are.
        total: how many places there are in all.
        noun: what the places are, as in "differences".
    """
    few = max(articles // 10, 1)
    most = sorted(counts, key=lambda name: (-counts[name], name))[:few]
    held = sum(counts[name] for name in most)
    if articles < ENOUGH or total < ENOUGH or held * 2 < total:
        return
    names = [named(name) for name in most[:3]]
    more = f" and {few - 3:,} more" if few > 3 else ""
    told = f"{', '.join(names)}{more}" if more else listed(names)
    yield Finding(
        f"{counted(few, 'article')} of {articles:,} {'holds' if few == 1 else 'hold'} "
        f"{percent(held / total)} of all {noun}: {told}.",
        "Read these first; what is odd about them may not be odd about the rest.",
    )


def apart(one: Estimate, other: Estimate) -> bool:
    """Whether the intervals of two figures do not meet; False where there are none."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low or other.high < one.low
