"""What badges say, where they stand, and what a row does that has no room for them."""

import unicodedata

import pytest

from annotator.text.badges import Badge, edges, invisibles, joined
from annotator.text.layout import lay_out


def cells(text, *badges, width=80, row=0):
    """The cells of a row from left to right, the place after the last character left out."""
    line = lay_out(text, width, badges=badges).line(row)
    return [cell.text for cell in line.cells if cell.end > cell.start]


def rows(text, *badges, width):
    return [line.text.strip() for line in lay_out(text, width, badges=badges).lines]


def told(text):
    return [(badge.offset, badge.text, badge.place) for badge in invisibles(text)]


# --- Where they stand ----------------------------------------------------------------------------


def test_a_badge_stands_before_its_letter_in_reading_order():
    assert cells("abc", Badge(1, "[X]")) == ["a", "[X]b", "c"]
    alef, dal = cells("دا")
    assert cells("دا", Badge(0, "[X]")) == [alef, f"{dal}[X]"]


def test_a_badge_of_what_follows_the_letter_in_its_unit_stands_after_it():
    assert cells("ab\u200fc", Badge(2, "[X]")) == ["a", "b[X]", "c"]
    assert cells("de\u0301f", Badge(2, "[X]")) == ["d", "e\u0301[X]", "f"]
    (alef, dal) = cells("د\u064eا")
    assert cells("د\u064eا", Badge(1, "[X]")) == [alef, f"[X]{dal}"]


def test_the_badge_of_an_alef_stands_after_the_lam_it_is_drawn_with():
    (both,) = cells("لا")
    assert cells("لا", Badge(1, "[X]")) == [f"[X]{both}"]
    assert cells("لا", Badge(0, "[X]")) == [f"{both}[X]"]


def test_the_badge_of_what_precedes_the_letter_in_its_unit_stands_before_it():
    assert cells("\u200eab", Badge(0, "[X]"), Badge(1, "‹p›")) == ["[X]‹p›a", "b"]
    (dal,) = cells("\u200fد")
    assert cells("\u200fد", Badge(0, "[X]"), Badge(1, "‹p›")) == [f"{dal}‹p›[X]"]


def test_several_badges_of_a_letter_are_read_in_their_order():
    assert cells("a", Badge(0, "[X]"), Badge(0, "[Y]")) == ["[X][Y]a"]
    (dal,) = cells("د")
    assert cells("د\u200c", Badge(0, "[X]"), Badge(0, "[Y]"), Badge(1, "[Z]")) == [
        f"[Z]{dal}[Y][X]"
    ]


def test_a_latin_word_in_an_arabic_line_has_its_badges_to_the_left():
    cell_texts = cells("قال Reuters أمس", Badge(0, "‹p›"), Badge(4, "‹l›"))
    assert cell_texts[-1].endswith("‹p›")
    assert "‹l›R" in cell_texts


def test_a_badge_at_the_end_of_a_row_takes_the_side_of_the_paragraph():
    assert cells("قال Reuters \u200c", Badge(12, "[X]"))[0] == "[X] "
    assert " [X]" in cells("قال Reuters \u200cabc", Badge(12, "[X]"))


def test_a_badge_instead_of_a_blank_takes_its_place():
    assert cells("a b", Badge(1, "·", "instead")) == ["a", "·", "b"]
    assert cells("a\tb", Badge(1, "[TAB]", "instead")) == ["a", "[TAB]", "b"]
    assert cells("a\xa0b", Badge(1, "[X]", "instead")) == ["a", "[X]", "b"]
    assert cells("\u200e b", Badge(1, "·", "instead")) == ["·", "b"]


def test_a_line_end_of_two_characters_takes_a_badge_for_each():
    badges = (Badge(1, "[CR]", "instead"), Badge(2, "¶", "instead"))
    assert cells("a\r\n", *badges) == ["a", "[CR]¶"]


def test_a_blank_keeps_its_marks_and_what_stands_beside_it():
    badges = (Badge(1, "‹p›"), Badge(1, "·", "instead"), Badge(3, "[X]"))
    assert cells("a \u0301\u200e", *badges) == ["a", "‹p›·\u0301[X]"]


def test_only_blanks_are_replaced():
    assert cells("ab", Badge(0, "·", "instead")) == ["·a", "b"]


# --- Rows ----------------------------------------------------------------------------------------


