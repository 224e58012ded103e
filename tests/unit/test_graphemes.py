"""Where one character ends for a reader, and the next begins."""

import pytest

from annotator.text.graphemes import boundaries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0,)),
        ("abc", (0, 1, 2, 3)),
        ("كِتَاب", (0, 2, 4, 5, 6)),
        ("ـِلا", (0, 2, 3, 4)),
        ("a\r\nb\n", (0, 1, 3, 4, 5)),
        ("👩\u200d👧😀", (0, 3, 4)),
        ("🇦🇪🇱🇧", (0, 2, 4)),
        ("می\u200cخ", (0, 1, 3, 4)),
        ("각\u1100\u1161\u11a8", (0, 1, 4)),
        ("\u064e", (0, 1)),
        ("\ud800a\u064e", (0, 1, 3)),
    ],
)
def test_a_character_is_what_a_reader_takes_for_one(text, expected):
    assert boundaries(text) == expected
