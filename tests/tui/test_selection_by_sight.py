"""What is selected or tagged is lit wherever it stands, also in two places of a row."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.tui.looking import caret, looks, place_of, sitting, spans, view

#      0   4     10      18 21  25
TEXT = "قال مراسل Reuters إن 150 شخصا نزحوا من حلب.\nThe envoy said مرحبا بكم twice.\n"
ACROSS = (5, 13)
LATIN_LINE = TEXT.index("The")


def grounds(app):
    """Letters and ground of every unit in sight; the caret, which turns them over, left out."""
    return {offset: (style.color, style.bgcolor) for offset, style in looks(app).items()}


def lit(app, before):
    """The offsets of the units that have other colours than they had."""
    return {offset for offset, ground in grounds(app).items() if ground != before[offset]}


def runs(app, offsets):
    """How many stretches of cells the units at some offsets of one row make."""
    columns = sorted(view(app).page.cell_of(offset)[1] for offset in offsets)
    return len([*groupby(enumerate(columns), lambda place: place[1] - place[0])])


async def drag(app, pilot, start, end):
    await pilot.mouse_down(view(app), offset=place_of(app, start))
    await pilot.hover(view(app), offset=place_of(app, end))
    await pilot.mouse_up(view(app), offset=place_of(app, end))


@pytest.fixture
def app(stage):
    stage.write("mixed", TEXT)
    return stage.app("mixed")


class TestASelection:
    async def test_from_arabic_into_a_latin_name_it_is_lit_in_two_places(self, app):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            await pilot.press(*["left"] * 5, *["shift+left"] * 8)
            assert sitting(app).caret.selection == ACROSS
            assert lit(app, before) == set(range(*ACROSS))
            assert runs(app, range(*ACROSS)) == 2

    async def test_the_way_back_takes_from_it_what_the_way_there_gave(self, app):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            await pilot.press(*["left"] * 5, *["shift+left"] * 8, *["shift+right"] * 6)
            assert lit(app, before) == {5, 6}
            await pilot.press("left")
            assert lit(app, before) == set()

    async def test_dragging_from_one_run_into_another_selects_what_is_between_in_the_text(
        self, app
    ):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            await drag(app, pilot, 22, 12)
            assert sitting(app).caret.selection == (12, 22)
            assert lit(app, before) == set(range(12, 22))
            assert runs(app, range(12, 22)) == 3

    async def test_in_a_line_from_left_to_right_arabic_is_lit_in_two_places_too(self, app):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            start, end = TEXT.index("envoy"), TEXT.index("مرحبا") + 2
            await drag(app, pilot, start, end)
            assert lit(app, before) == set(range(start, end))
            assert runs(app, range(start, end)) == 2

    async def test_it_goes_over_rows_and_paragraphs_without_a_hole(self, app):
        async with app.run_test(size=(60, 24)) as pilot:
            before = grounds(app)
            await pilot.press("left", "shift+down", "shift+down", "shift+end")
            start, end = sitting(app).caret.selection
            assert start == 1
            assert end > LATIN_LINE
            assert lit(app, before) == set(range(start, end))

    async def test_one_that_ends_between_a_lam_and_its_alef_lights_their_cell(self, stage):
        stage.write("lam", "بلا شك")
        app = stage.app("lam")
        async with app.run_test(size=(80, 24)) as pilot:
            before = grounds(app)
            await pilot.press("shift+left", "shift+left")
            assert sitting(app).caret.selection == (0, 2)
            assert lit(app, before) == {0, 1}
            await pilot.press("l")
            assert spans(app) == [("PLACE", "بل")]


class TestASpanThatEndsInsideALamWithItsAlef:
    @pytest.fixture
    def app(self, stage):
        stage.write("lam", "وصل بالأمس إلى حلب.\n")
        return stage.app("lam")

    async def test_a_proclitic_is_cut_off_between_them_and_their_cell_stays_lit(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            before = grounds(app)
            await pilot.press("ctrl+left", "d", "-", "-")
            assert spans(app) == [("DATE", "أمس")]
            await pilot.press("ctrl+end")
            assert lit(app, before) == {6, 8, 9}

    async def test_an_edge_stops_between_them_and_it_is_seen_on_which_it_stands(self, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+left", "d", "-", "-", "e", "e")
            alef = looks(app)[6]
            await pilot.press("right")
            assert looks(app)[6] != alef
            await pilot.press("enter")
            assert spans(app) == [("DATE", "لأمس")]


class TestADoublePress:
    @pytest.mark.parametrize(("at", "word"), [(12, (10, 17)), (6, (4, 9)), (22, (21, 24))])
    async def test_it_selects_the_word_that_is_pressed(self, app, at, word):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            await pilot.click(view(app), offset=place_of(app, at), times=2)
            assert sitting(app).caret.selection == word
            assert lit(app, before) == set(range(*word))


class TestASpan:
    async def test_one_in_two_places_of_a_row_is_lit_in_both(self, app):
        async with app.run_test(size=(110, 24)) as pilot:
            before = grounds(app)
            await drag(app, pilot, *ACROSS)
            await pilot.press("p", "ctrl+end")
            assert spans(app) == [("PERSON", TEXT[slice(*ACROSS)])]
            assert lit(app, before) == set(range(*ACROSS))

    async def test_one_inside_another_is_lit_in_both_of_its_places_and_apart_from_it(self, app):
        async with app.run_test(size=(110, 24)) as pilot:
            await drag(app, pilot, 4, 17)
            await pilot.press("p")
            await drag(app, pilot, 8, 13)
            await pilot.press("l", "ctrl+end")
            assert len(spans(app)) == 2
            after = grounds(app)
            inner, outer = set(range(8, 13)), set(range(4, 17))
            assert runs(app, inner) == 2
            found = {ground: set() for ground in after.values()}
            for offset, ground in after.items():
                found[ground].add(offset)
            assert sorted(found.values(), key=len)[:2] == [inner, outer - inner]
            assert len(found) == 3


class TestHomeAndEnd:
    @pytest.mark.parametrize(
        ("inside", "first", "last"),
        [
            (TEXT.index("مراسل"), 0, LATIN_LINE - 1),
            (TEXT.index("Reuters"), 0, LATIN_LINE - 1),
            (TEXT.index("envoy"), LATIN_LINE, len(TEXT) - 1),
            (TEXT.index("مرحبا"), LATIN_LINE, len(TEXT) - 1),
        ],
    )
    async def test_they_lead_to_where_the_line_begins_and_ends(self, app, inside, first, last):
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.click(view(app), offset=place_of(app, inside))
            await pilot.press("home")
            assert caret(app) == first
            edge = 0 if first else view(app).page.width - 1
            assert place_of(app, first)[0] == edge
            await pilot.press("shift+end")
            assert sitting(app).caret.selection == (first, last)
