"""A guideline page as rows of cells: what stands where, which way it runs, how it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from annotator.text.flat import visual
from annotator.tui.markdown import Look, rows

GUIDELINES = Path(__file__).resolve().parents[2] / "guidelines"
LOOK = Look(
    plain=Style(color="white"),
    heading=Style(bold=True, color="blue"),
    bold=Style(bold=True),
    italic=Style(italic=True),
    code=Style(color="yellow"),
    dim=Style(dim=True),
)
ARABIC_PAGE = """\
# شخص

وصف **قصير** لما يوسم، ومعه مثال: `the minister`، ثم كلام يطول حتى يلتف.

1. الاسم كاملا أو [مبتورا]
2. وصف لا يعني غيره، وهو بند طويل يلتف على أكثر من صف واحد
   - بند داخلي
   - 2021
3. an item in English

> اقتباس من صحيفة
>
> and one in English

| القيمة | معناها |
|---|---|
| الدور | ما يقال قبل الاسم |
| kind | 83 |

---

```
اسم = "name"
    x
```
"""


def page(source, width=30):
    return [row.text for row in rows(source, width, LOOK)]


def style_of(source, text, width=40):
    """The style of the run that holds these letters."""
    found = [
        segment.style
        for row in rows(source, width, LOOK)
        for segment in row
        if text in segment.text
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("width", [24, 36, 60])
class TestPagesAsTheyAreRead:
    @pytest.mark.parametrize("name", ["casualty", "date", "person", "place"])
    def test_a_page_of_the_sample_project(self, name, width, frame):
        source = (GUIDELINES / f"{name}.md").read_text(encoding="utf-8")
        assert "\n".join(row.rstrip() for row in page(source, width)) + "\n" == frame

    def test_a_page_in_arabic(self, width, frame):
        assert "\n".join(row.rstrip() for row in page(ARABIC_PAGE, width)) + "\n" == frame


class TestDirection:
    def test_an_arabic_paragraph_ends_at_the_right_edge_in_the_order_it_is_read(self):
        assert page("وصلت سعاد", 20) == [f"{visual('وصلت سعاد'):>20}"]

    def test_a_paragraph_is_wrapped_from_its_beginning(self):
        assert page("وصلت سعاد إلى حلب", 10) == [
            visual("وصلت سعاد").rjust(10),
            visual("إلى حلب").rjust(10),
        ]

    def test_what_has_no_direction_follows_what_it_stands_in(self):
        assert page("83", 10) == ["83        "]
        assert page("- نعم\n- 83", 10) == [f"{visual('نعم')} •".rjust(10), "      83 •"]

    def test_the_first_strong_character_outside_code_gives_the_direction(self):
        assert page("`x` نعم", 12) == [f"{visual('نعم')} x".rjust(12)]
        assert page("`x`\n\nنعم", 12)[0] == "x           "

    def test_an_example_in_code_is_not_parted_by_what_is_around_it(self):
        yes, no = visual("نعم"), visual("لا")
        assert page("لا 5, `6 p.m.`, نعم", 22) == [f"{yes} ,6 p.m. ,5 {no}".rjust(22)]

    def test_what_stands_before_an_example_stays_before_it(self):
        yes, no = visual("نعم"), visual("لا")
        assert page("a: لا, `6 p.m.`, نعم", 22) == [f"a: {no}, 6 p.m., {yes}".ljust(22)]

    def test_a_mark_of_direction_at_the_beginning_turns_a_paragraph(self):
        assert page("&lrm;رجب is a month", 20) == [f"{visual('رجب')} is a month".ljust(20)]

    def test_a_forced_break_begins_a_row_and_no_paragraph(self):
        assert page("نعم  \nyes", 10) == [visual("نعم").rjust(10), "       yes"]


class TestLists:
    def test_the_mark_stands_where_reading_begins_and_the_rest_is_aligned_after_it(self):
        assert page("- one two three", 10) == ["• one two ", "  three   "]
        first, second = page("- وصلت سعاد إلى", 12)
        assert (first, second) == (
            f"{visual('وصلت سعاد')} •".rjust(12),
            f"{visual('إلى')}  ".rjust(12),
        )

    def test_numbers_end_in_one_column(self):
        assert page("9. a\n10. b", 10) == [" 9. a     ", "10. b     "]
        assert page("9. ا\n10. ب", 10) == [
            f"{visual('ا')} .9 ".rjust(10),
            f"{visual('ب')} .10".rjust(10),
        ]

    def test_items_that_are_paragraphs_stand_apart(self):
        assert page("- a\n\n- b", 8) == ["• a     ", "        ", "• b     "]

    def test_an_empty_item_keeps_its_mark(self):
        assert page("-\n- b", 10) == ["•         ", "• b       "]

    def test_marks_are_left_out_where_they_would_leave_no_room(self):
        assert page("- - - deep", 7) == ["deep   "]


class TestTables:
    def test_columns_are_as_wide_as_they_need_where_there_is_room(self):
        assert page("| a | bcd |\n|--|--|\n| efgh | ب |", 20) == [
            "a    │ bcd          ",
            "─────┼────          ",
            f"efgh │   {visual('ب')}          ",
        ]

    def test_narrow_columns_are_wrapped_and_share_what_is_left_by_what_they_want(self):
        lines = page(f"| a | b | c |\n|-|-|-|\n| {'xx ' * 5} | {'yy ' * 10} | z |", 30)
        assert lines[0] == "a        │ b               │ c"
        assert lines[2] == "xx xx xx │ yy yy yy yy yy  │ z"

    def test_lines_whose_first_cell_is_wrapped_stand_apart(self):
        lines = page("| name | b |\n|-|-|\n| one two | x |\n| six | y |", 10)
        assert lines[2:] == ["one    │ x", "two    │  ", "       │  ", "six    │ y"]

    def test_the_first_column_is_on_the_right_where_the_header_is_arabic(self):
        lines = page("| اسم | قيمة |\n|--|--|\n| x | 83 |", 16)
        assert lines[0] == f"{visual('قيمة')} │ {visual('اسم')}".rjust(16)
        assert lines[2] == "        83 │ x  "

    def test_a_table_too_wide_for_columns_is_told_line_by_line(self):
        source = "| name | meaning |\n|-|-|\n| declaration | statements |\n| x | |\n| y | z |"
        assert page(source, 18) == [
            "name: declaration ",
            "meaning:          ",
            "statements        ",
            "                  ",
            "name: x           ",
            "                  ",
            "name: y           ",
            "meaning: z        ",
        ]

    def test_a_column_without_a_header_has_no_colon(self):
        assert page("| | bbbbbbbbbb |\n|-|-|\n| aaaaaaaaaa | c |", 16)[0] == "aaaaaaaaaa".ljust(16)

    def test_a_table_of_a_header_alone_is_told_too(self):
        source = "| aaaaaaaaaa | bbbbbbbbbb |\n|-|-|"
        assert page(source, 12) == ["aaaaaaaaaa  ", "bbbbbbbbbb  "]


class TestOtherBlocks:
    def test_a_quotation_has_a_bar_where_reading_begins(self):
        assert page("> one\n>\n> نعم", 12) == [
            "│ one       ",
            "│           ",
            f"│ {visual('نعم').rjust(10)}",
        ]
        assert page("> نعم", 12) == [f"{visual('نعم')} │".rjust(12)]

    def test_lines_of_code_keep_their_blanks(self):
        assert page("```\nif:\n\tx\n```", 10) == ["if:       ", "    x     "]

    def test_a_rule_is_as_wide_as_the_page(self):
        assert page("---", 7) == ["─" * 7]

    def test_what_follows_a_heading_is_close_to_it_and_what_precedes_it_is_not(self):
        assert page("one\n# two\nthree\n\nfour", 6) == [
            "one   ",
            "      ",
            "two   ",
            "three ",
            "      ",
            "four  ",
        ]

    def test_an_empty_page_has_no_rows(self):
        assert page("", 10) == page("\n\n[a]: /b\n", 10) == []


class TestTextIsText:
    def test_a_link_shows_its_words_and_an_image_what_stands_for_it(self):
        assert page("[see *here*](http://a.b) ![a map](m.png)", 20) == ["see here a map".ljust(20)]

    def test_brackets_that_are_no_link_stay(self):
        assert page("[A [b]] ([c])", 20) == ["[A [b]] ([c])".ljust(20)]

    def test_html_and_markup_of_other_programs_are_shown_as_they_are_written(self):
        assert page("<b>x</b> [red]y[/red]", 22) == ["<b>x</b> [red]y[/red] "]

    def test_controls_are_shown_as_their_pictures(self):
        assert page("a\x1b[2Jb\u202ec&#x202e;d", 20) == ["a␛[2Jbcd".ljust(20)]


class TestLooks:
    def test_each_part_has_its_style_over_the_plain_one(self):
        source = "# title\n\nword **strong** *stressed* `coded`\n\n- item\n"
        assert style_of(source, "title") == LOOK.plain + LOOK.heading
        assert style_of(source, "strong") == LOOK.plain + LOOK.bold
        assert style_of(source, "stressed") == LOOK.plain + LOOK.italic
        assert style_of(source, "coded") == LOOK.plain + LOOK.code
        assert style_of(source, "word") == LOOK.plain
        assert style_of(source, "•") == LOOK.plain + LOOK.dim

    def test_styles_add_up_inside_each_other(self):
        assert style_of("**a *bcd* `efg`**", "bcd") == LOOK.plain + LOOK.bold + LOOK.italic
        assert style_of("**a *bcd* `efg`**", "efg") == LOOK.plain + LOOK.bold + LOOK.code

    def test_a_style_lies_on_the_same_letters_from_right_to_left(self):
        assert style_of("قال **أحمد** نعم", visual("أحمد")) == LOOK.plain + LOOK.bold
        assert style_of("قال **أحمد** نعم", visual("قال").strip()) == LOOK.plain

    def test_the_header_of_a_table_is_bold_and_its_values_are_not(self):
        source = "| name |\n|--|\n| value |"
        assert style_of(source, "name") == LOOK.plain + LOOK.bold
        assert style_of(source, "value") == LOOK.plain
        assert style_of(source, "───") == LOOK.plain + LOOK.dim

    def test_headers_are_bold_where_a_table_is_told_line_by_line(self):
        source = "| name | meaning |\n|-|-|\n| declaration | statements |"
        assert style_of(source, "meaning", 18) == LOOK.plain + LOOK.bold
        assert style_of(source, "statements", 18) == LOOK.plain
