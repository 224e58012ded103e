"""Tables of spans, counts of their alignment, and rates from counts."""

import numpy as np
import pytest

from annotator.labels.labelling import Zone
from annotator.labels.span import Quote, Range, Span
from annotator.measure.counts import confusion, counted, pooled
from annotator.measure.full import full_pairs, values_apart
from annotator.measure.match import Kind, aligned
from annotator.measure.rates import (
    f1,
    f1s,
    kappa_two_by_two,
    macro,
    macro_f1,
    precision,
    precisions,
    recall,
    recalls,
)
from annotator.measure.semeval import Tally, outcomes, tally, value_score
from annotator.measure.table import Marked, columns, tables
from annotator.measure.value import Measured


def span(start, end, label="P", *, id="s1", **more):
    return Span(id, label, ((start, end),), "x", **more)


def pair(ours, theirs):
    return aligned(*tables([Marked("a", ours)], [Marked("a", theirs)]))


def test_a_figure_is_a_number_or_a_reason():
    assert Measured(0.5).value == 0.5
    for value, why in ((None, ""), (0.5, "because"), (float("nan"), "")):
        with pytest.raises(ValueError, match=r"reason|figure"):
            Measured(value, why)


def test_the_annotators_must_have_the_same_articles_once_each():
    with pytest.raises(ValueError, match="the same articles"):
        tables([Marked("a", ())], [Marked("b", ())])
    with pytest.raises(ValueError, match="twice"):
        tables([Marked("a", ()), Marked("a", ())])
    assert tables() == ()


def test_zones_of_either_leave_spans_of_both_out_and_are_counted():
    zones = (Zone(10, 20, "menu"), Zone(40, 50, "menu"), Zone(12, 15, "menu"))
    spans = [span(5, 10), span(5, 11), span(19, 21), span(20, 40), span(30, 60)]
    apart = Span("s9", "P", ((0, 3), (50, 55)), "x")
    ours, theirs = tables([Marked("a", [*spans, apart], zones)], [Marked("a", spans)])
    kept = [(5, 10), (20, 40)]
    assert list(zip(theirs.start.tolist(), theirs.end.tolist(), strict=True)) == kept
    assert ours.dropped.tolist() == theirs.dropped.tolist() == [3]
    assert [ours.pieces_of(row) for row in range(len(ours))] == [
        ((0, 3), (50, 55)),
        ((5, 10),),
        ((20, 40),),
    ]


def test_columns_give_the_same_table_as_spans_and_refuse_nonsense():
    told = {"article": [1, 0], "start": [4, 0], "end": [6, 3], "label": [0, 1]}
    given = {name: np.array(column) for name, column in told.items()}
    table = columns(["a", "b"], ["L", "P"], **given)
    assert (table.article.tolist(), table.start.tolist()) == ([0, 1], [0, 4])
    wrong = (
        (["b", "a"], given),
        (["a"], given),
        (["a", "b"], {**given, "end": np.array([4, 3])}),
        (["a", "b"], {**given, "end": np.array([4])}),
    )
    for articles, some in wrong:
        with pytest.raises(ValueError, match=r"sorted|names no|satisfy|shape"):
            columns(articles, ["L", "P"], **some)


def test_tables_over_other_articles_and_labels_are_put_over_all():
    ours = columns(["a"], ["P"], **{k: np.array([v]) for k, v in SPAN.items()})
    theirs = columns(["b"], ["L"], **{k: np.array([v]) for k, v in SPAN.items()})
    alignment = aligned(ours, theirs)
    assert alignment.ours.articles == ("a", "b")
    assert alignment.ours.labels == ("L", "P")
    assert counted(alignment).classes.tolist() == [[0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]]


SPAN = {"article": 0, "start": 0, "end": 3, "label": 0}


def test_every_class_of_error_has_its_name():
    words = ["correct", "label", "boundary", "label+boundary", "missed", "spurious"]
    assert [kind.word for kind in Kind] == words
    ours = [span(0, 2), span(10, 12), span(20, 25), span(30, 35), span(40, 42)]
    theirs = [
        span(0, 2),
        span(10, 12, "L"),
        span(21, 25),
        span(31, 35, "L"),
        span(50, 52),
        span(60, 62),
    ]
    counts = counted(pair(ours, theirs))
    assert counts.classes.tolist() == [[1, 1, 1, 1, 1, 2]]
    assert confusion(pair(ours, theirs)).tolist() == [[0, 0, 0], [2, 2, 1], [0, 2, 0]]


def test_pieces_that_only_lie_in_each_others_gaps_do_not_meet():
    ours = [Span("s1", "P", ((0, 2), (6, 8)), "x")]
    assert counted(pair(ours, [span(3, 5)])).classes.tolist() == [[0, 0, 0, 0, 1, 1]]
    assert counted(pair(ours, [span(7, 9)])).classes.tolist() == [[0, 0, 1, 0, 0, 0]]
    assert counted(pair(ours, [span(0, 8)])).classes.tolist() == [[0, 0, 1, 0, 0, 0]]


