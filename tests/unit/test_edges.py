"""Edges go where they are sent, by units and by words, and no span is lost on the way."""

import pytest

from annotator.labels.span import mark
from annotator.session.edges import edges_of
from annotator.text.layout import lay_out
from tests.laws.strategies import sitting

ARABIC = "وصل وفد إلى حلب مساء"
LATIN = "The U.S. envoy left Aleppo."


def begun(text, *pieces, at=None):
    """Edges of a person over a text as wide as one row, and the page."""
    edges = edges_of(mark(text, "s1", "PERSON", pieces))
    for _ in range(0 if at is None else (at - edges.at) % (2 * len(pieces))):
        edges = edges.swapped()
    return edges, lay_out(text, 200)


def after(edges, page, *commands):
    for command in commands:
        edges = edges.moved(page, command)
    return edges


def test_the_end_of_the_last_piece_moves_first_then_each_edge_in_turn():
    edges, _ = begun(ARABIC, (0, 3), (8, 11))
    told = []
    for _ in range(5):
        told.append((edges.told, edges.offset))
        edges = edges.swapped()
    assert told == [
        ("end of piece 2", 11),
        ("start of piece 1", 0),
        ("end of piece 1", 3),
        ("start of piece 2", 8),
        ("end of piece 2", 11),
    ]


def test_the_edges_of_a_span_in_one_piece_are_told_without_a_number():
    edges, _ = begun(ARABIC, (0, 3))
    assert (edges.told, edges.swapped().told) == ("end", "start")


@pytest.mark.parametrize(
    ("text", "onward", "back"), [(ARABIC, "left", "right"), (LATIN, "right", "left")]
)
def test_left_is_onward_only_where_the_paragraph_runs_right_to_left(text, onward, back):
    edges, page = begun(text, (4, 7))
    assert after(edges, page, onward).pieces == ((4, 8),)
    assert after(edges, page, back).pieces == ((4, 6),)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("كتب\r\nثم", (3, 5)),
        ("مُدن", (0, 2)),
        ("e\u0301t", (0, 2)),
        ("👩\u200d👧 هنا", (0, 3)),
    ],
    ids=["crlf", "mark", "accent", "emoji"],
)
def test_an_edge_goes_over_a_unit_at_once(text, unit):
    start, end = unit
    page = lay_out(text, 200)
    onward = "left" if page.line(0).base else "right"
    edges = edges_of(mark(text, "s1", "PERSON", [(end, len(text))])).swapped()
    assert edges.moved(page, "left" if onward == "right" else "right").offset == start
    edges = edges_of(mark(text, "s1", "PERSON", [(start, end)]))
    assert edges.moved(page, onward).offset == page.unit_at(end)[1]


def test_an_astral_character_counts_as_one():
    text = "𐤀𐤁 😀 x"
    edges, page = begun(text, (0, 1))
    onward = "left" if page.line(0).base else "right"
    assert after(edges, page, onward).shown(text).text == "𐤀𐤁"


def test_an_edge_stops_between_a_lam_and_its_alef():
    edges, page = begun("قال لُأحد", (0, 3))
    told = []
    for _ in range(4):
        edges = after(edges, page, "left")
        told.append(edges.shown(page.text).text)
    assert told == ["قال ", "قال لُ", "قال لُأ", "قال لُأح"]
    assert after(edges, page, "right", "right").shown(page.text).text == "قال لُ"
    start = begun("قال لُأحد", (4, 9), at=0)[0]
    assert after(start, page, "left").shown(page.text).text == "أحد"
    assert after(start, page, "left", "right") == start


def test_where_invisibles_are_shown_an_edge_stops_at_every_mark():
    text = "قُتِل\u200f هنا"
    page = lay_out(text, 200, stops="characters")
    edges = edges_of(mark(text, "s1", "PERSON", [(0, 1)]))
    for end in range(2, len(text) + 1):
        edges = after(edges, page, "left")
        assert edges.offset == end
    assert after(edges, page, *["right"] * 9).offset == 1


def test_an_edge_inside_a_unit_goes_to_its_borders():
    edges, page = begun("قال لأحد", (0, 5))
    assert after(edges, page, "left").pieces == ((0, 6),)
    assert after(edges, page, "right").pieces == ((0, 4),)


