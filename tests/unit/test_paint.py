"""What stands on a cell is seen: with many colours, with few, and with none."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from annotator.labels.colours import NAMES
from annotator.labels.schema import Label
from annotator.tui.paint import Paint, contrast
from annotator.tui.themes import THEMES, without_colors

MARKS = ("bold", "underline", "underline2", "italic", "strike", "reverse")
COLOURED = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
COLOURS = (*sorted(NAMES), "#2f7fd6", "#2e8b57", "#dc3545", "#a855c7", "#777777")
ATTRIBUTES = ("bold", "dim", "italic", "underline", "underline2", "strike", "reverse")

label_stacks = st.lists(st.sampled_from(MARKS), max_size=4).map(tuple)


def label(name, color, mark):
    return Label(name, "p", color, mark, "A label.", "label.md", nests=True)


def paint(theme, labels, **options):
    colors = THEMES[theme].to_color_system().generate()
    return Paint(
        labels,
        foreground=Color.parse(colors["foreground"]),
        background=Color.parse(colors["background"]),
        **options,
    )


def one_of_each_mark(color="red"):
    """A label for every mark, called like it."""
    return tuple(label(mark, color, mark) for mark in MARKS)


PLAIN = paint("no-colour", one_of_each_mark(), plain_only=True)


def states(labels):
    """Every way in which a cell can be painted, by name."""
    overs = {
        "nothing": {},
        "current": {"current": True},
        "found": {"found": True},
        "selected": {"selected": True},
        "found in the current": {"current": True, "found": True},
        "selected in the match": {"current": True, "found": True, "selected": True},
    }
    for (over, asked), zone in product(overs.items(), (False, True)):
        if labels or "current" not in over:
            yield (over, zone), {"current": False, "selected": False, "zone": zone, **asked}


def seen(style):
    """The attributes that reach the terminal without colour, of two underlines the double one."""
    sent = without_colors(style)
    assert sent.color is None
    assert sent.bgcolor is None
    return worn(sent)


def worn(style):
    """The attributes of a style, of two underlines the double one."""
    found = {name for name in ATTRIBUTES if getattr(style, name)}
    return frozenset(found - {"underline"} if "underline2" in found else found)


def contrast_of(style):
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


class TestManyColours:
    @pytest.mark.parametrize("theme", COLOURED)
    def test_letters_can_be_read_whatever_stands_on_them(self, theme):
        least = COLOURED[theme]
        stacks = ((), ("A",), ("R",), ("A", "B"), ("B", "A"), ("A", "A", "A", "B"), ("gone",))
        for color in COLOURS:
            reverse = label("R", color, "reverse")
            labels = (label("A", color, "bold"), reverse, label("B", "teal", "bold"))
            made = paint(theme, labels, least_contrast=least)
            for stack in stacks:
                for _, asked in states(stack):
                    assert contrast_of(made.cell(stack, **asked)) >= least, (color, stack, asked)
            assert contrast_of(made.plain) >= least

    @given(
        theme=st.sampled_from(sorted(COLOURED)),
        colors=st.lists(st.integers(0, 0xFFFFFF), min_size=1, max_size=3),
        data=st.data(),
    )
    def test_letters_of_any_colours_inside_each_other_can_be_read(self, theme, colors, data):
        labels = tuple(
            label(str(at), f"#{color:06x}", data.draw(st.sampled_from(MARKS)))
            for at, color in enumerate(colors)
        )
        made = paint(theme, labels, least_contrast=COLOURED[theme])
        stack = tuple(one.name for one in labels)
        for _, asked in states(stack):
            assert contrast_of(made.cell(stack, **asked)) >= COLOURED[theme]

    @pytest.mark.parametrize("theme", COLOURED)
    def test_each_thing_that_can_stand_on_a_cell_changes_its_look(self, theme):
        for color in COLOURS:
            made = paint(theme, (label("A", color, "bold"),), least_contrast=COLOURED[theme])
            for stack in ((), ("A",)):
                looks = {
                    name: made.cell(stack, **asked)
                    for name, asked in states(stack)
                    if name[0] in {"nothing", "current", "found", "selected"}
                }
                assert len(set(looks.values())) == len(looks), (color, looks)
            assert made.cell(("A",), current=False, selected=False) != made.plain, color

    def test_every_label_of_a_nest_adds_its_mark(self):
        made = paint("dark", one_of_each_mark())
        look = made.cell(("italic", "underline2", "strike"), current=True, selected=False)
        assert look.italic
        assert look.underline2
        assert look.strike

    def test_of_selection_match_and_current_span_the_first_is_seen(self):
        made = paint("dark", one_of_each_mark())
        stack = ("italic",)
        ground = {
            name: made.cell(stack, **asked).bgcolor
            for (name, zone), asked in states(stack)
            if not zone
        }
        assert ground["found in the current"] == ground["found"]
        assert ground["selected in the match"] == ground["selected"]


@pytest.mark.parametrize(
    ("theme", "options"),
    [
        ("dark", {}),
        ("light", {}),
        ("high-contrast", {"least_contrast": 7.0}),
        ("dark", {"few_colors": True}),
        ("light", {"few_colors": True}),
        ("no-colour", {"plain_only": True}),
    ],
)
class TestTheCaret:
    def test_the_caret_shows_on_every_cell(self, theme, options):
        made = paint(theme, one_of_each_mark(), **options)
        for stack in ((), *((mark,) for mark in MARKS), *combinations(MARKS, 2)):
            for _, asked in states(stack):
                look = made.cell(stack, **asked)
                assert not look.reverse
                assert made.caret(look, inside=False).reverse
                assert made.caret(look, inside=True).reverse
                assert look.color != look.bgcolor

    def test_it_looks_otherwise_inside_a_unit_than_at_its_start(self, theme, options):
        made = paint(theme, one_of_each_mark(), **options)
        sent = seen if "plain_only" in options else worn
        for stack in ((), *((mark,) for mark in MARKS), *combinations(MARKS, 2)):
            for _, asked in states(stack):
                look = made.cell(stack, **asked)
                looks = {sent(made.caret(look, inside=inside)) for inside in (False, True)}
                assert len(looks | {sent(look)}) == 3


class TestFewColours:
    def test_the_current_span_the_selection_and_the_match_change_the_ground(self):
        made = paint("dark", one_of_each_mark(), few_colors=True)
        look = made.cell(("bold",), current=False, selected=False)
        assert look.bgcolor == made.plain.bgcolor
        for asked in ({"current": True}, {"selected": True}, {"found": True}):
            over = made.cell(("bold",), **{"current": False, "selected": False, **asked})
            assert over.bgcolor != look.bgcolor

    def test_a_zone_is_fainter(self):
        made = paint("dark", one_of_each_mark(), few_colors=True)
        for stack in ((), ("bold",)):
            look = made.cell(stack, current=False, selected=False)
            zone = made.cell(stack, current=False, selected=False, zone=True)
            assert contrast_of(zone) < contrast_of(look)

    def test_a_span_inside_one_of_its_own_label_shows(self):
        made = paint("dark", one_of_each_mark(), few_colors=True)
        for mark in MARKS:
            outer = made.cell((mark,), current=False, selected=False)
            assert made.cell((mark, mark), current=False, selected=False) != outer


class TestNoColour:
    def test_a_label_is_told_by_its_mark(self):
        looks = {mark: seen(PLAIN.label(mark)) for mark in MARKS}
        assert looks == {
            **{mark: {mark} for mark in MARKS},
            "reverse": {"bold", "italic"},
        }
        assert seen(PLAIN.plain) == set()

    def test_what_stands_over_a_label_is_told_as_the_table_says(self):
        def look(**asked):
            return seen(PLAIN.cell(("italic",), **{"current": False, "selected": False, **asked}))

        assert look(current=True) == {"reverse", "bold", "italic"}
        assert look(current=True, selected=True) == {"reverse", "underline", "italic"}
        assert look(current=True, found=True) == {"reverse", "underline2", "italic"}
        assert look(zone=True) == {"dim", "strike", "italic"}

    def test_the_caret_is_reversed_or_turned_back(self):
        assert seen(PLAIN.caret(PLAIN.plain, inside=False)) == {"reverse"}
        for asked in ({"current": True}, {"selected": True}, {"found": True}):
            look = PLAIN.cell(("strike",), **{"current": False, "selected": False, **asked})
            assert seen(PLAIN.caret(look, inside=False)) == {"bold", "underline2", "strike"}

    def test_the_caret_inside_a_unit_is_struck_through_where_its_cell_is_not(self):
        assert seen(PLAIN.caret(PLAIN.plain, inside=True)) == {"reverse", "strike"}
        struck = PLAIN.cell(("strike",), current=False, selected=False)
        assert seen(PLAIN.caret(struck, inside=True)) == {"reverse"}

    @given(stack=label_stacks, other=label_stacks)
    def test_no_look_of_one_state_is_a_look_of_another(self, stack, other):
        mine = {name: seen(PLAIN.cell(stack, **asked)) for name, asked in states(stack)}
        theirs = {name: seen(PLAIN.cell(other, **asked)) for name, asked in states(other)}
        kinds = {"found in the current": "found", "selected in the match": "selected"}
        for (one, zone), (two, same) in product(mine, theirs):
            if kinds.get(one, one) != kinds.get(two, two) or zone != same:
                assert mine[one, zone] != theirs[two, same]

    @given(stack=label_stacks)
    def test_the_caret_alone_is_reversed_and_neither_bold_nor_underlined(self, stack):
        for inside in (False, True):
            caret = seen(PLAIN.caret(PLAIN.plain, inside=inside))
            assert all(seen(PLAIN.cell(stack, **asked)) != caret for _, asked in states(stack))
            for _, asked in states(stack):
                look = PLAIN.cell(stack, **asked)
                turned = seen(PLAIN.caret(look, inside=inside))
                assert ("reverse" in seen(look)) != ("reverse" in turned)

    @given(outer=label_stacks, inner=st.sampled_from(MARKS))
    def test_a_span_shows_inside_whatever_is_around_it(self, outer, inner):
        around = seen(PLAIN.cell(outer, current=False, selected=False))
        inside = seen(PLAIN.cell((*outer, inner), current=False, selected=False))
        every = {"bold", "italic", "underline2"}
        assert inside != around or around >= every

    def test_each_row_of_a_nest_of_the_shipped_marks_differs_from_the_next(self):
        stack = ("underline2", "underline", "bold", "italic")
        looks = [
            seen(PLAIN.cell(stack[:depth], current=False, selected=False)) for depth in range(4)
        ]
        assert all(one != other for one, other in pairwise(looks))

    def test_the_colour_of_a_label_says_nothing(self):
        made = paint("no-colour", one_of_each_mark("white"), plain_only=True)
        for mark, (_, asked) in product(MARKS, states(("x",))):
            assert made.cell((mark,), **asked) == PLAIN.cell((mark,), **asked)


def test_contrast_is_that_of_wcag():
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#ff0000"), Color.parse("#ff0000")) == pytest.approx(1)
