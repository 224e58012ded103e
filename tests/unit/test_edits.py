"""Edits apply whole or not at all."""

from dataclasses import replace

import pytest

from annotator.errors import SpanError
from annotator.labels.edits import Add, Remove, Replace, Restate, Together, apply, removal
from annotator.labels.labelling import Labelling
from annotator.labels.span import mark

TEXT = "قُتل 12 شخصًا في لبنان"
PLACE = mark(TEXT, "s1", "PLACE", [(17, 22)])
NUMBER = mark(TEXT, "s2", "CASUALTY", [(5, 7)], attributes=[("n", 12), ("where", ("s1", "s3"))])
OTHER = mark(TEXT, "s3", "PLACE", [(0, 4)])
BOTH = Labelling((PLACE, NUMBER))


def test_an_equal_span_is_already_tagged():
    with pytest.raises(SpanError, match="already tagged"):
        apply(BOTH, Add(replace(PLACE, id="s9")))


def test_an_id_is_used_once():
    with pytest.raises(SpanError, match="already in use"):
        apply(BOTH, Add(replace(OTHER, id="s1")))


def test_equal_edges_with_other_pieces_are_another_span():
    outer = mark(TEXT, "s4", "PLACE", [(0, 22)])
    pieces = mark(TEXT, "s5", "PLACE", [(0, 4), (17, 22)])
    labelling = apply(apply(Labelling(), Add(pieces)), Add(outer))
    assert labelling.spans == (outer, pieces)
    assert labelling.equal_to(replace(pieces, id="s9")) == pieces


def test_a_span_that_is_not_there_as_it_was_cannot_be_taken_away():
    with pytest.raises(SpanError, match="not there"):
        apply(BOTH, Remove(OTHER))
    with pytest.raises(SpanError, match="not there"):
        apply(BOTH, Remove(replace(PLACE, comment="new")))


def test_of_edits_together_either_all_apply_or_none():
    with pytest.raises(SpanError):
        apply(BOTH, Together((Remove(PLACE), Add(NUMBER))))
    swapped = apply(BOTH, Together((Remove(PLACE), Add(OTHER))))
    assert swapped.spans == (OTHER, NUMBER)
    assert BOTH.spans == (NUMBER, PLACE)


def test_replacing_a_span_by_itself_changes_nothing():
    assert apply(BOTH, Replace(PLACE, PLACE)) is BOTH


def test_only_a_draft_can_be_called_done():
    done = apply(BOTH, Restate("draft", "done"))
    assert done.status == "done"
    with pytest.raises(SpanError, match="is done, not draft"):
        apply(done, Restate("draft", "done"))


def test_removing_a_span_drops_the_references_to_it():
    three = apply(BOTH, Add(OTHER))
    freed = apply(three, removal(three, PLACE))
    assert freed.span("s1") is None
    assert freed.span("s2").attributes == (("n", 12), ("where", ("s3",)))
    bare = apply(freed, removal(freed, OTHER))
    assert bare.span("s2").attributes == (("n", 12),)


def test_removing_a_span_that_nothing_names_is_one_plain_edit():
    assert removal(BOTH, NUMBER) == Remove(NUMBER)
