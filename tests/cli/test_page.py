"""A labelled article on a page: right to left, its labels told apart with and without colour."""

from __future__ import annotations

import re

import pytest

from annotator.cli.colours import colour
from annotator.cli.page import coloured_lines, logical_lines, marked_lines
from annotator.labels.colours import NAMES, is_colour
from annotator.labels.schema import Label, Schema
from annotator.labels.span import mark
from annotator.text.layout import lay_out

TEXT = "وصل رئيس البلاد إلى باتكين ثم عاد إلى بيته في المساء قبل الفجر\nThe end.\n"
LABELS = tuple(
    Label(name, key, color, shape, name, f"{name}.md", nests=True)
    for name, key, color, shape in (
        ("PERSON", "p", "blue", "bold"),
        ("PLACE", "l", "#00ff00", "underline"),
        ("DATE", "d", "crimson", "underline2"),
    )
)
SCHEMA = Schema("s", "1", LABELS, "0" * 64, "0" * 64)
PERSON = mark(TEXT, "s1", "PERSON", [(4, 15)])
PLACE = mark(TEXT, "s2", "PLACE", [(9, 15)])
DATE = mark(TEXT, "s3", "DATE", [(46, 52)])
SPANS = (PERSON, PLACE, DATE)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def test_colours_change_nothing_of_what_is_drawn():
    drawn = [ESCAPES.sub("", row) for row in coloured_lines(TEXT, SPANS, SCHEMA, 30)]
    assert drawn == [line.text for line in lay_out(TEXT, 30).lines]


def test_nested_spans_show_the_colour_of_the_inner_and_the_marks_of_both():
    first = next(coloured_lines(TEXT, SPANS, SCHEMA, 40))
    assert "\x1b[1m\x1b[34m" in first
    assert "\x1b[1m\x1b[4m\x1b[38;2;0;255;0m" in first
    assert "\x1b" not in next(coloured_lines("ab", (), SCHEMA, 10))


def test_keys_stand_below_the_cells_that_a_label_covers():
    rows = list(marked_lines(TEXT, SPANS, SCHEMA, 40))
    layout = lay_out(TEXT, 40)
    below_person, below_place = rows[1], rows[2]
    for offset in range(4, 15):
        _, column = layout.cell_of(offset)
        assert below_person[column] == "p"
        assert (below_place + " " * 40)[column] == ("l" if offset >= 9 else " ")
    assert sum(row.count("d") for row in rows if set(row) <= set(" dpl")) == 6


def test_a_span_in_pieces_is_marked_on_its_pieces_alone():
    span = mark(TEXT, "s1", "PERSON", [(4, 8), (16, 19)])
    rows = list(marked_lines(TEXT, (span,), SCHEMA, 80))
    assert rows[1].count("p") == 7


def test_a_label_that_is_no_longer_in_the_schema_is_still_seen():
    span = mark(TEXT, "s1", "GONE", [(4, 8)])
    assert "????" in "\n".join(marked_lines(TEXT, (span,), SCHEMA, 80))
    assert "\x1b[7m" in "".join(coloured_lines(TEXT, (span,), SCHEMA, 80))


def test_logical_lines_end_where_the_lines_of_the_text_do():
    assert list(logical_lines("a\r\nb\rc\u2028d\x1b")) == ["a", "b", "c", "d␛"]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_colour_that_a_schema_may_name_can_be_shown(name):
    assert is_colour(name)
    assert colour(name) is not None
