"""What other packages add is listed by name and loaded one at a time."""

from __future__ import annotations

import sys

import pytest

from annotator import plugins
from annotator.errors import UsageError


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package on the path that registers one good format and one that cannot be imported."""
    info = tmp_path / "other-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[annotator.formats]\nother = other_format\nbroken = other_missing\n"
    )
    (tmp_path / "other_format.py").write_text("NAME = 'other'\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "other_format", raising=False)


@pytest.mark.usefixtures("package")
def test_names_are_listed_without_importing_anything():
    assert {"other", "broken"} <= set(plugins.names("annotator.formats"))
    assert "other_format" not in sys.modules


@pytest.mark.usefixtures("package")
def test_the_one_that_is_named_is_loaded():
    assert plugins.load("annotator.formats", "other").NAME == "other"


@pytest.mark.usefixtures("package")
def test_one_that_cannot_be_imported_says_so():
    with pytest.raises(UsageError, match="other_missing"):
        plugins.load("annotator.formats", "broken")


@pytest.mark.usefixtures("package")
def test_a_bad_name_lists_the_alternatives():
    with pytest.raises(UsageError, match="use other"):
        plugins.load("annotator.formats", "others")
    with pytest.raises(UsageError, match=r"use one of: broken, .*other"):
        plugins.load("annotator.formats", "xyz")


def test_a_group_with_nothing_in_it_says_so():
    with pytest.raises(UsageError, match="install a package"):
        plugins.load("annotator.extractors", "none")
