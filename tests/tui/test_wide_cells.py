"""Wide signs in rows that run right to left: each of their cells is theirs, for mouse and caret."""

from __future__ import annotations

from tests.tui.looking import caret, view

TEXT = "قال 👩\u200d🔬 نعم 中国 (日本) في 🇦🇪 لَا!\n"


async def test_each_column_of_a_wide_sign_is_pressed_as_that_sign(stage):
    stage.write("wide", TEXT)
    app = stage.app("wide")
    async with app.run_test(size=(80, 24)) as pilot:
        pane = view(app)
        for cell in pane.page.line(0).cells:
            for column in range(cell.column, cell.column + cell.width):
                await pilot.click(pane, offset=(column, 0))
                assert caret(app) == cell.start


async def test_arrows_go_over_a_wide_sign_in_one_step(stage):
    stage.write("wide", TEXT)
    app = stage.app("wide")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home")
        places = []
        for _ in range(12):
            row, column = view(app).page.cell_of(caret(app))
            places.append(TEXT[caret(app)])
            assert row == 0
            await pilot.press("left")
            assert view(app).page.cell_of(caret(app))[1] < column
        assert "".join(places) == "قال 👩 نعم )本"
