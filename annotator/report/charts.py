"""Where the lines and points of a chart stand: in percent across, in pixels down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.measure.agreement.figures import Agreement
from annotator.measure.intervals import Estimate
from annotator.report.cells import place
from annotator.report.gates import Gate
from annotator.report.wording import interval, named, number, with_interval
from annotator.text.bidi import first_strong

_ROW, _AXIS = 38, 26
TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A label's line in the plot; `at`, `low`, `high` and `gate` from 0 to 100, None for none."""

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
    """Strict F1 of all labels and of each, with intervals, on a line from 0 to 1."""

    rows: tuple[ForestRow, ...]
    height: int
    says: str


def forest(agreement: Agreement, gates: Sequence[Gate]) -> Forest:
    """The plot; a gate on the strict F1 of a row is drawn in it."""
    estimates = {"": agreement.overall.strict_f1}
    estimates |= {name: one.strict_f1 for name, one in agreement.labels.items()}
    wanted = {gate.path: gate for gate in gates}
    rows = tuple(_rows(estimates, wanted))
    said = (f"{named(row.name)} {_said(one)}" for row, one in _told(rows, estimates))
    return Forest(rows, len(rows) * _ROW + _AXIS, "; ".join(said) + ".")


def _rows(estimates: Mapping[str, Estimate], wanted: Mapping[str, Gate]) -> Iterator[ForestRow]:
    for at, (label, one) in enumerate(estimates.items()):
        path = f"labels.{label}.strict_f1" if label else "overall.strict_f1"
        gate = wanted.get(path)
        yield ForestRow(
            name=label or "All labels",
            right_to_left=bool(first_strong(label)),
            figure=f"{number(one.value)} {interval(one)}".rstrip(),
            top=at * _ROW,
            at=place(one.value),
            low=place(one.low),
            high=place(one.high),
            gate=place(gate.at_least) if gate else None,
        )


def _told(
    rows: Iterable[ForestRow], estimates: Mapping[str, Estimate]
) -> Iterable[tuple[ForestRow, Estimate]]:
    return zip(rows, estimates.values(), strict=True)


def _said(one: Estimate) -> str:
    return with_interval(one) if one.value is not None else "undefined"
