"""How a corpus is cut into tasks, each with whole articles, by what footers say."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.project.evaluating.partitions.reading import Range
from annotator.project.evaluating.partitions.sources import Group, Part, Source

# Spans of a side that a task is meant to hold, and how many times as many it may.
SPANS = 1_000_000
_MOST = 4
# How many times as many rows as there are may be read, as row groups lie across cuts.
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows of a side that were laid aside for one task: files of spans and of articles, if any."""

    spans: str | None
    articles: str | None


Rows = tuple[Part, ...] | Stack


@dataclass(frozen=True, slots=True)
class Task:
    """What is judged at once: the articles of a range, from where they are to be read.

    `weight` is what both sides take to hold.
    """

    number: int
    chosen: Range
    gold: Rows
    predicted: Rows
    weight: int

    @property
    def name(self) -> str:
        """What a person calls it: its articles and its files."""
        low = self.chosen.low or "the first"
        until = f"up to {self.chosen.high}" if self.chosen.high else "to the last"
        files = [_named(side) for side in (self.gold, self.predicted)]
        return f"articles from {low} {until}: {'; '.join(filter(None, files))}"


def _named(rows: Rows) -> str:
    if isinstance(rows, Stack):
        return rows.spans or ""
    return ", ".join(
        f"{part.path}: rows {part.groups[0].first} to {last.first + last.rows - 1}"
        for part in rows[:3]
        for last in part.groups[-1:]
    ) + ", …" * (len(rows) > 3)


def plan(gold: Source, predicted: Source, rows: int = SPANS) -> tuple[Task, ...] | None:
    """Tasks of ranges of article IDs that together are the corpus; None where none are good.

    Ranges are good where footers bound the IDs of every row group, no task has to read many
    times more than it should, and all tasks together read no more than twice what there is. A
    corpus of which each side is one task's is one task, whatever its footers say.
    """
    sides = (gold, predicted)
    if max(one.weight for one in sides) <= rows:
        return (Task(0, Range(), gold.parts, predicted.parts, sum(one.weight for one in sides)),)
    groups = [[_Lying(part, group) for part, group in _groups(one)] for one in sides]
    if any(not one.is_bounded for side in groups for one in side):
        return None
    lows = sorted({one.group.low or "" for side in groups for one in side})
    for side in groups:
        for one in side:
            one.lie(lows)
    starts = [*_starts(groups, len(lows), rows)]
    chosen = [
        Range(lows[at] if at else None, lows[end] if end < len(lows) else None)
        for at, end in zip(starts, [*starts[1:], len(lows)], strict=True)
    ]
    read = [_by_task(side, starts) for side in groups]
    tasks = tuple(
        Task(
            at,
            one,
            _parts(read[0][at]),
            _parts(read[1][at]),
            weight=sum(_sum(side[at]) for side in read),
        )
        for at, one in enumerate(chosen)
    )
    return tasks if _is_good(read, sides, len(tasks), rows) else None


@dataclass(slots=True)
class _Lying:
    """A row group, and the first and the last of the segments between cuts that it lies in."""

    part: Part
    group: Group
    first: int = 0
    last: int = 0

    @property
    def is_bounded(self) -> bool:
        low, high = self.group.low, self.group.high
        return low is not None and high is not None and low <= high

    def lie(self, lows: Sequence[str]) -> None:
        """Find the segments."""
        self.first = bisect_right(lows, self.group.low or "") - 1
        self.last = bisect_right(lows, self.group.high or "") - 1


def _groups(source: Source) -> Iterator[tuple[Part, Group]]:
    return ((part, group) for part in source.parts for group in part.groups)


def _starts(groups: Sequence[Sequence[_Lying]], many: int, rows: int) -> Iterator[int]:
    """The segments that tasks begin with: a side has about `rows` from one to the next."""
    new = [[0] * many for _ in groups]
    for counts, side in zip(new, groups, strict=True):
        for one in side:
            counts[one.first] += one.group.weight
    yield 0
    held = [0] * len(groups)
    for at in range(many):
        more = [counts[at] for counts in new]
        if any(own and own + one > rows for own, one in zip(held, more, strict=True)):
            yield at
            held = [0] * len(groups)
        held = [own + one for own, one in zip(held, more, strict=True)]


def _by_task(side: Iterable[_Lying], starts: Sequence[int]) -> dict[int, list[_Lying]]:
    """The row groups that each task has to read."""
    found: dict[int, list[_Lying]] = defaultdict(list)
    for one in side:
        first, last = (bisect_right(starts, at) - 1 for at in (one.first, one.last))
        for task in range(first, last + 1):
            found[task].append(one)
    return found


def _sum(lying: Iterable[_Lying]) -> int:
    return sum(one.group.weight for one in lying)


def _parts(lying: Iterable[_Lying]) -> tuple[Part, ...]:
    """The files, each with those of its row groups that are read."""
    found: dict[int, tuple[Part, list[Group]]] = {}
    for one in lying:
        found.setdefault(one.part.number, (one.part, []))[1].append(one.group)
    return tuple(replace(part, groups=tuple(groups)) for part, groups in found.values())


def _is_good(
    read: Sequence[dict[int, list[_Lying]]], sides: Sequence[Source], tasks: int, rows: int
) -> bool:
    for by_task, source in zip(read, sides, strict=True):
        each = [_sum(by_task[at]) for at in range(tasks)]
        if sum(each) > _TWICE * source.weight or max(each) > _MOST * rows:
            return False
    return True
