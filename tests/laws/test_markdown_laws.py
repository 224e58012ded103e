"""Laws of a page of Markdown: it stays inside its width, acts on nothing and loses no word."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from annotator.text.layout import lay_out
from annotator.text.width import cells
from annotator.tui.markdown import Look, rows
from tests.laws.texts import ARABIC, texts

LOOK = Look(*(Style(italic=True, bold=bool(at % 2)) for at in range(6)))
MARKUP = (
    *("# ", "## ", "- ", "1. ", "999999999. ", "> ", "    ", "\t", "\n", "\n\n", "---\n", "===\n"),
    *("| a | b |\n|--|--|\n| ", " | ", "|", "|-|\n", "```\n", "~~~", "`", "``", "**", "*", "_"),
    *("[", "](", ")", "![", "<b>", "<http://a.b>", "<!--", "\\", "\\\n", "  \n", "&lrm;", "&amp;"),
    *("&#x202e;", "&#27;", "&#10;", "&#0;", "[a]: /b\n", "[red]", "- - - ", "> > > "),
)
STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SHAPES = ("{}", "# {}", "- {}", "- - 1. {}", "> {}", "**{}**", "`{}`", "[{}](a)", "    {}")

pages = st.lists(st.one_of(st.sampled_from(MARKUP), texts(max_size=12)), max_size=30).map("".join)
widths = st.integers(min_value=1, max_value=80)
words = st.lists(st.text(f"{ARABIC}abcxyz", min_size=1, max_size=12), min_size=1, max_size=12)


def letters(text):
    """What is drawn of a text, whatever its order, without the marks of lists and tables."""
    return sorted(character for character in text if character not in " •1.:│─┼")


def drawn(text):
    """The same text as one long row of an article."""
    return "".join(cell.text for cell in lay_out(text, 4 * len(text) + 1).line(0).cells)


@given(page=pages, width=widths)
@example(page="漢", width=1)
@example(page="| a | b |\n|--|--|\n| 漢漢 | ب |", width=9)
@example(page="[a](\ud800)", width=5)
@example(page="- " * 30 + "a", width=3)
@example(page="|\n|-|", width=1)
def test_every_row_has_as_many_cells_as_the_page_is_wide(page, width):
    for row in rows(page, width, LOOK):
        assert cells(row.text) == cell_len(row.text) == row.cell_length == width


@given(page=pages, width=widths)
@example(page="&#x202e;&#27;`\x1b[2J\u202e`", width=40)
def test_no_control_or_format_character_is_ever_sent(page, width):
    for row in rows(page, width, LOOK):
        assert not {unicodedata.category(character) for character in row.text} & {
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        }


@given(words=words, shape=st.sampled_from(SHAPES), width=widths)
def test_no_letter_is_lost_however_narrow_the_page(words, shape, width):
    page = rows(shape.format(" ".join(words)), width, LOOK)
    assert letters("".join(row.text for row in page)) == letters(drawn(" ".join(words)))


@given(header=words, values=words, width=widths)
def test_no_letter_of_a_table_is_lost_in_columns_or_line_by_line(header, values, width):
    count = min(len(header), len(values))
    lines = (header[:count], ["--"] * count, values[:count])
    source = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    page = rows(source, width, LOOK)
    said = drawn(" ".join((*header[:count], *values[:count])))
    assert letters("".join(row.text for row in page)) == letters(said)


@given(
    text=st.text("ادروabc12 (),\n" + STEERING, max_size=80),
    around=st.sampled_from(("د {} د", "a {} a", "> د{}b", "a `x{}x` د", "|a|\n|-|\n|د{}د|")),
    width=st.integers(min_value=8, max_value=60),
)
def test_bidi_controls_of_a_page_cannot_reorder_it(text, around, width):
    text = text.replace("\n", " ")
    bare = text.translate(dict.fromkeys(map(ord, STEERING)))
    shown = [row.text for row in rows(around.format(bare), width, LOOK)]
    assert shown == [row.text for row in rows(around.format(text), width, LOOK)]
    if "`" not in around:
        named = "".join(f"&#{ord(sign)};" if sign in STEERING else sign for sign in text)
        assert shown == [row.text for row in rows(around.format(named), width, LOOK)]


@given(page=pages, width=widths)
def test_a_row_can_be_cut_between_any_two_letters(page, width):
    """Textual parts a mark from its base where it cuts a run of more than one letter."""
    for row in rows(page, width, LOOK):
        column = 0
        for segment in row:
            if any(unicodedata.combining(character) for character in segment.text):
                cut = row.crop(column, column + segment.cell_length)
                assert cut.text == segment.text
                assert segment.cell_length <= 2
            column += segment.cell_length
