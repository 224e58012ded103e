"""Laws of a sitting: undo is exact, redo is exact, a refused edit changes nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SpanError
from annotator.labels.edits import apply, inverse
from annotator.labels.schema import Schema
from annotator.session.state import Session
from annotator.text.article import Article
from tests.laws.strategies import TEXT, edits, labellings

SCHEMA = Schema("s", "1", (), "", "")


def opened(labelling):
    return Session(Article("a", TEXT), SCHEMA, labelling, labelling, next_id=31)


def played(data, session, most=10):
    for _ in range(data.draw(st.integers(0, most))):
        try:
            session = session.do(data.draw(edits(session.labelling)))
        except SpanError:
            continue
    return session


@given(before=labellings(), data=st.data())
def test_undoing_and_redoing_everything_changes_nothing(before, data):
    start = opened(before)
    end = played(data, start)
    back = end
    for _ in end.done:
        back = back.undo()
    assert back.labelling == before
    assert not back.unsaved
    for _ in end.done:
        back = back.redo()
    assert back == end


@given(before=labellings(), data=st.data())
def test_an_edit_and_its_inverse_change_nothing(before, data):
    edit = data.draw(edits(before))
    try:
        after = apply(before, edit)
    except SpanError:
        return
    assert apply(after, inverse(edit)) == before
    assert inverse(inverse(edit)) == edit


@given(before=labellings(), data=st.data())
def test_spans_stay_in_their_order_after_every_edit(before, data):
    session = played(data, opened(before))
    assert session.spans == tuple(sorted(session.spans, key=lambda span: span.order))
    assert len({span.identity for span in session.spans}) == len(session.spans)
    assert len({span.id for span in session.spans}) == len(session.spans)


@given(before=labellings(), data=st.data())
def test_the_next_id_is_above_every_id_that_was_ever_used(before, data):
    session = played(data, opened(before))
    used = {span.id for span in session.spans}
    assert all(int(one[1:]) < session.next_id for one in used)
    assert session.undo().next_id == session.next_id


@given(labelling=labellings(), data=st.data())
def test_the_order_in_which_spans_are_given_does_not_matter(labelling, data):
    shuffled = data.draw(st.permutations(labelling.spans))
    assert replace(labelling, spans=tuple(shuffled)) == labelling


@given(before=labellings(), data=st.data())
def test_a_new_edit_forgets_what_was_undone(before, data):
    session = played(data, opened(before)).undo()
    after = played(data, session, most=1)
    assert after is session or after.undone == ()
    assert replace(after, labelling=after.saved).unsaved is False
