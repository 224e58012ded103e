"""What to read first of an evaluation: what the scores say, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import pi, sqrt

from annotator.measure.evaluation.figures import Bin, Calibration, Confidence, Evaluation, Part
from annotator.measure.intervals import Estimate
from annotator.report.findings import (
    ENOUGH,
    SURE,
    Finding,
    apart,
    clitics,
    few_articles,
    most_confused,
)
from annotator.report.unsaid import NO_VALUES, has_no_values
from annotator.report.wording import (
    INTERVALS,
    counted,
    listed,
    named,
    number,
    percent,
    with_interval,
)

# What a threshold has to gain, and what scores have to be off by, to be told.
_GAIN, _OFF = 0.01, 0.1

_ALIGNED = (
    "Spans are aligned one to one: first those equal in label and edges, then those equal in "
    "edges, then by overlap of the same label, then by overlap; the order of spans changes "
    "nothing."
)
_CLASSES = {
    "boundary": (
        "other edges under the right label",
        "See below which words are too many or too few: often one rule mends most of them.",
    ),
    "label": ("another label on the right words", "See below which labels are mixed up."),
    "label+boundary": (
        "overlapping spans with another label and other edges",
        "See below which labels are mixed up.",
    ),
    "missed": (
        "spans of the gold that were not found",
        "See below whether they have a name, a word or a source in common.",
    ),
    "spurious": (
        "predictions where the gold has nothing",
        "See below whether the gold is right: what was overlooked there counts as spurious.",
    ),
}


def headline(it: Evaluation) -> str:
    """The one sentence to quote.

    p.jsonl reaches a strict F1 of 0.83 against v1 (95 % interval 0.78 to 0.87 over 24 clusters).
    """
    figure = it.overall.strict.f1
    who, gold = named(it.predictions), named(it.gold)
    if figure.value is None:
        why = figure.why.removeprefix("undefined: ") or "there are no spans"
        return f"The strict F1 of {who} against {gold} is undefined: {why}."
    over = counted(figure.n, it.method.unit)
    if figure.low is None or figure.high is None:
        sure = figure.why or f"no interval over {over}"
    else:
        ends = f"{number(figure.low)} to {number(figure.high)}"
        sure = f"{percent(it.method.level)} interval {ends} over {over}"
    return f"{who} reaches a strict F1 of {number(figure.value)} against {gold} ({sure})."


def uncounted(it: Evaluation) -> tuple[str, ...]:
    """What does not count, and why, and what counts as missed, in sentences."""
    return tuple(_uncounted(it))


def _uncounted(it: Evaluation) -> Iterator[str]:
    for why, count in Counter(one.reason for one in it.excluded).items():
        many = counted(count, "article of the gold", "articles of the gold")
        yield f"{many} left out: {named(why)}."
    if it.totals.not_in_gold:
        many = counted(it.totals.not_in_gold, "predicted article")
        yield f"{many} left out: the gold has no such article."
    gold, predicted = it.dropped_in_zones
    there = (("span of the gold", "spans of the gold", gold), ("predicted span", "", predicted))
    many = listed([counted(count, one, several) for one, several, count in there if count])
    if many:
        yield f"{many} left out: in zones that are no article text."
    if it.totals.not_predicted:
        many = counted(it.totals.not_predicted, "article of the gold", "articles of the gold")
        yield f"{many} without predictions: what the gold has there counts as missed."


def findings(it: Evaluation) -> tuple[Finding, ...]:
    """What to read first, the most telling first; of little data little is said."""
    return tuple(_findings(it))


def _findings(it: Evaluation) -> Iterator[Finding]:
    yield from _worst_label(it)
    yield from _main_class(it)
    yield from _lopsided(it)
    yield from clitics(
        it.overall.strict.f1,
        it.overall.clitic.f1,
        "Settle whether a proclitic belongs to the span, in the guideline or the extractor.",
    )
    yield from _values(it)
    if it.confidence:
        yield from _threshold(it, it.confidence)
        yield from _calibration(it.confidence.calibration)
    parts = {"language": it.by_language, "length": it.by_length, **it.slices}
    for name, own in parts.items():
        yield from _slices(name, own)
    counts = {one.article: one.mistakes for one in it.by_article}
    yield from few_articles(counts, it.totals.articles, it.totals.mistakes, "mistakes")


def _worst_label(it: Evaluation) -> Iterator[Finding]:
    """The labels with the lowest and the highest strict F1, if there are several."""
    known = {name: one.strict.f1 for name, one in it.labels.items()}
    ends = _ends(known)
    if ends is None:
        return
    worst, best = ends
    wrong = [one.at.label for one in it.mistakes if one.at.kind != "values"]
    share = wrong.count(worst)
    part = f", {percent(share / len(wrong))} of the mistakes in spans" if share else ""
    if apart(known[worst], known[best]):
        advice = f"Begin with the mistakes of {named(worst)}."
    elif None in {known[worst].low, known[best].low}:
        advice = "Without intervals of both, the order of labels may be chance."
    else:
        advice = "The intervals of the two overlap, so that the order of labels may be chance."
    yield Finding(
        f"{named(worst)} is found worst: strict F1 {with_interval(known[worst])}{part}. "
        f"{named(best)} is found best: {with_interval(known[best])}.",
        advice,
    )


def _ends(figures: Mapping[str, Estimate]) -> tuple[str, str] | None:
    """The names of the lowest and the highest figure; None where they are not two."""
    known = {name: one.value for name, one in figures.items() if one.value is not None}
    if len(known) < 2 or len(set(known.values())) < 2:
        return None
    return min(known, key=lambda name: known[name]), max(known, key=lambda name: known[name])


def _main_class(it: Evaluation) -> Iterator[Finding]:
    """The class that most mistakes between spans belong to."""
    counts = {name: it.errors.get(name, 0) for name in _CLASSES}
    total = sum(counts.values())
    if total < ENOUGH:
        return
    main = max(counts, key=lambda name: counts[name])
    says, advice = _CLASSES[main]
    of = f"{counts[main]:,} of {counted(total, 'mistake')} between spans"
    told = f"Most frequent: {says}, {of} ({percent(counts[main] / total)})."
    if main in {"label", "label+boundary"}:
        told += most_confused(it.confusion)
    yield Finding(told, advice)


def _lopsided(it: Evaluation) -> Iterator[Finding]:
    """Whether more is missed than invented, or the other way round, beyond chance."""
    missed, spurious = it.errors.get("missed", 0), it.errors.get("spurious", 0)
    total = missed + spurious
    if total < ENOUGH or abs(missed - spurious) <= SURE * total**0.5:
        return
    rates = (
        f"strict precision {with_interval(it.overall.strict.precision)}, recall "
        f"{with_interval(it.overall.strict.recall)}"
    )
    if missed > spurious:
        told = f"More is missed than invented: {missed:,} against {spurious:,} spans; {rates}."
        yield Finding(told, "A looser extractor may gain: it can afford some wrong predictions.")
    else:
        told = f"More is invented than missed: {spurious:,} against {missed:,} spans; {rates}."
        yield Finding(told, "A stricter extractor may gain: it predicts where nothing is.")


def _values(it: Evaluation) -> Iterator[Finding]:
    """The value that is right least often, where any is wrong at all; or that there are none."""
    if has_no_values(it):
        yield Finding(NO_VALUES)
        return
    known = {
        name: one
        for name, one in it.attributes.items()
        if one.accuracy.value is not None and one.given and one.matched >= ENOUGH
    }
    if not known:
        return
    worst = min(known, key=lambda name: known[name].accuracy.value or 0.0)
    one = known[worst]
    if one.accuracy.value == 1:
        return
    yield Finding(
        f"Of the values, {named(worst)} is right least often: {with_interval(one.accuracy)} over "
        f"{counted(one.matched, 'matched span')}."
    )


def _threshold(it: Evaluation, confidence: Confidence) -> Iterator[Finding]:
    """Whether a cut by the score would gain something."""
    best, now = confidence.curve.best, it.overall.strict.f1.value
    if best is None or now is None or best.f1 - now < _GAIN:
        return
    yield Finding(
        f"Without predictions scored below {best.threshold:g}, strict F1 would be "
        f"{number(best.f1)} instead of {number(now)}.",
        "The threshold was chosen on this very gold, which flatters: try it on other gold.",
    )


def _calibration(it: Calibration) -> Iterator[Finding]:
    """Whether scores promise more or less than they keep, clearly and beyond chance."""
    many = sum(one.predicted for one in it.bins)
    if it.error.value is None or many < ENOUGH:
        return
    error, shift = _by_chance(it.bins)
    if it.error.value < max(_OFF, error):
        return
    score = sum(one.score * one.predicted for one in it.bins) / many
    right = sum(one.right * one.predicted for one in it.bins) / many
    if abs(score - right) < max(_OFF / 2, shift):
        says = "Scores are no chances of being right, though right on the average"
    else:
        says = f"Scores promise too {'much' if score > right else 'little'}"
    yield Finding(
        f"{says}: their mean is {number(score)}, and {percent(right)} of predictions are right "
        f"(calibration error {number(it.error.value)}).",
        "Do not read a score as a chance before it is calibrated.",
    )


def _by_chance(bins: Sequence[Bin]) -> tuple[float, float]:
    """What scores that are chances hardly exceed: calibration error, and how far their mean is off.

    A bin's share of right ones is normal about its mean score, so that its distance from it is
    half-normal: above 0 where nothing is wrong, and the more so the fewer there are.
    """
    many = sum(one.predicted for one in bins)
    weights = [one.predicted / many for one in bins]
    spread = [one.score * (1 - one.score) / one.predicted for one in bins]
    mean = sum(w * sqrt(2 * v / pi) for w, v in zip(weights, spread, strict=True))
    whole = sum(w * w * v for w, v in zip(weights, spread, strict=True))
    return mean + SURE * sqrt((1 - 2 / pi) * whole), SURE * sqrt(whole)


def _slices(name: str, parts: Mapping[str, Part]) -> Iterator[Finding]:
    """The worst and the best part, where they differ by more than chance."""
    known = {one: part.overall.strict.f1 for one, part in parts.items()}
    ends = _ends(known)
    if ends is None or not apart(known[ends[0]], known[ends[1]]):
        return
    worst, best = ends
    yield Finding(
        f"By {named(name)}, {named(worst)} is found worst: strict F1 "
        f"{with_interval(known[worst])}; {named(best)} best: {with_interval(known[best])}.",
        "One figure over both says little about either." if len(known) == 2 else "",
    )


def listed_told(it: Evaluation) -> str:
    """Where the mistakes are that a page has no room for."""
    many = len(it.mistakes)
    if many == it.totals.mistakes:
        return "all are in the JSON"
    return f"the JSON lists {many:,} of them, drawn by chance, and by label only these are counted"


def method_told(it: Evaluation) -> tuple[str, ...]:
    """How intervals were drawn and spans were matched, in sentences."""
    way = INTERVALS.get(it.method.interval, it.method.interval)
    drawn = f"{counted(it.replicates, 'replicate')} of {counted(it.method.units, it.method.unit)}"
    return (
        f"Intervals: {percent(it.method.level)}, {way}, {drawn}, seed {it.seed}.",
        _ALIGNED,
    )
