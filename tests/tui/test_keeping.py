"""Journeys of work that was not saved: windows that vanish, disks that fail, other windows."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil

import pytest

from annotator.project.places import open_project
from annotator.project.proving.proof import prove
from annotator.project.proving.repair import repair
from annotator.store import history, journal
from annotator.store.folder import FolderStore
from annotator.tui.dialogs.dialog import Dialog
from tests.tui.conftest import Stage
from tests.tui.looking import drawn, notice, sitting, spans, status


def crashed(stage, to):
    """The project as a crash leaves it at this moment, on another machine as it were."""
    shutil.copytree(stage.project.root, to)
    return Stage(open_project(to), stage.annotator)


def saved(stage, article="border-clash"):
    return history.head(FolderStore(stage.project.labels), article, stage.annotator)


async def kept(app):
    """Wait until all is on the disk."""
    while app.screen_stack[1].desk.behind:  # noqa: ASYNC110 - a thread writes, and tells nobody here
        await asyncio.sleep(0.01)


class TestAWindowThatVanishes:
    async def test_every_edit_comes_back_and_can_be_undone(self, stage, tmp_path):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "ctrl+left", "l", "ctrl+left", "d", "u")
            await kept(app)
            assert "kept, not saved" in status(app)
            after = crashed(stage, tmp_path / "after")
        again = after.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert spans(again) == [("PERSON", "تبادلت"), ("PLACE", "قرغيزستان")]
            assert "4 edits that had not been saved came back" in notice(again)
            await pilot.press("y")
            assert len(spans(again)) == 3
            await pilot.press("u", "u", "u")
            assert spans(again) == []
            await pilot.press("y", "s")
        assert [span.id for span in saved(after).labelling.spans] == ["s1"]

    async def test_time_at_work_comes_back_too(self, stage, tmp_path):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            screen = app.screen_stack[1]
            screen.desk.front = screen.desk.front.worked(55.0)
            await pilot.press("p")
            await kept(app)
            after = crashed(stage, tmp_path / "after")
        again = after.app()
        async with again.run_test(size=(100, 24)) as pilot:
            await pilot.press("s")
        assert saved(after).seconds >= 55

    async def test_a_save_that_was_cut_off_before_it_was_noted_is_a_save(
        self, stage, tmp_path, monkeypatch
    ):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p")
            await kept(app)
            monkeypatch.setattr("annotator.project.sitting.diary.Diary.note_save", lambda *_: None)
            await pilot.press("s")
            after = crashed(stage, tmp_path / "after")
            monkeypatch.undo()
        again = after.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert "saved" in status(again)
            assert "not saved" not in status(again)
            await pilot.press("u", "s")
        assert saved(after).number == 2
        assert saved(after).labelling.spans == ()


class TestUndoAcrossRestarts:
    async def test_what_was_saved_is_undone_the_next_day(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "s", "q")
        again = stage.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert "not saved" not in status(again)
            await pilot.press("u")
            assert spans(again) == []
            await pilot.press("s", "q")
        assert saved(stage).number == 2
        third = stage.app()
        async with third.run_test(size=(100, 24)) as pilot:
            await pilot.press("y")
            assert spans(third) == [("PERSON", "تبادلت")]


class TestLeaving:
    async def test_changes_can_be_left_and_are_there_when_one_comes_back(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "q", "k")
            await pilot.pause()
        assert app.return_code == 0
        assert saved(stage) is None
        again = stage.app()
        async with again.run_test(size=(100, 24)):
            assert spans(again) == [("PERSON", "تبادلت")]

    async def test_changes_can_be_dropped_and_even_that_is_undone(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "q", "x")
            await pilot.pause()
        again = stage.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert spans(again) == []
            assert "not saved" not in status(again)
            await pilot.press("u")
            assert spans(again) == [("PERSON", "تبادلت")]


class TestTwoWindows:
    async def test_the_second_knows_of_the_first_and_both_keep_their_edits(self, stage, tmp_path):
        first = stage.app()
        async with first.run_test(size=(100, 24)) as pilot:
            await pilot.press("p")
            await kept(first)
            second = stage.app()
            async with second.run_test(size=(100, 24)) as other:
                assert "another window" in notice(second)
                assert spans(second) == []
                await other.press("escape", "ctrl+left", "l")
                await kept(second)
                after = crashed(stage, tmp_path / "after")
        again = after.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert spans(again) == [("PERSON", "تبادلت"), ("PLACE", "قرغيزستان")]
            assert len({span.id for span in sitting(again).session.spans}) == 2
            await pilot.press("s")
        third = after.app()
        async with third.run_test(size=(100, 24)):
            assert len(spans(third)) == 2
            assert "not saved" not in status(third)

    async def test_what_both_changed_is_shown_and_chosen(self, stage, frame):
        mine = stage.app()
        async with mine.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "s")
            theirs = stage.app()
            async with theirs.run_test(size=(100, 24)) as other:
                await other.press("escape", "escape", "tab", "l", "s")
            await pilot.press("tab", "d", "s", "m")
            assert isinstance(mine.screen, Dialog)
            assert drawn(mine) == frame
            await pilot.press("escape")
            assert spans(mine) == [("DATE", "تبادلت")]
            await pilot.press("s", "m", "h")
            assert spans(mine) == [("DATE", "تبادلت")]
            assert "not saved" not in status(mine)

    async def test_edits_that_contradict_a_newer_version_wait_for_a_choice(self, stage, tmp_path):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "s", "tab", "d")
            await kept(app)
            after = crashed(stage, tmp_path / "after")
        shutil.move(after.project.root / ".annotator", tmp_path / "journal")
        elsewhere = after.app()
        async with elsewhere.run_test(size=(100, 24)) as pilot:
            await pilot.press("tab", "l", "s", "q")
        shutil.rmtree(after.project.root / ".annotator")
        shutil.move(tmp_path / "journal", after.project.root / ".annotator")
        back = after.app()
        async with back.run_test(size=(100, 24)) as pilot:
            assert spans(back) == [("DATE", "تبادلت")]
            assert "1 edit" in notice(back)
            await pilot.press("s", "m", "v")
            assert spans(back) == [("PLACE", "تبادلت")]
            assert "not saved" not in status(back)
            await pilot.press("q")
        assert saved(after).number == 2


class TestADiskThatFails:
    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
    async def test_it_says_so_and_goes_on_trying(self, stage, monkeypatch, number, tmp_path):
        monkeypatch.setattr("annotator.tui.parts.keeping._AGAIN", 0.02)
        app = stage.app()

        def refuse(*_):
            raise OSError(number, os.strerror(number))

        async with app.run_test(size=(100, 24)) as pilot:
            with monkeypatch.context() as failing:
                failing.setattr(journal.os, "fsync", refuse)
                await pilot.press("p")
                while not app.screen_stack[1].desk.trouble:  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.01)
                await pilot.pause(0.05)
                assert "NOT KEPT" in status(app)
                assert "not kept on the disk" in notice(app)
                await pilot.press("escape", "escape", "escape", "ctrl+left", "l")
                assert len(spans(app)) == 2
            await kept(app)
            await pilot.pause(0.05)
            assert "kept, not saved" in status(app)
            after = crashed(stage, tmp_path / "after")
        again = after.app()
        async with again.run_test(size=(100, 24)):
            assert len(spans(again)) == 2

    async def test_where_the_project_takes_no_journal_a_person_s_own_folder_does(
        self, stage, tmp_path, monkeypatch
    ):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        (stage.project.root / ".annotator").write_text("a file stands here")
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p")
            await kept(app)
            assert list((tmp_path / "state").rglob("*.jsonl"))
            await pilot.press("q", "k")
        again = stage.app()
        async with again.run_test(size=(100, 24)):
            assert spans(again) == [("PERSON", "تبادلت")]


class TestIds:
    async def test_an_id_that_another_window_gave_and_took_back_is_not_given_again(self, stage):
        mine = stage.app()
        async with mine.run_test(size=(100, 24)) as pilot:
            theirs = stage.app()
            async with theirs.run_test(size=(100, 24)) as other:
                await other.press("escape", "p", "s", "u", "s")
            await pilot.press("l", "s", "m")
            assert [span.id for span in sitting(mine).session.spans] == ["s2"]
            assert "v3" in status(mine)


class TestAJournalThatIsSweptAway:
    async def test_it_is_put_back_also_where_nothing_more_is_done(self, stage, tmp_path):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p")
            await kept(app)
            shutil.rmtree(stage.project.root / ".annotator")
            await app.screen_stack[1]._keeping.look()  # noqa: SLF001 - its time has come
            after = crashed(stage, tmp_path / "after")
        again = after.app()
        async with again.run_test(size=(100, 24)):
            assert spans(again) == [("PERSON", "تبادلت")]


class TestAVersionThatIsGone:
    async def test_what_it_said_comes_back_and_verify_restores_the_file(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "s", "ctrl+left", "l", "s", "q")
        folder = stage.project.labels / "border-clash" / stage.annotator
        lost = (folder / "0002.json").read_bytes()
        (folder / "0002.json").unlink()
        assert any("is gone" in one.what for one in prove(stage.project).warnings)
        assert [one.file for one in repair(stage.project, os.environ).restored]
        assert (folder / "0002.json").read_bytes() == lost
        (folder / "0002.json").unlink()
        again = stage.app()
        async with again.run_test(size=(100, 24)) as pilot:
            assert len(spans(again)) == 2
            assert "which was saved here, is gone" in notice(again)
            await pilot.press("s")
        assert len(saved(stage).labelling.spans) == 2

    async def test_edits_that_were_never_saved_are_told_to_the_lead(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("p", "q", "k")
        (warning,) = (one for one in prove(stage.project).warnings if "never saved" in one.what)
        assert warning.what == "1 edit by b1 on border-clash was kept and never saved"
        assert warning.fix == "annotator open border-clash --as b1 brings them back"
