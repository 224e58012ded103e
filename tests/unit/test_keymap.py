"""A key means one command in one place, own keys go first, and faults are told at once."""

import pytest

from annotator.errors import AnnotatorError, Faults
from annotator.session.commands import COMMANDS, PLACES, key_label
from annotator.session.keymap import bound
from tests.laws.strategies import SCHEMA

LABELS = SCHEMA.labels


def faults_of(*own):
    """What is wrong with a person's own keys, each as (what, where, fix)."""
    with pytest.raises(AnnotatorError) as caught:
        bound(own, LABELS, where="config.toml")
    found = caught.value.faults if isinstance(caught.value, Faults) else (caught.value,)
    return [(one.what, one.where, one.fix) for one in found]


def name_of(keymap, place, key):
    command = keymap.command(place, key)
    return command and command.name


def test_every_key_of_the_table_means_its_command_in_its_places_and_nowhere_else():
    keymap = bound((), LABELS)
    for place in PLACES:
        for command in COMMANDS:
            for key in command.keys:
                found = name_of(keymap, place, key)
                assert (found == command.name) == (place in command.places), (place, key)


def test_one_key_may_mean_different_things_in_different_places():
    keymap = bound((), LABELS)
    assert [name_of(keymap, place, "-") for place in PLACES] == [
        "proclitic",
        "narrower",
        "narrower",
        "narrower",
    ]
    assert name_of(keymap, "article", "!") == "unsure"
    assert name_of(keymap, "spans", "!") == "filter_unsure"
    assert name_of(keymap, "queue", "!") is None


def test_own_keys_stand_in_place_of_those_of_the_table():
    keymap = bound((("leave", ("Q", "f10")),), LABELS)
    assert name_of(keymap, "article", "Q") == name_of(keymap, "queue", "f10") == "leave"
    assert name_of(keymap, "article", "q") is None
    assert keymap.keys_of("leave") == "Q"
    assert keymap.keys_of("word_left") == "ctrl+←"


def test_two_commands_may_change_keys():
    keymap = bound((("undo", ("y",)), ("redo", ("u",))), LABELS)
    assert name_of(keymap, "article", "y") == "undo"
    assert name_of(keymap, "article", "u") == "redo"


def test_an_own_key_may_be_an_arabic_letter_and_goes_before_its_place():
    keymap = bound((("leave", ("س",)),), LABELS, keyboard="arabic-101")
    assert name_of(keymap, "article", "س") == "leave"
    assert name_of(bound((), LABELS, keyboard="arabic-101"), "article", "س") == "save"


def test_a_letter_that_no_command_has_is_looked_up_by_its_place():
    keymap = bound((), LABELS, keyboard="arabic-101")
    assert name_of(keymap, "article", "ض") == "leave"
    assert name_of(keymap, "article", "؟") == "help"
    assert name_of(bound((), LABELS, keyboard="none"), "article", "ض") is None


def test_keys_with_modifiers_are_looked_up_by_their_letter():
    keymap = bound((), LABELS)
    assert keymap.latin("ctrl+arabic_letter_hah") == "ctrl+p"
    assert name_of(keymap, "article", "ctrl+arabic_letter_hah") == "palette"
    assert name_of(keymap, "article", "ctrl+ؤ") == "copy"
    assert keymap.latin("ctrl+shift+left") == "ctrl+shift+left"
    assert keymap.latin("+") == "+"
    assert keymap.latin("_") == "_"
    assert keymap.latin("no_such_character") == "no_such_character"


def test_a_typed_line_is_read_as_a_latin_keyboard_would_have_typed_it():
    assert bound((), LABELS).latin_text("سشرث ٣") == "save 3"


def test_a_command_that_there_is_not_is_told_with_those_that_could_have_been_meant():
    ((what, where, fix),) = faults_of(("leve", ("w",)))
    assert what == "there is no command 'leve'"
    assert where == "config.toml: keys.leve"
    assert fix.startswith("did you mean leave")
    ((_, _, fix),) = faults_of(("\x1b[2J", ("w",)))
    assert fix.startswith("the commands are left, right,")


@pytest.mark.parametrize(
    "key",
    ["Ctrl+x", "ctrl+", "+x", "ctrl++", "hop", "f13", "ab", "\t", " ", "\x1b", "\u202e", ""],
)
def test_what_is_no_key_is_told_and_shown_safely(key):
    ((what, where, fix),) = faults_of(("leave", (key,)))
    assert what.isprintable()
    assert what.endswith("is no key")
    assert where == "config.toml: keys.leave"
    assert "one character" in fix


@pytest.mark.parametrize("key", ["ctrl+x", "alt+f5", "@", "_", "space", "é", "ذ"])
def test_what_is_a_key_may_be_given(key):
    assert name_of(bound((("leave", (key,)),), LABELS), "article", key) == "leave"


def test_a_key_of_a_label_is_not_given_to_a_command_of_the_article():
    assert faults_of(("leave", ("p",))) == [
        (
            "the key p is that of the label PERSON already",
            "config.toml: keys.leave",
            "give one of the two another key",
        )
    ]


@pytest.mark.parametrize(("name", "other"), [("select", "leave"), ("leave", "select")])
def test_of_two_commands_with_one_key_the_persons_own_is_told_to_be_at_fault(name, other):
    key = next(one for one in COMMANDS if one.name == other).keys[0]
    assert faults_of((name, (key,))) == [
        (
            f"the key {key_label(key)} is that of the command {other} already",
            f"config.toml: keys.{name}",
            "give one of the two another key",
        )
    ]


def test_two_own_commands_with_one_key_are_told_once():
    (fault,) = faults_of(("leave", ("w",)), ("help", ("w",)))
    assert fault[0].startswith("the key w is that of the command ")


def test_commands_of_different_places_may_share_a_key():
    keymap = bound((("filter_unsure", ("e",)),), LABELS)
    assert name_of(keymap, "article", "e") == "edges"
    assert name_of(keymap, "spans", "e") == "filter_unsure"


def test_every_fault_is_told_at_once():
    found = faults_of(("leve", ("w",)), ("help", ("hop", "ctrl+")), ("undo", ("l", "s")))
    assert [where.removeprefix("config.toml: keys.") for _, where, _ in found] == [
        "leve",
        "help",
        "help",
        "undo",
        "undo",
    ]
