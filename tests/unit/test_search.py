"""Searching an article: what finds what, and where it says it was found."""

import unicodedata

import pytest

from annotator.text import search
from annotator.text.search import Finding, find_all, fold


def found(text, query):
    return [text[start:end] for start, end in find_all(text, query)]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("محمد", "مُحَمَّدٌ"),
        ("ٱلرَّحۡمَـٰنِ", "الرحمن"),
        ("لَهُۥ", "له"),
        ("كتـــاب", "كتاب"),
        ("كتاب", "كتـــاب"),
        ("أحمد", "احمد"),
        ("احمد", "أحمد"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("ٱسم", "اسم"),
        ("ا\u0654حمد", "أحمد"),
        ("ا\u0653سيا", "آسيا"),
        ("رئيس", "رييس"),
        ("رييس", "رئيس"),
        ("ر\u064a\u0654يس", "رئيس"),
        ("مسؤول", "مسوول"),
        ("مسؤول", "مسئول"),
        ("مسئول", "مسؤول"),
        ("مسو\u064f\u0654ول", "مسئول"),
        ("مسؤول", "مسو\u0654ول"),
        ("مسي\u064e\u0654ول", "مسؤول"),
        ("شكرا\ufe70", "شكرًا"),
        ("شكر\ufe70ا", "شكرا"),
        ("شيء", "شئ"),
        ("شئ", "شيء"),
        ("شيء", "شي"),
        ("سماء", "سما"),
        ("سما", "سماء"),
        ("مستشفى", "مستشفي"),
        ("یکی", "يكي"),
        ("مدینة", "مدينه"),
        ("ھنا", "هنا"),
        ("١٢٬٥۶", "12٬56"),
        ("12", "١۲"),
        ("ﺭﺋﻴﺲ", "رئيس"),
        ("ﷲ", "الله"),
        ("سﻼم", "سلام"),
        ("می\u200cرود", "ميرود"),
        ("\u202bقال\u202c", "قال\u200f"),
        ("Bishkek", "BISHKEK"),
        ("Café", "cafe"),
        ("Cafe\u0301", "CAFÉ"),
        ("Straße", "STRASSE"),
        ("Łódź, Yıldız", "lodz, yildiz"),
        ("ﬁre", "fire"),
        ("Jalal’abad", "Jalal'abad"),
        ("Jalal´abad", "Jalal'abad"),
        ("Qurʾan", "qur’an"),
        ("2021–2022", "2021-2022"),
        ("قال   \n\u00a0 الوزير", "قال الوزير"),
        ("قال الوزير", "قال \t\n الوزير"),
        ("قال\u200f \u200fالوزير", "قال الوزير"),
    ],
)
def test_a_reader_finds_what_is_written_another_way(text, query):
    assert len(find_all(text, query)) == 1
    assert len(find_all(f"من {text} إلى", query)) == 1


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("الرويس", "رئيس"),
        ("مسوول", "مسيول"),
        ("بورصة", "بئرصة"),
        ("كلب", "گلب"),
        ("باب", "پاپ"),
        ("قالالوزير", "قال الوزير"),
        ("قال الوزير", "قالالوزير"),
        ("١٢", "21"),
        ("a.c", "abc"),
        ("abc", "a.c"),
    ],
)
def test_what_a_reader_tells_apart_is_not_found(text, query):
    assert find_all(text, query) == ()


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\u064e", "\u0640", "ء", "\u200f", " \u0651 "])
def test_a_query_in_which_nothing_is_left_finds_nothing(query):
    assert find_all("قال الوزير شيءًا \u064e \u200f", query) == ()


def test_what_means_something_in_a_pattern_stands_for_itself():
    assert found("a.b (c) [d] *", ".") == ["."]
    assert found("a.b (c) [d] *", "(C) [") == ["(c) ["]
    assert found("a^b\\d", "^B\\D") == ["^b\\d"]


def test_places_are_told_from_left_to_right_and_do_not_overlap():
    assert find_all("ababa aba", "aba") == ((0, 3), (6, 9))
    assert find_all("ااا", "اا") == ((0, 2),)


