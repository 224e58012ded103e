"""What is timed without a screen: laying text out, resolving directions, starting a command."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from arabic_reshaper import reshape
from bidi import get_display

from annotator.text.bidi import levels
from annotator.text.layout import lay_out
from benchmarks.big_article import ROOT, article, vocabulary

WIDTH = 90
_BYTES = 50_000


@dataclass(frozen=True, slots=True)
class Pair:
    """The program's median beside its peer's, in the same unit, and the median ratio."""

    ours: float
    peer: float
    ratio: float


def layout(rounds: int) -> Pair:
    """Milliseconds a KB: every row built from a text never seen, beside strings without maps.

    The peer is given its rows ready wrapped, and keeps no map from cells to offsets.
    """

    def ours(text: str) -> object:
        return [line.text for line in lay_out(text, WIDTH).lines]

    def peer(rows: Sequence[str]) -> object:
        return [get_display(reshape(row)) for row in rows]

    def once(seed: int) -> tuple[float, float]:
        text = _fresh(seed)
        rows = [text[line.start : line.end] for line in lay_out(_fresh(seed), WIDTH).lines]
        other = _fresh(seed + 10_000)
        return _a_kilobyte(lambda: ours(other), other), _a_kilobyte(lambda: peer(rows), text)

    return paired([once(seed) for seed in range(rounds)])


def directions(rounds: int) -> Pair:
    """Milliseconds a KB: a level for each character, beside python-bidi's display string."""

    def once(seed: int) -> tuple[float, float]:
        text = _fresh(seed + 20_000)
        paragraphs = text.split("\n")
        ours = _a_kilobyte(lambda: [levels(one) for one in paragraphs], text)
        return ours, _a_kilobyte(lambda: [get_display(one) for one in paragraphs], text)

    return paired([once(seed) for seed in range(rounds)])


def start(rounds: int) -> Pair:
    """Milliseconds from nothing to `annotator --version`, beside importing click alone."""
    script = Path(sys.executable).with_name("annotator")
    ours = [str(script)] if script.exists() else [sys.executable, "-m", "annotator"]
    peer = [sys.executable, "-c", "import click"]
    return paired([(_run([*ours, "--version"]), _run(peer)) for _ in range(rounds)])


def _fresh(seed: int) -> str:
    """A text that no cache can know: made of other paragraphs for every seed."""
    return article(vocabulary(ROOT / "seeds"), seed, _BYTES)


def _a_kilobyte(work: Callable[[], object], text: str) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000 / (len(text.encode()) / 1_000)


def _run(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return (time.perf_counter() - began) * 1_000


def paired(rounds: Sequence[tuple[float, float]]) -> Pair:
    """Medians; the ratio is the median of the rounds' ratios, so that noise hits both alike."""
    return Pair(
        statistics.median(ours for ours, _ in rounds),
        statistics.median(peer for _, peer in rounds),
        statistics.median(ours / peer for ours, peer in rounds),
    )
