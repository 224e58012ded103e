"""How figures were computed, told so that they can be computed again."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.measure.agreement.figures import Method
from annotator.measure.intervals import LEVEL, WHOLE_RESAMPLES


def method_of(
    units: Mapping[str, str], program: str, command: str, schemas: tuple[str, ...]
) -> Method:
    """How it was computed; `units` is what is resampled by article."""
    many = len(set(units.values()))
    unit = "article" if many == len(units) else "cluster"
    return method_from(unit, many, program, command, schemas)


def method_from(
    unit: str, units: int, program: str, command: str, schemas: tuple[str, ...]
) -> Method:
    """How it was computed from so many units, each an "article" or a "cluster"."""
    weights = "hashed Poisson weights" if units > WHOLE_RESAMPLES else "whole resamples"
    return Method(program, command, unit, units, LEVEL, f"BCa bootstrap, {weights}", schemas)
