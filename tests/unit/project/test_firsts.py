"""The tour is shown to a person once, and never stops anybody."""

from __future__ import annotations

import pytest

from annotator.project.firsts import remember_tour, tour_seen


def test_a_tour_that_was_remembered_was_seen_and_remembering_twice_is_no_matter(tmp_path):
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path / "home")}
    assert not tour_seen(environ)
    remember_tour(environ)
    remember_tour(environ)
    assert tour_seen(environ)
    assert [one.name for one in (tmp_path / "state" / "annotator").iterdir()] == ["tour-seen"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("state", [None, "", "relative/state"])
def test_without_a_whole_path_for_it_the_mark_lies_at_home(tmp_path, state):
    environ = {"HOME": str(tmp_path), **({} if state is None else {"XDG_STATE_HOME": state})}
    remember_tour(environ)
    assert (tmp_path / ".local" / "state" / "annotator" / "tour-seen").is_file()
    assert tour_seen(environ)


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"XDG_STATE_HOME": "here"}])
def test_where_nothing_can_be_remembered_the_tour_is_not_shown(environ, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert tour_seen(environ)
    remember_tour(environ)
    assert list(tmp_path.iterdir()) == []


def test_two_people_are_told_apart(tmp_path):
    one, other = ({"HOME": str(tmp_path / name)} for name in ("one", "other"))
    remember_tour(one)
    assert tour_seen(one)
    assert not tour_seen(other)


def test_a_file_where_a_folder_should_be_stops_nobody(tmp_path):
    (tmp_path / "annotator").write_bytes(b"mine")
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    remember_tour(environ)
    assert not tour_seen(environ)
    assert (tmp_path / "annotator").read_bytes() == b"mine"


def test_a_folder_where_the_mark_should_be_stops_nobody(tmp_path):
    (tmp_path / "annotator" / "tour-seen").mkdir(parents=True)
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    remember_tour(environ)
    assert not tour_seen(environ)
