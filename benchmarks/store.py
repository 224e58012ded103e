"""What keeping costs: saving, proving, telling the history, and a project of 100,000 articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from unittest.mock import patch

from annotator.labels.labelling import Labelling
from annotator.store import history
from annotator.store.codec import encode
from annotator.store.folder import FolderStore
from annotator.store.record import SchemaRef
from annotator.text.article import Article
from benchmarks.big_article import ANNOTATOR, COMMAND, ROOT, annotator, article, vocabulary
from benchmarks.key_latency import Visit, percentile, visit
from benchmarks.many_articles import (
    COUNT,
    articles,
    first_version,
    keep_chain,
    make_many,
    marked,
    schema_of,
)
from benchmarks.speed import Pair, paired

_SPANS = 1_000
_CHAINS, _VERSIONS = 1_000, 10
_LONG_CHAIN = 500
_SAVES = 10
_LETTERS = 50
_QUEUE = ("down", "down", "pagedown", "up", "down", "pagedown", "down", "up")
_ARTICLES = ("j", "j", "k", "j", "j", "k")

# What a program cannot do without that looks at every file: their names and times.
_LOOK = """
import os, sys
def look(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            look(entry.path) if entry.is_dir() else entry.stat()
for folder in sys.argv[1:]:
    look(folder)
"""
_PARSE = """
import json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    json.loads(path.read_bytes())
"""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured beside what, in which unit."""

    what: str
    pair: Pair
    unit: str


def measures(folder: Path, rounds: int, told: Told) -> Iterator[Measure]:
    """Everything about keeping, in an empty folder; it takes some minutes."""
    told("saving")
    yield from saving(folder / "saving", _SAVES * rounds)
    told("making chains of label files")
    yield from proving(folder / "proved", rounds)
    told(f"making {COUNT:,} articles")
    many = make_many(folder / "many")
    told("listing them")
    yield from listing(many, rounds)
    told("opening them")
    yield from opening(many, folder / "sample", rounds)


def saving(folder: Path, rounds: int) -> Iterator[Measure]:
    """A version of 1,000 spans kept, beside the same bytes written to a file."""
    place = count()
    text = Article("long", article(vocabulary(ROOT / "seeds"), 1, 100_000))
    labelling = Labelling(spans=tuple(marked(text, _SPANS)))
    version = first_version(text, ANNOTATOR, labelling, SchemaRef("n", "1", "0" * 64, "0" * 64))
    data = encode(version)
    folder.mkdir()

    def ours() -> None:
        history.append(FolderStore(folder / str(next(place))), version, None)

    def plain(*, synced: bool) -> None:
        with (folder / f"{next(place)}.json").open("wb") as file:
            file.write(data)
            if synced:
                file.flush()
                os.fsync(file.fileno())

    safe = paired([(_clocked(ours), _clocked(lambda: plain(synced=True))) for _ in range(rounds)])
    with patch("os.fsync", lambda _: None):
        bare = [(_clocked(ours), _clocked(lambda: plain(synced=False))) for _ in range(rounds)]
    what = f"saving a version of {_SPANS:,} spans"
    yield Measure(f"{what}: its bytes written and synced", safe, "ms")
    yield Measure(f"{what}, nothing synced: its bytes written", paired(bare), "ms")


def proving(folder: Path, rounds: int) -> Iterator[Measure]:
    """`verify` of 10,000 label files beside `git fsck` of the same, and `log` of a long chain."""
    annotator("init", str(folder))
    reference = schema_of(folder)
    for one in islice(articles(2), _CHAINS):
        _add(folder, one)
        found = marked(one, 6 + _VERSIONS)
        growing = [found[: 6 + number] for number in range(_VERSIONS)]
        keep_chain(folder / "labels", one, ANNOTATOR, growing, schema=reference)
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "all")):
        _git(folder, *words)
    verify = (*COMMAND, "--project", str(folder), "verify")
    fsck = ("git", "-C", str(folder), "fsck", "--full", "--strict")
    what = f"`verify` of {_CHAINS * _VERSIONS:,} label files: `git fsck` of the same"
    yield Measure(what, _beside(verify, fsck, rounds), "ms")

    long = Article("long-chain", article(vocabulary(ROOT / "seeds"), 3, 20_000))
    _add(folder, long)
    spans = [replace(one, id=f"s{at}") for at, one in enumerate(marked(long, _LONG_CHAIN + 6), 1)]
    sliding = [spans[at : at + 6] for at in range(_LONG_CHAIN)]
    keep_chain(folder / "labels", long, ANNOTATOR, sliding, schema=reference)
    log = (*COMMAND, "--project", str(folder), "log", long.id, "--as", ANNOTATOR)
    parse = (sys.executable, "-c", _PARSE, str(folder / "labels" / long.id / ANNOTATOR))
    what = f"`log` of {_LONG_CHAIN} versions: Python reading them as JSON"
    yield Measure(what, _beside(log, parse, rounds), "ms")


