"""Parts of an agreement: what is in them, in which order, and which figures are theirs."""

from dataclasses import replace

from annotator.measure.agreement.figures import Excluded
from annotator.measure.intervals import Estimate
from annotator.report.narrowing import Part, articles_in, ordered, pair_of, told
from annotator.report.sheet import Count, Figure, Heading, Remark, scope, sheet
from tests.report.made import ARABIC, ENGLISH, SMALL, estimate, figures, of_three

PLACES = {
    "PERSON": figures(0.7),
    "PLACE": figures(0.6),
    "ضحايا": figures(0.2),
    "DATE": figures(0.4),
}
FOUND = replace(SMALL, pairs=tuple(replace(one, labels=PLACES) for one in SMALL.pairs))
THREE = of_three(FOUND)


def listed(part, found=FOUND):
    return [told(one) for one in found.disagreements if part.meets(one)]


def of_kind(lines, kind):
    return [line for line in lines if isinstance(line, kind)]


def test_every_disagreement_says_what_differs():
    assert set(listed(Part())) == {
        "values: value",
        "labels differ",
        "edges differ",
        "only a1",
        "only a2",
    }


def test_a_label_is_met_whoever_gave_it():
    kinds = [one.kind for one in FOUND.disagreements if Part(label="PERSON").meets(one)]
    assert sorted(kinds) == ["label", "missed"]


def test_parts_narrow_together_and_each_is_let_go_of_alone():
    part = Part().toggled_label("PLACE").toggled_kind("spurious")
    assert listed(part) == ["only a2"]
    assert part.toggled_kind("spurious") == Part(label="PLACE")
    assert part.toggled_label("PLACE").toggled_kind("spurious") == Part()
    assert listed(replace(part, article=ENGLISH.id)) == []


def test_kinds_and_pairs_go_round():
    kinds = ("label", "values")
    part = Part()
    seen = [(part := part.next_kind(kinds)).kind for _ in range(4)]
    assert seen == ["label", "values", None, "label"]
    assert Part(kind="boundary").next_kind(kinds).kind is None
    assert Part().next_pair([("a1", "a2")]).pair == ("a1", "a2")


def test_what_is_asked_for_is_told_in_words():
    assert Part().told == "all of them"
    part = Part("PLACE", "label", "news", ("a1", "a2"))
    assert part.told == "only PLACE, label, news, a1 and a2"


def test_the_worst_article_comes_first_or_all_by_their_id():
    worst = articles_in(FOUND, "worst")
    assert worst == tuple(one.article for one in FOUND.by_article)
    assert articles_in(FOUND, "articles") == tuple(sorted(FOUND.articles))
    for order in ("worst", "articles"):
        articles = [FOUND.disagreements[at].article for at in ordered(FOUND, order)]
        assert list(dict.fromkeys(articles)) == list(articles_in(FOUND, order))
        assert sorted(ordered(FOUND, order)) == list(range(len(FOUND.disagreements)))


def test_the_figures_of_a_part_are_the_very_ones_that_were_computed():
    assert scope(FOUND, Part()).figures is FOUND.overall
    assert scope(FOUND, Part(label="PLACE")).figures is FOUND.labels["PLACE"]
    pair = THREE.pairs[1]
    assert scope(THREE, Part(pair=pair.annotators)).figures is pair.overall
    one = scope(THREE, Part(label="DATE", pair=pair.annotators))
    assert (one.figures, one.of) == (pair.labels["DATE"], "a1 and b.2, DATE")
    of_article = next(one for one in FOUND.by_article if one.article == ARABIC.id)
    assert scope(FOUND, Part(article=ARABIC.id)).figures is of_article.overall


def test_what_was_not_computed_is_said_and_nothing_is_made_up():
    part = Part(label="DATE", article=ARABIC.id, pair=("a1", "a2"))
    lines = sheet(FOUND, part)
    assert lines[0] == Heading(f"figures: {ARABIC.id}")
    assert lines[1].text.startswith("one label and one pair in one article has no figures")
    assert not [line for line in of_kind(lines, Heading) if "by label" in line.text]


def test_a_sheet_counts_every_kind_of_its_part_whichever_is_asked_for():
    counts = {one.kind: one.count for one in of_kind(sheet(FOUND, Part(kind="label")), Count)}
    assert sum(counts.values()) == len(FOUND.disagreements)
    of_dates = of_kind(sheet(FOUND, Part(label="DATE", kind="label")), Count)
    assert {one.kind for one in of_dates} == {"values", "boundary"}


def test_gamma_is_told_where_it_was_asked_for_only():
    asked = replace(FOUND, overall=replace(FOUND.overall, gamma=estimate(0.8)))
    assert "gamma" not in {one.name for one in of_kind(sheet(FOUND, Part()), Figure)}
    assert "gamma" in {one.name for one in of_kind(sheet(asked, Part()), Figure)}


def test_a_label_has_its_values_and_entities_by_their_clusters():
    entity = replace(
        FOUND.attributes["PLACE.kind"],
        type="entity",
        agreement=Estimate(None, None, None, 0, "arbitrary"),
        more={"b3": estimate(0.9)},
    )
    found = replace(FOUND, attributes={**FOUND.attributes, "PLACE.entity": entity})
    names = [one.name for one in of_kind(sheet(found, Part(label="PLACE")), Figure)]
    assert names[-2:] == ["kind", "entity b3"]


def test_pairs_are_told_of_where_there_are_more_than_two_annotators():
    names = [one.name for one in of_kind(sheet(THREE, Part(label="PLACE")), Figure)]
    assert names[-3:] == ["a1 and a2", "a1 and b.2", "a2 and b.2"]
    assert not [one for one in sheet(FOUND, Part()) if one == Heading("strict_f1 by pair")]


def test_reasons_verdicts_and_warnings_are_told():
    found = replace(FOUND, excluded=(Excluded("x", "draft"), Excluded("y", "draft")))
    lines = of_kind(sheet(found, Part(article=ARABIC.id), ("gate missed: x",)), Remark)
    told_of = [line.text for line in lines]
    assert told_of[0] == "gate missed: x"
    assert "strict_f1 and 9 more: one article has no interval" in told_of
    assert told_of[-1] == "2 articles left out: draft"
    assert told_of[-3:-1] == list(FOUND.warnings)


def test_pairs_of_disagreements_are_the_annotators_who_differ():
    assert {pair_of(one) for one in FOUND.disagreements} == {("a1", "a2")}
