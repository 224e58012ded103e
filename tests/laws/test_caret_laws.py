"""Laws of the caret: a step and the step back are inverse, and no key runs in a circle."""

import re
from itertools import groupby

from hypothesis import assume, example, given
from hypothesis import strategies as st

from annotator.session import caret
from annotator.text.badges import invisibles
from annotator.text.layout import lay_out
from annotator.text.words import words
from tests.laws.texts import texts

widths = st.integers(min_value=10, max_value=60)
modes = st.sampled_from(("letters", "characters"))
ALEF_OF_LAM = re.compile("\u0644[^\\w\\s]*([اأإآ])")


def laid_out(text, width, stops):
    badges = invisibles(text) if stops == "characters" else ()
    return lay_out(text, width, badges=badges, stops=stops)


def walk(page, step, offset):
    places = [offset]
    while (after := step(page, places[-1])) != places[-1]:
        assert after not in places[:-1], "the caret runs in a circle"
        places.append(after)
    return places


def edge(page, step):
    return walk(page, step, 0)[-1]


def stops_of(page):
    """Where a caret may stand, told without the page's own word for it."""
    units = {page.unit_at(offset) for offset in range(len(page.text) + 1)}
    alefs = (ALEF_OF_LAM.search(page.text, start, end) for start, end in units)
    return {start for start, _ in units} | {alef.start(1) for alef in alefs if alef}


@given(text=texts(max_size=60), width=widths)
@example(text="بلا سلام\nلُأ", width=10)
@example(text="abc لا\u064b def", width=10)
def test_left_from_the_right_end_visits_every_letter_once_and_right_comes_back(text, width):
    page = lay_out(text, width)
    there = walk(page, caret.left, edge(page, caret.right))
    assert set(there) == stops_of(page)
    assert walk(page, caret.right, there[-1]) == there[::-1]


@given(text=texts(max_size=60), width=widths)
@example(text="\u200fلُا\u064b\r\n", width=10)
@example(text="ab e\u0301\u0302 ك\u064f\u0651ت\n", width=10)
def test_where_invisibles_are_shown_it_visits_every_offset_once(text, width):
    page = laid_out(text, width, "characters")
    there = walk(page, caret.left, edge(page, caret.right))
    assert sorted(there) == list(range(len(text) + 1))
    assert walk(page, caret.right, there[-1]) == there[::-1]


@given(text=texts(max_size=60), width=widths, stops=modes)
def test_the_caret_leaves_a_paragraph_and_a_unit_only_when_it_was_all_walked(text, width, stops):
    page = laid_out(text, width, stops)
    there = walk(page, caret.left, edge(page, caret.right))
    for part in (page.paragraph_of, page.unit_at):
        runs = [start for start, _ in groupby(part(offset)[0] for offset in there)]
        assert len(runs) == len(set(runs))


@given(text=texts(max_size=60), width=widths, stops=modes, data=st.data())
def test_from_an_offset_that_is_no_stop_a_step_goes_where_it_goes_from_its_stop(
    text, width, stops, data
):
    page = laid_out(text, width, stops)
    offset = data.draw(st.integers(0, len(text)))
    stop = caret.stop_of(page, offset)
    assert page.unit_at(offset)[0] <= stop <= offset
    for step in (caret.left, caret.right, caret.word_left, caret.word_right):
        # Only at the end of the article is there no place to go to.
        assert step(page, offset) in {step(page, stop), offset}


@given(text=texts(max_size=60), width=widths, stops=modes)
def test_in_the_order_of_the_text_stops_follow_each_other_and_nothing_is_left_out(
    text, width, stops
):
    page = laid_out(text, width, stops)
    onward = [0]
    while onward[-1] < len(text):
        onward.append(caret.stop_after(page, onward[-1]))
    every = set(walk(page, caret.left, edge(page, caret.right)))
    assert set(onward) == every | {len(text)}
    back = [len(text)]
    while back[-1]:
        back.append(caret.stop_before(page, back[-1]))
    assert back == onward[::-1]


@given(text=texts(max_size=60), width=widths, stops=modes)
def test_word_steps_end_at_an_edge_and_never_turn_round(text, width, stops):
    page = laid_out(text, width, stops)
    for step, back in ((caret.word_left, caret.right), (caret.word_right, caret.left)):
        walk(page, step, edge(page, back))


@given(text=texts(max_size=60), width=widths, stops=modes, data=st.data())
def test_home_and_end_are_the_first_and_the_last_stop_of_the_row(text, width, stops, data):
    page = laid_out(text, width, stops)
    offset = data.draw(st.integers(0, len(text)))
    row = page.row_of(offset)
    own = [stop for stop in walk(page, caret.left, edge(page, caret.right)) if on(page, row, stop)]
    assert caret.line_start(page, offset) == min(own)
    assert caret.line_end(page, offset) == max(own)


def on(page, row, offset):
    return page.row_of(offset) == row


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


@given(text=st.text("ابنa1 .،—\n", max_size=120), width=st.integers(1, 12))
@example(text="———————\nاب ا\n", width=3)
@example(text="abcdefghijklmnop\nابتثجحخدذرزسشصضط", width=4)
def test_the_next_word_is_the_first_one_on_the_rows_that_a_step_leads_over(text, width):
    page = lay_out(text, width)

    def row_by_row(offset, step):
        row, column = page.cell_of(offset)
        while row is not None:
            line = page.line(row)
            columns = {page.cell_of(start)[1]: start for start in starts_on(line)}
            onward = [at for at in columns if (at - column) * step > 0]
            if onward:
                return columns[min(onward, key=lambda at: at * step)]
            last, row = row, caret._row_beyond(page, row, step)  # noqa: SLF001 - the way of rows
            column = -step * width
        return page.line(last).cells[-1 if step > 0 else 0].start

    def starts_on(line):
        return [start for start, _ in words(text) if line.start <= start < line.end]

    for offset in range(len(text) + 1):
        place = page.unit_at(offset)[0]
        assert caret.word_left(page, place) == row_by_row(place, -1)
        assert caret.word_right(page, place) == row_by_row(place, 1)
