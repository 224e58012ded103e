"""Laws of searching and of cut points: what is found reads as asked, and nothing is cut off."""

import re
from contextlib import contextmanager
from itertools import pairwise
from unicodedata import normalize

from hypothesis import assume, example, given
from hypothesis import strategies as st

from annotator.text import search as search_module
from annotator.text.proclitics import cut_points, next_cut
from annotator.text.search import Finding, find_all, fold
from annotator.text.unicode import category
from annotator.text.words import word_at, words
from tests.laws.texts import texts

TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
ALIKE = frozenset(("ؤو", "وؤ", "ئي", "يئ", "ؤئ", "ئؤ"))

dense = st.text("اأآوؤيئىءةل\u0654\u064e\u0640\u200f\ufefb\ufdf2 \n1١Aaé\u0301…😀", max_size=24)
any_text = texts(40) | dense
clitic = st.sampled_from((*"وفبكلاٱسن5 ", "ال", "لل", "أ", *"\ufefb\u0654\u0651\u0640\u200c"))
clitics = st.lists(clitic, max_size=12).map("".join)


@st.composite
def searches(draw):
    """A text and a query, most often one that stands in it."""
    text = draw(any_text)
    start = draw(st.integers(0, len(text)))
    taken = text[start : start + draw(st.integers(1, 6))]
    return text, draw(st.just(taken) | st.just(taken) | dense)


def vowelled(draw, text):
    """The text with vowel signs strewn in."""
    strewn = draw(st.lists(st.text(TASHKEEL, max_size=2), min_size=len(text), max_size=len(text)))
    return "".join(one + signs for one, signs in zip(text, strewn, strict=True))


def bare(text):
    return re.sub(f"[{TASHKEEL}]", "", text)


def reads_as(folded, wanted):
    return len(folded) == len(wanted) and all(
        a == b or a + b in ALIKE for a, b in zip(folded, wanted, strict=True)
    )


@given(search=searches())
def test_what_is_found_reads_as_what_was_asked_for(search):
    text, query = search
    wanted = re.sub(" +", " ", fold(query))
    for start, end in find_all(text, query):
        folded = re.sub(" +", " ", fold(text[start:end]))
        # Characters that stand for several letters are taken whole at both ends.
        before = len(fold(text[start])) - 1
        last = max(at for at in range(start, end) if fold(text[at]))
        after = len(fold(text[last])) - 1
        assert any(
            reads_as(folded[skip : skip + len(wanted)], wanted)
            for skip in range(before + 1)
            if skip + len(wanted) >= len(folded) - after
        )


@given(search=searches())
def test_places_ascend_and_are_parted_and_lie_inside_the_text(search):
    text, query = search
    found = find_all(text, query)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(search=searches())
def test_a_match_begins_with_a_letter_and_leaves_nothing_behind_that_stands_on_its_last(search):
    text, query = search
    for start, end in find_all(text, query):
        assert fold(text[start])
        assert end == len(text) or fold(text[end])


