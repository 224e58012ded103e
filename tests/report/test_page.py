"""The page and its tables: what a reader finds on it."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from annotator.labels.span import mark
from annotator.measure.agreement.figures import Disagreement, Mark
from annotator.report.agreement_csv import csv_text
from annotator.report.agreement_json import json_bytes
from annotator.report.agreement_md import markdown
from annotator.report.agreement_page import page
from annotator.report.agreement_tables import articles
from annotator.report.differences import differences
from annotator.report.gates import Gate
from annotator.report.tables import Count
from annotator.report.wording import OF_VALUES
from annotator.text.article import Article
from tests.report.made import (
    ARTICLES,
    SCHEMA,
    SMALL,
    compared,
    estimate,
    figures,
    of_three,
)

HTML = page(SMALL, ARTICLES, SCHEMA)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def words_of(html):
    """What is read on a page, without its style."""
    body = html[html.index("<body>") :]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", body))


def work(count):
    """A long article of many spans, one in eight of which differ, and its result."""
    text = "وصل الوفد إلى بيروت صباح الجمعة ثم غادر. " * count
    starts = [at * 41 for at in range(count)]
    ours = [
        mark(text, f"s{at + 1}", "PLACE", [(one + 14, one + 19)]) for at, one in enumerate(starts)
    ]
    theirs = [
        mark(text, span.id, "DATE", [(span.start + 6, span.end + 4)]) if at % 8 == 0 else span
        for at, span in enumerate(ours)
    ]
    articles = [Article(f"a{part}", text) for part in range(2)]
    sides = {article.id: (ours, theirs) for article in articles}
    return compared(articles, sides, SCHEMA), {article.id: article for article in articles}


def test_a_page_asks_for_nothing_and_runs_nothing():
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in HTML
    assert not re.search(r"<script|<link|<img|\son\w+=|@import|url\(|https?:", HTML)


def test_a_page_begins_with_the_sentence_to_quote_and_with_what_to_read_first():
    words = words_of(HTML)
    assert words.index("Two annotators agree on 0.29 of spans") < words.index("What to read first")
    assert "Take care: 3 of 40 matched spans were suggested to both by gazetteer" in words


def test_every_id_stands_once_and_every_link_leads_to_one():
    for html in (HTML, page(of_three(SMALL), ARTICLES, SCHEMA)):
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        named = re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', html)
        assert {one for names in named for one in names.split()} <= set(ids)


def test_headings_go_down_one_step_at_a_time():
    steps = [int(level) for level in re.findall(r"<h([1-6])", HTML)]
    assert steps[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_each_disagreement_stands_in_its_sentence_once_for_each_annotator():
    assert HTML.count('<li id="d') == len(SMALL.disagreements)
    assert (
        '<p dir="rtl" lang="ar">قُتل 12 شخصًا وأصيب آخرون في <mark class="l1">شمال لبنان</mark> '
        "(NATO) يوم الجمعة، وفق وكالة Reuters.</p>"
    ) in HTML
    assert '<p dir="ltr" lang="en">Gen. Joseph Aoun told U.S. reporters' in HTML
    assert "marked nothing here" in HTML
    assert "value a1 2021-04-30 · a2 2021-05-07" in words_of(HTML)


def test_a_value_that_names_spans_is_told_by_what_they_say():
    span = mark("a b", "s1", "PLACE", [(0, 1)], attributes=[("where", ("s2", "s9"))])
    other = mark("a b", "s1", "PLACE", [(0, 1)])
    told = Disagreement(
        "x", "values", Mark("a1", span, (("s2", "b"),)), Mark("a2", other), ("where",)
    )
    html = page(replace(SMALL, disagreements=(told,)), {}, SCHEMA)
    assert "where a1 «b», s9 · a2 nothing" in words_of(html)


def test_notes_of_annotators_are_shown_beside_their_marks():
    words = words_of(HTML)
    assert "unsure" in words
    assert "الجرحى في جملة أخرى" in words


def test_what_is_undefined_says_why_where_it_can_be_seen():
    assert "–a" in words_of(HTML)
    assert "a not asked for: --gamma" in words_of(HTML)


def test_who_did_not_label_an_article_is_not_told_to_have_found_nothing():
    three = of_three(SMALL)
    first, *rest = three.by_article
    away = replace(first, spans={name: first.spans[name] for name in ("a1", "a2")})
    row = articles(replace(three, by_article=(away, *rest))).rows[0]
    assert row.entries[2] == "–"
    assert row.entries[:2] == tuple(Count(first.spans[name]) for name in ("a1", "a2"))


def test_alpha_of_values_is_never_read_as_if_it_were_of_the_same_spans():
    assert OF_VALUES in words_of(HTML)
    assert OF_VALUES in markdown(SMALL, ARTICLES)


def test_gates_are_told_and_drawn():
    gates = (
        Gate("overall.strict_f1", 0.2, found=SMALL.overall.strict_f1),
        Gate("labels.PLACE.strict_f1", 0.9, "low", SMALL.labels["PLACE"].strict_f1),
        Gate("overall.gamma", 0.5, found=SMALL.overall.gamma),
    )
    html = page(SMALL, ARTICLES, SCHEMA, gates)
    words = words_of(html)
    assert "Reached: overall.strict_f1 is 0.2857, asked for at least 0.2" in words
    assert "Missed: labels.PLACE.strict_f1 has its interval's low end at 0.44" in words
    assert "Undefined: overall.gamma is undefined (not asked for: --gamma)" in words
    assert html.count('class="gateline"') == 2
    told = markdown(SMALL, ARTICLES, gates)
    assert "- **Missed**: low end of the interval of labels.PLACE.strict\\_f1 0.44" in told


def test_three_annotators_have_a_heatmap_pairs_and_competences():
    words = words_of(page(of_three(SMALL), ARTICLES, SCHEMA))
    assert "Strict F1 of each with each" in words
    assert "a2 and b.2" in words
    assert "How often each is right" in words
    assert "## Annotators" in markdown(of_three(SMALL), ARTICLES)


@pytest.mark.parametrize("value", [None, 1.0])
def test_nothing_marked_or_nothing_different_is_told_plainly(value):
    nothing = replace(
        SMALL,
        overall=figures(value),
        disagreements=(),
        by_article=(),
        articles=(),
        excluded=(),
        attributes={},
        weeks=(),
        guidelines=(),
        origins=(),
        warnings=(),
        used=(),
        errors={},
        labels={"PLACE": figures(value)},
    )
    words = words_of(page(nothing, {}, SCHEMA))
    assert "There is none." in words
    assert "No article." in words
    assert "There is none." in markdown(nothing, {})
    assert csv_text(nothing).startswith("scope,name,label,measure,value,low,high,n,why\n")


def test_an_article_that_is_not_there_still_shows_what_was_marked():
    html = page(SMALL, {}, SCHEMA)
    assert '<mark class="l1">شمال لبنان</mark>' in html


def test_a_label_that_the_schema_no_longer_has_is_shown_in_a_plain_look():
    html = page(SMALL, ARTICLES, replace(SCHEMA, labels=SCHEMA.labels[1:]))
    assert ".l0 { --look: gray;text-decoration-line: underline }" in html


def test_a_page_of_thousands_of_spans_is_small_and_says_what_it_left_out():
    it, articles = work(1_300)
    html = page(it, articles, SCHEMA)
    assert len(html.encode()) < 300_000
    assert "those of the worst articles; all are in the JSON." in html
    assert len(it.disagreements) > html.count('<li id="d') > 300
    told = json.loads(json_bytes(it))
    assert len(told["disagreements"]) == len(it.disagreements)


def test_at_most_so_many_are_shown_and_the_others_counted():
    shown = differences(SMALL, ARTICLES, most=3)
    assert (shown.shown, shown.count) == (3, 7)
    assert sum(group.count for kind in shown.kinds for group in kind.groups) == 7
    numbers = [one.number for kind in shown.kinds for group in kind.groups for one in group.shown]
    assert sorted(numbers) == [1, 2, 3]


def test_json_has_what_only_labels_have_for_labels_alone():
    told = json.loads(json_bytes(of_three(SMALL)))
    assert {"ku_alpha", "coverage"} <= told["labels"]["PLACE"].keys()
    assert not {"ku_alpha", "coverage"} & told["overall"].keys()
    assert told["overall"]["gamma"] == {
        "value": None,
        "low": None,
        "high": None,
        "n": 0,
        "why": "not asked for: --gamma",
    }


def test_json_tells_what_an_interval_cannot_be_trusted_for():
    rough = replace(estimate(0.5), warning="the interval is rough", undefined=3)
    it = replace(SMALL, overall=replace(SMALL.overall, strict_f1=rough))
    told = json.loads(json_bytes(it))["overall"]["strict_f1"]
    assert (told["warning"], told["undefined"]) == ("the interval is rough", 3)
    assert "the interval is rough" in words_of(page(it, ARTICLES, SCHEMA))
