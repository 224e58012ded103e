"""Properties of characters, whatever Python's own tables say."""

import pytest

from annotator.text import unicode


def test_the_version_is_pinned():
    assert unicode.VERSION == "15.0.0"


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", "L"),
        ("ا", "AL"),
        ("א", "R"),
        ("1", "EN"),
        ("\u0661", "AN"),
        ("\u06f1", "EN"),
        ("\u064e", "NSM"),
        ("\u200c", "BN"),
        ("\u2066", "LRI"),
        ("\u2029", "B"),
    ],
)
def test_a_character_has_a_bidi_class(character, expected):
    assert unicode.bidi_class(character) == expected


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (0x05FF, "R"),
        (0x08E1, "NSM"),
        (0x1EEFF, "AL"),
        (0x20CF, "ET"),
        (0xFFFE, "BN"),
        (0x1FFFF, "BN"),
        (0xE0000, "BN"),
        (0xD800, "L"),
        (0x30000, "L"),
        (0x10FFFF, "BN"),
    ],
)
def test_unassigned_code_points_surrogates_and_noncharacters_have_one_too(point, expected):
    assert unicode.bidi_class(chr(point)) == expected


def test_codes_of_a_text_are_one_letter_a_code_point():
    text = "قال 5%\U0001f600\ud800"
    assert unicode.bidi_codes(text) == "AAAWE%OL"
    assert unicode.grapheme_codes("a\u064e\r\n") == "OErn"
    assert unicode.word_codes("a1 'ב") == "ANW'H"


def test_a_text_with_more_kinds_of_characters_than_are_remembered_is_looked_up_all_the_same():
    text = "".join(map(chr, range(0x600, 0x600 + 50_000)))
    assert unicode.bidi_codes(text * 2) == unicode.bidi_codes(text) * 2


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("ب", "D"),
        ("ا", "R"),
        ("ء", "U"),
        ("\u0640", "C"),
        ("\u200d", "C"),
        ("\u200c", "U"),
        ("\u064e", "T"),
        ("\u200f", "T"),
        ("\ua872", "L"),
        ("a", "U"),
    ],
)
def test_a_character_joins_its_neighbours_by_its_type(character, expected):
    assert unicode.joining_type(character) == expected


def test_marks_are_told_from_letters():
    assert unicode.is_mark("\u0670")
    assert not unicode.is_mark("ا")
    assert not unicode.is_mark("\u0903")


def test_format_characters_include_what_is_invisible_by_default():
    assert all(map(unicode.is_format, "\u200b\u200c\u200f\u202e\u2069\ufeff\ufe0f\u034f\xad"))
    assert not any(map(unicode.is_format, "a \t\u064e\x1b"))


def test_signs_before_arabic_numbers_are_format_characters_that_are_drawn():
    assert unicode.is_format("\u06dd")
    assert not unicode.is_ignorable("\u06dd")


def test_wide_characters_are_those_of_east_asia_and_emoji():
    assert all(map(unicode.is_wide, "漢カ！😀"))
    assert not any(map(unicode.is_wide, "aاｶ£"))


def test_a_mirrored_character_gives_its_partner_and_any_other_itself():
    assert unicode.mirrored("(") == ")"
    assert unicode.mirrored("«") == "»"
    assert unicode.mirrored("ا") == "ا"


def test_breaks_are_told_by_their_long_names():
    assert unicode.grapheme_break("\u200d") == "ZWJ"
    assert unicode.grapheme_break("😀") == "Extended_Pictographic"
    assert unicode.word_break(".") == "MidNumLet"
    assert unicode.word_break("Ⓜ") == "ALetter+Extended_Pictographic"
