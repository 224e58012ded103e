"""Windows open, save, crash and meet over one project: nothing that was told as kept is lost."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from annotator.labels.labelling import Labelling
from annotator.labels.merging import merge
from annotator.project.merges.merging import merge_folders
from annotator.project.places import Project, open_project, store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import called_done, open_session, save
from annotator.project.sitting.diary import Diary
from annotator.store import history
from annotator.store.journal import read_lines
from annotator.store.protocol import Taken
from annotator.tui.parts.desk import Desk
from tests.laws.moments import Moment, alike, lacking, missing, moment_of, past_of
from tests.laws.windows import ARTICLE, NOW, Ended, Window, begun, edited

WINDOWS = {"a1": 3, "b1": 1}
COPIES = 2
FAR = 10_000


class Keeping(RuleBasedStateMachine):
    """Three windows of one annotator and one of another, on one article of one project."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        count = itertools.count()
        self.world = ExitStack()
        self.world.enter_context(patch.dict(os.environ, XDG_STATE_HOME=str(self.folder / "state")))
        # Journals are taken up in the order of their names; a run must go alike each time.
        self.world.enter_context(
            patch("secrets.token_hex", lambda size: f"{next(count):0{2 * size}x}")
        )
        self.project = begun(self.folder / "news")
        self.windows: list[Window] = []
        self.ended: list[Ended] = []
        self.copies: list[Project] = []
        self.files: dict[Path, bytes] = {}

    def teardown(self) -> None:
        for window in self.windows:
            window.diary.close()
        self.world.close()
        shutil.rmtree(self.folder)

    def head(self, annotator: str) -> tuple[Labelling, int]:
        """The newest labelling and its number; 0 before the first."""
        head = history.head(store_of(self.project), ARTICLE, annotator)
        return (head.labelling, head.number) if head else (Labelling(), 0)

    def window(self, data: st.DataObject) -> Window:
        return self.windows[data.draw(st.integers(0, len(self.windows) - 1), "window")]

    # Windows that open.

    @initialize(data=st.data())
    def open_two(self, data: st.DataObject) -> None:
        for _ in range(2):
            self._work(self._open("a1"), data)

    @precondition(lambda self: self.free())
    @rule(data=st.data(), edits=st.integers(0, 2))
    def open(self, data: st.DataObject, edits: int) -> None:
        window = self._open(data.draw(st.sampled_from(self.free())))
        for _ in range(edits):
            self._work(window, data)

    def _open(self, annotator: str) -> Window:
        ended = [one for one in self.ended if one.annotator == annotator]
        damaged = any(read_lines(one.path.read_bytes()).damaged for one in ended)
        first = open_session(self.project, ARTICLE, annotator)
        desk = Desk(self.project, (ARTICLE,), annotator, first)
        session = desk.front.session
        window = Window(annotator, desk, [moment_of(session, desk.front.version)])
        window.told_as_kept()
        self.windows.append(window)
        self._check_fresh(window)
        if damaged or len(ended) > 1:
            self._check_all_came_back(window, ended)
        else:
            moments = ended[0].moments if ended else (self._plain(annotator),)
            expected = [self._comes_back_as(moment, annotator) for moment in moments]
            assert any(alike(window.now, one) for one in expected), (window.now, expected)
        gone = [one for one in ended if one.path == window.journal or not one.path.exists()]
        self.ended = [one for one in self.ended if one not in gone]
        return window

    def free(self) -> list[str]:
        """Who may open another window."""
        names = [window.annotator for window in self.windows]
        return [one for one, most in WINDOWS.items() if names.count(one) < most]

    def _check_fresh(self, window: Window) -> None:
        """No new span takes an id that was given before."""
        store = store_of(self.project)
        past = {span.id for moment in past_of(window.session) for span in moment.spans}
        highest = max((int(one[1:]) for one in past), default=0)
        highest = max(highest, history.highest_id(store, ARTICLE, window.annotator))
        assert window.session.next_id > highest

    def _comes_back_as(self, moment: Moment, annotator: str) -> Moment:
        """What a window says that opens where only this ended before."""
        plain = self._plain(annotator)
        head, number = plain.says, plain.version
        if self._was_saved(moment, annotator):
            return moment.kept(number) if number == moment.version + 1 else plain
        if moment.version == number:
            return moment
        if not moment.unsaved:
            return plain
        given = {f"s{one}" for one in range(FAR)}
        merged = merge(
            moment.saved,
            head,
            moment.says,
            next_id=FAR,
            given=given,
            schema=open_session(self.project, ARTICLE, annotator).session.schema,
        )
        return moment if merged.conflicts else plain.then(merged.labelling)

    def _plain(self, annotator: str) -> Moment:
        """The newest version with nothing done to it."""
        head, number = self.head(annotator)
        return Moment(head, head, number)

    def _was_saved(self, moment: Moment, annotator: str) -> bool:
        """Whether the next version says what the moment says."""
        store = store_of(self.project)
        following = moment.version + 1
        if following not in store.versions(ARTICLE, annotator):
            return False
        version = history.version_of(store, ARTICLE, annotator, following)
        return version.labelling == moment.says

    def _check_all_came_back(self, window: Window, ended: list[Ended]) -> None:
        """What each of them did is there, or its journal is, for the next window."""
        says = window.now.says
        for one in ended:
            if one.path != window.journal and one.path.exists():
                continue
            assert any(
                self._was_saved(moment, window.annotator) or not missing(moment, says)
                for moment in one.moments
            ), (one, says)

    # What is done in a window.

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), edits=st.integers(1, 3))
    def work(self, data: st.DataObject, edits: int) -> None:
        window = self.window(data)
        for _ in range(edits):
            self._work(window, data)

    def _work(self, window: Window, data: st.DataObject) -> None:
        """One edit, which may be kept at once; the disk may refuse it."""
        after = edited(window.session, data)
        window.desk.front = window.desk.front.with_session(after)
        window.did(window.now.then(after.labelling))
        disk = data.draw(st.sampled_from(("fine", "slow", "full")))
        if disk != "slow":
            self._write(window, refused=disk == "full")

    @precondition(lambda self: any(window.now.past for window in self.windows))
    @rule(data=st.data(), back=st.integers(1, 3), again=st.integers(0, 2))
    def undo_and_redo(self, data: st.DataObject, back: int, again: int) -> None:
        window = self.window(data)
        for _ in range(back):
            window.desk.front = window.desk.front.with_session(window.session.undo())
            window.did(window.now.undone())
        for _ in range(again):
            window.desk.front = window.desk.front.with_session(window.session.redo())
            window.did(window.now.redone())

    @precondition(lambda self: any(window.now.unsaved for window in self.windows))
    @rule(data=st.data())
    def drop_unsaved(self, data: st.DataObject) -> None:
        window = self.window(data)
        window.desk.drop_unsaved()
        window.did(window.now.then(window.now.saved))

    def _write(self, window: Window, *, refused: bool) -> None:
        behind = window.desk.behind
        # A journal that is not there yet is made first, so that only its lines are refused.
        refused = refused and window.journal is not None
        disk = patch("os.fsync", side_effect=OSError(28, "full")) if refused else nullcontext()
        with disk:
            written = window.desk.write()
        assert written == (not (refused and behind))
        if written:
            window.told_as_kept()
        else:
            window.failed = True

    # Saves, and windows that were overtaken.

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), done=st.booleans())
    def save(self, data: st.DataObject, *, done: bool) -> None:
        window = self.window(data)
        if not window.now.unsaved:
            self._work(window, data)
        before = window.now
        head, number = self.head(window.annotator)
        finished = before.then(replace(before.says, status="done")) if done else before
        window.did(finished)
        try:
            kept = window.desk.save(ARTICLE, NOW, done=done)
        except Taken:
            assert (before.saved, before.version) != (head, number)
            window.told_as_kept()
            window.did(finished.undone() if finished != before else before)
            self._settle(window, data)
            return
        assert (kept.made is not None) == finished.unsaved
        if kept.made is None:
            assert before.saved == head
        else:
            # Who said the same meanwhile saved it for both.
            number += (before.saved, before.version) == (head, number)
            assert kept.made.number == number
            assert kept.made.labelling == finished.says
            window.did(finished.kept(number))
        window.told_as_kept()

    def _settle(self, window: Window, data: st.DataObject) -> None:
        """Lay it over what was saved meanwhile, take that instead, or leave it for later."""
        head, number = self.head(window.annotator)
        before = window.now
        match data.draw(st.sampled_from(("lay over", "take up", "later"))):
            case "lay over":
                choices = {}
                while conflicts := window.desk.lay_over(ARTICLE, choices):
                    assert not choices.keys() & {one.key for one in conflicts}
                    choices |= {
                        one.key: data.draw(st.sampled_from(("kept", "incoming")))
                        for one in conflicts
                    }
                says = window.session.labelling
                assert not lacking(before, says), (before, head, says)
                if not choices:
                    assert not missing(before, says), (before, head, says)
                window.did(Moment(head, head, number).then(says))
            case "take up":
                window.desk.take_up(ARTICLE)
                taken = Moment(head, head, number)
                if window.session.done:
                    # An undo brings back what was here, over what that version says.
                    says = window.session.undo().labelling
                    assert not lacking(before, says), (before, head, says)
                    taken = taken.then(says).then(head)
                window.did(taken)

    # Windows that go.

    @precondition(lambda self: self.windows)
    @rule(data=st.data(), way=st.sampled_from(("close", "crash", "tear", "tear", "in a save")))
    def go(self, data: st.DataObject, way: str) -> None:
        window = self.window(data)
        self.windows.remove(window)
        match way:
            case "close":
                window.desk.close()
                window.told_as_kept()
            case "crash":
                window.diary.close()
                if not window.failed:
                    window.moments = window.moments[:1]
            case "tear":
                self._tear(window, data)
            case _:
                self._crash_in_a_save(window)
        if window.journal:
            self.ended.append(Ended(window.annotator, window.journal, tuple(window.moments)))
        else:
            assert not window.moments[0].unsaved

    def _tear(self, window: Window, data: st.DataObject) -> None:
        """The power goes: of what was not told as kept, any bytes may be on the disk."""
        window.desk.write()
        window.diary.close()
        if window.journal is None:
            return
        held = window.journal.read_bytes()
        ends = [at for at in range(window.safe, len(held) + 1) if held[at - 1 : at] == b"\n"]
        anywhere = st.integers(window.safe, len(held))
        start = data.draw(anywhere | st.sampled_from(ends or [len(held)]))
        end = data.draw(st.just(len(held)) | st.integers(start, len(held)))
        torn = held[:start] + bytes(end - start) + held[end:]
        window.journal.write_bytes(held[:start] if end == len(held) else torn)

    def _crash_in_a_save(self, window: Window) -> None:
        """The version is there, its mark in the journal is not."""
        with patch.object(Diary, "note_save"), suppress(Taken):
            kept = window.desk.save(ARTICLE, NOW)
            if kept.made is not None:
                window.did(window.now.kept(kept.made.number))
        window.told_as_kept()
        window.diary.close()

    # Labels that grow apart and come together.

    @rule(data=st.data(), which=st.integers(0, COPIES - 1), done=st.booleans())
    def save_in_a_copy(self, data: st.DataObject, which: int, *, done: bool) -> None:
        if which >= len(self.copies):
            to = self.folder / f"copy-{len(self.copies)}"
            shutil.copytree(self.project.root, to, ignore=shutil.ignore_patterns(".annotator"))
            self.copies.append(open_project(to))
        project = self.copies[min(which, len(self.copies) - 1)]
        annotator = data.draw(st.sampled_from(("a1", "a1", "b1")))
        session = open_session(project, ARTICLE, annotator).session
        for _ in range(data.draw(st.integers(1, 3))):
            session = edited(session, data)
        session = called_done(session) if done else session
        save(project, session, annotator=annotator, now=NOW, seconds=0)

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), take=st.sampled_from((None, "ours", "theirs")), back=st.booleans())
    def merge(self, data: st.DataObject, take: str | None, *, back: bool) -> None:
        copy = self.copies[data.draw(st.integers(0, len(self.copies) - 1), "copy")]
        if not any(copy.labels.iterdir()) or not any(self.project.labels.iterdir()):
            return
        ours, theirs = (copy, self.project) if back else (self.project, copy)
        report = merge_folders(ours, theirs.root, take=take, now=NOW)
        assert report.faults == ()
        assert take is None or all(one.what != "conflict" for one in report.outcomes)
        again = merge_folders(ours, theirs.root, take=take, now=NOW)
        assert {one.what for one in again.outcomes} <= {"same", "conflict"}

    # What always holds.

    @invariant()
    def every_window_says_what_was_done_in_it(self) -> None:
        for window in self.windows:
            found = moment_of(window.session, window.now.version)
            assert found == window.now, (found, window.now)

    @invariant()
    def nothing_that_was_saved_changes(self) -> None:
        before = dict(self.files)
        for project in (self.project, *self.copies):
            for path in project.labels.rglob("*.json"):
                self.files.setdefault(path, path.read_bytes())
        for path, data in before.items():
            assert path.read_bytes() == data
        if len(self.files) > len(before):
            for project in (self.project, *self.copies):
                assert prove(project).problems == ()


TestKeeping = Keeping.TestCase

TestKeeping.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
