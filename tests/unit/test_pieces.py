"""A span gets a piece more, loses one, and is peeled of its proclitics."""

import pytest

from annotator.labels.edits import Add
from annotator.labels.span import mark
from annotator.session.pieces import peel, toggle_piece, united
from tests.laws.strategies import sitting

DAYS = "يومي 1 و2 مايو"
CITY = "وصل وبالقاهرة وبيروت"


def on(text, *pieces, label="DATE"):
    span = mark(text, "s1", label, pieces)
    return sitting(text, span), span


def test_the_word_at_the_caret_becomes_a_piece():
    session, span = on(DAYS, (5, 6))
    came = toggle_piece(session, span, None, 11)
    assert (came.span.pieces, came.span.text) == (((5, 6), (10, 14)), "1 مايو")
    assert came.said == "added «مايو» to DATE"
    assert came.span.id == span.id
    assert came.session.undo().spans == (span,)


def test_a_piece_that_comes_before_is_put_before():
    session, span = on(DAYS, (10, 14))
    assert toggle_piece(session, span, (5, 6), 0).span.pieces == ((5, 6), (10, 14))


@pytest.mark.parametrize(
    ("selection", "pieces"),
    [
        ((6, 8), ((5, 6), (7, 8), (10, 14))),
        ((5, 9), ((5, 9), (10, 14))),
        ((4, 11), ((5, 14),)),
        ((0, 14), ((0, 14),)),
        ((0, 5), ((0, 4), (5, 6), (10, 14))),
        ((9, 10), None),
    ],
    ids=["beside", "over one", "over both", "all", "trimmed", "white space"],
)
def test_pieces_that_touch_or_overlap_become_one(selection, pieces):
    session, span = on(DAYS, (5, 6), (10, 14))
    came = toggle_piece(session, span, selection, 0)
    if pieces is None:
        assert came.session is session
        assert came.said == "no word here: no piece was added"
    else:
        assert came.span.pieces == pieces


def test_what_touches_a_piece_without_white_space_between_becomes_one_with_it():
    session, span = on(DAYS, (10, 12))
    assert toggle_piece(session, span, (12, 14), 0).span.pieces == ((10, 14),)


def test_what_lies_in_one_of_several_pieces_takes_it_away_and_the_last_stays():
    session, span = on(DAYS, (5, 6), (10, 14))
    came = toggle_piece(session, span, (11, 12), 0)
    assert came.span.pieces == ((5, 6),)
    assert came.said == "took a piece away from DATE"
    again = toggle_piece(came.session, came.span, None, 5)
    assert again.session is came.session
    assert again.said == "this is part of the span already"


def test_a_piece_that_would_make_an_equal_span_is_not_added():
    session, span = on(DAYS, (5, 6))
    session = session.do(Add(mark(DAYS, "s2", "DATE", [(5, 6), (10, 14)])))
    came = toggle_piece(session, span, None, 12)
    assert came.session is session
    assert came.said == "already tagged DATE"


def test_united_pieces_are_sorted_and_one_that_lies_in_another_is_gone():
    assert united(((8, 9), (0, 5), (1, 2), (5, 6))) == ((0, 6), (8, 9))


def test_peeling_goes_round_and_says_what_it_cut_and_took_in():
    session, span = on(CITY, (4, 13), label="PLACE")
    seen, said = [], []
    for _ in range(4):
        came = peel(session, span)
        session, span = came.session, came.span
        seen.append(span.text)
        said.append(came.said)
    assert seen == ["بالقاهرة", "القاهرة", "قاهرة", "وبالقاهرة"]
    assert said == ["cut «و» off", "cut «ب» off", "cut «ال» off", "took «وبال» in again"]


def test_only_the_first_piece_is_peeled():
    session, span = on(CITY, (4, 13), (14, 20), label="PLACE")
    came = peel(session, span)
    assert came.span.pieces == ((5, 13), (14, 20))
    assert came.span.text == "بالقاهرة وبيروت"


def test_a_first_piece_that_is_the_proclitic_alone_is_never_emptied():
    session, span = on(CITY, (4, 5), (6, 13), label="PLACE")
    came = peel(session, span)
    assert came.session is session
    assert came.said.startswith("no proclitic begins")
    session, span = on(CITY, (5, 6), (14, 20), label="PLACE")
    assert peel(session, span).span.pieces == ((4, 6), (14, 20))


def test_a_cut_that_makes_an_equal_span_is_not_made():
    session, span = on(CITY, (4, 13), label="PLACE")
    session = session.do(Add(mark(CITY, "s2", "PLACE", [(5, 13)])))
    came = peel(session, span)
    assert came.session is session
    assert came.said == "already tagged PLACE"


@pytest.mark.parametrize("text", ["لأحمد", "لإيران"])
def test_a_preposition_is_cut_from_its_alef_though_both_stand_in_one_cell(text):
    session, span = on(text, (0, len(text)), label="PLACE")
    assert peel(session, span).span.text == text[1:]


def test_without_a_span_there_is_nothing_to_peel():
    session = sitting(CITY)
    came = peel(session, None)
    assert came.session is session
    assert came.said == "no span here to cut a proclitic from"
