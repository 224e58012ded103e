"""Agreement beside its peers: the same files, each program in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environments import BY_MODULE, OURS, Peer, ready, timed

Told = Callable[[str], None]
_Ints = NDArray[np.int64]

_IN_ARTICLE = 30
_LABELS = 12
# Fewer for words: krippendorff's memory goes with units times values squared.
_WORD_LABELS = 4
_FORMS = ("sparse", "dense")
# What two programs may differ by: pygamma counts in 32 bits.
_SAME = 1e-5


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of work by one program: seconds, and the most memory it had, in MB."""

    seconds: float
    peak: float | None


@dataclass(frozen=True, slots=True)
class Race:
    """The same work by us and by a peer."""

    what: str
    form: str
    peer: str
    ours: Run
    theirs: Run
    remark: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes."""
        return self.theirs.seconds / self.ours.seconds


@dataclass(frozen=True, slots=True)
class Task:
    """What is made, what is asked of it, whom it is asked beside us, and how often at most."""

    what: str
    form: str
    make: Callable[[Path], None]
    work: str
    peers: tuple[str, ...]
    rounds: int = 3
    same: bool = True


def races(folder: Path, rounds: int, told: Told) -> Iterator[Race]:
    """Everything about agreement, in an empty folder; it takes a quarter of an hour."""
    ready()
    for place, task in zip(count(), _tasks(), strict=False):
        told(f"{task.what}, {task.form}")
        made = folder / str(place)
        made.mkdir()
        task.make(made)
        yield from _raced(task, made, min(rounds, task.rounds))


def _tasks() -> Iterator[Task]:
    for form in _FORMS:
        for size in (100_000, 1_000_000):
            what, once = f"strict F1, {size:,} spans × 3", size > 100_000
            peers = ("bratiaa", "nervaluate") if form == "sparse" or not once else ("bratiaa",)
            yield Task(
                what, form, _spans(size, form), "strict", peers, 1 if once else 3, same=False
            )
    for form in _FORMS:
        what = "alpha, 1,000,000 words × 3"
        yield Task(what, form, _words(1_000_000, form), "alpha", ("nltk",), 1)
        size = 10_000_000
        what = f"alpha, {size:,} words × 3"
        yield Task(what, form, _words(size, form), "alpha", ("krippendorff",), 1)
        what = f"Cohen's kappa, {size:,} words × 2"
        yield Task(what, form, _words(size, form), "kappa", ("sklearn",), 2)
    for units, annotators in ((1_000, 2), (100, 3), (30, 4)):
        for form in _FORMS:
            made, sizes = _units(units, annotators, form), f"{units:,} units × {annotators}"
            what = f"disorder of the best alignment, {sizes}"
            yield Task(what, form, made, "disorder", ("pygamma",))
            what = f"gamma against 30 samples, {sizes}"
            yield Task(what, form, made, "gamma", ("pygamma",), 1, same=False)


def _raced(task: Task, folder: Path, rounds: int) -> Iterator[Race]:
    """Our work, and that of each peer; they must find the same where chance has no part."""
    ours = timed(OURS, task.work, folder, 3)
    for name in task.peers:
        peer = BY_MODULE[name]
        theirs = timed(peer, task.work, folder, rounds)
        if task.same:
            assert np.allclose(ours["value"], theirs["value"], atol=_SAME), (task, ours, theirs)
        yield Race(task.what, task.form, peer.name, _run(ours), _run(theirs), _remark(peer))


def _run(found: dict[str, Any]) -> Run:
    return Run(found["seconds"], found["peak"])


def _remark(peer: Peer) -> str:
    return {
        "bratiaa": "its files not read: given to it in memory",
        "nervaluate": "its spans made before",
        "pygamma": "compiled before",
    }.get(peer.module, "")


def _spans(size: int, form: str) -> Callable[[Path], None]:
    """Three annotators of one truth: 30 spans an article, 8 % nested, or 30 % and close by."""
    near, nested = (40, 0.08) if form == "sparse" else (3, 0.3)

    def make(folder: Path) -> None:
        dice = np.random.default_rng(7)
        article = np.arange(size) // _IN_ARTICLE
        long, gap = dice.integers(2, 30, size), dice.integers(1, near * 2, size)
        ahead = np.cumsum(long + gap)
        first = np.arange(size) // _IN_ARTICLE * _IN_ARTICLE
        start = ahead - long - (ahead - long)[first]
        inside = (dice.random(size) < nested) & (np.arange(size) % _IN_ARTICLE > 0)
        start[inside] = np.roll(start, 1)[inside]
        truth = np.stack([article, start, start + long, dice.integers(0, _LABELS, size)], axis=1)
        for who in range(3):
            np.save(folder / f"spans-{who}.npy", _again(dice, truth))

    return make


def _again(dice: np.random.Generator, truth: _Ints) -> _Ints:
    """The same less one in ten, one in ten longer, one in ten of another label; each once."""
    own = truth.copy()
    own[:, 2] += np.where(dice.random(len(own)) < 0.1, dice.integers(1, 4, len(own)), 0)
    other = dice.integers(0, _LABELS, len(own))
    own[:, 3] = np.where(dice.random(len(own)) < 0.1, other, own[:, 3])
    return np.unique(own[dice.random(len(own)) < 0.9], axis=0)


def _words(size: int, form: str) -> Callable[[Path], None]:
    """Three annotators' label of each word, 0 for none: of 88 % of the words, or of 40 %."""
    nothing = 0.88 if form == "sparse" else 0.4

    def make(folder: Path) -> None:
        dice = np.random.default_rng(7)
        label = dice.integers(1, _WORD_LABELS + 1, size, dtype=np.int8)
        truth = np.where(dice.random(size) < nothing, np.int8(0), label)
        rows = []
        for _ in range(3):
            other = dice.integers(0, _WORD_LABELS + 1, size, dtype=np.int8)
            rows.append(np.where(dice.random(size) < 0.9, truth, other))
        np.save(folder / "words.npy", np.stack(rows))

    return make


