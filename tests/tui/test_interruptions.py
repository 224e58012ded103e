"""What is under way when something else happens: a question, a mode, a search, a narrow window."""

from __future__ import annotations

from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.span_list import SpanList
from annotator.tui.widgets.status_bar import StatusBar
from annotator.tui.widgets.values_form import ValuesForm
from tests.tui.looking import caret, drawn, notice, place_of, sitting, spans, view
from tests.tui.test_rooms import press_words, room


def form(app):
    return room(app).query_one(ValuesForm)


class TestAnotherArticle:
    async def test_in_a_narrow_window_the_page_is_that_of_the_article_that_was_opened(self, stage):
        app = stage.app()
        async with app.run_test(size=(50, 16)) as pilot:
            await pilot.press("4", "down", "enter", "l")
            text = sitting(app).session.article.text
            assert view(app).page.text == text
            assert text.startswith(spans(app)[0][1])

    async def test_a_search_begins_anew_in_it(self, stage):
        stage.write("zz", "قال")
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+end", "/", *"zzz", "enter", *["j"] * 9, "n")
            assert sitting(app).session.article.id == "zz"
            assert caret(app) == 0

    async def test_a_comment_that_is_being_written_is_for_no_other_span(self, stage):
        app = stage.app()
        async with app.run_test(size=(150, 30)) as pilot:
            await pilot.press("p", "ctrl+left", "l", "home", ";", *"abc")
            await pilot.click(view(app), offset=place_of(app, 9))
            assert not room(app).query_one(MessageBar).asking
            await pilot.press("s")
            assert [span.comment for span in sitting(app).session.spans] == ["", ""]

    async def test_a_press_on_the_page_before_is_not_one_on_this(self, stage):
        stage.write("b", "حلب")
        app = stage.app("agency-digest")
        async with app.run_test(size=(80, 24)) as pilot:
            message = ArticleView.Pointed(
                view(app), sitting(app).session.article.text, offset=900, how="press"
            )
            await pilot.press("j")
            room(app).post_message(message)
            await pilot.pause()
            assert (sitting(app).session.article.id, caret(app)) == ("b", 0)


class TestASearch:
    async def test_a_miss_leaves_the_caret_where_it_is(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("/", *"qqq", "enter", "down", "n")
            assert caret(app) > 0
            assert notice(app) == "not found: qqq"


class TestTheForm:
    async def test_a_press_in_the_article_closes_it(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "enter")
            await pilot.click(view(app), offset=place_of(app, 9))
            assert not form(app).display
            assert app.screen.focused is None

    async def test_relabelling_by_the_mouse_closes_it_and_nothing_is_given(self, stage):
        app = stage.app()
        async with app.run_test(size=(140, 30)) as pilot:
            await pilot.press("c", "enter", *["down"] * 8)
            await press_words(app, pilot, "PERSON")
            assert not form(app).display
            assert spans(app) == [("PERSON", "تبادلت")]

    async def test_moving_the_edges_of_its_span_is_another_matter(self, stage):
        app = stage.app()
        async with app.run_test(size=(140, 30)) as pilot:
            await pilot.press("p", "enter")
            await press_words(app, pilot, "e edges")
            await pilot.press("ctrl+left", "enter")
            assert spans(app) == [("PERSON", "تبادلت قرغيزستان")]

    async def test_a_relabelled_date_that_was_to_be_checked_opens(self, stage):
        stage.write("day", "غدا نعود")
        app = stage.app("day")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "enter", *"2021-04-30", "enter", "d", *"+1", "enter")
            await pilot.press("up", "up", "up", "ctrl+u", *"2021-05-30", "enter", "escape")
            assert sitting(app).session.spans[0].flags == ("check-date",)
            await pilot.press("p", "enter")
            assert form(app).display
            assert sitting(app).session.spans[0].flags == ()

    async def test_what_is_typed_is_given_when_its_row_is_left(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", "down", *"150", "down")
            assert sitting(app).session.spans[0].value("count").low == 150
            await pilot.press("up", "ctrl+u", *"15x", "down")
            assert sitting(app).session.spans[0].value("count").low == 150
            assert "15x" in drawn(app)

    async def test_a_value_that_no_field_can_hold_is_not_rewritten(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "enter", *["down"] * 3, *"a  b", "enter", "escape")
            span = sitting(app).session.spans[0]
            assert span.value("quant") == "a  b"
            await pilot.press("enter", *["down"] * 3, "escape")
            assert not form(app).display

    async def test_the_keyboard_goes_back_to_the_list_that_it_came_from(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("2", "down", "enter", "escape")
            assert room(app).query_one(SpanList).has_focus
            await pilot.press(";", "escape")
            assert room(app).query_one(SpanList).has_focus


class TestTheListOfSpans:
    async def test_x_deletes_the_span_that_is_lit_there(self, stage):
        stage.write("two", "وصل أحمد إلى حلب")
        app = stage.app("two")
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("ctrl+left", "p", *["ctrl+left"] * 2, "l", "2", "p", "x")
            assert spans(app) == [("PLACE", "حلب")]

    async def test_choosing_there_leaves_edges_as_they_were(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("p", "ctrl+left", "l", "e", "ctrl+left")
            await pilot.click(room(app).query_one(SpanList), offset=(12, 1))
            await pilot.press("enter", "escape")
            assert spans(app) == [("PERSON", "تبادلت"), ("PLACE", "قرغيزستان")]


class TestPanes:
    async def test_one_that_a_narrower_window_has_no_room_for_gives_the_keyboard_back(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.click(room(app).query_one(SpanList), offset=(5, 12))
            for size in ((80, 24), (40, 8)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert view(app).display
                assert app.screen.focused is None

    async def test_a_press_in_one_leaves_no_question_open(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            for keys in (("p", "enter"), (";",), ("/",)):
                await pilot.press("1", *keys)
                await pilot.click(room(app).query_one(SpanList), offset=(5, 12))
                assert not form(app).display
                assert not room(app).query_one(MessageBar).asking


class TestPicking:
    async def test_the_quote_that_is_there_already_can_be_taken_again(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "enter", "down", "enter", "ctrl+left", "enter")
            await pilot.press("up", "enter", "ctrl+left", "enter")
            assert form(app).display
            assert sitting(app).session.spans[0].value("role").text == "قرغيزستان"

    async def test_a_label_key_never_takes_a_named_span_away(self, stage):
        stage.write("two", "قتلى في حلب")
        app = stage.app("two")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", *["down"] * 4, "enter", *["ctrl+left"] * 2, "l")
            await pilot.press("up", "enter", *["ctrl+left"] * 2, "l")
            casualty, place = sitting(app).session.spans
            assert casualty.value("where") == (place.id,)


class TestSmallWindows:
    async def test_the_facts_stay_in_sight_whatever_is_open(self, stage):
        for size in ((20, 5), (40, 8), (20, 12)):
            app = stage.app(tour_ended=lambda: None)
            async with app.run_test(size=size) as pilot:
                await pilot.press("c", "enter", "down", *"80+")
                assert room(app).query_one(StatusBar).region.bottom == size[1]
                await pilot.press("enter", "escape", ";", *"abc", "enter")
                assert sitting(app).session.spans[0].comment == "abc"
                assert sitting(app).session.spans[0].value("count").low == 80
