"""Where the lines and points of a chart stand: in percent across, in pixels down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.measure.intervals import Estimate
from annotator.report.cells import place
from annotator.report.gates import Gate
from annotator.report.wording import interval, named, number, with_interval
from annotator.text.bidi import first_strong

_ROW, _AXIS = 38, 26
TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A line of the plot; `at`, `low`, `high` and `gate` from 0 to 100, None for none."""

    name: str
    right_to_left: bool
    figure: str
    top: int
    at: float | None
    low: float | None
    high: float | None
    gate: float | None


@dataclass(frozen=True, slots=True)
class Forest:
    """Figures with intervals, each on a line from 0 to 1, and what they are in a sentence."""

    rows: tuple[ForestRow, ...]
    height: int
    says: str


def forest(
    rows: Sequence[tuple[str, str, Estimate]], gates: Sequence[Gate], first: str = "All labels"
) -> Forest:
    """The plot of figures, a line each; a gate on one is drawn in it.

    Args:
        rows: the label, empty for `first`; the path in the JSON; the figure.
        gates: what had to be reached, by their paths.
        first: what a row without a label is called.
    """
    wanted = {gate.path: gate for gate in gates}
    told = tuple(
        _row(at, label or first, wanted.get(path), one)
        for at, (label, path, one) in enumerate(rows)
    )
    said = (f"{named(label or first)} {_said(one)}" for label, _, one in rows)
    return Forest(told, len(told) * _ROW + _AXIS, "; ".join(said) + ".")


def _row(at: int, name: str, gate: Gate | None, one: Estimate) -> ForestRow:
    return ForestRow(
        name=name,
        right_to_left=bool(first_strong(name)),
        figure=f"{number(one.value)} {interval(one)}".rstrip(),
        top=at * _ROW,
        at=place(one.value),
        low=place(one.low),
        high=place(one.high),
        gate=place(gate.at_least) if gate else None,
    )


def _said(one: Estimate) -> str:
    return with_interval(one) if one.value is not None else "undefined"
