"""What a place says to who decides on it, and what it hides."""

from dataclasses import replace

import pytest

from annotator.labels.labelling import Decision, Labelling, Source
from annotator.labels.span import Quote, mark
from annotator.session.bench import bench
from annotator.session.docket import Only, listed, progress
from annotator.session.hearings import Hearing, hearings
from annotator.session.readings import (
    badges,
    common_piece,
    is_as_taken,
    is_in_gold,
    readings,
    sign_of,
    taken_by,
    told,
    told_taken,
)
from annotator.tui.widgets.readings_panel import both_ends
from tests.laws.strategies import SCHEMA, TEXT


def span(label, start, end, span_id="s1", **values):
    attributes = tuple(values.items())
    return mark(TEXT, span_id, label, [(start, end)], attributes=attributes)


def bench_of(*spans_of_each, share=0.0):
    sources = tuple(Source(f"a{at}", 1, "0" * 64) for at in range(len(spans_of_each)))
    return bench(
        by="lead",
        sources=sources,
        labellings=[Labelling(spans) for spans in spans_of_each],
        schema=SCHEMA,
        article_id="news",
        seed=0,
        share=share,
        earlier={},
    )


def only_hearing(made, gold=()):
    (found,) = hearings(made, Labelling(gold))
    return found


def told_of(made, hearing):
    shown = readings(made, hearing)
    said = told(shown, [made.labellings[one.sources[0]] for one in shown], SCHEMA)
    by_source = {one.sources: what for one, what in zip(shown, said, strict=True)}
    return {
        sources: [(one.kind, one.name, one.text, one.differs) for one in spans[0]]
        for sources, spans in by_source.items()
        if spans
    }


def test_equal_readings_share_a_row():
    made = bench_of((span("PLACE", 0, 4),), (span("PLACE", 0, 4, "s7"),), (span("PERSON", 0, 4),))
    shown = readings(made, only_hearing(made))
    assert sorted(sorted(one.sources) for one in shown) == [[0, 1], [2]]
    assert [one.number for one in shown] == [1, 2]


def test_the_fifth_reading_is_called_by_the_two_keys_that_take_it():
    called = ["1", "2", "3", "4", "91", "92", "93", "94", "991"]
    assert [sign_of(number) for number in range(1, 10)] == called


def test_values_that_only_end_otherwise_are_told_to_their_ends():
    quotes = [Quote(0, end, TEXT[:end]) for end in (40, 44)]
    made = bench_of(*((span("CASUALTY", 5, 7, victims=quote),) for quote in quotes))
    found = told_of(made, only_hearing(made))
    for said, quote in zip(found.values(), quotes, strict=True):
        assert ("value", "victims", f"«{quote.text}»", True) in said
    assert len({both_ends(quote.text) for quote in quotes}) == 2


def test_rows_stand_in_the_order_of_the_sides():
    made = bench_of((span("PLACE", 0, 4),), (span("PERSON", 0, 4),))
    shown = readings(made, only_hearing(made))
    assert tuple(one.sources[0] for one in shown) == made.sides


def test_what_differs_is_marked_and_what_is_equal_is_not():
    made = bench_of(
        (span("CASUALTY", 0, 4, outcome="killed"),),
        (span("CASUALTY", 0, 7, outcome="killed"),),
    )
    found = told_of(made, only_hearing(made))
    for said in found.values():
        assert ("label", "", "CASUALTY", False) in said
        assert ("value", "outcome", "killed", False) in said
        assert next(one for one in said if one[0] == "words")[3]


def test_a_value_that_only_others_have_is_told_as_lacking():
    made = bench_of(
        (span("CASUALTY", 0, 4, outcome="killed"),),
        (span("CASUALTY", 0, 4),),
    )
    found = told_of(made, only_hearing(made))
    assert ("value", "outcome", "killed", True) in found[(0,)]
    assert ("value", "outcome", "", True) in found[(1,)]


