"""Journeys of an adjudicator through the real screen, one class a journey."""

from __future__ import annotations

from dataclasses import replace
from itertools import filterfalse

import pytest

from annotator.labels.edits import Replace
from annotator.project.sitting.annotate import called_done, open_session, save
from tests.tui.adjudicating import (
    CITY,
    FIRST,
    NAMED,
    NOW,
    SECOND,
    THIRD,
    Court,
    asked,
    decisions,
    gold,
    key_of,
    marks_of,
    save_as,
    shown,
    sorted_marks,
)
from tests.tui.looking import caret, drawn, notice, place_of, sitting, spans, status


@pytest.fixture
def court(project):
    made = Court(project)
    made.write("news", a1=FIRST, a2=SECOND)
    return made


class TestOpening:
    async def test_a_difference_shows_both_readings_in_the_article_and_below(self, court, frame):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape", "escape")
            assert drawn(app) == frame

    async def test_a_wide_window_lists_every_place(self, court, frame):
        app = court.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("escape", "escape", "space")
            assert drawn(app) == frame

    async def test_what_all_agree_on_is_in_gold_at_once(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)):
            assert spans(app) == [("PERSON", "سامي نصر")]
            assert sitting(app).session.spans[0].origin == "adjudicated"
            assert "0 of 5 decided, 1 agreed" in status(app)

    async def test_it_begins_at_the_first_difference(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)):
            assert asked(app) == "1 of 5: values differ"
            assert caret(app) == 23

    async def test_three_readings_are_grouped_by_who_says_the_same(self, court, frame):
        save_as(court.project, "news", "a3", THIRD)
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape", "escape")
            assert drawn(app) == frame

    async def test_without_colour_both_readings_are_told_apart(self, court, frame):
        app = court.app(theme="no-colour")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape", "escape", "space")
            assert drawn(app) == frame

    @pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 8), (250, 80)])
    async def test_every_window_size_shows_what_fits(self, court, size):
        app = court.app()
        async with app.run_test(size=size) as pilot:
            await pilot.press("1", "8", "8", "8", "8", "8")
            assert len(decisions(app)) == 1


