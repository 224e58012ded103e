"""Widgets that keep their rows: what is seen is always what there is to show."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import Static

from annotator.tui.widgets.kept import Pane


class Numbers(Pane, inherit_bindings=False):
    """A hundred rows of numbers in a frame, and how many rows were drawn."""

    DEFAULT_CSS = "Numbers { border: solid red; height: 8; overflow-y: scroll; }"

    def __init__(self):
        super().__init__()
        self.numbers = [0] * 100
        self.drawn = 0

    def on_mount(self):
        self.virtual_size = Size(10, len(self.numbers))

    def render_line(self, y):
        self.drawn += 1
        row = y + self.scroll_offset.y
        text = f"{row}:{self.numbers[row]}".ljust(self.size.width)
        return Strip([Segment(text, self.rich_style)], len(text))


class NumbersApp(App[None]):
    def compose(self):
        yield Numbers()
        yield Static("beside", id="beside")


def strips(app):
    return app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way


def rows(app):
    return [strip.text for strip in strips(app)]


def bar(app):
    """The column of the scroll bar, with its colours."""
    at = app.query_one(Numbers).vertical_scrollbar.region
    return [list(strip.crop(at.x, at.right)) for strip in strips(app)[at.y : at.bottom]]


async def test_a_row_that_changes_is_shown_and_no_other_is_drawn():
    app = NumbersApp()
    async with app.run_test() as pilot:
        pane = app.query_one(Numbers)
        rows(app)
        pane.drawn = 0
        pane.numbers[2] = 7
        pane.numbers[3] = 9
        pane.refresh(Region(0, 2, 10, 1))
        await pilot.pause()
        shown = rows(app)
        assert "2:7" in shown[3]
        assert "3:0" in shown[4]
        assert pane.drawn == 1


async def test_a_change_beside_it_draws_no_row():
    app = NumbersApp()
    async with app.run_test() as pilot:
        pane = app.query_one(Numbers)
        rows(app)
        pane.drawn = 0
        app.query_one("#beside", Static).update("changed")
        await pilot.pause()
        assert any("changed" in row for row in rows(app))
        assert pane.drawn == 0


async def test_a_scroll_moves_the_rows_and_the_bar():
    app = NumbersApp()
    async with app.run_test() as pilot:
        pane = app.query_one(Numbers)
        await pilot.pause()
        before = bar(app)
        pane.scroll_to(y=60, animate=False, force=True)
        await pilot.pause()
        assert "60:0" in rows(app)[1]
        assert bar(app) != before


async def test_other_colours_and_another_size_are_shown():
    app = NumbersApp()
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(Numbers)
        before = strips(app)[1]
        pane.styles.background = "#123456"
        await pilot.pause()
        assert strips(app)[1] != before
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert len(rows(app)[1]) == 30
