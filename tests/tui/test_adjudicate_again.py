"""What an adjudicator must not know, and what is asked again, on the real screen."""

from __future__ import annotations

import pytest

from tests.tui.adjudicating import (
    DAY,
    FIRST,
    NEWS,
    SECOND,
    Court,
    asked,
    deciding,
    decisions,
    gold,
    key_of,
    marks_of,
    save_as,
    shown,
    sorted_marks,
)
from tests.tui.looking import drawn, looks, notice, sitting, spans, status


@pytest.fixture
def court(project):
    made = Court(project)
    made.write("news", a1=FIRST, a2=SECOND)
    return made


class TestBlindness:
    async def test_names_are_shown_when_asked(self, court):
        app = court.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("escape", "escape")
            assert "a1" not in drawn(app)
            await pilot.press("f")
            assert "a1" in drawn(app)
            assert "a2" in drawn(app)
            await pilot.press("f", "escape")
            assert "a1" not in drawn(app)

    async def test_what_all_agree_on_is_asked_like_what_only_some_have(self, court, frame):
        court.share = 1.0
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("escape", "escape")
            assert asked(app) == "1 of 6: not marked by all"
            assert drawn(app) == frame
            assert "PERSON s1" not in status(app)
            marked = next(one for one in shown(app) if one.spans)
            await pilot.press(str(marked.number))
            assert decisions(app) == [("agreed", "slip", "")]

    async def test_what_all_agree_on_is_not_seen_before_it_is_asked_about(self, court):
        court.share = 1.0
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            plain = looks(app)[0]
            await pilot.press("space")
            assert looks(app)[NEWS.index("سامي")] == plain
            await pilot.press("8", "8")
            assert "spans 0" in drawn(app)
            await pilot.press("escape", "f")
            assert looks(app)[NEWS.index("سامي")] != plain

    async def test_no_key_comes_to_what_must_not_be_seen_yet(self, court):
        court.write("both", a1=FIRST, a2=FIRST)
        court.share = 1.0
        app = court.app("both")
        async with app.run_test(size=(100, 24)) as pilot:
            assert "all agree" not in notice(app)
            for key in ("tab", "shift+tab", "*", "delete", "e", "-", "enter", "6"):
                await pilot.press(key)
                assert sitting(app).current is None
                assert len(spans(app)) == len(FIRST)
            assert decisions(app) == []
            await pilot.press("i")
            assert "›p‹" not in drawn(app)

    async def test_what_is_taken_at_once_names_nothing_that_is_asked(self, court):
        court.write("twins", a1=FIRST, a2=FIRST)
        court.share = 0.5
        app = court.app("twins")
        async with app.run_test(size=(100, 24)) as pilot:
            assert notice(app).startswith("all agree on 1: taken at once")
            assert "0 of 4 decided, 1 agreed" in status(app)
            await pilot.press("8", "8")
            assert "spans 1" in drawn(app)
            killed = next(span for span in sitting(app).session.spans if span.label == "CASUALTY")
            assert killed.value("where")[0] not in drawn(app)
            await pilot.press("escape", "f", "8", "8")
            assert "spans 5" in drawn(app)

    async def test_what_all_agree_on_is_tagged_by_hand_as_if_it_were_not_there(self, court):
        court.share = 1.0
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("6")
            assert notice(app) == "gold has nothing here yet: tag it first, or take neither"
            await pilot.press("p")
            assert notice(app) == "tagged PERSON"
            assert spans(app) == [("PERSON", "سامي نصر")]
            await pilot.press("l", "6")
            assert spans(app) == [("PLACE", "سامي نصر")]
            assert decisions(app) == [("new", "slip", "")]

    async def test_what_all_agree_on_can_be_wrong(self, court):
        court.share = 1.0
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            nothing = next(one for one in shown(app) if not one.spans)
            await pilot.press(str(nothing.number))
            assert decisions(app) == [("neither", "slip", "")]
            assert spans(app) == []