def test_who_is_left_of_equal_pieces_is_who_has_nobody_else():
    ours = [span(0, 5), span(0, 5, "L")]
    theirs = [span(0, 5, "D"), span(0, 6, "L")]
    assert counted(pair(ours, theirs)).classes.tolist() == [[0, 1, 1, 0, 0, 0]]


def test_rates_of_nothing_are_undefined_with_a_reason():
    assert f1(0, 0, 0, 0) == Measured(None, "neither side marked anything")
    assert f1(0, 0, 2, 0) == Measured(0.0)
    assert precision(0, 0, 2, 0) == Measured(None, "nothing was predicted")
    assert recall(0, 0, 0, 2) == Measured(None, "nothing is in the gold")
    assert macro([Measured(1.0), Measured(None, "x"), Measured(0.5)]) == Measured(0.75)
    assert macro([]).value is None
    assert kappa_two_by_two(3, 0, 0, 0).value is None
    sums = np.array([[1.0, 1, 2, 4], [0, 0, 0, 0]])
    for many, one in ((f1s, f1), (precisions, precision), (recalls, recall)):
        assert many(sums)[0] == one(*sums[0]).value
        assert np.isnan(many(sums)[1])


def test_macro_is_over_labels_that_somebody_used():
    counts = counted(pair([span(0, 2), span(4, 6, "L")], [span(0, 2), span(5, 6, "L")]))
    assert macro_f1(counts) == Measured(0.5)
    with pytest.raises(ValueError, match="not in"):
        counts.evidence("strict", "DATE")
    with pytest.raises(KeyError):
        counts.evidence("clitic")


def test_pooled_pairs_add_up_cell_by_cell():
    one = counted(pair([span(0, 2)], [span(0, 2)]))
    two = counted(pair([span(0, 2, "L")], [span(0, 2)]))
    both = pooled([one, two])
    assert both.labels == ("L", "P")
    assert both.evidence("strict").tolist() == [[1, 1, 2, 2]]
    assert both.evidence("boundary", "P").tolist() == [[1, 2, 1, 2]]


def test_full_needs_every_value_equal_and_follows_named_spans():
    def side(count, target, *, entity, start=10):
        named = (("count", Range(1, count)), ("entity", entity), ("of", (target,)))
        quote = (("role", Quote(0, 2, "ab")),)
        return [
            span(0, 5, "C", id="s1", attributes=named),
            span(start, 12, id=target, attributes=quote),
        ]

    def full(ours, theirs):
        found = pair(ours, theirs)
        return len(full_pairs(found, values_apart(found, frozenset({("C", "entity")})))[0])

    ours = side(3, "s2", entity="e1")
    assert full(ours, side(3, "s7", entity="e2")) == 2
    assert full(ours, side(4, "s7", entity="e1")) == 1
    assert full(ours, side(3, "s7", entity="e1", start=11)) == 1
    assert full(ours, [*side(3, "s7", entity="e1")[:1], span(20, 22, id="s7")]) == 0
    given = {name: np.array([value]) for name, value in SPAN.items()}
    table = columns(["a"], ["P"], **given)
    with pytest.raises(ValueError, match="spans are known"):
        list(values_apart(aligned(table, table)))


def test_outcomes_of_a_label_judge_its_own_spans_on_either_side():
    alignment = pair([span(0, 2), span(4, 6)], [span(0, 2, "L"), span(5, 6), span(8, 9, "L")])
    assert alignment.ours.labels == ("L", "P")
    found = outcomes(alignment, "partial")
    assert found.total.tolist() == [[1, 0, 1, 0, 1]]
    assert found.by_label.tolist() == [[[0, 0, 0, 0, 2], [0, 0, 1, 1, 0]]]
    whole = tally(outcomes(alignment, "type").total)
    assert whole == Tally(1, 1, 0, 0, 1)
    assert (whole.possible, whole.actual) == (2, 3)


def test_rates_of_an_evaluation_without_spans_are_undefined():
    none = Tally(0, 0, 0, 0, 0)
    shares = (none.precision, none.recall, none.f1, none.f(2), none.error, none.substitution)
    assert all(one.value is None for one in (*shares, none.overgeneration, none.undergeneration))
    nothing = value_score(gold=1, predicted=1, exact=0, matched=0, right=0)
    assert (nothing.accuracy.value, nothing.value.value) == (None, 0.0)
    assert (nothing.strict.value, nothing.relaxed.value) == (0.0, 0.0)


def test_a_hundred_spans_over_each_other_are_still_matched_at_once():
    ours = [span(at, 200 + 2 * at, id=f"s{at + 1}") for at in range(100)]
    theirs = [span(at, 201 + 2 * at, id=f"s{at + 1}") for at in range(100)]
    here, back = pair(ours, theirs), pair(theirs, ours)
    assert (
        counted(here).classes.tolist() == counted(back).classes.tolist() == [[0, 0, 100, 0, 0, 0]]
    )
    assert (here.ours_at == here.theirs_at).all()
