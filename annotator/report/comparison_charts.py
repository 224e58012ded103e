"""Where points and bars stand on a line that need not run from 0 to 1: in percent and pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from annotator.measure.evaluation.figures import Comparison, Contest, Duel
from annotator.measure.intervals import Estimate
from annotator.report.comparison_words import (
    DECIMALS,
    HEADLINE,
    NAMES,
    equals,
    p_of,
    signed,
)
from annotator.report.wording import UNDEFINED, interval, named, number
from annotator.text.bidi import first_strong

_ROW, _AXIS = 38, 26
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_MOST_STEPS = 6
_NEAR = 1e-9
_ALL = "All labels"


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis from 0 to 100, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A line of a plot; `at`, `low` and `high` from 0 to 100, None for what is undefined."""

    name: str
    right_to_left: bool
    figure: str
    top: int
    at: float | None
    low: float | None
    high: float | None
    people: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Figures with their intervals on one axis; `lines` are places at which a line runs down.

    `says` tells the same in words.
    """

    id: str
    title: str
    caption: str
    rows: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[float, ...]
    height: int
    says: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """From where to where an axis runs, and at which steps it is named."""

    low: float
    high: float
    step: float

    def place(self, value: float | None) -> float | None:
        """Where a figure stands, from 0 to 100."""
        if value is None:
            return None
        part = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(part, 0.0), 1.0), 1)

    def ticks(self) -> Iterable[tuple[float, float]]:
        """Places and figures that are named."""
        for at in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + at * self.step
            yield self.place(value) or 0.0, value


def standing(it: Comparison) -> Plot:
    """Strict F1 of each extractor, and below them how well people agree, with a line each."""
    own = [(one.name, one.overall[HEADLINE]) for one in it.extractors]
    people = [(" and ".join(one.annotators), one.overall[HEADLINE]) for one in it.ceilings]
    axis = _axis([one for _, one in (*own, *people)], least=0.0, most=1.0)
    rows = tuple(
        replace(_dot(at, name, one, _figure(one), axis), people=at >= len(own))
        for at, (name, one) in enumerate((*own, *people))
    )
    caption = f"{NAMES[HEADLINE]}: the point is the figure, the bar its interval"
    if people:
        caption += "; rings and the dashed lines are how well people agree"
    if axis.low:
        caption += ". The axis does not begin at 0"
    places = (axis.place(one.value) for _, one in people)
    ticks = tuple(Tick(at, f"{value:.{_decimals(axis)}f}") for at, value in axis.ticks())
    said = "; ".join(f"{named(row.name)} {row.figure}" for row in rows)
    lines = tuple(at for at in dict.fromkeys(places) if at is not None)
    return Plot("standing", NAMES[HEADLINE], caption, rows, ticks, lines, _height(rows), f"{said}.")


def by_label(duel: Duel, number_: int) -> Plot | None:
    """The difference in strict F1, of all labels and of each, about 0; None if none is defined.

    A label in which the difference is undefined is left out of the plot; the table says why.
    `number_` is that of the pair on the page.
    """
    a, b = duel.extractors
    each = [(_ALL, duel.overall[HEADLINE])]
    each += [(name, figures[HEADLINE]) for name, figures in duel.labels.items()]
    there = [(name, one) for name, one in each if one.difference.value is not None]
    if not there:
        return None
    axis = _axis([one.difference for _, one in there], least=-1.0, most=1.0, holds=0.0)
    rows = tuple(
        replace(_dot(at, name, one.difference, _tested(one), axis), strong=name == _ALL)
        for at, (name, one) in enumerate(there)
    )
    caption = (
        f"{NAMES[HEADLINE]} of {named(b)} less that of {named(a)}: right of the dashed line "
        f"{named(b)} is ahead; p of labels is corrected for all of them (Holm)"
    )
    ticks = tuple(Tick(at, signed(value + 0.0, _decimals(axis))) for at, value in axis.ticks())
    said = "; ".join(f"{named(row.name)} {row.figure}" for row in rows)
    zero = axis.place(0.0) or 0.0
    id = f"by-label-{number_}"
    title = f"Differences in {NAMES[HEADLINE]}"
    return Plot(id, title, caption, rows, ticks, (zero,), _height(rows), f"{said}.")


def _dot(at: int, name: str, one: Estimate, figure: str, axis: _Axis) -> Dot:
    return Dot(
        name=name,
        right_to_left=bool(first_strong(name)),
        figure=figure,
        top=at * _ROW,
        at=axis.place(one.value),
        low=axis.place(one.low),
        high=axis.place(one.high),
    )


def _figure(one: Estimate) -> str:
    if one.value is None:
        return UNDEFINED
    return f"{number(one.value, DECIMALS)} {interval(one, DECIMALS)}".rstrip()


def _tested(one: Contest) -> str:
    """A difference with its interval and its p."""
    told = f"{signed(one.difference.value)} {interval(one.difference, DECIMALS)}".rstrip()
    return f"{told}, p {equals(p_of(one))}"


def _height(rows: Sequence[Dot]) -> int:
    return len(rows) * _ROW + _AXIS


def _axis(
    estimates: Sequence[Estimate], *, least: float, most: float, holds: float | None = None
) -> _Axis:
    """An axis that holds all figures and their intervals, with few steps, each a round number."""
    ends = [end for one in estimates for end in (one.value, one.low, one.high) if end is not None]
    if holds is not None:
        ends.append(holds)
    low, high = (min(ends), max(ends)) if ends else (least, most)
    step = next((one for one in _STEPS if _steps(low, high, one) <= _MOST_STEPS), _STEPS[-1])
    first, last = _ends(low, high, step)
    return _Axis(max(first * step, least), min(last * step, most), step)


def _steps(low: float, high: float, step: float) -> int:
    first, last = _ends(low, high, step)
    return last - first


def _ends(low: float, high: float, step: float) -> tuple[int, int]:
    """Between which multiples of a step figures lie; some room where they are all the same."""
    first, last = floor(low / step + _NEAR), ceil(high / step - _NEAR)
    return (first - 1, last + 1) if first == last else (first, last)


def _decimals(axis: _Axis) -> int:
    return 2 if axis.step < 0.1 else 1
