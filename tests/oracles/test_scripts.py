"""Sentences of many scripts as their readers see them: order, joining, marks and wide cells."""

from __future__ import annotations

import pytest
from arabic_reshaper.letters import LETTERS_ARABIC
from bidi import get_display

from annotator.text.joining import _BORROWED, joined
from annotator.text.layout import lay_out
from annotator.text.unicode import bidi_class, is_format, is_mark, joining_type, mirrored
from tests.oracles.test_joining import mismatches
from tests.oracles.units import SENTENCES

ROOMY = 70
BEH = "\u0628"
ISOLATED, INITIAL, FINAL = "\ufe8f", "\ufe91", "\ufe90"
# Letters that have no forms in FB50-FEFF, as Kurdish, Pashto, Sindhi and others have them.
FORMLESS = [
    letter
    for letter in map(chr, range(0x620, 0x700))
    if joining_type(letter) in "RD" and letter not in {*LETTERS_ARABIC, *_BORROWED}
]


def row(text):
    page = lay_out(text, ROOMY)
    assert page.height == 1
    return page.line(0)


def letters(text):
    """The characters that have an order of their own and keep their look when it is found."""
    return "".join(one for one in text if not (is_mark(one) or is_format(one)))


# The other program turns no brackets and knows no clusters.
ORDERED = [
    text
    for name, text, _ in SENTENCES
    if not name.startswith("emoji") and not any(mirrored(one) != one for one in text)
]
every_sentence = pytest.mark.parametrize(
    ("text", "seen"), [one[1:] for one in SENTENCES], ids=[one[0] for one in SENTENCES]
)
every_text = pytest.mark.parametrize(
    "text", [text for _, text, _ in SENTENCES], ids=[one[0] for one in SENTENCES]
)


@every_sentence
def test_a_sentence_reads_from_its_right_edge_as_it_was_pinned(text, seen):
    line = row(text)
    assert "".join(cell.text for cell in line.cells if cell.end > cell.start) == seen
    assert line.base == 1
    assert line.cells[-1].column + line.cells[-1].width == ROOMY


@pytest.mark.parametrize("text", ORDERED)
def test_a_sentence_stands_in_the_order_that_another_program_finds(text):
    ours = "".join(bare_of(text, cell) for cell in row(text).cells)
    assert ours == get_display(letters(text))


@every_text
def test_a_sentence_joins_as_harfbuzz_joins(text):
    assert mismatches(text) == []


@every_text
def test_each_column_of_a_sentence_leads_back_to_the_unit_that_it_shows(text):
    page = lay_out(text, ROOMY)
    for cell in page.line(0).cells:
        for column in range(cell.column, cell.column + cell.width):
            assert page.offset_at(0, column) == cell.start
        for offset in range(cell.start, cell.end):
            assert page.cell_of(offset) == (0, cell.column)


def bare_of(text, cell):
    own = letters(text[cell.start : cell.end])
    return own[::-1] if bidi_class(own[:1] or "a") in {"R", "AL"} else own


@pytest.mark.parametrize("letter", FORMLESS, ids=lambda letter: f"U+{ord(letter):04X}")
def test_neighbours_join_around_a_letter_that_has_no_forms(letter):
    goes_on = joining_type(letter) == "D"
    assert joined(BEH + letter + BEH) == [INITIAL, letter, FINAL if goes_on else ISOLATED]


def test_there_are_letters_without_forms_in_kurdish_pashto_and_sindhi():
    assert set("ێڵڕ" + "ټښځږ" + "ڪٽ") <= set(FORMLESS)


def test_a_zero_width_non_joiner_parts_letters_and_has_no_cell():
    text = "می\u200cشود"
    assert joined(text) == ["\ufee3", "\ufbfd", "\u200c", "\ufeb7", "\ufeee", "\ufea9"]
    page = lay_out(text, ROOMY)
    assert [cell.text for cell in page.line(0).cells if cell.end > cell.start] == [
        "\ufea9", "\ufeee", "\ufeb7", "\ufbfd", "\ufee3",
    ]  # fmt: skip
    assert page.cell_of(2) == page.cell_of(1)


def test_a_direction_mark_keeps_two_numbers_apart():
    assert row("قال 12\u200f34").text.strip() == "3412 ﻝﺎﻗ"


def test_marks_upon_marks_stay_on_their_letter_in_the_order_in_which_they_are_written():
    (cell,) = (cell for cell in row("ن\u0651\u064e\u0670 ا").cells if cell.start == 0)
    assert (cell.text, cell.width) == ("\ufee5\u0651\u064e\u0670", 1)


def test_a_wide_sign_takes_two_cells_in_a_row_from_right_to_left():
    line = row("ا中👩\u200d🔬ب")
    assert [(cell.text, cell.width) for cell in line.cells[-4:]] == [
        ("\ufe8f", 1), ("👩", 2), ("中", 2), ("\ufe8d", 1),
    ]  # fmt: skip
