"""The older alpha for unitizing, kept to compare with tools that report it.

It misbehaves beyond two annotators: `annotator.measure.unitizing` has what replaced it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from annotator.labels.span import Piece
from annotator.measure.value import Measured


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far units of one label are apart, and how far they would be by chance; no unit."""

    observed: Fraction
    expected: Fraction


def disagreement(annotators: Sequence[Sequence[Piece]], begin: int, length: int) -> Disagreement:
    """What annotators' units of one label, on one article, differ by.

    Args:
        annotators: the units of each as half-open code points, in any order. Units of one
            annotator that overlap are taken as one, since the measure knows none such.
        begin: the first code point of the text.
        length: how many it has.

    Raises:
        ValueError: fewer than two annotators, an empty text, or a unit outside the text.

    Source:
        Krippendorff (1995), "On the reliability of unitizing continuous data"; Krippendorff
        (2004), "Content Analysis", 2nd edition, section 11.6.
    """
    if len(annotators) < 2 or length < 1:
        raise ValueError("two annotators and a text are needed")
    units = [_joined(own) for own in annotators]
    for start, end in (unit for own in units for unit in own):
        if not begin <= start < end <= begin + length:
            raise ValueError(f"a unit from {start} to {end} is not in the text")
    gaps = [_gaps(own, begin, begin + length) for own in units]
    apart = sum(
        _apart(one, other) + _alone(one, gaps[second]) + _alone(other, gaps[first])
        for (first, one), (second, other) in combinations(enumerate(units), 2)
    )
    pairs = len(annotators) * (len(annotators) - 1)
    observed = Fraction(2 * apart, pairs * length * length)
    return Disagreement(observed, _expected(units, gaps, length))


def alpha_u(labels: Mapping[str, Disagreement]) -> Measured:
    """Agreement over labels: 1.0 is perfect, 0.0 is chance, below 0.0 is worse.

    Args:
        labels: what each label's units differ by; one alone for the alpha of that label.

    Returns:
        Without a unit. Undefined where chance cannot disagree: nothing was marked.
    """
    observed = sum((one.observed for one in labels.values()), Fraction())
    expected = sum((one.expected for one in labels.values()), Fraction())
    if not expected:
        return Measured(None, "nothing was marked, or nothing could be marked otherwise")
    return Measured(float(1 - observed / expected))


def _joined(units: Sequence[Piece]) -> list[Piece]:
    """Units in order, those that overlap (touching is not) made one."""
    joined: list[Piece] = []
    for start, end in sorted(units):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _gaps(units: Sequence[Piece], begin: int, end: int) -> list[Piece]:
    edges = [(begin, begin), *units, (end, end)]
    return [(left[1], right[0]) for left, right in pairwise(edges) if left[1] < right[0]]


def _apart(ours: Sequence[Piece], theirs: Sequence[Piece]) -> int:
    """Squared differences of the edges of units that share a character."""
    total = first = 0
    for start, end in ours:
        while first < len(theirs) and theirs[first][1] <= start:
            first += 1
        at = first
        while at < len(theirs) and theirs[at][0] < end:
            total += (start - theirs[at][0]) ** 2 + (end - theirs[at][1]) ** 2
            at += 1
    return total


def _alone(units: Sequence[Piece], gaps: Sequence[Piece]) -> int:
    """Squared lengths of units that lie wholly in a gap of the other annotator."""
    total = at = 0
    for start, end in units:
        while at < len(gaps) and gaps[at][1] < end:
            at += 1
        if at < len(gaps) and gaps[at][0] <= start:
            total += (end - start) ** 2
    return total


def _expected(
    units: Sequence[Sequence[Piece]], gaps: Sequence[Sequence[Piece]], length: int
) -> Fraction:
    """What the same units would differ by if they lay anywhere in anybody's text."""
    sizes = [end - start for own in units for start, end in own]
    holes = [end - start for own in gaps for start, end in own]
    text = len(units) * length
    left = text * (text - 1) - sum(size * (size - 1) for size in sizes)
    if not left:
        return Fraction()
    total = Fraction()
    for size in sizes:
        over = Fraction((len(sizes) - 1) * (2 * size**3 - 3 * size**2 + size), 3)
        inside = sum(hole - size + 1 for hole in holes if hole >= size)
        total += over + size * size * inside
    return 2 * total / length / left
