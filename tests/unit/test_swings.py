"""The places at which one of two extractors does better, against cases worked by hand."""

from __future__ import annotations

from annotator.measure.evaluation.swings import swings
from tests.unit.test_comparison import GOLD, PERSON, PLACE, SCHEMA, WRONG, judged, said

SHORT, LABEL = ("PLACE", 4, 6), ("PERSON", 4, 8)


def told(x, y, most=9):
    """Kinds of places, with where each side's span ends."""
    one = judged("n1", x=x, y=y)
    assert one.gold == GOLD
    return [
        (place.kind, *(span and span.end for span in (place.gold, place.a, place.b)))
        for place in swings([one], ("x", "y"), SCHEMA, most)
    ]


def test_where_both_do_as_well_there_is_no_place():
    assert told(said(PERSON, PLACE), said(PERSON, PLACE)) == []
    assert told(said(PERSON), said(PERSON)) == []
    assert told(said(SHORT), said(LABEL)) == []


def test_who_alone_has_a_gold_span_right_wins_it():
    assert told(said(PERSON), said(PERSON, PLACE)) == [("won", 8, None, 8)]
    assert told(said(PERSON, PLACE), said(PERSON, SHORT)) == [("lost", 8, 8, 6)]


def test_where_neither_is_right_who_says_nothing_does_better():
    assert told(said(SHORT), said()) == [("fewer", 8, 6, None)]
    assert told(said(), said(LABEL)) == [("more", 8, None, 8)]


def test_what_answers_to_nothing_in_the_gold_is_a_place_of_who_said_it():
    assert told(said(WRONG), said()) == [("fewer", None, 14, None)]
    assert told(said(), said(WRONG)) == [("more", None, None, 14)]
    assert told(said(WRONG), said(("PERSON", 11, 15))) == []


def test_of_each_article_the_first_places_are_told_in_the_order_of_articles():
    assert told(said(), said(PERSON, PLACE, WRONG), most=2) == [
        ("won", 3, None, 3),
        ("won", 8, None, 8),
    ]
    two = [judged(name, x=said(), y=said(PERSON, PLACE)) for name in ("n2", "n1")]
    assert [one.article for one in swings(two, ("x", "y"), SCHEMA, 1)] == ["n2", "n1"]
    assert swings([], ("x", "y"), SCHEMA, 1) == ()
