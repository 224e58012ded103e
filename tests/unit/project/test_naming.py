"""Who is at work is asked in one order."""

from __future__ import annotations

import pytest

from annotator.errors import AnnotatorError, UsageError
from annotator.project.naming import annotator_name, opened_by, own_name


def login():
    return "login-name"


def nobody():
    raise KeyError("no such user")


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "config" / "annotator"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "of-config"\n')
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}


def test_the_option_comes_first_then_the_environment_the_config_and_the_login(home):
    environ = {**home, "ANNOTATOR_NAME": "of-environ"}
    assert annotator_name("given", environ, login) == "given"
    assert annotator_name(None, environ, login) == "of-environ"
    assert annotator_name(None, home, login) == "of-config"
    assert annotator_name(None, {}, login) == "login-name"


def test_the_config_lies_under_home_where_nothing_else_is_said(tmp_path):
    folder = tmp_path / ".config" / "annotator"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "at-home"\n')
    assert annotator_name(None, {"HOME": str(tmp_path)}, login) == "at-home"
    assert annotator_name(None, {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "odd"}, login) == (
        "at-home"
    )


@pytest.mark.parametrize("name", ["", "A1", "-a", "a b", "a/b", "..", "a" * 65, "é", "a\n"])
def test_what_cannot_name_an_annotator_is_refused_naming_the_option(name):
    with pytest.raises(UsageError, match="--as NAME"):
        annotator_name(name, {}, login)


def test_a_login_without_a_name_asks_for_one():
    with pytest.raises(UsageError, match="--as NAME"):
        annotator_name(None, {}, nobody)


def test_a_config_at_fault_is_told_with_its_file(home, tmp_path):
    (tmp_path / "config" / "annotator" / "config.toml").write_text('nickname = "x"\n')
    with pytest.raises(AnnotatorError, match=r"config\.toml"):
        annotator_name(None, home, login)


def test_nobody_works_by_hand_under_the_name_gold():
    with pytest.raises(UsageError, match="import --as gold"):
        own_name("gold", {}, login)
    assert annotator_name("gold", {}, login) == "gold"


@pytest.mark.parametrize(
    ("annotator", "command"),
    [
        ("b1", "annotator open border-clash --as b1"),
        ("gold", "annotator adjudicate border-clash"),
        ("gold.lead", "annotator adjudicate border-clash --second --as lead"),
    ],
)
def test_what_somebody_did_is_opened_by_a_command_that_takes_their_name(annotator, command):
    assert opened_by("border-clash", annotator) == command
