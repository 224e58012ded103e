"""The screens that are timed: the program on a short and a long article, and its peers."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_article import (
    ANNOTATOR,
    COMMAND,
    NAME,
    ROOT,
    annotator,
    make_crowded,
    make_project,
)
from benchmarks.key_latency import WALK, Visit, percentile, visit

SAMPLE = "president-flown-out"

_PEERS = ROOT / "benchmarks" / "peers"
# Away from the first and the last row, where some keys of the walk would do nothing.
_FROM_START = ("down",) * 5
_FROM_END = ("ctrl+end", *("up",) * 8)
# The guideline and the articles beside the article and its spans.
_PANES = ("h", "4", "1", *_FROM_START)
_CROWD = 500
# An article counts as painted when this many of its letters were sent; titles have fewer.
_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Program:
    """A command, the keys that are pressed before it is timed, and how to tell it has painted."""

    name: str
    command: tuple[str, ...]
    before: tuple[str, ...] = ()
    arabic: int = 0
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What all rounds showed of one program; milliseconds, bytes, seconds, megabytes."""

    times: tuple[float, ...]
    settled: tuple[float, ...]
    sizes: tuple[int, ...]
    silent: int
    openings: tuple[float, ...]
    memory: float | None

    @property
    def opened(self) -> float:
        """Seconds to the first paint, the median of the rounds."""
        return statistics.median(self.openings)

    def later_than(self, other: Seen) -> float:
        """Seconds by which it opens later, the median of what each round showed."""
        pairs = zip(self.openings, other.openings, strict=True)
        return statistics.median(own - peer for own, peer in pairs)

    @property
    def p50(self) -> float:
        """Half of the keys were painted by then."""
        return percentile(self.times, 0.5)

    @property
    def p95(self) -> float:
        """Of twenty keys nineteen were painted by then."""
        return percentile(self.times, 0.95)

    @property
    def bytes(self) -> float:
        """Bytes a key, on average."""
        return statistics.mean(self.sizes)

    @property
    def most_bytes(self) -> float:
        """Bytes that nineteen keys of twenty do not exceed."""
        return percentile(self.sizes, 0.95)


def programs(folder: Path) -> tuple[Program, ...]:
    """Make the projects in an empty folder, and name everything that is opened."""
    sample, long, crowded = folder / "sample", folder / "long", folder / "crowded"
    annotator("init", "--sample", str(sample))
    make_crowded(crowded, SAMPLE, _CROWD)
    long_file = make_project(long)
    sample_file = sample / "seeds" / f"{SAMPLE}.txt"
    ours, its_long = _opened(sample, SAMPLE), _opened(long, NAME)
    return (
        Program("empty", peer("empty_screen"), answers=False),
        Program("floor", peer("one_line")),
        Program("area", peer("text_area", sample_file), _FROM_START, _LETTERS),
        Program("annotator", ours, _FROM_START, _LETTERS),
        Program("annotator, panes", _opened(crowded, SAMPLE), _PANES, _LETTERS),
        Program("area, long", peer("text_area", long_file), _FROM_START, _LETTERS),
        Program("area, long, end", peer("text_area", long_file), _FROM_END, _LETTERS),
        Program("annotator, long", its_long, _FROM_START, _LETTERS),
        Program("annotator, long, end", its_long, _FROM_END, _LETTERS),
    )


def measure(chosen: Sequence[Program], rounds: int, told: Callable[[str], None]) -> dict[str, Seen]:
    """Open each program once a round, in another order each round, and walk in it."""
    visits: dict[str, list[Visit]] = {program.name: [] for program in chosen}
    for turn in range(rounds):
        at = turn % len(chosen)
        for program in (*chosen[at:], *chosen[:at]):
            told(f"round {turn + 1} of {rounds}: {program.name}")
            keys = WALK if program.answers else ()
            visits[program.name].append(
                visit(program.command, keys=keys, before=program.before, arabic=program.arabic)
            )
    return {name: _together(found) for name, found in visits.items()}


def _together(visits: Sequence[Visit]) -> Seen:
    answers = [answer for one in visits for answer in one.answers]
    memory = [one.memory for one in visits if one.memory is not None]
    return Seen(
        times=tuple(answer.painted for answer in answers if answer.painted is not None),
        settled=tuple(answer.settled for answer in answers if answer.settled is not None),
        sizes=tuple(answer.size for answer in answers if answer.size),
        silent=sum(answer.painted is None for answer in answers),
        openings=tuple(one.opened for one in visits),
        memory=max(memory) if memory else None,
    )


def peer(name: str, *arguments: Path) -> tuple[str, ...]:
    """The command of a peer."""
    return (sys.executable, str(_PEERS / f"{name}.py"), *map(str, arguments))


def _opened(project: Path, article: str) -> tuple[str, ...]:
    return (*COMMAND, "--project", str(project), "open", article, "--as", ANNOTATOR)
