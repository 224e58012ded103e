"""Many windows of one annotator on one article, all saving at once.

`python -m tests.crash.writing --writers 16 --attempts 100`; `make crash` runs it. It ends with a
report, and with 1 where an acknowledged edit is missing or a version is not there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator.labels.edits import Add
from annotator.labels.span import mark
from annotator.project.places import Project, article_ids, open_project, store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import open_session
from annotator.project.start import start
from annotator.store import history
from annotator.store.protocol import Taken
from annotator.tui.parts.desk import Desk

ARTICLE, ANNOTATOR = "border-clash", "w1"


@dataclass(frozen=True)
class Report:
    """What came of it: how often a save was tried, what was kept, and what is wrong."""

    attempts: int
    versions: int
    spans: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"attempts {self.attempts}, versions {self.versions}, spans kept {self.spans}, "
            f"wrong {len(self.wrong)}"
        )


def write(project: Project, writer: int, attempts: int) -> None:
    """Mark a place of one's own, try to save it, and take in what others saved before; again."""
    desk = Desk(project, article_ids(project), ANNOTATOR, open_session(project, ARTICLE, ANNOTATOR))
    for attempt in range(attempts):
        session = desk.front.session
        # A piece that no other writer marks: a length of its own at a place of its own.
        piece = (attempt, attempt + writer + 1)
        span = mark(session.article.text, session.fresh_id, "PERSON", [piece])
        desk.front = desk.front.with_session(session.do(Add(span)))
        _save(desk)
    while desk.unsaved:
        _save(desk)
    desk.close()


def _save(desk: Desk) -> None:
    try:
        desk.save(ARTICLE, datetime.now(UTC))
    except Taken:
        if desk.lay_over(ARTICLE, {}):
            raise RuntimeError("two places that nobody shares contradict each other") from None


def compete(project: Project, writers: int, attempts: int) -> Report:
    """Let them all write at once, and hold what is there against what each was told."""
    children = []
    for writer in range(writers):
        child = os.fork()
        if child == 0:
            try:
                write(project, writer, attempts)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must know
                os.write(2, f"writer {writer}: {error!r}\n".encode())
                os._exit(1)
            os._exit(0)
        children.append(child)
    ended = [os.waitpid(child, 0)[1] for child in children]
    wrong = [f"writer {writer} failed" for writer, code in enumerate(ended) if code]
    store = store_of(project)
    numbers = store.versions(ARTICLE, ANNOTATOR)
    if numbers != tuple(range(1, len(numbers) + 1)):
        wrong.append(f"versions with holes: {numbers}")
    head = history.head(store, ARTICLE, ANNOTATOR)
    there = {span.pieces[0] for span in head.labelling.spans} if head else set()
    wrong += [
        f"the span of writer {writer}, attempt {attempt} is missing"
        for writer in range(writers)
        for attempt in range(attempts)
        if (attempt, attempt + writer + 1) not in there
    ]
    wrong += [f"{one.file}: {one.what}" for one in prove(project).problems]
    return Report(writers * attempts, len(numbers), len(there), tuple(wrong))


def main() -> int:
    """Let as many write as are asked for, and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--attempts", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        project = open_project(start(Path(folder) / "news", sample=True))
        report = compete(project, asked.writers, asked.attempts)
    print(report)
    for one in report.wrong:
        print(one)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
