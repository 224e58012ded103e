"""How a person wants the screen: two files, read strictly, of which the nearer one wins."""

from __future__ import annotations

import os

import pytest

from annotator.errors import AnnotatorError, ArticleError, Faults
from annotator.project.naming import annotator_name
from annotator.project.places import open_project
from annotator.project.preferences import Preferences, preferences

FIX_CHOICE = "write one of them in quotes, or take the line out"
FIX_NAME = "give a name of 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first"
FIX_KEYS = 'write command = "key" under [keys], or for more than one: leave = ["q", "f10"]'


@pytest.fixture
def config(tmp_path):
    """The user's config.toml, which is not there yet."""
    folder = tmp_path / "config" / "annotator"
    folder.mkdir(parents=True)
    return folder / "config.toml"


@pytest.fixture
def environ(tmp_path):
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.fixture
def settings(project):
    return project.root / "annotator.toml"


def faults_of(action, *arguments):
    """What, where and how to mend it, of every fault that is told at once."""
    with pytest.raises(AnnotatorError) as caught:
        action(*arguments)
    error = caught.value
    faults = error.faults if isinstance(error, Faults) else (error,)
    return [(fault.what, fault.where, fault.fix) for fault in faults]


def test_where_nobody_says_anything_nothing_is_chosen(project, environ):
    assert preferences(project, environ) == Preferences(None, "auto", ())
    assert preferences(project, {}) == Preferences(None, "auto", ())


def test_the_project_says_how_its_screen_looks_and_which_keys_it_has(project, settings, environ):
    settings.write_text(
        'name = "x"\nkeyboard = "persian"\ntheme = "light"\n'
        '[keys]\nleave = "f10"\nundo = ["ctrl+z", "u"]\n'
    )
    chosen = preferences(open_project(project.root), environ)
    assert chosen == Preferences(
        "light", "persian", (("leave", ("f10",)), ("undo", ("ctrl+z", "u")))
    )


def test_the_users_own_choice_wins_key_by_key(project, settings, config, environ):
    settings.write_text(
        'name = "x"\nkeyboard = "persian"\ntheme = "light"\n[keys]\nleave = "f10"\nundo = "f3"\n'
    )
    config.write_text('theme = "dark"\n[keys]\nundo = ["ctrl+z"]\nsave = "f5"\n')
    chosen = preferences(open_project(project.root), environ)
    assert chosen.theme == "dark"
    assert chosen.keyboard == "persian"
    assert chosen.keys == (("leave", ("f10",)), ("undo", ("ctrl+z",)), ("save", ("f5",)))


@pytest.mark.parametrize("keyboard", ["auto", "none", "arabic-mac"])
def test_the_users_keyboard_wins_also_where_it_is_the_usual_one(
    project, settings, config, environ, keyboard
):
    settings.write_text('name = "x"\nkeyboard = "persian"\n')
    config.write_text(f'keyboard = "{keyboard}"\n')
    assert preferences(open_project(project.root), environ).keyboard == keyboard


def test_a_theme_of_the_project_yields_to_no_color_and_one_of_the_user_does_not(
    project, settings, config, environ
):
    settings.write_text('name = "x"\ntheme = "light"\n')
    opened = open_project(project.root)
    assert preferences(opened, {**environ, "NO_COLOR": "1"}).theme is None
    assert preferences(opened, {**environ, "NO_COLOR": ""}).theme == "light"
    config.write_text('theme = "dark"\n')
    assert preferences(opened, {**environ, "NO_COLOR": "1"}).theme == "dark"


