"""How well an extractor does, against figures worked by hand."""

from __future__ import annotations

import json

import pytest

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Range, mark
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.measure.intervals import bootstrap
from annotator.measure.semeval import f1s, value_score
from annotator.report.evaluation_json import json_bytes
from annotator.text.article import Article, Facts

TEXT = "قال وزير الخارجية في بغداد إن باريس وواشنطن تدعمان العراق منذ مايو"
LABELS = ("PERSON", "PLACE", "DATE")
MEASURES = {"value", "low", "high", "n"}


def schema(labels=LABELS):
    value = Attribute("value", "date", required=True)
    mod, count = Attribute("mod", "choice", ("START", "END")), Attribute("count", "range")
    who, note = Attribute("who", "entity"), Attribute("note", "text")
    return Schema(
        "news",
        "1.0",
        tuple(
            Label(name, name[0], "red", "bold", "", "", attributes=(value, mod, count, who, note))
            for name in labels
        ),
        "0" * 64,
        "1" * 64,
    )


def said(*spans, zones=(), origin="manual"):
    """A labelling of (label, start, end, values)."""
    made = [
        mark(TEXT, f"s{at}", label, [(start, end)], attributes=tuple(values), origin=origin)
        for at, (label, start, end, *values) in enumerate(spans, start=1)
    ]
    return Labelling(tuple(made), "done", zones=tuple(zones))


def judged(name, gold, predicted=None, *, scores=(), **known):
    """One article; `scores` are those of the predicted spans, in their order."""
    by_id = {f"s{at}": score for at, score in enumerate(scores, start=1)}
    own = {} if predicted is None else {"x": Predicted(predicted, by_id)}
    article = Article(name, known.get("text", TEXT), Facts(language=known.get("language")))
    return Judged(article, f"article {name}", gold, own, known.get("facts", {}))


def evaluated(*work, labels=LABELS, replicates=50, **told):
    given = Told("gold", "annotator 1", "annotator evaluate", **told)
    return evaluation(work, "x", schema(labels), given, seed=3, replicates=replicates)


def counts(one):
    return (one.correct, one.incorrect, one.partial, one.missed, one.spurious)


GOLD = said(("PERSON", 0, 3), ("PLACE", 4, 8), ("PLACE", 10, 14), ("DATE", 20, 25))
FOUND = said(("PERSON", 0, 3), ("PERSON", 4, 8), ("PLACE", 10, 16), ("DATE", 30, 33))


def test_every_way_to_score_counts_as_semeval_does():
    it = evaluated(judged("n", GOLD, FOUND))
    assert counts(it.overall.strict) == (1, 2, 0, 1, 1)
    assert counts(it.overall.exact) == (2, 1, 0, 1, 1)
    assert counts(it.overall.partial) == (2, 0, 1, 1, 1)
    assert counts(it.overall.type) == (2, 1, 0, 1, 1)
    assert (it.overall.partial.precision.value, it.overall.partial.recall.value) == (0.625, 0.625)
    assert (it.overall.strict.possible, it.overall.strict.actual) == (4, 4)
    assert it.overall.strict.f1.n == 1
    assert "fewer than 5" in it.overall.strict.f1.why


def test_a_label_is_judged_by_its_own_spans_on_either_side():
    it = evaluated(judged("n", GOLD, FOUND))
    assert counts(it.labels["PERSON"].strict) == (1, 0, 0, 0, 1)
    assert it.labels["PERSON"].strict.precision.value == 0.5
    assert counts(it.labels["PLACE"].strict) == (0, 1, 0, 1, 0)
    assert counts(it.labels["PLACE"].partial) == (0, 0, 1, 1, 0)
    assert counts(it.labels["DATE"].exact) == (0, 0, 0, 1, 1)


