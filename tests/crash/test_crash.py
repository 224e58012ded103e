"""A short form of `make crash`: killed at any moment, and many writers at once."""

from __future__ import annotations

import pytest

from annotator.project.places import open_project
from annotator.project.start import start
from tests.crash import killing, writing


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return open_project(start(tmp_path / "news", sample=True))


def test_nothing_that_was_called_kept_is_lost_by_a_kill(project):
    report = killing.Report()
    for seed in range(20):
        killing.kill_once(project, seed, report)
    assert report.lost == []
    assert report.edits > 20


def test_nothing_that_the_screen_called_kept_is_lost_by_a_kill(project):
    report = killing.Report()
    killing.kill_screen(project, 1, report)
    assert report.lost == []


def test_many_writers_at_once_leave_no_hole_and_lose_no_edit(project):
    report = writing.compete(project, writers=4, attempts=8)
    assert report.wrong == ()
    assert report.spans == 32
