"""The adjudicator's keys: every one can be typed everywhere, and none means two things."""

import string

import pytest

from annotator.errors import AnnotatorError
from annotator.session.adjudicators_commands import ADJUDICATORS, EVERY_PLACE
from annotator.session.commands import COMMANDS, RESERVED
from annotator.session.keymap import bound
from tests.laws.strategies import SCHEMA

NEW = [one for one in ADJUDICATORS if one.group == "Adjudicate"]


def keymap(*own, keyboard="auto"):
    return bound(own, SCHEMA.labels, table=ADJUDICATORS, keyboard=keyboard)


def test_no_key_means_two_things_in_one_place():
    for place in EVERY_PLACE:
        keys = [key for one in ADJUDICATORS if place in one.places for key in one.keys]
        assert len(keys) == len(set(keys))


def test_editing_keeps_the_keys_that_it_has_in_the_annotators_room():
    usual, here = bound((), SCHEMA.labels), keymap()
    digits = {"show_article", "show_spans", "show_guideline", "show_queue", "theme"}
    moved = {*digits, "comment", "tour"}
    for command in COMMANDS:
        if "article" in command.places and command.name not in moved:
            for key in command.keys:
                assert here.command("article", key).name == usual.command("article", key).name


def test_panes_keep_their_digits_beside_the_article():
    assert keymap().command("spans", "2").name == "show_spans"
    assert keymap().command("article", "2").name == "take_2"


def test_letters_that_decide_can_be_no_labels():
    letters = {key for one in NEW for key in one.keys if key in string.ascii_letters}
    assert letters <= RESERVED - set("b")


@pytest.mark.parametrize("keyboard", ["arabic-101", "arabic-mac", "persian"])
def test_digits_of_an_arabic_keyboard_take_readings(keyboard):
    typed = "۱۲۳۴۵۰" if keyboard == "persian" else "١٢٣٤٥٠"
    found = [keymap(keyboard=keyboard).command("article", key).name for key in typed]
    assert found == ["take_1", "take_2", "take_3", "take_4", "take_all", "take_none"]
    assert keymap(keyboard=keyboard).command("article", " ").name == "next_difference"
    assert (
        keymap(keyboard=keyboard).command("article", "ك" if keyboard != "persian" else "ک").name
        == "why_note"
    )


def test_own_keys_of_either_room_are_taken_in_both():
    own = (("take_none", ("\\",)), ("tour", ("6",)))
    assert keymap(*own).command("article", "\\").name == "take_none"
    assert keymap(*own).command("article", "6").name == "take_own"
    assert bound(own, SCHEMA.labels).command("article", "6").name == "tour"


def test_an_own_key_that_decides_already_is_refused():
    with pytest.raises(AnnotatorError, match="the key 1 is that of"):
        keymap(("search", ("1",)))
