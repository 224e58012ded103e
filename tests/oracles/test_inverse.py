"""Rows turned round for terminals that order them: exact on the samples, by two opinions."""

from __future__ import annotations

from pathlib import Path

import pytest
from bidi import get_display

from annotator.terminal.cells import Painted, painted
from annotator.terminal.ways.inverse import Inverse
from annotator.text.flat import holds_right_to_left
from annotator.text.layout import lay_out
from annotator.text.unicode import mirrored

SEEDS = sorted(Path(__file__).parents[2].glob("seeds/*.txt"))
# What stands beside an article on the same row of the screen.
BESIDE = "▌│ l        قرغيزستان "


def rows(width):
    """The rows of every sample article as the screen shows them, beside the pane of spans."""
    for seed in SEEDS:
        for line in lay_out(seed.read_text("utf-8"), width).lines:
            cells = painted(" " * line.indent)
            cells += [Painted(cell.text, cell.width) for cell in line.cells]
            cells += painted(" " * (width - sum(cell.width for cell in cells)) + BESIDE)
            if any(holds_right_to_left(cell.text) for cell in cells):
                yield cells


def even(character):
    """A bracket of either direction as the same one: the other implementation turns none."""
    return min(character, mirrored(character))


@pytest.mark.parametrize("width", [40, 63, 80, 120])
@pytest.mark.parametrize("mirrors", [True, False])
def test_every_row_of_the_sample_articles_comes_out_as_it_was_meant(width, mirrors):
    way = Inverse(mirrors=mirrors)
    inexact = [cells for cells in rows(width) if not way.is_exact(cells)]
    assert inexact == []


@pytest.mark.parametrize("width", [40, 80])
def test_python_bidi_makes_the_same_of_them(width):
    way = Inverse()
    count = 0
    for cells in rows(width):
        sent = "".join(cell.text[0] for cell in way.row(cells))
        theirs = get_display(sent, base_dir="L").replace("\u2800", " ")
        assert list(map(even, theirs)) == [even(cell.text[0]) for cell in cells]
        count += 1
    assert count > 150
