"""Which row every part of a long text begins at, counted where somebody is and guessed elsewhere.

Nobody sees the rows of a whole long article, and a page needs only a notion of how many there
are. So a text is cut into parts; a part is counted when one of its rows is asked for, together
with those around it. Rows that were told keep their numbers for as long as guesses above them
can give way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

# Rows on either side of one that was asked for whose numbers are sure: more than a page has.
_REACH = 200


class Rows:
    """The rows of a text, some of them counted.

    `parts` are the offsets at which parts begin, `guesses` how many rows each may have (1 or
    more), `find` tells the offsets at which the rows of a part begin.

    `moved` grows by one whenever rows that were counted already get other numbers.
    """

    def __init__(
        self, parts: Sequence[int], guesses: Sequence[int], find: Callable[[int], list[int]]
    ) -> None:
        self._parts = parts
        self._find = find
        self._heights = list(guesses)
        self._tops = [0, *accumulate(self._heights)]
        self._found: dict[int, list[int]] = {}
        self._settled: set[int] = set()
        self.moved = 0
        self._settle(0)

    @property
    def height(self) -> int:
        """How many rows there are, for all that is known yet."""
        return self._tops[-1]

    def row_of(self, offset: int) -> int:
        """The row an offset stands on; no row near it gets another number from now on."""
        part = bisect_right(self._parts, offset) - 1
        self._settle(part)
        return self._tops[part] + bisect_right(self._found[part], offset) - 1

    def stretch(self, row: int) -> tuple[int, int | None]:
        """The text of a row as (start, end); of the last one the end is None, also beyond it."""
        part = self._part_of(row)
        while part not in self._found:
            self._count(part)
            part = self._part_of(row)
        starts = self._found[part]
        at = min(row - self._tops[part], len(starts) - 1)
        following = starts[at + 1 :][:1] or self._parts[part + 1 :][:1]
        return starts[at], following[0] if following else None

    def count_all(self) -> None:
        """Leave nothing to guess."""
        for part in range(len(self._parts)):
            self._count(part)

    def _part_of(self, row: int) -> int:
        return min(bisect_right(self._tops, row), len(self._parts)) - 1

    def _settle(self, part: int) -> None:
        """Count a part, and as much above and below it as a page may reach."""
        if part in self._settled:
            return
        self._count(part)
        for step in (1, -1):
            at, reach = part + step, _REACH
            while reach > 0 and 0 <= at < len(self._parts):
                self._count(at)
                reach -= self._heights[at]
                at += step
        self._settled.add(part)

    def _count(self, part: int) -> None:
        if part in self._found:
            return
        found = self._found[part] = self._find(part)
        more = len(found) - self._heights[part]
        self._heights[part] = len(found)
        more = self._given_way(part - 1, more)
        self._tops = [0, *accumulate(self._heights)]
        if more and max(self._found) > part:
            self.moved += 1

    def _given_way(self, at: int, more: int) -> int:
        """Let the guesses right above a part give way for rows; how many are left."""
        while more and at >= 0 and at not in self._found:
            height = max(self._heights[at] - more, 1)
            more -= self._heights[at] - height
            self._heights[at] = height
            at -= 1
        return more
