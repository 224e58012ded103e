"""The page of an evaluation and its Markdown: what a reader finds there."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from annotator.labels.span import mark
from annotator.measure.agreement.figures import Excluded
from annotator.measure.evaluation.figures import Bin
from annotator.measure.evaluation.judged import Told
from annotator.measure.intervals import Estimate
from annotator.report.evaluation_charts import precision_recall, reliability
from annotator.report.evaluation_findings import findings, headline, uncounted
from annotator.report.evaluation_md import markdown
from annotator.report.evaluation_page import page
from annotator.report.evaluation_tables import slices
from annotator.report.gates import Gate
from annotator.report.mistakes import mistakes
from annotator.text.article import Article
from tests.report.judging import FOUND, NAME, SCORED, TEXTS, UNSEEN, evaluated
from tests.report.made import SCHEMA

HTML = page(SCORED, TEXTS, SCHEMA)
NONE = Estimate(None, None, None, 0, "undefined: nothing was predicted")


def words_of(html):
    """What is read on a page, without its style."""
    body = html[html.index("<body>") :]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", body))


def told(it):
    """All findings in one text."""
    return " ".join(f"{one.says} {one.advice}" for one in findings(it))


def work(count, *, wrong=8, values=()):
    """A long article of many spans, one in `wrong` of which is predicted elsewhere."""
    text = "وصل الوفد إلى بيروت صباح الجمعة ثم غادر. " * count
    gold = [
        mark(text, f"s{at + 1}", "ضحايا", [(at * 41 + 14, at * 41 + 19)], attributes=values)
        for at in range(count)
    ]
    predicted = [
        mark(text, span.id, "DATE" if at % wrong == 0 else span.label, [(span.start, span.end)])
        for at, span in enumerate(gold)
    ]
    articles = {name: Article(name, text) for name in ("a0", "a1")}
    return evaluated(articles.values(), dict.fromkeys(articles, (gold, predicted))), articles


@pytest.mark.parametrize("it", [FOUND, SCORED])
def test_a_page_asks_for_nothing_and_every_link_leads_somewhere(it):
    html = page(it, TEXTS, SCHEMA)
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert not re.search(r"<script|<link|<img|\son\w+=|@import|url\(|https?:", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', html)
    assert {one for names in named for one in names.split()} <= set(ids)
    steps = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_the_verdict_comes_first_then_what_does_not_count_then_warnings():
    words = words_of(HTML)
    order = (
        "extractor.jsonl reaches a strict F1 of 0.25 against v1",
        "1 article of the gold left out: not done by gold (draft).",
        "1 predicted article left out: the gold has no such article.",
        "1 predicted span left out: in zones that are no article text.",
        "1 article of the gold without predictions",
        "Take care: 3 articles: too few for intervals",
        "PLACE is found worst",
        "All labels together, in six ways to score",
    )
    places = [words.index(one) for one in order]
    assert places == sorted(places)


def test_gates_are_told_and_drawn():
    gates = (
        Gate("overall.strict.f1", 0.8, found=FOUND.overall.strict.f1),
        Gate("labels.PLACE.strict.f1", 0.0, "low", FOUND.labels["PLACE"].strict.f1),
        Gate("overall.strict.recall", 0.1, found=FOUND.overall.strict.recall),
    )
    html = page(FOUND, TEXTS, SCHEMA, gates)
    words = words_of(html)
    assert "Missed: overall.strict.f1 is 0.25, asked for at least 0.8" in words
    assert "Reached: labels.PLACE.strict.f1 has its interval's low end at 0" in words
    assert html.count('class="gateline"') == 2
    assert "- **Missed**: value of overall.strict.f1 0.25" in markdown(FOUND, TEXTS, gates)


def test_each_mistake_stands_in_its_sentence_gold_above_predicted_below_with_its_score():
    assert HTML.count('<li id="d') == SCORED.totals.mistakes
    place = re.search(r'<li id="d1">.*?</li>', HTML, re.DOTALL)[0]
    assert place.index("<bdi>gold</bdi>") < place.index("<bdi>predicted</bdi>")
    assert "marked nothing here" in HTML
    assert '<p class="remark"><bdi>score 0.62</bdi></p>' in HTML
    assert "value gold 2021-04-30 · predicted 2021-05-07" in words_of(HTML)


def test_what_tells_little_comes_after_the_other_mistakes():
    shown = mistakes(SCORED, TEXTS)
    assert shown.kinds[-1].key == "values"
    numbered = sorted(
        (one.number, one.article, one.kind)
        for kind in shown.kinds
        for group in kind.groups
        for one in group.shown
    )
    silent = [article == UNSEEN.id for _, article, kind in numbered if kind != "values"]
    assert silent == sorted(silent)
    assert numbered[-1][2] == "values"


def test_scores_that_are_there_are_drawn_and_the_best_threshold_is_told():
    words = words_of(HTML)
    assert "7 of 7 predictions have a score" in words
    assert "cut at 0.97" in words
    assert "Best threshold" in words
    assert "Brier score" in words
    assert HTML.count("<polyline") == 2
    assert "What the scores are worth" not in page(FOUND, TEXTS, SCHEMA)


def test_the_curve_goes_in_steps_to_the_right_and_its_dot_lies_on_it():
    curve = SCORED.confidence.curve
    chart = precision_recall(curve)
    corners = [tuple(map(float, one.split(","))) for one in chart.corners.split()]
    assert [right for right, _ in corners] == sorted(right for right, _ in corners)
    (dot,) = chart.dots
    assert (dot.right, 100 - dot.up) in corners
    assert precision_recall(replace(curve, points=())) is None
    assert len(reliability(SCORED.confidence.calibration).dots) == 7
    assert reliability(replace(SCORED.confidence.calibration, bins=())) is None


def test_what_is_undefined_says_so_and_why_and_is_never_0():
    strict = replace(FOUND.overall.strict, precision=NONE, f1=NONE)
    it = replace(FOUND, overall=replace(FOUND.overall, strict=strict))
    assert headline(it) == (
        "The strict F1 of extractor.jsonl against v1 is undefined: nothing was predicted."
    )
    words = words_of(page(it, TEXTS, SCHEMA))
    assert "a undefined: nothing was predicted" in words
    assert "undefined" in markdown(it, TEXTS)


def test_an_evaluation_without_a_mistake_says_so():
    span = mark(UNSEEN.text, "s1", "PLACE", [(12, 16)])
    it = evaluated([UNSEEN], {UNSEEN.id: ([span], [span])})
    words = words_of(page(it, TEXTS, SCHEMA))
    assert "There is none." in words
    assert "Nothing: every article of the gold was predicted, and counts." in words
    assert uncounted(it) == ()
    assert "reaches a strict F1 of 1.00" in headline(it)
    assert "There is none." in markdown(it, TEXTS)


def test_an_extractor_that_says_nothing_at_all_has_a_page():
    spans = [mark(UNSEEN.text, "s1", "PLACE", [(12, 16)])]
    it = evaluated([UNSEEN], {UNSEEN.id: (spans, None)})
    assert "strict F1 of 0.00" in headline(it)
    assert "nothing was predicted" in words_of(page(it, {}, SCHEMA))
    nobody = evaluated([UNSEEN], {UNSEEN.id: ([], None)})
    assert "is undefined" in headline(nobody)
    assert "is undefined" in markdown(nobody, {})


def test_a_page_of_thousands_of_spans_is_small_and_says_what_it_left_out():
    it, articles = work(1_300, wrong=2)
    html = page(it, articles, SCHEMA)
    assert len(html.encode()) < 300_000
    assert "those of the worst articles first; all are in the JSON." in words_of(html)
    fewer = replace(it, mistakes=it.mistakes[:50])
    assert "the JSON lists 50 of them, drawn by chance" in words_of(page(fewer, articles, SCHEMA))
    assert "the JSON lists 50 of them, drawn by chance" in markdown(fewer, articles)


def test_many_articles_that_only_one_side_has_are_counted_in_full():
    strange = [f"n{at}" for at in range(70)]
    it = evaluated(
        TEXTS.values(),
        dict.fromkeys(TEXTS, ([], [])),
        told=Told("v1", "annotator 0.4.0", "", not_in_gold={NAME: strange}),
    )
    assert "70 predicted articles left out" in " ".join(uncounted(it))
    assert "and 20 more" in words_of(page(it, TEXTS, SCHEMA))
    assert "and 20 more" in markdown(it, TEXTS)
    excluded = tuple(Excluded(f"x{at}", "not done") for at in range(60))
    many = replace(it, excluded=excluded)
    assert "10 articles more are listed in the JSON." in words_of(page(many, TEXTS, SCHEMA))


def test_of_very_many_parts_those_with_the_most_articles_are_shown():
    (part,) = [FOUND.by_language["en"]]
    parts = {f"s{at:02}": replace(part, articles=at) for at in range(40)}
    (table,) = slices(replace(FOUND, by_language={}, by_length={}, slices={"source": parts}))
    assert table.caption == "By source: the 30 of 40 with the most articles"
    assert [row.head for row in table.rows] == [f"s{at:02}" for at in range(10, 40)]


def test_a_label_called_as_the_first_row_is_hides_nothing():
    own = SCORED.confidence
    labels = {"All labels": own.labels["PLACE"]}
    html = page(replace(SCORED, confidence=replace(own, labels=labels)), TEXTS, SCHEMA)
    assert len(re.findall('<th scope="row"><bdi>All labels</bdi>', html)) == 2


def test_findings_tell_what_stands_out():
    it, _ = work(40, values=[("where", ("s2",))])
    assert "Most frequent: another label on the right words, 10 of 10 mistakes" in told(it)
    assert "ضحايا\u2069 and DATE stand for each other most often (10 times)" in told(it)
    assert "No prediction has a value" in told(it)
    assert "No prediction has a value" not in told(FOUND)
    missed = replace(FOUND, errors={**FOUND.errors, "missed": 40, "spurious": 4})
    assert "More is missed than invented: 40 against 4 spans" in told(missed)
    invented = replace(FOUND, errors={**FOUND.errors, "missed": 4, "spurious": 40})
    assert "More is invented than missed: 40 against 4 spans" in told(invented)
    assert "Without predictions scored below 0.97, strict F1 would be 0.36" in told(SCORED)


def test_scores_that_promise_too_much_are_told():
    own = SCORED.confidence.calibration
    many = replace(own, bins=tuple(replace(one, predicted=50) for one in own.bins))
    it = replace(SCORED, confidence=replace(SCORED.confidence, calibration=many))
    assert "Scores promise too much: their mean is 0.73" in told(it)
    flipped = replace(many, bins=tuple(replace(one, score=0.05, right=0.4) for one in many.bins))
    it = replace(SCORED, confidence=replace(SCORED.confidence, calibration=flipped))
    assert "Scores promise too little" in told(it)


def test_few_scores_that_are_chances_are_not_called_off():
    # Bins of five: of five coins about 0.19 more or fewer than a half land on one side.
    bins = [Bin(0.5, 0.5, 5, 0.5, right) for right in (0.2, 0.8, 0.4, 0.6, 0.6, 0.2, 0.8, 0.4)]
    own = SCORED.confidence.calibration
    error = replace(own.error, value=0.2, low=0.1, high=0.3)
    coins = replace(own, bins=tuple(bins), error=error)
    it = replace(SCORED, confidence=replace(SCORED.confidence, calibration=coins))
    assert "Scores" not in told(it)
    many = replace(coins, bins=tuple(replace(one, predicted=50) for one in bins))
    it = replace(SCORED, confidence=replace(SCORED.confidence, calibration=many))
    assert "Scores are no chances of being right, though right on the average" in told(it)
