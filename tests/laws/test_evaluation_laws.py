"""What holds of every evaluation and comparison, whatever was predicted."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.measure.agreement.compared import Compared
from annotator.measure.evaluation.figures import WAYS
from annotator.measure.evaluation.judged import Predicted
from annotator.report.comparison_json import json_bytes as comparison_bytes
from annotator.report.evaluation_json import json_bytes
from tests.laws.agreeing import told as agreement_of
from tests.laws.extractors import compared, evaluated, judged

FEWER = settings(max_examples=25)


def turned(work, order):
    """The same articles in another order, the spans of each last first."""

    def back(said):
        return replace(said, spans=said.spans[::-1])

    return [
        replace(
            one,
            gold=back(one.gold),
            predicted={
                name: replace(own, labelling=back(own.labelling))
                for name, own in one.predicted.items()
            },
        )
        for one in (work[at] for at in order)
    ]


def swapped(work):
    """Gold and predictions changed about; the zones of the gold are of both."""
    return [
        replace(
            one,
            gold=replace(one.predicted["x"].labelling, zones=one.gold.zones),
            predicted={"x": Predicted(one.gold)},
        )
        for one in work
        if "x" in one.predicted
    ]


def sets(it):
    """Every set of spans that was scored."""
    parts = [*it.by_language.values(), *it.by_length.values(), *it.slices["source"].values()]
    each = [one.overall for one in (*parts, *it.by_article)]
    return [it.overall, *it.labels.values(), *each]


@FEWER
@given(work=judged(), data=st.data())
def test_no_order_of_articles_or_spans_means_anything(work, data):
    other = turned(work, data.draw(st.permutations(range(len(work)))))
    assert json_bytes(evaluated(work)) == json_bytes(evaluated(other))


@FEWER
@given(work=judged())
def test_counts_hold_every_span_once_and_rates_follow_from_them(work):
    it = evaluated(work)
    for scorings in sets(it):
        for way in WAYS:
            one = getattr(scorings, way)
            pairs = one.correct + one.incorrect + one.partial
            assert (one.possible, one.actual) == (pairs + one.missed, pairs + one.spurious)
            credit = one.correct + one.partial / 2
            both = one.possible + one.actual
            assert one.f1.value == (2 * credit / both if both else None)
            assert one.recall.value == (credit / one.possible if one.possible else None)
        correct = {way: getattr(scorings, way).correct for way in WAYS}
        assert correct["full"] <= correct["strict"] <= min(correct["exact"], correct["type"])
        assert correct["strict"] <= correct["clitic"]
    assert len(it.mistakes) == sum(it.errors.values()) - it.overall.full.correct


@FEWER
@given(work=judged())
def test_articles_and_parts_add_up_to_the_whole(work):
    it = evaluated(work)
    parts = [it.by_language, it.by_length, *it.slices.values()]
    for way in WAYS:
        for count in ("correct", "incorrect", "partial", "missed", "spurious"):
            whole = getattr(getattr(it.overall, way), count)
            each = [[one.overall for one in part.values()] for part in parts]
            for some in [*each, [one.overall for one in it.by_article]]:
                assert sum(getattr(getattr(one, way), count) for one in some) == whole
        for count in ("possible", "actual"):
            whole = getattr(getattr(it.overall, way), count)
            assert sum(getattr(getattr(one, way), count) for one in it.labels.values()) == whole


@FEWER
@given(work=judged())
def test_it_is_the_agreement_of_gold_and_prediction(work):
    work = [one for one in work if "x" in one.predicted]
    if not work:
        return
    it = evaluated(work)
    both = [
        Compared(
            one.article,
            one.unit,
            {"a1": one.gold, "a2": replace(one.predicted["x"].labelling, zones=())},
        )
        for one in work
    ]
    twin = agreement_of(both)
    for ours, theirs in [
        (it.overall, twin.overall),
        *((own, twin.labels[name]) for name, own in it.labels.items()),
    ]:
        assert ours.strict.f1 == theirs.strict_f1
        assert ours.type.f1 == theirs.overlap_f1
        assert ours.clitic.f1 == theirs.clitic_f1
        assert ours.full.f1 == theirs.full_f1
    assert it.overall.exact.f1 == twin.overall.boundary_f1
    assert (it.errors, it.confusion) == (twin.errors, twin.confusion)
    assert len(it.mistakes) == len(twin.disagreements)
    for name, own in it.attributes.items():
        assert own.accuracy == twin.attributes[name].agreement


@FEWER
@given(work=judged())
def test_gold_and_prediction_changed_about_change_precision_and_recall_about(work):
    back = swapped(work)
    if not back:
        return
    it, other = evaluated(swapped(back)), evaluated(back)
    for way in WAYS:
        one, two = getattr(it.overall, way), getattr(other.overall, way)
        assert (one.missed, one.spurious, one.f1) == (two.spurious, two.missed, two.f1)
        assert one.precision.value == two.recall.value


@FEWER
@given(work=judged())
def test_the_gold_itself_is_right_throughout(work):
    same = [replace(one, predicted={"x": Predicted(one.gold)}) for one in work]
    it = evaluated(same)
    assert it.mistakes == ()
    for way in WAYS:
        assert getattr(it.overall, way).f1.value in {1.0, None}
        assert it.macro.labels[way].f1.value in {1.0, None}
        assert it.macro.articles[way].f1.value in {1.0, None}
    for one in it.attributes.values():
        assert one.value_f1.value in {1.0, None}
        assert one.matched in {0, one.gold}


@FEWER
@given(work=judged())
def test_a_threshold_judges_as_if_what_is_below_it_were_not_there(work):
    it = evaluated(work)
    if it.confidence is None:
        return
    for point in it.confidence.curve.points:
        kept = [
            replace(one, predicted={"x": above(one.predicted["x"], point.threshold)})
            if "x" in one.predicted
            else one
            for one in work
        ]
        left = evaluated(kept).overall.strict
        assert (point.predicted, point.f1) == (left.actual, left.f1.value)
        assert (point.precision, point.recall) == (left.precision.value, left.recall.value)
        if it.confidence.curve.best:
            assert it.confidence.curve.best.f1 >= point.f1
    best = it.confidence.curve.best
    assert best is None or it.confidence.curve.at_best.value == best.f1


def above(said, threshold):
    spans = tuple(span for span in said.labelling.spans if said.scores[span.id] >= threshold)
    return replace(said, labelling=replace(said.labelling, spans=spans))


@FEWER
@given(work=judged(("x", "y")), data=st.data())
def test_extractors_changed_about_only_turn_the_sign(work, data):
    one, other = compared(work), compared(work, ("y", "x"))
    assert (one.duels[0].better, one.duels[0].worse) == (
        other.duels[0].worse,
        other.duels[0].better,
    )
    for name, contest in one.duels[0].overall.items():
        back = other.duels[0].overall[name]
        assert (contest.a, contest.b) == (back.b, back.a)
        if contest.difference.value is not None:
            assert contest.difference.value == -back.difference.value
        assert (contest.p, contest.p_floor) == (back.p, back.p_floor)
    order = data.draw(st.permutations(range(len(work))))
    assert comparison_bytes(one) == comparison_bytes(compared(turned(work, order)))


@FEWER
@given(work=judged(("x", "y")))
def test_each_extractor_is_judged_as_if_it_were_alone(work):
    it = compared(work)
    for one in it.extractors:
        alone = evaluated(work, one.name)
        for way in WAYS:
            assert one.overall[f"{way}_f1"] == getattr(alone.overall, way).f1
        for label, own in one.labels.items():
            assert own["strict_recall"] == alone.labels[label].strict.recall
    for side, name in ((0, "a"), (1, "b")):
        for measure, contest in it.duels[0].overall.items():
            value = it.extractors[side].overall[measure].value
            assert getattr(contest, name).value == value


@FEWER
@given(work=judged(("x", "y")))
def test_what_made_the_difference_holds_every_gold_span_once(work):
    (duel,) = compared(work).duels
    one, other = (evaluated(work, name).overall.strict for name in ("x", "y"))
    for pulls in (duel.articles, duel.of_labels):
        assert sum(pull.won - pull.lost for pull in pulls) == other.correct - one.correct
        wrong = [own.actual - own.correct for own in (one, other)]
        assert sum(pull.fewer for pull in pulls) == wrong[0] - wrong[1]
    for contest in duel.overall.values():
        assert contest.p is None or contest.p_floor <= contest.p <= 1
    for figures in duel.labels.values():
        for contest in figures.values():
            assert contest.p is None or contest.p <= contest.p_holm <= 1
