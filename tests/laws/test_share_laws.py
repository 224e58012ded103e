"""What is counted in parts adds up to what the whole gives, however it was cut."""

from contextlib import ExitStack, contextmanager
from functools import reduce
from operator import add
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.labels.labelling import Labelling
from annotator.labels.span import Span
from annotator.measure.evaluation import drawing, judged_lots, listed, parts, pools, shares
from annotator.measure.evaluation.comparison import compared as compared_trials
from annotator.measure.evaluation.drawing import Sharing
from annotator.measure.evaluation.evaluation import finished
from annotator.measure.evaluation.figures import WAYS
from annotator.measure.evaluation.judged import Judged, Predicted
from annotator.measure.evaluation.judged_lots import lots_of, tried
from annotator.measure.evaluation.shares import share
from annotator.report.comparison_json import json_bytes as comparison_bytes
from annotator.report.evaluation_json import json_bytes
from annotator.text.article import Article
from tests.laws.agreeing import schema
from tests.laws.extractors import TOLD, compared, evaluated, judged

FEW = settings(max_examples=25, deadline=None)
PLAN = Sharing(1, 12, clustered=True)


@contextmanager
def limits(*, units=5_000, long=10_000, chosen=1_000, values=1_000):
    """What is kept one by one, cut so small that a few articles are very many."""
    with ExitStack() as stack:
        for module, name, value in (
            (pools, "KEPT", units),
            (drawing, "KEPT", units),
            (listed, "LISTED", long),
            (listed, "CHOSEN", chosen),
            (parts, "MOST_VALUES", values),
            (shares, "MOST_VALUES", values),
        ):
            stack.enter_context(patch.object(module, name, value))
        yield


@st.composite
def cut(draw, work):
    """The articles in parts, in any order."""
    mixed = draw(st.permutations(work))
    cuts = sorted(draw(st.sets(st.integers(1, len(work)), max_size=4)) | {len(work)})
    return [mixed[low:high] for low, high in zip([0, *cuts], cuts, strict=False) if low < high]


def told(work, pieces, plan=PLAN):
    """What is told of articles that were counted in pieces."""
    whole = None
    for piece in pieces:
        for lot, _ in lots_of(piece, "x"):
            own = share(lot, schema(), plan)
            whole = own if whole is None else whole + own
    return json_bytes(finished(whole, "x", schema(), TOLD, plan))


LIMITS = {
    "all is kept": {},
    "very many units": {"units": 1},
    "long lists": {"long": 3, "chosen": 2},
    "many values": {"values": 1},
}


def test_mistakes_that_differ_by_their_pieces_alone_are_chosen_apart():
    each = [((0, 5),), ((0, 2), (3, 5)), ((0, 1), (4, 5))]
    spans = [Span(f"s{at}", "PERSON", pieces, "x") for at, pieces in enumerate(each, start=1)]
    one = Judged(Article("n", "abcde"), "n", Labelling(tuple(spans)), {})
    ((lot, _),) = lots_of([one], "x")
    assert len(set(share(lot, schema(), PLAN).wrong.chance.tolist())) == len(each)


@pytest.mark.parametrize("kept", LIMITS.values(), ids=LIMITS)
@FEW
@given(data=st.data())
def test_parts_add_up_to_the_whole_however_they_were_cut(kept, data):
    work = data.draw(judged(articles=9))
    with limits(**kept):
        assert told(work, data.draw(cut(work))) == told(work, [work])


@FEW
@given(work=judged(), spans=st.integers(1, 5))
def test_lots_of_any_size_give_the_same(work, spans):
    with patch.object(judged_lots, "_AT_ONCE", spans):
        few = json_bytes(evaluated(work))
    assert few == json_bytes(evaluated(work))


@FEW
@given(work=judged(articles=9))
def test_figures_of_very_many_are_those_of_few(work):
    few = evaluated(work)
    with limits(units=1):
        many = evaluated(work)
    assert values(many.overall) == values(few.overall)
    assert [values(one) for one in many.labels.values()] == [
        values(one) for one in few.labels.values()
    ]
    assert many.errors == few.errors
    assert many.confusion == few.confusion
    assert many.macro.labels["strict"].f1.value == few.macro.labels["strict"].f1.value
    if few.confidence:
        assert many.confidence.curve.points == few.confidence.curve.points
        assert many.confidence.curve.at_best.value == few.confidence.curve.at_best.value
        assert many.confidence.calibration.bins == few.confidence.calibration.bins
        assert (
            many.confidence.calibration.brier.value
            == pytest.approx(few.confidence.calibration.brier.value, nan_ok=True)
            or few.confidence.calibration.brier.value is None
        )


def values(scorings):
    """Every figure without its interval."""
    ways = [getattr(scorings, way) for way in WAYS]
    return [(one.correct, one.actual, one.f1.value, one.precision.value) for one in ways]


def contested(pieces, plan=PLAN):
    """What is told of two extractors whose articles were counted in pieces."""
    trials = {
        name: reduce(add, (tried(piece, name, schema(), plan) for piece in pieces))
        for name in ("x", "y")
    }
    return comparison_bytes(compared_trials(trials, schema(), TOLD, plan, swaps=50))


@pytest.mark.parametrize("kept", [{}, {"units": 1}], ids=["all is kept", "very many units"])
@FEW
@given(data=st.data())
def test_trials_of_parts_add_up_to_those_of_the_whole(kept, data):
    work = data.draw(judged(extractors=("x", "y"), articles=9))
    with limits(**kept):
        assert contested(data.draw(cut(work))) == contested([work])


@FEW
@given(work=judged(extractors=("x", "y"), articles=9))
def test_differences_of_very_many_are_those_of_few(work):
    few = compared(work)
    with limits(units=1):
        many = compared(work)
    for one, other in zip(few.duels, many.duels, strict=True):
        assert [own.difference.value for own in one.overall.values()] == [
            own.difference.value for own in other.overall.values()
        ]
        assert (one.better, one.worse, one.equal) == (other.better, other.worse, other.equal)
        assert one.of_labels == other.of_labels


def test_a_difference_of_very_many_is_tested_by_hashed_swaps():
    work = [
        Judged(
            Article(f"n{at}", "ab cd"),
            f"n{at}",
            said(0, 2),
            {
                "x": Predicted(said(0, 2 if at % 3 else 1)),
                "y": Predicted(said(0, 2 if at % 2 else 1)),
            },
        )
        for at in range(60)
    ]
    few = compared(work, swaps=5_000).duels[0].overall["strict_f1"]
    with limits(units=1):
        many = compared(work).duels[0].overall["strict_f1"]
    assert many.p == pytest.approx(few.p, abs=0.05)
    assert many.p_floor == pytest.approx(1 / 1001)


def said(start, end):
    """One place."""
    return Labelling((Span("s1", "PLACE", ((start, end),), "ab cd"[start:end]),), status="done")
