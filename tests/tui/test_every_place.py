"""Every place of an article can be reached, with the mouse and with keys, and is seen there."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.cells import cell_len
from textual import events

from tests.tui.looking import caret, looks, place_of, status, strips, view

ARTICLES = sorted(
    path.stem for path in (Path(__file__).resolve().parents[2] / "seeds").glob("*.txt")
)
SIZES = ((80, 24), (100, 30))
# One cell in so many is pressed by way of the whole program; all of them when asked to be thorough.
EVERY = 1 if os.environ.get("ANNOTATOR_THOROUGH") else 1500
NO_MODIFIERS = {"shift": False, "meta": False, "ctrl": False}
SHORT = "\u200fقُتل لُأحد Ame\u0301 12\n"


def pressed(pane, places):
    """The offsets that the article tells of presses at columns and rows of its pane."""
    # It tells the screen, which would paint everything anew for each of a thousand places.
    with patch.object(pane, "post_message") as tell, patch.object(pane, "capture_mouse"):
        for column, y in places:
            pane.on_mouse_down(events.MouseDown(pane, column, y, 0, 0, button=1, **NO_MODIFIERS))
    return [call.args[0].offset for call in tell.call_args_list]


def cells_in_sight(pane):
    """Every column and row of the pane that shows a letter, with the offset of its unit."""
    top = pane.scroll_offset.y
    return {
        (column, y): cell.start
        for y, line in enumerate(pane.page.lines[top:][: pane.size.height])
        for cell in line.cells
        for column in range(cell.column, cell.column + cell.width)
    }


def as_painted(app):
    """Make sure that the rows in sight stand on the screen as they are laid out."""
    pane, rows = view(app), strips(app)
    for y, line in enumerate(pane.page.lines[pane.scroll_offset.y :][: pane.size.height]):
        before, found, _ = rows[pane.region.y + y].text.partition(line.text)
        assert found
        assert cell_len(before) == pane.region.x


async def pages(pane, pilot):
    """Scroll through the article from its beginning to its end."""
    for top in range(0, pane.page.height, pane.size.height):
        pane.scroll_to(y=top, animate=False, force=True)
        await pilot.pause()
        yield


async def comes_to(app, pilot, offset):
    """Whether the caret comes to an offset; on a busy machine not before the next pause."""
    for _ in range(20):
        if caret(app) == offset:
            return True
        await pilot.pause()
    return False


class TestTheMouse:
    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("article", ARTICLES)
    async def test_a_press_on_any_cell_finds_the_letter_that_is_painted_there(
        self, stage, article, size
    ):
        app = stage.app(article)
        async with app.run_test(size=size) as pilot:
            pane = view(app)
            found = set()
            async for _ in pages(pane, pilot):
                as_painted(app)
                places = cells_in_sight(pane)
                assert pressed(pane, places) == [*places.values()]
                for place in [*places][1::EVERY]:
                    await pilot.click(pane, offset=place)
                    assert await comes_to(app, pilot, places[place])
                found.update(places.values())
            offsets = range(len(pane.page.text) + 1)
            assert found == {pane.page.unit_at(offset)[0] for offset in offsets}

    async def test_a_press_on_a_lam_with_its_alef_finds_the_lam(self, stage):
        stage.write("lam", "بلا شك")
        app = stage.app("lam")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.click(view(app), offset=place_of(app, 2))
            assert caret(app) == 1


class TestKeys:
    async def walked(self, app, pilot, key):
        found = [caret(app)]
        while True:
            await pilot.press(key)
            if caret(app) == found[-1]:
                await pilot.pause()
            if caret(app) == found[-1]:
                return found
            found.append(caret(app))

    async def test_every_letter_is_reached_and_the_alef_of_a_lam_too(self, stage):
        stage.write("short", SHORT)
        app = stage.app("short")
        async with app.run_test(size=(80, 24)) as pilot:
            there = await self.walked(app, pilot, "left")
            stops = [0, 3, 4, 5, 6, 8, 9, 10, 11, 18, 17, 16, 14, 13, 12, 19]
            assert there == stops
            assert await self.walked(app, pilot, "right") == stops[::-1]

    async def test_while_invisibles_are_shown_every_offset_is_reached(self, stage):
        stage.write("short", SHORT)
        app = stage.app("short")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("i")
            there = await self.walked(app, pilot, "left")
            assert sorted(there) == list(range(len(SHORT) + 1))
            assert there[:4] == [0, 1, 2, 3]
            assert there[-1] == len(SHORT)
            assert f"{len(SHORT)}/{len(SHORT)}" in status(app)
            await pilot.press("i", "right", "home")
            assert await self.walked(app, pilot, "left") != there

    async def test_where_nothing_is_invisible_they_stop_at_marks_all_the_same(self, stage):
        stage.write("mark", "قُتل")
        app = stage.app("mark")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("i")
            assert await self.walked(app, pilot, "left") == [0, 1, 2, 3, 4]
            await pilot.press("i", "home")
            assert await self.walked(app, pilot, "left") == [0, 2, 3, 4]

    @pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "no-colour"])
    async def test_it_is_seen_on_which_of_two_letters_of_a_cell_the_caret_is(self, stage, theme):
        stage.write("lam", "بلا شك")
        app = stage.app("lam", theme=theme)
        async with app.run_test(size=(80, 24)) as pilot:
            seen = []
            for _ in range(4):
                seen.append(looks(app)[1])
                await pilot.press("left")
            before, lam, alef, after = seen
            assert before == after
            assert len({before, lam, alef}) == 3
            assert lam.reverse
            assert alef.reverse
