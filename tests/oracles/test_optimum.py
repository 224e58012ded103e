"""A few of the articles that `make optimum` judges, and that it would see a wrong count."""

import random
from dataclasses import replace

from tests.oracles.optimum import Small, differences, evaluated, judge, judge_all, some_article
from tests.oracles.pairings import Mark, best, most_credit, told

ARTICLES = 150


def test_no_pairing_gives_an_evaluation_other_counts():
    dice = random.Random(1)
    assert judge_all([some_article(dice) for _ in range(ARTICLES)]) == []


def test_a_span_that_shares_a_character_with_a_zone_of_the_gold_is_not_judged():
    marks = (Mark("P", ((0, 2),)), Mark("Q", ((1, 5),)), Mark("R", ((4, 6),)))
    assert judge(Small(marks, marks[::-1], (2, 4)))[0] == []
    assert evaluated([Small(marks, marks, (2, 4))]).overall.strict.correct == 2


def test_a_wrong_count_is_told():
    small = Small((Mark("P", ((0, 3),)),), (Mark("P", ((0, 4),)),))
    right = told(small.gold, small.predicted, best(small.gold, small.predicted)[0])
    it = evaluated([small])
    assert list(differences(it, right)) == []
    other = replace(right, overall={**right.overall, "strict": (1, 0, 0, 0, 0)})
    assert [one.split(":")[0] for one in differences(it, other)][:2] == ["overall strict"] * 2
    assert any(one.startswith("errors") for one in differences(replace(it, errors={}), right))


def test_a_scheme_by_itself_may_earn_more_than_in_the_one_alignment():
    gold = (Mark("P", ((0, 5),)), Mark("Q", ((1, 6),)))
    predicted = (Mark("Q", ((0, 5),)), Mark("P", ((1, 6),)))
    (pairing,) = best(gold, predicted)
    assert told(gold, predicted, pairing).overall["type"] == (0, 2, 0, 0, 0)
    assert most_credit(gold, predicted, "type") == 2
