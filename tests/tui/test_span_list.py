"""The list of spans: what it shows, what it says when keys and mouse are used, what it paints."""

import unicodedata
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.color import Color
from textual.widgets import Input

from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, Span
from annotator.session.listed import Filter
from annotator.tui.paint import Paint
from annotator.tui.widgets import span_list
from annotator.tui.widgets.span_list import SpanList
from tests.laws.texts import PIECES


def label(name, key, mark, *attributes):
    return Label(name, key, "seagreen", mark, f"A {name}.", f"{name}.md", attributes=attributes)


MENTION = Attribute("mention", "choice", ("named", "nominal"))
OUTCOME, MOD = (Attribute(name, "choice", ("killed", "MORE_THAN")) for name in ("outcome", "mod"))
WHERE = Attribute("where", "span", label="PLACE")
LABELS = (
    label("PERSON", "p", "bold", MENTION, Attribute("role", "quote")),
    label("PLACE", "l", "reverse", Attribute("kind", "choice", ("city",), required=True)),
    label("CASUALTY", "c", "underline2", OUTCOME, Attribute("count", "range"), MOD, WHERE),
    label("DATE", "d", "italic", Attribute("value", "date")),
    label("NOTE", "n", "strike"),
)
SCHEMA = Schema("s", "1", LABELS, "", "")
PAINT = Paint(LABELS, foreground=Color.parse("#eeeeee"), background=Color.parse("#111111"))

WORDS = "قال أحمد الوزير الجديد للبلاد كلها"
NAMED = (("mention", "named"), ("role", Quote(9, 15, "الوزير")))
COUNT = (("count", Range(150, None)), ("mod", "MORE_THAN"))
KILLED = (("outcome", "killed"), *COUNT, ("where", ("s2",)))
REMARK = "see [b]page 3[/b]"
SPANS = (
    Span("s1", "PERSON", ((0, 34),), WORDS, NAMED, ("unsure",)),
    Span("s2", "PLACE", ((36, 41),), "بيروت"),
    Span("s3", "CASUALTY", ((45, 65),), "more than 150 people", KILLED, (), REMARK),
    Span("s4", "DATE", ((70, 73),), "أمس", (("value", "2021-04-29"),), ("check-date", "unsure")),
    Span("s5", "NOTE", ((80, 84),), "(12)"),
)


def many(count):
    return tuple(
        Span(f"s{at}", "PERSON", ((at * 4, at * 4 + 3),), f"رقم {at}", (("mention", "named"),))
        for at in range(1, count + 1)
    )


class Stage(App[None]):
    """The smallest app that can hold the list beside something else, recording what it says."""

    CSS = "Input { height: 1; border: none; }"

    def compose(self):
        self.heard = []
        self.answers = True
        yield SpanList()
        yield Input()

    @property
    def list(self):
        return self.query_one(SpanList)

    def on_span_list_pointed(self, message):
        self.heard.append(message.span_id)
        assert message.control is self.list
        if self.answers:
            self.list.mark(message.span_id)

    def on_span_list_chosen(self, message):
        assert message.control is self.list
        self.heard.append((message.span_id, message.how))


@asynccontextmanager
async def stage(spans=SPANS, *, size=(40, 13), current=None, focus=True):
    """The list over some spans, one row of the window being the field beside it."""
    app = Stage()
    async with app.run_test(size=size) as pilot:
        app.list.show(spans, SCHEMA, PAINT, current)
        (app.list if focus else app.query_one(Input)).focus()
        await pilot.pause()
        yield app, pilot


def strips(app):
    return [app.list.render_line(y) for y in range(app.list.size.height)]


def rows(app):
    return [strip.text.rstrip() for strip in strips(app)]


def drawn(app):
    return "\n".join(rows(app)) + "\n"


def lit(app):
    """The first row of the span that is lit, without its sign."""
    return [row[1:].strip() for row in rows(app) if row.startswith("▸")]


def look(strip, words):
    """The style in which some words of a row are drawn."""
    return next(segment.style for segment in strip if words in segment.text)


