"""Journeys through the whole room: searching, panes, the tour, done and next, looks and sizes."""

from __future__ import annotations

import pytest

from annotator.session.commands import COMMANDS, PLACES
from annotator.session.keymap import bound
from annotator.text.flat import visual
from annotator.tui.widgets.guideline_view import GuidelineView
from annotator.tui.widgets.span_list import SpanList
from annotator.tui.widgets.text_field import TextField
from annotator.tui.widgets.tour_panel import TourPanel
from annotator.tui.widgets.values_form import ValuesForm
from tests.tui.looking import (
    caret,
    drawn,
    notice,
    place_of,
    sitting,
    spans,
    status,
    strips,
    view,
)

VOWELLED = "قَالَ مُحَمَّدٌ إنّ الأمـــر سهل.\nثم قال محمد لأحمد ذلك.\n"


def room(app):
    return app.screen_stack[1]


class TestSearchWithoutTashkeel:
    async def test_marks_tatweel_and_hamza_do_not_matter(self, stage, frame):
        stage.write("vowelled", VOWELLED)
        app = stage.app("vowelled")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("/", *"محمد")
            assert caret(app) == VOWELLED.index("مُحَ")
            assert notice(app).startswith("search:")
            assert drawn(app) == frame
            await pilot.press("enter")
            assert notice(app) == "match 1 of 2"
            await pilot.press("n")
            assert caret(app) == VOWELLED.index("محمد")
            await pilot.press("n")
            assert notice(app) == "match 1 of 2, from the other end"
            await pilot.press("N", "p")
            assert spans(app) == [("PERSON", "محمد")]
            await pilot.press("/", *"الامر", "enter", "l")
            assert ("PLACE", "الأمـــر") in spans(app)

    async def test_what_is_not_there_is_said_and_esc_goes_back(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("left", "left", "/", *"قرغيز")
            assert caret(app) == 7
            await pilot.press(*"zzz", "enter")
            assert (caret(app), notice(app)) == (2, f"not found: {visual('قرغيز')}zzz")
            await pilot.press("/", *"قرغيز", "escape")
            assert caret(app) == 2
            assert spans(app) == []


class TestDoneAndNext:
    async def test_m_saves_as_done_and_opens_the_next_that_is_not(self, stage, frame):
        app = stage.app("border-clash")
        async with app.run_test(size=(150, 30)) as pilot:
            await pilot.press("p", "m")
            assert sitting(app).session.article.id == "ceasefire-holds"
            assert notice(app).startswith("version 1 is done (1 span has unfinished values)")
            await pilot.pause(0.5)
            assert "1/10 done" in drawn(app)
            assert drawn(app) == frame
            await pilot.press("k", "m")
            assert sitting(app).session.article.id == "ceasefire-holds"

    async def test_after_the_last_comes_the_first_that_is_left(self, stage):
        app = stage.app("warehouse-blast")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("m")
            assert sitting(app).session.article.id == "agency-digest"
            for _ in range(9):
                await pilot.press("m")
            assert notice(app).endswith("every article is done")

    async def test_editing_a_done_one_makes_it_a_draft(self, stage):
        app = stage.app("border-clash")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "m", "k", "x")
            assert sitting(app).session.labelling.status == "draft"
            await pilot.press("u")
            assert sitting(app).session.labelling.status == "done"


