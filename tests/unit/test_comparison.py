"""Which extractor is better, against figures worked by hand."""

from __future__ import annotations

import json

import pytest

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Label, Schema
from annotator.labels.span import mark
from annotator.measure.contests import Figure, holm, randomization, randomizations
from annotator.measure.evaluation.comparison import comparison
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.measure.intervals import bootstrap, difference
from annotator.measure.semeval import f1s
from annotator.report.comparison_json import json_bytes
from annotator.text.article import Article

TEXT = "قال وزير الخارجية في بغداد إن باريس وواشنطن تدعمان العراق منذ مايو"
LABELS = ("PERSON", "PLACE")
SCHEMA = Schema(
    "news",
    "1.0",
    tuple(Label(name, name[0], "red", "bold", "", "") for name in LABELS),
    "0" * 64,
    "1" * 64,
)


def said(*spans):
    return Labelling(
        tuple(
            mark(TEXT, f"s{at}", label, [(start, end)])
            for at, (label, start, end) in enumerate(spans, start=1)
        ),
        "done",
    )


PERSON, PLACE, WRONG = ("PERSON", 0, 3), ("PLACE", 4, 8), ("PLACE", 10, 14)
GOLD = said(PERSON, PLACE)


def judged(name, *, unit="", humans=None, **predicted):
    own = {one: Predicted(spans) for one, spans in predicted.items()}
    return Judged(Article(name, TEXT), unit or f"article {name}", GOLD, own, {}, humans or {})


def compared(*work, extractors=("x", "y"), swaps=200, **told):
    given = Told("gold", "annotator 1", "annotator compare", **told)
    return comparison(work, extractors, SCHEMA, given, seed=3, replicates=50, swaps=swaps)


def ten(**others):
    """Ten articles: x has the person everywhere, y the place too in all but the last two."""
    return [
        judged(f"n{at}", x=said(PERSON), y=said(PERSON, PLACE if at < 8 else WRONG), **others)
        for at in range(10)
    ]


def test_the_difference_is_the_second_less_the_first_with_its_exact_test():
    (duel,) = compared(*ten()).duels
    strict = duel.overall["strict_f1"]
    assert (strict.a.value, strict.b.value) == (2 / 3, 0.9)
    assert strict.difference.value == pytest.approx(0.9 - 2 / 3)
    rows = {
        "x": [[1, 0, 0, 1, 0]] * 10,
        "y": [[2, 0, 0, 0, 0]] * 8 + [[1, 0, 0, 1, 1]] * 2,
    }
    units = [f"article n{at}" for at in range(10)]
    both = [[*one, *other] for one, other in zip(rows["y"], rows["x"], strict=True)]
    paired = bootstrap(units, both, difference(f1s), seed=3, replicates=50)
    assert strict.difference == paired
    tested = randomization(units, rows["x"], rows["y"], f1s, seed=3)
    assert (strict.p, strict.p_floor, strict.exact) == (tested.p, 2 / 2**10, True)
    assert strict.p_holm is None
    assert duel.overall["strict_recall"].difference.value == pytest.approx(0.4)
    assert duel.overall["strict_precision"].b.value == 0.9


def test_above_twelve_articles_swaps_are_drawn():
    work = [judged(f"n{at:02}", x=said(PERSON), y=GOLD) for at in range(14)]
    strict = compared(*work).duels[0].overall["strict_f1"]
    assert (strict.exact, strict.p_floor) == (False, 1 / 201)
    assert strict.p == 1 / 201
    again = compared(*work).duels[0].overall["strict_f1"]
    assert again == strict


def test_the_labels_are_corrected_for_there_being_several():
    (duel,) = compared(*ten()).duels
    each = [duel.labels[name]["strict_f1"] for name in LABELS]
    assert [one.p_holm for one in each] == list(holm([one.p for one in each]))
    assert each[0].p == 1.0
    assert each[1].p_holm == 2 * each[1].p
    assert duel.labels["PERSON"]["strict_f1"].difference.value == 0.0


def test_a_figure_that_one_side_lacks_has_no_difference():
    (duel,) = compared(judged("n", x=said(PERSON), y=said())).duels
    person = duel.labels["PERSON"]["strict_precision"]
    assert (person.b.value, person.b.why) == (None, "nothing was predicted")
    assert (person.difference.value, person.p) == (None, None)
    assert "undefined" in person.why


def test_what_made_the_difference_is_told_article_by_article_and_label_by_label():
    (duel,) = compared(*ten()).duels
    assert (duel.better, duel.worse, duel.equal) == (8, 2, 0)
    first, last = duel.articles[0], duel.articles[-1]
    assert {one.name for one in duel.articles[:2]} == {"n8", "n9"}
    assert (first.won, first.lost, first.fewer) == (0, 0, -1)
    assert first.difference == pytest.approx(0.5 - 2 / 3)
    assert first.pull < 0 < last.pull
    assert (last.won, last.a, last.b) == (1, pytest.approx(2 / 3), 1.0)
    (place,) = duel.of_labels
    assert (place.name, place.won, place.lost, place.fewer) == ("PLACE", 8, 0, -2)
    assert place.pull == pytest.approx(duel.overall["strict_f1"].difference.value)


