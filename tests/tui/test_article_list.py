"""The list of articles: its head, its signs, and what it says when keys and mouse are used."""

from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.widgets import Input

from annotator.tui.widgets.article_list import ArticleList

STATES = {
    "agency-digest": "done",
    "border-clash": "unsaved",
    "هدنة-الحدود": "draft",
    "mine-blast": "new",
    "old-quarrel": "broken",
}


class Stage(App[None]):
    """The smallest app that can hold the list beside something else, recording what it says."""

    CSS = "Input { height: 1; border: none; }"

    def compose(self):
        self.heard = []
        yield ArticleList()
        yield Input()

    @property
    def list(self):
        return self.query_one(ArticleList)

    def on_article_list_chosen(self, message):
        assert message.control is self.list
        self.heard.append(message.article)


@asynccontextmanager
async def stage(articles=tuple(STATES), *, size=(30, 8), opened="border-clash", state=STATES.get):
    """The list over some articles, one row of the window being the field beside it."""
    app = Stage()
    async with app.run_test(size=size) as pilot:
        app.list.show(articles, opened, state)
        app.list.focus()
        await pilot.pause()
        yield app, pilot


def many(count):
    return tuple(f"article-{number:04}" for number in range(count))


def new(article):
    return "new"


def strips(app):
    return [app.list.render_line(y) for y in range(app.list.size.height)]


def rows(app):
    return [strip.text.rstrip() for strip in strips(app)]


def look(strip):
    """The style in which a row begins."""
    return next(iter(strip)).style


class TestWhatIsShown:
    async def test_each_article_with_its_sign_below_how_many_are_done(self, frame):
        async with stage() as (app, _):
            app.list.show_progress(1, 5, 5)
            assert "\n".join(rows(app)) + "\n" == frame

    async def test_the_head_says_that_it_is_still_counting(self):
        async with stage() as (app, _):
            assert rows(app)[0] == " articles"
            app.list.show_progress(1, 3, 5)
            assert rows(app)[0] == " articles  1/5 done…"
            app.list.show_progress(2, 5, 5)
            assert rows(app)[0] == " articles  2/5 done"

    async def test_the_head_is_painted_by_itself(self, monkeypatch):
        async with stage() as (app, pilot):
            painted = []
            draw = app.list.render_line
            monkeypatch.setattr(app.list, "render_line", lambda y: painted.append(y) or draw(y))
            app.list.show_progress(2, 5, 5)
            await pilot.pause()
            assert painted == [0]
            app.list.show_progress(2, 5, 5)
            await pilot.pause()
            assert painted == [0]

    async def test_the_open_article_is_told_by_a_sign_and_the_done_ones_stand_back(self):
        async with stage() as (app, _):
            assert [row[0] for row in rows(app)[1:6]] == [" ", "▸", " ", " ", " "]
            done, opened, draft = map(look, strips(app)[1:4])
            assert (done.dim, opened.bold) == (True, True)
            assert not draft.dim

    async def test_a_done_article_under_the_keys_is_as_clear_as_any(self):
        async with stage() as (app, pilot):
            await pilot.press("up")
            assert not look(strips(app)[1]).dim

    async def test_where_the_keys_are_is_told_without_colour(self):
        async with stage() as (app, pilot):
            assert look(strips(app)[0]).reverse
            app.query_one(Input).focus()
            await pilot.pause()
            assert not look(strips(app)[0]).reverse

    @pytest.mark.parametrize("width", [1, 2, 3, 4, 9, 17])
    async def test_every_row_fills_a_list_of_any_width(self, width):
        async with stage(size=(width + 1, 8)) as (app, _):
            app.list.show_progress(1, 2, 5)
            assert {strip.cell_length for strip in strips(app)} == {width}

    async def test_only_articles_in_sight_are_asked_how_far_they_are(self):
        asked = set()
        async with stage(
            many(5000), opened="", state=lambda one: asked.add(one) or "new", size=(30, 11)
        ):
            assert asked == set(many(9))


class TestUsingIt:
    async def test_keys_move_and_enter_opens(self):
        async with stage() as (app, pilot):
            await pilot.press("down", "enter", "end", "enter", "home", "up", "enter")
            assert app.heard == ["هدنة-الحدود", "old-quarrel", "agency-digest"]

    async def test_a_page_keeps_one_row_of_the_last(self):
        async with stage(many(40), opened="article-0000", state=new, size=(30, 12)) as (app, pilot):
            await pilot.press("pagedown", "enter")
            assert app.heard == ["article-0009"]
            assert rows(app)[-1].endswith("article-0009")
            await pilot.press("pagedown", "enter", "pageup", "enter")
            assert app.heard[1:] == ["article-0018", "article-0009"]
            assert rows(app)[1].endswith("article-0009")

    async def test_the_last_article_can_be_reached_and_the_head_stays(self):
        async with stage(many(40), opened="article-0000", state=new, size=(30, 12)) as (app, pilot):
            await pilot.press("end")
            assert rows(app)[0] == " articles"
            assert rows(app)[-1].endswith("article-0039")
            await pilot.press("home")
            assert rows(app)[1].endswith("article-0000")

    async def test_the_open_article_is_in_sight_from_the_first_and_stays_there(self):
        opened = "article-0035"
        async with stage(many(40), opened=opened, state=new, size=(30, 12)) as (app, pilot):
            assert any(row.startswith("▸") for row in rows(app))
            await pilot.resize_terminal(30, 4)
            await pilot.pause()
            assert [row for row in rows(app) if row.startswith("▸")] == [f"▸· {opened}"]

    async def test_what_is_pressed_is_opened(self):
        async with stage() as (app, pilot):
            await pilot.click(ArticleList, offset=(5, 1))
            await pilot.click(ArticleList, offset=(5, 5))
            assert app.heard == ["agency-digest", "old-quarrel"]

    async def test_the_mouse_counts_from_what_is_in_sight(self):
        async with stage(many(40), opened="article-0000", state=new, size=(30, 12)) as (app, pilot):
            await pilot.press("end")
            await pilot.click(ArticleList, offset=(5, 1))
            assert app.heard == ["article-0030"]

    async def test_the_head_and_what_is_below_the_last_open_nothing(self):
        async with stage() as (app, pilot):
            await pilot.click(ArticleList, offset=(5, 0))
            await pilot.click(ArticleList, offset=(5, 6))
            assert app.heard == []

    async def test_a_list_without_articles_opens_nothing(self):
        async with stage((), opened="") as (app, pilot):
            await pilot.press("down", "end", "pageup", "enter")
            assert app.heard == []
