"""Spans refuse what no text can hold, and keep their parts in order."""

from dataclasses import replace

import pytest

from annotator.errors import SpanError
from annotator.labels.span import ID, ORIGIN, Span, mark

TEXT = "قُتل 12 شخصًا في لبنان"


@pytest.mark.parametrize(
    "pieces",
    [(), ((3, 3),), ((4, 2),), ((-1, 2),), ((0, 2), (2, 4)), ((4, 6), (0, 2)), ((0, 4), (2, 6))],
)
def test_pieces_that_no_span_can_have_are_refused(pieces):
    with pytest.raises(SpanError):
        Span("s1", "PERSON", pieces, "…")
    with pytest.raises(SpanError):
        mark(TEXT, "s1", "PERSON", pieces)


def test_a_span_beyond_the_text_is_refused_with_both_lengths():
    with pytest.raises(SpanError, match=f"ends at 99, past the text's {len(TEXT)}"):
        mark(TEXT, "s1", "PERSON", [(0, 99)])


def test_a_span_takes_its_words_from_the_article():
    assert mark(TEXT, "s1", "N", [(5, 7)]).text == "12"
    assert mark(TEXT, "s1", "N", [(0, 4), (8, 13)]).text == "قُتل شخصًا"


def test_attributes_and_flags_are_sorted_by_code_point_and_flags_not_repeated():
    span = mark(TEXT, "s1", "N", [(0, 1)], attributes=[("b", 1), ("B", 2)], flags=["ب", "a", "ب"])
    assert span.attributes == (("B", 2), ("b", 1))
    assert span.flags == ("a", "ب")
    assert (span.value("b"), span.value("c")) == (1, None)


def test_an_attribute_given_twice_is_refused():
    with pytest.raises(SpanError, match="given twice"):
        mark(TEXT, "s1", "N", [(0, 1)], attributes=[("a", 1), ("a", 2)])


def test_spans_can_be_kept_in_sets_and_changed_into_others():
    span = mark(TEXT, "s1", "N", [(0, 1)], attributes=[("a", ("s2",))])
    assert {span, replace(span)} == {span}
    assert replace(span, label="M") != span


@pytest.mark.parametrize("id", ["s1", "s10", "s999999999999999"])
def test_ids_count_from_one(id):
    assert ID.fullmatch(id)


@pytest.mark.parametrize("id", ["s0", "s01", "1", "S1", "s-1", "s1 ", "s١", "s" + "9" * 5000])
def test_other_ids_are_none(id):
    assert not ID.fullmatch(id)


@pytest.mark.parametrize(
    ("origin", "known"),
    [
        ("manual", True),
        ("propagated", True),
        ("adjudicated", True),
        ("suggested:names", True),
        ("imported:jsonl", True),
        ("imported:", False),
        ("suggested:a b", False),
        ("Manual", False),
        ("", False),
    ],
)
def test_origins_are_the_five(origin, known):
    assert bool(ORIGIN.fullmatch(origin)) is known
