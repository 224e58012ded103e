"""The scores of a part of an evaluation, as lines of a pane."""

from dataclasses import replace

import pytest

from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.report.narrowing import Part
from annotator.report.score_sheet import score_sheet, scores_of
from annotator.report.sheet import Count, Figure, Heading, Remark
from annotator.text.article import Article, Facts
from tests.laws.strategies import SCHEMA

TEXT = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\n"
PERSON, PLACE, SHORTER = ("PERSON", 4, 9), ("PLACE", 13, 19), ("PLACE", 13, 17)


def labelling(*spans):
    return Labelling(
        tuple(
            mark(TEXT, f"s{at}", label, [(start, end)])
            for at, (label, start, end) in enumerate(spans)
        ),
        status="done",
    )


def judged(name, gold, predicted, scores, language):
    return Judged(
        Article(name, TEXT, Facts(language=language)),
        name,
        labelling(*gold),
        {"x": Predicted(labelling(*predicted), scores)},
    )


@pytest.fixture(scope="module")
def found():
    articles = [
        judged("border", (PERSON, PLACE), (PERSON, SHORTER), {"s0": 0.9, "s1": 0.4}, "ar"),
        judged("flight", (PERSON,), (PLACE,), {"s0": 0.3}, "fa"),
    ]
    return evaluation(articles, "x", SCHEMA, Told("gold", "", ""), seed=0, replicates=10)


def named(lines):
    return {one.name: one.estimate for one in lines if isinstance(one, Figure)}


def headings(lines):
    return [one.text for one in lines if isinstance(one, Heading)]


def remarks(lines):
    return " / ".join(one.text for one in lines if isinstance(one, Remark))


def counts(lines):
    return {one.kind: one.count for one in lines if isinstance(one, Count)}


def test_all_of_it_has_every_way_to_score_and_what_it_is_made_of(found):
    lines = score_sheet(found, Part(), ("gate missed",))
    figures = named(lines)
    assert figures["strict.f1"] == found.overall.strict.f1
    assert figures["precision"] == found.overall.strict.precision
    assert figures["type.f1"] == found.overall.type.f1
    assert figures["PLACE"] == found.labels["PLACE"].strict.f1
    assert figures["ar"] == found.by_language["ar"].overall.strict.f1
    assert figures["average precision"].value == found.confidence.curve.average_precision
    assert headings(lines)[0] == "scores: all labels"
    assert "gate missed" in remarks(lines)
    assert counts(lines) == {"boundary": 1, "missed": 1, "spurious": 1}


def test_a_label_has_its_own_and_an_article_has_no_intervals(found):
    place = score_sheet(found, Part(label="PLACE"))
    assert named(place)["strict.f1"] == found.labels["PLACE"].strict.f1
    assert counts(place) == {"boundary": 1, "spurious": 1}
    assert "PERSON" not in named(place)
    border = score_sheet(found, Part(article="border", label="PLACE"))
    own = next(one for one in found.by_article if one.article == "border")
    assert named(border)["strict.f1"] == own.overall.strict.f1
    assert "one label in one article has no scores" in remarks(border)
    assert counts(border) == {"boundary": 1}


def test_a_list_that_is_cut_does_not_change_what_is_counted(found):
    cut = replace(
        found,
        mistakes=found.mistakes[:1],
        by_article=found.by_article[:1],
        totals=replace(found.totals, mistakes=3),
    )
    lines = score_sheet(cut, Part())
    assert counts(lines) == {"boundary": 1, "missed": 1, "spurious": 1}
    assert "1 of 3 mistakes are listed; chosen by chance" in remarks(lines)
    gone = found.by_article[1].article
    assert scores_of(cut, Part(article=gone)).scores is None
    assert "of so many articles only the 1 worst" in remarks(score_sheet(cut, Part(article=gone)))


def test_what_does_not_count_is_told(found):
    left = replace(found, excluded=(Excluded("quake", "a draft"),), dropped_in_zones=(0, 3))
    assert "1 article left out: a draft" in remarks(score_sheet(left, Part()))
    assert "left out: 0 gold, 3 predicted" in remarks(score_sheet(left, Part()))


def test_scores_that_some_predictions_lack_say_why_there_is_no_curve(found):
    curve = replace(found.confidence.curve, points=(), average_precision=None, best=None, why="no")
    lines = score_sheet(replace(found, confidence=replace(found.confidence, curve=curve)), Part())
    assert "average precision" not in named(lines)
    assert "no" in remarks(lines).split(" / ")
    assert (
        headings(score_sheet(replace(found, confidence=None), Part())).count(
            "scores of predictions"
        )
        == 0
    )


def test_values_that_are_never_predicted_are_one_line_and_equal_scores_are_told(found):
    own = next(one for one in found.attributes.values())
    silent = {f"PLACE.{name}": replace(own, held=2, matched=2, given=0) for name in ("a", "b")}
    lines = score_sheet(replace(found, attributes=silent), Part(label="PLACE"))
    assert "never predicted: a, b" in remarks(lines).split(" / ")
    assert not {"a", "b"} & set(named(lines))
    point = replace(found.confidence.curve.points[0], threshold=0.5)
    curve = replace(found.confidence.curve, points=(point,))
    lines = score_sheet(replace(found, confidence=replace(found.confidence, curve=curve)), Part())
    assert "All scores are 0.5" in remarks(lines)
