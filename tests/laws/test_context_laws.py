"""Laws of contexts: they hold what differs, are short, and show every character that is sent."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.report.contexts import MOST, context, runs
from annotator.report.signs import manner, visible
from tests.laws.texts import texts


@st.composite
def marked(draw, size=80):
    """A text with one piece or several on it."""
    text = draw(texts(size).filter(lambda text: len(text) > 1))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    return text, tuple(zip(cuts[::2], cuts[1::2], strict=False))


def shown(text, where):
    return "".join(text[start:end] for start, end in where.stretches)


@settings(max_examples=60)
@given(given=marked(), most=st.integers(20, MOST))
def test_stretches_lie_in_the_text_apart_and_in_order(given, most):
    text, pieces = given
    stretches = context(text, pieces, most).stretches
    assert all(0 <= start < end <= len(text) for start, end in stretches)
    assert all(end < start for (_, end), (start, _) in pairwise(stretches))


@settings(max_examples=60)
@given(given=marked(), most=st.integers(20, MOST))
def test_every_edge_is_there_and_the_rest_is_short(given, most):
    text, pieces = given
    stretches = context(text, pieces, most).stretches
    edges = [edge for piece in pieces for edge in piece]
    assert all(any(start <= edge <= end for start, end in stretches) for edge in edges)
    assert sum(end - start for start, end in stretches) <= max(most, 80 * len(edges))


@settings(max_examples=60)
@given(marked())
def test_what_is_marked_is_what_the_pieces_say(given):
    text, pieces = given
    where = context(text, pieces, len(text) + 1)
    told = "".join(run.text for run in runs(text, where, pieces) if run.marked)
    plain = "".join(text[start:end] for start, end in pieces)
    if all(manner(character) == "plain" for character in plain):
        assert told == plain


@settings(max_examples=60)
@given(marked())
def test_a_line_sends_nothing_that_acts(given):
    text, pieces = given
    line = runs(text, context(text, pieces), pieces)
    for run in line:
        assert all(manner(character) != "sign" for character in run.text)
        assert run.kind != "sign" or run.text


@given(texts())
def test_a_name_sends_nothing_that_acts_and_keeps_what_can_be_seen(text):
    told = visible(text)
    assert all(manner(character) != "sign" for character in told)
    seen = [character for character in text if manner(character) == "plain"]
    rest = iter(told)
    assert all(character in rest for character in seen)
