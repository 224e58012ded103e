"""The guideline pane: a page that is scrolled, wrapped anew, and changed for another."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Static

from annotator.text.flat import visual
from annotator.tui.widgets.guideline_view import GuidelineView

GUIDELINES = Path(__file__).resolve().parents[2] / "guidelines"
PAGE = (GUIDELINES / "casualty.md").read_text(encoding="utf-8")
OTHER = "# DATE\n\nيوم أو شهر\n"


class Bench(App):
    """A pane of 40 cells beside what it explains."""

    CSS = "Static { width: 1fr; } GuidelineView { width: 40; }"

    def compose(self):
        with Horizontal():
            yield Static("an article")
            yield GuidelineView()


def pane(app):
    return app.query_one(GuidelineView)


def top(app):
    """The first row in sight, without the border and the scroll bar."""
    return pane(app).render_line(0).text.rstrip()


def drawn(app):
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


@pytest.fixture
async def opened():
    """The pane with a page in it, in front of the keys."""
    app = Bench()
    async with app.run_test(size=(80, 20)) as pilot:
        pane(app).show("CASUALTY", PAGE)
        pane(app).focus()
        await pilot.pause()
        yield app, pilot


class TestAPageInThePane:
    async def test_it_is_shown_from_its_top(self, opened, frame):
        app, _ = opened
        assert drawn(app) == frame

    async def test_its_end_can_be_read(self, opened, frame):
        app, pilot = opened
        await pilot.press("end")
        assert drawn(app) == frame

    async def test_nothing_but_its_rows_is_painted_below_a_short_page(self, opened):
        app, pilot = opened
        pane(app).show("DATE", OTHER)
        await pilot.pause()
        rows = [pane(app).render_line(y).text for y in range(20)]
        assert rows[1] == visual("يوم أو شهر").rjust(len(rows[1]))
        assert {row.strip() for row in rows[2:]} == {""}


class TestScrolling:
    async def test_keys_scroll_by_rows_and_by_pages_and_to_both_ends(self, opened):
        app, pilot = opened
        rows = pane(app).virtual_size.height
        places = []
        for key in ("down", "down", "up", "pagedown", "pageup", "end", "home"):
            await pilot.press(key)
            places.append(pane(app).scroll_offset.y)
        assert places == [1, 2, 1, 20, 1, rows - 20, 0]

    async def test_no_key_scrolls_past_the_ends(self, opened):
        app, pilot = opened
        await pilot.press("up", "pageup")
        assert pane(app).scroll_offset.y == 0
        await pilot.press("end", "down", "pagedown")
        assert pane(app).scroll_offset.y == pane(app).virtual_size.height - 20

    async def test_keys_scroll_only_where_the_focus_is(self, opened):
        app, pilot = opened
        app.set_focus(None)
        await pilot.press("down", "end")
        assert pane(app).scroll_offset.y == 0


class TestAnotherPage:
    async def test_another_label_is_shown_from_the_top(self, opened):
        app, pilot = opened
        await pilot.press("end")
        pane(app).show("PLACE", (GUIDELINES / "place.md").read_text(encoding="utf-8"))
        await pilot.pause()
        assert (pane(app).scroll_offset.y, top(app)) == (0, "PLACE")

    async def test_the_same_page_stays_where_it_is(self, opened):
        app, pilot = opened
        await pilot.press("pagedown", "down")
        before = top(app)
        pane(app).show("CASUALTY", PAGE)
        await pilot.pause()
        assert (pane(app).scroll_offset.y, top(app)) == (20, before)

    async def test_a_page_that_was_edited_stays_at_its_place_and_shows_what_is_new(self, opened):
        app, pilot = opened
        await pilot.press("down", "down")
        before = top(app)
        pane(app).show("CASUALTY", PAGE.replace("denial", "refusal"))
        await pilot.pause()
        assert top(app) == before
        assert "refusal" in drawn(app)


class TestAnotherWidth:
    async def test_what_stands_at_the_top_stays_in_sight(self, opened):
        app, pilot = opened
        await pilot.press("pagedown", "down", "down", "down")
        word = top(app).split()[0]
        pane(app).styles.width = 60
        await pilot.pause()
        assert word in top(app)
        pane(app).styles.width = 24
        await pilot.pause()
        assert pane(app).virtual_size.width == 22
        pane(app).styles.width = 40
        await pilot.pause()
        assert abs(pane(app).scroll_offset.y - 22) <= 1

    async def test_a_page_given_while_the_pane_is_folded_away_is_there_when_it_opens(self, opened):
        app, pilot = opened
        await pilot.press("end")
        pane(app).display = False
        await pilot.pause()
        pane(app).show("DATE", OTHER)
        pane(app).display = True
        await pilot.pause()
        assert (pane(app).scroll_offset.y, top(app)) == (0, "DATE")
        assert pane(app).virtual_size.height == 2

    async def test_a_pane_of_one_cell_does_no_harm(self, opened):
        app, pilot = opened
        for width in (3, 2, 1):
            pane(app).styles.width = width
            await pilot.pause()
        pane(app).styles.width = 40
        await pilot.pause()
        assert top(app) == "CASUALTY"


class TestItsLooks:
    async def test_other_colours_are_taken_up_at_once(self, opened):
        app, pilot = opened
        await pilot.press("down")
        app.theme = "textual-dark"
        await pilot.pause()
        dark = pane(app).render_line(3)
        app.theme = "textual-light"
        await pilot.pause()
        light = pane(app).render_line(3)
        assert (light.text, top(app)[:6]) == (dark.text, "People")
        assert {segment.style for segment in light}.isdisjoint({segment.style for segment in dark})

    async def test_the_focus_is_told_without_colour(self, opened):
        app, pilot = opened
        focused = drawn(app)
        app.set_focus(None)
        await pilot.pause()
        assert drawn(app) != focused
