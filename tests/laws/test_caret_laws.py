"""Laws of the caret: a step and the step back are inverse, and no key runs in a circle."""

from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.session import caret
from annotator.text.layout import lay_out
from tests.laws.texts import texts

widths = st.integers(min_value=10, max_value=60)


def walk(page, step, offset):
    places = [offset]
    while (after := step(page, places[-1])) != places[-1]:
        assert after not in places[:-1], "the caret runs in a circle"
        places.append(after)
    return places


def edge(page, step):
    return walk(page, step, 0)[-1]


@given(text=texts(max_size=60), width=widths)
def test_left_from_the_right_end_visits_every_unit_once_and_right_comes_back(text, width):
    page = lay_out(text, width)
    there = walk(page, caret.left, edge(page, caret.right))
    units = {page.unit_at(offset)[0] for offset in range(len(text) + 1)}
    assert set(there) == units
    assert walk(page, caret.right, there[-1]) == there[::-1]


@given(text=texts(max_size=60), width=widths)
def test_word_steps_end_at_an_edge_and_never_turn_round(text, width):
    page = lay_out(text, width)
    for step, back in ((caret.word_left, caret.right), (caret.word_right, caret.left)):
        walk(page, step, edge(page, back))


@given(text=texts(max_size=60), width=widths, rows=st.integers(-5, 5), at=st.integers(0, 500))
def test_rows_up_and_down_stay_on_the_page(text, width, rows, at):
    assume(text)
    page = lay_out(text, width)
    offset, _ = caret.by_rows(page, caret.Caret(at % len(text)), rows)
    assert 0 <= offset <= len(text)


def test_an_article_that_begins_with_a_latin_word_is_walked_to_its_end():
    text = "CNN Arabic - قال مسؤول\nوقال آخرون شيئا\nوعاد الهدوء\n"
    page = lay_out(text, 40)
    assert page.unit_at(len(text))[0] in walk(page, caret.left, edge(page, caret.right))
