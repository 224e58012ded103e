"""Laws of alpha, kappa, AC1 and competence: who answers, in which order, in which words."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.measure.alpha import (
    alpha,
    alpha_by_value,
    coincidences,
    coincidences_of_counts,
    coincidences_of_table,
    distances,
)
from annotator.measure.dawid_skene import dawid_skene
from annotator.measure.gwet import answers, answers_of_table, gwet_ac
from annotator.measure.kappa import bennett_s, cohen_kappa, cohen_kappa_max, fleiss_kappa, scott_pi

VALUES = 4


@st.composite
def codings(draw, annotators=None, *, missing=True):
    """Codes of shape (annotators, units), -1 for no answer."""
    people = annotators or draw(st.integers(2, 4))
    code = st.integers(-1 if missing else 0, VALUES - 1)
    units = draw(st.lists(st.lists(code, min_size=people, max_size=people), min_size=1, max_size=8))
    return np.array(units).T


def counts_of(codes):
    return np.array([np.bincount(unit[unit >= 0], minlength=VALUES) for unit in codes.T])


def table_of(codes):
    return np.array(
        [
            [np.sum((codes[0] == ours) & (codes[1] == theirs)) for theirs in range(VALUES)]
            for ours in range(VALUES)
        ]
    )


def figures(codes):
    """Everything that does not ask who is who, with every level of alpha."""
    matrix, sums = coincidences(codes, VALUES), answers(counts_of(codes))
    levels = ("nominal", "ordinal", "interval", "ratio")
    often = matrix.sum(axis=1)
    found = [alpha(matrix, distances(level, range(VALUES), often)) for level in levels]
    values = [one.value for one in (*found, fleiss_kappa(matrix).value, gwet_ac(sums).value)]
    assert all(type(one) in {float, type(None)} for one in values)
    return values


def same(some, others):
    return some == pytest.approx(others, abs=1e-9)


@given(codes=codings(), data=st.data())
def test_neither_the_order_of_annotators_nor_that_of_units_matters(codes, data):
    people = data.draw(st.permutations(range(len(codes))))
    units = data.draw(st.permutations(range(codes.shape[1])))
    assert same(figures(codes[people][:, units]), figures(codes))


@given(codes=codings(annotators=2, missing=False), names=st.permutations(range(VALUES)))
def test_other_words_for_the_labels_change_nothing(codes, names):
    other = np.array(names)[codes]
    matrix, renamed = coincidences(codes, VALUES), coincidences(other, VALUES)
    assert same(alpha(matrix).value, alpha(renamed).value)
    by_value = [one.value for one in alpha_by_value(matrix)]
    assert same(by_value, [alpha_by_value(renamed)[name].value for name in names])
    for measure in (cohen_kappa, scott_pi, bennett_s):
        ours, theirs = measure(table_of(codes)).value, measure(table_of(other)).value
        assert same(ours.value, theirs.value)
    ours, theirs = (gwet_ac(answers(counts_of(one))).value.value for one in (codes, other))
    assert same(ours, theirs)


@given(codes=codings(annotators=1, missing=False), people=st.integers(2, 4))
def test_copies_agree_wholly_or_cannot_but_agree(codes, people):
    found = figures(np.repeat(codes, people, axis=0))
    varied = len(set(codes[0])) > 1
    for one in found[:-1]:
        assert one == pytest.approx(1.0) if varied else one is None
    assert found[-1] == pytest.approx(1.0)


@given(codes=codings(annotators=2, missing=False))
def test_no_agreement_is_below_one_and_kappa_is_no_larger_than_it_can_be(codes):
    assume(np.any(codes[0] != codes[1]))
    assert all(one is not None and one < 1.0 for one in figures(codes))
    table = table_of(codes)
    kappa, most = cohen_kappa(table).value.value, cohen_kappa_max(table).value
    assert kappa is not None
    assert most is not None
    assert kappa <= most + 1e-12


@given(codes=codings(), cut=st.integers(0, 8))
def test_the_sums_of_parts_are_those_of_the_whole(codes, cut):
    parts = codes[:, :cut], codes[:, cut:]
    whole = coincidences(codes, VALUES)
    assert same(sum(coincidences(part, VALUES) for part in parts), whole)
    assert same(coincidences_of_counts(counts_of(codes)), whole)
    some = [answers(counts_of(part).reshape(-1, VALUES)) for part in parts]
    added, all_at_once = some[0] + some[1], answers(counts_of(codes))
    assert same(added.pairs, all_at_once.pairs)
    assert same(added.shares, all_at_once.shares)
    assert (added.paired, added.answered) == (all_at_once.paired, all_at_once.answered)


@given(codes=codings(annotators=2, missing=False))
def test_a_table_says_as_much_as_the_answers_of_two(codes):
    table = table_of(codes)
    assert same(coincidences_of_table(table), coincidences(codes, VALUES))
    ours, theirs = gwet_ac(answers_of_table(table)), gwet_ac(answers(counts_of(codes)))
    assert same(ours.value.value, theirs.value.value)
    assert same(scott_pi(table).value.value, fleiss_kappa(coincidences(codes, VALUES)).value.value)


@given(codes=codings(annotators=3), data=st.data())
def test_competence_follows_annotators_and_labels_wherever_they_are_put(codes, data):
    assume(np.any(codes >= 0))
    counts = (codes.T[:, :, None] == np.arange(VALUES)).astype(float)
    people = data.draw(st.permutations(range(3)))
    names = data.draw(st.permutations(range(VALUES)))
    here = dawid_skene(counts, most_rounds=20)
    there = dawid_skene(counts[:, people][:, :, names], most_rounds=20)
    assert there.log_likelihood == pytest.approx(here.log_likelihood, abs=1e-6)
    assert same(here.truth.sum(axis=1)[np.any(codes >= 0, axis=0)], 1.0)
    assert here.classes.sum() == pytest.approx(1.0)
    known = ~np.isnan(here.confusion)
    assert np.all((here.confusion[known] >= 0) & (here.confusion[known] <= 1 + 1e-12))
