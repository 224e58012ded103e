"""Every step of the file layer fails in turn: nothing is lost, nothing is half, it can be told."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.labels.edits import Add
from annotator.labels.span import mark
from annotator.project.following.rebasing import rebase
from annotator.project.merges.merging import merge_folders
from annotator.project.places import open_project, store_of
from annotator.project.proving.proof import prove
from annotator.project.proving.repair import repair
from annotator.project.releases.releasing import release
from annotator.project.sitting.annotate import open_session, save
from annotator.project.sitting.journals import take_up
from annotator.project.start import start
from annotator.store import history
from annotator.tui.parts.desk import Desk

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TEXT = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\nوصل أمس.\n"
# What the file layer asks of the system when it writes; `open` counts where it makes a file.
STEPS = ("write", "pwrite", "fsync", "link", "rename", "replace", "mkdir", "ftruncate")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


class Disk:
    """Counts the calls that change the disk, and lets one of them fail."""

    def __init__(self, failing=None, number=errno.EIO):
        self.calls = 0
        self._failing = failing
        self._number = number

    def _step(self, name):
        self.calls += 1
        if self.calls - 1 == self._failing:
            raise OSError(self._number, os.strerror(self._number), name)

    def _wrapped(self, name, real):
        def call(*given, **named):
            self._step(name)
            return real(*given, **named)

        return call

    @contextmanager
    def __call__(self):
        real_open = os.open

        def making(path, flags, *more, **named):
            if flags & os.O_CREAT:
                self._step("open")
            return real_open(path, flags, *more, **named)

        with pytest.MonkeyPatch.context() as patch:
            for name in STEPS:
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            patch.setattr(os, "open", making)
            yield


@dataclass
class Bench:
    """A small project with two versions by a1, and what is done to it."""

    root: Path

    def __post_init__(self):
        self.project = open_project(self.root)
        self.desk = None

    def opened(self):
        self.desk = Desk(
            self.project, ("border",), "a1", open_session(self.project, "border", "a1")
        )
        return self.desk

    def tag(self, start, end):
        """One more span, on the screen as it were."""
        session = self.desk.front.session
        span = mark(TEXT, session.fresh_id, "PLACE", [(start, end)])
        self.desk.front = self.desk.front.with_session(session.do(Add(span)))

    def spans(self):
        head = history.head(store_of(self.project), "border", "a1")
        return [span.pieces[0] for span in head.labelling.spans]


def saved(project, *changes):
    session = open_session(project, "border", "a1").session
    for change in changes:
        session = session.do(change(session))
    save(project, session, annotator="a1", now=NOW, seconds=1)


def adding(start, end, label="PERSON"):
    return lambda session: Add(mark(TEXT, session.fresh_id, label, [(start, end)]))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    root = start(tmp_path_factory.mktemp("template") / "news", sample=False)
    (root / "seeds" / "border.txt").write_text(TEXT, encoding="utf-8")
    project = open_project(root)
    saved(project, adding(4, 9))
    # A copy that goes on by itself, to be merged later.
    shutil.copytree(root, root.parent / "copy")
    saved(open_project(root.parent / "copy"), adding(13, 19, "PLACE"))
    saved(project, adding(23, 28, "PERSON"))
    return root


def journal(bench):
    """An edit is kept before it is saved."""
    bench.opened()
    bench.tag(13, 19)

    def go():
        if not bench.desk.write():
            raise bench.desk.trouble

    def holds():
        bench.desk.close()
        taken = take_up(
            bench.project, open_session(bench.project, "border", "a1"), "a1", os.environ
        )
        taken.diary.close()
        return [span.pieces[0] for span in taken.opened.session.spans] == [
            (4, 9),
            (13, 19),
            (23, 28),
        ]

    return go, holds


def saving(bench):
    """An edit becomes a version."""
    bench.opened()
    bench.tag(13, 19)

    def go():
        bench.desk.save("border", NOW)
        if not bench.desk.write():
            raise bench.desk.trouble

    def holds():
        assert (13, 19) in [span.pieces[0] for span in bench.desk.front.session.spans]
        bench.desk.close()
        return bench.spans() == [(4, 9), (13, 19), (23, 28)]

    return go, holds


def merging_on_the_screen(bench):
    """An edit is laid over a version that another window saved."""
    bench.opened()
    bench.tag(13, 19)
    saved(bench.project, adding(31, 35))

    def go():
        if bench.desk.front.version < 3:
            assert bench.desk.lay_over("border", {}) == ()
        bench.desk.save("border", NOW)
        if not bench.desk.write():
            raise bench.desk.trouble

    def holds():
        bench.desk.close()
        return bench.spans() == [(4, 9), (13, 19), (23, 28), (31, 35)]

    return go, holds


def merging_folders(bench):
    """A copy that went on by itself comes back."""

    def go():
        report = merge_folders(bench.project, bench.root.parent / "copy", take=None, now=NOW)
        if report.faults:
            raise report.faults[0]

    return go, lambda: bench.spans() == [(4, 9), (13, 19), (23, 28)]


def releasing(bench):
    """Labels are frozen under a name."""

    def go():
        if "v1" not in store_of(bench.project).releases():
            release(bench.project, "v1", source="a1", drafts="take", now=NOW)

    return go, lambda: store_of(bench.project).releases() == ("v1",)


def rebasing(bench):
    """The article was corrected, and the labels follow."""
    old = bench.root / "seeds" / ".old"
    old.mkdir()
    article = bench.root / "seeds" / "border.txt"
    digest = open_session(bench.project, "border", "a1").session.article.sha256
    article.rename(old / f"{digest}.txt")
    article.write_text("أمس " + TEXT, encoding="utf-8")

    def go():
        found = rebase(bench.project, ("border",), None, now=NOW)
        if found.faults:
            raise found.faults[0]

    return go, lambda: bench.spans() == [(8, 13), (27, 32)]


def repairing(bench):
    """A version that is gone comes back from a copy."""
    gone = bench.root / "labels" / "border" / "a1" / "0001.json"
    shutil.copytree(bench.root / "labels", bench.root.parent / "good")
    before = gone.read_bytes()
    gone.write_bytes(before.replace(b"PERSON", b"PLACES"))

    def go():
        report = repair(bench.project, os.environ, bench.root.parent / "good")
        if report.left:
            raise report.left[0]

    return go, lambda: gone.read_bytes() == before


WORKS = (
    journal,
    saving,
    merging_on_the_screen,
    merging_folders,
    releasing,
    rebasing,
    repairing,
)


@pytest.fixture
def bench(template, tmp_path, monkeypatch):
    """Gives a fresh bench for each try."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = []

    def fresh():
        root = tmp_path / str(len(made))
        shutil.copytree(template.parent, root)
        made.append(root)
        return Bench(root / "news")

    return fresh


def failure(go):
    """What a person is told; None where it went well all the same."""
    try:
        go()
    except AnnotatorError as error:
        return error
    return None


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.__name__)
@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_every_step_that_fails_loses_nothing_and_the_next_try_goes_well(bench, work, number):
    go, holds = work(bench())
    disk = Disk()
    with disk():
        go()
    assert holds()
    assert disk.calls > 2
    for failing in range(disk.calls):
        at = bench()
        versions = {path: path.read_bytes() for path in at.root.rglob("labels/**/*.json")}
        go, holds = work(at)
        with Disk(failing, number)():
            refused = failure(go)
        assert refused is None or all((refused.what, refused.where, refused.fix))
        problems = [one for one in prove(at.project).problems if work is not repairing]
        assert problems == [] or work is rebasing
        if work is not repairing:
            assert {path: path.read_bytes() for path in versions} == versions
        go()
        assert holds(), (failing, number)
        assert prove(at.project).problems == ()
