"""Agreement of annotators on labels, less what chance would give: kappa and its relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from annotator.measure.alpha import Floats, coincidences_of_table
from annotator.measure.value import Measured

Scheme = Literal["identity", "linear", "quadratic", "ordinal", "radical", "ratio"]

_NOTHING = "no unit was judged by two annotators"
_CERTAIN = "only one value was ever given"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A coefficient (observed - expected) / (1 - expected), and the two it is made of.

    All are without a unit. Where `value` is undefined, `observed` and `expected` are too if there
    was nothing to judge; if chance alone agrees on everything, only `value` is.
    """

    value: Measured
    observed: Measured
    expected: Measured


def corrected(observed: float, expected: float) -> Corrected:
    """Agreement less chance, as a share of what chance leaves; undefined where it leaves nothing.

    Chance leaves nothing as soon as what it leaves is less than rounding.
    """
    left = 1.0 - expected
    value = Measured((observed - expected) / left) if left > 1e-12 else Measured(None, _CERTAIN)
    return Corrected(value, Measured(observed), Measured(expected))


def undefined() -> Corrected:
    """Where no unit was judged twice."""
    none = Measured(None, _NOTHING)
    return Corrected(none, none, none)


def scheme(name: Scheme, values: ArrayLike) -> Floats:
    """Partial credit for each pair of values: 1.0 where equal, 0.0 where furthest apart.

    Args:
        name: what credit falls with: nothing but equality, the difference, its square, its
            square root, the ranks between, or the squared difference over the sum.
        values: shape (values,), the numbers themselves, ascending and above 0; of "identity"
            and "ordinal" only how many matters.

    Returns:
        Shape (values, values).

    Source:
        Gwet (2014), "Handbook of Inter-Rater Reliability", 4th edition, chapter 3.
    """
    number = np.asarray(values, dtype=np.float64)
    if name == "ordinal":
        number = np.arange(1.0, len(number) + 1)
    apart = np.abs(np.subtract.outer(number, number))
    far = {
        "identity": np.sign(apart),
        "linear": apart,
        "quadratic": apart**2,
        "ordinal": apart * (apart + 1) / 2,
        "radical": np.sqrt(apart),
        "ratio": (apart / np.add.outer(number, number)) ** 2,
    }[name]
    return np.asarray(1.0 - far / far.max()) if far.any() else np.eye(len(number))


def cohen_kappa(table: ArrayLike, credit: ArrayLike | None = None) -> Corrected:
    """Two annotators, each with their own habits.

    Args:
        table: shape (values, values), units by the first one's value and the second one's;
            additive over articles.
        credit: shape (values, values), 1.0 for full agreement and 0.0 for none, such as a
            `scheme`; only equal values agree, if not given.

    Source:
        Cohen (1960), "A coefficient of agreement for nominal scales"; Cohen (1968), "Weighted
        kappa".
    """
    shares = _shares(table)
    if shares is None:
        return undefined()
    worth = _worth(credit, len(shares))
    by_chance = shares.sum(axis=1) @ worth @ shares.sum(axis=0)
    return corrected(float((shares * worth).sum()), float(by_chance))


def cohen_kappa_max(table: ArrayLike) -> Measured:
    """The largest kappa that annotators with these habits (row and column sums) could reach.

    Source:
        Cohen (1960), page 42.
    """
    shares = _shares(table)
    if shares is None:
        return Measured(None, _NOTHING)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    return corrected(float(np.minimum(rows, columns).sum()), float(rows @ columns)).value


def scott_pi(table: ArrayLike, credit: ArrayLike | None = None) -> Corrected:
    """Two annotators, their habits taken together; `fleiss_kappa` for more.

    Args:
        table: as for `cohen_kappa`.
        credit: as for `cohen_kappa`.

    Source:
        Scott (1955), "Reliability of content analysis: the case of nominal scale coding".
    """
    return fleiss_kappa(coincidences_of_table(table), credit)


def bennett_s(table: ArrayLike, values: int | None = None) -> Corrected:
    """Two annotators, chance choosing every value equally often.

    Args:
        table: as for `cohen_kappa`.
        values: how many values could be chosen; the rows of the table, if not given.

    Source:
        Bennett, Alpert & Goldstein (1954), "Communications through limited-response questioning".
    """
    shares = _shares(table)
    if shares is None:
        return undefined()
    return corrected(float(np.trace(shares)), 1.0 / (values or len(shares)))


def fleiss_kappa(matrix: ArrayLike, credit: ArrayLike | None = None) -> Corrected:
    """Any number of annotators, who need not be the same for every unit.

    Args:
        matrix: shape (values, values), coincidences (see `annotator.measure.alpha`). Where every
            unit has equally many answers this is Fleiss' own kappa; otherwise a unit weighs as
            much as its answers, as it does in alpha.
        credit: as for `cohen_kappa`.

    Source:
        Fleiss (1971), "Measuring nominal scale agreement among many raters".
    """
    shares = _shares(matrix)
    if shares is None:
        return undefined()
    worth = _worth(credit, len(shares))
    often = shares.sum(axis=1)
    return corrected(float((shares * worth).sum()), float(often @ worth @ often))


def fleiss_kappa_by_value(matrix: ArrayLike) -> tuple[Measured, ...]:
    """Fleiss' kappa of each value against all the others, in the order of the rows.

    Undefined for a value that was never given, or that was the only one.

    Source:
        Fleiss (1971), page 381.
    """
    shares = _shares(matrix)
    if shares is None:
        return tuple(Measured(None, _NOTHING) for _ in np.asarray(matrix))
    found = []
    for own, agreed in zip(shares.sum(axis=1).tolist(), np.diag(shares).tolist(), strict=True):
        if not own:
            found.append(Measured(None, "this value was never given"))
        elif 1.0 - own <= 1e-12:
            found.append(Measured(None, _CERTAIN))
        else:
            found.append(Measured(1.0 - (own - agreed) / (own * (1.0 - own))))
    return tuple(found)


def _shares(table: ArrayLike) -> Floats | None:
    """A table as shares of its sum; None where that is 0."""
    given = np.asarray(table, dtype=np.float64)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or np.any(given < 0):
        raise ValueError("a table must be square and its counts 0 or more")
    total = given.sum()
    return given / total if total else None


def _worth(credit: ArrayLike | None, values: int) -> Floats:
    return np.eye(values) if credit is None else np.asarray(credit, dtype=np.float64)