class TestWhatIsShown:
    async def test_each_span_with_its_signs_and_values(self, frame):
        async with stage(current="s2", focus=False) as (app, _):
            assert drawn(app) == frame

    async def test_in_a_narrow_pane(self, frame):
        async with stage(size=(24, 13)) as (app, _):
            assert drawn(app) == frame

    async def test_no_spans_yet(self, frame):
        async with stage((), size=(30, 8)) as (app, _):
            assert drawn(app) == frame

    async def test_none_that_match(self):
        async with stage(SPANS[:1]) as (app, pilot):
            app.list.filter = Filter(unfinished=True)
            await pilot.pause()
            assert rows(app)[1] == " none match the filter; esc shows all"

    async def test_a_key_letter_looks_as_its_label_does_in_the_article(self):
        async with stage() as (app, _):
            here, there = look(strips(app)[3], "l"), PAINT.label("PLACE")
            assert (here.color, here.bgcolor) == (there.color, there.bgcolor)

    async def test_what_is_lacking_stands_out_from_what_is_given(self):
        async with stage(focus=False) as (app, _):
            row = strips(app)[8]
            assert look(row, "value?").color != look(row, "2021-04-29").color
            assert look(row, "2021-04-29").dim

    @pytest.mark.parametrize("width", [1, 2, 3, 5, 8, 13, 21])
    async def test_every_row_fills_a_pane_of_any_width(self, width):
        async with stage(size=(width + 1, 13)) as (app, pilot):
            await pilot.press("down")
            app.list.filter = Filter(label="PLACE")
            await pilot.pause()
            assert {strip.cell_length for strip in strips(app)} == {width}

    async def test_nothing_of_an_article_acts_on_the_screen(self):
        evil = tuple(
            Span(f"s{at}", "PERSON", ((at, at + 1),), piece * 9, (("role", Quote(0, 1, piece)),))
            for at, piece in enumerate(PIECES)
        )
        noted = Span("s999", "NOTE", ((999, 1000),), "[red]x", comment="\x1b[2J\u202e\r\nx")
        async with stage((*evil, noted), size=(24, 2 * len(evil) + 5)) as (app, _):
            seen = strips(app)
            kinds = {unicodedata.category(one) for strip in seen for one in strip.text}
            assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
            assert {strip.cell_length for strip in seen} == {23}
            assert any(row.endswith("[red]x") for row in rows(app))


class TestKeys:
    async def test_moving_says_which_span_is_pointed_at(self):
        async with stage() as (app, pilot):
            await pilot.press("down", "down", "up", "end", "home", "up", "pagedown")
            assert app.heard == ["s2", "s3", "s2", "s5", "s1", "s5"]
            assert app.list.pointed == "s5"

    async def test_the_head_tells_without_colour_whether_they_are_here(self):
        async with stage() as (app, pilot):
            assert look(strips(app)[0], "spans").reverse
            app.query_one(Input).focus()
            await pilot.pause()
            assert not look(strips(app)[0], "spans").reverse

    async def test_enter_asks_for_the_values(self):
        async with stage() as (app, pilot):
            await pilot.press("down", "enter")
            assert app.heard == ["s2", ("s2", "values")]

    async def test_no_key_says_anything_where_nothing_is_listed(self):
        async with stage(()) as (app, pilot):
            await pilot.press("down", "up", "end", "pagedown", "enter")
            assert app.heard == []
            assert app.list.pointed is None

    async def test_keys_begin_where_the_article_is(self):
        async with stage(current="s3", focus=False) as (app, pilot):
            app.list.focus()
            await pilot.press("down")
            assert app.heard == ["s4"]

    async def test_a_page_is_what_is_in_sight_but_one_span(self):
        async with stage(many(40), size=(30, 12)) as (app, pilot):
            await pilot.press("pagedown", "pagedown", "pageup")
            assert app.heard == ["s5", "s9", "s5"]

    async def test_the_list_scrolls_after_the_keys_and_no_further(self):
        async with stage(many(40), size=(30, 12)) as (app, pilot):
            await pilot.press(*["down"] * 4)
            assert app.list.scroll_offset.y == 0
            await pilot.press("down")
            assert app.list.scroll_offset.y == 2
            await pilot.press("end")
            assert rows(app)[-2:] == ["▸   p" + "40 ﻢﻗﺭ".rjust(23), "    named"]

    async def test_keys_that_run_ahead_of_the_article_are_not_pulled_back(self):
        async with stage(current="s1") as (app, pilot):
            app.list.action_step(1)
            app.list.action_step(1)
            app.list.mark("s2")
            assert app.list.pointed == "s3"
            await pilot.pause()
            assert app.list.pointed == "s3"

    async def test_the_article_may_go_elsewhere_than_keys_asked(self):
        async with stage(current="s1") as (app, pilot):
            app.answers = False
            await pilot.press("down", "down")
            app.list.mark("s5")
            assert app.list.pointed == "s5"
            app.list.mark("s2")
            await pilot.pause()
            assert lit(app)[0].startswith("…")