class TestDeciding:
    async def test_every_difference_takes_one_key_and_gold_is_what_was_taken(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(5):
                await pilot.press(key_of(app, "a1"))
            assert notice(app).endswith("all 5 are decided: m saves gold as done and goes on")
            await pilot.press("m")
            assert notice(app).startswith("version 1 is done")
        kept = gold(court)
        assert kept.labelling.status == "done"
        assert marks_of(kept.labelling) == sorted_marks(FIRST)

    async def test_both_neither_and_gold_as_it_stands(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("5")
            assert notice(app) == (
                "they are one span with different values: take one, then change it"
            )
            await pilot.press(key_of(app, "a2"))
            await pilot.press("5")
            assert [text for _, text in spans(app)][-2:] == ["12 شخصا", "12 شخصا قتلوا"]
            await pilot.press("0")
            assert notice(app) == "took neither: nothing is marked here"
            await pilot.press("6")
            assert notice(app) == "gold has nothing here yet: tag it first, or take neither"
            await pilot.press("c", "6")
            assert ("CASUALTY", "القاهرة") in spans(app)
            await pilot.press("0")
            assert [one[0] for one in decisions(app)] == ["b", "both", "neither", "new", "neither"]

    async def test_a_reading_can_be_taken_and_then_changed(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("space", key_of(app, "a1"), "backspace")
            await pilot.press("e", "e", "ctrl+left", "enter")
            assert "≠«" in drawn(app).split(" gold ✓")[1]
            await pilot.press("6")
            assert decisions(app) == [("new", "slip", "")]
            assert ("CASUALTY", "شخصا") in spans(app)

    async def test_what_was_changed_after_it_was_taken_is_decided_by_going_on(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "7", "backspace", "p", "space")
            assert decisions(app) == [("new", "guideline", "")]
            assert asked(app).startswith("2 of 5")

    @pytest.mark.parametrize("key", ["backspace", "down", "s", "q", "j"])
    async def test_whatever_is_done_next_decides_for_what_was_changed(self, court, key):
        court.write("more", a1=FIRST, a2=SECOND)
        court.articles = ("news", "more")
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("1", "1", "backspace", "p")
            if key == "down":
                await pilot.press("8")
            await pilot.press(key)
            session = app.screen_stack[1].desk.session_of("news")
            taken = [one.taken for one in session.labelling.adjudication.decisions]
            assert taken[1] == "new"
            assert len(taken) == 2

    async def test_what_is_changed_of_another_place_is_decided_for_when_it_is_saved(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(key_of(app, "a1"), key_of(app, "a1"))
            assert asked(app).startswith("3 of 5")
            await pilot.press("shift+tab", "p", "s")
            assert ("PERSON", "12 شخصا") in spans(app)
            assert [one[0] for one in decisions(app)] == ["a", "new"]
            await pilot.press("u")
            assert [one[0] for one in decisions(app)] == ["a", "a"]

    async def test_what_is_undone_after_it_was_saved_is_not_saved(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "s", "u")
            assert "kept, not saved" in status(app)
            await pilot.press("q")
            await pilot.pause()
            assert app.screen is not app.screen_stack[1]

    async def test_another_label_takes_the_words_that_all_mark(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("space", "space", "p", "6")
            assert ("PERSON", "يوم الأحد") in spans(app)
            assert decisions(app) == [("new", "slip", "")]

    async def test_an_arabic_keyboard_decides_by_the_same_keys(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            # 1 7 0 5 p 6 space u y r m
            await pilot.press("١", "٧", "٠", "٥", "ح", "٦", "space", "ع", "غ")
            assert [one[:2] for one in decisions(app)] == [
                (decisions(app)[0][0], "guideline"),
                ("neither", "slip"),
                ("both", "slip"),
                ("new", "slip"),
            ]
            await pilot.press("8", "home", "ق")
            assert "4 of 6 decided" in status(app)
            await pilot.press("escape", "ة")
            assert notice(app) == "2 places are still open; s saves what is decided"
            await pilot.press("س")
            assert gold(court).labelling.status == "draft"

    @pytest.mark.parametrize("size", [(80, 24), (60, 15)])
    async def test_nothing_in_a_remark_or_a_note_acts_on_the_screen(self, court, size):
        nasty = "[bold]x[/] \u202eevil\u202c \x1b[31m \x9b2J \u2066a\u2069 \u200f " * 400
        for name in ("a1", "a2"):
            session = open_session(court.project, "news", name).session
            for span in session.spans:
                session = session.do(Replace(span, replace(span, comment=nasty[:10_000])))
            save(court.project, called_done(session), annotator=name, now=NOW, seconds=1)
        app = court.app()
        async with app.run_test(size=size) as pilot:
            await pilot.press("1")
            app.screen_stack[1]._deciding.note(nasty)  # noqa: SLF001 - a field takes no escapes
            await pilot.press("backspace", "8")
            told = drawn(app)
            assert "[bold]x[/] evil" in told
            assert set(filterfalse(str.isprintable, told)) == {"\n"}
            await pilot.press("escape", "s")
        assert gold(court).labelling.adjudication.decisions[0].note == nasty.strip()

    async def test_the_reason_goes_round_and_a_note_is_written(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(key_of(app, "a1"), "7")
            assert notice(app).endswith("»: because of the guideline")
            await pilot.press(";", *"towns", "enter")
            assert decisions(app) == [("a", "guideline", "towns")]
            await pilot.press("7", "7")
            assert decisions(app) == [("a", "slip", "towns")]
            await pilot.press("backspace")
            assert asked(app).endswith(f"took {key_of(app, 'a1')}, slip “towns”")

    async def test_undo_takes_one_decision_back_and_asks_about_it_again(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            before = sitting(app).session.labelling
            await pilot.press("1", "0", "u")
            assert asked(app).startswith("2 of 5")
            await pilot.press("u")
            assert asked(app) == "1 of 5: values differ"
            assert sitting(app).session.labelling == before
            await pilot.press("u")
            assert notice(app) == "nothing to undo"
            assert sitting(app).session.labelling == before
            await pilot.press("y", "y")
            assert len(decisions(app)) == 2

    async def test_what_is_agreed_can_be_asked_again(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("8", "home", "r")
            assert "0 of 6 decided, 0 agreed" in status(app)
            await pilot.press("0")
            assert spans(app) == []

    async def test_a_reading_that_is_not_there_takes_nothing(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("3")
            assert notice(app) == "there is no reading 3 here"
            assert decisions(app) == []

    async def test_the_fifth_reading_and_those_after_it_take_two_keys(self, court):
        wider = [f"قال الوزير سامي نصر في بيروت{more}" for more in ("", " إن", " إن 12")]
        marks = [(("PERSON", one, NAMED),) for one in (*wider, "الوزير سامي نصر في بيروت إن 12")]
        marks += [(("PLACE", wider[0], CITY),), (("PLACE", wider[1], CITY),)]
        court.write("many", **{f"b{at}": one for at, one in enumerate(marks)})
        app = court.app("many")
        async with app.run_test(size=(120, 40)) as pilot:
            assert len(shown(app)) == len(marks)
            assert " 92 " in drawn(app)
            await pilot.press("9", "9")
            assert notice(app) == "there are no more than 6 readings here"
            await pilot.press("9")
            assert notice(app) == "9 and a digit take 91 to 92"
            await pilot.press("right", "9", "3")
            assert notice(app) == "there is no reading 93 here"
            wanted = shown(app)[5].spans[0]
            await pilot.press("9", "2")
            assert spans(app) == [(wanted.label, wanted.text)]
            await pilot.press("backspace")
            assert asked(app).endswith("took 92, slip")
            await pilot.press("9", "escape", "1")
            assert spans(app) == [(one.label, one.text) for one in shown(app)[0].spans]

    async def test_gold_is_not_done_before_all_is_decided(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "m")
            assert notice(app) == "4 places are still open; s saves what is decided"
            assert gold(court) is None
            await pilot.press("s")
            assert gold(court).labelling.status == "draft"

    async def test_nothing_is_decided_while_edges_move(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "backspace", "e", "0")
            assert notice(app).startswith("not now: moving the")
            assert len(decisions(app)) == 1


class TestTheList:
    async def test_keys_go_from_place_to_place_and_the_article_follows(self, court):
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("8", "down", "down")
            assert asked(app).startswith("3 of 5")
            assert caret(app) == 46
            await pilot.press("0")
            assert asked(app).startswith("4 of 5")

    async def test_one_key_goes_round_the_panes_and_leaves_them_as_they_were(self, court):
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            seen = []
            for _ in range(6):
                await pilot.press("8")
                focused = app.screen.focused
                seen.append(focused.id if focused else None)
            assert seen == ["differences", "spans", "guideline", "queue", None, "differences"]
            await pilot.press("down", "enter")
            assert app.screen.focused is None
            assert asked(app).startswith("2 of 5")
            assert not app.screen.query_one("#spans").display

    async def test_it_is_filtered_by_state_and_by_label(self, court, frame):
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("escape", "escape", "1", "8", "!", "l")
            assert "places 2 of 6" in drawn(app)
            assert drawn(app) == frame
            await pilot.press("escape")
            assert "places 6" in drawn(app)
            await pilot.press("escape")
            assert app.screen.focused is None

    async def test_the_mouse_takes_a_reading_and_goes_to_a_place(self, court):
        app = court.app()
        async with app.run_test(size=(100, 24)) as pilot:
            assert await pilot.click("#readings", offset=(8, 2))
            assert len(decisions(app)) == 1
            assert await pilot.click("#differences", offset=(10, 9))
            assert asked(app).startswith("4 of 5")
            x = app.screen.query_one("#article").region.x
            assert await pilot.click("#article", offset=(place_of(app, 5)[0] - x, 0))
            assert caret(app) == 5


class TestArticles:
    async def test_done_opens_the_next_article_with_differences(self, court):
        court.write("more", a1=FIRST, a2=SECOND)
        court.articles = ("news", "more")
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("1", "1", "1", "1", "1", "m")
            assert notice(app) == "version 1 is done; next: more"
            assert asked(app) == "1 of 5: values differ"

    async def test_an_article_that_cannot_be_adjudicated_is_told_of(self, court):
        court.write("alone", a1=FIRST)
        court.articles = ("news", "alone")
        app = court.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            await pilot.pause()
            assert "a1 alone has done alone" in drawn(app)
            await pilot.press("escape")
            assert asked(app) == "1 of 5: values differ"
            await pilot.press("1")
            assert len(decisions(app)) == 1
