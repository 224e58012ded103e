"""Measure everything beside its peers and write `docs/benchmarks.md`: `make bench`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import agreement, evaluation, long_articles, screens, speed, store
from benchmarks.big_article import ROOT
from benchmarks.environments import LIBRARIES
from benchmarks.key_latency import COLUMNS, ROWS, WALK, percentile
from benchmarks.long_articles import Long
from benchmarks.screens import Seen
from benchmarks.speed import Pair
from benchmarks.store import Measure

PAGE = ROOT / "docs" / "benchmarks.md"
_LONG = "## Long articles"
_KEEPING = "## What keeping costs"
_AGREEMENT = "## Agreement"
_EVALUATION = "## Extractors against gold"
_WAIT = 100
_NAMES = {
    "empty": "an empty Textual screen",
    "floor": "a Textual app that repaints one line",
    "area": "TextArea, sample article",
    "annotator": "**annotator, sample article**",
    "annotator, panes": "**annotator, sample article, 500 spans, every pane open**",
    "area, long": "TextArea, 1 MB, at its start",
    "area, long, end": "TextArea, 1 MB, at its end",
    "annotator, long": "**annotator, 1 MB, 5,000 spans, at its start**",
    "annotator, long, end": "**annotator, 1 MB, 5,000 spans, at its end**",
}

Row = tuple[str, str, str, str, str]


def budgets(seen: dict[str, Seen], start: Pair) -> list[Row]:
    """The measures that have a limit: what, measured, beside, their relation, the limit."""
    ours, floor, empty = seen["annotator"], seen["floor"], seen["empty"]
    both = (seen["annotator, long"], seen["annotator, long, end"])
    slower, opened = max(one.p95 for one in both), max(one.opened for one in both)
    later = max(one.later_than(empty) for one in both)
    sent = max(ours.most_bytes, *(one.most_bytes for one in both))
    rows = [
        _against("key to painted, p95: one-line app", ours.p95, floor.p95, "ms", 1.5),
        _against(
            "key to painted, p95, 500 spans and every pane open: one-line app",
            seen["annotator, panes"].p95,
            floor.p95,
            "ms",
            1.5,
        ),
        _against("key to painted in the 1 MB article, p95: sample", slower, ours.p95, "ms", 1.2),
        (
            "bytes a caret move, p95 of any article: TextArea",
            f"{sent:,.0f}",
            f"{seen['area'].most_bytes:,.0f}",
            f"{sent / seen['area'].most_bytes:.2f} ×",
            _limit("2,000", kept=sent <= 2_000),
        ),
        (
            "opening the 1 MB article: empty screen",
            f"{opened:.2f} s",
            f"{empty.opened:.2f} s",
            f"+ {later:.2f} s",
            _limit("+ 0.2 s", kept=later <= 0.2),
        ),
    ]
    memory = max(one.memory or 0 for one in both)
    if empty.memory and memory:
        more = memory - empty.memory
        limit = _limit("+ 60 MB", kept=more <= 60)
        what = "memory with the 1 MB article: empty screen"
        rows.append((what, f"{memory:.0f} MB", f"{empty.memory:.0f} MB", f"+ {more:.0f} MB", limit))
    what = "`annotator --version`: `python -c 'import click'`"
    limit = _limit("1.5 ×", kept=start.ratio <= 1.5)
    rows.append(
        (what, f"{start.ours:.0f} ms", f"{start.peer:.0f} ms", f"{start.ratio:.2f} ×", limit)
    )
    return rows


def peers(seen: dict[str, Seen], layout: Pair, directions: Pair) -> list[Row]:
    """The measures that only have a peer."""
    ours, long, area, area_long = (
        seen[name] for name in ("annotator", "annotator, long, end", "area", "area, long, end")
    )
    rows = [
        _against("key to painted, p50: one-line app", ours.p50, seen["floor"].p50, "ms"),
        _against("key to painted, p50: TextArea", ours.p50, area.p50, "ms"),
        _against("key to painted, p95: TextArea", ours.p95, area.p95, "ms"),
        _against("the same in the 1 MB article, p95: TextArea", long.p95, area_long.p95, "ms"),
        _against("bytes a caret move, mean: TextArea", ours.bytes, area.bytes, "bytes"),
    ]
    for what, pair in (
        ("layout with both maps, cold, 1 KB: python-bidi and arabic-reshaper, no maps", layout),
        ("UAX #9 levels, 1 KB: python-bidi's display string", directions),
    ):
        figures = (f"{pair.ours:.3f} ms", f"{pair.peer:.3f} ms", f"{pair.ratio:.2f} ×")
        rows.append((what, *figures, ""))
    return rows


def programs(seen: dict[str, Seen]) -> list[tuple[str, ...]]:
    """Everything that was on a screen, as it was measured."""
    rows = []
    for name, one in seen.items():
        memory = f"{one.memory:.0f} MB" if one.memory else "–"
        keys: Sequence[str] = ("–",) * 6
        if one.times:
            settled = percentile(one.settled, 0.95)
            times = [f"{value:.1f} ms" for value in (one.p50, one.p95, max(one.times), settled)]
            keys = (*times, f"{one.bytes:,.0f}", f"{one.silent} of {one.silent + len(one.times)}")
        rows.append((_NAMES[name], *keys, f"{one.opened:.2f} s", memory))
    return rows


def page(seen: dict[str, Seen], start: Pair, layout: Pair, directions: Pair, rounds: int) -> str:
    """The whole page."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("textual", "python-bidi", "arabic-reshaper")
    )
    columns = ("what: beside what", "annotator", "peer", "relation")
    about = (
        "key, p50",
        "p95",
        "slowest",
        "settled, p95",
        "bytes a key",
        "silent",
        "first paint",
        "memory",
    )
    return f"""# Benchmarks

Written by `make bench`, which measures everything in one run, the programs in turn and in
another order each round, so that what else the machine does hits all alike. Here: Python
{platform.python_version()}, {libraries};
{platform.system()}, {os.cpu_count()} cores; {rounds} rounds.

A key is timed in a real pseudo-terminal of {COLUMNS} × {ROWS} cells, from writing it to the last
byte of the output that answers it, which ends with 8 ms of silence. What comes later, if anything,
is timed as settled, and counted in the bytes. There are {len(WALK)} keys a round: arrows and shift
with arrows, along lines and between them, as a person moves and selects. Memory is the most that
was ever resident. The first paint is there when the article's letters were sent and nothing more
comes.

## With a limit

{_table((*columns, "at most"), budgets(seen, start))}

## Beside peers

{_table((*columns, ""), peers(seen, layout, directions))}

python-bidi does its work in compiled code and returns a string; the layout here also gives every
offset its cell and every cell its offset, and its text is new in each round, so that nothing
is remembered.

## As measured

{_table(("program", *about), programs(seen))}
"""


