"""Where و ف ب ك ل and ال may be cut from a word."""

from itertools import pairwise

import pytest

from annotator.text.proclitics import cut_points, next_cut


def cut(word):
    """The word in pieces, as its cut points part it."""
    edges = [0, *cut_points(word, 0), len(word)]
    return [word[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("وواشنطن", ["و", "واشنطن"]),
        ("وبالقاهرة", ["و", "ب", "ال", "قاهرة"]),
        ("لبنان", ["ل", "بنان"]),
        ("وزير", ["و", "زير"]),
        ("والله", ["و", "ال", "له"]),
        ("كالعادة", ["ك", "ال", "عادة"]),
        ("القاهرة", ["ال", "قاهرة"]),
        ("ٱلقاهرة", ["ٱل", "قاهرة"]),
        ("فلبنان", ["ف", "ل", "بنان"]),
        ("فوق", ["ف", "وق"]),
        ("باسم", ["ب", "اسم"]),
        ("وَبِٱلْقَاهِرَةِ", ["وَ", "بِ", "ٱلْ", "قَاهِرَةِ"]),
        ("وـبـالــقاهرة", ["وـ", "بـ", "الــ", "قاهرة"]),
        ("و\u200cقال", ["و\u200c", "قال"]),
        ("ﻭﺍﻟﻘﺎﻫﺮﺓ", ["ﻭ", "ﺍﻟ", "ﻘﺎﻫﺮﺓ"]),
        ("و2021", ["و", "2021"]),
        ("بـ٢٠", ["بـ", "٢٠"]),
        ("وألما-آتا", ["و", "ألما-آتا"]),
    ],
)
def test_each_letter_goes_with_what_stands_on_it(word, pieces):
    assert cut(word) == pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("للمناطق", ["ل", "لمناطق"]),
        ("للجنة", ["ل", "لجنة"]),
        ("لِلَّجنة", ["لِ", "لَّجنة"]),
        ("وللبنان", ["و", "ل", "لبنان"]),
    ],
)
def test_the_second_lam_is_never_cut(word, pieces):
    assert cut(word) == pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("فوكالة", ["ف", "وكالة"]), ("بكل", ["ب", "كل"]), ("البيت", ["ال", "بيت"])],
)
def test_the_order_is_fixed_and_each_comes_once(word, pieces):
    assert cut(word) == pieces


@pytest.mark.parametrize(
    "word",
    [
        *("و", "وَ", "وـ", "ال", "ٱلـ", "سلام", "ـوقال"),
        *("ألمانيا", "ا\u0654لمانيا", "ا\u0653لام", "\ufefbعب"),
    ],
)
def test_a_word_without_proclitics_or_without_a_rest_has_no_cut_points(word):
    assert cut_points(word, 0) == ()
    assert next_cut(word, 0) is None


def test_a_letter_is_left_after_every_cut():
    assert cut("وال") == ["و", "ال"]
    assert cut("والـ") == ["و", "الـ"]
    assert cut("ول") == ["و", "ل"]
    assert cut("ول.") == ["و", "ل."]


def test_a_ligature_is_never_cut():
    assert cut("و\ufefb") == ["و", "\ufefb"]
    assert cut("ا\ufefbن") == ["ا\ufefbن"]


@pytest.mark.parametrize("word", ["London", "2021", "«", "", "شالوم"])
def test_only_words_that_begin_with_a_proclitic_have_cut_points(word):
    assert cut_points(word, 0) == ()


def test_only_where_a_word_begins_are_there_cut_points():
    text = "قال «والقاهرة»"
    assert cut_points(text, 5) == (6, 8)
    for start in (-1, 0, 3, 4, 6, 8, 13, 14, 99):
        assert cut_points(text, start) == ()


def test_the_key_steps_through_the_cut_points_and_back_to_the_word():
    text = "في وبالقاهرة."
    assert next_cut(text, 3) == 4
    assert next_cut(text, 4) == 5
    assert next_cut(text, 5) == 7
    assert next_cut(text, 7) == 3


def test_from_between_cut_points_the_key_goes_to_the_next_one():
    assert next_cut("وبالقاهرة", 3) == 4
    assert next_cut("وبالقاهرة", 6) == 0
    assert next_cut("وَقال", 1) == 2


def test_where_no_word_is_the_key_does_nothing():
    assert next_cut("قال ", 3) is None
    assert next_cut("قال", 3) is None
    assert next_cut("قال", -1) is None
    assert next_cut("Bishkek", 0) is None


def test_a_long_tail_of_tatweel_is_walked_over_once():
    word = "و" + "\u0640" * 20_000 + "قال"
    assert cut_points(word, 0) == (20_001,)
