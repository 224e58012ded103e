"""Laws of edges: one lies inside a character exactly where UAX #29 sets no boundary."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.labels.span import mark
from annotator.project.evaluating.edges import cuts_a_character, is_inside
from annotator.text.graphemes import boundaries

ODD = st.sampled_from("aبُّ\u0600\u200d\u200f\r\n👩🇪🇬각\u1100\u0e33\u0903")
TEXTS = st.text(st.one_of(ODD, st.characters(exclude_categories=["Cs"])), max_size=40)


@given(text=TEXTS)
def test_an_edge_is_inside_a_character_exactly_where_no_boundary_is(text):
    inside = {edge for edge in range(len(text) + 1) if is_inside(text, edge)}
    assert inside == set(range(len(text) + 1)) - set(boundaries(text))


def test_a_span_is_judged_by_the_edges_of_all_its_pieces():
    text = "قُتل قُتل"
    assert not cuts_a_character(text, mark(text, "s1", "CASUALTY", [(0, 2), (5, 9)]))
    assert cuts_a_character(text, mark(text, "s1", "CASUALTY", [(0, 2), (6, 9)]))
