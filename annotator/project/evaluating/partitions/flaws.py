"""What is wrong with rows, each named by its file and row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from annotator.errors import AnnotatorError, Faults, FormatError
from annotator.measure.table import Ints

# What is told at once; a fault of a million rows is mended by looking at a few.
MOST_FAULTS = 20

Bools = NDArray[np.bool_]

_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where rows come from: each by its file, a place in `paths`, and its row there, from 0."""

    paths: Sequence[str]
    file: Ints
    row: Ints

    def place(self, at: int) -> str:
        """What a person calls a row."""
        return f"{self.paths[int(self.file[at])]}: row {int(self.row[at])}"

    def of(self, chosen: Ints | Bools) -> Origins:
        """Those of some rows."""
        return Origins(self.paths, self.file[chosen], self.row[chosen])


@dataclass(slots=True)
class Flaws:
    """Gathers what is wrong, as much as is told."""

    found: list[AnnotatorError] = field(default_factory=list)

    def tell(
        self, wrong: Bools | Ints, origins: Origins, what: Callable[[int], str], fix: str
    ) -> None:
        """Say of each row that is wrong what that is; rows as a mask or as places."""
        places = np.flatnonzero(wrong) if wrong.dtype == np.bool_ else wrong
        for at in map(int, places[: MOST_FAULTS - len(self.found)]):
            self.found.append(FormatError(what(at), origins.place(at), fix))

    def tell_one(self, at: int, origins: Origins, what: str, fix: str) -> None:
        """Say what is wrong with one row."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(FormatError(what, origins.place(at), fix))


def told(faults: Sequence[AnnotatorError]) -> AnnotatorError:
    """Faults of several tasks as one error: each once, by file and row, as many as are told."""
    flat = [
        one for each in faults for one in (each.faults if isinstance(each, Faults) else (each,))
    ]
    once = {(one.where, one.what): one for one in flat}
    ordered = [once[key] for key in sorted(once, key=_by_place)]
    if len(ordered) <= MOST_FAULTS:
        return ordered[0] if len(ordered) == 1 else Faults(ordered)
    what = f"{MOST_FAULTS} faults were found, and nothing was read after them"
    where = ordered[MOST_FAULTS].where
    more = FormatError(what, where, "mend these first, then look again")
    return Faults([*ordered[:MOST_FAULTS], more])


def _by_place(key: tuple[str, str]) -> tuple[tuple[tuple[str, int], ...], str]:
    """Row 9 before row 10."""
    where, what = key
    steps = _NUMBER.split(where)
    return tuple(("", int(one)) if one.isdecimal() else (one, 0) for one in steps), what
