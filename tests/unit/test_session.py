"""A sitting remembers what was saved, and never gives an id twice."""

from annotator.labels.edits import Add, Remove, Replace, Restate
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.labels.span import mark
from annotator.session.state import Session
from annotator.text.article import Article

TEXT = "قُتل 12 شخصًا في لبنان"
SCHEMA = Schema("s", "1", (), "", "")
EMPTY = Session(Article("a", TEXT), SCHEMA, Labelling(), Labelling(), next_id=1)
PLACE = mark(TEXT, "s1", "PLACE", [(17, 22)])


def test_a_session_knows_what_is_not_saved_yet():
    session = EMPTY.do(Add(PLACE))
    assert session.unsaved
    assert not session.kept().unsaved
    assert not session.undo().unsaved


def test_undo_crosses_a_save():
    session = EMPTY.do(Add(PLACE)).kept().undo()
    assert session.spans == ()
    assert session.unsaved
    assert not session.redo().unsaved


def test_an_id_is_not_given_again_after_its_span_was_undone():
    session = EMPTY.do(Add(PLACE)).undo()
    assert session.fresh_id == "s2"


def test_an_edit_that_changes_nothing_is_not_recorded():
    session = EMPTY.do(Add(PLACE))
    assert session.do(Replace(PLACE, PLACE)) is session


def test_undoing_and_redoing_nothing_gives_the_same_session():
    assert EMPTY.undo() is EMPTY
    assert EMPTY.redo() is EMPTY


def test_editing_what_was_done_makes_it_a_draft_in_one_step():
    done = EMPTY.do(Add(PLACE)).do(Restate("draft", "done")).kept()
    edited = done.do(Remove(PLACE))
    assert (edited.labelling.status, edited.spans) == ("draft", ())
    assert edited.undo().labelling == done.labelling
    assert edited.undo().redo() == edited


def test_calling_it_done_can_be_undone():
    done = EMPTY.do(Restate("draft", "done"))
    assert done.labelling.status == "done"
    assert done.undo().labelling.status == "draft"
