"""The report of a comparison: the verdict, what it rests on, what a reader finds."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from annotator.measure.evaluation.figures import Contest
from annotator.measure.intervals import Estimate
from annotator.report.comparison_charts import by_label, standing
from annotator.report.comparison_findings import findings, findings_of, headline
from annotator.report.comparison_json import json_bytes
from annotator.report.comparison_md import markdown
from annotator.report.comparison_page import page
from annotator.report.comparison_words import signed, verdict
from annotator.report.gates import Gate
from annotator.report.swings import to_read
from tests.report.contested import ARABIC, ARTICLES, LARGE, RULES, SCHEMA, THREE, TWO, WORK, contest
from tests.report.test_page import POLICY, words_of

HTML, OF_THREE = page(TWO, ARTICLES, SCHEMA), page(THREE, ARTICLES, SCHEMA)
UNDEFINED = "one of the two is undefined"


def contested(value, low=None, high=None, p=None, **more):
    """The strict F1 of two, of which the first has 0.8."""
    floor, holm, why = (more.get(*one) for one in (("floor", 0.001), ("holm",), ("why", "")))
    b = None if value is None else 0.8 + value
    return Contest(
        Estimate(0.8, None, None, 30),
        Estimate(b, None, None, 30),
        Estimate(value, low, high, 30, why),
        p,
        floor,
        holm,
        exact=False,
        why=why,
    )


def of(*contests):
    """A comparison in which so many pairs have these figures."""
    duels = [
        replace(duel, overall={**duel.overall, "strict_f1": one}, articles=())
        for duel, one in zip(THREE.duels if len(contests) > 1 else TWO.duels, contests, strict=True)
    ]
    method = replace(TWO.method, units=5)
    return replace(TWO if len(contests) == 1 else THREE, duels=tuple(duels), method=method)


@pytest.mark.parametrize(
    ("contest", "told"),
    [
        (
            contested(0.031, 0.012, 0.049, 0.004),
            "large.jsonl is better than rules by 0.031 strict F1 [0.012, 0.049], p = 0.004.",
        ),
        (
            contested(-0.031, -0.049, -0.012, 0.0004),
            "rules is better than large.jsonl by 0.031 strict F1 [0.012, 0.049], p < 0.001.",
        ),
        (
            contested(-0.03, -0.05, 0.012, 0.21),
            (
                "No difference between rules and large.jsonl can be told: rules has 0.030 more "
                "strict F1 [−0.012, 0.050], p = 0.210."
            ),
        ),
        (
            contested(0.03, -0.001, 0.05, 0.04),
            (
                "No difference between rules and large.jsonl can be told for sure: large.jsonl has "
                "0.030 more strict F1 [−0.001, 0.050], p = 0.040, but the interval does not leave "
                "out 0."
            ),
        ),
        (
            contested(0.03, 0.001, 0.05, 0.06),
            (
                "No difference between rules and large.jsonl can be told for sure: large.jsonl has "
                "0.030 more strict F1 [0.001, 0.050]; the interval leaves out 0, but p = 0.060."
            ),
        ),
        (
            contested(0.03, 0.01, 0.05, 0.0625, floor=0.0625),
            (
                "No difference between rules and large.jsonl can be told: large.jsonl has 0.030 "
                "more strict F1 [0.010, 0.050], p = 0.062, but of 5 articles no p can be "
                "below 0.062."
            ),
        ),
        (
            contested(0.03, None, None, 0.01, why="undefined in every replicate"),
            (
                "No difference between rules and large.jsonl can be told: large.jsonl has 0.030 "
                "more strict F1, p = 0.010, and no interval: undefined in every replicate."
            ),
        ),
        (
            contested(0.0, -0.1, 0.1, 1.0),
            "rules and large.jsonl have the same strict F1, 0.800 [−0.100, 0.100].",
        ),
        (
            contested(None, why=UNDEFINED),
            f"Which of rules and large.jsonl is better cannot be told: {UNDEFINED}.",
        ),
    ],
)
def test_a_verdict_says_no_more_than_interval_and_p_bear(contest, told):
    found = of(contest)
    assert verdict(found, found.duels[0]) == told
    assert headline(found) == verdict(found, found.duels[0])


def test_of_several_pairs_the_corrected_p_decides():
    sure = contested(0.1, 0.05, 0.15, 0.01, holm=0.02)
    unsure = contested(0.1, 0.05, 0.15, 0.02, holm=0.06)
    found = of(sure, unsure, unsure)
    assert verdict(found, found.duels[0]).endswith("p = 0.020 (corrected for 3 pairs, Holm).")
    assert "can be told for sure" in verdict(found, found.duels[1])
    few = of(*[contested(0.1, 0.05, 0.15, 0.031, floor=0.031, holm=0.094)] * 3)
    told = "p = 0.094 (corrected for 3 pairs, Holm), but of 5 articles no p can be below 0.093"
    assert told in verdict(few, few.duels[0])


def test_of_three_the_headline_names_the_highest_and_whom_it_is_better_than():
    assert headline(THREE).startswith("Of three extractors large.jsonl has the highest strict F1, ")
    assert len(findings(THREE)) == 4
    people = findings(THREE)[-1]
    assert people.says.startswith("People agree at strict F1 0.889 [")
    assert "(a1 and a2, over 7 of the 8 articles): large.jsonl is not below that." in people.says


def test_a_difference_that_is_not_0_never_looks_so():
    assert [signed(one) for one in (0.0, -0.0, 0.00004, -0.00004, 0.5, None)] == [
        *("0.000", "0.000", "+4e−05", "−4e−05", "+0.500", "–")
    ]


def test_what_a_verdict_hides_is_told():
    (duel,) = contest([LARGE, ARABIC]).duels
    overall = {
        **duel.overall,
        "strict_precision": contested(0.1, 0.05, 0.2, 0.01),
        "strict_recall": contested(-0.1, -0.2, -0.05, 0.01),
        "type_f1": contested(0.2, 0.1, 0.3, 0.01),
        "strict_f1": contested(-0.02, -0.1, 0.1, 0.6),
    }
    told = " ".join(one.says for one in findings_of(TWO, replace(duel, overall=overall)))
    assert "large.jsonl finds more of the gold (recall −0.100 [−0.200, −0.050], p = 0.010)" in told
    assert "By Type F1 (+0.200 [0.100, 0.300], p = 0.010) it is" in told
    assert "A difference can be told by Type F1" in told


def test_a_difference_that_rests_on_one_article_says_so():
    work = {name: WORK[name] for name in ("flood", "market", "weather")}
    found = contest([LARGE, ARABIC], work=work)
    told = [one.says for one in findings_of(found, found.duels[0])]
    assert any("Without the article flood the difference would be 0.000" in one for one in told)


def test_a_page_asks_for_nothing_and_runs_nothing():
    for html in (HTML, OF_THREE):
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in html
        assert not re.search(r"<script|<link|<img|\son\w+=|@import|url\(|https?:", html)


def test_every_id_stands_once_every_link_leads_to_one_and_headings_go_down_by_steps():
    for html in (HTML, OF_THREE):
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        named = re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', html)
        assert {one for names in named for one in names.split()} <= set(ids)
        steps = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert steps[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(steps))


def test_the_page_begins_with_the_verdict_and_has_people_beside_all():
    words = words_of(HTML)
    assert words.index("large.jsonl is better than rules by 0.409") < words.index("What to read")
    assert "How well people agree is not known" in words
    words = words_of(OF_THREE)
    assert "a1 and a2how well people agree, over 7 articles" in words
    assert "Strict F1 of the row less that of the column" in words
    assert 'class="ring"' in OF_THREE


def test_every_place_stands_in_its_sentence_with_whoever_has_it_right_beside_the_gold():
    assert HTML.count('<li id="d') == len(TWO.duels[0].swings)
    words = words_of(HTML)
    assert "gold and large.jsonl PLACE شمال لبنان قُتل 12 شخصًا في شمال لبنان (NATO)." in words
    assert "rules PLACE لبنان wrong: other edges قُتل 12 شخصًا في شمال لبنان (NATO)." in words
    assert "only rules predicts something wrong" in words
    assert '<p dir="rtl" lang="ar">' in HTML


def test_missing_and_undefined_are_told_with_the_reason():
    words = words_of(HTML)
    assert "weather rules not predicted: the gold&#39;s spans count as missed" in words
    assert "old-report rules not in the gold: does not count" in words
    assert "no interval from fewer than 5 articles or clusters" in words
    alone = contest([RULES, LARGE], work={"weather": WORK["weather"]})
    words = words_of(page(alone, ARTICLES, SCHEMA))
    assert "Which of rules and large.jsonl is better cannot be told" in words
    assert "No difference in strict F1 is defined." in words
    assert "There is none." in markdown(alone, ARTICLES)


def test_every_letter_of_a_note_stands_under_its_own_table():
    some = [("weather", "market"), ("market",), ("weather", "bridge")]
    small = [contest([LARGE, RULES], work={one: WORK[one] for one in names}) for names in some]
    for it in (TWO, THREE, *small):
        for part in page(it, ARTICLES, SCHEMA).split("<table")[1:]:
            table, _, rest = part.partition("</table>")
            notes = rest.partition("</ul>")[0] if '<ul class="notes">' in rest[:80] else ""
            used = {letter for told in re.findall("<sup>([a-z]+)</sup>", table) for letter in told}
            assert used == set(re.findall("<sup>([a-z]+)</sup>", notes))
    assert "undefined: nothing is left without it" in page(small[1], ARTICLES, SCHEMA)


def test_gates_are_told():
    found = TWO.duels[0].overall["strict_f1"].difference
    gate = Gate("overall.strict_f1.difference", 0.5, found=found)
    assert "Missed: overall.strict_f1.difference is 0.4095" in words_of(
        page(TWO, ARTICLES, SCHEMA, [gate])
    )
    assert "**Missed**" in markdown(TWO, ARTICLES, [gate])


def test_places_are_cut_where_there_is_no_room_and_counted_all_the_same():
    (some,) = to_read(TWO, ARTICLES, most=3)
    assert (some.shown, some.count) == (3, len(TWO.duels[0].swings))
    assert [one.number for read in some.articles for one in read.shown] == [1, 2, 3]
    (none,) = to_read(TWO, ARTICLES, room=0)
    assert (none.shown, none.articles) == (0, ())
    numbers = [x.number for two in to_read(THREE, ARTICLES) for y in two.articles for x in y.shown]
    assert numbers == list(range(1, len(numbers) + 1))


def test_places_that_were_not_kept_are_not_told_to_be_none():
    found = replace(TWO, duels=(replace(TWO.duels[0], swings=()),))
    for told in (words_of(page(found, ARTICLES, SCHEMA)), markdown(found, ARTICLES)):
        assert "They were not kept" in told
        assert "There is none" not in told


def test_an_article_that_is_not_there_still_shows_what_was_marked():
    assert '<mark class="l1">شمال لبنان</mark>' in page(TWO, {}, SCHEMA)


def test_json_tells_each_place_with_all_three_sides():
    told = json.loads(json_bytes(TWO))["duels"][0]["places"]
    assert len(told) == len(TWO.duels[0].swings)
    first = next(one for one in told if one["kind"] == "fewer")
    assert (first["gold"], first["b"]) == (None, None)
    assert first["a"]["text"] == "NATO"


def test_an_axis_has_few_round_steps_and_holds_every_figure():
    for plot in (standing(THREE), standing(TWO), *(by_label(x, 1) for x in THREE.duels)):
        assert 2 <= len(plot.ticks) <= 7
        assert (plot.ticks[0].at, plot.ticks[-1].at) == (0, 100)
        for row in plot.rows:
            places = [one for one in (row.low, row.at, row.high) if one is not None]
            assert places == sorted(places)
            assert all(0 <= one <= 100 for one in places)
    (zero,) = by_label(TWO.duels[0], 1).lines
    assert zero == 0
