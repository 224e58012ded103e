"""Gold and predictions in the forms that peers take: by article, without nesting, as tags."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np


def measures(told: Any) -> dict[str, list[float]]:
    """Counts of SemEval-2013 under the names they are compared by: five for each scheme."""
    return {f"{scheme} counts": [float(one) for one in five] for scheme, five in told.items()}


def arrays(folder: Path) -> list[Any]:
    """Gold and predictions of a folder: article, start, end, label, sorted."""
    return [np.load(folder / f"{side}.npy") for side in ("gold", "predicted")]


def by_article(folder: Path, *, flat: bool = False) -> list[list[list[tuple[str, int, int]]]]:
    """Of either side the spans of each article as (label, start, end); no nested ones if `flat`."""
    sides = arrays(folder)
    many = 1 + max(int(side[-1, 0]) for side in sides)
    found = []
    for side in sides:
        articles: list[list[tuple[str, int, int]]] = [[] for _ in range(many)]
        for article, start, end, label in side.tolist():
            own = articles[article]
            if not flat or not own or own[-1][2] <= start:
                own.append((f"L{label:02}", start, end))
        found.append(articles)
    return found


def cut(gold: Any, predicted: Any) -> list[int]:
    """The least words that both sides' spans end and begin with: where each of them ends."""
    edges = {0, *(edge for side in (gold, predicted) for _, *both in side for edge in both)}
    return sorted(edges)[1:] or [1]


def tagged(side: Any, words: list[int]) -> list[str]:
    """IOB2 tags of words, from spans that begin and end with them.

    Raises:
        ValueError: spans share a character, or one does not begin or end with a word.
    """
    at = {edge: place for place, edge in enumerate([0, *words])}
    tags = ["O"] * len(words)
    ordered = sorted(side, key=lambda one: one[1:])
    if any(other[1] < one[2] for one, other in pairwise(ordered)):
        raise ValueError("a word has one tag")
    for label, start, end in ordered:
        if start not in at or end not in at:
            raise ValueError("a part of a word has no tag")
        first, last = at[start], at[end]
        tags[first:last] = [f"B-{label}"] + [f"I-{label}"] * (last - first - 1)
    return tags
