"""Evaluation beside its peers: the same gold and predictions, each program in its own process."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from benchmarks.environments import BY_MODULE, OURS, Peer, command, ready
from benchmarks.gold_spans import make
from benchmarks.whole import program, whole

Told = Callable[[str], None]

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
# The most spans a side that each peer is given; beyond that it takes hours, or more memory than
# there is.
_MOST = {
    "nervaluate": 1_000_000,
    "seqeval": 1_000_000,
    "spacy": 1_000_000,
    "spaneval": 100_000,
    "nereval": 100_000,
    "eval4ner": 100_000,
}
# So many are given arrays too, which is what peers read.
_ARRAYS = 10_000_000
_REMARKS = {
    "nervaluate": "four schemes, overall and by label",
    "seqeval": "strict only; no nested spans, which it cannot have; as few words as there can be",
    "spacy": "strict only; as few words as there can be",
    "spaneval": "four ways; no nested spans, which it refuses",
    "nereval": "place and label of pairs, one figure",
    "eval4ner": "four schemes; strings for offsets",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One program on one size: seconds from its start to its end, and its memory in MB.

    `counting` is the part of the seconds that is left without starting, importing, reading and
    making what the program works on; None where the program does not tell them apart.
    """

    who: str
    spans: int
    seconds: float
    counting: float | None
    peak: float | None
    remark: str = ""


def runs(folder: Path, sizes: Sequence[int], told: Told) -> Iterator[Run]:
    """Every program on every size that it can go to, in an empty folder, smallest first."""
    ready()
    for size in sizes:
        told(f"making {size:,} spans a side")
        made = folder / str(size)
        made.mkdir()
        make(made, size, arrays=size <= _ARRAYS)
        for jobs in (1, 2):
            told(f"annotator, {jobs} processes")
            yield _command(made, size, jobs)
        if size <= _ARRAYS:
            yield _run(OURS, made, size, "four schemes, overall and by label; classes, confusion")
        for name, most in _MOST.items():
            if size <= most:
                told(BY_MODULE[name].name)
                yield _run(BY_MODULE[name], made, size, _REMARKS[name])
        shutil.rmtree(made)


def _command(folder: Path, size: int, jobs: int) -> Run:
    """The whole command, from partitions to JSON, children and all."""
    told = ("--gold", folder / "gold", "--json", "--jobs", str(jobs))
    done = whole([program(), "evaluate", folder / "predicted", *told])
    assert json.loads(done.output)["format"] == "annotator/evaluation-1"
    many = "1 process" if jobs == 1 else f"{jobs} processes"
    remark = f"everything that is told, with intervals; {many}"
    return Run(f"annotator, {jobs}", size, done.seconds, None, done.peak, remark)


def _run(peer: Peer, folder: Path, size: int, remark: str) -> Run:
    """A program that counts the spans of the arrays, once, in memory that it has for itself."""
    with tempfile.TemporaryDirectory() as place:
        result = Path(place, "result.json")
        done = whole(command(peer, "time", "evaluate", folder, 1, result))
        found = json.loads(result.read_text(encoding="utf-8"))
    return Run(peer.name, size, done.seconds, found["seconds"], found["peak"] or done.peak, remark)


def rows(found: Sequence[Run]) -> list[tuple[str, ...]]:
    """One line of the table a run, each beside ours on the same size."""
    ours = {one.spans: one for one in found if one.who == "annotator, 1"}
    return [
        (
            f"{one.spans:,}",
            one.who,
            _seconds(one.seconds),
            _seconds(one.counting),
            _memory(one.peak),
            _ratio(one.seconds, ours[one.spans].seconds),
            _ratio(one.peak, ours[one.spans].peak),
            one.remark,
        )
        for one in found
    ]


def growth(found: Sequence[Run]) -> list[tuple[str, ...]]:
    """How seconds and memory grow with the spans: the power of each step of sizes, by program."""
    told: list[tuple[str, ...]] = []
    for who in dict.fromkeys(one.who for one in found):
        own = [one for one in found if one.who == who]
        steps = list(pairwise(own))
        if steps:
            told.append(
                (
                    who,
                    ", ".join(_power(one, after, "seconds") for one, after in steps),
                    ", ".join(_power(one, after, "peak") for one, after in steps),
                )
            )
    return told


def _power(one: Run, after: Run, what: str) -> str:
    """1 is twice as much for twice the spans, 0 is nothing more."""
    first, last = getattr(one, what), getattr(after, what)
    if not first or not last:
        return "–"
    return f"{log(last / first) / log(after.spans / one.spans):.2f}"


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.2f} s" if value >= 1 else f"{value * 1_000:,.0f} ms"


def _memory(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} MB"


def _ratio(value: float | None, ours: float | None) -> str:
    return "–" if not value or not ours else f"{value / ours:,.1f} ×"


def main() -> None:
    """Run the sizes that are named and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = list(runs(Path(folder), given.sizes, _told))
    for row in (*rows(found), *growth(found)):
        print("\t".join(row))


def _told(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    main()