def test_rows_break_where_words_with_their_badges_end():
    assert rows("one two six", width=12) == ["one two six"]
    assert rows("one two six", Badge(4, "[X]"), width=12) == ["one [X]two", "six"]


def test_rows_break_by_their_own_badges_after_a_line_separator():
    assert rows("aaaa\u2028b c", Badge(5, "[XXXX]"), width=8) == ["aaaa", "[XXXX]b", "c"]


def test_a_word_that_its_badges_make_wider_than_a_row_is_broken_between_letters():
    badges = [Badge(at, "[X]") for at in range(3)]
    assert rows("abc", *badges, width=8) == ["[X]a[X]b", "[X]c"]


def test_a_right_to_left_row_with_badges_still_ends_at_the_right_edge():
    line = lay_out("دار", 20, badges=(Badge(0, "[X]"), Badge(1, "[YY]"))).line(0)
    assert line.indent == 20 - 1 - 3 - 3 - 4
    assert line.cells[-1].column + line.cells[-1].width == 20


def test_of_badges_that_fill_more_than_a_row_the_first_are_kept_whole():
    badges = [Badge(1, sign) for sign in ("[AAA]", "[BBB]", "[CCC]")]
    assert rows("a\u200e", *badges, width=16) == ["a[AAA][BBB][CCC]", ""]
    assert rows("a\u200e", *badges, width=15) == ["a[AAA][BBB]…"]
    assert rows("a\u200e", *badges, width=11)[0] == "a[AAA]…"
    assert rows("a\u200e", *badges, width=2)[0] == "a…"
    assert rows("a\u200e", *badges, width=1)[0] == "a"


def test_badges_before_a_letter_leave_room_for_it():
    badges = (Badge(0, "[AAA]"), Badge(0, "[BBB]"), Badge(1, "[CCC]"))
    assert rows("a\u200e", *badges, width=11)[0] == "[AAA]…a"
    assert rows("a\u200e", *badges, width=12)[0] == "[AAA][BBB]a…"
    assert rows("a\u200e", *badges, width=16)[0] == "[AAA][BBB]a[CCC]"


def test_badges_beside_a_blank_leave_room_for_what_stands_for_it():
    badges = (Badge(1, "[NBSP]", "instead"), Badge(2, "[X]"))
    assert rows("a\xa0\u200eb", *badges, width=9) == ["a", "[NBSP][X]", "b"]
    assert rows("a\xa0\u200eb", *badges, width=8) == ["a[NBSP]…", "b"]


def test_what_stands_for_a_blank_is_left_out_where_it_is_wider_than_a_row():
    assert rows("a\xa0b", Badge(1, "[NBSP]", "instead"), width=6) == ["a", "[NBSP]", "b"]
    assert rows("a\xa0b", Badge(1, "[NBSP]", "instead"), width=5) == ["a b"]


def test_a_page_of_one_cell_shows_letters_without_badges():
    text = "د\u200fa 漢\t\n"
    badges = joined(invisibles(text), edges([(0, "p"), (3, "l")]))
    (dal,) = cells("د")
    assert rows(text, *badges, width=1) == [dal, "a", "·", "漢", "", "¶"]


def test_badges_must_be_sorted_and_belong_to_the_text():
    with pytest.raises(ValueError, match="sorted"):
        lay_out("abc", 20, badges=(Badge(1, "[X]"), Badge(0, "[X]")))
    with pytest.raises(ValueError, match="below 3"):
        lay_out("abc", 20, badges=(Badge(3, "[X]"),))
    with pytest.raises(ValueError, match="0 or more"):
        lay_out("abc", 20, badges=(Badge(-1, "[X]"), Badge(0, "[X]")))


