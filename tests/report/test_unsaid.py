"""What an extractor leaves unsaid, on pages and in tables."""

from dataclasses import replace

from annotator.measure.evaluation.figures import NO_TEXTS
from annotator.measure.intervals import Estimate
from annotator.report.evaluation_csv import table_rows
from annotator.report.evaluation_json import json_bytes
from annotator.report.evaluation_md import markdown
from annotator.report.evaluation_page import page
from annotator.report.evaluation_tables import attributes, overall
from annotator.report.plain_tables import evaluation_tables
from annotator.report.unsaid import all_equal, has_no_values, never_predicted, never_told
from tests.report.judging import FOUND, SCORED, TEXTS
from tests.report.made import SCHEMA

NONE = Estimate(None, None, None, 4, NO_TEXTS)


def silent(it, name):
    """The same, but one attribute is never predicted."""
    return replace(it, attributes={**it.attributes, name: replace(it.attributes[name], given=0)})


def test_attributes_that_are_never_predicted_are_named_together():
    assert [row.head for row in attributes(FOUND).rows] == ["ضحايا.count"]
    assert never_told(FOUND) == ""
    it = silent(FOUND, "ضحايا.count")
    assert never_predicted(it) == ("ضحايا.count",)
    assert attributes(it) is None
    for told in (page(it, TEXTS, SCHEMA), markdown(it, TEXTS)):
        assert "Never predicted: \u2068ضحايا.count\u2069." in told


def test_without_any_value_it_is_said_beside_full_why_it_is_low():
    assert not has_no_values(FOUND)
    it = replace(silent(FOUND, "ضحايا.count"), mistakes=())
    assert has_no_values(it)
    assert never_told(it) == (
        "No prediction has a value, though the gold has: that is why full is so low."
    )
    full = next(row for row in overall(it).rows if row.head == "Full")
    assert full.says.endswith(": none is predicted")
    assert attributes(it) is None
    assert "## Values" in markdown(it, TEXTS)


def test_scores_that_are_all_equal_give_no_threshold_to_choose():
    assert not all_equal(SCORED.confidence)
    curve = SCORED.confidence.curve
    one = replace(curve, points=(replace(curve.points[0], threshold=1.0),))
    it = replace(SCORED, confidence=replace(SCORED.confidence, curve=one))
    for told in (page(it, TEXTS, SCHEMA), markdown(it, TEXTS)):
        assert "All scores are 1: there is no threshold to choose" in told
        assert "try it on other gold before it is used" not in told


def without_texts(it):
    """The same, as it is where no text of an article is known."""
    clitic = replace(it.overall.clitic, precision=NONE, recall=NONE, f1=NONE)
    return replace(it, overall=replace(it.overall, clitic=clitic))


def test_counts_of_a_way_that_could_not_be_judged_are_told_nowhere():
    it = without_texts(FOUND)
    clitic = it.overall.clitic
    rows = {row[3]: row for row in table_rows(it) if row[0] == "overall"}
    assert rows["clitic.correct"][4:] == (None, None, None, None, NO_TEXTS)
    assert rows["clitic.possible"][4] == clitic.possible
    told = json_bytes(it).decode()
    own = told[told.index('"clitic"') : told.index('"full"')]
    assert own.count(": null") >= 5
    assert f'"actual": {clitic.actual}' in own
    row = next(row for row in overall(it).rows if row.head == "Clitic")
    assert {cell.value for cell in row.entries} == {"–"}
    assert all(cell.note for cell in row.entries)
    plain = next(row for row in evaluation_tables(it)["overall"] if row["way"] == "clitic")
    assert (plain["missed"], plain["possible"]) == (None, clitic.possible)
