"""What is told below tables of the figures in them."""

from __future__ import annotations

from annotator.cli.agreement_words import footnotes_of
from annotator.measure.intervals import ROUGH, Estimate

STILL = "no resample differs: the interval says nothing"


def test_what_figures_lack_is_told_once_and_what_the_headline_says_not_at_all():
    rough = Estimate(0.5, 0.4, 0.6, 7, warning=ROUGH)
    still = Estimate(1.0, 1.0, 1.0, 7, warning=f"{ROUGH}; {STILL}")
    none = Estimate(None, None, None, 7, "nothing to compare")
    figures = [("a", rough), ("b", still), ("c", none), ("d", still)]
    told = ("b and 1 more: " + STILL, "c: nothing to compare")
    assert footnotes_of(figures, rough) == told
    assert footnotes_of(figures, still) == told
    assert footnotes_of(figures, none) == (f"a and 2 more: {ROUGH}", *told)
