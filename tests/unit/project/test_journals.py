"""Edits that were kept: found again whatever became of the project, the article or the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from annotator.errors import StoreError
from annotator.project.following.rebasing import rebase
from annotator.project.places import open_project, store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting import annotate
from annotator.project.sitting.journals import copies
from annotator.session.caret import Caret
from annotator.session.tagging import tag
from annotator.store import history
from annotator.store.protocol import Taken
from annotator.tui.parts.desk import Desk

FIRST, SECOND, THIRD = (0, 3), (4, 9), (13, 19)


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def window(project):
    opened = annotate.open_session(project, "border", "a1")
    return Desk(project, ("border",), "a1", opened)


def mark(desk, place):
    session = desk.front.session
    label = session.schema.labels[0]
    outcome = tag(session, label, selection=place, current=None, offset=place[0])
    desk.front = desk.front.with_session(outcome.session)


def worked(project, *places):
    """A window in which these were marked and kept."""
    desk = window(project)
    for place in places:
        mark(desk, place)
    assert desk.write()
    return desk


def marked(desk):
    return [span.text for span in desk.front.session.spans]


def journal(project):
    (path,) = (project.root / ".annotator" / "journal").rglob("*.jsonl")
    return path


def retell(project, text, now):
    """Give the article another text, and bring the labels after it."""
    (project.seeds / "border.txt").write_bytes(text.encode())
    rebase(project, ["border"], None, now=now)


class TestWhatBecomesOfTheProject:
    def test_journals_that_are_swept_away_are_back_when_one_leaves(self, project):
        desk = worked(project, FIRST)
        shutil.rmtree(project.root / ".annotator")
        desk.close()
        assert marked(window(project)) == ["قال"]

    def test_a_project_that_is_moved_takes_its_journals_along(self, project, now):
        desk = worked(project, FIRST)
        there = project.root.with_name("moved")
        project.root.rename(there)
        mark(desk, SECOND)
        assert desk.write()
        with pytest.raises(StoreError, match="no longer there"):
            desk.save("border", now)
        desk.close()
        assert not project.root.exists()
        assert marked(window(open_project(there))) == ["قال", "إيغور"]

    def test_what_is_done_first_after_it_was_moved_is_not_called_kept(self, project):
        desk = window(project)
        project.root.rename(project.root.with_name("moved"))
        mark(desk, FIRST)
        assert not desk.write()
        assert desk.front.kept == "NOT KEPT"
        assert not project.root.exists()

    def test_by_way_of_a_link_it_is_the_same_project(self, project, tmp_path):
        (project.root / ".annotator").write_text("a file stands here")
        (tmp_path / "link").symlink_to(project.root)
        worked(open_project(tmp_path / "link"), FIRST).close()
        assert marked(window(project)) == ["قال"]


class TestWhatBecomesOfAJournal:
    def test_what_is_no_journal_does_not_stand_in_the_way_of_those_that_are(self, project):
        worked(project, FIRST).close()
        journal(project).with_name("0.jsonl").mkdir()
        desk = window(project)
        assert marked(desk) == ["قال"]
        assert any("cannot be read" in one for one in desk.notices)

    def test_one_that_is_damaged_from_the_first_line_on_is_told_and_left(self, project):
        worked(project, FIRST).close()
        desk = worked(project, SECOND)
        desk.close()
        path = journal(project)
        damaged = path.read_bytes().replace(b"border", b"harbor", 1)
        path.write_bytes(damaged)
        desk = window(project)
        assert any("damaged from its first line" in one for one in desk.notices)
        assert path.read_bytes() == damaged

    def test_one_that_was_torn_in_its_first_line_gives_nothing_back(self, project):
        worked(project, FIRST).close()
        path = journal(project)
        path.write_bytes(path.read_bytes()[:20])
        assert list(copies(project, "border", "a1", os.environ)) == []
        desk = window(project)
        assert marked(desk) == []
        assert desk.notices == ()


class TestWhatBecomesOfTheArticle:
    def test_a_day_of_publication_that_is_put_right_stops_no_save(self, project, now):
        worked(project, FIRST).close()
        (project.seeds / "border.toml").write_bytes(b'published = "2021-05-30"\n')
        desk = window(project)
        assert desk.save("border", now).version == 1
        assert desk.front.session.labelling.anchor == "2021-04-30"

    @pytest.mark.parametrize("before", ["و", ""])
    def test_nothing_that_lies_on_its_old_text_is_saved_over_the_new(self, project, now, before):
        desk = worked(project, FIRST)
        desk.save("border", now)
        mark(desk, SECOND)
        text = desk.front.session.article.text
        retell(project, f"{before}{text}ثم عاد.\n", now)
        with pytest.raises(Taken):
            desk.save("border", now)
        with pytest.raises(StoreError, match="text of the article was replaced"):
            desk.lay_over("border", {})
        assert marked(desk) == ["قال", "إيغور"]
        assert history.head(store_of(project), "border", "a1").number == 2
        assert prove(project).problems == ()

    def test_what_is_done_on_its_new_text_comes_back_by_itself(self, project, now):
        desk = worked(project, FIRST)
        desk.save("border", now)
        mark(desk, SECOND)
        retell(project, f"و{desk.front.session.article.text}", now)
        desk.take_up("border")
        mark(desk, (14, 20))
        desk.close()
        assert marked(window(project)) == ["قال", "باتكين"]


def test_every_journal_that_was_let_go_of_is_closed(project):
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(3):
        worked(project, THIRD).close()
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_of_very_many_articles_those_that_are_saved_are_let_go_of(project, now, monkeypatch):
    monkeypatch.setattr("annotator.tui.parts.desk._MOST_OPEN", 1)
    names = ("border", *(f"also-{number}" for number in range(6)))
    for name in names[1:]:
        shutil.copy(project.seeds / "border.txt", project.seeds / f"{name}.txt")
    desk = Desk(project, names, "a1", annotate.open_session(project, "border", "a1"))
    before = len(list(Path("/dev/fd").iterdir()))
    for name in names[1:]:
        mark(desk, FIRST)
        desk.save(desk.opened, now, done=True)
        desk.bring(name)
    assert len(list(Path("/dev/fd").iterdir())) <= before + 1
    assert desk.progress[0] == len(names) - 1
    mark(desk, SECOND)
    desk.bring("border")
    assert marked(desk) == ["قال"]
    desk.front = desk.front.with_session(desk.front.session.undo().undo())
    assert marked(desk) == []
    assert desk.unsaved == (names[-1], "border")


def test_few_articles_stay_open_as_they_are(project, monkeypatch):
    monkeypatch.setattr("annotator.tui.parts.desk._MOST_OPEN", 3)
    desk = window(project)
    desk.front = desk.front.at(Caret(5))
    desk.bring("flight")
    desk.bring("border")
    assert desk.front.caret.offset == 5
