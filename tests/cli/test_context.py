"""A span in its context stays on its line, fits the width, and is always there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cli.context import logical, visual
from annotator.text.width import cells

ENGLISH = "The president left Bishkek on Thursday.\nNobody said where to.\n"
ARABIC = "وقال الرئيس في بيشكيك (NATO) إن 45% منهم غادروا يوم الجمعة.\n"


@pytest.mark.parametrize(
    ("pieces", "width", "told"),
    [
        (((19, 26),), 80, "The president left [Bishkek] on Thursday."),
        (((4, 13), (19, 26)), 80, "The [president] left [Bishkek] on Thursday."),
        (((19, 26),), 30, "…president left [Bishkek] on…"),
        (((0, 3),), 24, "[The] president left…"),
        (((30, 46),), 80, "The president left Bishkek on [Thursday.␊Nobody] said where to."),
        (((0, 39),), 40, "[The…on Thursday.]"),
    ],
)
def test_a_span_stands_in_brackets_among_whole_words(pieces, width, told):
    assert logical(ENGLISH, pieces, width) == told


def test_arabic_stands_on_the_right_in_the_order_in_which_it_is_read():
    drawn = visual(ARABIC, ((15, 21),), 70, None)
    assert cells(drawn) == 70
    assert drawn.startswith(" ")
    assert drawn.index("NATO") < drawn.index("[")
    coloured = visual(ARABIC, ((15, 21),), 70, "red")
    assert coloured.replace("\x1b[31m", "").replace("\x1b[0m", "") == drawn


def test_a_line_runs_as_its_paragraph_does_wherever_it_is_cut():
    text = f"{ARABIC.strip()} {'Bishkek and Osh ' * 20}\n"
    start = text.index("Osh", 200)
    assert visual(text, ((start, start + 3),), 60, None).startswith(" ")
    assert not visual(ENGLISH, ((19, 26),), 60, None).startswith(" ")


@given(
    text=st.text(st.sampled_from("abcقالواً \n\t\x1b\u202e漢"), min_size=1, max_size=120),
    data=st.data(),
    width=st.integers(20, 80),
)
def test_it_fits_and_nothing_in_it_acts(text, data, width):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = logical(text, ((start, end),), width)
    drawn = visual(text, ((start, end),), width, None)
    assert cells(told) <= width
    assert told.count("[") == 1
    assert "[" in drawn
    for line in (told, drawn):
        assert not any(character < " " or character == "\u202e" for character in line)
