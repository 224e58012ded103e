"""Figures as the cells of a table: what is written, what is drawn, and why something is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.measure.intervals import Estimate
from annotator.report.wording import interval, number

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHADES = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table.

    `at`, `low` and `high` are places on a line from 0 to 100, None where there is nothing to
    draw; `shade` is from 0 to 10. `note` is the letter of the note under the table.
    """

    value: str
    interval: str
    note: str = ""
    at: float | None = None
    low: float | None = None
    high: float | None = None
    shade: int = 0


@dataclass(slots=True)
class Notes:
    """The notes under one table: each reason is told once, under a letter.

    With `intervals` a missing interval has a reason to be told, not only a missing value.
    `common` is what nearly all figures have against them, see `common_note`: it is told without
    a letter.
    """

    common: str = ""
    intervals: bool = True
    decimals: int = 2
    _letters: dict[str, str] = field(default_factory=dict)
    _shared: dict[str, None] = field(default_factory=dict)

    def cell(self, estimate: Estimate) -> Cell:
        """A figure as a cell, its reason or its warning as a note."""
        ends = (estimate.low, estimate.high) if self.intervals else (None, None)
        return Cell(
            value=number(estimate.value, self.decimals),
            interval=interval(estimate, self.decimals) if self.intervals else "",
            note="".join(map(self.letter, self._told(estimate))),
            at=place(estimate.value),
            low=place(ends[0]),
            high=place(ends[1]),
            shade=shade(estimate.value),
        )

    def letter(self, reason: str) -> str:
        """The letter of a reason, a new one if it has none yet."""
        return self._letters.setdefault(reason, _letter(len(self._letters)))

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Letters and reasons, in the order of the letters; first what needs none."""
        lettered = ((letter, reason) for reason, letter in self._letters.items())
        return (*(("", one) for one in self._shared), *lettered)

    def _told(self, estimate: Estimate) -> list[str]:
        missing = (estimate.value, estimate.low) if self.intervals else (estimate.value,)
        reasons = [estimate.why or "undefined"] if None in missing else []
        if self.intervals and estimate.warning:
            reasons += estimate.warning.split("; ")
        shared = set(self.common.split("; "))
        self._shared |= dict.fromkeys(one for one in reasons if one in shared)
        return [one for one in reasons if one not in shared]


def common_note(headline: Estimate) -> str:
    """What the headline has against it, and so nearly all figures: its warning, or no interval."""
    without = headline.value is not None and headline.low is None
    return headline.warning or (headline.why if without else "")


def place(value: float | None) -> float | None:
    """Where a figure stands on a line from 0 to 100; below 0 it stands at the beginning."""
    return None if value is None else round(100 * min(max(value, 0.0), 1.0), 1)


def shade(value: float | None) -> int:
    """How dark the cell of a figure is, 0 to 10."""
    return 0 if value is None else round(SHADES * min(max(value, 0.0), 1.0))


def _letter(count: int) -> str:
    """The letters of notes: a to z, then aa, ab and so on."""
    return (_letter(count // 26 - 1) if count >= 26 else "") + _LETTERS[count % 26]
