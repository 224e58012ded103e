"""The command palette: found by a few letters, chosen by a key or the mouse."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events
from textual.app import App

from annotator.session.commands import Command
from annotator.tui.dialogs.palette import CommandList, HelpRows, PaletteScreen, found

COMMANDS = (
    Command("left", ("left",), "Left", "One unit to the left, by sight.", "Move"),
    Command("select", ("v",), "Begin or end a selection", "Every move stretches it.", "Select"),
    Command(
        "wide",
        ("ctrl+shift+left", "alt+shift+left"),
        "Select word left",
        "Stretch the selection by a word, as often as it is asked, and never further than the "
        "first letter of the article; what was selected before stays selected until it is let go.",
        "Select",
    ),
    Command("label", ("pageup",), "Table of labels", "All of them.", "Find your way"),
    Command("save", ("s",), "Save", "Keep [b]this[/b] as a new version.", "Project"),
)
MANY = tuple(
    Command(f"c{at}", (chr(ord("a") + at % 26),), f"Command {at}", f"Help {at}.", "Project")
    for at in range(60)
)
NAMES = tuple(command.name for command in COMMANDS)
ARABIC_KEYS = dict(zip("شؤيثبلاهتنمىخحقسفع", "acdefghijklnoprstu", strict=True))


def latin(character):
    return ARABIC_KEYS.get(character, character)


class Stage(App[None]):
    """Opens the palette and keeps what it answers."""

    def __init__(self, commands=COMMANDS):
        super().__init__()
        self.palette = PaletteScreen(commands, latin)
        self.answers = []
        self.keys = []

    def on_mount(self):
        self.push_screen(self.palette, self.answers.append)

    def on_key(self, event):
        self.keys.append(event.key)


def rows(app):
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way
    return [strip.text.rstrip() for strip in strips]


def titles(app):
    """The rows of commands, as wide as they are drawn."""
    pane = app.palette.query_one(CommandList)
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


async def turn_the_wheel(app, pilot):
    """Down, over the commands."""
    x, y = app.palette.query_one(CommandList).region.offset
    keys = {"shift": False, "meta": False, "ctrl": False}
    app.post_message(events.MouseScrollDown(None, x, y, 0, 1, 0, **keys))
    await pilot.pause()


def names(query):
    return [command.name for command in found(COMMANDS, query, latin)]


class TestFinding:
    def test_nothing_typed_finds_everything_in_order(self):
        assert names("") == names("  ") == list(NAMES)

    def test_titles_that_begin_with_it_come_first_then_titles_then_the_rest(self):
        assert names("le") == ["left", "select", "wide", "label"]
        assert names("select") == ["wide", "select"]
        assert names("s") == ["wide", "save", "select", "label", "left"]

    def test_every_word_must_be_found_whatever_the_order_and_the_case(self):
        assert names("LEFT select") == ["wide"]
        assert names("version keep") == ["save"]
        assert names("version left") == []

    def test_keys_are_found_as_they_are_read(self):
        assert names("ctrl+shift+←") == ["wide"]
        assert names("PGUP") == ["label"]
        assert names("pageup") == []

    def test_what_an_arabic_keyboard_sends_for_the_same_keys_finds_the_same(self):
        assert names("سشرث") == []
        assert names("مثبف") == names("left")
        assert names("سثمثؤف مثبف") == names("select left")

    @pytest.mark.parametrize("key", ["لا", "\ufefb"])
    def test_the_key_that_sends_two_letters_is_found_too(self, key):
        assert names(f"مش{key}ثم") == ["label"]
        assert names("سهلاف") == names("sight") == ["left"]


class TestChoosing:
    async def test_enter_chooses_the_best_of_what_was_found(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*"sel", "enter")
            assert app.answers == ["wide"]
            assert app.screen is not app.palette

    async def test_arrows_and_pages_move_over_the_commands_and_stop_at_the_ends(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 24)) as pilot:
            pane = app.palette.query_one(CommandList)
            for key, cursor in (
                *(("up", 0), ("down", 1), ("down", 2), ("up", 1)),
                ("pagedown", pane.size.height),
                *(("pageup", 1), ("pageup", 0)),
                *(("pagedown", pane.page_rows), *[("pagedown", None)] * 9, ("pagedown", 59)),
                *(("down", 59), ("up", 58)),
            ):
                await pilot.press(key)
                assert cursor in (None, pane.cursor)
                assert sum(line.startswith("▸") for line in titles(app)) == 1
            await pilot.press("enter")
            assert app.answers == ["c58"]

    async def test_keys_that_arrive_together_count_in_the_order_in_which_they_were_pressed(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            for key in (*"sel", "down", "enter", "enter"):
                app.post_message(events.Key(key, None))
            await pilot.pause()
            assert app.answers == ["select"]

    async def test_escape_chooses_nothing(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("s", "escape")
            assert app.answers == [None]

    async def test_enter_waits_while_nothing_is_found(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*"xyzzy", "enter", "down", "enter")
            assert app.answers == []
            assert any("Nothing found." in line for line in rows(app))
            await pilot.press("ctrl+u", *"save", "enter")
            assert app.answers == ["save"]

    async def test_no_key_reaches_what_lies_below(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("q", "tab", "up", "down", "pageup", "ctrl+c", "f1")
            assert app.keys == []

    async def test_a_press_chooses_what_is_under_it(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["down"] * 30)
            pane = app.palette.query_one(CommandList)
            await pilot.click(CommandList, offset=(5, 2), times=2)
            assert app.answers == [f"c{pane.scroll_offset.y + 2}"]

    async def test_a_press_below_the_last_command_chooses_nothing(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.click(CommandList, offset=(5, 8))
            assert app.answers == []
            await pilot.press(*"save", "enter")
            assert app.answers == ["save"]

    async def test_the_wheel_scrolls_and_leaves_the_cursor(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 24)) as pilot:
            pane = app.palette.query_one(CommandList)
            await turn_the_wheel(app, pilot)
            assert pane.scroll_offset.y > 0
            assert pane.cursor == 0
            await pilot.press("down")
            assert pane.scroll_offset.y <= 1


class TestDrawing:
    async def test_a_row_has_title_keys_and_help_and_below_stands_all_of_the_help(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "down")
            shown = titles(app)
            assert shown[0] == "  Left                      ←  One unit to the left, by sight."
            assert shown[2].startswith("▸ Select word left          ctrl+shift+←, alt+shift+←  St")
            assert shown[2].endswith("…")
            pane = app.palette.query_one(HelpRows)
            first, second = (pane.render_line(y).text for y in range(2))
            assert first.startswith("Stretch the selection by a word, as often as it is asked")
            assert second.startswith("further than the first letter")
            assert second.rstrip().endswith("…")

    async def test_a_narrow_row_has_no_columns(self):
        app = Stage()
        async with app.run_test(size=(40, 24)):
            assert titles(app)[0] == "▸ Left  ←  One unit to the left, …"

    async def test_what_is_found_is_shown_from_the_first(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*["down"] * 30, "c")
            assert titles(app)[0].startswith("▸ Command 0")
            await pilot.press(*["down"] * 30)
            await pilot.press("backspace")
            assert titles(app)[0].startswith("▸ Command 0")
            await turn_the_wheel(app, pilot)
            await pilot.press("c")
            assert titles(app)[0].startswith("▸ Command 0")

    async def test_typing_under_an_arabic_keyboard_is_seen_as_it_is_typed(self):
        app = Stage()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*"مثبف")
            assert any("ﻒﺒﺜﻣ │" in line for line in rows(app))
            await pilot.press("enter")
            assert app.answers == ["left"]

    async def test_the_window_keeps_its_size_while_commands_are_found(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 24)) as pilot:
            before = app.palette.query_one(CommandList).region
            await pilot.press(*"59")
            assert app.palette.query_one(CommandList).region == before
            assert titles(app)[0] == "▸ Command 59  h  Help 59."

    async def test_markup_and_controls_in_a_command_stay_text(self):
        evil = Command("evil", ("e",), "[red]لا\x1b[2J\u202e", "[b]\x07[/b]", "Project")
        app = Stage((evil,))
        async with app.run_test(size=(80, 24)):
            seen = "".join(rows(app))
            assert "[b]␇[/b]" in seen
            assert "[red]" in seen
            assert not {unicodedata.category(character) for character in seen} & {"Cc", "Cf"}

    @pytest.mark.parametrize("size", [(20, 5), (20, 4), (1, 1), (3, 2), (40, 11), (250, 80)])
    async def test_every_window_size_shows_what_fits(self, size):
        app = Stage(MANY)
        async with app.run_test(size=size) as pilot:
            assert all(len(line) <= size[0] for line in rows(app))
            if size[1] >= 4:
                assert any("Command 0" in line for line in rows(app))
            if size == (20, 5):
                assert rows(app)[3:] == ["Help 0.", ""]
            if size == (20, 4):
                assert [line[:11] for line in rows(app)[2:]] == ["  Command 1", "  Command 2"]
            await pilot.press(*"command", "space", "5", "down", "enter")
            assert app.answers == ["c15"]

    async def test_another_size_keeps_the_cursor_in_sight(self):
        app = Stage(MANY)
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press(*["down"] * 20)
            await pilot.resize_terminal(40, 8)
            await pilot.pause()
            assert any(line.startswith("▸ Command 20") for line in titles(app))
