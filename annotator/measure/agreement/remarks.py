"""What a reader of the figures must know before trusting them, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from annotator.measure.agreement.figures import Figures
from annotator.measure.intervals import FEW, FEWEST, Estimate

# A figure that is undefined in more than one resample of so many has an interval of its own luck.
_RARELY = 20
_SHORT = 8


def of_units(unit: str, units: int) -> Iterator[str]:
    """Whether there is enough to resample; `unit` is what is resampled, "article" or "cluster"."""
    some = f"{units} {unit}" if units == 1 else f"{units} {unit}s"
    if units < FEWEST:
        yield f"{some}: too few for intervals, which need {FEWEST} or more"
    elif units < FEW:
        yield f"{some}: intervals are rough below {FEW}"


def of_flattening(flattened: int) -> Iterator[str]:
    """Whether the measures on units and characters saw all spans."""
    if flattened:
        pieces = "1 piece" if flattened == 1 else f"{flattened} pieces"
        yield (
            f"{pieces} lost characters to longer spans of the same annotator: u_alpha and its kin "
            "see one label on a character; F1 sees them all"
        )


def of_schemas(schemas: Sequence[str]) -> Iterator[str]:
    """Whether all labels were made under one schema."""
    if len(set(schemas)) > 1:
        names = (one.rsplit(" ", 1) for one in sorted(set(schemas)))
        short = "; ".join(f"{name} {sha256[:_SHORT]}" for name, sha256 in names)
        yield f"the labels were made under different schemas: {short}"


def of_resamples(figures: Mapping[str, Figures], replicates: int) -> Iterator[str]:
    """Which intervals leave out many resamples; figures by whose they are."""
    for name, own in figures.items():
        some = [
            one.name for one in fields(own) if _often_undefined(getattr(own, one.name), replicates)
        ]
        if some:
            yield (
                f"{name}: {', '.join(some)} undefined in more than 1 of {_RARELY} resamples, "
                "which the interval leaves out"
            )


def of_gamma(articles: Sequence[str]) -> Iterator[str]:
    """Which articles gamma could not be computed for."""
    if articles:
        yield f"left out of gamma, too many units overlap: {', '.join(articles)}"


def _often_undefined(one: Estimate, replicates: int) -> bool:
    return one.low is not None and one.undefined * _RARELY > replicates
