"""Words as an annotator steps over them and labels them."""

import pytest

from annotator.text import words


def found(text):
    return [text[start:end] for start, end in words.words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ،.! ", []),
        ("«قال»، (نعم)؟", ["قال", "نعم"]),
        ("غادروا المدينة.وعادوا", ["غادروا", "المدينة", "وعادوا"]),
        ("المدينةَ.وعادوا", ["المدينةَ", "وعادوا"]),
        ("ألما-آتا", ["ألما-آتا"]),
        ("Jalal'abad Jalal’abad", ["Jalal'abad", "Jalal’abad"]),
        ("in the U.S. and the U.S.A.", ["in", "the", "U.S.", "and", "the", "U.S.A."]),
        ("the U.S.-led", ["the", "U.S.", "led"]),
        ("the end. Then", ["the", "end", "Then"]),
        ("the minister's and MINISTER’S", ["the", "minister", "'s", "and", "MINISTER", "’S"]),
        ("the U.S.'s 1990's", ["the", "U.S.", "'s", "1990", "'s"]),
        ("the ministers' own", ["the", "ministers", "own"]),
        ("O'Brien's", ["O'Brien", "'s"]),
        ("a\xa0b\u202fc\u2007d", ["a", "b", "c", "d"]),
        ("كتـــاب كِتَابٌ هذاٰ", ["كتـــاب", "كِتَابٌ", "هذاٰ"]),
        ("1,000.5 ١٬٠٠٠٫٥ 3%", ["1,000.5", "١٬٠٠٠٫٥", "3"]),
        ("2021-04-30 COVID-19 10–15", ["2021-04-30", "COVID-19", "10", "15"]),
        ("a--b -c d-", ["a", "b", "c", "d"]),
        ("foo_bar", ["foo_bar"]),
        ("نعم\u200f. می\u200cخواهم", ["نعم", "می\u200cخواهم"]),
        ("日本 カタカナ", ["日", "本", "カタカナ"]),
        ("😀 🇦🇪 Ⓜ", []),
        ("סג'ן צה\"ל גרש'", ["סג'ן", 'צה"ל', "גרש'"]),
    ],
)
def test_a_text_falls_into_words(text, expected):
    assert found(text) == expected


def test_the_word_at_an_offset_is_the_one_that_holds_it():
    text = "قال الوزير."
    assert words.word_at(text, 0) == (0, 3)
    assert words.word_at(text, 3) is None
    assert words.word_at(text, 9) == (4, 10)
    assert words.word_at(text, 10) is None
    assert words.word_at(text, 11) is None
    assert words.word_at(text, -1) is None


def test_a_caret_on_an_english_s_stands_on_that_word_alone():
    assert words.word_at("Omar's", 4) == (4, 6)
    assert words.word_at("Omar's", 3) == (0, 4)


def test_motion_finds_the_first_letters_of_the_words_around():
    text = "«قال» الوزير"
    assert words.next_word_start(text, 0) == 1
    assert words.next_word_start(text, 1) == 6
    assert words.next_word_start(text, 6) is None
    assert words.previous_word_start(text, 12) == 6
    assert words.previous_word_start(text, 6) == 1
    assert words.previous_word_start(text, 1) is None


def test_motion_crosses_stretches_without_words():
    text = "ا" + " ." * 5_000 + "ب"
    assert words.next_word_start(text, 0) == len(text) - 1
    assert words.previous_word_start(text, len(text) - 1) == 0


def test_a_word_longer_than_any_is_found_whole():
    text = "ا" * 20_000
    assert words.word_at(text, 10_000) == (0, 20_000)


def test_only_the_text_around_an_offset_is_read():
    class Watched(str):
        __slots__ = ()
        read = 0

        def __getitem__(self, key):
            part = super().__getitem__(key)
            Watched.read += len(part)
            return part

    text = Watched("قال الوزير إن " * 50_000)
    assert words.word_at(text, 350_004) is not None
    assert words.next_word_start(text, 350_004) is not None
    assert words.previous_word_start(text, 350_004) is not None
    assert Watched.read < 5_000
