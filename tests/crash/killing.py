"""Annotators who are killed in the middle of their work, and what is there when they come back.

`python -m tests.crash.killing --kills 1000` works through the session loop, and every twentieth
time through the real screen in a real terminal; it ends with a report, and with 1 where anything
was lost. `make crash` runs it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.project.places import Project, article_ids, open_project
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import called_done, open_session
from annotator.project.sitting.journals import TakenUp, take_up
from annotator.project.start import start
from annotator.session.caret import Caret
from annotator.session.remarks import comment, mark_zone, unsure
from annotator.session.state import Session
from annotator.session.tagging import delete, tag
from annotator.store.protocol import Taken
from annotator.text.words import words
from annotator.tui.parts.desk import Desk
from tests.terminal.terminal import COMMAND, Terminal

ARTICLE, ANNOTATOR = "border-clash", "k1"
ON_SCREEN_EVERY = 20
NEXT_WORD = b"\x1b[1;5D"
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")
STATUS = re.compile(r"(not kept yet|kept, not saved|saved) │ k1 │[^│]*│[^│]*│[^│]*│ (\d+) spans?")
# Kills after which a project is begun anew, so that proving it stays quick.
PROJECT_LASTS = 25


@dataclass
class Report:
    """What came of it; `lost` names each edit that had been kept and is not there."""

    kills: int = 0
    edits: int = 0
    saves: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"kills {self.kills}, edits kept {self.edits}, versions saved {self.saves}, "
            f"lost {len(self.lost)}"
        )


def state(session: Session) -> str:
    """What a session says, and what undo and redo would make of it, in three short words."""
    moments = (session, session.undo(), session.redo())
    return "/".join(
        hashlib.sha256(repr(one.labelling).encode()).hexdigest()[:12] for one in moments
    )


def work(project: Project, seed: int, told: int) -> None:
    """Annotate without end, and tell each state before it is made and when it is kept."""
    dice = random.Random(seed)
    desk = Desk(project, article_ids(project), ANNOTATOR, open_session(project, ARTICLE, ANNOTATOR))
    text = desk.front.session.article.text
    places = tuple(words(text))

    def tell(what: str) -> None:
        os.write(told, f"{what} {state(desk.front.session)}\n".encode())

    tell("kept")
    while True:
        before = desk.front.session
        after = _edited(before, dice, places)
        os.write(told, f"doing {state(after)}\n".encode())
        desk.front = desk.front.with_session(after).at(Caret(dice.choice(places)[0]))
        if desk.write():
            tell("kept")
        if dice.random() < 0.2:
            _save(desk, told, done=dice.random() < 0.3)


def _save(desk: Desk, told: int, *, done: bool) -> None:
    session = desk.front.session
    finished = called_done(session) if done else session
    os.write(told, f"doing {state(finished)}\n".encode())
    with suppress(Taken):
        kept = desk.save(ARTICLE, datetime.now(UTC), done=done)
        os.write(told, f"saved {kept.version} {state(desk.front.session)}\n".encode())


def _edited(session: Session, dice: random.Random, places: tuple[tuple[int, int], ...]) -> Session:
    """The session after any of the things an annotator does."""
    label = dice.choice(session.schema.labels)
    span = dice.choice(session.spans) if session.spans else None
    place = dice.choice(places)
    match dice.choice("ttttuurdxcz"):
        case "u":
            after = session.undo()
        case "r":
            after = session.redo()
        case "x":
            after = delete(session, span).session
        case "d":
            after = unsure(session, span).session
        case "c" if span is not None:
            after = comment(session, span, f"قيل {dice.randrange(99)}").session
        case "z":
            after = mark_zone(session, place).session
        case _:
            after = tag(session, label, selection=place, current=None, offset=place[0]).session
    return after


def come_back(project: Project) -> TakenUp:
    """Open the article again, as the screen does."""
    return take_up(project, open_session(project, ARTICLE, ANNOTATOR), ANNOTATOR, os.environ)


def kill_once(project: Project, seed: int, report: Report) -> None:
    """Let a process work, kill it at any moment, and hold what is there against what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with suppress(BaseException):
            work(project, seed, writing)
        os._exit(1)
    os.close(writing)
    said = os.read(reading, 65536)
    time.sleep(random.Random(seed).expovariate(1 / 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reading, 65536):
        said += piece
    os.close(reading)
    report.kills += 1
    _judge(project, said.decode(), report, f"kill {report.kills}, seed {seed}")


def _judge(project: Project, said: str, report: Report, name: str) -> None:
    lines = [line.split() for line in said.splitlines() if line]
    kept = max(at for at, line in enumerate(lines) if line[0] in ("kept", "saved"))
    report.edits += sum(line[0] == "kept" for line in lines)
    report.saves += sum(line[0] == "saved" for line in lines)
    allowed = {line[-1] for line in lines[kept:]}
    try:
        taken = come_back(project)
    except AnnotatorError as error:
        report.lost.append(f"{name}: it cannot be opened again: {error}")
        return
    found = state(taken.opened.session)
    taken.diary.close()
    if found not in allowed:
        report.lost.append(f"{name}: {found} came back, and {sorted(allowed)} was kept")
    for problem in prove(project).problems:
        report.lost.append(f"{name}: {problem.file}: {problem.what}")


def kill_screen(project: Project, seed: int, report: Report) -> None:
    """The same through the real screen: as many spans as it called kept must be there."""
    dice = random.Random(seed)
    command = (*COMMAND, "--project", str(project.root), "open", ARTICLE, "--as", ANNOTATOR)
    terminal = Terminal(*command)
    terminal.read()
    keys = dice.randrange(2, 8)
    for _ in range(keys):
        # Word by word to the left, so that spans only grow in number.
        terminal.type(NEXT_WORD + dice.choice([b"p", b"l", b"d", b"ps"]))
        terminal.listen(dice.random() * 0.15)
    terminal.program.kill()
    terminal.program.wait()
    terminal.listen(0.05)
    os.close(terminal.master)
    report.kills += 1
    told = STATUS.findall(ESCAPES.sub(b"", terminal.sent).decode(errors="replace"))
    shown = [int(spans) for safe, spans in told if safe != "not kept yet"]
    report.edits += len(shown)
    name = f"kill {report.kills} on the screen, seed {seed}"
    taken = come_back(project)
    taken.diary.close()
    session = taken.opened.session
    if not shown or len(session.spans) < shown[-1]:
        report.lost.append(f"{name}: {len(session.spans)} spans came back, shown were {shown}")
    while session.done:
        session = session.undo()
    for problem in prove(project).problems:
        report.lost.append(f"{name}: {problem.file}: {problem.what}")


def main() -> int:
    """Kill as often as is asked for, and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        while report.kills < asked.kills:
            root = Path(folder) / f"news-{report.kills}"
            project = open_project(start(root, sample=True))
            for _ in range(min(PROJECT_LASTS, asked.kills - report.kills)):
                on_screen = report.kills % ON_SCREEN_EVERY == 0
                kill = kill_screen if on_screen else kill_once
                kill(project, asked.seed + report.kills, report)
            print(f"\r{report}", end="", file=sys.stderr)
    print(f"\r{report}")
    for one in report.lost:
        print(one)
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
