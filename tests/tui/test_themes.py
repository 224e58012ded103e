"""Four themes: three that can be read, and one that sends no colour whatever is painted."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, InvalidThemeError
from textual.color import Color
from textual.containers import VerticalScroll
from textual.filter import DimFilter
from textual.screen import ModalScreen
from textual.widgets import Static

from annotator.labels.schema import Label
from annotator.project.settings_words import Theme
from annotator.tui.paint import contrast
from annotator.tui.themes import (
    THEMES,
    InksToAttributes,
    apply,
    default_theme,
    paint_for,
    without_colors,
)

LABELS = (
    Label("PERSON", "p", "#2f7fd6", "bold", "A person.", "person.md"),
    Label("PLACE", "l", "#2e8b57", "underline", "A place.", "place.md"),
)
INKS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")
GROUNDS = ("background", "surface", "panel", "boost")
# Bold, dim, italic, underline, reverse, strike, double underline, and none of them.
ATTRIBUTES = {"0", "1", "2", "3", "4", "7", "9", "21"}
CARET = Style(reverse=True)
ROOT = Path(__file__).resolve().parents[2]


class Window(ModalScreen[None]):
    """A window over the page, with a frame."""

    CSS = """
    Window { align: center middle; }
    Window Static { width: 20; height: 3; background: $surface; border: round $accent; }
    """

    def compose(self):
        yield Static("sure?")


class Stage(App[None]):
    """A page with everything that our screens are made of, in one of the themes."""

    CSS = """
    Static { width: 1fr; height: 1; }
    #bar { background: $panel; }
    #row { background: $boost; }
    #cursor { background: $accent; color: $background; }
    #warning { color: $text-warning; }
    #muted { color: $text-muted; text-style: italic; }
    VerticalScroll { height: 6; border-left: vkey $panel; }
    """

    def __init__(self, theme):
        super().__init__()
        apply(self, theme)

    def compose(self):
        for name in ("page", "bar", "row", "cursor", "warning", "muted"):
            yield Static(name, id=name)
        yield Static(id="labels")
        with VerticalScroll():
            for at in range(40):
                yield Static(Text(f"line {at}", "dim"), classes="line")

    def on_mount(self):
        self.watch(self, "theme", self.dress)

    def dress(self):
        paint = paint_for(self, LABELS)
        looks = (
            paint.label("PERSON"),
            paint.cell(("PERSON", "PLACE"), current=True, selected=False),
            paint.cell(("PLACE",), current=False, selected=True) + CARET,
        )
        pieces = (Text("word ", look) for look in looks)
        self.screen_stack[0].query_one("#labels", Static).update(Text().join(pieces))


def rows(app):
    """Every row of the screen as it is handed to the terminal."""
    return app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way


def sent(app):
    """All that a terminal of many colours gets for a screen."""
    console = Console(color_system="truecolor", force_terminal=True)
    return "\n".join(strip.render(console) for strip in rows(app))


def sgr(text):
    """Every parameter of every SGR sequence."""
    found = re.findall(r"\x1b\[([0-9;:]*)m", text)
    return {part for one in found for part in one.split(";")}


def worn(app, row):
    """The attributes of the first cell of a row."""
    style = next(iter(rows(app)[row])).style or Style()
    return {name for name in ("bold", "underline", "reverse") if getattr(style, name)}


def color_of(app, row):
    style = next(iter(rows(app)[row])).style
    return style.color.get_truecolor(), style.bgcolor.get_truecolor()


class TestColours:
    @pytest.mark.parametrize(
        ("name", "least"), [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)]
    )
    def test_words_can_be_read_on_every_ground(self, name, least):
        colors = THEMES[name].to_color_system().generate()
        for ground in (Color.parse(colors[one]) for one in GROUNDS):
            inks = [Color.parse(colors[one]) for one in (*INKS, "text-warning", "text-error")]
            for text in ("text", "text-muted"):
                share = float(re.fullmatch(r"auto (\d+)%", colors[text])[1]) / 100
                inks.append(ground + ground.get_contrast_text(share))
            for ink in inks:
                assert contrast(ink, ground) >= least, (ink, ground)
        background = Color.parse(colors["background"])
        for ground in ("accent", "primary", "error", "warning"):
            assert contrast(background, Color.parse(colors[ground])) >= least

    @pytest.mark.parametrize("name", ["dark", "light", "high-contrast"])
    def test_the_thumb_of_a_scroll_bar_shows(self, name):
        colors = THEMES[name].to_color_system().generate()
        thumb, bar = Color.parse(colors["scrollbar"]), Color.parse(colors["scrollbar-background"])
        assert contrast(thumb, bar) >= 3

    def test_high_contrast_is_on_pure_black(self):
        colors = THEMES["high-contrast"].to_color_system().generate()
        assert colors["background"] == colors["surface"] == "#000000"
        assert colors["foreground"].upper() == "#FFFFFF"

    def test_the_themes_are_those_that_the_settings_know(self):
        assert tuple(THEMES) == get_args(Theme)
        assert all(theme.name == name for name, theme in THEMES.items())


class TestChoosing:
    def test_without_a_choice_the_screen_is_dark(self):
        assert default_theme({}) == "dark"
        assert default_theme({"NO_COLOR": ""}) == "dark"

    def test_no_color_in_the_environment_asks_for_no_colour(self):
        assert default_theme({"NO_COLOR": "1"}) == "no-colour"
        assert default_theme({"NO_COLOR": "0"}) == "no-colour"

    @pytest.mark.parametrize("name", THEMES)
    async def test_a_theme_is_there_from_the_first_paint(self, name):
        app = Stage(name)
        async with app.run_test(size=(60, 20)):
            assert app.current_theme.name == name
            assert app.no_color == (name == "no-colour")

    def test_a_theme_that_there_is_not_is_refused(self):
        with pytest.raises(InvalidThemeError):
            Stage("solarized")

    async def test_a_theme_can_change_while_the_program_runs_and_change_back(self):
        app = Stage("dark")
        async with app.run_test(size=(60, 20)) as pilot:
            first = sent(app)
            for name in ("no-colour", "light", "no-colour", "high-contrast"):
                apply(app, name)
                await pilot.pause()
                assert sent(app) != first
                assert (sgr(sent(app)) <= ATTRIBUTES) == (name == "no-colour")
            apply(app, "dark")
            await pilot.pause()
            assert sent(app) == first

    async def test_what_lies_under_a_window_changes_with_it(self):
        app = Stage("dark")
        async with app.run_test(size=(60, 20)) as pilot:
            await app.push_screen(Window())
            apply(app, "no-colour")
            await pilot.pause()
            assert "sure?" in sent(app)
            assert sgr(sent(app)) <= ATTRIBUTES
            app.pop_screen()
            await pilot.pause()
            assert sgr(sent(app)) <= ATTRIBUTES

    async def test_who_chooses_a_theme_has_its_colours_also_where_no_color_is_set(
        self, monkeypatch
    ):
        plain = Stage("dark")
        async with plain.run_test(size=(60, 20)):
            expected = color_of(plain, 3)
        monkeypatch.setenv("NO_COLOR", "1")
        app = Stage("dark")
        async with app.run_test(size=(60, 20)) as pilot:
            assert color_of(app, 3) == expected
            apply(app, "no-colour")
            await pilot.pause()
            assert sgr(sent(app)) <= ATTRIBUTES


class TestNoColour:
    async def test_nothing_but_attributes_is_sent(self):
        app = Stage("no-colour")
        async with app.run_test(size=(60, 20)) as pilot:
            assert sgr(sent(app)) <= ATTRIBUTES
            await app.push_screen(Window())
            await pilot.pause()
            assert sgr(sent(app)) <= ATTRIBUTES

    async def test_what_a_ground_alone_tells_is_told_by_attributes(self):
        app = Stage("no-colour")
        async with app.run_test(size=(60, 20)):
            assert worn(app, 0) == set()
            assert worn(app, 1) == worn(app, 2) == {"underline"}
            assert worn(app, 3) == {"reverse"}

    async def test_faint_words_stay_faint_and_the_scroll_bar_shows(self):
        app = Stage("no-colour")
        async with app.run_test(size=(60, 20)):
            row = list(rows(app)[7])
            assert any(one.style and one.style.dim and "line 0" in one.text for one in row)
            assert row[-1].style.reverse
            assert not any(one.style and one.style.reverse for one in list(rows(app)[12])[-1:])

    async def test_the_mouse_still_finds_what_it_presses(self):
        app = Stage("no-colour")
        async with app.run_test(size=(60, 20)) as pilot:
            pane = app.query_one(VerticalScroll)
            await pilot.click(offset=(59, 12))
            await pilot.pause(0.5)
            assert pane.scroll_y > 0

    async def test_labels_current_span_and_caret_are_told_apart(self):
        app = Stage("no-colour")
        async with app.run_test(size=(60, 20)):
            looks = [
                {
                    name
                    for name in ("bold", "italic", "underline", "underline2", "reverse")
                    if getattr(one.style, name)
                }
                for one in rows(app)[6]
                if one.text.strip()
            ]
            assert looks == [
                {"bold"},
                {"bold", "underline", "reverse"},
                {"bold", "underline2"},
            ]

    async def test_a_filter_that_mixes_colours_finds_none_to_mix(self):
        app = Stage("dark")
        app._filters.append(DimFilter())  # noqa: SLF001 - what TEXTUAL_FILTERS=dim does
        async with app.run_test(size=(60, 20)) as pilot:
            apply(app, "no-colour")
            await pilot.pause()
            assert sgr(sent(app)) <= ATTRIBUTES
            apply(app, "dark")
            await pilot.pause()
            assert any(isinstance(one, DimFilter) for one in app.get_line_filters())

    def test_a_segment_keeps_its_words_its_link_and_its_meta(self):
        style = Style(color="red", bgcolor="blue", link="x", meta={"@click": "y"}, strike=True)
        control = Segment("\a", None, [(1,)])
        kept, same = InksToAttributes().apply([Segment("word", style), control], Color(0, 0, 0))
        assert kept.text == "word"
        assert (kept.style.color, kept.style.bgcolor) == (None, None)
        assert (kept.style.meta, kept.style.link, kept.style.strike) == ({"@click": "y"}, "x", True)
        assert same == control

    @pytest.mark.parametrize(
        ("ground", "expected"),
        [
            (None, set()),
            ("default", set()),
            ("#000000", set()),
            ("#808080", {"underline"}),
            ("#ffffff", {"reverse"}),
            ("bright_white", {"reverse"}),
        ],
    )
    def test_a_ground_becomes_an_attribute_by_how_bright_it_is(self, ground, expected):
        style = without_colors(Style(color="yellow", bgcolor=ground))
        assert {name for name in ("underline", "reverse") if getattr(style, name)} == expected
        again = without_colors(style)
        assert again == style

    def test_what_is_reversed_on_a_bright_ground_is_turned_back_and_marked(self):
        style = without_colors(Style(color="#000000", bgcolor="#ffffff", reverse=True, dim=True))
        assert not style.reverse
        assert style.bold
        assert style.underline2
        assert without_colors(Style(bgcolor="#000000", reverse=True)).reverse


class TestPaint:
    @pytest.mark.parametrize("name", ["dark", "light", "high-contrast"])
    async def test_labels_are_painted_on_the_background_of_the_theme(self, name, monkeypatch):
        monkeypatch.setenv("TERM", "xterm-256color")
        app = Stage(name)
        paint = paint_for(app, LABELS)
        background = Color.parse(THEMES[name].background)
        assert paint.plain.bgcolor == background.rich_color
        letters = Color.from_rich_color(paint.label("PERSON").color)
        ground = Color.from_rich_color(paint.label("PERSON").bgcolor)
        assert contrast(letters, ground) >= (7 if name == "high-contrast" else 4.5)
        assert ground != background

    async def test_an_app_without_one_of_the_themes_has_labels_too(self):
        paint = paint_for(App(), LABELS)
        assert paint.label("PERSON") != paint.plain

    async def test_a_terminal_of_few_colours_has_no_tints(self, monkeypatch):
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("COLORTERM", raising=False)
        few = paint_for(Stage("dark"), LABELS)
        assert few.label("PLACE").bgcolor == few.plain.bgcolor
        monkeypatch.setenv("TERM", "xterm-256color")
        many = paint_for(Stage("dark"), LABELS)
        assert many.label("PLACE").bgcolor != many.plain.bgcolor


PROGRAM = """
from tests.tui.test_themes import Stage, apply

class Brief(Stage):
    def on_mount(self):
        super().on_mount()
        self.set_timer(0.5, self.exit)

Brief({theme!r}).run()
"""


def on_a_terminal(theme):
    """All bytes that a run of the page sends to a pseudo-terminal."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    program = subprocess.Popen(
        (sys.executable, "-c", PROGRAM.format(theme=theme)),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=ROOT,
    )
    os.close(slave)
    pieces = []
    try:
        while piece := os.read(master, 65536):
            pieces.append(piece)
    except OSError:
        # Linux tells the end of a pseudo-terminal so.
        pass
    os.close(master)
    assert program.wait(timeout=30) == 0
    return b"".join(pieces).decode()


def test_a_real_terminal_gets_no_colour_under_no_colour_and_colours_otherwise():
    plain = on_a_terminal("no-colour")
    assert "line 0" in plain
    assert sgr(plain) <= ATTRIBUTES
    assert "38" in sgr(on_a_terminal("dark"))
