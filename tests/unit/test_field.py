"""A line that is typed: moves by sight, what keys take away, what is in sight."""

import pytest

from annotator.session.field import Field, window

MIXED = "قال Reuters 12"


def places(field, step):
    """Where the caret stands after each step, until it stays."""
    found = []
    while (after := step(field)) != field:
        field = after
        found.append(field.caret)
    return found


def seen(field, width, **how):
    """The cells in sight as they stand in the window."""
    row = [" "] * width
    for cell in window(field, width, **how).cells:
        row[cell.column : cell.column + cell.width] = [cell.text, *[""] * (cell.width - 1)]
    return "".join(row)


def caret_column(field, width, **how):
    shown = window(field, width, **how)
    return shown.cells[shown.caret].column


class TestTyping:
    def test_what_is_typed_goes_in_before_the_caret(self):
        assert Field("قل", 1).typed("ا") == Field("قال", 2)

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("قال\nأحمد", "قال أحمد"),
            ("قال\r\nأحمد", "قال أحمد"),
            ("a\tb\x85c\u2028d\u2029e", "a b c d e"),
            ("a\n\nb", "a  b"),
            ("\x1b[2J\x00a\x7f\x9bb\ud800", "[2Jab"),
            ("می\u200cخواهم\u200f.", "می\u200cخواهم\u200f."),
            ("😀", "😀"),
        ],
    )
    def test_it_stays_one_line_without_controls(self, typed, kept):
        assert Field().typed(typed) == Field(kept, len(kept))

    @pytest.mark.parametrize("text", ["a\nb", "a\tb", "\x1b", "\ud800"])
    def test_a_line_cannot_be_made_of_anything_else(self, text):
        with pytest.raises(ValueError, match="line end"):
            Field(text)

    @pytest.mark.parametrize("caret", [-1, 4])
    def test_the_caret_cannot_stand_outside(self, caret):
        with pytest.raises(ValueError, match="outside"):
            Field("قال", caret)


class TestMoving:
    def test_left_reads_on_in_arabic_and_right_reads_on_in_latin(self):
        assert places(Field("قال"), Field.left) == [1, 2, 3]
        assert places(Field("abc"), Field.right) == [1, 2, 3]

    def test_latin_and_digits_in_an_arabic_line_are_crossed_by_sight(self):
        assert places(Field(MIXED), Field.left) == [1, 2, 3, *range(13, 3, -1), 14]
        assert places(Field(MIXED, 14), Field.right) == [*range(4, 14), 3, 2, 1, 0]

    def test_words_are_stepped_by_their_first_letters(self):
        assert places(Field(MIXED), Field.word_left) == [12, 4, 14]
        assert places(Field(MIXED, 14), Field.word_right) == [4, 12, 0]
        assert places(Field("set to 12"), Field.word_right) == [4, 7, 9]

    def test_home_is_where_reading_begins_and_end_is_after_the_last_unit(self):
        assert Field(MIXED, 6).home().caret == 0
        assert Field(MIXED, 6).end().caret == len(MIXED)

    def test_a_letter_with_its_marks_is_one_step(self):
        assert places(Field("كَتَب"), Field.left) == [2, 4, 5]

    def test_a_lam_with_its_alef_is_two_steps(self):
        assert places(Field("بلُاغ"), Field.left) == [1, 3, 4, 5]
        assert places(Field("بلُاغ", 5), Field.right) == [4, 3, 1, 0]

    def test_a_place_inside_a_unit_is_the_units(self):
        assert Field("بلاغ").at(2).caret == 1
        with pytest.raises(IndexError):
            Field("بلاغ").at(5)


