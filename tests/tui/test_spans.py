"""Journeys of an annotator who gives spans their edges, pieces, values and remarks."""

from __future__ import annotations

import pytest

from tests.tui.looking import caret, drawn, notice, place_of, sitting, spans, status, view

CITY = "ووصل وفد واشنطن وبالقاهرة.\nوقال خالد: سنعود غدا إلى بيروت.\n"
COUNT = "قُتل أكثر من 150 شخصا في مدينة حلب الجديدة مساء الخميس، بينهم خمسة أطفال.\n"
TWO_DAYS = "أُعلن الحداد يومي 1 و2 مايو.\n"


def span(app, at=0):
    return sitting(app).session.spans[at]


@pytest.fixture
def write(stage):
    """Write an article under an ID, published on a day or not, and open it."""

    def written(article, text, published=None):
        stage.write(article, text)
        if published:
            facts = stage.project.seeds / f"{article}.toml"
            facts.write_text(f"published = {published}\n", encoding="utf-8")
        return stage.app(article)

    return written


class TestANameWithAProclitic:
    async def test_it_is_cut_off_one_letter_more_each_time_and_taken_in_again(self, write, frame):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["ctrl+left"] * 3, "l")
            assert spans(app) == [("PLACE", "وبالقاهرة")]
            seen = []
            for _ in range(4):
                await pilot.press("-")
                seen.append(spans(app)[0][1])
            assert seen == ["بالقاهرة", "القاهرة", "قاهرة", "وبالقاهرة"]
            await pilot.press("-", "-")
            assert notice(app).startswith("cut ")
            assert drawn(app) == frame
            await pilot.press("u", "u")
            assert spans(app)[0][1] == "وبالقاهرة"

    async def test_a_word_without_one_stays_and_it_is_said(self, write):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "home", "ctrl+left", "p", "-")
            assert spans(app) == [("PERSON", "خالد")]
            assert notice(app).startswith("no proclitic begins")


class TestAPlaceInsideALongerPlace:
    async def test_both_are_seen_and_each_can_be_made_the_current_one(self, write, frame):
        app = write("count", COUNT)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.press(*["ctrl+left"] * 6, "v", *["ctrl+left"] * 3, "v", "l")
            await pilot.press("ctrl+right", "ctrl+right", "v", "ctrl+left", "v", "l")
            assert spans(app) == [("PLACE", "مدينة حلب الجديدة"), ("PLACE", "حلب")]
            await pilot.press("right", "right")
            assert sitting(app).current.text == "حلب"
            await pilot.press("shift+tab")
            assert sitting(app).current.text == "مدينة حلب الجديدة"
            assert drawn(app) == frame
            await pilot.press("u", "u")
            assert spans(app) == []


class TestASpanInTwoPieces:
    async def test_a_piece_is_added_and_taken_away(self, write, frame):
        app = write("days", TWO_DAYS)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["ctrl+left"] * 3, "d", "+")
            assert "a piece of «1»" in notice(app)
            await pilot.press(*["ctrl+left"] * 2, "enter")
            assert span(app).pieces == ((18, 19), (23, 27))
            assert span(app).text == "1 مايو"
            assert drawn(app) == frame
            await pilot.press("tab", "+", "ctrl+left", "ctrl+left", "enter")
            assert spans(app) == [("DATE", "1")]
            await pilot.press("u")
            assert spans(app) == [("DATE", "1 مايو")]

    async def test_esc_adds_nothing(self, write):
        app = write("days", TWO_DAYS)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "+", "ctrl+left", "escape")
            assert len(span(app).pieces) == 1
            await pilot.press("ctrl+left", "p")
            assert len(spans(app)) == 2

    async def test_every_edge_of_every_piece_can_be_moved(self, write):
        app = write("days", TWO_DAYS)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["ctrl+left"] * 3, "d", "+", *["ctrl+left"] * 2, "enter", "tab")
            await pilot.press("e", "right", "e", "ctrl+right", "enter")
            assert span(app).text == "يومي 1 ماي"


