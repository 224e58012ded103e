"""Where the lines and points of an evaluation's charts stand: right and up, from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.measure.evaluation.figures import Calibration, Curve, Point
from annotator.report.cells import place
from annotator.report.wording import number, percent

_TICKS = (0, 25, 50, 75, 100)
_SMALLEST, _LARGEST = 3.0, 9.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a chart; `size` is its radius in pixels, `says` what it stands for."""

    right: float
    up: float
    size: float
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A square of 100 by 100: a line through corners, dots on it, and what it shows in words."""

    corners: str
    dots: tuple[Dot, ...]
    says: str
    ticks: tuple[int, ...] = _TICKS


def precision_recall(curve: Curve) -> Chart | None:
    """Precision against recall in steps, the best threshold marked; None where there is no curve.

    The area under the steps is the average precision.
    """
    points = [one for one in curve.points if one.recall is not None]
    if not points:
        return None
    best = curve.best
    dots = (_best(best),) if best else ()
    says = f"Average precision {number(curve.average_precision)}"
    if best:
        says = f"{says}; best at {best.threshold:g}, where {_told(best)}"
    return Chart(" ".join(_steps(points)), dots, f"{says}.")


def _steps(points: list[Point]) -> Iterator[str]:
    """From the left edge: level at each point's precision as far as its recall."""
    before = 0.0
    for one in points:
        up = place(one.precision) or 0.0
        right = place(one.recall) or 0.0
        yield f"{before:g},{100 - up:g} {right:g},{100 - up:g}"
        before = right


def _best(best: Point) -> Dot:
    says = f"cut at {best.threshold:g}"
    return Dot(place(best.recall) or 0.0, place(best.precision) or 0.0, 6.0, says)


def _told(best: Point) -> str:
    return (
        f"precision is {number(best.precision)}, recall {number(best.recall)} and F1 "
        f"{number(best.f1)}"
    )


def reliability(calibration: Calibration) -> Chart | None:
    """The share right against the mean score, a dot for each bin; None where there is none.

    The larger a dot, the more predictions; on the diagonal scores are chances of being right.
    """
    if not calibration.bins:
        return None
    most = max(one.predicted for one in calibration.bins)
    dots = tuple(
        Dot(
            place(one.score) or 0.0,
            place(one.right) or 0.0,
            round(_SMALLEST + (_LARGEST - _SMALLEST) * (one.predicted / most) ** 0.5, 1),
            percent(one.right),
        )
        for one in calibration.bins
    )
    told = (f"scored {number(one.score)}, right {percent(one.right)}" for one in calibration.bins)
    return Chart("0,100 100,0", dots, "; ".join(told) + ".")
