"""Text that would like to act on the reader's terminal: nothing of it gets there."""

from __future__ import annotations

import unicodedata

import pytest

from tests.tui.looking import drawn, notice, sitting, spans, strips, view

EVIL = "\x1b]0;owned\x07 قال \x1b[2J\x9b31m \u202eأحمد\u202c \x00".replace("\x00", "") + "\u2066x\n"


def controls_in(app):
    return {
        character
        for strip in strips(app)
        for character in strip.text
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }


class TestHostileText:
    @pytest.fixture
    def evil_stage(self, stage):
        stage.write("evil", EVIL)
        (stage.project.seeds / "evil.toml").write_text(
            'title = "a\\u001b]0;owned\\u0007 \\u202eb [red]c[/red]"\n', encoding="utf-8"
        )
        return stage

    async def test_no_control_character_of_an_article_or_a_title_is_drawn(self, evil_stage, frame):
        app = evil_stage.app("evil")
        async with app.run_test(size=(80, 24)):
            assert controls_in(app) == set()
            assert drawn(app) == frame

    async def test_it_is_said_that_the_article_holds_them(self, evil_stage):
        app = evil_stage.app("evil")
        async with app.run_test(size=(80, 24)):
            assert "control" in notice(app)

    async def test_a_span_over_them_is_exact_and_shown_safely(self, evil_stage):
        app = evil_stage.app("evil")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("shift+end", "p", "s")
            ((_, text),) = spans(app)
            span = sitting(app).session.spans[0]
            assert EVIL[span.start : span.end] == text
            assert controls_in(app) == set()

    async def test_markup_in_an_error_is_not_read_as_markup(self, stage):
        stage.write("evil", "قال\n")
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            (stage.project.seeds / "ceasefire-holds.toml").write_text('[red]x = "\\u001b"')
            await pilot.press("j")
            await pilot.pause()
            assert controls_in(app) == set()


class TestMarksStayWithTheirLetters:
    async def test_a_row_can_be_cut_at_every_cell(self, stage):
        """What lies beside a dialog begins and ends between two units."""
        app = stage.app("earthquake-night")
        async with app.run_test(size=(60, 40)) as pilot:
            await pilot.press("down", "shift+end")
            await pilot.press("question_mark")
            pane = view(app)
            rows = min(pane.size.height, pane.page.height)
            for y in range(rows):
                strip = pane.render_line(y)
                for cell in pane.page.line(y).cells:
                    assert strip.crop(cell.column, cell.column + cell.width).text == cell.text
