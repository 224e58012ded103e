"""Articles of a length that nobody should have to label, and what every key costs in them.

Alone: `python -m benchmarks.long_articles --rounds 1`.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_article import (
    ANNOTATOR,
    COMMAND,
    ROOT,
    annotator,
    article,
    make_project,
    vocabulary,
)
from benchmarks.big_article import NAME as CROWDED
from benchmarks.key_latency import Answer, Visit, visit
from benchmarks.screens import peer

# What a person may press, in an order in which each does something.
_MOVES = """
    down down up left left right ctrl+left ctrl+left ctrl+right end home pagedown pagedown pageup
    ctrl+end up left ctrl+left pageup ctrl+home down
""".split()
_SELECTING = "shift+left shift+left shift+down shift+up shift+right".split()
_LABELLING = """
    left p right l down c down d tab u y x e left left enter s ctrl+end up p ctrl+home
    i left p u down i / ق ا ل enter n n N / ذ ظ غ ز esc 2 1 3 1 4 1 h h 1 narrower
    wider s
""".split()
_KEYS = (*_MOVES, *_SELECTING, *_LABELLING)
# TextArea has no key for the beginning of its text.
_AREA_KEYS = (*(key for key in _MOVES if key != "ctrl+home"), *_SELECTING, "narrower", "wider")
_LETTERS = 300
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass(frozen=True, slots=True)
class Long:
    """One article on a screen: how it is told, all rounds, the keys' slowest answers."""

    name: str
    peer: bool
    visits: tuple[Visit, ...]

    @property
    def opened(self) -> float:
        """Seconds to the first paint, the median of the rounds."""
        return statistics.median(one.opened for one in self.visits)

    @property
    def slowest(self) -> Answer:
        """The key that was answered last of all."""
        return max(self._answers(), key=_painted)

    @property
    def median(self) -> float:
        """Half of the keys were painted within so many milliseconds."""
        return statistics.median(map(_painted, self._answers()))

    @property
    def memory(self) -> float:
        """The most megabytes that were ever resident; nan where the system does not say."""
        return max((one.memory for one in self.visits if one.memory), default=math.nan)

    def key(self, name: str) -> float | None:
        """The slowest answer to a key in milliseconds; None where it was not pressed."""
        times = [_painted(one) for one in self._answers() if one.key == name]
        return max(times, default=None)

    def _answers(self) -> Iterator[Answer]:
        return (one for visit in self.visits for one in visit.answers if one.painted is not None)


def _painted(answer: Answer) -> float:
    return answer.painted or 0.0


def measure(folder: Path, rounds: int, told: Callable[[str], None]) -> tuple[Long, ...]:
    """Make the articles in an empty folder, open each as often as wished, press every key."""
    found = []
    for name, project, its_name in _made(folder):
        text = project / "seeds" / f"{its_name}.txt"
        ours = (*COMMAND, "--project", str(project), "open", its_name, "--as", ANNOTATOR)
        theirs = peer("text_area", text)
        for command, keys in ((ours, _KEYS), (theirs, _AREA_KEYS)):
            whose = "TextArea" if command is theirs else "annotator"
            visits = []
            for turn in range(rounds):
                told(f"round {turn + 1} of {rounds}: {whose}, {name}")
                visits.append(visit(command, keys=keys, arabic=_LETTERS))
            found.append(Long(name, command is theirs, tuple(visits)))
    return tuple(found)


def _made(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Each article: how it is told, its project, its name."""
    words = vocabulary(ROOT / "seeds")
    chance = random.Random(4)  # noqa: S311 - a benchmark keeps no secrets
    letters = "".join(chance.choice(_ARABIC) for _ in range(100_000))
    crowded = folder / CROWDED / "project"
    crowded.parent.mkdir()
    make_project(crowded)
    yield "1 MB, 5,000 spans", crowded, CROWDED
    for name, its_name, text in (
        ("10 MB", "ten-megabytes", article(words, 1, 10_000_000)),
        ("one paragraph of 200 KB", "long-paragraph", _paragraph(words, 200_000)),
        ("one paragraph of 1 MB", "longest-paragraph", _paragraph(words, 1_000_000)),
        ("a line of 100,000 letters", "no-space", f"{letters}\n"),
    ):
        project, source = folder / its_name / "project", folder / f"{its_name}.txt"
        source.write_text(text, encoding="utf-8")
        annotator("init", str(project))
        annotator("add", str(source), "--language", "ar", "--project", str(project))
        yield name, project, its_name


def _paragraph(words: Sequence[str], size: int) -> str:
    """Words at random on one line, of `size` bytes in UTF-8 or up to a word more."""
    chance = random.Random(3)  # noqa: S311 - a benchmark keeps no secrets
    found: list[str] = []
    done = 0
    while done < size:
        found.append(chance.choice(words))
        done += len(found[-1].encode()) + 1
    return f"{' '.join(found)}\n"


def main() -> None:
    """Measure and print each article, and its slowest keys."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for one in measure(Path(folder), given.rounds, lambda _: None):
            whose = "TextArea" if one.peer else "annotator"
            keys = {key: one.key(key) or 0.0 for key in dict.fromkeys(_KEYS)}
            slow = sorted(keys, key=lambda key: -keys[key])[:8]
            print(
                f"{whose}, {one.name}: first paint {one.opened:.2f} s, {one.memory:.0f} MB; "
                + ", ".join(f"{key} {keys[key]:.0f} ms" for key in slow)
            )


if __name__ == "__main__":
    main()