class TestTheCurrentSpan:
    async def test_it_is_lit_while_the_keys_are_elsewhere(self):
        async with stage(current="s2", focus=False) as (app, pilot):
            assert [row[0] for row in lit(app)] == ["…"]
            app.list.mark("s5")
            await pilot.pause()
            assert lit(app)[0].endswith("(12)")
            app.list.mark(None)
            assert lit(app) == []

    async def test_of_the_many_rows_only_those_of_two_spans_are_painted_again(self, monkeypatch):
        async with stage(many(40), current="s2", focus=False, size=(30, 30)) as (app, pilot):
            painted = []
            draw = app.list.render_line
            monkeypatch.setattr(app.list, "render_line", lambda y: painted.append(y) or draw(y))
            app.list.mark("s6")
            await pilot.pause()
            assert sorted(painted) == [3, 4, 11, 12]
            painted.clear()
            app.list.mark("s6")
            await pilot.pause()
            assert painted == []

    async def test_it_is_brought_in_sight(self):
        async with stage(many(5000), current="s4000", focus=False, size=(30, 12)) as (app, pilot):
            assert lit(app)[0].endswith("4000 ﻢﻗﺭ")
            app.list.mark("s7")
            await pilot.pause()
            assert rows(app)[1].endswith("7 ﻢﻗﺭ")
            await pilot.resize_terminal(30, 4)
            app.list.mark("s9")
            await pilot.pause()
            assert rows(app)[1].endswith("9 ﻢﻗﺭ")

    async def test_one_that_the_filter_leaves_out_is_not_lit(self):
        async with stage(current="s2", focus=False) as (app, pilot):
            app.list.filter = Filter(label="PERSON")
            await pilot.pause()
            assert lit(app) == []
            app.list.mark("s1")
            assert lit(app) != []

    async def test_it_is_lit_again_when_the_keys_have_left(self):
        async with stage(current="s2") as (app, pilot):
            app.answers = False
            await pilot.press("end")
            app.query_one(Input).focus()
            await pilot.pause()
            assert app.list.pointed == "s2"
            assert lit(app)[0].startswith("…")


class TestAfterAnEdit:
    async def test_the_keys_stay_on_their_span(self):
        async with stage() as (app, pilot):
            await pilot.press("down", "down")
            app.list.show(SPANS[1:], SCHEMA, PAINT, None)
            assert app.list.pointed == "s3"

    @pytest.mark.parametrize(
        ("spans", "current", "pointed"),
        [
            ((*SPANS[:1], *SPANS[2:]), "s1", "s1"),
            ((*SPANS[:1], *SPANS[2:]), None, "s3"),
            (SPANS[:1], None, "s1"),
            ((), None, None),
        ],
    )
    async def test_without_it_they_go_to_the_current_span_or_stay_at_its_place(
        self, spans, current, pointed
    ):
        async with stage() as (app, pilot):
            await pilot.press("down")
            app.list.show(spans, SCHEMA, PAINT, current)
            assert app.list.pointed == pointed