class TestTakingAway:
    def test_backspace_takes_a_mark_before_its_letter(self):
        line = Field().typed("قُ").backspace()
        assert line == Field("ق", 1)
        assert line.backspace() == Field()
        assert Field().backspace() == Field()

    def test_delete_takes_a_letter_with_its_marks(self):
        assert Field("كَتَب", 2).delete() == Field("كَب", 2)
        assert Field("بلُاغ", 1).delete() == Field("باغ", 1)
        assert Field("بلُاغ", 3).delete() == Field("بلُغ", 3)
        assert Field("قال", 3).delete() == Field("قال", 3)

    def test_between_a_lam_and_its_alef_typing_goes_on_and_each_key_takes_its_side(self):
        inside = Field("ا", 0).typed("ل")
        assert inside == Field("لا", 1)
        assert inside.typed("ع").text == "لعا"
        assert inside.backspace() == Field("ا", 0)
        assert inside.delete() == Field("ل", 1)

    def test_a_word_goes_from_its_first_letter_to_the_caret(self):
        assert Field(MIXED, 14).delete_word() == Field("قال Reuters ", 12)
        assert Field(MIXED, 12).delete_word() == Field("قال 12", 4)
        assert Field(MIXED, 2).delete_word() == Field("ل Reuters 12", 0)
        assert Field(" ،. ", 3).delete_word() == Field(" ", 0)
        assert Field("قال", 0).delete_word() == Field("قال", 0)

    def test_clearing_leaves_nothing(self):
        assert Field(MIXED, 5).cleared() == Field()


class TestWhatIsInSight:
    def test_arabic_is_joined_and_stands_at_the_right_edge(self):
        assert seen(Field(MIXED, 14), 18) == "   " + " Reuters 12 " + "ﻝﺎﻗ"
        assert caret_column(Field(MIXED, 14), 18) == 3
        assert caret_column(Field(MIXED, 0), 18) == 17

    def test_latin_stands_at_the_left_edge(self):
        assert seen(Field("to قال", 6), 10) == "to ﻝﺎﻗ    "
        assert caret_column(Field("to", 2), 10) == 2

    def test_a_line_without_letters_stands_where_it_is_told(self):
        assert caret_column(Field(), 10) == 0
        assert caret_column(Field(), 10, direction=1) == 9
        assert seen(Field("12", 2), 6, direction=1) == "   12 "
        assert window(Field("ق", 1), 6, direction=0).base == 1
        assert window(Field("q", 1), 6, direction=1).base == 0
        assert window(Field("\u2067ق\u2069"), 6, direction=0).base == 1

    def test_a_long_line_shows_the_part_with_the_caret(self):
        assert seen(Field("abcdefgh", 8), 5) == "efgh "
        assert seen(Field("abcdefgh", 0), 5) == "abcde"
        assert seen(Field("ابتثجحخد", 8), 5) == " ﺪﺨﺤﺠ"
        assert seen(Field("ابتثجحخد", 0), 5) == "ﺠﺜﺘﺑﺍ"

    def test_it_scrolls_no_further_than_the_caret_needs(self):
        far = window(Field("abcdefgh", 8), 5).scrolled
        assert far == 4
        assert seen(Field("abcdefgh", 5), 5, scrolled=far) == "efgh "
        assert seen(Field("abcdefgh", 3), 5, scrolled=far) == "defgh"

    def test_it_scrolls_back_when_the_line_has_become_short(self):
        assert seen(Field("abcdef", 6), 5, scrolled=9) == "cdef "
        assert seen(Field("ab", 2), 5, scrolled=9) == "ab   "

    def test_a_wide_character_is_whole_or_not_there(self):
        assert seen(Field("漢字", 2), 4) == " 字 "
        assert seen(Field("漢字", 0), 3) == "漢 "
        assert seen(Field("漢字", 1), 1) == " "

    def test_a_press_finds_the_nearest_unit(self):
        shown = window(Field(MIXED), 18)
        assert [shown.offset_at(column) for column in (0, 3, 4, 13, 14, 17, 30)] == [
            *(14, 14, 4, 13, 3, 0, 0)
        ]

    def test_controls_that_are_kept_are_not_drawn_and_cannot_reorder(self):
        assert seen(Field("a\u202ebc\u200f", 5), 6) == "abc   "

    def test_there_is_no_window_without_a_column(self):
        with pytest.raises(ValueError, match="1 or more"):
            window(Field(), 0)