def _units(size: int, annotators: int, form: str) -> Callable[[Path], None]:
    """Annotators' units in one article: far from each other, or touching and over each other."""
    near, far = (20, 120) if form == "sparse" else (-10, 3)

    def make(folder: Path) -> None:
        dice = np.random.default_rng(7)
        long = dice.integers(4, 30, size)
        start = np.cumsum(np.maximum(dice.integers(near, far, size) + np.append(0, long[:-1]), 1))
        label = dice.integers(0, 6, size)
        sides = {}
        for who in range(annotators):
            begin = np.maximum(start + _sometimes(dice, size, 4), 0)
            end = np.maximum(start + long + _sometimes(dice, size, 5), begin + 1)
            name = np.where(dice.random(size) < 0.1, dice.integers(0, 6, size), label)
            own = np.unique(np.stack([begin, end, name], axis=1), axis=0)
            sides[f"a{who}"] = own.tolist()
        (folder / "units.json").write_text(json.dumps(sides))

    return make


def _sometimes(dice: np.random.Generator, size: int, most: int) -> _Ints:
    """One in five moved by less than so much."""
    moved = dice.integers(1 - most, most, size)
    return np.asarray(np.where(dice.random(size) < 0.2, moved, 0))


def rows(found: Sequence[Race]) -> list[tuple[str, ...]]:
    """One line of the table a race."""
    return [
        (
            f"{one.what}, {one.form}: {one.peer}",
            _seconds(one.ours.seconds),
            _memory(one.ours.peak),
            _seconds(one.theirs.seconds),
            _memory(one.theirs.peak),
            f"{one.ratio:,.0f} ×" if one.ratio >= 10 else f"{one.ratio:.1f} ×",
            "kept" if one.ratio > 1 else "**missed**",
            one.remark,
        )
        for one in found
    ]


def _seconds(value: float) -> str:
    return f"{value:,.2f} s" if value >= 1 else f"{value * 1_000:,.1f} ms"


def _memory(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} MB"