class TestTheMouse:
    async def test_a_click_goes_to_a_span_and_a_second_one_to_its_values(self):
        async with stage() as (app, pilot):
            await pilot.click(SpanList, offset=(10, 6))
            assert app.heard == [("s3", "go")]
            await pilot.double_click(SpanList, offset=(10, 3))
            assert app.heard[1:] == [("s2", "go"), ("s2", "values")]

    async def test_it_counts_from_what_is_in_sight(self):
        async with stage(many(40), size=(30, 12)) as (app, pilot):
            await pilot.press("end")
            app.heard.clear()
            await pilot.click(SpanList, offset=(10, 1))
            assert app.heard == [("s36", "go")]

    async def test_the_right_button_and_what_is_below_the_last_span_choose_nothing(self):
        async with stage(SPANS[:1]) as (app, pilot):
            await pilot.click(SpanList, offset=(10, 1), button=3)
            await pilot.click(SpanList, offset=(10, 5))
            assert app.heard == []


class TestTheFilter:
    def chip(self, app, sign):
        """Where on the screen a chip stands; the border is one cell."""
        return rows(app)[0].rindex(sign) + 1, 0

    async def test_pressing_a_chip_asks_and_pressing_it_again_does_not(self):
        async with stage() as (app, pilot):
            for sign, only, count in (
                ("l", Filter(label="PLACE"), "1 of 5"),
                ("l", Filter(), "5"),
                ("!", Filter(unsure=True), "2 of 5"),
                ("f", Filter(unsure=True, unfinished=True), "1 of 5"),
                ("!", Filter(unfinished=True), "2 of 5"),
            ):
                await pilot.click(SpanList, offset=self.chip(app, sign))
                assert app.list.filter == only
                assert rows(app)[0].startswith(f" spans {count} ")

    async def test_what_is_asked_for_is_reversed_in_the_head(self):
        async with stage(focus=False) as (app, pilot):
            app.list.filter = Filter(label="PLACE", unsure=True)
            await pilot.pause()
            head = strips(app)[0]
            assert [one.text for one in head if one.style.reverse] == ["l", "!"]

    async def test_chips_can_be_pressed_in_a_narrow_pane(self):
        async with stage(size=(13, 13)) as (app, pilot):
            assert rows(app)[0].endswith("plcdn!f")
            await pilot.click(SpanList, offset=(3, 0))
            assert app.list.filter == Filter()
            await pilot.click(SpanList, offset=self.chip(app, "d"))
            assert app.list.filter == Filter(label="DATE")

    async def test_it_and_the_keys_stay_when_other_spans_are_shown(self):
        async with stage() as (app, pilot):
            await pilot.press("end", "up")
            app.list.filter = Filter(unsure=True)
            assert app.list.pointed == "s4"
            app.list.show(SPANS[2:], SCHEMA, PAINT, None)
            assert rows(app)[0].startswith(" spans 1 of 3 ")
            assert app.list.pointed == "s4"

    async def test_few_matches_after_many_are_in_sight(self):
        async with stage((*SPANS, *many(400)[5:]), size=(30, 12)) as (app, pilot):
            await pilot.press("end")
            app.list.filter = Filter(label="PLACE")
            await pilot.pause()
            assert lit(app)[0].startswith("… l")


class TestSpeed:
    @pytest.mark.parametrize("how", ["show", "mark", "step"])
    async def test_no_more_is_drawn_of_many_spans_than_of_few(self, monkeypatch, how):
        told, counts, values = [], [], span_list.values
        monkeypatch.setattr(span_list, "values", lambda *one: told.append(one) or values(*one))
        for count in (50, 5000):
            async with stage(many(count), current="s9", focus=how == "step") as (app, pilot):
                told.clear()
                if how == "show":
                    app.list.show(many(count), SCHEMA, PAINT, "s9")
                elif how == "mark":
                    app.list.mark("s10")
                else:
                    await pilot.press("down")
                await pilot.pause()
                counts.append(len(told))
        assert counts[0] == counts[1]
        assert 0 < counts[0] <= 12