def long(found: Sequence[Long], rounds: int) -> str:
    """The part of the page about articles of any length."""
    rows = [
        (
            f"TextArea, {one.name}" if one.peer else f"**annotator, {one.name}**",
            f"{one.opened:.2f} s",
            f"{one.median:.1f} ms",
            f"{one.slowest.painted or 0:.0f} ms ({one.slowest.key})",
            "" if one.peer else _limit(f"{_WAIT} ms", kept=(one.slowest.painted or 0) <= _WAIT),
            f"{one.memory:.0f} MB",
        )
        for one in found
    ]
    ours = [one for one in found if not one.peer]
    keys = sorted({answer.key for one in ours for visit in one.visits for answer in visit.answers})
    slowest = [(f"`{key}`", *(f"{one.key(key) or 0:.0f} ms" for one in ours)) for key in keys]
    about = ("first paint", "key, p50", "slowest key", "at most", "memory")
    return f"""{_LONG}

Written by `make bench` too, or alone by `python -m benchmarks.run --only long`; {rounds} rounds.
Every key that does something is pressed: moves, selections, labels, undo, edges, search while it is
typed, invisible characters, panes, saving, and the window made narrower and wider. A key is timed
to its first answer; what is counted or found after that comes while nobody waits.

{_table(("program", *about), rows)}

The slowest answer to each:

{_table(("key", *(one.name for one in ours)), slowest)}
"""


def keeping(found: Iterable[Measure], rounds: int) -> str:
    """The part of the page about what keeping costs."""
    rows = [
        _against(one.what, one.pair.ours, one.pair.peer, one.unit, ratio=one.pair.ratio)
        for one in found
    ]
    return f"""{_KEEPING}

Written by `make bench` too, or alone by `python -m benchmarks.run --only store`; {rounds} rounds.
Medians of each, and of their relation in each round. Files are in the system's memory; "the first
time" is without the index that the program keeps beside a project.

{_table(("what: beside what", "annotator", "peer", "relation", ""), rows)}
"""


