"""Whatever way a terminal needs, what it shows in the end is the row that was meant."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from bidi import get_display
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.terminal.canvas import Canvas
from annotator.terminal.cells import Painted, face, painted, parsed, written
from annotator.terminal.ways.cellwise import Cellwise
from annotator.terminal.ways.explicit import Explicit
from annotator.terminal.ways.inverse import Inverse
from annotator.terminal.ways.kitty import Kitty, KittyWords
from annotator.terminal.ways.konsole import Konsole
from annotator.terminal.ways.logical import Logical
from annotator.terminal.ways.visual import Visual
from annotator.text.flat import holds_right_to_left
from annotator.text.layout import lay_out
from annotator.text.unicode import mirrored
from tests.unit.terminal.screen import Screen

WIDTH = 24
WORDS = st.sampled_from(
    (
        'قال مدير (لندن) Reuters 25% من [القتلى] «لا» 12/3/2021 ـBBC كم، ٢٥٪ 3.5 - و" ق '
        "נִקּוּד قُتِلَ مُدَمَّرٌ يُؤجِّلُ"
    ).split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
STYLES = st.sampled_from(["", "\x1b[7m", "\x1b[3;38;2;9;8;7m", "\x1b[1;48;5;20m", "\x1b[4m"])


def row_of(text, style=""):
    """A row of the screen as the program draws it: right-to-left text at the right edge."""
    line = lay_out(text, WIDTH).lines[0]
    cells = painted(" " * line.indent) + [
        Painted(cell.text, cell.width, style if cell.start % 3 else "") for cell in line.cells
    ]
    return [*cells, *painted(" " * (WIDTH - sum(cell.width for cell in cells)))]


ROWS = st.builds(row_of, TEXTS, STYLES)


def as_kitty_draws(way, cells):
    """What kitty makes of a row: runs of one font turned round where their first letter says so."""
    shown = []
    for _, run in groupby(cells, lambda cell: (way.font_of(cell.text), face(cell.style))):
        sent = list(run)
        letters = [cell.text[0] for cell in sent if cell.text[0].isalpha() and cell.text[0] != "ـ"]
        if "٪" in [cell.text for cell in sent] and not letters:
            letters = ["ا"]
        if letters and holds_right_to_left(letters[0]):
            turned = [
                replace(cell, text=mirrored(cell.text[0]) + cell.text[1:]) for cell in sent[::-1]
            ]
            sent = [
                replace(cell, style=place.style) for cell, place in zip(turned, sent, strict=True)
            ]
        shown += sent
    return [cell.text for cell in shown]


@given(ROWS)
def test_kitty_shows_the_row_that_was_meant(cells):
    sent = Kitty().row(cells)
    assert as_kitty_draws(Kitty(), sent) == [cell.text for cell in cells]


@given(ROWS)
def test_colours_stay_on_their_cells_where_kitty_turns_letters_round(cells):
    assume(all("\x1b[3" not in cell.style for cell in cells))
    sent = Kitty().row(cells)
    assert [cell.style.removesuffix("\x1b[3m") for cell in sent] == [cell.style for cell in cells]
    assert sorted(cell.text for cell in sent) == sorted(cell.text for cell in cells)


@given(ROWS, st.sampled_from([Kitty(), KittyWords()]))
def test_kitty_never_shapes_a_letter_with_marks_together_with_others(cells, way):
    sent = way.row(cells)
    for one, other in pairwise(sent):
        marked = len(one.text) + len(other.text) > 2
        if marked and all(holds_right_to_left(cell.text) for cell in (one, other)):
            assert face(one.style) != face(other.style)


def test_in_a_font_with_arabic_kitty_turns_a_word_round_with_its_brackets():
    cells = painted("(ندنل) abc .لا")
    assert "".join(cell.text for cell in KittyWords().row(cells)) == "(لندن) abc ال."


@given(ROWS, st.sampled_from([(0, True), (0, False), (None, True)]))
def test_a_terminal_that_orders_rows_shows_the_row_that_was_meant_where_it_can(cells, kind):
    base, mirrors = kind
    way = Inverse(base=base, mirrors=mirrors)
    sent = way.row(cells)
    assert sum(cell.width for cell in sent) == WIDTH
    if way.is_exact(cells):
        shown = [cell.text.replace("\u2800", " ") for cell in way.shown(sent)]
        assert shown == [cell.text for cell in cells]
        assert [cell.style for cell in way.shown(sent)] == [cell.style for cell in cells]


@given(ROWS)
def test_what_is_called_exact_is_exact_by_another_implementation(cells):
    way = Inverse()
    assume(way.is_exact(cells))
    sent = "".join(cell.text[0] for cell in way.row(cells))
    theirs = get_display(sent, base_dir="L").replace("\u2800", " ")
    ours = "".join(cell.text[0] for cell in cells)
    assert list(map(even, theirs)) == list(map(even, ours))


def even(character):
    """A bracket of either direction as the same one: the other implementation turns none."""
    return min(character, mirrored(character))


def test_arabic_numbers_without_a_letter_keep_their_order_too():
    cells = painted("٢٥ ٣٠, ٤")
    way = Inverse()
    assert [cell.text for cell in way.shown(way.row(cells))] == [cell.text for cell in cells]
    assert Explicit().line(cells) == "\x1b[8l٢٥ ٣٠, ٤\n\x1b[8h"


@given(ROWS)
def test_the_mouse_is_where_the_row_is_seen(cells):
    way = Inverse()
    assume(way.is_exact(cells))
    sent = way.row(cells)
    named = [replace(cell, style=str(at)) for at, cell in enumerate(sent)]
    shown = [cell.style for cell in way.shown(named)]
    for column in range(WIDTH):
        assert shown[way.column_of(sent, column)] == str(column)
    assert way.column_of(sent, WIDTH + 3) == WIDTH + 3


@given(ROWS)
def test_no_two_cells_beside_a_right_to_left_letter_look_the_same(cells):
    sent = Cellwise().row(cells)
    assert [cell.text for cell in sent] == [cell.text for cell in cells]
    for one, other in pairwise(sent):
        if holds_right_to_left(one.text) or holds_right_to_left(other.text):
            assert one.style != other.style


@given(ROWS)
def test_the_last_resort_sends_plain_letters_in_the_order_of_storage(cells):
    sent = Logical().row(cells)
    assert len(sent) == len(cells)
    text = "".join(cell.text for cell in cells)
    if "لاق" in text:
        assert "قال" in "".join(cell.text for cell in sent)


@given(ROWS)
def test_what_is_slanted_in_arabic_is_overlined_where_no_font_slants_it(cells):
    pairs = zip(Konsole().row(cells), cells, strict=True)
    for style, run in groupby(pairs, lambda pair: pair[1].style):
        stretch = list(run)
        arabic = any(holds_right_to_left(meant.text) for _, meant in stretch)
        wanted = style.replace("[3;", "[53;") if arabic else style
        assert {cell.style for cell, _ in stretch} == {wanted}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8), TEXTS, STYLES), max_size=8))
@pytest.mark.parametrize(
    "way", [Visual(), Inverse(), Kitty(), Cellwise()], ids=lambda way: way.name
)
def test_what_is_sent_in_pieces_is_the_row_sent_as_a_whole(way, writes):
    wanted, shown = Screen(2 * WIDTH, 4), Screen(2 * WIDTH, 4)
    canvas = Canvas(way)
    for row, column, text, style in writes:
        cells = row_of(text, style)
        sent = f"\x1b[{row + 1};{column + 1}H{written(cells)}"
        wanted.take(sent)
        shown.take(canvas.write(sent))
    for row in {row for row, *_ in writes}:
        seen = list(wanted.cells(row))
        while seen and seen[-1] == Painted(" "):
            seen.pop()
        whole = way.row(seen)
        assert shown.cells(row)[: len(whole)] == whole


@given(ROWS)
def test_a_line_in_colours_is_read_as_it_was_written(cells):
    assert parsed(written(cells)) == cells


def test_a_line_for_vte_turns_its_ordering_off_and_on_again_for_itself_alone():
    assert Explicit().line(painted("لاق")) == "\x1b[8lلاق\n\x1b[8h"
    assert Explicit().line(painted("said")) == "said\n"


def test_what_neither_writes_nor_moves_is_passed_on_in_its_order():
    canvas = Canvas(Inverse())
    sent = canvas.write("\x1b[?2026h\x1b[1;1Habc\x1b[?2026l\x1b]52;c;QQ==\x07")
    assert sent == "\x1b[?2026h\x1b[1;1Habc\x1b[?2026l\x1b]52;c;QQ==\x07"


def test_only_cells_that_differ_are_sent_again():
    canvas = Canvas(Kitty())
    canvas.write("\x1b[2;1Hone two three")
    assert canvas.write("\x1b[2;1Hone two 12ree") == "\x1b[2;9H12"
    assert canvas.write("\x1b[2;5Htwo") == ""
