"""What a task comes to, and how those of several tasks are put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.measure.evaluation.lots import Lot

# Names that are kept of what may be as many as a corpus has articles.
MOST_NAMED = 10_000

Share = TypeVar("Share")


@dataclass(frozen=True, slots=True)
class Counting(Generic[Share]):
    """How lots are counted: each by itself, and two counts together in any order.

    Both are functions of a module, so that they reach other processes.
    """

    share: Callable[[Lot], Share]
    together: Callable[[Share, Share], Share]


@dataclass(frozen=True, slots=True)
class Some:
    """How many there are, and the first of them in their order, up to `MOST_NAMED`."""

    count: int = 0
    first: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: tuple[str, ...]) -> Some:
        """Some names, each once."""
        return cls(len(names), tuple(sorted(names)[:MOST_NAMED]))

    def __add__(self, other: Some) -> Some:
        if not (self.count and other.count):
            return self if self.count else other
        first = sorted({*self.first, *other.first})
        return Some(self.count + other.count, tuple(first[:MOST_NAMED]))


@dataclass(frozen=True, slots=True)
class Cuts:
    """How many predicted spans cut a character in two, and the first: its file, row and name."""

    count: int = 0
    first: tuple[int, int, str] | None = None

    def __add__(self, other: Cuts) -> Cuts:
        known = [one for one in (self.first, other.first) if one]
        return Cuts(self.count + other.count, min(known) if known else None)


@dataclass(frozen=True, slots=True)
class Portion(Generic[Share]):
    """What a task comes to: the share of its lots, None for no lot, and what was seen on the way.

    `articles` counts those of the gold that are judged, `excluded` are those that are not;
    `fitting` the patterns that fit an article of the gold; `dropped` counts the spans of gold and
    prediction that lie in zones; `read` counts the rows of each side by
    file, so that none is lost or read twice. `labels` are all that either side has.
    """

    share: Share | None
    articles: int = 0
    excluded: Some = Some()
    fitting: frozenset[str] = frozenset()
    cuts: Cuts = Cuts()
    dropped: tuple[int, int] = (0, 0)
    read: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Adding(Generic[Share]):
    """Puts what two tasks come to together."""

    counting: Counting[Share]

    def __call__(self, one: Portion[Share], other: Portion[Share]) -> Portion[Share]:
        """Both as one."""
        if one.share is None or other.share is None:
            share = other.share if one.share is None else one.share
        else:
            share = self.counting.together(one.share, other.share)
        return Portion(
            share,
            one.articles + other.articles,
            one.excluded + other.excluded,
            one.fitting | other.fitting,
            one.cuts + other.cuts,
            (one.dropped[0] + other.dropped[0], one.dropped[1] + other.dropped[1]),
            (_sum(one.read[0], other.read[0]), _sum(one.read[1], other.read[1])),
            one.labels | other.labels,
        )


def _sum(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(one, other, strict=True)))
