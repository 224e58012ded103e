"""Words of both directions wherever the screen shows them: wrapped and cut as they are read."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.app import App
from textual.widgets import Static

from annotator.errors import StoreError
from annotator.labels.conflicts import Conflict
from annotator.labels.schema import Attribute, Label
from annotator.session.commands import COMMANDS
from annotator.text.flat import shortened, visual
from annotator.tui.dialogs.dialog import contradiction, overtaken, trouble, unsaved
from annotator.tui.dialogs.help import HelpScreen
from annotator.tui.widgets.headings import TitleBar
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.values_hints import choices
from annotator.tui.widgets.words import SideBySide, Words, words

LONG = "اجتمع الوزراء في باتكين يوم الخميس ثم عادوا إلى بيشكيك مساء"
HEBREW = "השרים נפגשו בבישקק ביום חמישי ואחר כך חזרו לביתם"
MIXED = "قال إيغور (Igor) إن 20 شخصا [منهم 3 أطفال] قُتلوا في باتكين"


class Stage(App[None]):
    """The smallest app that can hold a widget."""

    def __init__(self, widget=None):
        super().__init__()
        self.widget = widget

    def compose(self):
        if self.widget is not None:
            yield self.widget


def rows(app):
    """Every row that holds anything, without frames around it."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way
    told = (strip.text.strip(" │╭╮╰╯─▔▁") for strip in strips)
    return [one for one in told if one]


def in_reading_order(found, text):
    """Whether rows hold the words of a text that runs right to left, from its first to its last."""
    left = text.split()
    for one in found:
        seen = len(one.split())
        mine, left = left[:seen], left[seen:]
        assert one == visual(" ".join(mine))
    return not left


class TestMessages:
    @pytest.mark.parametrize("text", [LONG, HEBREW])
    async def test_a_long_quote_goes_on_below_where_it_is_read_on(self, text):
        app = Stage(MessageBar())
        async with app.run_test(size=(40, 6)) as pilot:
            app.widget.say(f"tagged «{text}», PLACE")
            await pilot.pause()
            first, *more = rows(app)
            begun = first.removeprefix("tagged «").split()
            assert first == f"tagged «{visual(' '.join(text.split()[: len(begun)]))}"
            assert " ".join(more).endswith("», PLACE")

    async def test_a_notice_that_begins_with_a_name_is_english(self):
        app = Stage(MessageBar())
        async with app.run_test(size=(60, 4)) as pilot:
            app.widget.remind(["حدود: 3 spans lie elsewhere"])
            await pilot.pause()
            assert rows(app) == [f"{visual('حدود')}: 3 spans lie elsewhere (esc: read)"]

    async def test_plain_english_is_sent_as_it_is(self):
        app = Stage(MessageBar())
        async with app.run_test(size=(60, 4)) as pilot:
            app.widget.say("\x1b[31msaved\u202e")
            await pilot.pause()
            assert rows(app) == ["␛[31msaved"]


class TestTitles:
    @pytest.mark.parametrize("text", [LONG, HEBREW, MIXED])
    async def test_a_long_one_loses_its_end(self, text):
        app = Stage(TitleBar())
        async with app.run_test(size=(30, 3)) as pilot:
            app.widget.show(text)
            await pilot.pause()
            assert rows(app) == [visual(shortened(text, 28))]
            await pilot.resize_terminal(100, 3)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()  # noqa: SLF001
            assert strips[0].text.strip() == visual(text)
            assert strips[0].text.endswith(f"{visual(text)} ")

    async def test_an_english_one_begins_at_the_left(self):
        app = Stage(TitleBar())
        async with app.run_test(size=(30, 3)) as pilot:
            app.widget.show(f"Batken {LONG}")
            await pilot.pause()
            (row,) = rows(app)
            assert row == visual(shortened(f"Batken {LONG}", 28))
            assert row.startswith("Batken ")


class TestDialogs:
    async def test_what_went_wrong_is_read_from_its_first_word(self):
        app = Stage()
        error = StoreError(f"no «{LONG}»", "labels/حدود/a1/0001.json: spans[3]", f"see «{MIXED}»")
        async with app.run_test(size=(40, 20)) as pilot:
            app.push_screen(trouble(error))
            await pilot.pause()
            found = rows(app)
            assert found[1].startswith("no «")
            assert found[1].endswith(visual("اجتمع الوزراء في باتكين يوم"))
            assert f"where: labels/{visual('حدود')}/a1/0001.json:" in found
            assert next(one for one in found if one.startswith("fix:")).endswith(
                visual("قال إيغور (Igor) إن")
            )

    async def test_each_side_of_a_contradiction_is_read_from_its_first_word(self):
        app = Stage()
        conflict = Conflict("s1:comment", "the comment of s1 PLACE", "", LONG, "سارة")
        async with app.run_test(size=(44, 20)) as pilot:
            app.push_screen(contradiction(conflict, 1, 2))
            await pilot.pause()
            told = rows(app)
            at = next(at for at, one in enumerate(told) if one.startswith("here"))
            found = [one.removeprefix("here").strip() for one in told[at:]]
            end = next(at for at, one in enumerate(found) if one.startswith("that version"))
            assert found[:end] == [visual("سارة")]
            found[end] = found[end].removeprefix("that version").strip()
            assert in_reading_order(found[end : end + 3], LONG)

    async def test_names_of_articles_keep_their_order(self):
        app = Stage()
        async with app.run_test(size=(90, 20)) as pilot:
            app.push_screen(unsaved(["حدود", "زلزال"], None))
            await pilot.pause()
            assert any(f"{visual('حدود')}, {visual('زلزال')}" in one for one in rows(app))

    async def test_another_session_is_told_of_in_english(self):
        app = Stage()
        error = StoreError("حدود: version 2 is there", "labels/حدود/سارة/0002.json", "")
        async with app.run_test(size=(90, 20)) as pilot:
            app.push_screen(overtaken(error))
            await pilot.pause()
            assert f"{visual('حدود')}: version 2 is there" in rows(app)
            assert f"where: labels/{visual('حدود')}/{visual('سارة')}/0002.json" in rows(app)


class TestOtherPlaces:
    async def test_a_guideline_in_arabic_is_read_in_the_help(self):
        app = Stage()
        label = Label("PLACE", "l", "green", "underline", LONG, "")
        async with app.run_test(size=(40, 20)) as pilot:
            app.push_screen(HelpScreen(COMMANDS, [label]))
            await pilot.pause()
            found = rows(app)
            at = next(at for at, one in enumerate(found) if "PLACE" in one)
            start = found[at].split("PLACE")[1].split()
            assert " ".join(start) == visual(" ".join(LONG.split()[: len(start)]))

    async def test_choices_of_several_words_stand_after_their_letters(self):
        named = ("مدني عابر", "رجل شرطة")
        app = Stage(Static(choices(Attribute("who", "choice", named), named[1])))
        async with app.run_test(size=(60, 4)):
            told = [f"{key}\xa0{visual(one)}" for key, one in zip("ac", named, strict=True)]
            assert (
                rows(app)[0].replace("\xa0", " ").startswith("   ".join(told).replace("\xa0", " "))
            )

    async def test_parts_beside_each_other_lose_their_end(self):
        named = "مكان بعيد"
        app = Stage(Static(SideBySide((("k ", Style.null()), (named, Style.null())))))
        async with app.run_test(size=(8, 4)):
            assert rows(app) == [f"k {visual(shortened(named, 6))}"]

    def test_what_needs_no_order_is_left_to_textual(self):
        assert not isinstance(words(("plain", Style.null())), Words)
        assert isinstance(words(("سارة", Style.null())), Words)
