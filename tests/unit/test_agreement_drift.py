"""Agreement by week, by guideline and by where spans came from."""

import pytest

from annotator.labels.labelling import Labelling, Rejected
from annotator.labels.span import Span
from annotator.measure.agreement.compared import Compared, Resampling, couples
from annotator.measure.agreement.drift import by_guideline, by_week
from annotator.measure.agreement.independence import by_origin, independence_warnings
from annotator.text.article import Article


def span(at, origin="manual", *, label="P", shift=0):
    return Span(f"s{at + 1}", label, ((10 * at + shift, 10 * at + 5),), "x", origin=origin)


def compared(name, ours, theirs, *, refused=(), **told):
    sides = {"n1": Labelling(tuple(ours)), "n2": Labelling(tuple(theirs), rejected=refused)}
    return Compared(Article(name, "x"), **{"unit": name, **told}, labellings=sides)


def how(given):
    return Resampling({one.article.id: one.unit for one in given}, 5, 200)


def slices(function, given):
    return function(couples(given, ("n1", "n2")), given, how(given))


def origins(given):
    return by_origin(couples(given, ("n1", "n2")), how(given))


def value(slice_):
    return slice_.name, slice_.articles, slice_.strict_f1.value, slice_.overlap_f1.value


def test_weeks_come_in_order_and_what_is_of_two_weeks_last():
    both = [span(0), span(1)]
    given = [
        compared("c", both, both[:1], week="2026-W48", guideline="v2"),
        compared("a", both, both, week="2026-W47", guideline="v2"),
        compared("b", both, [span(0, shift=1)], guideline="v1"),
        compared("d", both, both, week="2026-W48", guideline="z"),
    ]
    weeks = [value(one) for one in slices(by_week, given)]
    assert weeks == [
        ("2026-W47", 1, 1.0, 1.0),
        ("2026-W48", 2, pytest.approx(6 / 7), pytest.approx(6 / 7)),
        ("mixed", 1, 0.0, pytest.approx(2 / 3)),
    ]
    assert [one.name for one in slices(by_guideline, given)] == ["v1", "v2", "z"]


def test_a_slice_has_an_interval_from_its_own_units_alone():
    week = {"week": "2026-W47"}
    many = [compared(f"a{at}", [span(0), span(1)], [span(at % 2)], **week) for at in range(6)]
    few = [compared(f"b{at}", [span(0)], [span(0)], week="2026-W48") for at in range(4)]
    empty = [compared("c", (), (), week="2026-W49")]
    full, scarce, none = slices(by_week, [*many, *few, *empty])
    assert (full.strict_f1.n, full.strict_f1.low) == (6, pytest.approx(2 / 3))
    assert (scarce.strict_f1.value, scarce.strict_f1.low) == (1.0, None)
    assert "fewer than 5" in scarce.strict_f1.why
    assert none.strict_f1.why == "neither side marked anything"
    one_event = [compared(f"a{at}", [span(0)], [span(0)], unit="e", **week) for at in range(6)]
    assert slices(by_week, one_event)[0].strict_f1.n == 1


def test_spans_are_parted_by_where_they_came_from_together_with_their_partner():
    ours = [
        span(0),
        span(1, "suggested:x"),
        span(2, "suggested:x"),
        span(3, "propagated"),
        span(4, "imported:brat"),
        span(5, "suggested:x"),
        span(6, "adjudicated"),
        span(7, "suggested:x"),
    ]
    theirs = [
        span(0),
        span(1, "suggested:x"),
        span(2, "suggested:y", shift=1),
        span(3),
        span(4, "propagated"),
        span(6, label="Q"),
    ]
    refused = (Rejected("P", 70, 75),)
    given = [compared("a", ours, theirs, refused=refused), compared("b", [span(0)], ())]
    assert [value(one) for one in origins(given)] == [
        ("manual", 2, pytest.approx(2 / 3), pytest.approx(2 / 3)),
        # The span that the other refused counts against it.
        ("suggested to both", 1, pytest.approx(2 / 3), pytest.approx(2 / 3)),
        ("suggested to one", 1, 0.0, pytest.approx(2 / 3)),
        ("propagated", 1, 1.0, 1.0),
        ("adjudicated", 1, 0.0, 0.0),
    ]
    assert origins([compared("a", (), ())]) == ()


def test_what_was_suggested_to_both_is_warned_of_by_name():
    shared = [span(at, "suggested:rules") for at in range(3)]
    given = [compared("a", [*shared, span(5)], [*shared[:2], span(2), span(5)])]
    (told,) = independence_warnings(couples(given, ("n1", "n2")))
    assert told == (
        "2 of 4 matched spans were suggested to both by rules: "
        "there they agree because they were shown the same"
    )
    alone = [compared("a", shared[:1], shared[:1])]
    (told,) = independence_warnings(couples(alone, ("n1", "n2")))
    assert told.startswith("1 of 1 matched span was suggested to both by rules")
    manual = [compared("a", [span(0)], [span(0)])]
    assert independence_warnings(couples(manual, ("n1", "n2"))) == ()