class TestACasualty:
    async def test_its_count_with_what_bounds_it_where_when_and_who(self, write, frame):
        app = write("count", COUNT, "2021-04-30")
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press(*["ctrl+left"] * 7, "l", *["ctrl+left"] * 2)
            await pilot.press("v", *["ctrl+left"] * 2, "v", "d")
            await pilot.press("home", "ctrl+left", "v", *["ctrl+left"] * 4, "v", "c")
            assert ("CASUALTY", "أكثر من 150 شخصا") in spans(app)
            await pilot.press("enter", "k", *">150", "enter")
            (casualty,) = (one for one in sitting(app).session.spans if one.label == "CASUALTY")
            assert casualty.value("outcome") == "killed"
            assert casualty.value("count").low == 150
            assert casualty.value("count").high is None
            assert casualty.value("mod") == "MORE_THAN"
            assert notice(app) == "count is more than 150"
            assert drawn(app) == frame

            await pilot.press("down", "enter", "home", "v", "ctrl+left", "v", "enter")
            await pilot.press("enter", "tab", "enter", "enter", "tab", "enter", "escape")
            casualty = sitting(app).session.labelling.span(casualty.id)
            assert casualty.value("victims").text == "قُتل"
            named = [sitting(app).session.labelling.span(one) for one in casualty.value("where")]
            assert [one.text for one in named] == ["حلب"]
            named = [sitting(app).session.labelling.span(one) for one in casualty.value("when")]
            assert [one.label for one in named] == ["DATE"]
            assert sitting(app).current == casualty

            await pilot.press(*"uuuuu")
            assert sitting(app).session.labelling.span(casualty.id).attributes == ()

    @pytest.mark.parametrize(
        ("typed", "low", "high", "mod"),
        [
            ("20-25", 20, 25, None),
            ("80+", 80, None, "EQUAL_OR_MORE"),
            ("20..25", 20, 25, None),
            ("٨٣", 83, 83, None),
            ("<90", None, 90, "LESS_THAN"),
        ],
    )
    async def test_a_count_is_typed_as_it_is_read(self, write, typed, low, high, mod):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", "down", *typed, "enter", "escape")
            count = span(app).value("count")
            assert (count.low, count.high, span(app).value("mod")) == (low, high, mod)

    async def test_a_count_that_cannot_be_read_is_told_and_stays_to_be_mended(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", "down", *"25-20", "enter")
            assert "25-20" in drawn(app)
            assert span(app).attributes == ()
            await pilot.press("backspace", "backspace", *"35", "enter")
            assert span(app).value("count").high == 35

    async def test_a_bound_goes_with_the_sign_that_told_it(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(
                "c", "enter", "down", *"~200", "enter", "up", "ctrl+u", *"200", "enter"
            )
            assert span(app).value("mod") is None
            await pilot.press("escape", "u")
            assert span(app).value("mod") == "APPROX"

    async def test_a_place_that_is_wanted_can_be_tagged_on_the_way(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", *["down"] * 4, "enter")
            assert "where of" in notice(app)
            await pilot.press("tab")
            assert "there is no PLACE yet" in notice(app)
            await pilot.press(*["ctrl+left"] * 7, "l")
            casualty, place = sitting(app).session.spans
            assert place.text == "حلب"
            assert casualty.value("where") == (place.id,)


class TestADate:
    async def test_its_value_is_checked_and_read_in_plain_words(self, write, frame):
        app = write("city", CITY, "2021-04-30")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "home", *["ctrl+left"] * 3, "d", "enter", "d")
            await pilot.press(*"2021-05-01")
            assert "Saturday 1 May 2021" in drawn(app)
            assert drawn(app) == frame
            await pilot.press("enter", "escape")
            assert span(app).value("value") == "2021-05-01"
            assert span(app).value("type") == "DATE"

    async def test_days_are_counted_from_the_day_of_publication(self, write):
        app = write("city", CITY, "2021-04-30")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "home", *["ctrl+left"] * 3, "d", "enter", "d", *"+1", "enter")
            assert span(app).value("value") == "2021-05-01"

    async def test_a_day_that_no_calendar_has_is_refused(self, write):
        app = write("city", CITY, "2021-04-30")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d", "enter", "d", *"2021-02-30", "enter")
            assert span(app).value("value") is None
            assert "2021-02-30" in drawn(app)

    async def test_the_first_relative_date_asks_for_the_day_it_counts_from(self, write, frame):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "home", *["ctrl+left"] * 3, "d", "enter")
            assert "counts from" in drawn(app)
            assert drawn(app) == frame
            await pilot.press(*"2021-04-30", "enter", "d", *"+1", "enter", "escape")
            assert sitting(app).session.labelling.anchor == "2021-04-30"
            assert span(app).value("value") == "2021-05-01"
            await pilot.press("s")
            assert sitting(app).session.saved.anchor == "2021-04-30"

    async def test_another_day_flags_the_dates_that_hang_on_it(self, write):
        app = write("city", CITY, "2021-04-30")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "home", *["ctrl+left"] * 3, "d", "enter", "d", *"+1", "enter")
            await pilot.press("up", "up", "up", "ctrl+u", *"2021-05-30", "enter")
            assert span(app).flags == ("check-date",)
            assert "1 date to check" in notice(app)
            await pilot.press("escape", "ctrl+home", "*")
            assert sitting(app).current == span(app)
            await pilot.press("enter", "ctrl+u", *"+1", "enter")
            assert span(app).value("value") == "2021-05-31"
            assert span(app).flags == ()


