"""Laws of journals: what was taken down leads to the same session, and can be undone alike."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import orjson
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SpanError
from annotator.labels.edits import apply, inverse
from annotator.session.steps import between, steps, walk
from annotator.store.journal_entry import Stepped, record_of
from annotator.store.journal_shape import read_record
from tests.laws.strategies import TEXT, edits, labellings, sitting


@st.composite
def histories(draw, at_once=1):
    """Sessions, each one step, or up to so many, after the one before it."""
    session = sitting(TEXT)
    found = [session]
    for _ in range(draw(st.integers(1, 6))):
        for _ in range(draw(st.integers(1, at_once))):
            match draw(st.sampled_from(("edit", "edit", "undo", "redo"))):
                case "edit":
                    # An edit that does not fit changes nothing.
                    with suppress(SpanError):
                        session = session.do(draw(edits(session.labelling)))
                case "undo":
                    session = session.undo()
                case "redo":
                    session = session.redo()
        found.append(session)
    return found


@given(histories())
def test_the_steps_between_two_moments_lead_from_one_to_the_other(history):
    replayed = history[0]
    for before, after in pairwise(history):
        taken = steps(before, after)
        assert taken is not None
        replayed = walk(replayed, taken)
        assert replayed == after


@given(histories(at_once=3))
def test_steps_that_are_found_between_distant_moments_lead_there_too(history):
    for before, after in pairwise(history):
        taken = steps(before, after)
        assert taken is None or walk(before, taken) == after


@given(histories())
def test_a_step_is_read_back_as_it_was_written(history):
    for before, after in pairwise(history):
        for step in steps(before, after):
            entry = Stepped(step, 1.5)
            line = orjson.loads(orjson.dumps(record_of(entry)))
            assert read_record(line, "a journal") == entry


@given(labellings(), labellings())
def test_one_edit_leads_from_any_labelling_to_any_other(one, after):
    before = replace(one, rejected=after.rejected, note=after.note)
    edit = between(before, after)
    if edit is None:
        assert before == after
    else:
        assert apply(before, edit) == after
        assert apply(after, inverse(edit)) == before
