"""Windows that were overtaken, cut off or emptied, step by step."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from annotator.project.sitting.annotate import open_session
from annotator.project.sitting.diary import Diary
from annotator.session.tagging import delete, tag
from annotator.store.protocol import Taken
from annotator.tui.parts.desk import Desk
from tests.laws.windows import ARTICLE, NOW, PLACES, Window, begun


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return begun(tmp_path / "news")


def opened(project):
    return Desk(project, (ARTICLE,), "a1", open_session(project, ARTICLE, "a1"))


def tagged(desk, at):
    """Tag a place, and have it kept."""
    session = desk.front.session
    span = tag(session, session.schema.labels[0], selection=PLACES[at], current=None, offset=0)
    desk.front = desk.front.with_session(span.session)
    assert desk.write()


def crashed(desk):
    """The journal of a desk that is gone."""
    window = Window("a1", desk, [])
    window.diary.close()
    return window.journal


def places_of(desk):
    return [span.pieces[0] for span in desk.front.session.spans]


def test_edits_laid_over_another_version_are_kept_also_where_that_is_torn(project):
    here, there = opened(project), opened(project)
    tagged(here, 0)
    tagged(there, 2)
    there.save(ARTICLE, NOW)
    with pytest.raises(Taken):
        here.save(ARTICLE, NOW)
    safe = len(Window("a1", here, []).journal.read_bytes())
    assert here.lay_over(ARTICLE, {}) == ()
    assert here.write()
    journal = crashed(here)
    there.close()
    held = journal.read_bytes()
    journal.write_bytes(held[: held.index(b"\n", safe) + 1])
    assert places_of(opened(project)) == [PLACES[0], PLACES[2]]


def test_a_save_that_was_never_noted_does_not_come_back_over_later_versions(project):
    first = opened(project)
    tagged(first, 0)
    with patch.object(Diary, "note_save"):
        first.save(ARTICLE, NOW, done=True)
    journal = crashed(first)
    aside = journal.rename(journal.with_suffix(".away"))
    later = opened(project)
    session = later.front.session
    later.front = later.front.with_session(delete(session, session.spans[0]).session)
    later.save(ARTICLE, NOW, done=True)
    later.close()
    aside.rename(journal)
    again = opened(project)
    assert again.front.session.spans == ()
    assert not again.front.session.unsaved


def test_dropping_what_is_unsaved_leads_to_what_was_called_done(project):
    desk = opened(project)
    tagged(desk, 0)
    desk.save(ARTICLE, NOW, done=True)
    tagged(desk, 2)
    desk.save(ARTICLE, NOW, done=True)
    for _ in range(2):
        desk.front = desk.front.with_session(desk.front.session.undo())
    assert desk.front.session.labelling.status == "done"
    desk.drop_unsaved()
    assert not desk.front.session.unsaved
    desk.front = desk.front.with_session(desk.front.session.undo())
    assert places_of(desk) == [PLACES[0]]
    assert desk.front.session.labelling.status == "done"
    desk.close()