@given(search=searches())
def test_nothing_is_passed_over_between_matches(search):
    text, query = search
    edges = [0, *(edge for match in find_all(text, query) for edge in match), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert find_all(text[start:end], query) == ()


@given(search=searches())
def test_a_match_by_itself_is_found_whole(search):
    text, query = search
    for start, end in find_all(text, query):
        assert find_all(text[start:end], query) == ((0, end - start),)


@given(text=any_text)
def test_a_text_finds_each_of_its_own_words(text):
    for start, end in words(text):
        first = next((at for at in range(start, end) if fold(text[at])), None)
        if first is not None:
            assert any(low <= first < high for low, high in find_all(text, text[start:end]))


@given(search=searches(), data=st.data())
def test_tashkeel_in_the_query_changes_nothing(search, data):
    text, query = search
    assert find_all(text, vowelled(data.draw, query)) == find_all(text, query)
    assert find_all(text, bare(query)) == find_all(text, query)


@given(search=searches(), data=st.data())
def test_tashkeel_in_the_text_changes_nothing_but_offsets(search, data):
    text, query = search
    other = vowelled(data.draw, text)
    found = [bare(other[start:end]) for start, end in find_all(other, query)]
    assert found == [bare(text[start:end]) for start, end in find_all(text, query)]


@given(search=searches())
def test_capitals_in_the_query_change_nothing(search):
    text, query = search
    assert find_all(text, query.upper()) == find_all(text, query)


@given(search=searches(), count=st.integers(1, 5))
def test_characters_beyond_the_first_plane_count_as_one(search, count):
    text, query = search
    assume("😀" not in query)
    moved = tuple((start + count, end + count) for start, end in find_all(text, query))
    assert find_all("😀" * count + text, query) == moved


@contextmanager
def stretches_of(size):
    """Have texts searched in stretches of so many code points: laws are about short ones."""
    kept, search_module._STRETCH = search_module._STRETCH, size  # noqa: SLF001
    search_module._folded.cache_clear()  # noqa: SLF001
    try:
        yield
    finally:
        search_module._STRETCH = kept  # noqa: SLF001
        search_module._folded.cache_clear()  # noqa: SLF001


@given(search=searches(), size=st.integers(1, 12))
@example(search=("a \u200f \u200f b a b", "a b a b"), size=1)
@example(search=("a\nb a\nb a", "a b a"), size=2)
def test_what_is_found_does_not_depend_on_how_much_is_looked_through_at_once(search, size):
    whole = find_all(*search)
    with stretches_of(size):
        assert find_all(*search) == whole


@given(search=searches(), offset=st.integers(-1, 40), size=st.integers(1, 60))
def test_the_next_match_and_the_previous_one_are_the_nearest(search, offset, size):
    assume(" " not in fold(search[1]))
    found = find_all(*search)
    after = [match for match in found if match[0] > offset] + list(found)
    before = [match for match in found[::-1] if match[0] < offset] + list(found[::-1])
    with stretches_of(size):
        for forward, wanted in ((True, after), (False, before)):
            steps = list(Finding(*search).nearest(offset, forward=forward))
            assert [one for one in steps if one] == wanted[:1]
            assert not any(steps[:-1])


@given(search=searches(), offset=st.integers(-1, 40), size=st.integers(1, 60))
def test_wherever_it_is_looked_for_something_is_found_where_there_is_something(
    search, offset, size
):
    with stretches_of(size):
        steps = list(Finding(*search).nearest(offset, forward=True))
        found = [one for one in steps if one]
        assert bool(found) == bool(find_all(*search))
        for start, end in found:
            assert find_all(search[0][start:end], search[1]) == ((0, end - start),)


@given(text=any_text | clitics)
def test_cut_points_ascend_inside_their_word_and_never_part_a_mark_from_its_letter(text):
    for start, end in words(text):
        cuts = (start, *cut_points(text, start), end)
        assert all(before < after for before, after in pairwise(cuts))
        for cut in cuts[1:-1]:
            assert category(text[cut])[0] != "M"
            assert text[cut] != "\u0640"
            assert any(category(one)[0] in "LN" for one in text[cut:end])


@given(text=any_text | clitics)
def test_what_is_cut_off_is_made_of_proclitics_in_their_order(text):
    for start, _ in words(text):
        cuts = (start, *cut_points(text, start))
        peeled = normalize("NFKC", text[start : cuts[-1]])
        letters = "".join(one for one in peeled if category(one) == "Lo")
        assert re.fullmatch("[وف]?[بكل]?(?:[اٱ]ل)?", letters)


@given(text=any_text | clitics)
def test_away_from_the_start_of_a_word_there_are_no_cut_points(text):
    starts = {start for start, _ in words(text)}
    for offset in range(-1, len(text) + 2):
        if offset not in starts:
            assert cut_points(text, offset) == ()


@given(word=clitics, data=st.data())
def test_tashkeel_on_a_word_moves_its_cut_points_but_not_what_they_part(word, data):
    other = vowelled(data.draw, word)
    parts = {bare(word[:cut]) for cut in cut_points(word, 0)}
    assert {bare(other[:cut]) for cut in cut_points(other, 0)} == parts


@given(text=any_text | clitics)
def test_the_key_goes_round_all_cut_points_and_stays_in_its_word(text):
    for offset in range(len(text)):
        word = word_at(text, offset)
        ring = (word[0], *cut_points(text, word[0])) if word else ()
        reached = next_cut(text, offset)
        if len(ring) < 2:
            assert reached is None
        else:
            assert reached == next((one for one in ring if one > offset), ring[0])
