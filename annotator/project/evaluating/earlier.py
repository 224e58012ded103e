"""An earlier result, below which a new one may not fall."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard, cast

import orjson

from annotator.errors import AnnotatorError, FormatError, UsageError, gathered
from annotator.labels.complaints import shown
from annotator.measure.agreement.figures import Used
from annotator.project.agreeing.gating import figure_at
from annotator.project.files import read_source_bytes
from annotator.report.gates import Gate, On

OPTION = "--no-worse-than"
FIGURES = ("overall.strict.f1",)

_EXAMPLE = f"--figure {FIGURES[0]}"
_DIGITS = 12
_LARGEST = 1024 * 1024 * 1024
_AGAIN = "give a file that annotator evaluate --json wrote"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result that was kept: its gates, the articles it is of, and the label files it rests on.

    A file is known by its article and its sha256.
    """

    where: str
    gates: tuple[Gate, ...]
    articles: frozenset[str]
    used: frozenset[tuple[str, str]]

    def warnings(self, used: Iterable[Used], articles: Iterable[str]) -> tuple[str, ...]:
        """Why figures may differ though the extractors are equal.

        `articles` are judged now, `used` are the versions that the gold rests on now.
        """
        judged = frozenset(articles)
        now = {(one.article, one.sha256) for one in used if one.article in judged}
        if judged == self.articles and now <= self.used:
            return ()
        return (f"{self.where} is of other articles or another gold, and says little of these",)


@dataclass(frozen=True, slots=True)
class Base:
    """The file of a stored result, and what is held against it.

    `figures` are paths in the JSON, none for `FIGURES`; `on` says which end of them, `tolerance`
    how much worse they may be.
    """

    path: Path
    figures: tuple[str, ...] = ()
    on: On = "value"
    tolerance: float = 0.0


def earlier(base: Base, result: str) -> Earlier:
    """The gates that a stored result sets: to be no worse than it, but for a tolerance.

    Args:
        base: which result, and what of it.
        result: the format that it must be of.

    Raises:
        UsageError: the tolerance is no number.
        FormatError, Faults: the file is no such result, or lacks one of the figures.
        AnnotatorError: it cannot be read.
    """
    if math.isnan(base.tolerance):
        raise UsageError("nan is no number", "--tolerance", "give a number from 0 to 1")
    where = str(base.path)
    told = _parsed(read_source_bytes(base.path, where, _LARGEST), where, result)
    gates: list[Gate] = []
    wrong: list[AnnotatorError] = []
    for figure in base.figures or FIGURES:
        try:
            found = figure_at(told, figure, example=_EXAMPLE)
        except UsageError as error:
            wrong.append(FormatError(error.what, where, error.fix))
            continue
        least = found.value if base.on == "value" else found.low
        if _is_number(least):
            gates.append(Gate(figure, _lowered(least, base.tolerance), base.on, than=where))
        else:
            what = f"{figure} is undefined there: {found.why or 'no reason is given'}"
            wrong.append(FormatError(what, where, "name another figure with --figure PATH"))
    if wrong:
        raise gathered(wrong)
    return Earlier(where, tuple(gates), _strings(told.get("articles")), _used(told.get("used")))


def _lowered(least: float, tolerance: float) -> float:
    """What is enough, not above what is meant: 0.8 less 0.1 is more than 0.7 in binary."""
    exact = least - tolerance
    return min(exact, round(exact, _DIGITS))


def _is_number(value: object) -> TypeGuard[float]:
    """Whether a value of JSON is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _parsed(data: bytes, where: str, result: str) -> Mapping[str, Any]:
    """The keys of a result.

    Raises:
        FormatError: it is none.
    """
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = f"{where}: line {error.lineno}, column {error.colno}"
        raise FormatError(f"the file is not JSON: {error.msg}", place, _AGAIN) from error
    found = told.get("format") if isinstance(told, dict) else None
    if found != result:
        what = f"the file is of the format {shown(found)}, not {result}"
        raise FormatError(what, where, _AGAIN)
    return cast("Mapping[str, Any]", told)


def _strings(told: object) -> frozenset[str]:
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


def _used(told: object) -> frozenset[tuple[str, str]]:
    """The label files that a result rests on, by article and sha256."""
    rows = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return frozenset((str(one.get("article")), str(one.get("sha256"))) for one in rows)
