"""What the program of every peer does: answer cases, or do one piece of work against the clock.

Each peer is a module beside this one and runs as `python -m benchmarks.peers.NAME`, in an
environment of its own, so only what comes with Python is imported here. What it finds goes to a
file, since libraries and their solvers print what they like.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import isfinite
from pathlib import Path
from typing import Any

One = float | str | None
Answers = dict[str, One | Sequence[One]]
Answer = Callable[[Any], Answers]
# Loads what it needs from a folder and gives what is to be timed.
Work = Callable[[Path], Callable[[], object]]
_STATUS = Path("/proc/self/status")


def serve(answers: Mapping[str, Answer], works: Mapping[str, Work]) -> None:
    """Do what the command line asks: `answer CASES RESULT`, or `time WORK FOLDER ROUNDS RESULT`."""
    warnings.simplefilter("ignore")
    match sys.argv[1:]:
        case ["answer", cases, result]:
            given = json.loads(Path(cases).read_text(encoding="utf-8"))
            found: object = {
                case["id"]: _answered(answers[case["kind"]], case)
                for case in given
                if case["kind"] in answers
            }
        case ["time", work, folder, rounds, result]:
            began = time.perf_counter()
            made = works[work](Path(folder))
            found = {"ready": time.perf_counter() - began, **_timed(made, int(rounds))}
        case other:
            sys.exit(f"not known: {other}")
    Path(result).write_text(json.dumps(found), encoding="utf-8")


def pairs(case: Any) -> list[tuple[str, str]]:
    """The pairs of annotators of a case about spans or units."""
    return list(combinations(sorted(case["sides"]), 2))


def mean(each: list[float]) -> float:
    return sum(each) / len(each)


def _answered(answer: Answer, case: Any) -> Answers:
    """The peer's figures, as words where they are none; or its own words where it fails."""
    try:
        found = answer(case)
    except Exception as problem:  # noqa: BLE001 - whatever it does with a case is its answer
        told = str(problem).strip().splitlines()
        return {"error": f"{type(problem).__name__}: {told[0] if told else ''}"[:90]}
    return {
        name: [_plain(one) for one in value] if isinstance(value, list) else _plain(value)
        for name, value in found.items()
    }


def _plain(value: Any) -> One:
    if value is None or isinstance(value, str):
        return value
    return float(value) if isfinite(value) else str(float(value))


def _timed(work: Callable[[], object], rounds: int) -> dict[str, object]:
    """The best of several times in seconds, the most memory ever in MB, and the result."""
    seconds = []
    value: object = None
    for _ in range(rounds):
        began = time.perf_counter()
        value = work()
        seconds.append(time.perf_counter() - began)
    found = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text()) if _STATUS.exists() else None
    peak = int(found[1]) / 1_000 if found else None
    return {"seconds": min(seconds), "peak": peak, "value": value}
