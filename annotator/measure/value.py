"""What a measure gives: a number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure. Undefined is None with a reason in words, never 0 or 1.

    Raises:
        ValueError: a number that is not finite, a number with a reason, or neither of both.
    """

    value: float | None
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse what says nothing, or says two things."""
        if self.value is None:
            if not self.why:
                raise ValueError("an undefined figure needs a reason")
        elif self.why or not isfinite(self.value):
            raise ValueError(f"{self.value} is no figure, or has a reason beside it: {self.why}")


def ratio(part: float, whole: float, why: str) -> Measured:
    """`part / whole`, undefined with the reason `why` where `whole` is 0."""
    return Measured(part / whole) if whole else Measured(None, why)
