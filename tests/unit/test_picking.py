"""What the caret is on is taken for a value or a piece, and nothing where nothing is."""

from annotator.labels.span import Quote, mark
from annotator.session.picking import Picking
from tests.laws.strategies import sitting

TEXT = "قُتل 12 شخصا في حلب، قالت لأحمد"
COUNT = mark(TEXT, "s1", "CASUALTY", [(5, 12)])
CITY = mark(TEXT, "s2", "PLACE", [(16, 19)])
SESSION = sitting(TEXT, COUNT, CITY)
VICTIMS = Picking("quote", "s1", "victims")
WHERE = Picking("span", "s1", "where", "PLACE")
PIECE = Picking("piece", "s1")


def taken(picking, *, selection=None, current=None, offset=0, session=SESSION):
    return picking.taken(session, selection=selection, current=current, offset=offset)


def test_it_is_said_what_is_asked_and_how_to_answer():
    assert VICTIMS.told(COUNT) == (
        "victims of «12 شخصا»: select the words; enter takes, esc goes back"
    )
    assert WHERE.told(COUNT).startswith("where of «12 شخصا»: tab to a PLACE or tag one")
    assert PIECE.told(COUNT).startswith("a piece of «12 شخصا»: select the words")


def test_a_quote_is_the_selection_without_white_space_or_the_word_at_the_caret():
    came = taken(VICTIMS, selection=(4, 13))
    assert came.span.value("victims") == Quote(5, 12, "12 شخصا")
    came = taken(VICTIMS, offset=27)
    assert came.span.value("victims") == Quote(26, 31, "لأحمد")


def test_where_there_is_no_word_nothing_is_quoted():
    for came in (taken(VICTIMS, selection=(4, 5)), taken(VICTIMS, offset=len(TEXT))):
        assert came.session is SESSION
        assert came.said == "no word here: put the caret on one, or select some"


def test_the_current_span_is_named_and_named_no_longer():
    came = taken(WHERE, current=CITY)
    assert came.span.value("where") == ("s2",)
    back = taken(WHERE, current=CITY, session=came.session)
    assert back.span == COUNT


def test_without_a_span_there_is_none_to_name():
    came = taken(WHERE)
    assert came.session is SESSION
    assert came.said == "no PLACE here: go to one with tab"


def test_a_piece_is_added():
    assert taken(PIECE, offset=16).span.pieces == ((5, 12), (16, 19))


def test_a_span_that_was_deleted_meanwhile_takes_nothing():
    session = sitting(TEXT, CITY)
    for picking in (VICTIMS, WHERE, PIECE):
        came = taken(picking, current=CITY, session=session)
        assert came.session is session
        assert (came.span, came.said) == (None, "the span is no longer there")