def test_equal_extractors_differ_nowhere():
    (duel,) = compared(*(judged(f"n{at}", x=GOLD, y=GOLD) for at in range(3))).duels
    assert (duel.better, duel.worse, duel.equal) == (0, 0, 3)
    assert (duel.articles, duel.of_labels) == ((), ())
    assert duel.overall["strict_f1"].p == 1.0


def test_of_three_each_two_are_told_and_corrected_together():
    work = [judged(f"n{at}", x=said(PERSON), y=GOLD, z=said()) for at in range(6)]
    it = compared(*work, extractors=("x", "y", "z"))
    assert [one.name for one in it.extractors] == ["x", "y", "z"]
    assert [one.extractors for one in it.duels] == [("x", "y"), ("x", "z"), ("y", "z")]
    each = [one.overall["strict_f1"] for one in it.duels]
    assert [one.p_holm for one in each] == list(holm([one.p for one in each]))
    assert it.extractors[2].overall["strict_recall"].value == 0.0


def test_an_article_that_one_of_them_lacks_is_missed_by_it_alone():
    it = compared(judged("a", x=GOLD, y=GOLD), judged("b", x=GOLD), not_in_gold={"y": ("c",)})
    assert [one.not_predicted for one in it.extractors] == [(), ("b",)]
    assert [one.not_in_gold for one in it.extractors] == [(), ("c",)]
    assert it.duels[0].overall["strict_f1"].b.value == 2 / 3
    assert sum("says nothing" in one or "has not" in one for one in it.warnings) == 2


def test_people_set_a_ceiling_over_the_articles_that_two_of_them_share():
    humans = {"a1": GOLD, "a2": said(PERSON, WRONG)}
    it = compared(*ten(humans=humans), judged("alone", humans={"a1": GOLD}, x=GOLD, y=GOLD))
    (ceiling,) = it.ceilings
    assert (ceiling.annotators, ceiling.articles) == (("a1", "a2"), 10)
    assert ceiling.overall["strict_f1"].value == 0.5
    assert ceiling.labels["PERSON"]["strict_f1"].value == 1.0
    assert compared(*ten()).ceilings == ()


def test_clusters_are_swapped_and_resampled_whole():
    work = [judged(f"n{at}", unit=f"c{at % 2}", x=said(PERSON), y=GOLD) for at in range(6)]
    it = compared(*work)
    assert (it.method.unit, it.method.units) == ("cluster", 2)
    assert it.duels[0].overall["strict_f1"].p_floor == 0.5


def test_articles_without_anything_to_judge_lower_no_floor():
    rows = [[1, 0, 0, 1, 0], [2, 0, 0, 0, 0], [0] * 5]
    test = randomization(["a", "b", "c"], rows, rows[::-1], f1s, seed=1)
    assert test.n == 3
    empty = randomization(["a", "b", "c"], rows, [rows[1], rows[0], rows[2]], f1s, seed=1)
    assert (empty.n, empty.floor) == (2, 0.5)


def test_figures_tested_together_have_the_p_of_each_alone():
    units = [f"n{at}" for at in range(20)]
    ours = [[at % 3, 1, 0, at % 2, 1, 0] for at in range(20)]
    theirs = [[at % 4, 0, 0, at % 5, 1, at < 4] for at in range(20)]

    def share(sums):
        return sums[..., 0] / (sums[..., 0] + sums[..., 1] + sums[..., 2] + 1)

    parts = [Figure(slice(0, 3), share), Figure(slice(3, 6), share)]
    both = randomizations(units, ours, theirs, parts, seed=5, replicates=99)
    for at, found in zip((0, 3), both, strict=True):
        sides = ([row[at : at + 3] for row in side] for side in (ours, theirs))
        assert found == randomization(units, *sides, share, seed=5, replicates=99)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="two extractors"):
        compared(*ten(), extractors=("x",))
    with pytest.raises(ValueError, match="each extractor once"):
        compared(*ten(), extractors=("x", "x"))
    with pytest.raises(ValueError, match="one swap"):
        compared(*ten(), swaps=0)


def test_json_has_the_keys_of_the_contract_first():
    it = json.loads(json_bytes(compared(*ten())))
    assert list(it)[:3] == ["format", "overall", "labels"]
    assert it["format"] == "annotator/comparison-1"
    strict = it["overall"]["strict_f1"]
    assert list(strict)[:6] == ["a", "b", "difference", "p", "p_floor", "test"]
    assert strict["test"] == "approximate randomization"
    assert "p_holm" not in strict
    assert it["labels"]["PLACE"]["strict_f1"]["p_holm"] <= 1
    assert it["extractors"][1]["overall"]["strict_f1"]["value"] == 0.9
    assert it["duels"][0]["by_article"][0]["name"] == "n8"
    assert it["duels"][0]["by_label"][0]["won"] == 8
