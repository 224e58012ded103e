"""Whatever is done on the screen, every way leaves on the terminal the cells that were painted."""

from __future__ import annotations

import random

import pytest
from textual.drivers import headless_driver

from annotator.terminal.canvas import Canvas
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.kitty import Kitty
from annotator.terminal.ways.visual import Visual
from annotator.tui import app as program
from tests.tui.glass import Glass

TEXT = (
    "قال مدير (لندن) Reuters 25% من [القتلى] «لا» 12/3/2021 ـBBC كم، ٢٥٪ 中国 日本 👩\u200d🔬 لَا!\n"
    "Officials in Damascus (دمشق) said so.\n" * 12
)
KEYS = (
    "left right up down shift+left shift+down ctrl+end ctrl+home pageup pagedown p l o d 1 2 3 4 "
    "tab enter escape i question_mark ctrl+p slash colon a n h u semicolon home ctrl+left shift+end"
).split()
SIZES = ((90, 26), (64, 20), (110, 34), (50, 15))
STEPS = 20


class Unchanged(Visual):
    """A way that keeps a canvas and sends what was painted."""

    rewrites = True


class Painter(headless_driver.HeadlessDriver):
    """Feeds what Textual sends to one terminal as it is, and to one a way as its canvas says."""

    is_headless = False

    def __init__(self, *args, **wishes):
        super().__init__(*args, **wishes)
        width, height = self._get_terminal_size()
        self.painted = Glass(width, height)
        self.ways = (Unchanged(), Inverse(), Kitty())
        self.seen = [(way, Canvas(way), Glass(width, height)) for way in self.ways]

    def write(self, data):
        self.painted.take(data)
        for _, canvas, glass in self.seen:
            glass.take(canvas.write(data))

    def turned_to(self, width, height):
        """Be of another size, as a terminal is before any program knows."""
        for glass in (self.painted, *(glass for *_, glass in self.seen)):
            glass.resize(width, height)

    def resized(self, width, height):
        for _, canvas, glass in self.seen:
            canvas.fit(width, height)
            glass.take(canvas.write(""))


@pytest.fixture(autouse=True)
def _painter(monkeypatch):
    monkeypatch.setattr(headless_driver, "HeadlessDriver", Painter)
    monkeypatch.setattr(program, "TerminalDriver", Painter)


def as_seen(way, cells):
    """The cells that a terminal shows which needs a way, None where it cannot show what it is to.

    kitty turns letters round once more; its own laws tell that, so that here it is told nothing.
    """
    if isinstance(way, Inverse):
        return [(cell.text.replace("\u2800", " "), cell.style) for cell in way.shown(cells)]
    return [(cell.text, cell.style) for cell in cells]


def meant(way, cells):
    cells = way.row(cells) if isinstance(way, Kitty) else cells
    return [(cell.text, cell.style) for cell in cells]


def compare(driver, done):
    for way, _, glass in driver.seen:
        for row in range(driver.painted.height):
            cells = driver.painted.cells(row)
            if isinstance(way, Inverse) and not way.is_exact(cells):
                continue
            assert as_seen(way, glass.cells(row)) == meant(way, cells), (way.name, row, done)


@pytest.mark.parametrize("seed", range(2))
async def test_a_journey_leaves_what_was_painted(stage, seed):
    stage.write("long", TEXT)
    chance = random.Random(seed)  # noqa: S311 - a journey is no secret
    app, size, done = stage.app("long"), SIZES[0], []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for _ in range(STEPS):
            kind = chance.randrange(8)
            if kind == 0:
                size = chance.choice(SIZES)
                done.append(size)
                app._driver.turned_to(*size)  # noqa: SLF001 - Textual has no public way
                await pilot.resize_terminal(*size)
                await pilot.pause(0.02)
            elif kind == 1:
                place = chance.randrange(size[0]), chance.randrange(size[1])
                done.append(place)
                await pilot.click(offset=place)
            else:
                done.append(chance.choice(KEYS))
                await pilot.press(done[-1])
            await pilot.pause()
            compare(app._driver, done)  # noqa: SLF001


async def test_a_terminal_that_is_soon_back_at_its_size_is_painted_anew(stage):
    app = stage.app()
    async with app.run_test(size=(90, 26)) as pilot:
        await pilot.pause()
        driver = app._driver  # noqa: SLF001
        for *_, glass in driver.seen:
            glass.resize(40, 10)
            glass.resize(90, 26)
        await pilot.resize_terminal(90, 26)
        compare(driver, ())