def test_errors_confusion_and_mistakes_tell_the_same_story():
    it = evaluated(judged("n", GOLD, FOUND, scores=(0.9, 0.8, 0.7, 0.6)))
    assert it.errors == {
        "correct": 1,
        "label": 1,
        "boundary": 1,
        "label+boundary": 0,
        "missed": 1,
        "spurious": 1,
    }
    assert it.confusion.labels == (*LABELS, "∅")
    assert it.confusion.counts == ((1, 0, 0, 0), (1, 1, 0, 0), (0, 0, 0, 1), (0, 0, 1, 0))
    kinds = [(one.at.kind, one.score) for one in it.mistakes]
    assert kinds == [("label", 0.8), ("boundary", 0.7), ("missed", None), ("spurious", 0.6)]
    first = it.mistakes[0].at
    assert (first.a.annotator, first.a.span.label) == ("gold", "PLACE")
    assert (first.b.annotator, first.b.span.label) == ("predicted", "PERSON")


def test_an_edge_that_differs_by_a_proclitic_is_right_but_for_strict():
    # وواشنطن, with its و and without it.
    at = TEXT.index("وواشنطن")
    it = evaluated(judged("n", said(("PLACE", at + 1, at + 7)), said(("PLACE", at, at + 7))))
    assert counts(it.overall.strict) == (0, 1, 0, 0, 0)
    assert counts(it.overall.clitic) == (1, 0, 0, 0, 0)
    assert counts(it.labels["PLACE"].clitic) == (1, 0, 0, 0, 0)


def test_full_wants_every_value_but_entities():
    gold = said(("DATE", 0, 3, ("value", "2024-05-01"), ("who", "e1")), ("DATE", 4, 8))
    other = said(("DATE", 0, 3, ("value", "2024-05-02"), ("who", "e2")), ("DATE", 4, 8))
    it = evaluated(judged("n", gold, other))
    assert counts(it.overall.full) == (1, 1, 0, 0, 0)
    assert [(one.at.kind, one.at.attributes) for one in it.mistakes] == [("values", ("value",))]


def test_full_takes_values_of_one_meaning_for_equal_as_the_attributes_do():
    gold = said(
        ("DATE", 0, 3, ("note", "near  the e\u0301tat")),
        ("DATE", 4, 8, ("count", Range(None, 5))),
        ("DATE", 10, 14, ("count", Range(150, None)), ("mod", "MORE_THAN")),
    )
    other = said(
        ("DATE", 0, 3, ("note", "near the \u00e9tat")),
        ("DATE", 4, 8, ("count", Range(0, 5))),
        ("DATE", 10, 14, ("count", Range(151, None)), ("mod", "APPROX")),
    )
    it = evaluated(judged("n", gold, other))
    assert counts(it.overall.full) == (2, 1, 0, 0, 0)
    assert [one.at.attributes for one in it.mistakes] == [("mod",)]
    assert it.attributes["DATE.note"].right == 1
    assert it.attributes["DATE.count"].right == 2


def test_macro_is_the_mean_of_labels_and_of_articles_that_have_a_figure():
    it = evaluated(
        judged("a", said(("PERSON", 0, 3)), said(("PERSON", 0, 3))),
        judged("b", said(("PERSON", 0, 3), ("PLACE", 4, 8)), said(("PERSON", 0, 3))),
        judged("c", said(), said()),
    )
    assert it.overall.strict.f1.value == 4 / 5
    assert it.macro.labels["strict"].f1.value == 0.5
    assert it.macro.labels["strict"].precision.value == 1.0
    assert it.macro.articles["strict"].f1.value == pytest.approx((1 + 2 / 3) / 2)
    nothing = evaluated(judged("a", said(), said()))
    assert nothing.macro.labels["type"].recall.value is None
    assert nothing.macro.labels["type"].recall.why == "no label has a defined figure"
    assert nothing.macro.articles["type"].recall.why == "no article has a defined figure"
    assert nothing.overall.strict.precision.why == "nothing was predicted"
    assert nothing.overall.strict.recall.why == "nothing is in the gold"
    assert nothing.overall.strict.f1.why == "neither side marked anything"


