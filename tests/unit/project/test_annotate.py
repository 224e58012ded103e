"""A sitting opens what was kept last, and keeps what was done as one version more."""

from __future__ import annotations

import json

import pytest

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.edits import Add, Remove
from annotator.labels.span import mark
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.sitting import annotate
from annotator.store.protocol import Taken


def opened(project, name="a1"):
    return annotate.open_session(project, "border", name)


def with_date(session):
    return session.do(Add(mark(session.article.text, session.fresh_id, "DATE", [(45, 48)])))


@pytest.fixture
def save(project, now):
    def keep(session, name="a1", **more):
        return annotate.save(project, session, annotator=name, now=now, seconds=5, **more)

    return keep


def test_a_first_sitting_is_an_empty_draft_that_counts_from_the_publication(project):
    first = opened(project)
    assert (first.version, first.session.spans, first.session.next_id) == (0, (), 1)
    assert first.session.labelling.anchor == "2021-04-30"


def test_what_was_saved_is_opened_again(tagged):
    again = opened(tagged)
    assert again.version == 1
    assert [(span.id, span.text) for span in again.session.spans] == [
        ("s1", "إيغور"),
        ("s2", "باتكين"),
    ]
    assert again.session.next_id == 3
    path = tagged.labels / "border" / "a1" / "0001.json"
    kept = json.loads(path.read_bytes())
    assert (kept["saved"], kept["seconds"], kept["status"]) == ("2026-11-22T08:30:00Z", 12, "draft")


@pytest.mark.usefixtures("tagged")
def test_nothing_new_makes_no_version(project, save):
    kept = save(opened(project).session)
    assert (kept.version, kept.made) == (1, None)
    assert not save(opened(project, "b2").session, "b2").made


@pytest.mark.usefixtures("tagged")
def test_ids_of_deleted_spans_are_not_given_again(project, save):
    session = opened(project).session
    kept = save(session.do(Remove(session.spans[1])))
    assert kept.version == 2
    assert opened(project).session.next_id == 3


@pytest.mark.usefixtures("tagged")
def test_done_stays_done_until_a_span_is_changed(project, save):
    kept = save(annotate.called_done(opened(project).session))
    assert (kept.version, kept.session.labelling.status) == (2, "done")
    again = opened(project).session
    assert not save(again).made
    assert save(with_date(again)).session.labelling.status == "draft"
    assert [annotate.state_of(project, "border", one) for one in ("a1", "b2")] == ["draft", "new"]


@pytest.mark.usefixtures("tagged")
def test_calling_the_work_done_can_be_undone(project, save):
    session = save(annotate.called_done(with_date(opened(project).session))).session
    back = session.undo()
    assert back.labelling.status == "draft"
    assert save(back).version == 3
    assert len(back.undo().spans) == 2


def test_nothing_to_tag_can_be_done_too(project, save):
    kept = save(annotate.called_done(opened(project).session))
    assert kept.version == 1
    assert kept.made is not None


@pytest.mark.usefixtures("tagged")
def test_of_two_sessions_the_second_is_told_and_nothing_is_overwritten(project, save):
    first, second = opened(project).session, opened(project).session
    save(with_date(first))
    before = sorted(project.labels.rglob("*.json"))
    with pytest.raises(Taken, match="another session saved version 2"):
        save(second.do(Remove(second.spans[0])))
    assert sorted(project.labels.rglob("*.json")) == before


@pytest.mark.usefixtures("tagged")
def test_labels_of_another_text_name_the_text_and_the_way_back(project, tmp_path):
    (tmp_path / "border.txt").write_text("another text")
    add(project, [tmp_path / "border.txt"], Asked(), existing="replace")
    with pytest.raises(StoreError, match=r"another text.*\n.*\n.*seeds/\.old/"):
        opened(project)
    (project.seeds / "border.txt").write_text("a third one")
    for path in (project.seeds / ".old").iterdir():
        path.unlink()
    with pytest.raises(StoreError, match="put the text back"):
        opened(project)


@pytest.mark.usefixtures("tagged")
def test_a_label_that_the_schema_lost_is_told_with_its_span(project):
    path = project.guidelines / "schema.toml"
    path.write_text(path.read_text().replace("PERSON", "HUMAN"))
    with pytest.raises(AnnotatorError, match="no label 'PERSON'"):
        opened(project)


@pytest.mark.usefixtures("tagged")
def test_a_label_file_that_was_tampered_with_is_told(project):
    path = project.labels / "border" / "a1" / "0001.json"
    path.write_bytes(path.read_bytes().replace(b'"seconds": 12', b'"seconds": 13'))
    with pytest.raises(AnnotatorError, match=r"0001\.json"):
        opened(project)
    assert annotate.state_of(project, "border", "a1") == "broken"


def test_breaches_and_odd_characters_are_told_as_notices(project, tmp_path):
    (tmp_path / "odd.txt").write_bytes(b"one\r\ntwo\x1b[0m")
    add(project, [tmp_path / "odd.txt"], Asked())
    told = annotate.open_session(project, "odd", "a1").notices
    assert len(told) == 2
