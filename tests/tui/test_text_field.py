"""A line to type in: Arabic reads right, and no key gets past it."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding

from annotator.tui.widgets.text_field import TextField


class Stage(App[None]):
    """The smallest app that can hold a field and one more place for the focus."""

    BINDINGS = (Binding("q", "bell"), Binding("escape", "bell"), Binding("up", "bell"))

    def __init__(self, **how):
        super().__init__()
        self.field = TextField(**how)
        self.heard = []
        self.keys = []

    def compose(self):
        yield self.field
        yield TextField(id="other")

    def action_bell(self):
        self.keys.append("bound")

    def on_key(self, event):
        self.keys.append(event.key)

    def on_paste(self):
        self.keys.append("paste")

    def on_mouse_down(self):
        self.keys.append("press")

    def on_click(self):
        self.keys.append("click")

    def on_text_field_changed(self, message):
        assert message.control in self.query(TextField)
        self.heard.append(("changed", message.text))

    def on_text_field_submitted(self, message):
        assert message.control is self.field
        self.heard.append(("submitted", message.text))

    def on_text_field_left(self, message):
        assert message.control is self.field
        self.heard.append("left")


def row(app):
    return app.field.render_line(0).text


def caret(app):
    """The columns that are drawn reversed."""
    columns, column = [], 0
    for segment in app.field.render_line(0):
        if segment.style.reverse:
            columns.extend(range(column, column + segment.cell_length))
        column += segment.cell_length
    return columns


async def arrive(app, pilot, data):
    """What a terminal sends in one go, as a person types or pastes it."""
    for event in XTermParser().feed(data):
        app.post_message(event)
    await pilot.pause()


async def test_on_the_alef_of_a_lam_the_caret_looks_otherwise_than_on_the_lam():
    app = Stage()
    async with app.run_test(size=(30, 4)) as pilot:
        await pilot.press(*"بلاغ", "home", "left")
        lam, at = app.field.render_line(0), caret(app)
        await pilot.press("left")
        alef = app.field.render_line(0)
        assert caret(app) == at
        assert alef.text == lam.text
        assert alef != lam
        await pilot.press("left")
        assert caret(app) == [at[0] - 1]


class TestTyping:
    async def test_arabic_is_joined_from_right_to_left_with_the_caret_at_its_left_end(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press(*"قال")
            assert row(app) == " " * 17 + "ﻝﺎﻗ"
            assert caret(app) == [16]
            assert app.heard[-1] == ("changed", "قال")

    async def test_latin_in_an_arabic_line_reads_from_left_to_right(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press(*"قال", "space", *"Reuters 12")
            assert row(app) == "      Reuters 12 ﻝﺎﻗ"
            assert caret(app) == [5]

    async def test_letters_that_arrive_together_are_all_typed(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await arrive(app, pilot, "لاَ \u200f😀é-_+٣")
            assert app.field.text == "لاَ \u200f😀é-_+٣"

    async def test_a_paste_becomes_one_line(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await arrive(app, pilot, "\x1b[200~قال\r\nأحمد\x9b\r\n\x1b[201~")
            assert app.field.text == "قال أحمد"
            assert app.heard == [("changed", "قال أحمد")]
            assert app.keys == []

    async def test_each_key_that_changes_a_line_does_so(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            for keys, text in (
                ((*"one two three",), "one two three"),
                (("ctrl+w",), "one two "),
                (("backspace", "home", "delete"), "ne two"),
                (("end", "ctrl+left", "x"), "ne xtwo"),
                (("ctrl+a", "ctrl+right", "right", "shift+backspace"), "ne two"),
                (("ctrl+e", "alt+backspace"), "ne "),
                (("alt+left", "z", "alt+right", "left", "left", "left", "y"), "zyne "),
                (("ctrl+u",), ""),
            ):
                await pilot.press(*keys)
                assert app.field.text == text

    async def test_keys_with_ctrl_or_alt_and_lone_modifiers_type_nothing(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await arrive(app, pilot, "\x1b[113;3u\x1b[57441u\x0b\t\n\x02\x1b[97;9u")
            app.post_message(events.Key("alt+q", "q"))
            await pilot.pause()
            assert app.field.text == ""
            assert app.heard == []
            assert app.keys == []

    async def test_a_line_that_is_set_is_not_told_and_the_caret_stands_after_it(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            app.field.set("قال\n")
            await pilot.pause()
            assert app.heard == []
            await pilot.press("!")
            assert app.field.text == "قال !"


class TestWhoHearsTheKeys:
    async def test_no_key_gets_past_a_field_that_has_the_focus(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press("q", "x", "tab", "f2", "up", "ctrl+c", "question_mark", "escape")
            assert app.field.text == "qx?"
            assert app.keys == []
            assert app.field.has_focus

    async def test_enter_and_escape_are_told(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press("ق", "enter", "escape")
            assert app.heard == [("changed", "ق"), ("submitted", "ق"), "left"]
            assert app.field.text == "ق"

    async def test_keys_that_it_passes_go_on(self):
        app = Stage(passes=frozenset({"up", "tab"}))
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press("a", "up", "down", "tab")
            assert app.keys == ["up", "bound", "tab"]
            assert not app.field.has_focus

    async def test_a_key_that_it_passes_finds_what_was_typed_before_told_already(self):
        class Later(Stage):
            def on_key(self, event):
                self.heard.append(event.key)

        app = Later(passes=frozenset({"pageup"}))
        async with app.run_test(size=(20, 4)) as pilot:
            await arrive(app, pilot, "ab\x1b[5~")
            assert app.heard == [("changed", "a"), ("changed", "ab"), "pageup"]


class TestDrawing:
    async def test_the_caret_is_seen_only_with_the_focus(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press(*"قال", "right")
            assert caret(app) == [17]
            app.query_one("#other").focus()
            await pilot.pause()
            assert caret(app) == []
            assert row(app) == " " * 17 + "ﻝﺎﻗ"

    @pytest.mark.parametrize(
        ("direction", "drawn", "column"),
        [(0, " Find [b]it[/b] ␛   ", 0), (1, "   Find [b]it[/b] ␛ ", 19)],
    )
    async def test_an_empty_field_says_what_it_is_for(self, direction, drawn, column):
        app = Stage(placeholder="Find [b]it[/b] \x1b\u202e", direction=direction)
        async with app.run_test(size=(20, 4)) as pilot:
            assert row(app) == drawn
            assert caret(app) == [column]
            await pilot.press("ق")
            assert row(app) == "ﻕ".rjust(20)
            await pilot.press("backspace")
            assert "Find" in row(app)

    async def test_the_direction_of_an_empty_field_can_change(self):
        app = Stage()
        async with app.run_test(size=(20, 4)):
            assert caret(app) == [0]
            app.field.direction = 1
            assert caret(app) == [19]

    async def test_a_long_line_moves_under_the_caret_and_stays_while_the_caret_is_in_sight(self):
        app = Stage()
        async with app.run_test(size=(6, 4)) as pilot:
            await pilot.press(*"abcdefgh")
            assert (row(app), caret(app)) == ("defgh ", [5])
            await pilot.press("left", "left")
            assert (row(app), caret(app)) == ("defgh ", [3])
            await pilot.press("home")
            assert (row(app), caret(app)) == ("abcdef", [0])

    async def test_marks_stay_with_their_letters_wherever_a_row_is_cut(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await arrive(app, pilot, "م\u064fح\u064eم\u0651\u064eد\x1b[C")
            strip = app.field.render_line(0)
            cut = [strip.crop(column, column + 1).text for column in range(16, 20)]
            assert cut == ["ﺪ", "ﻤ\u0651\u064e", "ﺤ\u064e", "ﻣ\u064f"]

    async def test_controls_in_a_line_are_not_drawn(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            app.post_message(events.Paste("a\x1b]0;x\x07\u202eb[red]c"))
            await pilot.pause()
            assert app.field.text == "a]0;x\u202eb[red]c"
            assert row(app) == "a]0;xb[red]c".ljust(20)

    @pytest.mark.parametrize("size", [(1, 1), (2, 2), (250, 80)])
    async def test_every_width_shows_the_caret(self, size):
        app = Stage(placeholder="Find")
        async with app.run_test(size=size) as pilot:
            assert len(caret(app)) == 1
            await pilot.press("漢", "ق")
            assert len(caret(app)) == 1
            assert app.field.render_line(0).cell_length == size[0]


class TestTheMouse:
    async def test_a_press_puts_the_caret_on_the_unit_that_is_seen(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press(*"قال Reuters 12")
            for column, after in ((19, "xقال Reuters 12"), (7, "قال Rxeuters 12")):
                app.field.set("قال Reuters 12")
                await pilot.click(TextField, offset=(column, 0))
                assert caret(app) == [column]
                await pilot.press("x")
                assert app.field.text == after
            assert app.keys == []

    async def test_a_press_beside_the_text_goes_to_its_end(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            await pilot.press(*"قال", "home")
            await pilot.click(TextField, offset=(2, 0))
            assert caret(app) == [16]

    async def test_a_press_gives_the_focus(self):
        app = Stage()
        async with app.run_test(size=(20, 4)) as pilot:
            app.query_one("#other").focus()
            await pilot.click(TextField, offset=(0, 0))
            assert app.field.has_focus