def test_articles_that_only_one_side_has_are_told_and_missed_gold_counts():
    it = evaluated(
        judged("a", GOLD, GOLD),
        judged("b", GOLD),
        not_in_gold={"x": ("z", "y")},
        excluded=(Excluded("d", "a draft"),),
    )
    assert (it.not_predicted, it.not_in_gold) == (("b",), ("y", "z"))
    assert it.excluded == (Excluded("d", "a draft"),)
    assert it.overall.strict.recall.value == 0.5
    assert "x says nothing of 1 article (b): the gold there counts as missed" in it.warnings
    assert "the gold has not 2 articles (y, z), which x has: not counted" in it.warnings


def test_only_the_zones_of_the_gold_leave_spans_out():
    zone = Zone(0, 9, "furniture")
    it = evaluated(judged("n", said(*(("PLACE", 4, 8), ("DATE", 20, 25)), zones=[zone]), GOLD))
    assert it.dropped_in_zones == (1, 2)
    assert counts(it.overall.strict) == (1, 0, 0, 0, 1)
    other = evaluated(judged("n", GOLD, said(("DATE", 20, 25), zones=[zone])))
    assert other.dropped_in_zones == (0, 0)
    assert other.overall.strict.missed == 3


def test_articles_are_sliced_by_language_length_and_what_is_known_of_them():
    it = evaluated(
        judged("a", GOLD, GOLD, language="ar", facts={"source": "S"}),
        judged("b", GOLD, FOUND, language="en", text=TEXT * 20),
        judged("c", GOLD, said()),
    )
    assert list(it.by_language) == ["ar", "en", "unknown"]
    assert it.by_language["ar"].overall.strict.f1.value == 1.0
    assert {name: one.articles for name, one in it.by_length.items()} == {
        "0-999": 2,
        "1000-2999": 1,
    }
    assert it.by_length["1000-2999"].overall == it.by_language["en"].overall
    assert {name: one.articles for name, one in it.slices["source"].items()} == {
        "S": 1,
        "unknown": 2,
    }
    worst = [(one.article, one.gold, one.predicted, one.mistakes) for one in it.by_article]
    assert worst == [("c", 4, 0, 4), ("b", 4, 4, 4), ("a", 4, 4, 0)]
    assert (it.by_article[1].language, it.by_article[1].length) == ("en", 20 * len(TEXT))


def test_values_are_scored_as_tempeval_does():
    gold = said(
        ("DATE", 0, 10, ("value", "2024-05-01")),
        ("DATE", 20, 30, ("value", "P3D")),
        ("DATE", 40, 50, ("value", "2024-05")),
    )
    found = said(
        ("DATE", 0, 10, ("value", "2024-05-01")),
        ("DATE", 22, 30, ("value", "P2D")),
        ("DATE", 60, 66, ("value", "2024")),
    )
    one = evaluated(judged("n", gold, found)).attributes["DATE.value"]
    theirs = value_score(gold=3, predicted=3, exact=1, matched=2, right=1)
    assert (one.gold, one.predicted, one.matched, one.right) == (3, 3, 2, 1)
    assert one.accuracy.value == theirs.accuracy.value
    assert one.relaxed_f1.value == theirs.relaxed.value
    assert one.value_f1.value == theirs.value.value
    assert one.more["same_day"].value == 1.0


def test_of_values_that_nobody_gives_nothing_is_told_required_or_not():
    gold, found = said(("DATE", 0, 10), ("DATE", 20, 30)), said(("DATE", 0, 10), ("DATE", 40, 50))
    for name in ("DATE.value", "DATE.mod"):
        one = evaluated(judged("n", gold, found)).attributes[name]
        assert (one.gold, one.predicted, one.matched, one.held, one.given) == (0, 0, 0, 0, 0)
        assert (one.relaxed_f1.value, one.value_f1.value) == (None, None)
        assert one.value_f1.why == "no span has this value on either side"
    # What only the gold says counts: there the prediction is silent.
    silent = evaluated(judged("n", said(("DATE", 0, 10, ("value", "P3D"))), found))
    assert silent.attributes["DATE.value"].value_f1.value == 0.0
    assert silent.attributes["DATE.value"].held == 1