def test_a_reference_is_what_it_points_at():
    def both(first):
        place = span("PLACE", 8, 13, f"s{first}")
        return (span("CASUALTY", 0, 4, f"s{first + 1}", where=(place.id,)), place)

    made = bench_of(both(1), both(5))
    assert [one.place.kind for one in hearings(made, Labelling())] == ["agreed", "agreed"]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_what_all_agree_on_looks_like_what_some_have_marked(count):
    gold = span("PLACE", 0, 4)
    made = bench_of(*[(gold,)] * count, share=1.0)
    hearing = only_hearing(made, (gold,))
    assert hearing.state == "check"
    shown = readings(made, hearing)
    assert len(shown) == 2
    assert sorted(bool(one.spans) for one in shown) == [False, True]
    assert sorted(source for one in shown for source in one.sources) == list(range(count))
    assert [taken_by(hearing, one) for one in shown if one.spans] == ["agreed"]
    assert [taken_by(hearing, one) for one in shown if not one.spans] == ["neither"]
    assert listed(made, hearing, TEXT).told == "not marked by all"
    assert listed(made, hearing, TEXT).state == "open"


def test_with_names_it_shows_that_all_agree():
    gold = span("PLACE", 0, 4)
    made = bench_of((gold,), (gold,), share=1.0)
    hearing = only_hearing(made, (gold,))
    (reading,) = readings(made, hearing, named=True)
    assert sorted(reading.sources) == [0, 1]
    assert listed(made, hearing, TEXT, named=True).told == "all agree"


def test_badges_tell_where_each_reading_begins_and_ends():
    made = bench_of((span("PLACE", 0, 4),), (span("PLACE", 0, 7),))
    shown = readings(made, only_hearing(made))
    short = next(one.number for one in shown if one.spans[0].end == 4)
    found = [(one.offset, one.text) for one in badges(shown, len(TEXT))]
    assert found == [(0, "‹1,2›"), (4, f"›{short}‹"), (7, f"›{3 - short}‹")]
    assert badges(shown, 7)[-1].offset == 4


def test_what_was_taken_is_called_as_it_is_on_the_screen():
    made = bench_of((span("PLACE", 0, 4),), (span("PERSON", 0, 4),))
    shown = readings(made, only_hearing(made))
    assert told_taken(made, shown, "a") == str(made.sides.index(0) + 1)
    assert told_taken(made, shown, "neither") == "neither"


def test_gold_is_compared_with_what_was_taken():
    place, person = span("PLACE", 0, 4), span("PERSON", 0, 4)
    made = bench_of((place,), (person,))
    hearing = only_hearing(made)

    def decided(taken, *result):
        decision = Decision(0, 4, (("s1",), ("s1",)), taken, "slip", versions=(1, 1))
        return Hearing(hearing.place, "decided", decision, result)

    assert is_as_taken(decided("a", replace(place, id="s9", origin="adjudicated")))
    assert not is_as_taken(decided("a", person))
    assert is_as_taken(decided("neither"))
    assert not is_as_taken(decided("neither", person))
    assert is_as_taken(decided("both", person, place))
    assert is_as_taken(decided("new", person))
    assert is_in_gold(readings(made, hearing)[made.sides.index(1)], (person,))


def test_the_words_that_all_mark_are_common_whatever_they_call_them():
    both = bench_of((span("PLACE", 0, 4),), (span("PERSON", 0, 4),))
    assert common_piece(only_hearing(both)) == (0, 4)
    apart = bench_of((span("PLACE", 0, 4),), (span("PLACE", 0, 7),))
    assert common_piece(only_hearing(apart)) is None


def test_progress_counts_what_is_asked_and_what_is_not():
    made = bench_of((span("PLACE", 0, 4),), (span("PERSON", 0, 4), span("DATE", 8, 13, "s2")))
    told_now = progress(hearings(made, Labelling()))
    assert (told_now.decided, told_now.asked, told_now.agreed) == (0, 2, 0)
    assert told_now.line == "0 of 2 decided, 0 agreed"


def test_the_filter_goes_round_the_states():
    only, seen = Only(), []
    for _ in range(5):
        only = only.turned()
        seen.append(only.state)
    assert seen == ["open", "changed", "decided", "agreed", None]
    assert Only().toggled_label("PLACE").toggled_label("PLACE") == Only()
