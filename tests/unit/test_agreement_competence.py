"""Who is right where three annotators labelled the same, without anybody's gold."""

import pytest

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Label, Schema
from annotator.labels.span import Span
from annotator.measure.agreement import competence
from annotator.measure.agreement.compared import Compared, Resampling
from annotator.measure.agreement.competence import competences
from annotator.measure.dawid_skene import dawid_skene
from annotator.text.article import Article

TOLD = {"color": "red", "mark": "bold", "description": "x", "guideline": "x.md"}
SCHEMA = Schema("s", "1", (Label("P", "p", **TOLD), Label("Q", "q", **TOLD)), "0", "0")
NAMES = ("n1", "n2", "n3")


def labelling(labels, zones=()):
    """A span at each place, of the label there; a point is no span."""
    spans = (
        Span(f"s{at + 1}", label, ((10 * at, 10 * at + 5),), "x")
        for at, label in enumerate(labels)
        if label != "."
    )
    return Labelling(tuple(spans), zones=zones)


def compared(*articles):
    return [
        Compared(
            Article(f"a{at}", "x"),
            f"a{at}",
            {name: labelling(one) for name, one in each.items()},
        )
        for at, each in enumerate(articles)
    ]


def found(given, names=NAMES):
    how = Resampling({one.article.id: one.unit for one in given}, 3, 100)
    return competences(given, names, SCHEMA, how)


def test_two_annotators_have_no_competence_to_tell():
    assert found(compared({"n1": "P", "n2": "P"}), NAMES[:2]) == ()


def test_whoever_is_alone_against_two_is_right_less_often():
    one = {"n1": "PPPPPPQQQQQQ.PQ", "n2": "PPPPPPQQQQQQ.PQ", "n3": "PPP..QQQQ.PQPPQ"}
    first, second, third = found(compared(*[one] * 6))
    assert [each.annotator for each in (first, second, third)] == list(NAMES)
    assert first.right == second.right
    assert first.right.value == pytest.approx(1.0)
    assert first.right.n == 6
    assert third.right.value == pytest.approx(9 / 15)
    assert third.labels["P"].value == pytest.approx(4 / 7)
    assert third.labels["Q"].value == pytest.approx(5 / 7)
    # All articles are alike, so that no resample differs.
    assert third.right.low == pytest.approx(third.right.high)


def test_whoever_did_not_label_an_article_says_nothing_of_it():
    shared = {"n1": "PQPQ", "n2": "PQPQ", "n3": "PQPQ"}
    apart = {"n1": "PPQQ", "n2": "PPQQ"}
    every = found(compared(*[shared] * 5, *[apart] * 5))
    assert [one.right.value for one in every] == pytest.approx([1.0] * 3)
    silent = found(compared(*[shared] * 5, *[{**apart, "n3": "...."}] * 5))
    assert silent[2].right.value == pytest.approx(0.5)


def test_what_nobody_marked_or_answered_is_undefined():
    only = found(compared(*[{"n1": "P", "n2": "P", "n3": "P"}] * 5))
    assert only[0].labels["Q"].why == "this label is nowhere likely to be true"
    nothing = found(compared({"n1": ".", "n2": ".", "n3": "."}))
    assert nothing[0].right.why == "nothing was marked"
    away = found(compared(*[{"n1": "PQ", "n2": "PQ"}] * 5))
    assert away[2].right.value is None


def test_zones_do_not_count():
    given = compared(*[{"n1": "PQ", "n2": "PQ", "n3": "PQ"}] * 5)
    zone = Zone(10, 20, "menu")
    cut = [
        Compared(one.article, one.unit, {**one.labellings, "n3": labelling("P.", zones=(zone,))})
        for one in given
    ]
    assert found(cut)[2].right.value == pytest.approx(1.0)


def test_with_too_few_articles_or_too_much_work_there_is_no_interval(monkeypatch):
    one = {"n1": "PQP", "n2": "PQP", "n3": "PQ."}
    few = found(compared(*[one] * 4))
    assert "fewer than 5" in few[2].right.why
    # n3 labelled one article of six: other articles say nothing of how sure that is.
    rare = found(compared(one, *[{"n1": "PQP", "n2": "PQP"}] * 5))
    assert [each.right.low is None for each in rare] == [False, False, True]
    assert "fewer than 5" in rare[2].right.why
    assert rare[2].right.value is not None
    assert all(each.low is None for each in rare[2].labels.values())
    monkeypatch.setattr(competence, "_MOST_WORK", 1)
    third = found(compared(*[one] * 6))[2]
    assert third.right.value == pytest.approx(few[2].right.value)
    assert (third.right.low, third.right.high) == (None, None)
    assert "too long" in third.right.why


def test_weights_count_an_item_as_often_as_it_is_there():
    items = [[[1, 0], [1, 0], [0, 1]], [[0, 1], [0, 1], [0, 1]], [[1, 0], [1, 0], [1, 0]]]
    times = [2, 3, 1]
    weighed = dawid_skene(items, weights=times)
    repeated = dawid_skene(
        [one for one, many in zip(items, times, strict=True) for _ in range(many)]
    )
    assert weighed.classes == pytest.approx(repeated.classes)
    assert weighed.log_likelihood == pytest.approx(repeated.log_likelihood)
    for wrong in ([1, 2], [1, 2, 0]):
        with pytest.raises(ValueError, match="weights"):
            dawid_skene(items, weights=wrong)


def test_equal_seeds_give_equal_intervals():
    articles = [{"n1": "PQP", "n2": "PQP"[:at] + "Q", "n3": "PQQ"[at:]} for at in range(4)] * 3
    assert found(compared(*articles)) == found(compared(*articles))
