"""Laws of badges: they widen cells, and change nothing else of a page."""

import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.text.badges import Badge, edges, invisibles, joined
from annotator.text.display import shown
from annotator.text.layout import lay_out
from tests.laws.texts import PIECES, texts

# Their characters are in no text here, so that they can be told from what is drawn for it.
MARK, FILLER = "\u2605", "\u2606"

widths = st.integers(min_value=20, max_value=120)
any_width = st.integers(min_value=1, max_value=120)
WIDE = 100_000


def badges(text, signs=("[X]", "\u2605", "‹pc›", "[U+2063]", "→   ")):
    """Badges at random offsets of a text, some in the stead of blanks."""
    if not text:
        return st.just(())
    one = st.builds(
        Badge,
        st.integers(min_value=0, max_value=len(text) - 1),
        st.sampled_from(signs),
        st.sampled_from(("beside", "instead")),
    )
    found = st.lists(one, max_size=40)
    return found.map(lambda some: tuple(sorted(some, key=lambda badge: badge.offset)))


badged = texts().flatmap(lambda text: st.tuples(st.just(text), badges(text)))


@given(badged=badged, width=any_width)
@example(badged=("\u200f\u064eا", (Badge(0, "[X]"), Badge(1, "[X]"))), width=1)
@example(badged=("\t漢\t", (Badge(0, "→   ", "instead"), Badge(1, "[X]"))), width=1)
@example(badged=("لا", (Badge(0, "[X]"), Badge(1, "[X]"))), width=3)
def test_the_cell_of_every_offset_leads_back_to_the_start_of_its_unit(badged, width):
    text, own = badged
    page = lay_out(text, width, badges=own)
    for offset in range(len(text) + 1):
        start, end = page.unit_at(offset)
        assert (
            start <= offset < end
            or start == offset == end == len(text)
            or (offset == len(text) == end)
        )
        assert page.offset_at(*page.cell_of(offset)) == start
        assert page.cell_of(start) == page.cell_of(offset)


@given(badged=badged, width=any_width)
def test_every_offset_is_on_exactly_one_row_and_in_exactly_one_cell(badged, width):
    text, own = badged
    page = lay_out(text, width, badges=own)
    covered = [
        offset
        for line in page.lines
        for cell in line.cells
        for offset in range(cell.start, cell.end)
    ]
    assert sorted(covered) == list(range(len(text)))
    starts = [line.start for line in page.lines] + [len(text)]
    assert all(line.end == after for line, after in zip(page.lines, starts[1:], strict=True))


@given(badged=badged, width=any_width)
@example(badged=("ا" * 9, tuple(Badge(at, "[X]") for at in range(9))), width=4)
@example(badged=("a" + "\u200f" * 9, tuple(Badge(at, "[X]") for at in range(10))), width=20)
def test_cells_stand_side_by_side_and_only_a_unit_wider_than_the_page_goes_beyond_it(badged, width):
    text, own = badged
    bare = {cell.start: cell.width for line in lay_out(text, width).lines for cell in line.cells}
    for line in lay_out(text, width, badges=own).lines:
        column = line.indent
        for cell in line.cells:
            assert cell.column == column
            assert cell.width == cell_len(cell.text) > 0
            column += cell.width
        assert cell_len(line.text) == column
        if column > width:
            (cell,) = line.cells
            assert cell.width == bare[cell.start]
        elif line.base:
            assert column == width


@given(badged=badged, width=any_width)
def test_the_place_of_every_column_is_found_through_the_cells_of_its_row(badged, width):
    text, own = badged
    page = lay_out(text, width, badges=own)
    for row, line in enumerate(page.lines):
        for cell in line.cells:
            for column in range(cell.column, cell.column + cell.width):
                assert page.offset_at(row, column) == cell.start


@given(text=texts(), width=any_width)
def test_blanks_in_the_stead_of_blanks_change_nothing(text, width):
    bare = lay_out(text, width)
    own = tuple(
        Badge(cell.start, cell.text, "instead")
        for line in bare.lines
        for cell in sorted(line.cells, key=lambda cell: cell.start)
        if cell.text.isspace() and cell.end > cell.start and shown(text[cell.start]).isspace()
    )
    assert list(lay_out(text, width, badges=own).lines) == list(bare.lines)