# --- What they say -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("character", "sign"),
    [
        ("\u200e", "[LRM]"),
        ("\u200f", "[RLM]"),
        ("\u061c", "[ALM]"),
        ("\u200b", "[ZWSP]"),
        ("\u200c", "[ZWNJ]"),
        ("\u200d", "[ZWJ]"),
        ("\u202e", "[RLO]"),
        ("\u202c", "[PDF]"),
        ("\u2066", "[LRI]"),
        ("\u2069", "[PDI]"),
        ("\u2060", "[WJ]"),
        ("\xad", "[SHY]"),
        ("\ufeff", "[BOM]"),
        ("\u034f", "[CGJ]"),
        ("\ufe0f", "[VS16]"),
        ("\U000e0100", "[VS17]"),
        ("\U000e01ef", "[VS256]"),
        ("\U000e0061", "[TAG a]"),
        ("\U000e0001", "[U+E0001]"),
        ("\U000e0020", "[U+E0020]"),
        ("\u2063", "[U+2063]"),
        ("\u3164", "[U+3164]"),
        ("\u0600", "[U+0600]"),
        ("\u0903", "[U+0903]"),
        ("\U0001f3fd", "[U+1F3FD]"),
    ],
)
def test_what_has_no_cell_is_told_by_its_name_beside_its_letter(character, sign):
    assert told(f"a{character}b") == [(1, sign, "beside")]


@pytest.mark.parametrize(
    ("blank", "sign"),
    [
        (" ", "·"),
        ("\t", "→   "),
        ("\n", "¶"),
        ("\r", "[CR]"),
        ("\x85", "[NEL]"),
        ("\u2028", "[LS]"),
        ("\u2029", "[PS]"),
        ("\xa0", "[NBSP]"),
        ("\u202f", "[NNBSP]"),
        ("\u2003", "[U+2003]"),
        ("\u3000", "[U+3000]"),
    ],
)
def test_a_blank_is_replaced_by_its_sign(blank, sign):
    assert told(f"a{blank}b") == [(1, sign, "instead")]


def test_every_blank_of_a_row_of_blanks_has_a_sign():
    assert told("a  \r\n") == [
        (1, "·", "instead"),
        (2, "·", "instead"),
        (3, "[CR]", "instead"),
        (4, "¶", "instead"),
    ]


def test_the_same_invisible_character_many_times_over_is_counted():
    assert told("ب\u200c\u200c\u200c\u200dب\u200c") == [
        (1, "[ZWNJ×3]", "beside"),
        (4, "[ZWJ]", "beside"),
        (6, "[ZWNJ]", "beside"),
    ]


def test_what_is_shown_anyway_has_no_badge():
    assert told("") == []
    assert told("قالَ(15)،ـé漢🇦🇪\x1b\x9b\ue000\ud800") == []


def test_vowels_are_told_only_outside_a_hangul_syllable():
    assert told("\u1112\u1161\u11ab") == []
    assert told("\u1161") == [(0, "[U+1161]", "beside")]
    assert told("\u1112\u1160") == [(1, "[U+1160]", "beside")]


def test_abbreviations_are_those_of_unicode():
    # Apart from each other, so that each is told by itself.
    text = "-".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000), *range(0xE0000, 0xE0200))))
    named = {badge.text.strip("[]"): text[badge.offset] for badge in invisibles(text)}
    names = {name for name in named if name.isalnum()} - {"LS", "PS"}
    assert names >= {"RLM", "NBSP", "CR", "NEL", "VS256", "FVS4", "MMSP"}
    assert {name: unicodedata.lookup(name) for name in names} == {
        name: named[name] for name in names
    }


def test_a_mixed_line_shows_its_invisible_characters_where_they_are_read():
    line = lay_out("قد\u200f ab\u200e", 40, badges=invisibles("قد\u200f ab\u200e")).line(0)
    bare = lay_out("قد ab", 40).line(0)
    dal, qaf = bare.text.strip()[-2:]
    assert line.text.strip() == f"ab[LRM]·[RLM]{dal}{qaf}"


def test_a_label_tells_its_letter_at_the_start_of_its_span():
    assert edges([(4, "p"), (0, "l")]) == (Badge(0, "‹l›"), Badge(4, "‹p›"))


def test_labels_that_start_together_share_a_badge_in_their_order():
    assert edges([(2, "p"), (2, "c"), (0, "l")]) == (Badge(0, "‹l›"), Badge(2, "‹pc›"))
    assert edges([]) == ()


def test_nothing_in_a_label_letter_acts_on_the_screen():
    assert edges([(0, "\x1b"), (0, "\u202e"), (0, "\n")]) == (Badge(0, "‹␛ ›"),)


def test_of_two_sets_joined_the_first_comes_first_at_one_offset():
    one, other = (Badge(1, "[X]"), Badge(5, "[X]")), (Badge(0, "‹p›"), Badge(1, "‹p›"))
    assert joined(one, other) == (other[0], one[0], other[1], one[1])
    assert hash(joined(one, other)) == hash(joined(one, other))
