"""The property tables, against the files they are made from."""

import unicodedata

from annotator.text import _tables, unicode
from tests.oracles.unicode import make_tables


def test_the_tables_are_exactly_what_the_files_of_unicode_make_them():
    assert make_tables.TABLES.read_text(encoding="ascii") == make_tables.source()


def test_every_code_point_has_the_property_that_its_file_says():
    files = {
        "BIDI": make_tables.bidi_classes(),
        "CATEGORY": make_tables.categories(),
        "GRAPHEME": make_tables.grapheme_breaks(),
        "WORD": make_tables.word_breaks(),
        "JOINING": make_tables.joining_types(),
        "WIDE": make_tables.wide(),
        "IGNORABLE": make_tables.ignorable(),
    }
    for name, codes in files.items():
        looked_up = unicode.Codes(getattr(_tables, name))
        assert [looked_up.code(point) for point in range(make_tables.POINTS)] == codes


def test_python_knows_the_same_letters_marks_and_digits_in_arabic_and_hebrew():
    for point in (*range(0x0590, 0x0870), *range(0xFB1D, 0xFE00), *range(0xFE70, 0xFF00)):
        character = chr(point)
        if unicodedata.category(character) != "Cn":
            assert unicode.category(character) == unicodedata.category(character)
            assert unicode.bidi_class(character) == unicodedata.bidirectional(character)
