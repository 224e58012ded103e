"""Journeys of an annotator through versions and articles: save, leave, the list."""

from __future__ import annotations

from annotator.store import history
from annotator.store.folder import FolderStore
from annotator.tui.dialogs.dialog import Dialog
from annotator.tui.widgets.article_list import ArticleList
from tests.tui.looking import caret, drawn, notice, sitting, spans, status, view


def saved(stage, article):
    return history.head(FolderStore(stage.project.labels), article, stage.annotator)


class TestSaving:
    async def test_each_save_is_a_new_version_and_the_old_one_stays(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "s")
            assert notice(app) == "saved version 1"
            first = (stage.project.labels / "border-clash" / "b1" / "0001.json").read_bytes()
            await pilot.press("s")
            assert notice(app) == "nothing new to save"
            await pilot.press("u", "s")
            assert "v2" in status(app)
            assert saved(stage, "border-clash").labelling.spans == ()
            assert (
                first == (stage.project.labels / "border-clash" / "b1" / "0001.json").read_bytes()
            )

    async def test_a_version_can_have_a_note_and_the_next_one_has_none(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "=", *"first pass", "enter")
            assert notice(app) == "saved version 1"
            assert saved(stage, "border-clash").labelling.note == "first pass"
            await pilot.press("=", *"again", "enter")
            assert notice(app) == "nothing new to save"
            await pilot.press("u", "s")
        assert saved(stage, "border-clash").number == 2
        assert saved(stage, "border-clash").labelling.note == ""

    async def test_what_was_saved_is_there_when_the_article_is_opened_again(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "ctrl+left", "l", "s", "q")
        again = stage.app()
        async with again.run_test(size=(80, 24)) as pilot:
            assert spans(again) == [("PERSON", "تبادلت"), ("PLACE", "قرغيزستان")]
            await pilot.press("end", "right", "d")
            assert sitting(again).session.spans[-1].id == "s3"

    async def test_editing_what_was_done_makes_it_a_draft_again(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert saved(stage, "border-clash").labelling.status == "done"
            await pilot.press("tab", "x", "s")
            assert saved(stage, "border-clash").labelling.status == "draft"

    async def test_a_folder_that_cannot_be_written_loses_nothing(self, stage, frame):
        stage.annotator = "c1"
        folder = stage.project.labels / "border-clash" / "c1"
        app = stage.app()
        async with app.run_test(size=(100, 24)) as pilot:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.write_text("a file stands where the folder should be")
            await pilot.press("p", "s")
            assert isinstance(app.screen, Dialog)
            assert drawn(app) == frame
            await pilot.press("enter")
            assert spans(app) == [("PERSON", "تبادلت")]
            assert "not saved" in status(app)
            folder.unlink()
            await pilot.press("s")
            assert notice(app) == "saved version 1"

    async def test_another_session_that_saved_first_is_not_overwritten(self, stage):
        mine, theirs = stage.app(), stage.app()
        async with theirs.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "s")
        async with mine.run_test(size=(80, 24)) as pilot:
            sitting_before = sitting(mine)
            await pilot.press("p", "s")
            assert isinstance(mine.screen, Dialog)
            await pilot.press("escape")
            assert "not saved" in status(mine)
            assert sitting_before.version == 0
            await pilot.press("s", "m")
            assert "v2" in status(mine)
            assert "not saved" not in status(mine)
        first = history.version_of(
            FolderStore(stage.project.labels), "border-clash", stage.annotator, 1
        )
        assert [span.label for span in first.labelling.spans] == ["DATE"]
        merged = saved(stage, "border-clash").labelling.spans
        assert [(span.id, span.label) for span in merged] == [("s1", "DATE"), ("s2", "PERSON")]

    async def test_what_another_session_saved_can_be_taken_up(self, stage):
        mine, theirs = stage.app(), stage.app()
        async with theirs.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "s")
        async with mine.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "s", "t")
            assert spans(mine) == [("DATE", "تبادلت")]
            assert "v1" in status(mine)
            assert "not saved" not in status(mine)
            await pilot.press("u")
            assert sorted(spans(mine)) == [("DATE", "تبادلت"), ("PERSON", "تبادلت")]


class TestLeaving:
    async def test_with_nothing_unsaved_q_leaves(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("q")
            await pilot.pause()
        assert app.return_code == 0

    async def test_unsaved_work_in_any_article_is_asked_about(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "j", "p", "q")
            assert drawn(app) == frame
            await pilot.press("escape")
            assert len(app.screen_stack) == 2
            await pilot.press("q", "s")
        assert saved(stage, "border-clash") is not None
        assert saved(stage, "ceasefire-holds") is not None

    async def test_leaving_without_saving_writes_nothing(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "q", "x")
        assert saved(stage, "border-clash") is None

    async def test_ctrl_c_never_leaves(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+c", "ctrl+q", "p")
            assert spans(app) == [("PERSON", "تبادلت")]


class TestTheListOfArticles:
    async def test_no_key_tags_while_the_list_has_the_focus(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("4", "d", "p")
            assert spans(app) == []

    async def test_in_a_narrow_window_the_list_makes_room_for_the_article(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.resize_terminal(40, 20)
            await pilot.pause()
            assert view(app).size.width >= 39
            await pilot.press("4", "escape")
            await pilot.pause()
            assert view(app).size.width >= 39

    async def test_it_opens_with_4_and_enter_opens_an_article(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "4")
            assert drawn(app) == frame
            await pilot.press("down", "enter")
            assert sitting(app).session.article.id == "ceasefire-holds"
            await pilot.press("k")
            assert spans(app) == [("PERSON", "تبادلت")]

    async def test_q_folds_it_away_and_1_goes_back_to_the_article(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("4", "q")
            assert not app.screen.query_one(ArticleList).is_on_screen
            await pilot.press("4", "1", "left")
            assert caret(app) == 1

    async def test_the_last_article_has_no_next_one(self, stage):
        app = stage.app("warehouse-blast")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            assert notice(app) == "this is the last article"

    async def test_an_article_that_cannot_be_read_says_why_and_the_rest_goes_on(self, stage):
        (stage.project.seeds / "ceasefire-holds.txt").write_bytes(b"\xff\xfe broken")
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            assert isinstance(app.screen, Dialog)
            await pilot.press("enter", "p")
            assert spans(app) == [("PERSON", "تبادلت")]
