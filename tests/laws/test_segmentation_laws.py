"""Laws of characters and words: boundaries cover a text, words never overlap, nearby is enough."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.text import graphemes, words
from annotator.text.unicode import category
from tests.laws.texts import texts

dense = st.text("ab ابم٣1.,'’-_:\u200d\u064b\u200f😀🇺\"אク日\n\r sS\xa0\u202f", max_size=40)
any_text = texts() | dense


@given(text=any_text)
def test_boundaries_run_from_the_first_to_the_last_place_and_never_back(text):
    for boundaries in (graphemes.boundaries(text), words.boundaries(text)):
        assert (boundaries[0], boundaries[-1]) == (0, len(text))
        assert all(before < after for before, after in pairwise(boundaries))


@given(text=any_text)
def test_a_vowel_sign_is_parted_only_from_a_line_end_or_a_control(text):
    boundaries = set(graphemes.boundaries(text))
    for at in range(1, len(text)):
        if text[at] == "\u064e" and at in boundaries:
            assert category(text[at - 1]) in {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}


@given(text=any_text)
def test_words_stand_in_order_and_each_holds_a_letter_or_digit(text):
    found = words.words(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    for start, end in found:
        assert any(category(character)[0] in "LN" for character in text[start:end])
        assert not any(character.isspace() for character in text[start:end])


@given(text=any_text)
def test_every_letter_and_digit_is_in_a_word(text):
    covered = {at for start, end in words.words(text) for at in range(start, end)}
    for at, character in enumerate(text):
        if category(character)[0] in "LN":
            assert at in covered


@given(text=any_text)
def test_looking_nearby_finds_the_words_that_reading_everything_finds(text):
    found = words.words(text)
    for offset in range(-1, len(text) + 2):
        here = [word for word in found if word[0] <= offset < word[1]]
        after = [start for start, _ in found if start > offset]
        before = [start for start, _ in found if start < offset]
        assert words.word_at(text, offset) == (here[0] if here else None)
        assert words.next_word_start(text, offset) == (after[0] if after else None)
        assert words.previous_word_start(text, offset) == (before[-1] if before else None)


@given(text=any_text, start=st.integers(0, 40), end=st.integers(0, 40))
def test_the_words_of_a_stretch_are_those_that_begin_in_it(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    begun = [word for word in words.words(text) if start <= word[0] < end]
    assert list(words.words_in(text, start, end)) == begun


@given(text=any_text, stop=st.integers(0, 40))
def test_a_word_that_begins_before_the_stop_is_found_as_without_one(text, stop):
    for offset in range(-1, len(text) + 2):
        after, before = words.next_word_start(text, offset), words.previous_word_start(text, offset)
        if after is not None and after < stop:
            assert words.next_word_start(text, offset, stop) == after
        if before is not None and before >= stop:
            assert words.previous_word_start(text, offset, stop) == before
