"""Laws of layout: both maps are exact, every cell has one unit, cells are what Textual counts."""

import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.text import wrap
from annotator.text.graphemes import boundaries
from annotator.text.layout import lay_out
from annotator.text.wrap import kinds, row_starts
from tests.laws.texts import texts

widths = st.integers(min_value=20, max_value=120)


@given(text=texts(), width=widths)
@example(text="\u200f\u064eا", width=20)
@example(text="\r\n\u0301", width=20)
@example(text="\u200f", width=20)
@example(text="ا" * 20, width=20)
@example(text="ا" * 19 + " \n", width=20)
@example(text="a\u2028\u0301b", width=20)
def test_the_cell_of_every_offset_leads_back_to_the_start_of_its_unit(text, width):
    page = lay_out(text, width)
    for offset in range(len(text) + 1):
        start, end = page.unit_at(offset)
        assert (
            start <= offset < end
            or start == offset == end == len(text)
            or (offset == len(text) == end)
        )
        assert page.offset_at(*page.cell_of(offset)) == start
        assert page.cell_of(start) == page.cell_of(offset)


@given(text=texts(), width=widths)
def test_every_offset_is_on_exactly_one_row_and_in_exactly_one_cell(text, width):
    page = lay_out(text, width)
    covered = [
        offset
        for line in page.lines
        for cell in line.cells
        for offset in range(cell.start, cell.end)
    ]
    assert sorted(covered) == list(range(len(text)))
    edges = [line.start for line in page.lines] + [len(text)]
    assert all(line.end == after for line, after in zip(page.lines, edges[1:], strict=True))


@given(text=texts(), width=widths)
def test_cells_stand_side_by_side_and_no_row_is_wider_than_the_page(text, width):
    for line in lay_out(text, width).lines:
        column = line.indent
        for cell in line.cells:
            assert cell.column == column
            assert cell.width == cell_len(cell.text) > 0
            column += cell.width
        assert column <= width
        assert cell_len(line.text) == column
        if line.base:
            assert column == width


@given(text=texts(), width=widths, data=st.data())
def test_a_stretch_lies_on_the_cells_that_share_a_character_with_it(text, width, data):
    page = lay_out(text, width)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for line in page.lines:
        sharing = {
            at for at, cell in enumerate(line.cells) if max(start, cell.start) < min(end, cell.end)
        }
        assert set(line.indices_in(start, end)) == (sharing if start < end else set())


@given(text=texts(), width=widths)
def test_no_control_or_format_character_is_ever_sent(text, width):
    for line in lay_out(text, width).lines:
        assert not {unicodedata.category(character) for character in line.text} & {
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        }


@given(text=texts(), width=widths)
def test_a_row_never_parts_a_grapheme(text, width):
    starts = {line.start for line in lay_out(text, width).lines} - {len(text)}
    assert starts - {0} <= set(boundaries(text))


@given(text=texts(max_size=40))
def test_units_are_the_same_at_every_width(text):
    def units(width):
        page = lay_out(text, width)
        return {page.unit_at(offset) for offset in range(len(text))}

    assert units(20) == units(37) == units(120)


@given(text=texts(max_size=40))
@example(text="\ufffe")
@example(text="".join(map(chr, range(0x4E00, 0x4F80))))
def test_each_code_point_has_one_kind(text):
    assert len(kinds(text)) == len(text)


@given(
    codes=st.text("nnnszb", min_size=1, max_size=300).map(lambda codes: "n" + codes),
    width=st.integers(min_value=1, max_value=40),
    closing_cell=st.integers(min_value=0, max_value=1),
)
def test_rows_of_single_cells_begin_where_sums_of_cells_say(codes, width, closing_cell):
    by_sums = wrap._starts_by_sums(codes, width, closing_cell)  # noqa: SLF001 - the plain way
    assert row_starts(codes, width, closing_cell=closing_cell) == by_sums


@given(words=st.lists(st.text("ابتaceل", min_size=1, max_size=9), min_size=1), width=widths)
def test_words_that_fit_are_never_broken(words, width):
    text = " ".join(words)
    page = lay_out(text, width)
    for line, following in pairwise(page.lines):
        assert text[line.end - 1] == " " or following.start == len(text)


CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(text=st.text("ادروabc12 (),\n" + CONTROLS, max_size=120), width=widths)
def test_bidi_controls_in_an_article_cannot_reorder_the_page(text, width):
    bare = text.translate(dict.fromkeys(map(ord, CONTROLS)))
    shown = [line.text for line in lay_out(f"{text}\nا", width).lines]
    assert shown == [line.text for line in lay_out(f"{bare}\nا", width).lines]
