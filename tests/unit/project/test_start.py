"""A new project is made whole or not at all."""

from __future__ import annotations

import shutil

import pytest

from annotator.errors import AnnotatorError
from annotator.project import start as starting
from annotator.project.places import article_ids, open_project, read_schema_of
from annotator.project.start import sample_source, start


def files(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_new_project_has_the_shipped_scheme_and_no_articles(tmp_path):
    project = open_project(start(tmp_path / "deep" / "news", sample=False))
    assert project.name == "news"
    assert [label.name for label in read_schema_of(project).labels] == [
        "PERSON",
        "PLACE",
        "CASUALTY",
        "DATE",
    ]
    assert article_ids(project) == ()
    assert (project.root / ".gitignore").read_text().endswith(".annotator/\n")
    assert project.labels.is_dir()


def test_the_sample_is_copied_byte_for_byte(tmp_path):
    root = start(tmp_path / "news", sample=True)
    source = sample_source()
    assert article_ids(open_project(root)) != ()
    for name, content in files(root).items():
        if name != ".gitignore":
            assert (source / name).read_bytes() == content


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(AnnotatorError, match="not empty"):
        start(tmp_path, sample=True)
    assert files(tmp_path) == {"mine.txt": b"x"}


def test_a_file_in_its_place_is_refused(tmp_path):
    (tmp_path / "news").write_text("x")
    for name in ("news", "news/inner"):
        with pytest.raises(AnnotatorError):
            start(tmp_path / name, sample=False)


def test_an_empty_folder_and_one_under_version_control_are_taken(tmp_path):
    (tmp_path / ".git").mkdir()
    start(tmp_path, sample=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".git",
        ".gitignore",
        "annotator.toml",
        "guidelines",
        "labels",
        "seeds",
    ]


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path, monkeypatch, there):
    def fail(*_):
        raise OSError(28, "No space left on device")

    target = tmp_path / "deep" / "news"
    if there:
        target.mkdir(parents=True)
    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(AnnotatorError, match="disk is full"):
        start(target, sample=True)
    assert list(target.iterdir()) == [] if there else not target.parent.exists()


def test_a_name_that_toml_must_escape_is_kept(tmp_path):
    assert open_project(start(tmp_path / 'a"b\\\x7f', sample=False)).name == 'a"b\\\x7f'


def test_the_sample_inside_an_installed_package_comes_first(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    (tmp_path / "sample").mkdir()
    monkeypatch.setattr(starting, "__file__", str(tmp_path / "project" / "start.py"))
    assert sample_source() == (tmp_path / "sample").resolve()
