"""Laws of order: nothing is lost, nothing is shown twice, and a second engine agrees."""

import re

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import bidi
from annotator.text.unicode import bidi_class
from tests.laws.texts import texts

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
bases = st.sampled_from([None, 0, 1])
modes = st.sampled_from(["obey", "ignore"])
# What both engines treat alike: python-bidi mirrors by rules of its own, leaves tabs where
# they are in levels instead of at the base, and resolves some brackets inside isolates
# otherwise than Unicode's test cases do.
PLAIN = "ابتثلمنשאabcdXYZ012٠١٢\u06f3\u064e\u0651 .,:;!%+-$/،؟"


def turned(levels):
    """Rule L2 to the letter: from the highest level to the lowest odd one."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        if level < min((one for one in levels if one & 1), default=level + 1):
            break
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return tuple(order)


@given(text=texts(), base=bases, mode=modes, cuts=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_every_index_of_a_line_is_shown_exactly_once(text, base, mode, cuts):
    start, end = sorted(int(cut * len(text)) for cut in cuts)
    order = bidi.visual_order(text, start, end, base, mode)
    assert sorted(order) == list(range(start, end))


@given(text=texts(), base=bases, mode=modes)
def test_every_code_point_has_a_level_that_the_standard_allows(text, base, mode):
    found, levels = bidi.levels(text, base, mode)
    assert found in {0, 1}
    assert base in {None, found}
    assert len(levels) == len(text)
    assert all(found <= level <= 127 for level in levels)


@given(levels=st.lists(st.integers(0, 6), max_size=30))
def test_order_is_found_as_the_rule_turns_it(levels):
    assert bidi.reorder(tuple(levels)) == turned(levels)


@given(text=texts(), base=bases)
def test_ignored_controls_leave_the_rest_as_it_is_without_them(text, base):
    found, levels = bidi.levels(text, base, "ignore")
    kept = tuple(
        level
        for level, character in zip(levels, text, strict=True)
        if not CONTROLS.match(character)
    )
    assert (found, kept) == bidi.levels(CONTROLS.sub("", text), base)


@given(text=st.text(PLAIN, max_size=60), base=st.sampled_from([0, 1]))
def test_python_bidi_shows_a_line_in_the_same_order(text, base):
    order = bidi.visual_order(text, 0, len(text), base)
    assert "".join(text[index] for index in order) == get_display(text, base_dir="LR"[base])


@given(text=texts(), base=bases)
def test_a_paragraph_and_the_one_after_it_do_not_touch(text, base):
    first = text.partition("\u2029")[0] + "\u2029"
    base, levels = bidi.levels(first, base)
    assert bidi.levels(first + text, base)[1] == levels + bidi.levels(text, base)[1]


@given(text=texts())
def test_letters_of_one_direction_share_the_parity_of_their_levels(text):
    _, levels = bidi.levels(text, controls="ignore")
    for character, level in zip(text, levels, strict=True):
        if bidi_class(character) in {"R", "AL"}:
            assert level & 1
        if bidi_class(character) == "L":
            assert not level & 1