def test_the_borders_of_the_text_are_the_last_places_of_an_edge():
    edges, page = begun(ARABIC, (0, len(ARABIC)))
    assert after(edges, page, "left") == edges
    assert after(edges, page, "word_left").pieces == edges.pieces
    start = edges.swapped()
    assert after(start, page, "right") == start
    assert after(start, page, "word_right") == start


def test_words_end_where_they_end_and_begin_where_they_begin():
    edges, page = begun(LATIN, (4, 8))
    onward = [4 + len("U.S."), LATIN.index(" left"), LATIN.index(" Aleppo"), len(LATIN) - 1]
    assert edges.offset == onward[0]
    for offset in onward[1:]:
        edges = edges.moved(page, "word_right")
        assert edges.offset == offset
    for offset in onward[-2::-1]:
        edges = edges.moved(page, "word_left")
        assert edges.offset == offset
    start = begun(LATIN, (9, 14), at=0)[0]
    assert after(start, page, "word_left").offset == 4
    assert after(start, page, "word_left", "word_left").offset == 0
    assert after(start, page, "word_right").offset == 9, "it would empty the span"


def test_an_end_inside_a_word_goes_to_its_end_and_back_to_the_end_of_the_one_before():
    edges, page = begun(ARABIC, (4, 6))
    assert after(edges, page, "word_left").offset == 7
    edges, page = begun(ARABIC, (0, 6))
    assert after(edges, page, "word_right").offset == 3


def test_an_edge_stops_before_it_touches_the_next_piece():
    edges, page = begun(ARABIC, (0, 3), (5, 7), at=1)
    assert after(edges, page, "left").pieces == ((0, 4), (5, 7))
    assert after(edges, page, "left", "left", "left").pieces == ((0, 4), (5, 7))
    assert after(edges, page, "word_left").pieces == ((0, 3), (5, 7))
    second, _ = begun(ARABIC, (0, 3), (5, 7), at=2)
    assert after(second, page, "right", "right").pieces == ((0, 3), (4, 7))
    assert after(second, page, "left", "left", "left").pieces == ((0, 3), (6, 7))


def test_the_unit_that_the_mouse_points_at_is_the_outermost_one_inside():
    edges, page = begun("قال لأحد", (0, 3))
    assert edges.pointed(page, 5).pieces == ((0, 6),)
    assert edges.swapped().pointed(page, 1).pieces == ((1, 3),)
    assert edges.swapped().pointed(page, 5).pieces == ((0, 3),)


def test_a_key_that_moves_no_edge_moves_none():
    edges, page = begun(ARABIC, (0, 3))
    assert edges.moved(page, "page_down") is edges


def test_edges_are_kept_without_white_space_and_as_one_edit():
    text = "قال  خالد\r\nثم"
    span = mark(text, "s1", "PERSON", [(5, 9)])
    session = sitting(text, span)
    page = lay_out(text, 200)
    wider = after(edges_of(span), page, "left").to(11).swapped().to(3)
    assert wider.pieces == ((3, 11),)
    came = wider.kept(session)
    assert came.session is session
    assert came.said == "the edges are as they were"
    came = edges_of(span).to(8).kept(session)
    assert came.span.text == "خال"
    assert came.said == "new edges of PERSON"
    assert len(came.session.done) == 1
    assert came.session.undo().spans == (span,)


def test_a_piece_of_white_space_alone_is_not_kept():
    text = "قال  خالد"
    span = mark(text, "s1", "PERSON", [(0, 2), (3, 6)])
    session = sitting(text, span)
    came = edges_of(span).to(5).kept(session)
    assert came.session is session
    assert came.span == span
    assert came.said == "a piece would be white space alone: not kept"


def test_edges_on_an_equal_span_are_not_kept():
    text = "قال خالد"
    one, other = (
        mark(text, "s1", "PERSON", [(0, 3)]),
        mark(text, "s2", "PERSON", [(0, 8)]),
    )
    session = sitting(text, one, other)
    came = edges_of(one).to(8).kept(session)
    assert came.session is session
    assert came.said == "already tagged PERSON"
