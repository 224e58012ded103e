"""Gates: figures that must be reached, and whether they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.measure.intervals import Estimate

On = Literal["value", "low"]
Outcome = Literal["passed", "missed", "undefined"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A figure by its path in the JSON (`overall.strict_f1`) and what it must reach.

    `on` says what is held against it: the value, or the low end of the interval. `found` is the
    figure at that path, None where nobody has looked yet. `than` names the earlier result that
    says how much is to be reached, if one does.
    """

    path: str
    at_least: float
    on: On = "value"
    found: Estimate | None = None
    than: str = ""

    @property
    def reached(self) -> float | None:
        """What is held against the gate, None where it is undefined."""
        if self.found is None:
            return None
        return self.found.value if self.on == "value" else self.found.low

    @property
    def outcome(self) -> Outcome:
        """Whether it was reached; "undefined" where there is nothing to hold against it."""
        if self.reached is None:
            return "undefined"
        return "passed" if self.reached >= self.at_least else "missed"