class TestWhatChangesLater:
    async def test_only_the_changed_place_is_asked_again(self, court, frame):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(5):
                await pilot.press(key_of(app, "a1"))
            await pilot.press("m")
        changed = tuple(
            (label, words, (*DAY[:1], ("value", "2026-02-15")) if label == "DATE" else values)
            for label, words, values in FIRST
        )
        save_as(court.project, "news", "a1", changed)
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape", "escape")
            assert "4 of 5 decided, 1 agreed" in status(app)
            assert drawn(app) == frame
            await pilot.press(key_of(app, "a1"), "m")
        kept = gold(court)
        assert kept.number == 2
        assert marks_of(kept.labelling) == sorted_marks(changed)

    async def test_what_is_saved_meanwhile_is_asked_about_the_next_time(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "1")
            save_as(court.project, "news", "a1", FIRST[:3])
            await pilot.press("1", "1", "1", "m")
            assert notice(app).startswith("version 1 is done")
        taken = [one.version for one in gold(court).labelling.adjudication.sources]
        assert taken == [1, 1]
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            left = [one for one in deciding(app).found if one.asked]
            assert [one.place.start for one in left] == [NEWS.index("يوم"), NEWS.index("القاهرة")]
            assert {one.state for one in left} == {"changed"}
            assert len(decisions(app)) == 5

    async def test_what_nobody_marks_any_longer_is_asked_about(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(5):
                await pilot.press(key_of(app, "a1"))
            await pilot.press("m")
        save_as(court.project, "news", "a1", FIRST[:3] + FIRST[4:])
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert "no longer marked by anybody; changed since: before, took" in asked(app)
            await pilot.press("1", "m")
        assert "DATE" not in {span.label for span in gold(court).labelling.spans}

    @pytest.mark.parametrize(("answer", "left"), [("t", ["neither"]), ("m", ["a", "neither"])])
    async def test_another_session_may_have_decided_meanwhile(self, court, answer, left):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(key_of(app, "a1"))
            other = court.app()
            async with other.run_test(size=(80, 24)) as beside:
                await beside.press("space", "0", "s")
            await pilot.press("s")
            await pilot.pause()
            await pilot.press(answer)
            await pilot.pause()
            assert asked(app) == "2 of 5: edges differ; took neither, slip"
            assert [one[0] for one in decisions(app)] == left

    async def test_who_only_looked_leaves_without_a_question(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("space", "q")
            await pilot.pause()
            assert app.return_code == 0
        assert gold(court) is None
        assert not list(court.project.root.glob(".annotator/journal/news/gold/*"))

    async def test_what_was_decided_is_asked_about_before_leaving(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "q")
            await pilot.pause()
            assert "not saved" in drawn(app)
            assert app.screen is not app.screen_stack[1]

    async def test_it_goes_on_at_the_first_open_place(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "1", "s")
        app = court.app()
        async with app.run_test(size=(80, 24)):
            assert asked(app).startswith("3 of 5")
            assert "2 of 5 decided" in status(app)

    async def test_all_is_undone_and_done_again_after_it_was_saved_and_opened_anew(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            first = sitting(app).session.labelling
            await pilot.press("1", "7", "5", "0", "backspace", "p", "space", "1", "s")
            last = sitting(app).session.labelling
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert sitting(app).session.labelling == last
            await pilot.press(*"uuuuuuuuuu")
            assert notice(app) == "nothing to undo"
            assert sitting(app).session.labelling == first
            await pilot.press("s", *"yyyyyyyyyy")
            assert sitting(app).session.labelling == last
            await pilot.press("s")
            assert gold(court).number == 3
            assert gold(court).labelling.onward() == last

    async def test_what_was_not_saved_comes_back(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "1", "7")
            before = sitting(app).session.labelling
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            assert sitting(app).session.labelling == before
            assert asked(app).startswith("3 of 5")
