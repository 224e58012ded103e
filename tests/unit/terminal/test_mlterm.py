"""mlterm reads ten numbers of a sequence and no more."""

from __future__ import annotations

from annotator.terminal.cells import parsed
from annotator.terminal.ways.mlterm import Mlterm


def test_every_colour_is_set_by_a_sequence_of_its_own():
    cells = parsed("\x1b[1;38;2;1;2;3;48;2;4;5;6mل\x1b[0m")
    (sent,) = Mlterm().row(cells)
    assert sent.style == "\x1b[1m\x1b[38;2;1;2;3m\x1b[48;2;4;5;6m"


def test_a_number_of_a_colour_begins_no_other_one():
    cells = parsed("\x1b[38;2;38;48;38;48;5;38ma\x1b[38;5;48mb\x1b[0m")
    first, second = Mlterm().row(cells)
    assert first.style == "\x1b[38;2;38;48;38m\x1b[48;5;38m"
    assert second.style == "\x1b[38;2;38;48;38m\x1b[48;5;38m\x1b[38;5;48m"
