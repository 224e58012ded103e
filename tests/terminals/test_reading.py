"""Cells are read back from a picture, and a wrong order is found, whatever the colours are."""

from __future__ import annotations

import struct
import zlib

from tests.terminals.pictures import Alphabet, Grid, Picture, ground, is_blank
from tests.terminals.reading import alphabet_of, card

WIDTH, HEIGHT = 9, 18
DARK, LIGHT = b"\x10\x10\x10\0", b"\xe0\xe0\xe0\0"
INKS = {
    "a": {(x, y) for x in range(2, 7) for y in range(8, 14) if (x + y) % 2},
    "ب": {(x, 12) for x in range(9)} | {(4, 15)},
    "ت": {(x, 12) for x in range(9)} | {(3, 8), (5, 8)},
    " ": set(),
    "leak": {(8, y) for y in range(9, 14)},
}


def picture(characters, letters=LIGHT, around=DARK):
    rows = []
    for y in range(HEIGHT):
        for character in characters:
            rows += [letters if (x, y) in INKS[character] else around for x in range(WIDTH)]
    return Picture(WIDTH * len(characters), HEIGHT, b"".join(rows))


def grid(columns):
    return Grid(0, 0, WIDTH, HEIGHT, columns, 1)


def alphabet():
    known = Alphabet()
    for character in "aبت":
        known.learn(character, picture([character]))
    return known


def read(shown, expected, **colours):
    seen = picture(shown, **colours)
    return [
        alphabet().read(grid(len(shown)).cell(seen, 0, at), one, 0.02)
        for at, one in enumerate(expected)
    ]


def test_cells_are_read_in_any_colours():
    assert read("aب ت", "aب ت") == list("aب ت")
    assert read("aب ت", "aب ت", letters=DARK, around=b"\x90\x40\xf0\0") == list("aب ت")


def test_a_wrong_order_is_read_as_it_is_seen():
    assert read("تبa", "aبت") == ["ت", "ب", "a"]
    assert read("a ", " a") == ["a", " "]


def test_what_a_letter_leaves_in_the_next_cell_is_no_letter():
    assert read(["leak"], " ") == [" "]
    assert is_blank(picture(["leak"]))
    assert not is_blank(picture(["ب"]))


def test_a_card_holds_every_character_in_a_cell_of_its_own():
    characters = [chr(0x0621 + at) for at in range(30)]
    shown, places = card(characters)
    rows = shown.splitlines()
    assert [rows[row][column] for row, column in places.values()] == characters
    assert all(
        rows[row][column - 2] == rows[row][column + 2] == "x" for row, column in places.values()
    )


def test_an_alphabet_is_learnt_from_a_card():
    seen = picture("x ب x".replace("x", "a"))
    learnt = alphabet_of(seen, grid(5), {"ب": (0, 2)}, 0)
    assert learnt.read(picture("ب"), "a", 0.02) == "ب"


def test_corners_and_grounds_are_found():
    seen = picture("a ", letters=b"\0\0\xff\0")
    assert seen.box_of((255, 0, 0)) == (2, 8, 7, 14)
    assert seen.box_of((0, 255, 0)) is None
    assert ground(grid(2).cell(seen, 0, 0)).to_bytes(4, "little") == DARK


def test_a_picture_is_kept_as_png():
    data = picture("ab".replace("b", " ")).png()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack_from(">2I", data, 16) == (2 * WIDTH, HEIGHT)
    size = struct.unpack_from(">I", data, 33)[0]
    assert len(zlib.decompress(data[41 : 41 + size])) == HEIGHT * (1 + 2 * WIDTH * 3)
