"""Journeys of an annotator through the real screen, one class a journey."""

from __future__ import annotations

import pytest

from annotator.session.commands import COMMANDS
from tests.tui.looking import caret, drawn, notice, place_of, sitting, spans, status, view

LINES = "قال أحمد: وصل 12 شخصا.\nثم عاد إلى لندن.\n"


class TestReadingAnArticle:
    async def test_the_page_reads_from_right_to_left(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)):
            assert drawn(app) == frame

    async def test_labels_of_another_annotator_can_be_read(self, stage, frame):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(120, 30)):
            assert drawn(app) == frame

    async def test_an_english_article_reads_from_left_to_right(self, stage, frame):
        app = stage.app("president-departs")
        async with app.run_test(size=(80, 24)):
            assert drawn(app) == frame
            assert "LTR" in status(app)

    @pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 8), (250, 80)])
    async def test_every_window_size_shows_what_fits(self, stage, size):
        app = stage.app()
        async with app.run_test(size=size) as pilot:
            await pilot.press("left", "p", "ctrl+end")
            assert spans(app) == [("PERSON", "تبادلت")]

    async def test_resizing_keeps_the_caret_in_sight(self, stage):
        app = stage.app()
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("ctrl+end", "up", "up")
            before = caret(app)
            await pilot.resize_terminal(40, 12)
            await pilot.pause()
            assert caret(app) == before
            _, row = place_of(app, before)
            assert 0 <= row < view(app).size.height


