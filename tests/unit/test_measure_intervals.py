"""Intervals, tests of a difference, and what they refuse to say."""

import numpy as np
import pytest

from annotator.measure.contests import holm, randomization
from annotator.measure.intervals import (
    WHOLE_RESAMPLES,
    Resamples,
    bootstrap,
    by_unit,
    difference,
    estimate,
)
from annotator.measure.poisson import poisson_weights
from annotator.measure.rates import f1s

NAMES = [f"a{at:02}" for at in range(30)]
DICE = np.random.default_rng(4)
OURS = np.stack([DICE.integers(0, 9, 30)] * 2 + [DICE.integers(9, 12, 30)] * 2, axis=1)
THEIRS = OURS + np.array([1, 1, 0, 0])


def test_the_same_seed_gives_the_same_interval_in_any_order():
    one = bootstrap(NAMES, OURS, f1s, seed=7)
    assert one == bootstrap(NAMES[::-1], OURS[::-1], f1s, seed=7)
    assert one != bootstrap(NAMES, OURS, f1s, seed=8)
    assert one.low < one.value < one.high
    assert (one.n, one.why, one.warning, one.undefined) == (30, "", "", 0)


def test_a_perfect_score_has_a_perfect_interval():
    rows = OURS[:, [2, 2, 2, 2]]
    one = bootstrap(NAMES, rows, f1s, seed=7)
    assert (one.value, one.low, one.high) == (1.0, 1.0, 1.0)


def test_articles_of_one_cluster_go_together():
    clusters = [name[:2] for name in NAMES]
    names, rows = by_unit(clusters, OURS)
    assert names == ["a0", "a1", "a2"]
    assert rows[0].tolist() == OURS[:10].sum(axis=0).tolist()
    one = bootstrap(clusters, OURS, f1s, seed=7)
    assert (one.n, one.low, one.high) == (3, None, None)
    assert "fewer than 5" in one.why
    assert "rough" in bootstrap(NAMES[:19], OURS[:19], f1s, seed=7).warning


def test_undefined_figures_and_replicates_are_told():
    rows = np.zeros((8, 4))
    none = bootstrap(NAMES[:8], rows, f1s, seed=7)
    assert (none.value, none.low, none.n) == (None, None, 8)
    assert none.why
    rows[0] = (1, 1, 1, 2)
    one = bootstrap(NAMES[:8], rows, f1s, seed=7, replicates=500)
    assert one.undefined > 100
    assert one.value == pytest.approx(2 / 3)
    never = estimate(rows, np.zeros((3, 4)), f1s)
    assert (never.low, never.undefined) == (None, 3)


def test_what_cannot_be_corrected_is_told():
    rows = OURS[:6].astype(float)
    above = rows.sum(axis=0) + np.array([[9.0, 9, 0, 0]] * 50)
    one = estimate(rows, above, f1s)
    assert one.warning.endswith("bias and skew could not be corrected")
    assert one.low == one.high == f1s(above)[0]
    assert "corrected" not in estimate(rows, above, f1s, method="percentile").warning


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="units for"):
        bootstrap(NAMES[:3], OURS, f1s, seed=7)
    for wrong in ({"level": 1.0}, {"replicates": 0}):
        with pytest.raises(ValueError, match="at level"):
            bootstrap(NAMES, OURS, f1s, seed=7, **wrong)


def weights_of(names, **how):
    return np.concatenate(list(poisson_weights(names, **how)))


def test_poisson_weights_do_not_depend_on_what_else_is_weighed():
    whole = weights_of(NAMES, seed=-3, replicates=101)
    for at in range(3):
        assert (whole[at::3] == weights_of(NAMES[at::3], seed=-3, replicates=101)).all()
    assert (whole != weights_of(NAMES, seed=3, replicates=101)).any()


def test_poisson_weights_are_poisson():
    weights = weights_of([str(at) for at in range(1_000)], seed=1, replicates=200).T.astype(float)
    assert weights.mean() == pytest.approx(1, abs=0.01)
    assert weights.var() == pytest.approx(1, abs=0.02)
    assert np.mean(weights == 0) == pytest.approx(np.exp(-1), abs=0.005)
    assert abs(np.corrcoef(weights)[0, 1:]).max() < 0.15
    assert abs(np.corrcoef(weights.T)[0, 1:]).max() < 0.35


@pytest.mark.parametrize("many", [30, WHOLE_RESAMPLES + 30])
def test_resamples_serve_many_figures_and_need_not_be_kept(many, monkeypatch):
    names = [f"a{at}" for at in range(many)]
    rows = np.tile(OURS, (many // 30 + 1, 1))[:many] * np.array([1, 1, 1 << 20, 0.5])
    kept = Resamples(names, seed=5, replicates=7)
    one, drawn = kept.of(rows)
    assert (kept.of(rows[:, :1])[1] == drawn[:, :1]).all()
    monkeypatch.setattr("annotator.measure.intervals._MOST_KEPT", 0)
    other, again = Resamples(names[::-1], seed=5, replicates=7).of(rows[::-1])
    assert (one == other).all()
    assert again == pytest.approx(drawn)


def test_many_articles_have_about_the_same_interval_either_way():
    many = WHOLE_RESAMPLES + 1
    names = [f"a{at:06}" for at in range(many)]
    rows = np.tile(OURS, (many // 30 + 1, 1))[:many].astype(float)
    drawn = bootstrap(names, rows, f1s, seed=7, replicates=400)
    whole = bootstrap(names[:-1], rows[:-1], f1s, seed=7, replicates=400)
    assert drawn.low == pytest.approx(whole.low, abs=0.003)
    assert drawn.high == pytest.approx(whole.high, abs=0.003)


def test_the_paired_bootstrap_is_of_the_difference():
    one = bootstrap(NAMES, np.hstack([THEIRS, OURS]), difference(f1s), seed=7)
    assert one.value == pytest.approx(f1s(THEIRS.sum(axis=0)) - f1s(OURS.sum(axis=0)))
    assert 0 < one.low < one.value < one.high


def test_few_articles_are_swapped_in_every_way():
    test = randomization(NAMES[:6], THEIRS[:6], OURS[:6], f1s, seed=7)
    assert (test.p, test.floor, test.exact, test.n) == (2 / 64, 2 / 64, True, 6)
    same = randomization(NAMES[:6], OURS[:6], OURS[:6], f1s, seed=7)
    assert same.p == 1.0


def test_many_articles_are_swapped_by_chance():
    test = randomization(NAMES, THEIRS, OURS, f1s, seed=7, replicates=999)
    assert (test.p, test.floor, test.exact) == (0.001, 0.001, False)
    back = randomization(NAMES[::-1], OURS[::-1], THEIRS[::-1], f1s, seed=7, replicates=999)
    assert back.p == test.p


def test_there_is_no_test_of_what_is_undefined():
    none = np.zeros((6, 4))
    assert randomization(NAMES[:6], none, none, f1s, seed=7).p is None
    assert randomization([], none[:0], none[:0], f1s, seed=7).why


def test_holm_corrects_for_there_being_several():
    assert holm([0.01, None, 0.04, 0.03]) == (0.03, None, 0.06, 0.06)
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()
