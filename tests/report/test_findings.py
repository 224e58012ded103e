"""What the figures say in words: the sentence to quote, and what to read first."""

from dataclasses import replace

import pytest

from annotator.measure.agreement.figures import Competence, Slice
from annotator.measure.intervals import Estimate
from annotator.report.findings import findings, headline
from annotator.report.gates import Gate
from annotator.report.wording import counted, named, number, percent
from tests.report.made import SMALL, estimate, figures, of_three


def with_strict(found, it=SMALL):
    return replace(it, overall=replace(it.overall, strict_f1=found))


def told(it):
    return " ".join(f"{one.says} {one.advice}" for one in findings(it))


def test_the_headline_can_be_quoted():
    assert headline(with_strict(Estimate(0.834, 0.781, 0.87, 24))) == (
        "Two annotators agree on 0.83 of spans "
        "(strict F1; 95\u00a0% interval 0.78 to 0.87 over 24 clusters)."
    )


def test_the_headline_says_why_there_is_no_interval_or_no_figure():
    why = "no interval from fewer than 5 articles or clusters"
    assert headline(with_strict(Estimate(1.0, None, None, 2, why))) == (
        f"Two annotators agree on 1.00 of spans (strict F1; {why})."
    )
    nothing = Estimate(None, None, None, 3, "undefined: there is nothing to divide by")
    assert headline(with_strict(nothing, of_three(SMALL))) == (
        "How far three annotators agree is undefined: undefined: there is nothing to divide by."
    )


def test_the_worst_label_is_named_with_the_guideline_only_if_that_is_sure():
    apart = {"PERSON": figures(0.4), "PLACE": figures(0.9)}
    assert "Begin with the guideline page of PERSON." in told(replace(SMALL, labels=apart))
    close = {"PERSON": figures(0.86), "PLACE": figures(0.9)}
    assert "The intervals of the two overlap" in told(replace(SMALL, labels=close))
    bare = {
        name: replace(one, strict_f1=replace(one.strict_f1, low=None, high=None))
        for name, one in apart.items()
    }
    said = told(replace(SMALL, labels=bare))
    assert "Without intervals of both, the order of labels may be chance." in said
    assert "overlap, so" not in said


@pytest.mark.parametrize(
    ("errors", "says"),
    [
        ({"boundary": 30, "label": 5}, "different edges under the same label, 30 of 35"),
        ({"boundary": 3, "label": 25}, "PERSON and PLACE stand for each other most often"),
        ({"missed": 12, "spurious": 13}, "what is to be marked at all"),
    ],
)
def test_the_main_class_of_error_is_told_with_its_numbers(errors, says):
    assert says in told(replace(SMALL, errors=errors))


def test_of_few_differences_no_class_is_concluded():
    assert "Most frequent" not in told(replace(SMALL, errors={"boundary": 9}))


def test_one_who_marks_more_is_a_matter_of_people():
    said = told(replace(SMALL, errors={"missed": 4, "spurious": 30}))
    assert "a2 marks more than a1: 30 spans only by a2, 4 only by a1." in said
    assert "what is to be marked at all" not in said


def test_one_who_stands_apart_is_named_and_otherwise_nobody():
    assert "b.2 is right less often than the others: 0.71" in told(of_three(SMALL))
    alike = tuple(Competence(name, estimate(0.9), {}) for name in ("a1", "a2", "b.2"))
    said = told(replace(of_three(SMALL), competence=alike))
    assert "No annotator stands clearly apart: they are right 0.90 of the time." in said


def test_a_rise_or_a_fall_is_told_only_beyond_chance():
    assert "Agreement rose from 0.61" in told(SMALL)
    assert "Agreement fell" in told(replace(SMALL, weeks=SMALL.weeks[::-1]))
    flat = tuple(replace(one, strict_f1=estimate(0.8)) for one in SMALL.weeks)
    assert "Agreement rose" not in told(replace(SMALL, weeks=flat))


def test_guidelines_that_differ_are_not_to_be_pooled():
    both = (
        Slice("news 1.0", 9, estimate(0.5), estimate(0.6)),
        Slice("news 2.0", 9, estimate(0.9), estimate(0.95)),
    )
    assert "should not be pooled" in told(replace(SMALL, guidelines=both))


def test_few_articles_that_hold_most_differences_are_named():
    (worst, other) = SMALL.by_article
    many = (
        replace(worst, differences=30),
        *(replace(other, article=f"n{at}", differences=1) for at in range(19)),
    )
    assert "hold 63\u00a0% of all differences: \u2068حادث-الجسر\u2069 and n0." in told(
        replace(SMALL, by_article=many)
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (0.834, "0.83"),
        (1.0, "1.00"),
        (0.9999, ">0.99"),
        (0.0, "0.00"),
        (0.0004, "<0.01"),
        (-0.126, "−0.13"),
        (-0.0004, ">−0.01"),
        (-0.0, "0.00"),
        (-0.9999, "<−0.99"),
    ],
)
def test_a_number_has_two_decimals_and_never_looks_like_another(value, written):
    assert number(value) == written


def test_counts_shares_and_names_are_written_for_people():
    assert counted(1, "span") == "1 span"
    assert counted(1203, "span") == "1,203 spans"
    assert [percent(part) for part in (0.004, 0.5, 0.996, 1)] == [
        "under 1\u00a0%",
        "50\u00a0%",
        "over 99\u00a0%",
        "100\u00a0%",
    ]
    assert named("a-b") == "a-b"
    assert named("ضحايا\u202e") == "\u2068ضحايا[RLO]\u2069"


def test_a_gate_is_held_against_the_value_or_the_low_end():
    found = Estimate(0.8, 0.7, 0.9, 24)
    assert Gate("x", 0.8, found=found).outcome == "passed"
    assert Gate("x", 0.8, "low", found).outcome == "missed"
    assert Gate("x", 0.8, "low", replace(found, low=None)).outcome == "undefined"
    assert Gate("x", 0.8).outcome == "undefined"