def listing(folder: Path, rounds: int) -> Iterator[Measure]:
    """`list` and `status` of very many articles, beside a look at every file's times."""
    look = (sys.executable, "-c", _LOOK, str(folder / "seeds"), str(folder / "labels"))
    cold = "the first time"
    for words in (("list",), ("status",), ("status", "--as", ANNOTATOR)):
        command = (*COMMAND, "--project", str(folder), *words)
        what = f"`{' '.join(words)}` of {COUNT:,} articles"
        _forget(folder)
        once = paired([(_run(command), _run(look))])
        yield Measure(f"{what}, {cold}: Python's scandir and stat", once, "ms")
        yield Measure(f"{what}: the same", _beside(command, look, rounds), "ms")


def opening(folder: Path, sample: Path, rounds: int) -> Iterator[Measure]:
    """The screen over very many articles, beside the same over the few of the sample."""
    annotator("init", "--sample", str(sample))
    pairs = [(_screen(folder), _screen(sample)) for _ in range(rounds)]
    both = [(ours.opened * 1000, peer.opened * 1000) for ours, peer in pairs]
    beside = f"among {COUNT:,} articles: among 7"
    yield Measure(f"first paint {beside}", paired(both), "ms")
    for what, keys in (("next and previous article", _ARTICLES), ("moving in the queue", _QUEUE)):
        pairs = [(_screen(folder, keys), _screen(sample, keys)) for _ in range(rounds)]
        both = [(_p95(ours), _p95(peer)) for ours, peer in pairs]
        yield Measure(f"{what}, key to painted, p95, {beside}", paired(both), "ms")


def _screen(project: Path, keys: Sequence[str] = ()) -> Visit:
    command = (*COMMAND, "--project", str(project), "open", "--as", ANNOTATOR)
    before = ("4",) if keys == _QUEUE else ()
    return visit(command, keys=keys, before=before, arabic=_LETTERS)


def _p95(seen: Visit) -> float:
    return percentile([one.painted for one in seen.answers if one.painted is not None], 0.95)


def _add(folder: Path, one: Article) -> None:
    (folder / "seeds" / f"{one.id}.txt").write_bytes(one.text.encode())


def _forget(folder: Path) -> None:
    """Take the index away; what the system itself keeps of files in memory stays."""
    shutil.rmtree(folder / ".annotator", ignore_errors=True)


def _git(folder: Path, *words: str) -> None:
    person = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", "-C", str(folder), *person, *words], check=True)  # noqa: S607 - as a person has it


def _beside(ours: Sequence[str], peer: Sequence[str], rounds: int) -> Pair:
    return paired([(_run(ours), _run(peer)) for _ in range(rounds)])


def _run(command: Sequence[str]) -> float:
    def once() -> None:
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )

    return _clocked(once)


def _clocked(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000
