"""Figures that can be worked by hand, and what is said where there is none."""

import numpy as np
import pytest

from annotator.labels.span import Span
from annotator.measure import packing, unitary
from annotator.measure.alpha import alpha, alpha_by_value, coincidences, coincidences_of_counts
from annotator.measure.alpha_u import alpha_u, disagreement
from annotator.measure.dawid_skene import answers_of, dawid_skene
from annotator.measure.dissimilarity import Dissimilarity, line, line_of
from annotator.measure.flat import flattened
from annotator.measure.gamma import gamma
from annotator.measure.gwet import answers, gwet_ac
from annotator.measure.kappa import (
    bennett_s,
    cohen_kappa,
    cohen_kappa_max,
    fleiss_kappa,
    fleiss_kappa_by_value,
    scheme,
)
from annotator.measure.table import Marked, tables
from annotator.measure.token_sums import NO_WORD, ONE_LABEL, kappas, token_sums, why
from annotator.measure.tokens import Words, labelled_words, words_of_texts
from annotator.measure.unitizing import cu_alpha, ku_alpha, lengths, u_alpha, u_alpha_binary


def span(label, *pieces):
    return Span("s1", label, pieces, "x")


def tabled(*people):
    return tables(*([Marked("a", spans)] for spans in people))


# --- labels ------------------------------------------------------------------------------------


def test_nothing_judged_twice_is_undefined_and_says_so():
    matrix = coincidences([[0, -1], [-1, 1]], 2)
    table = np.zeros((2, 2))
    for found in (
        alpha(matrix),
        fleiss_kappa(matrix).value,
        fleiss_kappa(matrix).observed,
        fleiss_kappa_by_value(matrix)[1],
        cohen_kappa(table).value,
        cohen_kappa_max(table),
        bennett_s(table).expected,
        gwet_ac(answers([[1, 0], [0, 1]])).value,
    ):
        assert found.value is None
        assert found.why == "no unit was judged by two annotators"


def test_one_value_alone_is_undefined_where_chance_cannot_disagree():
    matrix = coincidences([[0, 0], [0, 0]], 2)
    assert alpha(matrix).why == "only one value was ever given"
    assert cohen_kappa([[7, 0], [0, 0]]).value.why == "only one value was ever given"
    assert cohen_kappa([[7, 0], [0, 0]]).observed.value == 1.0
    assert [one.why for one in alpha_by_value(matrix)] == [
        "only one value was ever given",
        "this value was never given",
    ]
    assert [one.why for one in fleiss_kappa_by_value(matrix)] == [
        "only one value was ever given",
        "this value was never given",
    ]
    assert gwet_ac(answers([[2, 0], [2, 0]])).value.value == 1.0
    assert gwet_ac(answers([[2]])).value.why == "only one value was ever given"


def test_more_values_to_choose_from_make_agreement_worth_more():
    table = [[4, 1], [1, 4]]
    assert bennett_s(table).value.value == pytest.approx(0.6)
    assert bennett_s(table, values=4).value.value == pytest.approx((0.8 - 0.25) / 0.75)


@pytest.mark.parametrize(
    ("name", "middle"),
    [("identity", 0.0), ("linear", 0.5), ("quadratic", 0.75), ("ordinal", 2 / 3)],
)
def test_partial_credit_falls_with_distance(name, middle):
    credit = scheme(name, [1, 2, 3])
    assert credit[0, 0] == 1.0
    assert credit[0, 1] == pytest.approx(middle)
    assert credit[0, 2] == 0.0
    assert scheme(name, [1]).tolist() == [[1.0]]


def test_data_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="shape"):
        coincidences([1, 2], 3)
    with pytest.raises(ValueError, match="names no value"):
        coincidences([[3], [0]], 3)
    with pytest.raises(ValueError, match="shape"):
        coincidences_of_counts([1, 2])
    with pytest.raises(ValueError, match="0 or more"):
        coincidences_of_counts([[-1, 2]])
    with pytest.raises(ValueError, match="square"):
        cohen_kappa([[1, 2]])
    with pytest.raises(ValueError, match="shape"):
        answers([1])
    with pytest.raises(ValueError, match="shape"):
        dawid_skene([[1]])
    with pytest.raises(ValueError, match="nobody"):
        dawid_skene(np.zeros((1, 2, 2)))


