"""Laws of a typed line: nothing typed is lost, the caret stays on it and is always in sight."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.session.field import Field, window
from annotator.text.layout import lay_out
from tests.laws.texts import PIECES, texts

MOVES = (Field.left, Field.right, Field.word_left, Field.word_right, Field.home, Field.end)
CHANGES = (Field.backspace, Field.delete, Field.delete_word, Field.cleared)
SPACED = "\t\n\r\x85\u2028\u2029"

fields = st.builds(
    lambda line, at: Field(line.text, at % (len(line.text) + 1)),
    texts(max_size=40).map(Field().typed),
    st.integers(0, 500),
)
widths = st.integers(min_value=1, max_value=40)
directions = st.sampled_from((0, 1))
scrolls = st.integers(min_value=0, max_value=60)


def kept(characters):
    """What typing keeps, said character by character."""
    return "".join(
        " " if character in SPACED else character
        for character in characters.replace("\r\n", "\n")
        if character in SPACED or unicodedata.category(character) not in ("Cc", "Cs")
    )


def page_of(field):
    return lay_out(field.text, 200)


def unit_of(field):
    return page_of(field).unit_at(field.caret)


def walk(field, step):
    """The field after each step, until a step changes nothing."""
    found = [field]
    while (after := step(found[-1])) != found[-1]:
        assert after not in found, "the caret runs in a circle"
        found.append(after)
    return found


@given(field=fields, characters=texts(max_size=20))
def test_typing_puts_in_what_was_typed_and_leaves_the_rest(field, characters):
    after = field.typed(characters)
    assert after.text[: field.caret] == field.text[: field.caret]
    assert after.text[field.caret : after.caret] == kept(characters)
    assert after.text[after.caret :] == field.text[field.caret :]


@given(field=fields, characters=texts(max_size=20).map(kept))
def test_typing_a_line_at_once_or_letter_by_letter_is_the_same(field, characters):
    by_letter = field
    for character in characters:
        by_letter = by_letter.typed(character)
    assert by_letter == field.typed(characters)


@given(field=fields, character=st.sampled_from("".join(PIECES)).filter(kept))
def test_backspace_undoes_one_typed_code_point(field, character):
    assert field.typed(character).backspace() == field


@given(field=fields, script=st.lists(st.sampled_from((*MOVES, *CHANGES)), max_size=12))
def test_no_key_takes_the_caret_off_the_line(field, script):
    for step in script:
        after = step(field)
        assert 0 <= after.caret <= len(after.text)
        if step in MOVES:
            assert after.text == field.text
            assert after.caret in page_of(after).stops_at(after.caret)
        field = after


@given(field=fields)
def test_left_and_right_by_sight_are_inverse_but_at_the_edges(field):
    for step, back in ((Field.left, Field.right), (Field.right, Field.left)):
        path = walk(field.at(field.caret), step)
        assert walk(path[-1], back)[: len(path)] == path[::-1]


@given(field=fields)
def test_left_from_the_right_end_stands_on_every_stop_once(field):
    path = walk(walk(field.home(), Field.right)[-1], Field.left)
    page = page_of(field)
    stops = {stop for offset in range(len(field.text) + 1) for stop in page.stops_at(offset)}
    assert sorted(place.caret for place in path) == sorted(stops)


@given(field=fields)
def test_word_steps_end_and_never_turn_round(field):
    walk(field, Field.word_left)
    walk(field, Field.word_right)


@given(field=fields)
def test_delete_takes_away_what_is_left_of_the_unit_up_to_its_next_stop(field):
    edges = (*page_of(field).stops_at(field.caret), unit_of(field)[1])
    end = min((edge for edge in edges if edge > field.caret), default=field.caret)
    assert field.delete() == Field(
        field.text[: field.caret] + field.text[end:],
        field.caret,
    )


@given(field=fields)
def test_deleting_words_ends_with_nothing_before_the_caret(field):
    last = walk(field, Field.delete_word)[-1]
    assert last == Field(field.text[field.caret :])


@given(field=fields, width=widths, direction=directions, scrolled=scrolls)
def test_the_window_is_never_too_wide_and_always_holds_the_caret(field, width, direction, scrolled):
    seen = window(field, width, direction=direction, scrolled=scrolled)
    assert seen.cells[0].column >= 0
    assert seen.cells[-1].column + seen.cells[-1].width <= width
    for cell, following in pairwise(seen.cells):
        assert cell.column + cell.width == following.column
    holder = seen.cells[seen.caret]
    assert (holder.start, holder.end) == unit_of(field)


@given(field=fields, width=widths, direction=directions, scrolled=scrolls)
def test_drawing_again_moves_nothing_and_a_press_finds_the_unit_that_is_drawn(
    field, width, direction, scrolled
):
    seen = window(field, width, direction=direction, scrolled=scrolled)
    assert window(field, width, direction=direction, scrolled=seen.scrolled) == seen
    for cell in seen.cells:
        assert seen.offset_at(cell.column) == seen.offset_at(cell.column + cell.width - 1)
        assert seen.offset_at(cell.column) == cell.start


@given(field=fields, more=st.integers(0, 9), direction=directions, scrolled=scrolls)
def test_a_line_with_room_is_all_in_sight_at_the_edge_where_reading_begins(
    field, more, direction, scrolled
):
    needed = sum(cell.width for cell in window(field, 1000).cells)
    seen = window(field, needed + more, direction=direction, scrolled=scrolled)
    assert {cell.start for cell in seen.cells} == {
        field.at(offset).caret for offset in range(len(field.text) + 1)
    }
    assert seen.cells[0].column == (more if seen.base else 0)


@given(field=fields, width=widths)
def test_only_what_may_be_drawn_is_drawn_and_takes_the_cells_it_says(field, width):
    for cell in window(field, width).cells:
        assert cell_len(cell.text) == cell.width
        assert not {unicodedata.category(character) for character in cell.text} & {
            *("Cc", "Cf", "Cs", "Zl", "Zp")
        }