def test_what_need_not_be_said_is_judged_where_somebody_says_it():
    gold = said(("DATE", 0, 3, ("mod", "START")), ("DATE", 4, 8), ("DATE", 10, 14, ("mod", "END")))
    found = said(("DATE", 0, 3), ("DATE", 4, 8), ("DATE", 20, 25, ("mod", "END")), ("DATE", 30, 33))
    one = evaluated(judged("n", gold, found)).attributes["DATE.mod"]
    assert (one.gold, one.predicted, one.matched, one.right) == (2, 2, 1, 0)
    assert "ac1" not in one.more
    # What must be said and nobody says is not judged; where one span says it, all others lack it.
    value = evaluated(judged("n", gold, found)).attributes["DATE.value"]
    assert (value.gold, value.predicted, value.value_f1.value) == (0, 0, None)
    dated = said(("DATE", 40, 43, ("value", "2024")))
    value = evaluated(judged("n", gold, found), judged("o", dated)).attributes["DATE.value"]
    assert (value.gold, value.predicted, value.value_f1.value) == (2, 2, 0.0)


def test_ranges_may_overlap_and_ids_of_entities_are_not_compared():
    gold = said(("DATE", 0, 3, ("count", Range(1, 10)), ("who", "e1")))
    found = said(("DATE", 0, 3, ("count", Range(6, 10)), ("who", "e7")))
    it = evaluated(judged("n", gold, found)).attributes
    assert it["DATE.count"].accuracy.value == 0.0
    assert it["DATE.count"].more["overlap"].value == 0.5
    who = it["DATE.who"]
    assert (who.right, who.value_f1.value, who.more["b3"].value) == (None, None, 1.0)
    assert "arbitrary" in who.value_f1.why


def test_a_curve_falls_from_the_highest_score_and_names_the_best_threshold():
    found = said(("PERSON", 0, 3), ("PLACE", 4, 8), ("PLACE", 10, 16), ("DATE", 30, 33))
    it = evaluated(judged("n", GOLD, found, scores=(0.9, 0.8, 0.8, 0.1)))
    curve = it.confidence.curve
    assert [(one.threshold, one.predicted, one.precision) for one in curve.points] == [
        (0.9, 1, 1.0),
        (0.8, 3, pytest.approx(2 / 3)),
        (0.1, 4, 0.5),
    ]
    assert [one.recall for one in curve.points] == [0.25, 0.5, 0.5]
    assert curve.average_precision == pytest.approx(0.25 + 0.25 * 2 / 3)
    assert (curve.best.threshold, curve.best.f1) == (0.8, pytest.approx(4 / 7))
    assert curve.at_best.value == curve.best.f1
    date = it.confidence.labels["DATE"]
    assert (date.average_precision, date.best) == (0.0, None)
    assert "no prediction is right" in date.at_best.why
    assert it.confidence.calibration.brier.value == pytest.approx((0.01 + 0.04 + 0.64 + 0.01) / 4)
    assert [one.predicted for one in it.confidence.calibration.bins] == [1, 2, 1]
    assert it.confidence.calibration.error.value == pytest.approx((0.1 + 0.1 + 0.6) / 4)


def test_nothing_is_said_of_scores_that_are_missing_or_no_chances():
    assert evaluated(judged("n", GOLD, FOUND)).confidence is None
    some = evaluated(judged("n", GOLD, FOUND, scores=(0.5,))).confidence
    assert (some.scored, some.predicted) == (1, 4)
    assert some.curve.why == "3 of 4 predictions have no score"
    assert some.calibration.error.why == some.curve.why
    assert some.labels["DATE"].why == "1 of 1 predictions have no score"
    logits = evaluated(judged("n", GOLD, FOUND, scores=(2.5, 1.0, -3.0, 0.0))).confidence
    assert logits.curve.best.threshold == 2.5
    assert logits.calibration.bins == ()
    assert "no chances" in logits.calibration.brier.why
    none = evaluated(judged("n", said(), said(("DATE", 0, 3)), scores=(0.5,))).confidence
    assert (none.curve.average_precision, none.curve.points[0].recall) == (None, None)
    assert none.labels["PLACE"].why == "nothing was predicted"


