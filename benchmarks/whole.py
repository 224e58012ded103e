"""A whole command, from its start to its end: how long it takes, and all the memory it holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_article import ROOT

_EVERY = 0.1
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Done:
    """Seconds, the most memory in MB that it and its children had together, what it wrote.

    Memory is None where the system does not tell.
    """

    seconds: float
    peak: float | None
    output: bytes


def whole(command: Sequence[str | Path]) -> Done:
    """Run a command in a process of its own; it must end well.

    Memory is looked at ten times a second. Of one process alone the system keeps the peak itself,
    of which only the last tenth of a second can be overlooked; of several it is what they hold at
    one time, a page that they share being counted once.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, errors = process.communicate()
        seconds = time.perf_counter() - began
        watch.ended.set()
        watch.join()
    if process.returncode:
        sys.exit(f"{command} failed:\n{errors.decode()[-2_000:]}")
    return Done(seconds, watch.peak or None, output)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until it is told that they ended."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.ended = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        """Look, and look again."""
        while not self.ended.wait(_EVERY):
            each = _family(self._process)
            alone = max(_memory(one, "status", "VmHWM") for one in each)
            # To look at a page for who shares it takes time, which one process alone is spared.
            shared = (_memory(one, "smaps_rollup", "Pss") for one in each if len(each) > 1)
            self.peak = max(self.peak, alone, sum(shared))


def _family(process: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [process]
    for one in found:
        try:
            for thread in (_PROC / str(one) / "task").iterdir():
                found += map(int, (thread / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(process: int, file: str, what: str) -> float:
    """One figure of a process in MB; 0 where it is gone or the system does not tell."""
    try:
        told = (_PROC / str(process) / file).read_text()
    except OSError:
        return 0.0
    found = re.search(rf"^{what}:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) / 1_000 if found else 0.0


def program() -> Path:
    """The command line of this project, beside the Python that runs this."""
    return Path(sys.executable).with_name("annotator" + (".exe" if os.name == "nt" else ""))