class TestAnEntity:
    async def test_one_whose_name_is_tagged_is_offered_and_enter_takes_it(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "left", "l", "enter", *["down"] * 3, "enter")
            assert span(app).value("entity") == "kyrgyzstan"

    @pytest.mark.parametrize("typed", ["قرغ", "Kyrg", "kyrgyzs"], ids=["ar", "en", "id"])
    async def test_a_few_letters_in_either_script_find_it(self, stage, typed, frame):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "l", "enter", *["down"] * 3, *typed)
            assert drawn(app) == frame
            await pilot.press("enter")
            assert span(app).value("entity") == "kyrgyzstan"

    async def test_a_new_one_is_listed_and_kept_for_all(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "enter", "down", "down", *"روزنامه", "enter")
            assert span(app).value("entity") == "روزنامه"
        last = (stage.project.guidelines / "entities.jsonl").read_text("utf-8").splitlines()[-1]
        assert last == '{"id":"روزنامه","kind":"person","names":{"ar":["روزنامه"]}}'


class TestRelabelling:
    async def test_the_values_that_go_are_said_and_come_back_with_undo(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("tab")
            before = sitting(app).current
            await pilot.press("d")
            after = sitting(app).session.labelling.span(before.id)
            assert (after.label, after.attributes) == ("DATE", ())
            assert "dropped entity, kind, mention, sense" in notice(app)
            await pilot.press("u")
            assert sitting(app).session.labelling.span(before.id) == before

    async def test_what_named_it_by_its_label_names_it_no_longer(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(
                "c", "enter", *["down"] * 4, "enter", *["ctrl+left"] * 7, "l", "escape"
            )
            await pilot.press("tab", "p")
            casualty, place = sitting(app).session.spans
            assert (casualty.value("where"), place.label) == (None, "PERSON")
            assert "no longer names it" in notice(app)
            await pilot.press("u")
            assert sitting(app).session.spans[0].value("where") == (place.id,)


class TestEdges:
    async def test_by_letters_and_by_words_and_undone_at_once(self, write, frame):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["ctrl+left"] * 7, "l", "e")
            assert "moving the end" in notice(app)
            await pilot.press("ctrl+left", "e", "ctrl+right", "left", "left")
            assert drawn(app) == frame
            await pilot.press("enter")
            assert spans(app) == [("PLACE", "ينة حلب الجديدة")]
            await pilot.press("u")
            assert spans(app) == [("PLACE", "حلب")]

    async def test_esc_leaves_them_as_they_were(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "e", "ctrl+left", "left", "escape")
            assert spans(app) == [("PERSON", "قُتل")]
            assert caret(app) == 0

    async def test_an_edge_never_empties_a_span(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "e", *["right"] * 9, "e", *["left"] * 9, "enter")
            assert spans(app) == [("PERSON", "قُ")]

    async def test_edges_of_an_equal_span_are_not_kept_and_nothing_is_lost(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("v", *["ctrl+left"] * 2, "v", "p", "home", *["shift+left"] * 2, "p")
            await pilot.press("right", "e", "ctrl+left", "ctrl+left", "enter")
            assert notice(app) == "already tagged PERSON"
            await pilot.press("escape")
            assert len(spans(app)) == 2

    async def test_a_press_of_the_mouse_brings_the_edge(self, write):
        app = write("count", COUNT)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "e")
            await pilot.click(view(app), offset=place_of(app, 8))
            await pilot.press("enter")
            assert spans(app) == [("PERSON", COUNT[:9])]


class TestAZone:
    async def test_what_is_no_article_text_is_marked_with_why_and_unmarked(self, write, frame):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("shift+end", "z")
            assert sitting(app).session.labelling.zones[0].why == ""
            await pilot.press(";", *"menu", "enter")
            (zone,) = sitting(app).session.labelling.zones
            assert (zone.start, zone.end, zone.why) == (0, 26, "menu")
            assert drawn(app) == frame
            await pilot.press("home", "z")
            assert sitting(app).session.labelling.zones == ()
            await pilot.press("u", "s")
            assert sitting(app).session.saved.zones == (zone,)
            await pilot.press("u", "u", "u")
            assert sitting(app).session.labelling.zones == ()

    async def test_without_a_selection_it_says_what_to_do(self, write):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("z")
            assert "select what is no article text first" in notice(app)


class TestUnsureAndComment:
    async def test_both_are_seen_in_the_list_and_undone(self, write, frame):
        app = write("city", CITY)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.press("ctrl+left", "p", "!", ";", *"من هو", "enter")
            assert span(app).flags == ("unsure",)
            assert span(app).comment == "من هو"
            assert drawn(app) == frame
            await pilot.press("u", "u")
            assert (span(app).flags, span(app).comment) == ((), "")
            await pilot.press("y")
            assert span(app).flags == ("unsure",)
            await pilot.press("!")
            assert span(app).flags == ()

    async def test_arabic_is_typed_from_right_to_left(self, write, frame):
        app = write("city", CITY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", ";", *"قال Reuters 12")
            assert drawn(app) == frame
            await pilot.press("escape")
            assert span(app).comment == ""
            assert "PERSON" in status(app)
