"""What was done to labels, version by version and span by span, is told from the files alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from annotator.errors import AnnotatorError, SpanError, StoreError
from annotator.labels.edits import Add, Remove, Replace
from annotator.labels.span import mark
from annotator.project.sitting import annotate
from annotator.project.versions.chronicle import Moment, blame, log
from annotator.store.codec import sha256

SECOND, THIRD = "2026-11-22T08:31:00Z", "2026-11-22T08:32:00Z"


@pytest.fixture
def history(tagged, now):
    """Three versions of `border` by a1: two spans, then one moved and one more, then one away."""

    def keep(minutes, *edits):
        session = annotate.open_session(tagged, "border", "a1").session
        for edit in edits:
            session = session.do(edit)
        moment = now + timedelta(minutes=minutes)
        annotate.save(tagged, session, annotator="a1", now=moment, seconds=90)

    session = annotate.open_session(tagged, "border", "a1").session
    text, (person, place) = session.article.text, session.spans
    keep(
        1,
        Replace(person, mark(text, "s1", "PERSON", [(0, 9)])),
        Add(mark(text, "s3", "DATE", [(45, 48)])),
    )
    keep(2, Remove(place))
    return tagged


def damage(project, number):
    path = project.labels / "border" / "a1" / f"{number:04d}.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": 90', b'"seconds": 91'))


def test_a_log_tells_every_version_the_newest_first(history):
    found = log(history, "border", "a1")
    assert found.faults == ()
    assert [
        (one.version, one.saved, one.added, one.removed, one.changed, one.seconds)
        for one in found.entries
    ] == [
        (3, THIRD, 0, 1, 0, 90),
        (2, SECOND, 1, 0, 1, 90),
        (1, "2026-11-22T08:30:00Z", 2, 0, 0, 12),
    ]
    data = (history.labels / "border" / "a1" / "0003.json").read_bytes()
    assert found.entries[0].sha256 == sha256(data)


def test_a_version_that_cannot_be_read_hides_no_other(history):
    damage(history, 2)
    found = log(history, "border", "a1")
    assert [(one.version, one.added) for one in found.entries] == [(3, None), (1, 2)]
    (fault,) = found.faults
    assert "0002.json" in fault.where


def test_a_version_that_is_missing_is_told(history):
    (history.labels / "border" / "a1" / "0002.json").unlink()
    found = log(history, "border", "a1")
    assert [(one.version, one.added) for one in found.entries] == [(3, None), (1, 2)]
    (fault,) = found.faults
    assert fault.what == "version 2 is missing: the next one is 3"


def test_who_saved_nothing_has_no_history(history):
    with pytest.raises(StoreError, match="name one of those who did: a1"):
        log(history, "border", "b2")
    with pytest.raises(StoreError, match="nobody did yet"):
        log(history, "flight", "a1")
    with pytest.raises(AnnotatorError, match="did you mean border"):
        log(history, "borde", "a1")


def test_labels_without_their_article_still_have_a_history(history):
    (history.seeds / "border.txt").unlink()
    assert len(log(history, "border", "a1").entries) == 3


def test_blame_names_the_versions_that_made_and_changed_a_span(history):
    found = blame(history, "border", "a1")
    first, second = Moment(1, "2026-11-22T08:30:00Z"), Moment(2, SECOND)
    assert [(one.span.id, one.made, one.changed) for one in found.origins] == [
        ("s1", first, second),
        ("s3", second, second),
    ]
    (one,) = blame(history, "border", "a1", "s3").origins
    assert (one.span.id, one.made) == ("s3", second)


def test_a_span_that_came_back_was_changed_then(history, now):
    session = annotate.open_session(history, "border", "a1").session
    place = mark(session.article.text, "s2", "PLACE", [(13, 19)])
    later = now + timedelta(minutes=3)
    annotate.save(history, session.do(Add(place)), annotator="a1", now=later, seconds=1)
    (one,) = blame(history, "border", "a1", "s2").origins
    assert (one.made.version, one.changed.version) == (1, 4)


def test_blame_says_when_a_span_was_taken_away(history):
    with pytest.raises(SpanError, match="version 3 took it away"):
        blame(history, "border", "a1", "s2")
    with pytest.raises(SpanError, match="has no span 's99'\n"):
        blame(history, "border", "a1", "s99")


def test_blame_needs_the_newest_version_alone(history):
    damage(history, 2)
    found = blame(history, "border", "a1")
    assert [one.changed.version for one in found.origins] == [3, 3]
    assert len(found.faults) == 1
    damage(history, 3)
    with pytest.raises(AnnotatorError, match=r"0003\.json"):
        blame(history, "border", "a1")
