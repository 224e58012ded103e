"""How many articles an interval of some width needs."""

from math import ceil
from statistics import fmean

import numpy as np
import pytest
from scipy.stats import chi2

from annotator.labels.labelling import Labelling
from annotator.labels.span import Span
from annotator.measure.agreement.compared import Compared, Resampling, couples
from annotator.measure.agreement.drift import by_week
from annotator.measure.agreement.planning import Assumed, plan
from annotator.text.article import Article


def pilot(*kept, spans=10, per_cluster=1):
    """Articles in which the second annotator has this many of the first one's spans."""
    every = tuple(Span(f"s{at + 1}", "P", ((10 * at, 10 * at + 5),), "x") for at in range(spans))
    return [
        Compared(
            Article(f"a{at}", "x"),
            f"u{at // per_cluster}",
            {"n1": Labelling(every), "n2": Labelling(every[:many])},
        )
        for at, many in enumerate(kept)
    ]


def planned(given, width, **more):
    return plan(couples(given, ("n1", "n2")), width, **more)


def test_without_a_pilot_it_rests_on_what_is_assumed_and_says_so():
    found = plan((), 0.1, assumed=Assumed(f1=0.8, spans=20, correlation=0.05))
    variance = 0.8 * 0.2 / 20 * (1 + 19 * 0.05)
    assert found.articles == found.units == ceil(variance * (2 * 1.959964 / 0.1) ** 2) == 24
    assert found.unit == "article"
    assert "fewer than 5" in found.basis
    assert "never fewer than 20 articles" in found.basis
    assert "F1 0.80" in found.basis
    assert [one.width for one in found.table] == [0.02, 0.05, 0.1, 0.2]
    assert [one.articles for one in found.table] == [600, 96, 24, 20]


def test_a_small_pilot_lends_its_length_and_no_spread():
    found = planned(pilot(8, 10, spans=10), 0.05)
    assert "10 spans an article as labelled so far" in found.basis.replace(" 9 ", " 10 ")
    assert "assumptions" in found.basis


def test_a_pilot_lends_its_spread_at_its_upper_limit():
    kept = (4, 9, 10, 7, 8, 10, 6)
    found = planned(pilot(*kept), 0.05)
    hits, spans = [2 * one for one in kept], [10 + one for one in kept]
    f1 = sum(hits) / sum(spans)
    squares = sum((h - f1 * s) ** 2 for h, s in zip(hits, spans, strict=True))
    variance = squares / 6 / fmean(spans) ** 2 * 6 / chi2.ppf(0.2, 6)
    assert found.units == ceil(variance * (2 * 1.959964 / 0.05) ** 2)
    assert f"strict F1 {f1:.2f}" in found.basis
    assert "7 articles" in found.basis


def test_clusters_are_counted_and_told_in_articles():
    found = planned(pilot(4, 9, 10, 7, 8, 10, 6, 9, 5, 10, 7, 7, per_cluster=2), 0.05)
    assert (found.unit, found.articles) == ("cluster", 2 * found.units)
    assert "6 clusters" in found.basis
    alone = pilot(4, 9, 10, 7, 8, 10)
    units = {one.article.id: "one event" for one in alone}
    assert "fewer than 5" in planned(alone, 0.05, how=Resampling(units, 0, 1)).basis


def test_a_pilot_that_agrees_alike_everywhere_shows_no_spread():
    found = planned(pilot(*[10] * 8), 0.1)
    assert "agrees alike everywhere" in found.basis
    assert found.articles > 20


def test_what_was_planned_gives_an_interval_of_about_that_width():
    kept = np.random.default_rng(4).binomial(10, 0.8, size=400).tolist()
    need = planned(pilot(*kept[:40]), 0.04)
    given = pilot(*kept[: need.articles])
    how = Resampling({one.article.id: one.unit for one in given}, 0, 500)
    (whole,) = by_week(couples(given, ("n1", "n2")), given, how)
    assert whole.strict_f1.high - whole.strict_f1.low == pytest.approx(0.04, rel=0.2)


def test_four_in_five_pilots_ask_for_enough():
    chance = np.random.default_rng(1)
    f1 = 2 * 0.8 / 1.8
    # A span of ten is kept with 0.8: h = 2 k, s = 10 + k, whose residual is (2 - F) k - 10 F.
    variance = (2 - f1) ** 2 * 10 * 0.8 * 0.2 / 18**2
    enough = ceil(variance * (2 * 1.959964 / 0.02) ** 2)
    asked = [planned(pilot(*chance.binomial(10, 0.8, size=12)), 0.02).units for _ in range(100)]
    assert 70 <= sum(one >= enough for one in asked) <= 90


@pytest.mark.parametrize("width", [0, -0.1, 1.5, float("nan")])
def test_a_width_that_no_interval_can_have_is_refused(width):
    with pytest.raises(ValueError, match="wide"):
        plan((), width)
