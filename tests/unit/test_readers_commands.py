"""The reader's keys: each can be typed everywhere, none means two things or changes a label."""

import string

import pytest

from annotator.errors import AnnotatorError
from annotator.session.commands import COMMANDS, RESERVED
from annotator.session.keymap import bound
from annotator.session.readers_commands import READERS, READERS_PLACES
from tests.laws.strategies import SCHEMA

NEW = [one for one in READERS if one.group == "Agreement"]


def keymap(*own, keyboard="auto"):
    return bound(own, SCHEMA.labels, table=READERS, keyboard=keyboard)


def test_no_key_means_two_things_in_one_place():
    for place in READERS_PLACES:
        keys = [key for one in READERS if place in one.places for key in one.keys]
        assert len(keys) == len(set(keys))


def test_every_command_has_its_key_where_this_room_has_places():
    for command in READERS:
        assert command.places
        assert set(command.places) <= set(READERS_PLACES)


def test_what_is_shared_has_the_keys_that_it_has_in_the_annotators_room():
    keys = {one.name: one.keys for one in COMMANDS}
    assert all(one.keys == keys[one.name] for one in READERS if one.name in keys)


def test_nothing_that_changes_a_label_is_in_the_table():
    changing = {one.name for one in COMMANDS if one.group == "Tag"}
    changing |= {"save", "save_note", "done", "undo", "redo"}
    assert not changing & {one.name for one in READERS}


def test_letters_of_this_room_can_be_no_labels():
    letters = {key for one in NEW for key in one.keys if key in string.ascii_letters}
    assert letters <= RESERVED - set("b")


@pytest.mark.parametrize("keyboard", ["arabic-101", "arabic-mac", "persian"])
def test_letters_of_an_arabic_keyboard_narrow_the_list(keyboard):
    typed = {"only_article": "ب", "order": "س", "adjudicate": "ث"}
    typed["marks"] = {"arabic-101": "ة", "arabic-mac": "و", "persian": "پ"}[keyboard]
    typed["all"] = "۰" if keyboard == "persian" else "٠"
    for name, key in typed.items():
        for place in READERS_PLACES:
            assert keymap(keyboard=keyboard).command(place, key).name == name


def test_own_keys_are_taken_and_clashes_refused():
    own = (("only_article", ("\\",)), ("undo", ("f",)))
    assert keymap(*own).command("figures", "\\").name == "only_article"
    with pytest.raises(AnnotatorError, match="the key f is that of the command only_article"):
        keymap(("search", ("f",)))
