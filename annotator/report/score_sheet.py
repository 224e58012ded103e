"""The scores of a part of an evaluation, line by line, as a narrow pane shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.measure.agreement.figures import DisagreementKind
from annotator.measure.evaluation.figures import WAYS, Curve, Evaluation, Scorings
from annotator.measure.evaluation.figures import Part as Slice
from annotator.measure.intervals import Estimate
from annotator.report.narrowing import ALL_KINDS, Part
from annotator.report.sheet import Count, Figure, Heading, Line, Remark, undefined
from annotator.report.unsaid import all_equal, never_predicted
from annotator.report.wording import counted

STRICT = "strict.f1"

_KINDS: dict[DisagreementKind, str] = {
    "label": "labels differ",
    "boundary": "edges differ",
    "label+boundary": "labels and edges",
    "missed": "missed: only in the gold",
    "spurious": "spurious: only predicted",
    "values": "values differ",
}


@dataclass(frozen=True, slots=True)
class ScoresOfPart:
    """Scores as they were computed, and what they are of; None where none were kept.

    `aside` says that a label was asked for, which has no scores of its own there.
    """

    scores: Scorings | None
    of: str
    aside: bool = False


def scores_of(found: Evaluation, part: Part) -> ScoresOfPart:
    """The scores that were computed for a part, or for the least that it lies in.

    Of very many articles only the worst are kept.
    """
    if part.article is not None:
        own = next((one for one in found.by_article if one.article == part.article), None)
        return ScoresOfPart(
            own.overall if own else None, part.article, aside=part.label is not None
        )
    if part.label is None:
        return ScoresOfPart(found.overall, "all labels")
    return ScoresOfPart(found.labels[part.label], part.label)


def score_sheet(found: Evaluation, part: Part, verdicts: Sequence[str] = ()) -> tuple[Line, ...]:
    """The scores of a part and, where they were computed, of what it is made of.

    `verdicts` tell what came of gates.
    """
    return tuple(_lines(found, part, verdicts))


def _lines(found: Evaluation, part: Part, verdicts: Sequence[str]) -> Iterator[Line]:
    own = scores_of(found, part)
    yield Heading(f"scores: {own.of}")
    if own.scores is None:
        yield Remark(f"of so many articles only the {len(found.by_article):,} worst have scores")
    elif own.aside:
        yield Remark("one label in one article has no scores of its own: these are the article's")
    yield from map(Remark, verdicts)
    if own.scores is not None:
        shown = tuple(_shown(own.scores))
        yield from shown
        yield from undefined(shown)
    yield from _counts(found, part)
    if part.article is None:
        yield from _below(found, part)
    yield from _known(found)


def _shown(scores: Scorings) -> Iterator[Figure]:
    """The strict rates first, of the other ways to score F1 alone; named as in the JSON."""
    yield Figure(STRICT, scores.strict.f1)
    yield Figure("precision", scores.strict.precision)
    yield Figure("recall", scores.strict.recall)
    for way in WAYS[1:]:
        yield Figure(f"{way}.f1", getattr(scores, way).f1)


def _counts(found: Evaluation, part: Part) -> Iterator[Line]:
    """How many mistakes of each kind the part holds, whichever kind is asked for."""
    every = Part(part.label, None, part.article)
    if every.active:
        counts = Counter(one.at.kind for one in found.mistakes if every.meets(one.at))
    else:
        counts = Counter({kind: found.errors.get(kind, 0) for kind in ALL_KINDS})
        counts["values"] = found.totals.values
    if any(counts.values()):
        yield Heading("mistakes")
    for kind in ALL_KINDS:
        if counts[kind]:
            yield Count(kind, _KINDS[kind], counts[kind])
    kept, total = len(found.mistakes), found.totals.mistakes
    if kept < total:
        told = "these are counted among them" if every.active else "chosen by chance"
        yield Remark(f"{kept:,} of {total:,} mistakes are listed; {told}")


def _below(found: Evaluation, part: Part) -> Iterator[Line]:
    """Strict F1 by label and slice; of a label, how its values were found; what scores say."""
    if part.label is None:
        yield Heading("strict.f1 by label")
        for label, own in found.labels.items():
            if own.strict.possible or own.strict.actual:
                yield Figure(label, own.strict.f1)
        yield from _slices("language", found.by_language)
        yield from _slices("length", found.by_length)
        for name, parts in found.slices.items():
            yield from _slices(name, parts)
    else:
        yield from _values(found, part.label)
    yield from _confidence(found, part.label)


def _slices(name: str, parts: Mapping[str, Slice]) -> Iterator[Line]:
    """The strict F1 of each slice, where there is more than one."""
    if len(parts) > 1:
        yield Heading(f"strict.f1 by {name}")
        for key, own in parts.items():
            yield Figure(key or "not known", own.overall.strict.f1)


def _values(found: Evaluation, label: str) -> Iterator[Line]:
    """How often the values of a label are right; of entities, whose ids are arbitrary, clusters."""
    prefix = f"{label}."
    there = {
        name: one
        for name, one in found.attributes.items()
        if name.startswith(prefix) and one.given and one.matched
    }
    silent = [name for name in never_predicted(found) if name.startswith(prefix)]
    if there or silent:
        yield Heading(f"values of {label}: accuracy")
    for name, one in there.items():
        own = name.removeprefix(prefix)
        if one.type == "entity":
            yield from (Figure(f"{own} {key}", more) for key, more in one.more.items())
        else:
            yield Figure(own, one.accuracy)
    if silent:
        names = ", ".join(name.removeprefix(prefix) for name in silent)
        yield Remark(f"never predicted: {names}")


def _confidence(found: Evaluation, label: str | None) -> Iterator[Line]:
    """What the scores of predictions are worth, judged strictly."""
    own = found.confidence
    if own is None:
        return
    curve = own.curve if label is None else own.labels.get(label)
    if curve is None:
        return
    yield Heading("scores of predictions")
    if curve.why:
        yield Remark(curve.why)
        return
    shown = tuple(_of_curve(curve))
    yield from shown
    if label is None:
        yield from map(Remark, filter(None, [all_equal(own)]))
        error = Figure("calibration error", own.calibration.error)
        yield error
        yield from undefined([error])


def _of_curve(curve: Curve) -> Iterator[Figure]:
    average = curve.average_precision
    yield Figure("average precision", Estimate(average, None, None, 0))
    if curve.best is not None:
        yield Figure(f"f1 from {curve.best.threshold:g} on", curve.at_best)


def _known(found: Evaluation) -> Iterator[Line]:
    """What has to be known of the scores: warnings, and what does not count."""
    remarks = [*found.warnings]
    for why, count in Counter(one.reason for one in found.excluded).items():
        remarks.append(f"{counted(count, 'article')} left out: {why}")
    gold, predicted = found.dropped_in_zones
    if gold or predicted:
        remarks.append(
            f"in zones that are no article text, left out: {gold:,} gold, {predicted:,} predicted"
        )
    if remarks:
        yield Heading("to be known")
        yield from map(Remark, remarks)