# --- words -------------------------------------------------------------------------------------


def test_a_word_has_the_label_of_the_longest_span_over_it():
    (table,) = tabled(
        [span("ORG", (0, 9)), span("PLACE", (5, 9)), span("DATE", (10, 12), (16, 18))]
    )
    words = words_of_texts(["abcd efgh ijklm nopq rs"], {})
    at, label = labelled_words(table, words)
    assert (at.tolist(), label.tolist()) == ([0, 1, 2, 3], [1, 1, 0, 0])


def test_words_are_counted_by_either_label():
    ours, theirs = np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2])
    one, other = ((np.flatnonzero(own), own[own > 0] - 1) for own in (ours, theirs))
    at = np.arange(4)
    sums = token_sums(one, other, Words(at // 2, at, at + 1, np.array([2, 2])), 2)
    assert sums.tolist() == [[1, 1, 0, 1, 1, 0, 2], [0, 0, 2, 0, 1, 1, 1]]
    table = [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
    assert kappas(sums.sum(axis=0), 2) == pytest.approx(cohen_kappa(table).value.value)
    assert np.isnan(kappas(np.zeros(7), 2))
    assert (why(np.zeros(7)), why(sums[0])) == (NO_WORD, ONE_LABEL)


# --- unitizing ---------------------------------------------------------------------------------


def test_an_annotators_own_overlaps_are_cut_and_counted():
    (table,) = tabled([span("ORG", (0, 9)), span("PLACE", (5, 9)), span("DATE", (7, 12))])
    flat = flattened(table)
    assert (flat.start.tolist(), flat.end.tolist(), flat.cut.tolist()) == ([0, 9], [9, 12], [2])


def test_unitizing_is_undefined_where_chance_cannot_disagree():
    empty = lengths(tabled([], []), [20])
    full = lengths(tabled([span("X", (0, 20))], [span("X", (0, 20))]), [20])
    apart = lengths(tabled([span("X", (0, 5))], [span("X", (5, 9))]), [20])
    assert u_alpha(empty).why == u_alpha_binary(empty).why == "nothing was marked"
    assert u_alpha(full).why == cu_alpha(full).why == "only one label was ever given"
    assert u_alpha_binary(full).why == "no character was left unmarked"
    assert cu_alpha(apart).why == "no two annotators marked the same character"
    (of_label,) = ku_alpha(apart)
    assert (of_label.alpha.value, of_label.coverage.value) == (None, 0.0)


def test_three_copies_that_fill_the_text_leave_no_gap_by_rounding():
    spans = [span("X", (0, 7)), span("Y", (7, 10))]
    found = lengths(tabled(spans, spans, spans), [10])
    assert u_alpha_binary(found).why == "no character was left unmarked"
    assert u_alpha(found).value == pytest.approx(1.0)


def test_unitizing_needs_two_annotators_on_the_same_articles():
    with pytest.raises(ValueError, match="two annotators"):
        lengths(tabled([]), [20])
    with pytest.raises(ValueError, match="same articles"):
        lengths([*tabled([]), *tabled([span("X", (0, 1))])], [20])


def test_the_old_alpha_takes_overlaps_as_one_unit_and_refuses_what_is_outside():
    assert disagreement([[(0, 5), (3, 8)], [(0, 8)]], 0, 20).observed == 0
    assert alpha_u({"X": disagreement([[], []], 0, 20)}).value is None
    with pytest.raises(ValueError, match="not in the text"):
        disagreement([[(0, 30)], []], 0, 20)
    with pytest.raises(ValueError, match="two annotators"):
        disagreement([[]], 0, 20)


def test_the_old_alpha_gives_what_dkpro_gives_for_its_example():
    found = disagreement([[(1, 9)], [(2, 3), (4, 5), (6, 7)]], 0, 10)
    assert float(found.observed) == pytest.approx(0.91, abs=1e-4)
    assert float(found.expected) == pytest.approx(0.5351, abs=1e-4)
    assert alpha_u({"A": found}).value == pytest.approx(-0.7003, abs=1e-4)


# --- gamma -------------------------------------------------------------------------------------


def test_gamma_says_why_it_is_undefined(monkeypatch):
    one, none = line([0], [5], [0]), line([], [], [])
    even = Dissimilarity()
    assert gamma([one], even, seed=0).gamma.value.why == "fewer than two annotators"
    assert gamma([none, none], even, seed=0).observed.why == "nothing was marked"
    point = line([3], [4], [0])
    assert gamma([point, point], even, seed=0).gamma.value.why.startswith("chance alone")
    assert gamma([one, none], even, seed=0).categorical.value.why.startswith("no two units")
    monkeypatch.setattr(unitary, "MOST", 1)
    assert "ways" in gamma([one, one], even, seed=0).gamma.value.why


def test_gamma_of_a_copy_is_one_and_of_work_apart_is_not():
    ours = line([0, 20, 40], [5, 28, 44], [0, 1, 0])
    theirs = line([10, 30, 50], [15, 38, 54], [1, 0, 1])
    assert gamma([ours, ours], Dissimilarity(), seed=0).gamma.value.value == 1.0
    assert gamma([ours, theirs], Dissimilarity(), seed=0).gamma.value.value < 0.2
    wide = gamma([ours, theirs], Dissimilarity(), seed=0, extent=(0, 1000))
    assert wide.gamma.value.value < 0.2


def test_labels_may_be_more_or_less_alike():
    ours, theirs = line([0], [4], [0]), line([0], [4], [1])
    near = Dissimilarity(labels=np.array([[0, 0.25], [0.25, 0]]))
    assert near.between(ours, theirs).tolist() == [[0.25]]


def test_gamma_refuses_what_makes_no_sense():
    one = line([0], [5], [0])
    with pytest.raises(ValueError, match="precision"):
        gamma([one, one], Dissimilarity(), seed=0, precision=0)
    with pytest.raises(ValueError, match="extent"):
        gamma([one, one], Dissimilarity(), seed=0, extent=(1, 9))
    with pytest.raises(ValueError, match="end after"):
        line([5], [5], [0])
    with pytest.raises(ValueError, match="one shape"):
        line([5], [6, 7], [0])


def test_a_line_is_one_article_of_a_table():
    (table,) = tables([Marked("a", [span("X", (0, 3))]), Marked("b", [span("Y", (2, 3), (5, 9))])])
    own = line_of(table, 1)
    assert (own.start.tolist(), own.end.tolist(), own.label.tolist()) == ([2], [9], [1])


def test_a_solver_is_asked_where_units_overlap_without_end(monkeypatch):
    monkeypatch.setattr(packing, "_OPEN", 0)
    units = np.array([[0, 1, 2], [0, 1, -1], [-1, 1, 2], [3, -1, 2]])
    assert packing.most_saved(units, np.array([3.0, 2.0, 1.0, 2.0])).tolist() == [1, 3]


# --- competence --------------------------------------------------------------------------------


def test_whoever_is_alone_against_the_others_is_less_competent():
    spans = {name: (at, at + 1) for at, name in enumerate("abcd")}
    said = ("aX bY cX", "aX bY cX", "aY bX dX")
    sides = tabled(*([span(one[1], spans[one[0]]) for one in each.split()] for each in said))
    article, given = answers_of(sides, np.ones((3, 1), dtype=bool))
    assert article.tolist() == [0, 0, 0, 0]
    assert given[3].tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]
    found = dawid_skene(given)
    right = [found.right(who).value for who in range(3)]
    assert found.settled
    assert right[0] == right[1] == pytest.approx(1.0)
    assert right[2] < 0.5


def test_whoever_answered_nothing_has_no_competence():
    found = dawid_skene([[[1, 0], [1, 0], [0, 0]], [[0, 1], [0, 1], [0, 0]]])
    assert found.right(2).why == "the annotator answered nothing"
    assert found.right(0).value == pytest.approx(1.0)