def test_of_many_points_the_first_the_last_and_the_best_are_told():
    spans = [("PERSON", at % 60, at % 60 + 1 + at // 60) for at in range(300)]
    gold, found = said(*spans[:1]), said(*spans)
    scores = [0.5 - at / 1000 for at in range(300)]
    curve = evaluated(judged("n", gold, found, scores=scores)).confidence.curve
    assert len(curve.points) <= 200
    assert (curve.points[0].predicted, curve.points[-1].predicted) == (1, 300)
    assert (curve.best.threshold, curve.best.f1) == (0.5, 1.0)


def test_intervals_are_those_of_the_bootstrap_over_articles():
    work = [judged(f"n{at}", GOLD, FOUND if at % 3 else GOLD) for at in range(8)]
    it = evaluated(*work)
    rows = [[1, 2, 0, 1, 1] if at % 3 else [4, 0, 0, 0, 0] for at in range(8)]
    units = [f"article n{at}" for at in range(8)]
    assert it.overall.strict.f1 == bootstrap(units, rows, f1s, seed=3, replicates=50)
    assert it.method.units == 8
    assert it.warnings == ("8 articles: intervals are rough below 20",)


def test_muc5_errors_are_told_by_scheme():
    it = evaluated(judged("n", GOLD, FOUND))
    strict, partial = it.muc5["strict"], it.muc5["partial"]
    assert (strict.error.value, strict.undergeneration.value) == (0.8, 0.25)
    assert (strict.overgeneration.value, strict.substitution.value) == (0.25, 2 / 3)
    assert (partial.error.value, partial.substitution.value) == (0.5, 0.5 / 3)
    nothing = evaluated(judged("n", said(), said())).muc5["type"]
    assert nothing.substitution.why == "no span has a partner"
    assert nothing.overgeneration.why == "nothing was predicted"


def test_gold_that_was_suggested_to_its_annotator_is_told():
    it = evaluated(
        judged("n", said(("DATE", 0, 3), origin="suggested:rules"), said(("DATE", 0, 3)))
    )
    assert any("1 of 1 gold spans" in one and "suggested" in one for one in it.warnings)


def test_nothing_to_judge_is_refused():
    with pytest.raises(ValueError, match="needed"):
        evaluated()
    with pytest.raises(ValueError, match="twice"):
        evaluated(judged("n", GOLD), judged("n", GOLD))
    with pytest.raises(ValueError, match="replicates"):
        evaluated(judged("n", GOLD), replicates=0)


def test_json_has_the_keys_of_the_contract_first():
    it = json.loads(json_bytes(evaluated(judged("n", GOLD, FOUND, scores=(0.9, 0.8, 0.7, 0.6)))))
    assert list(it)[:12] == [
        "format",
        "gold",
        "predictions",
        "overall",
        "labels",
        "macro",
        "by_article",
        "by_language",
        "attributes",
        "errors",
        "confusion",
        "mistakes",
    ]
    assert it["format"] == "annotator/evaluation-1"
    assert list(it["overall"]) == ["strict", "exact", "partial", "type", "clitic", "full"]
    rates = ["correct", "incorrect", "partial", "missed", "spurious", "possible", "actual"]
    assert list(it["overall"]["clitic"]) == [*rates, "precision", "recall", "f1"]
    assert set(it["overall"]["strict"]["f1"]) - {"why"} == MEASURES
    assert it["labels"]["PLACE"]["partial"]["partial"] == 1
    assert it["macro"]["labels"]["strict"]["f1"]["value"] is not None
    assert it["by_article"][0]["overall"]["strict"]["correct"] == 1
    assert it["by_language"]["unknown"]["strict"]["actual"] == 4
    assert it["attributes"]["DATE.value"]["value_f1"]["value"] is None
    assert it["confusion"]["labels"][-1] == "∅"
    assert it["mistakes"][0]["gold"]["label"] == "PLACE"
    assert (it["mistakes"][2]["predicted"], it["mistakes"][0]["score"]) == (None, 0.8)
    assert it["confidence"]["curve"]["best"]["threshold"] == 0.9
