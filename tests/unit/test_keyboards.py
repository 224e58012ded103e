"""Under every layout the key that a person presses gives the command that stands on it."""

import re
import string
from pathlib import Path
from typing import get_args
from unicodedata import lookup

import pytest

from annotator.session.commands import COMMANDS, PLACES
from annotator.session.keyboards import Keyboard, chosen, latin
from annotator.session.keymap import bound
from tests.laws.strategies import SCHEMA

KEYBOARDS = get_args(Keyboard)
XKB = Path("/usr/share/X11/xkb/symbols")
LAYOUTS = {
    "arabic-101": (("ara", "basic"),),
    "arabic-mac": (("ara", "basic"), ("ara", "digits"), ("ara", "mac")),
    "persian": (("ir", "pes_part_basic"), ("ir", "pes_part_ext")),
}
KEY = re.compile(r"key\s*<(A[B-E]\d\d|BKSL|TLDE)>\s*\{\s*\[\s*([^\s,]+)\s*,\s*([^\s,\]]+)")

# X's names of keys that are not Unicode's after "ARABIC LETTER".
LETTERS = {
    "ra": "REH",
    "ha": "HEH",
    "hamzaonyeh": "YEH WITH HAMZA ABOVE",
    "hamzaonwaw": "WAW WITH HAMZA ABOVE",
    "hamzaonalef": "ALEF WITH HAMZA ABOVE",
    "hamzaunderalef": "ALEF WITH HAMZA BELOW",
    "maddaonalef": "ALEF WITH MADDA ABOVE",
    "alefmaksura": "ALEF MAKSURA",
    "tehmarbuta": "TEH MARBUTA",
    "superscript_alef": "SUPERSCRIPT ALEF",
}
SIGNS = {
    **dict.fromkeys(("NoSymbol", "VoidSymbol")),
    **{f"Arabic_{digit}": chr(0x660 + digit) for digit in range(10)},
    **{f"Farsi_{digit}": chr(0x6F0 + digit) for digit in range(10)},
    "Farsi_yeh": "ی",
    "Arabic_hamza_above": "\u0654",
    "Arabic_comma": "،",
    "Arabic_semicolon": "؛",
    "Arabic_question_mark": "؟",
    "Arabic_tatweel": "\u0640",
    "Arabic_percent": "٪",
    "Arabic_shadda": "\u0651",
    "Arabic_sukun": "\u0652",
    **{
        f"Arabic_{name}{ending}": chr(first + at)
        for ending, first in (("tan", 0x64B), ("", 0x64E))
        for at, name in enumerate(("fatha", "damma", "kasra"))
    },
    "asciitilde": "~",
    "exclam": "!",
    "at": "@",
    "numbersign": "#",
    "dollar": "$",
    "percent": "%",
    "asciicircum": "^",
    "ampersand": "&",
    "asterisk": "*",
    "parenleft": "(",
    "parenright": ")",
    "minus": "-",
    "underscore": "_",
    "equal": "=",
    "plus": "+",
    "bracketleft": "[",
    "bracketright": "]",
    "braceleft": "{",
    "braceright": "}",
    "semicolon": ";",
    "colon": ":",
    "apostrophe": "'",
    "quotedbl": '"',
    "comma": ",",
    "period": ".",
    "less": "<",
    "greater": ">",
    "slash": "/",
    "question": "?",
    "backslash": "\\",
    "bar": "|",
    "grave": "`",
    "division": "÷",
    "multiply": "×",
    "ellipsis": "…",
    "guillemotleft": "«",
    "guillemotright": "»",
}


def character(keysym):
    """What a key sends by X's name of it; None where it sends nothing."""
    if keysym in SIGNS:
        return SIGNS[keysym]
    if len(keysym) == 1:
        return keysym
    if keysym.startswith("0x100"):
        return chr(int(keysym, 16) - 0x1000000)
    if re.fullmatch("U[0-9A-F]{4,5}", keysym):
        return chr(int(keysym[1:], 16))
    name = keysym.removeprefix("Arabic_")
    return lookup(f"ARABIC LETTER {LETTERS.get(name, name.upper())}")


def keys_of(*parts):
    """What each place of a keyboard sends, plain and with shift, later parts over earlier."""
    found = {}
    for file, variant in parts:
        path = XKB / file
        if not path.exists():
            pytest.skip(f"{path} is not installed: no keyboard to hold the table against")
        block = path.read_text("utf-8").split(f'xkb_symbols "{variant}"', 1)[1].split("\n};", 1)[0]
        for place, *levels in KEY.findall(re.sub("//.*", "", block)):
            found[place] = tuple(map(character, levels))
    return found


