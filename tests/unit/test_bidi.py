"""Levels and order of single texts, and what comes of controls, separators and odd input."""

import pytest

from annotator.text import bidi


def test_an_arabic_paragraph_keeps_its_numbers_and_latin_words_left_to_right():
    base, levels = bidi.levels("قال John 15.")
    assert base == 1
    assert levels == (1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 1)


def test_the_base_is_that_of_the_first_strong_character_and_zero_without_one():
    assert bidi.levels("12 قال abc")[0] == 1
    assert bidi.levels("abc قال")[0] == 0
    assert bidi.levels("12, 13")[0] == 0
    assert bidi.levels("") == (0, ())


def test_a_base_may_be_given():
    assert bidi.levels("abc", 1) == (1, (2, 2, 2))
    assert bidi.levels("ابج", 0) == (0, (1, 1, 1))


def test_there_are_only_two_bases():
    with pytest.raises(ValueError, match="0, 1 or None"):
        bidi.levels("abc", 2)


def test_what_is_removed_takes_the_level_before_it():
    assert bidi.levels("\u200dا\u200da\u202c") == (1, (1, 1, 1, 2, 2))


def test_marks_stay_on_the_level_of_their_letter():
    assert bidi.levels("aبَ\u200dِ") == (0, (0, 1, 1, 1, 1))


def test_a_paragraph_separator_ends_what_was_open_before_it():
    before, after = "ا\u202eab", "ab"
    assert bidi.levels(f"{before}\u2029{after}", 0)[1] == (1, 1, 1, 1, 0, 0, 0)


def test_only_the_first_of_many_paragraphs_sets_the_base():
    assert bidi.levels("12\u2029ا")[0] == 0
    assert bidi.levels("12\u2067\u2029ا")[0] == 0


def test_brackets_take_the_direction_of_the_text_around_them():
    assert bidi.levels("ا (b) ا")[1] == (1, 1, 1, 2, 1, 1, 1)
    assert bidi.levels("ا b (c)", 1)[1] == (1, 1, 2, 2, 2, 2, 2)


def test_brackets_are_paired_with_their_canonical_equivalents():
    assert bidi.levels("ا \u2329b\u3009 ا")[1] == (1, 1, 1, 2, 1, 1, 1)


def test_brackets_nested_deeper_than_the_standard_allows_are_left_unpaired():
    text = "א" + "(" * 70 + "a" + ")" * 70
    assert len(bidi.levels(text)[1]) == len(text)


def test_embeddings_nested_deeper_than_the_standard_allows_are_ignored():
    _, levels = bidi.levels("\u202b\u202a" * 200 + "a", 0)
    assert max(levels) == 126


def test_ignored_controls_steer_nothing():
    text = "ab \u202eقال\u202c \u2067x\u2069"
    assert bidi.levels(text, controls="ignore")[1] == (0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0)
    assert bidi.levels(text)[1] != bidi.levels(text, controls="ignore")[1]
    assert bidi.visual_order("\u202eab", 0, 3, controls="ignore") == (0, 1, 2)
    assert bidi.visual_order("\u202eab", 0, 3)[-2:] != (1, 2)


def test_white_space_at_a_lines_end_goes_to_the_end_that_the_base_says():
    paragraph = "ab قال  غد"
    assert bidi.levels(paragraph)[1][6:8] == (1, 1)
    assert bidi.line_levels(paragraph, 0, 8) == (0, 0, 0, 1, 1, 1, 0, 0)


def test_white_space_before_a_tab_goes_to_the_base():
    assert bidi.line_levels("ا \tا b", 0, 6, 0) == (1, 0, 0, 1, 0, 0)


def test_a_line_is_ordered_by_levels_of_its_whole_paragraph():
    paragraph = "قال 15 شخصا"
    assert bidi.visual_order(paragraph, 4, 11) == (10, 9, 8, 7, 6, 4, 5)


def test_the_order_counts_from_the_paragraphs_start():
    assert bidi.visual_order("abc def", 4, 7) == (4, 5, 6)
    assert bidi.visual_order("abc", 3, 3) == ()


def test_levels_that_are_skipped_still_turn_what_is_above_them():
    assert bidi.reorder((1, 3, 3, 1)) == (3, 2, 1, 0)
    assert bidi.reorder((0, 2, 2, 1, 0)) == (0, 3, 1, 2, 4)
    assert bidi.reorder((2, 2, 4, 4)) == (0, 1, 2, 3)
    assert bidi.reorder(()) == ()


def test_the_first_strong_character_is_looked_for_outside_isolates():
    assert bidi.first_strong("12 ، (") is None
    assert bidi.first_strong("\u2067قال\u2069 abc") == 0
    assert bidi.first_strong("\u2067قال\u2069 abc", controls="ignore") == 1
    assert bidi.first_strong("\u2067" + "ا" * 10_000 + "\u2069a") == 0
    assert bidi.first_strong(" " * 10_000 + "ا") == 1


def test_an_isolate_takes_the_direction_of_what_is_in_it():
    assert bidi.levels("a \u2068ا 1\u2069", 0)[1] == (0, 0, 0, 1, 1, 2, 0)
    assert bidi.levels("ا \u2068a \u2068ا", 1)[1] == (1, 1, 1, 2, 2, 2, 3)


@pytest.mark.parametrize("odd", ["\ud800", "\ufffe", "\U0010ffff", "\u0378", "\x00"])
def test_what_is_no_character_has_a_level_too(odd):
    assert len(bidi.levels(f"ا{odd}1")[1]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(א)" * 30_000,
        "א" + "%" * 100_000,
        "א" + "\u064b" * 100_000,
        "\u2068" * 50_000 + "\u2069" * 50_000,
        "\u202b1" * 50_000,
        " " * 50_000 + "(" * 62 + "a" + ")" * 62 + "א",
    ],
    ids=["open", "pairs", "percents", "marks", "isolates", "embeddings", "deep"],
)
@pytest.mark.timeout(20)
def test_a_long_and_hostile_paragraph_is_resolved_in_time_that_grows_with_its_length(text):
    _, levels = bidi.levels(text)
    assert len(bidi.reorder(levels)) == len(text)