def test_every_fault_of_the_project_is_told_with_its_line_and_how_to_mend_it(project, settings):
    settings.write_text(
        'name = "x"\ntheme = "drak"\nkeyboard = 101\n'
        '[keys]\nleave = 3\nundo = []\nredo = ["y", "y"]\nsave = ["s", " "]\n'
    )
    assert faults_of(open_project, project.root) == [
        (
            "theme should be 'dark', 'light', 'high-contrast' or 'no-colour', not 'drak'",
            f"{settings}: line 2: theme",
            FIX_CHOICE,
        ),
        (
            "keyboard should be 'auto', 'arabic-101', 'arabic-mac', 'persian' or 'none', not 101",
            f"{settings}: line 3: keyboard",
            FIX_CHOICE,
        ),
        (
            "leave should be a key or a list of keys, not 3",
            f"{settings}: line 5: keys.leave",
            FIX_KEYS,
        ),
        ("undo has no key at all", f"{settings}: line 6: keys.undo", FIX_KEYS),
        ("redo has the key 'y' twice", f"{settings}: line 7: keys.redo", FIX_KEYS),
        ("save has a key that is empty", f"{settings}: line 8: keys.save", FIX_KEYS),
    ]


def test_a_name_in_the_settings_that_cannot_be_one_is_told_with_what_can(project, settings):
    settings.write_text('name = "x"\nannotators = ["a1", "B 2"]\n')
    assert faults_of(open_project, project.root) == [
        (
            "annotators is 'B 2', which cannot name an annotator",
            f"{settings}: line 2: annotators[1]",
            FIX_NAME.replace("give a name", "write a list of names, each"),
        )
    ]


def test_every_fault_of_the_user_is_told_with_its_line_and_how_to_mend_it(project, config, environ):
    config.write_text(
        'name = "A B"\ncolours = "light"\n[keys]\nleave = ""\nundo = ["u", 3]\nredo = {}\n'
    )
    assert faults_of(preferences, project, environ) == [
        ("name is 'A B', which cannot name an annotator", f"{config}: line 1: name", FIX_NAME),
        (
            "colours is not a key that is known here",
            f"{config}: line 2: colours",
            "take it out, or mend its spelling",
        ),
        ("leave has a key that is empty", f"{config}: line 4: keys.leave", FIX_KEYS),
        (
            "undo should be a key or a list of keys, not ['u', 3]",
            f"{config}: line 5: keys.undo",
            FIX_KEYS,
        ),
        (
            "redo should be a key or a list of keys, not a group of keys",
            f"{config}: line 6: keys.redo",
            FIX_KEYS,
        ),
    ]


@pytest.mark.parametrize("keys", ["3", '"q"', "true", '["q"]'])
def test_keys_that_are_no_table_are_told(project, config, environ, keys):
    config.write_text(f"keys = {keys}\n")
    [(what, where, fix)] = faults_of(preferences, project, environ)
    assert what.startswith("keys should be a group of keys, not ")
    assert where == f"{config}: line 1: keys"
    assert fix == FIX_KEYS


def test_what_a_key_is_called_cannot_reach_the_terminal_as_it_is(project, config, environ):
    config.write_text('[keys]\n"a\\u001b[2J" = 3\nleave = ["\\u001b", "\\u001b"]\n')
    told = faults_of(preferences, project, environ)
    assert len(told) == 2
    assert "\x1b" not in "".join("".join(fault) for fault in told)


def test_a_config_that_cannot_be_read_is_told_and_never_taken_for_none(project, config, environ):
    config.write_bytes(b'theme = "\xff"\n')
    [(what, where, _)] = faults_of(preferences, project, environ)
    assert (what, where) == ("byte 9 is not UTF-8", f"{config}: line 1")
    config.write_text("theme = \n")
    with pytest.raises(AnnotatorError, match="not TOML"):
        preferences(project, environ)
    config.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(ArticleError, match="more than 1 MiB"):
        preferences(project, environ)


def test_a_pipe_in_place_of_the_config_is_not_waited_for(project, config, environ):
    os.mkfifo(config)
    assert preferences(project, environ).theme is None


def test_a_config_with_keys_and_a_theme_still_names_the_annotator(config, environ):
    config.write_text('name = "a7"\ntheme = "light"\nkeyboard = "none"\n[keys]\nsave = "f5"\n')
    assert annotator_name(None, environ, lambda: "login") == "a7"