class TestPanes:
    async def test_they_are_shown_folded_and_left_by_their_numbers(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            list_of_spans = room(app).query_one(SpanList)
            assert not list_of_spans.display
            await pilot.press("2")
            assert list_of_spans.has_focus
            await pilot.press("escape")
            assert list_of_spans.display
            assert app.screen.focused is None
            await pilot.press("2", "q")
            assert not list_of_spans.display
            assert app.is_running

    async def test_every_pane_at_once_leaves_the_article_most_of_a_wide_window(self, stage, frame):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.press("h", "tab")
            await pilot.pause(0.2)
            assert view(app).size.width > 80
            assert drawn(app) == frame

    async def test_the_guideline_follows_the_current_span(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.press("h", "tab")
            await pilot.pause(0.2)
            assert "# PLACE"[2:] in drawn(app)
            while sitting(app).current.label != "CASUALTY":
                await pilot.press("tab")
            await pilot.pause(0.2)
            assert "People killed, wounded or missing" in drawn(app)
            await pilot.press("3", "p")
            assert "One person" in drawn(app)
            assert room(app).query_one(GuidelineView).has_focus

    async def test_the_list_is_filtered_by_label_unsure_and_unfinished(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("tab", "!", "2", "d")
            head = drawn(app).splitlines()[2]
            assert "of 42" in head
            await pilot.press("d", "!")
            assert "2 of 42" in drawn(app).splitlines()[2]
            await pilot.press("escape")
            assert "spans 42" in drawn(app).splitlines()[2]
            await pilot.press("f", "enter")
            assert app.is_running

    async def test_the_article_follows_the_list_and_enter_asks_for_values(self, stage):
        stage.annotator = "a1"
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("2", "down", "down")
            assert sitting(app).current == sitting(app).session.spans[2]
            await pilot.press("enter")
            assert room(app).query_one(ValuesForm).display

    async def test_a_pane_is_made_wider_and_narrower(self, stage):
        app = stage.app()
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("2")
            before = room(app).query_one(SpanList).size.width
            await pilot.press("+", "+")
            assert room(app).query_one(SpanList).size.width == before + 8
            await pilot.press("-")
            assert room(app).query_one(SpanList).size.width == before + 4

    async def test_resizing_keeps_caret_and_what_stood_at_the_top(self, stage):
        app = stage.app("president-flown-out")
        async with app.run_test(size=(160, 20)) as pilot:
            await pilot.press(*["pagedown"] * 2)
            before = caret(app)
            pane = view(app)
            top = pane.page.line(pane.scroll_offset.y).start
            for size in ((80, 24), (250, 80), (100, 20), (160, 20)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert caret(app) == before
                _, row = place_of(app, before)
                assert 0 <= row < pane.size.height
            assert abs(pane.page.row_of(top) - pane.scroll_offset.y) <= 3


class TestShowingInvisibles:
    async def test_badges_and_label_letters_stand_in_the_text(self, stage, frame):
        stage.write("hidden", "قال\u200f محمد\u200cان\tنعم\n")
        app = stage.app("hidden")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "i")
            assert drawn(app) == frame
            assert "[RLM]" in drawn(app)
            assert "‹p›" in drawn(app)
            await pilot.press("ctrl+left", "l", "i")
            assert spans(app) == [("PERSON", "قال"), ("PLACE", "محمد\u200cان")]
            assert "[RLM]" not in drawn(app)


class TestTheTour:
    async def test_each_step_is_done_on_ones_own_article(self, stage, frame):
        ended = []
        app = stage.app(tour_ended=lambda: ended.append(True))
        async with app.run_test(size=(80, 24)) as pilot:
            assert "1/5" in drawn(app)
            assert drawn(app) == frame
            await pilot.press("ctrl+left")
            assert "2/5" in drawn(app)
            await pilot.press("l")
            assert "3/5" in drawn(app)
            await pilot.press("enter", "escape")
            assert "4/5" in drawn(app)
            await pilot.press("s")
            assert "5/5" in drawn(app)
            await pilot.press("m")
            assert not room(app).query_one(TourPanel).open
            assert ended == [True]
            await pilot.press("0")
            assert "1/5" in drawn(app)

    async def test_esc_ends_it(self, stage):
        app = stage.app(tour_ended=lambda: None)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape")
            assert not room(app).query_one(TourPanel).open


class TestNotices:
    async def test_they_stay_until_they_are_read(self, stage):
        stage.write("crlf", "قال\u200f نعم\r\nثم\n")
        app = stage.app("crlf")
        async with app.run_test(size=(80, 24)) as pilot:
            assert "steers direction" in notice(app)
            await pilot.press("left", "left")
            assert "steers direction" in notice(app)
            await pilot.press("p")
            assert "tagged PERSON" in notice(app)
            await pilot.press("left", "escape")
            assert "Lines end in different ways" in notice(app)
            await pilot.press("escape")
            assert notice(app) == ""


class TestKeys:
    async def test_no_command_runs_while_text_is_typed(self, stage):
        typed = "qxsujkmzpldcyhinvbefr1234!?-+*;0"
        for opening, about in ((["/"], "search"), (["p", ";"], "comment"), (["p", "enter"], "")):
            app = stage.app()
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.press(*opening, *(["down", "down"] if not about else []))
                field = app.screen.focused
                assert isinstance(field, TextField)
                before = sitting(app).session
                await pilot.press(*typed)
                assert field.text == typed
                assert app.screen.focused is field
                assert sitting(app).session == before

    def test_every_command_has_a_key_that_no_terminal_keeps_for_itself(self):
        def is_safe(key):
            *modifiers, last = key.split("+") if len(key) > 1 else (key,)
            letter = len(last) == 1 and last.isalpha()
            return not (
                (last[0] == "f" and last[1:].isdigit())
                or ("ctrl" in modifiers and (letter or "shift" in modifiers))
                or ("shift" in modifiers and last in ("pageup", "pagedown"))
                or last in "GBbT,.<>[]{}"
            )

        for command in COMMANDS:
            assert any(map(is_safe, command.keys)), command.name

    def test_no_key_means_two_things_in_one_place(self, stage):
        labels = sitting_labels(stage)
        keymap = bound((), labels)
        for place in PLACES:
            keys = [key for one in COMMANDS if place in one.places for key in one.keys]
            assert len(keys) == len(set(keys))
            assert all(keymap.command(place, key) is not None for key in keys)

    async def test_a_key_without_a_meaning_says_so(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("w")
            assert notice(app) == "nothing is on the key w; ? lists all"


def sitting_labels(stage):
    return stage.app()._desk.front.session.schema.labels  # noqa: SLF001 - what the app was made with


ARABIC = {"p": "ح", "l": "م", "c": "ؤ", "d": "ي", "e": "ث", "v": "ر", "u": "ع", "s": "س", "k": "ن"}


class TestAnArabicKeyboard:
    async def test_labels_commands_and_choices_are_found_by_their_place(self, stage):
        kept = []
        for keys in (str, lambda key: ARABIC.get(key, key)):
            stage.annotator = "b1" if keys is str else "b2"
            app = stage.app()
            async with app.run_test(size=(80, 24)) as pilot:
                script = ["ctrl+left", "left", "l", "enter", "c", "escape", "ctrl+left", "v"]
                script += ["ctrl+left", "v", "p", "e", "ctrl+left", "enter", "u", "s"]
                await pilot.press(*map(keys, script))
                kept.append(sitting(app).session.saved.spans)
        assert kept[0] == kept[1] != ()

    async def test_what_is_typed_in_a_field_stays_arabic(self, stage):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p", "ك", "ح", "م", "enter")
            assert sitting(app).session.spans[0].comment == "حم"


class TestTheMouseAndTheKeys:
    async def test_either_alone_gives_the_same_file(self, stage):
        files = []
        for annotator, annotate in (("k1", by_keys), ("m1", by_mouse)):
            stage.annotator = annotator
            app = stage.app()
            async with app.run_test(size=(140, 40)) as pilot:
                await annotate(app, pilot)
                folder = stage.project.labels / "border-clash" / annotator
                lines = (folder / "0001.json").read_text("utf-8").splitlines()
                skipped = ('"annotator"', '"saved"', '"seconds"', '"digest"')
                files.append([line for line in lines if not line.startswith(skipped)])
        assert files[0] == files[1]
        assert len(files[0]) > 15


async def by_keys(app, pilot):
    await pilot.press("ctrl+left", "left", "l", "enter", "c", "g", "n", "enter")
    await pilot.press(*["ctrl+left"] * 2, "v", *["ctrl+left"] * 2, "v", "d", "!")
    await pilot.press("ctrl+left", "p", "x", "s")


async def press_words(app, pilot, words, **how):
    """Press where some words stand on the screen, wherever that is."""
    rows = drawn(app).splitlines()
    (row,) = (at for at, text in enumerate(rows) if words in text)
    await pilot.click(offset=(rows[row].index(words) + 1, row), **how)


async def by_mouse(app, pilot):
    start = sitting(app).session.article.text.index("قرغيزستان")
    await pilot.click(view(app), offset=place_of(app, start + 2))
    await press_words(app, pilot, "PLACE")
    await press_words(app, pilot, "enter values")
    await press_words(app, pilot, "country")
    await press_words(app, pilot, "government")
    await press_words(app, pilot, "n\xa0named")
    await press_words(app, pilot, "▸ kyrgyzstan")
    text = sitting(app).session.article.text
    first = text.index("اليوم")
    await pilot.mouse_down(view(app), offset=place_of(app, first))
    end = text.index("الاتهامات")
    await pilot.hover(view(app), offset=place_of(app, end))
    await pilot.mouse_up(view(app), offset=place_of(app, end))
    await press_words(app, pilot, "d DATE")
    await press_words(app, pilot, ": commands")
    await pilot.pause()
    await press_words(app, pilot, "Unsure")
    await pilot.pause()
    await press_words(app, pilot, "s save")


class TestLooks:
    @pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "no-colour"])
    async def test_the_whole_at_80_by_24_in_every_theme(self, stage, theme, frame):
        stage.annotator = "a1"
        app = stage.app(theme=theme)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2", "tab", "escape", "tab", "shift+left")
            assert app.theme == theme
            assert drawn(app) == frame
            await pilot.press("9")
            assert app.theme != theme
            assert "not saved" not in status(app)


class TestRowsThatWereOutOfSight:
    async def test_a_selection_that_was_dropped_is_not_seen_again(self, stage):
        app = stage.app()
        async with app.run_test(size=(60, 16)) as pilot:
            await pilot.press("ctrl+home")
            as_it_was = [list(strip) for strip in strips(app)[2:-2]]
            await pilot.press("v", *("pagedown",) * 3, "down", "escape", "ctrl+home")
            assert caret(app) == 0
            assert [list(strip) for strip in strips(app)[2:-2]] == as_it_was

    async def test_a_span_that_was_undone_out_of_sight_is_not_seen_again(self, stage):
        app = stage.app()
        async with app.run_test(size=(60, 16)) as pilot:
            await pilot.press("ctrl+home")
            as_it_was = [list(strip) for strip in strips(app)[2:-2]]
            await pilot.press("v", "down", "down", "p", "ctrl+end", "u", "ctrl+home")
            assert [list(strip) for strip in strips(app)[2:-2]] == as_it_was