@given(data=st.data(), text=texts(max_size=60))
def test_without_its_badges_a_row_shows_the_same_units_in_the_same_order(data, text):
    own = tuple(
        Badge(badge.offset, badge.text)
        for badge in data.draw(badges(text, signs=(MARK, MARK + FILLER)))
    )
    bare = lay_out(text, WIDE).lines
    for line, other in zip(bare, lay_out(text, WIDE, badges=own).lines, strict=True):
        texts_only = [cell.text.translate({ord(MARK): "", ord(FILLER): ""}) for cell in other.cells]
        assert texts_only == [cell.text for cell in line.cells]
        assert [(cell.start, cell.end) for cell in other.cells] == [
            (cell.start, cell.end) for cell in line.cells
        ]
        assert (other.units, other.places) == (line.units, line.places)
    sent = "".join(line.text for line in lay_out(text, WIDE, badges=own).lines)
    assert sent.count(MARK) == len(own)


@given(badged=badged, width=any_width)
def test_units_are_the_same_with_badges_as_without(badged, width):
    text, own = badged
    bare, page = lay_out(text, width), lay_out(text, width, badges=own)
    for offset in range(len(text) + 1):
        assert page.unit_at(offset) == bare.unit_at(offset)


@given(
    data=st.data(),
    words=st.lists(st.text("ابتaceل", min_size=1, max_size=3), min_size=1),
    width=widths,
)
def test_words_that_fit_with_their_badges_are_never_broken(data, words, width):
    text = " ".join(words)
    at_starts = [match for match in range(len(text)) if match == 0 or text[match - 1] == " "]
    chosen = data.draw(st.lists(st.sampled_from(at_starts), max_size=9, unique=True).map(sorted))
    page = lay_out(text, width, badges=tuple(Badge(at, "[U+2063]") for at in chosen))
    for line, following in pairwise(page.lines):
        assert text[line.end - 1] == " " or following.start == len(text)


@given(text=texts(), width=widths, data=st.data())
def test_no_control_or_format_character_is_ever_sent_with_badges(text, width, data):
    at = st.integers(min_value=0, max_value=max(len(text) - 1, 0))
    spans = data.draw(st.lists(st.tuples(at, st.sampled_from(PIECES)))) if text else []
    own = joined(invisibles(text), edges(spans))
    for line in lay_out(text, width, badges=own).lines:
        assert not {unicodedata.category(character) for character in line.text} & {
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        }


@given(text=texts())
@example(text="\u1161")
@example(text="\u200f ")
@example(text="\u0600 \xa0\u3000\r\n")
def test_with_its_invisibles_shown_no_unit_of_a_text_is_blank(text):
    for line in lay_out(text, WIDE, badges=invisibles(text)).lines:
        assert not any(cell.text.isspace() for cell in line.cells if cell.end > cell.start)


@given(text=texts())
def test_everything_without_a_cell_of_its_own_is_told(text):
    told = "".join(badge.text for badge in invisibles(text))
    for character, name in {
        "\u200f": "RLM",
        "\u200d": "ZWJ",
        "\ufeff": "BOM",
        "\xad": "SHY",
    }.items():
        assert (f"[{name}" in told) == (character in text)


@given(one=badged, data=st.data())
def test_two_sets_of_badges_joined_are_sorted_and_lose_none(one, data):
    text, own = one
    other = data.draw(badges(text))
    both = joined(own, other)
    assert sorted(both, key=lambda badge: badge.offset) == list(both)
    assert sorted(map(hash, both)) == sorted(map(hash, own + other))


@given(badged=badged, width=any_width)
@example(badged=("\u200f\u200f ا\u064e\u200b\u200b\t\xa0\r\n\u200e", ()), width=1)
@example(badged=("ab\u2028\u200f\u200f c\xad\xadd\u1160", ()), width=2)
def test_a_page_that_finds_its_invisibles_by_itself_is_the_one_that_was_given_them(badged, width):
    text, own = badged
    given_them = lay_out(text, width, badges=joined(own, invisibles(text)))
    page = lay_out(text, width, badges=own, invisible=True)
    assert list(page.lines) == list(given_them.lines)
