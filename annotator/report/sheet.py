"""The figures of a part of an agreement, line by line, as a narrow pane shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.measure.agreement.figures import Agreement, DisagreementKind, Figures, OfPair
from annotator.measure.intervals import Estimate
from annotator.report.narrowing import ALL_KINDS, Pair, Part
from annotator.report.wording import counted, listed

_MEASURES = (
    "strict_f1 boundary_f1 overlap_f1 clitic_f1 full_f1 u_alpha u_alpha_binary cu_alpha "
    "token_kappa gamma gamma_cat label_alpha"
).split()
# For one label the edges alone, and marked or not, say what strict_f1 and u_alpha say already.
_OF_A_LABEL = (
    "strict_f1 overlap_f1 clitic_f1 full_f1 u_alpha ku_alpha coverage token_kappa gamma label_alpha"
).split()
_FEW = 3
_KINDS: dict[DisagreementKind, str] = {
    "label": "labels differ",
    "boundary": "edges differ",
    "label+boundary": "labels and edges",
    "missed": "only the first",
    "spurious": "only the second",
    "values": "values differ",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands below it, in words."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its name in the JSON, or by what it is of."""

    name: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Count:
    """How many disagreements there are of a kind."""

    kind: DisagreementKind
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that has to be known of the figures, in a sentence."""

    text: str


Line = Heading | Figure | Count | Remark


@dataclass(frozen=True, slots=True)
class Scope:
    """Figures as they were computed, and what they are of.

    `aside` is what was asked for and has none of its own there: "label", "pair".
    """

    figures: Figures
    of: str
    aside: tuple[str, ...] = ()


def scope(found: Agreement, part: Part) -> Scope:
    """The figures that were computed for a part, or for the least that it lies in."""
    if part.article is not None:
        own = next(one for one in found.by_article if one.article == part.article)
        chosen = {"label": part.label, "pair": part.pair}
        return Scope(own.overall, part.article, tuple(one for one in chosen if chosen[one]))
    whose = found if part.pair is None else of_pair(found, part.pair)
    who = "" if part.pair is None else f"{listed(list(part.pair))}, "
    if part.label is None:
        return Scope(whose.overall, f"{who}all labels")
    return Scope(whose.labels[part.label], f"{who}{part.label}")


def of_pair(found: Agreement, pair: Pair) -> OfPair:
    """What there is of two of the annotators."""
    return next(one for one in found.pairs if one.annotators == pair)


def sheet(found: Agreement, part: Part, verdicts: Sequence[str] = ()) -> tuple[Line, ...]:
    """The figures of a part and, where they were computed, of what it is made of.

    `verdicts` tell what came of gates.
    """
    return tuple(_lines(found, part, verdicts))


def _lines(found: Agreement, part: Part, verdicts: Sequence[str]) -> Iterator[Line]:
    own = scope(found, part)
    yield Heading(f"figures: {own.of}")
    if own.aside:
        one = " and one ".join(own.aside)
        yield Remark(f"one {one} in one article has no figures of its own: these are the article's")
    yield from map(Remark, verdicts)
    shown = tuple(_shown(found, part, own.figures))
    yield from shown
    yield from undefined(shown)
    yield from _counts(found, part)
    if part.article is None:
        yield from _below(found, part)
    if found.warnings or found.excluded:
        yield Heading("to be known")
        yield from map(Remark, found.warnings)
        for why, count in Counter(one.reason for one in found.excluded).items():
            yield Remark(f"{counted(count, 'article')} left out: {why}")


def _shown(found: Agreement, part: Part, own: Figures) -> Iterator[Figure]:
    """The figures that there are for such a part; gamma only where it was asked for."""
    one_label = part.label is not None and part.article is None
    for key in _OF_A_LABEL if one_label else _MEASURES:
        if not (key.startswith("gamma") and not found.overall.gamma.n):
            yield Figure(key, getattr(own, key))


def undefined(figures: Iterable[Figure]) -> Iterator[Remark]:
    """Why figures are undefined or have no interval, each reason once."""
    reasons: dict[str, list[str]] = {}
    for one in figures:
        if one.estimate.why and None in (one.estimate.value, one.estimate.low):
            reasons.setdefault(one.estimate.why, []).append(one.name)
    for why, names in reasons.items():
        told = listed(names) if len(names) <= _FEW else f"{names[0]} and {len(names) - 1} more"
        yield Remark(f"{told}: {why}")


def _counts(found: Agreement, part: Part) -> Iterator[Line]:
    """How many disagreements of each kind the part holds, whichever kind is asked for."""
    every = Part(part.label, None, part.article, part.pair)
    counts = Counter(one.kind for one in found.disagreements if every.meets(one))
    if counts:
        yield Heading("places")
    for kind in ALL_KINDS:
        if counts[kind]:
            yield Count(kind, _KINDS[kind], counts[kind])


def _below(found: Agreement, part: Part) -> Iterator[Line]:
    """Strict F1 of each label and of each two annotators; of a label, how its values agree."""
    whose = found if part.pair is None else of_pair(found, part.pair)
    if part.label is None:
        yield Heading("strict_f1 by label")
        for label, own in whose.labels.items():
            yield Figure(label, own.strict_f1)
    elif part.pair is None or len(found.pairs) == 1:
        yield from _values(found, part.label)
    if part.pair is None and len(found.pairs) > 1:
        yield Heading("strict_f1 by pair")
        for pair in found.pairs:
            own = pair.overall if part.label is None else pair.labels[part.label]
            yield Figure(" and ".join(pair.annotators), own.strict_f1)


def _values(found: Agreement, label: str) -> Iterator[Line]:
    """How the values of a label agree; of entities, whose ids are arbitrary, by clusters."""
    prefix = f"{label}."
    there = {name: one for name, one in found.attributes.items() if name.startswith(prefix)}
    if any(one.matched for one in there.values()):
        yield Heading(f"values of {label}")
    for name, one in there.items():
        own = name.removeprefix(prefix)
        if one.matched and one.type == "entity":
            yield from (Figure(f"{own} {key}", more) for key, more in one.more.items())
        elif one.matched:
            yield Figure(own, one.agreement)