def test_a_match_takes_in_what_stands_on_its_last_letter():
    assert found("قَالَ الوزير", "قال") == ["قَالَ"]
    assert found("كتـــاب", "كت") == ["كتـــ"]
    assert found("قال\u200f.", "قال") == ["قال\u200f"]
    assert found("Cafe\u0301s", "cafe") == ["Cafe\u0301"]
    assert found("شيء.", "شي") == ["شيء"]
    assert found("1\ufe0f\u20e3.", "1") == ["1\ufe0f\u20e3"]


def test_a_match_begins_at_its_first_letter():
    assert found("(\u200fقال", "قال") == ["قال"]
    assert found("ـهـ", "ه") == ["هـ"]


def test_a_character_that_stands_for_several_letters_is_taken_whole():
    assert found("\ufefb", "ل") == ["\ufefb"]
    assert found("س\ufefbم", "سل") == ["س\ufefb"]
    assert found("س\ufefbم", "ام") == ["\ufefbم"]
    assert find_all("\ufdf2 \ufdf2", "ل") == ((0, 1), (2, 3))


def test_after_a_character_that_is_taken_whole_searching_goes_on_behind_it():
    assert find_all("\ufdf2له", "له") == ((0, 1), (1, 3))
    assert find_all("l…..", "..") == ((1, 2), (2, 4))


def test_white_space_at_the_edges_of_a_query_is_looked_for():
    assert find_all("منذ من الآن", "من ") == ((4, 7),)
    assert find_all("لمن\n\n من", " من") == ((3, 8),)


def test_signs_of_the_quran_that_are_seen_are_not_passed_over():
    assert found("قال۝ قال", "قال") == ["قال", "قال"]
    assert found("قال۝ قال", "۝") == ["۝"]


def test_offsets_count_code_points():
    text = "😀𐎀 قال 😀 قَال"
    assert find_all(text, "قال") == ((3, 6), (9, 13))
    assert find_all(text, "😀") == ((0, 1), (7, 8))


def test_an_empty_text_holds_nothing():
    assert find_all("", "قال") == ()


def test_half_a_surrogate_pair_and_control_characters_are_searched_as_they_are():
    assert find_all("a\ud800b\x07", "\ud800B\x07") == ((1, 4),)


def test_folding_twice_is_folding_once_for_every_character():
    for character in map(chr, range(0x20000)):
        folded = fold(character)
        assert fold(folded) == folded
        assert not any(unicodedata.category(one) == "Mn" for one in folded)


def test_a_text_is_folded_once_for_many_queries():
    text = "قال الوزير للصحافة. " * 50
    before = search._folded.cache_info().misses  # noqa: SLF001 - what is kept is the point
    for query in ("قال", "الوزير", "للصحافة", "غير ذلك"):
        find_all(text, query)
    assert search._folded.cache_info().misses == before + 1  # noqa: SLF001 - the same


def nearest(text, query, offset, *, forward):
    return [one for one in Finding(text, query).nearest(offset, forward=forward) if one]


@pytest.mark.parametrize(
    ("offset", "after", "before"),
    [(-1, 3, 20), (0, 3, 20), (3, 8, 20), (4, 8, 3), (8, 20, 3), (19, 20, 8), (20, 3, 8)],
)
def test_the_next_match_and_the_previous_one_go_round(offset, after, before):
    text = "...ab...ab..........ab.."
    assert nearest(text, "ab", offset, forward=True) == [(after, after + 2)]
    assert nearest(text, "ab", offset, forward=False) == [(before, before + 2)]


def test_one_match_is_next_to_itself():
    assert nearest("...ab", "ab", 3, forward=True) == [(3, 5)]
    assert nearest("...ab", "ab", 3, forward=False) == [(3, 5)]


def test_without_matches_there_is_no_next_one():
    assert nearest("...ab", "c", 0, forward=True) == []
    assert nearest("...ab", " ", 0, forward=False) == []


def test_a_long_text_is_looked_through_from_where_somebody_is():
    text = "قال الوزير\n" * 4_000 + "ثم سافر إلى القاهرة\n" + "قال الوزير\n" * 4_000
    steps = list(Finding(text, "القاهرة").nearest(43_990, forward=True))
    assert steps == [(44_012, 44_019)]


def test_matches_are_counted_a_stretch_at_a_time():
    finding = Finding("قال الوزير\n" * 4_000, "قال")
    assert finding.count_on()
    assert 0 < finding.count < 4_000
    assert not finding.counted
    while finding.count_on():
        pass
    assert (finding.counted, finding.count, finding.place_of(11)) == (True, 4_000, 2)
