"""Long articles: rows are counted where somebody is, and the page never jumps for it."""

from __future__ import annotations

import re

import pytest

from annotator.text import paragraph, rows
from annotator.tui.parts import searching
from tests.tui.looking import caret, drawn, notice, view

LINES = 200
LONG = "".join(f"السطر {n} من الخبر\n" for n in range(LINES))
SIZE = (60, 20)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    """What is long is a matter of degree; these have a part for a few rows."""
    monkeypatch.setattr(paragraph, "_PART", 300)
    monkeypatch.setattr(rows, "_REACH", 20)
    paragraph.parts_of.cache_clear()
    yield
    paragraph.parts_of.cache_clear()


def in_sight(app):
    """The numbers of the lines on the page, from top to bottom."""
    region = view(app).content_region
    seen = drawn(app).splitlines()[region.y : region.bottom]
    found = (re.search(r"\d+", row[region.x : region.right]) for row in seen)
    return [int(number[0]) for number in found if number]


def line_of(app):
    return LONG.count("\n", 0, caret(app))


def follow_each_other(numbers):
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


class TestFarAway:
    async def test_the_end_is_reached_at_once_and_every_page_back_is_whole(self, stage):
        stage.write("long", LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+end")
            assert in_sight(app)[-1] == LINES - 1
            full = view(app).page_rows + 1
            while line_of(app):
                before = line_of(app)
                await pilot.press("pageup")
                assert line_of(app) == max(before - view(app).page_rows, 0)
                assert follow_each_other(in_sight(app))
                assert len(in_sight(app)) == full
                assert line_of(app) in in_sight(app)
            assert in_sight(app)[0] == 0

    async def test_rows_that_are_counted_above_do_not_move_the_page(self, stage):
        stage.write("long", "قصير\n" * 3 + LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+end", *["up"] * 30)
            seen = in_sight(app)
            view(app).page.count_rows()
            await pilot.press("left")
            assert in_sight(app) == seen
            assert view(app).scroll_offset.y == seen[0] + 3

    async def test_a_wheel_turned_to_the_top_passes_every_line(self, stage):
        stage.write("long", LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+end")
            pane, passed = view(app), set(in_sight(app))
            while pane.scroll_offset.y:
                pane.scroll_to(y=pane.scroll_offset.y - 3, animate=False)
                await pilot.pause()
                assert follow_each_other(in_sight(app))
                passed.update(in_sight(app))
            assert passed == set(range(LINES))

    async def test_labels_and_undo_far_away_are_painted(self, stage):
        stage.write("long", LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "ctrl+end", "up", "p", "ctrl+home", "u", "u", "ctrl+end")
            assert in_sight(app)[-1] == LINES - 1


class TestAnotherPage:
    async def test_showing_invisibles_leaves_the_first_row_where_it_is(self, stage):
        stage.write("long", LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+end", *["up"] * 40)
            seen = in_sight(app)
            await pilot.press("i")
            assert in_sight(app) == seen
            await pilot.press("p")
            assert in_sight(app)[0] == seen[0]

    async def test_a_narrower_terminal_leaves_the_first_row_where_it_is(self, stage):
        stage.write("long", LONG)
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+end", *["up"] * 40)
            seen = in_sight(app)
            await pilot.resize_terminal(48, 20)
            await pilot.pause()
            assert in_sight(app)[0] == seen[0]
            assert line_of(app) in in_sight(app)


class TestSearching:
    async def test_what_is_far_away_is_found_at_rest_and_all_of_it_counted(
        self, stage, monkeypatch
    ):
        monkeypatch.setattr(searching, "_AT_ONCE", 0.0)
        monkeypatch.setattr(searching, "_AT_REST", 0.0)
        monkeypatch.setattr(searching, "_PAUSE", 0.2)
        stage.write("long", LONG * 20 + "وصل الرئيس\n")
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("/", *"السطر", "enter")
            assert "counted so far" in notice(app)
            while "counted" in notice(app):
                await pilot.pause(0.02)
            assert notice(app) == f"match 1 of {LINES * 20}"
            await pilot.press("/", *"الرئيس", "enter")
            while "looking" in notice(app):
                await pilot.pause(0.02)
            assert caret(app) == len(LONG) * 20 + 4

    async def test_who_goes_elsewhere_is_not_taken_back(self, stage, monkeypatch):
        monkeypatch.setattr(searching, "_AT_ONCE", 0.0)
        monkeypatch.setattr(searching, "_AT_REST", 0.0)
        monkeypatch.setattr(searching, "_PAUSE", 0.5)
        stage.write("long", LONG * 20 + "وصل الرئيس\n")
        app = stage.app("long")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("/", *"الرئيس", "enter", "down", "left")
            await pilot.pause(1.2)
            assert line_of(app) == 1
