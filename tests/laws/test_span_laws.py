"""Laws of spans: overlap means a shared character, and a span says what it marks."""

from hypothesis import given

from annotator.labels.span import quoted
from tests.laws.strategies import TEXT, spans


def marked(span):
    return {at for start, end in span.pieces for at in range(start, end)}


@given(a=spans(), b=spans())
def test_spans_overlap_exactly_when_they_share_a_character(a, b):
    assert a.overlaps(b) == b.overlaps(a) == bool(marked(a) & marked(b))


@given(span=spans())
def test_a_span_covers_exactly_the_characters_of_its_pieces(span):
    assert {at for at in range(len(TEXT) + 1) if span.covers(at)} == marked(span)
    assert (span.start, span.end) == (min(marked(span)), max(marked(span)) + 1)


@given(span=spans())
def test_a_span_quotes_its_pieces_joined_by_one_space(span):
    assert span.text == quoted(TEXT, span.pieces)
    assert len(span.text) == len(marked(span)) + len(span.pieces) - 1