def agreeing(found: Sequence[agreement.Race]) -> str:
    """The part of the page about agreement."""
    about = ("memory", "peer", "memory", "the peer takes", "faster", "")
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy"))
    return f"""{_AGREEMENT}

Written by `make bench` too, or alone by `python -m benchmarks.run --only agreement`. Each program
has the same files, in a process and (peers) an environment of its own; reading them and importing
are not timed. Ours is the best of three runs, and so is a peer's unless it takes long: then of one
or two. Memory is the most the process ever had. Ours: {libraries}. Peers:
{LIBRARIES}; pygamma-agreement with CBC, the solver that it recommends.

Sparse spans are 30 an article, 8 % of them nested; of dense ones 30 % are, and the others lie
close together. Of sparse words 88 % have no label, of dense ones 40 %; the others have one of
four, because krippendorff's memory goes with the square of their number. Sparse units lie apart
from each other, dense ones touch or lie over each other. F1 is that of every pair of three
annotators by label and by article, and of all pairs together; bratiaa gives a mean of pairs from
counts by label and article, nervaluate four schemes of which none can be left out. scikit-learn
and nltk have no spans. What has no chance in it is checked to be the same.

{_table(("what: beside what", "annotator", *about), agreement.rows(found))}
"""


def scoring(found: Sequence[evaluation.Run]) -> str:
    """The part of the page about extractors."""
    about = ("seconds", "of which counting", "memory", "seconds beside ours", "memory", "")
    return f"""{_EVALUATION}

Written by `make bench` too, or alone by `python -m benchmarks.run --only evaluation`, which takes
ten minutes. Gold is 30 spans an article, 8 % of them nested; the prediction has 76 % of them right,
6 % under another label, 8 % with other edges, 2 % with both, misses 8 %, and makes up 6 % more.
Each program runs once from its start to its end, in a process and (peers) an environment of its
own; "counting" leaves out starting, importing, reading and making what a library works on.
"annotator, 1" and "annotator, 2" are the whole command, from partitions of Parquet to JSON, in so
many processes, whose memory is taken together; peers read one array, and are not given what they
cannot have.

{_table(("spans a side", "program", *about), evaluation.rows(found))}

How cost grows from one size to the next: the power of the number of spans, 1 being twice as much
for twice as many.

{_table(("program", "seconds", "memory"), evaluation.growth(found))}
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="print only, do not write the page")
    parser.add_argument(
        "--only",
        choices=("screens", "long", "store", "agreement", "evaluation"),
        help="leave the others",
    )
    given = parser.parse_args()
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    before, scores, scored = before.partition(_EVALUATION)
    before, last, agreed = before.partition(_AGREEMENT)
    told, heading, kept = before.partition(_KEEPING)
    seen, title, lengths = told.partition(_LONG)
    parts = [seen, f"{title}{lengths}", f"{heading}{kept}", f"{last}{agreed}", f"{scores}{scored}"]
    with tempfile.TemporaryDirectory() as folder:
        if given.only in (None, "screens"):
            parts[0] = _on_screens(Path(folder), given.rounds)
        if given.only in (None, "long"):
            place = Path(folder, "lengths")
            place.mkdir()
            parts[1] = long(long_articles.measure(place, given.rounds, _told), given.rounds)
        if given.only in (None, "store"):
            place = Path(folder, "store")
            place.mkdir()
            parts[2] = keeping(store.measures(place, given.rounds, _told), given.rounds)
        if given.only in (None, "agreement"):
            place = Path(folder, "agreement")
            place.mkdir()
            parts[3] = agreeing(list(agreement.races(place, given.rounds, _told)))
        if given.only in (None, "evaluation"):
            place = Path(folder, "evaluation")
            place.mkdir()
            parts[4] = scoring(list(evaluation.runs(place, evaluation.SIZES, _told)))
    text = "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
    print(text)
    if not given.keep:
        PAGE.write_text(text, encoding="utf-8")


def _on_screens(folder: Path, rounds: int) -> str:
    """All of the page but what keeping costs."""
    _told("starting, laying out, resolving")
    start, layout = speed.start(20), speed.layout(rounds)
    directions = speed.directions(rounds)
    _told("making the articles")
    seen = screens.measure(screens.programs(folder), rounds, _told)
    return page(seen, start, layout, directions, rounds)


def _against(  # noqa: PLR0913 - a row of the table
    what: str,
    ours: float,
    peer: float,
    unit: str,
    most: float | None = None,
    *,
    ratio: float | None = None,
) -> Row:
    limit = "" if most is None else _limit(f"{most} ×", kept=ours <= most * peer)
    relation = f"{ours / peer if ratio is None else ratio:.2f} ×"
    return (what, f"{ours:,.1f} {unit}", f"{peer:,.1f} {unit}", relation, limit)


def _limit(most: str, *, kept: bool) -> str:
    return f"{most}, kept" if kept else f"{most}, **missed**"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _told(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    main()