class TestMovingBySight:
    async def test_left_goes_on_reading_arabic_and_right_goes_back(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("left", "left")
            assert caret(app) == 2
            await pilot.press("right", "right", "right")
            assert caret(app) == 0

    async def test_past_the_left_edge_of_a_row_comes_the_right_edge_of_the_next(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("end", "left")
            page = view(app).page
            assert page.cell_of(caret(app)) == (1, 78)
            await pilot.press("right")
            assert page.row_of(caret(app)) == 0

    async def test_a_lam_and_its_alef_are_a_step_each(self, stage):
        stage.write("lam", "بلا شك")
        app = stage.app("lam")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("left", "left")
            assert caret(app) == 2
            await pilot.press("left")
            assert caret(app) == 3

    async def test_digits_and_latin_are_walked_in_the_direction_of_the_key(self, stage):
        stage.write("mixed", "من 12 إلى")
        app = stage.app("mixed")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("left", "left", "left")
            assert caret(app) == 4
            await pilot.press("left")
            assert caret(app) == 3
            await pilot.press("left")
            assert caret(app) == 5

    async def test_words_are_stepped_by_their_first_letters(self, stage):
        stage.write("words", LINES)
        app = stage.app("words")
        places = []
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(9):
                await pilot.press("ctrl+left")
                places.append(caret(app))
            assert places == [4, 10, 14, 17, 23, 26, 30, 34, 39]
            await pilot.press("ctrl+right")
            assert caret(app) == 34

    async def test_home_and_end_are_where_the_row_begins_and_ends(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "end")
            line = view(app).page.line(1)
            assert line.end - 1 == caret(app)
            await pilot.press("home")
            assert line.start == caret(app)

    async def test_down_and_up_keep_the_column(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["left"] * 30, "down", "down", "down", "up", "up", "up")
            assert caret(app) == 30

    async def test_pages_and_the_ends_of_the_article(self, stage):
        app = stage.app("president-flown-out")
        async with app.run_test(size=(80, 12)) as pilot:
            await pilot.press("pagedown")
            assert view(app).page.row_of(caret(app)) == view(app).page_rows
            await pilot.press("ctrl+end")
            assert caret(app) == sitting(app).session.article.length
            await pilot.press("pageup", "ctrl+home")
            assert caret(app) == 0
            assert view(app).scroll_offset.y == 0


class TestTagging:
    async def test_a_label_key_tags_the_word_and_the_caret_stays(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "left", "l")
            assert spans(app) == [("PLACE", "قرغيزستان")]
            assert caret(app) == 8
            assert "not saved" in status(app)
            assert notice(app) == "tagged PLACE"
            assert drawn(app) == frame

    async def test_letters_inside_a_word(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "ctrl+left", "left", *["shift+left"] * 9, "l")
            assert spans(app) == [("PLACE", "طاجيكستان")]

    async def test_a_span_across_a_line_end(self, stage):
        stage.write("two", LINES)
        app = stage.app("two")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "right", "v", "ctrl+left", "ctrl+left", "v", "d")
            assert spans(app) == [("DATE", "ثم")]
            await pilot.press("u", "ctrl+home", *["ctrl+left"] * 4, "v", *["ctrl+left"] * 2, "c")
            assert spans(app) == [("CASUALTY", "شخصا.\nثم")]

    async def test_white_space_at_the_edges_is_left_out(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("shift+end", "p")
            assert spans(app)[0][1] == spans(app)[0][1].strip()

    async def test_only_white_space_is_nothing_to_tag(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "right", "shift+left", "p")
            assert spans(app) == []
            assert "white space" in notice(app)

    async def test_between_words_nothing_is_tagged_and_it_is_said(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "right", "p")
            assert spans(app) == []
            assert notice(app) == "no word here to tag: nothing was tagged"

    async def test_the_same_span_twice_is_said_to_be_there(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("v", "ctrl+left", "l", "home", "v", "ctrl+left", "l")
            assert spans(app) == [("PLACE", "تبادلت")]
            assert notice(app) == "already tagged PLACE"

    async def test_a_place_inside_a_longer_place_and_one_across_its_edge(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("v", *["ctrl+left"] * 3, "v", "l")
            await pilot.press("ctrl+right", "v", "ctrl+left", "ctrl+left", "v", "d")
            await pilot.press("ctrl+home", *["shift+left"] * 3, "p")
            assert spans(app) == [
                ("PERSON", "تبا"),
                ("PLACE", "تبادلت قرغيزستان وطاجيكستان"),
                ("DATE", "وطاجيكستان اليوم"),
            ]
            assert drawn(app) == frame

    async def test_relabelling_keeps_the_id_and_says_which_values_go(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("tab", "p")
            span = sitting(app).session.spans[0]
            assert (span.id, span.label, span.attributes) == (
                "s1",
                "PERSON",
                (("entity", "kyrgyzstan"), ("mention", "named")),
            )
            assert notice(app) == "PLACE is now PERSON; dropped kind, sense"
            await pilot.press("u")
            assert sitting(app).session.spans[0].value("kind") == "country"

    async def test_deleting_a_span_frees_those_that_refer_to_it(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            held = {
                reference
                for span in sitting(app).session.spans
                for _, value in span.attributes
                if isinstance(value, tuple)
                for reference in value
            }
            while sitting(app).current is None or sitting(app).current.id not in held:
                await pilot.press("tab")
            gone = sitting(app).current.id
            await pilot.press("x", "s")
            text = (stage.project.labels / "border-clash" / "a1" / "0003.json").read_text("utf-8")
            assert f'"{gone}"' not in text

    async def test_nothing_to_delete_is_said(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x", "delete")
            assert notice(app) == "no span here to delete"

    async def test_undo_and_redo_go_all_the_way(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "ctrl+left", "l", "l", "d", "x", "ctrl+left", "c")
            end = spans(app)
            await pilot.press(*"uuuuuu")
            assert spans(app) == []
            assert notice(app) == "nothing to undo"
            assert "not saved" not in status(app)
            await pilot.press(*"yyyyyy")
            assert spans(app) == end
            assert notice(app) == "nothing to redo"


class TestGoingFromSpanToSpan:
    async def test_undo_keeps_the_chosen_span_chosen(self, stage):
        stage.write("nested", "جامعة القاهرة")
        app = stage.app("nested")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("shift+end", "l", "home", *["shift+left"] * 5, "p", "end", "home")
            await pilot.press("tab", "tab")
            chosen = sitting(app).current
            await pilot.press("c", "u")
            assert sitting(app).current == chosen

    async def test_tab_goes_round_and_makes_each_span_the_current_one(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("v", *["ctrl+left"] * 2, "v", "l", "ctrl+home", "p", "escape")
            order = []
            for _ in range(3):
                await pilot.press("tab")
                order.append(sitting(app).current.label)
            assert len(set(order)) == 1 or order[0] != order[1]
            await pilot.press("shift+tab", "shift+tab", "shift+tab")
            assert sitting(app).current.label == order[0] or len(spans(app)) == 1

    async def test_the_chosen_span_is_the_one_that_keys_act_on(self, stage):
        stage.write("nested", "جامعة القاهرة")
        app = stage.app("nested")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("shift+end", "l", "home", *["shift+left"] * 5, "p", "home")
            assert sitting(app).current.label == "PERSON"
            await pilot.press("tab")
            chosen = sitting(app).current
            await pilot.press("x")
            assert chosen not in sitting(app).session.spans
            assert len(spans(app)) == 1


class TestTheMouse:
    async def test_a_press_at_the_edge_of_the_window_does_not_scroll_the_page_away(self, stage):
        app = stage.app("president-departs")
        async with app.run_test(size=(80, 24)) as pilot:
            pane = view(app)
            last = pane.page.line(pane.size.height - 1)
            await pilot.click(pane, offset=place_of(app, last.start + 9), times=2)
            start, end = sitting(app).caret.selection
            assert start <= last.start + 9 < end

    async def test_a_press_puts_the_caret_on_the_letter_that_is_seen(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            for offset in (0, 5, 77, 200, 333):
                start = view(app).page.unit_at(offset)[0]
                await pilot.click(view(app), offset=place_of(app, offset))
                assert caret(app) == start

    async def test_dragging_selects_and_a_label_key_tags(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.mouse_down(view(app), offset=place_of(app, 7))
            await pilot.hover(view(app), offset=place_of(app, 16))
            await pilot.mouse_up(view(app), offset=place_of(app, 16))
            await pilot.press("l")
            assert spans(app) in ([("PLACE", "قرغيزستان")], [("PLACE", "وطاجيكستان")])

    async def test_a_double_press_selects_the_word(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.click(view(app), offset=place_of(app, 9), times=2)
            assert sitting(app).caret.selection == (7, 16)


class TestColours:
    @pytest.mark.parametrize("asked", [{"NO_COLOR": "1"}, {"TERM": "xterm"}])
    async def test_the_screen_opens_with_no_colours_and_with_few(self, stage, monkeypatch, asked):
        for name, value in asked.items():
            monkeypatch.setenv(name, value)
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("tab", "shift+left", "p")
            assert "not saved" in status(app)


class TestCommands:
    async def test_every_command_of_the_table_does_something_by_each_of_its_keys(self, stage):
        for command in COMMANDS:
            for key in command.keys:
                app = stage.app()
                async with app.run_test(size=(80, 24)) as pilot:
                    await pilot.press("tab", key)
                    await pilot.pause()

    async def test_the_palette_finds_a_command_and_does_it(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "ctrl+p", *"save")
            await pilot.pause(0.5)
            await pilot.press("enter")
            await pilot.pause()
            assert notice(app) == "saved version 1"

    async def test_help_shows_every_command_and_label(self, stage, frame):
        app = stage.app()
        async with app.run_test(size=(90, 80)) as pilot:
            await pilot.press("question_mark")
            await pilot.pause()
            seen = drawn(app)
            assert all(label.name in seen for label in sitting(app).session.schema.labels)
            assert seen == frame
            await pilot.press("escape")
            assert len(app.screen_stack) == 2