@pytest.fixture(params=LAYOUTS)
def layout(request):
    """A layout with (what it sends, what a US keyboard sends) for each key, plain and shifted."""
    ours, theirs = keys_of(*LAYOUTS[request.param]), keys_of(("us", "basic"))
    assert len(theirs) == 47
    assert len(ours) >= 47
    pairs = [
        (own, us, place)
        for place, levels in theirs.items()
        for own, us in zip(ours.get(place, levels), levels, strict=True)
        if own
    ]
    return request.param, pairs


def test_a_letter_is_looked_up_as_the_key_that_it_stands_on(layout):
    name, pairs = layout
    wrong = {
        (own, latin(own, name), us)
        for own, us, _ in pairs
        if latin(own, name) != own and latin(own, name).lower() != us.lower()
    }
    assert wrong == set()


def test_every_command_is_given_by_the_key_on_which_its_letter_stands(layout):
    name, pairs = layout
    keymap = bound((), SCHEMA.labels, keyboard=name)
    wanted = {key for one in COMMANDS for key in one.keys if key in string.ascii_letters}
    assert wanted <= {us for _, us, _ in pairs}
    for own, us, place in pairs:
        if us in wanted:
            for pane in PLACES:
                assert keymap.command(pane, own) == keymap.command(pane, us), (own, us, place)


def test_every_label_is_given_by_the_key_on_which_its_letter_stands(layout):
    name, pairs = layout
    keymap = bound((), SCHEMA.labels, keyboard=name)
    on_key = {us: own for own, us, _ in pairs}
    for label in SCHEMA.labels:
        assert keymap.command("article", on_key[label.key]) is None
        assert latin(on_key[label.key], name) == label.key


def test_every_command_has_a_key_that_the_layout_can_send(layout):
    name, pairs = layout
    keymap = bound((), SCHEMA.labels, keyboard=name)
    for pane in PLACES:
        sent = {keymap.command(pane, own) for own, _, _ in pairs}
        for command in COMMANDS:
            plain = [key for key in command.keys if len(key) == 1]
            if plain and pane in command.places:
                assert command in sent, (pane, command.name)


def test_no_key_of_the_layout_gives_a_command_that_another_key_has(layout):
    name, pairs = layout
    keymap = bound((), SCHEMA.labels, keyboard=name)
    for own, us, place in pairs:
        command = keymap.command("article", own)
        if command is not None and own != us and len(own) == 1 and own not in string.printable:
            # With shift or without, a letter means what stands on its key.
            meant = {keymap.command("article", one) for one in (us, us.lower())}
            assert command in meant, (own, us, place)


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_what_is_looked_up_is_ascii_and_ascii_is_never_looked_up(keyboard):
    for point in range(0x11000):
        found = latin(chr(point), keyboard)
        assert found == chr(point) or (point >= 0x80 and found.isascii() and len(found) == 1)


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_no_two_letters_of_a_layout_mean_one_key_but_forms_of_one_letter(keyboard):
    pairs = [{"ي", "ی"}, {"ك", "ک"}]
    seen = {}
    for point in range(0x80, 0x11000):
        letter = chr(point)
        found = latin(letter, keyboard)
        if found != letter and not letter.isdigit():
            twin = seen.setdefault(found, letter)
            assert twin == letter or {twin, letter} in pairs, (twin, letter, found)


def test_digits_of_both_kinds_are_digits_unless_nothing_is_looked_up():
    for keyboard in KEYBOARDS:
        for zero in (0x660, 0x6F0):
            read = "".join(latin(chr(zero + digit), keyboard) for digit in range(10))
            assert (read == string.digits) == (keyboard != "none")


def test_where_no_layout_is_told_the_most_common_one_is_meant():
    differing = {
        letter
        for point in range(0x600, 0x700)
        if latin(letter := chr(point), "arabic-101") != letter
        and latin(letter, "auto") != latin(letter, "arabic-101")
    }
    assert differing == set()
    for letter in "زطدپ؛،":
        assert latin(letter, "auto") == letter


def test_a_persian_system_means_a_persian_keyboard_where_nothing_else_is_asked_for():
    assert chosen("auto", "fa_IR") == "persian"
    assert chosen("auto", "ar_EG") == "auto"
    assert chosen("arabic-mac", "fa_IR") == "arabic-mac"
    assert chosen("none", "fa") == "none"
