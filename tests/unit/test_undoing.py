"""Undo and redo say what they took back or made again, and where it was."""

import pytest

from annotator.labels.edits import (
    Add,
    Reanchor,
    Remove,
    Replace,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import Zone
from annotator.labels.span import mark
from annotator.session.remarks import comment, mark_zone, unmark_zone, unsure
from annotator.session.tagging import delete, tag
from annotator.session.undoing import redo, told, undo
from annotator.session.valuing import give, give_anchor, toggle_target
from tests.laws.strategies import CASUALTY, DATE, PERSON, sitting

TEXT = "قُتل 12 شخصا في حلب أمس\u202e"
COUNT = mark(TEXT, "s1", "CASUALTY", [(5, 12)])
CITY = mark(TEXT, "s2", "PLACE", [(16, 19)])
DAY = mark(TEXT, "s3", "DATE", [(20, 23)], attributes=[("value", "2021-04-29")])


def opened(**more):
    return sitting(TEXT, COUNT, CITY, DAY, **more)


def test_nothing_is_undone_where_nothing_was_done():
    session = opened()
    for came, said in ((undo(session), "nothing to undo"), (redo(session), "nothing to redo")):
        assert came.session is session
        assert (came.span, came.said, came.place) == (None, said, None)


@pytest.mark.parametrize(
    ("deed", "said", "place"),
    [
        (
            lambda one: tag(one, PERSON, selection=(0, 4), current=None, offset=0),
            "tagging PERSON «قُتل»",
            0,
        ),
        (lambda one: delete(one, CITY), "deleting PLACE «حلب»", 16),
        (
            lambda one: tag(one, PERSON, selection=None, current=CITY, offset=0),
            "making PERSON of PLACE «حلب»",
            16,
        ),
        (lambda one: give(one, COUNT, "outcome", "killed"), "values of CASUALTY «12 شخصا»", 5),
        (lambda one: comment(one, DAY, "which?"), "comment on DATE «أمس»", 20),
        (lambda one: unsure(one, DAY), "unsure about DATE «أمس»", 20),
        (lambda one: mark_zone(one, (12, 20), "menu"), "marking a zone", 13),
        (lambda one: give_anchor(one, "2021-04-30"), "counting from 2021-04-30", None),
    ],
)
def test_an_edit_is_told_both_ways_with_its_place(deed, said, place):
    session = deed(opened()).session
    back = undo(session)
    assert (back.said, back.place) == (f"undone: {said}", place)
    assert back.session.labelling == opened().labelling
    again = redo(back.session)
    assert (again.said, again.place) == (f"again: {said}", place)
    assert again.session == session


def test_a_date_that_was_checked_is_told_as_checked():
    flagged = mark(
        TEXT,
        "s3",
        "DATE",
        DAY.pieces,
        attributes=DAY.attributes,
        flags=("check-date",),
    )
    session = sitting(TEXT, flagged)
    came = give(session, flagged, "value", "2021-04-29")
    assert undo(came.session).said == "undone: checking DATE «أمس»"


def test_edges_that_were_moved_are_told_with_the_words_from_before():
    wider = mark(TEXT, "s2", "PLACE", [(13, 19)])
    assert told(Replace(CITY, wider)) == "new edges of PLACE «حلب»"
    assert told(Replace(wider, CITY)) == "new edges of PLACE «في حلب»"


def test_of_edits_together_the_one_that_was_asked_for_is_told():
    session = toggle_target(opened(), COUNT, "where", CITY).session
    gone = delete(session, CITY)
    assert undo(gone.session).said == "undone: deleting PLACE «حلب»"
    assert undo(gone.session).place == 16
    made = tag(session, DATE, selection=None, current=CITY, offset=0)
    assert undo(made.session).said == "undone: making DATE of PLACE «حلب»"
    session = give_anchor(opened(anchor="2021-04-30"), "2021-06-01").session
    assert undo(session).said == "undone: counting from 2021-06-01"


def test_an_edit_of_what_was_done_is_told_as_itself():
    session = delete(opened(status="done"), CITY).session
    assert session.labelling.status == "draft"
    came = undo(session)
    assert came.said == "undone: deleting PLACE «حلب»"
    assert came.session.labelling.status == "done"


def test_calling_it_done_is_nowhere_in_the_text():
    session = opened().do(Restate("draft", "done"))
    came = undo(session)
    assert (came.said, came.place) == ("undone: calling it done", None)


def test_zones_that_go_or_grow_are_told_as_changed_at_the_first_that_did():
    menu, appeal = Zone(0, 4, "menu"), Zone(16, 19, "appeal")
    session = opened(zones=(menu, appeal))
    came = undo(unmark_zone(session, appeal).session)
    assert (came.said, came.place) == ("undone: changing the zones", 16)
    assert told(Rezone((menu,), (menu, appeal))) == "marking a zone"


def test_the_day_that_was_taken_away_is_told():
    assert told(Reanchor("2021-04-30", None)) == "counting from no day"


def test_the_articles_words_are_told_without_what_could_act_on_a_screen():
    span = mark(TEXT, "s4", "DATE", [(20, 24)])
    for edit in (Add(span), Remove(span), Together((Add(span),))):
        assert "\u202e" not in told(edit)


def test_a_new_edit_leaves_nothing_to_make_again():
    session = delete(undo(delete(opened(), CITY).session).session, DAY).session
    assert redo(session).said == "nothing to redo"


@pytest.mark.parametrize("label", [CASUALTY, PERSON])
def test_undone_and_tagged_again_is_a_new_span(label):
    first = tag(opened(), label, selection=(0, 4), current=None, offset=0)
    second = tag(undo(first.session).session, label, selection=(0, 4), current=None, offset=0)
    assert (first.span.id, second.span.id) == ("s4", "s5")
