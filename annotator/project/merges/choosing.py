"""Who chooses between two sides that say different things, and how a side is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from annotator.labels.conflicts import Choice, Conflict

Take = Literal["ours", "theirs"]
# Given an article, an annotator and conflicts whose kept side is ours: a side by a conflict's key.
Choose = Callable[[str, str, Sequence[Conflict]], Mapping[str, Take]]

_SIDES: Mapping[Take, Choice] = {"ours": "kept", "theirs": "incoming"}
_OTHER: Mapping[Take, Take] = {"ours": "theirs", "theirs": "ours"}


def who_chooses(take: Take | None, choose: Choose | None) -> Choose:
    """One side everywhere, else whoever may be asked, else nobody."""

    def everywhere(_article: str, _annotator: str, found: Sequence[Conflict]) -> Mapping[str, Take]:
        return {one.key: take for one in found} if take else {}

    return choose if choose and not take else everywhere


def as_choices(chosen: Mapping[str, Take]) -> Mapping[str, Choice]:
    """The same where ours is the kept side of a merge."""
    return {key: _SIDES[side] for key, side in chosen.items()}


def swapping(choose: Choose) -> Choose:
    """The same choice where theirs is the kept side of a merge."""

    def swapped_choice(
        article: str, annotator: str, found: Sequence[Conflict]
    ) -> Mapping[str, Take]:
        chosen = choose(article, annotator, tuple(map(swapped, found)))
        return {key: _OTHER[side] for key, side in chosen.items()}

    return swapped_choice


def swapped(conflict: Conflict) -> Conflict:
    """The conflict with its sides the other way round."""
    return replace(conflict, kept=conflict.incoming, incoming=conflict.kept)
