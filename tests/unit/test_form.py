"""The form asks in a sensible order, reads what is typed, and says what it could not read."""

import pytest

from annotator.labels.counts import read_count
from annotator.labels.span import Quote, Range, mark
from annotator.session.form import ANCHOR, Anchors, Asked, Counts, Gives, Refuses, answered
from tests.laws.strategies import CASUALTY, DATE, PERSON, PLACE, sitting

TEXT = "قُتل 12 شخصا أمس وفي 1 مايو 2021"
DAY = (13, 16)
FULL_DAY = (21, 32)


def asked(label, *, anchor=None, piece=DAY, **more):
    return Asked(mark(TEXT, "s1", label.name, [piece], **more), label, anchor)


def row(form, name):
    return next(one for one in form.rows if one.name == name)


def test_only_a_label_with_dates_asks_what_they_count_from():
    assert asked(DATE).rows[-1] is ANCHOR
    assert ANCHOR not in asked(CASUALTY).rows


@pytest.mark.parametrize(
    ("anchor", "piece", "values", "first"),
    [
        (None, DAY, (), 3),
        ("2021-04-30", DAY, (), 0),
        (None, FULL_DAY, (), 0),
        (None, DAY, (("value", "2021-04-29"),), 1),
        ("2021-04-30", DAY, (("mod", "START"), ("quant", "1"), ("value", "2021")), 0),
        (None, DAY, (("mod", "START"), ("quant", "1"), ("value", "2021")), 0),
    ],
    ids=["no anchor", "anchor", "full date", "valued", "all valued", "all but the anchor"],
)
def test_the_form_begins_with_what_is_wanted_most(anchor, piece, values, first):
    assert asked(DATE, anchor=anchor, piece=piece, attributes=values).first == first


def test_a_date_to_be_checked_is_asked_before_all_else():
    values = (("mod", "START"), ("value", "2021-04-29"))
    assert asked(DATE, attributes=values, flags=("check-date",)).first == 0


def test_a_flag_that_a_relabelled_span_brought_along_is_no_matter():
    form = asked(PLACE, flags=("check-date",), attributes=(("mention", "named"),))
    assert form.rows[form.first].name == "entity"


@pytest.mark.parametrize(
    ("label", "name", "typed", "answer"),
    [
        (CASUALTY, "count", " >150 ", Counts("count", read_count(">150"))),
        (CASUALTY, "count", "٢٠-٢٥", Counts("count", read_count("20-25"))),
        (CASUALTY, "count", "  ", Gives("count", None)),
        (CASUALTY, "age", "٤٢", Gives("age", 42)),
        (CASUALTY, "age", "-3", Gives("age", -3)),
        (CASUALTY, "age", "−3", Gives("age", -3)),
        (CASUALTY, "age", "1,000", Gives("age", 1000)),
        (DATE, "value", "2021-w17", Gives("value", "2021-W17")),
        (DATE, "value", "", Gives("value", None)),
        (DATE, "quant", " EVERY ", Gives("quant", "EVERY")),
        (PERSON, "entity", "x", Gives("entity", "x")),
    ],
)
def test_what_is_typed_is_read_as_its_row_asks(label, name, typed, answer):
    form = asked(label)
    assert form.read(row(form, name), typed) == answer


@pytest.mark.parametrize(
    ("label", "name", "typed", "why"),
    [
        (CASUALTY, "count", "25-20", "runs from 25 down to 20"),
        (CASUALTY, "age", ">3", "no whole number"),
        (CASUALTY, "age", "~3", "no whole number"),
        (CASUALTY, "age", "3-4", "no whole number"),
        (CASUALTY, "age", "--3", "no whole number"),
        (CASUALTY, "age", str(2**53), "no whole number"),
        (DATE, "value", "2021-02-30", "not in the calendar"),
        (DATE, "value", "-1", "which is not known"),
    ],
)
def test_what_cannot_be_read_is_refused_with_why(label, name, typed, why):
    form = asked(label)
    answer = form.read(row(form, name), typed)
    assert isinstance(answer, Refuses)
    assert why in answer.why


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2021-04-30", Anchors("2021-04-30")),
        ("30.4.2021", Anchors("2021-04-30")),
        ("٢٠٢١-٠٤-٣٠", Anchors("2021-04-30")),
        ("", Anchors(None)),
    ],
)
def test_the_day_to_count_from_is_read_as_a_date(typed, answer):
    assert asked(DATE).read(ANCHOR, typed) == answer


@pytest.mark.parametrize("typed", ["2021-04", "2021-W17-5", "2021-04-30T18:00", "P3D", "+1", "x"])
def test_what_is_more_or_less_than_a_day_is_nothing_to_count_from(typed):
    answer = asked(DATE, anchor="2021-04-30").read(ANCHOR, typed)
    assert answer == Refuses(f"{typed} is no day: type one such as 2021-04-30")


def test_what_is_typed_is_told_in_words_while_it_is_typed():
    dates, counts = asked(DATE, anchor="2021-04-30"), asked(CASUALTY)
    assert dates.reading(row(dates, "value"), "+1") == "Saturday 1 May 2021"
    assert dates.reading(ANCHOR, "2021-05-01") == "Saturday 1 May 2021"
    assert counts.reading(row(counts, "count"), "<90") == "fewer than 90"
    for typed in ("", "  ", "25-20"):
        assert counts.reading(row(counts, "count"), typed).startswith("13, 20-25")
    assert "where 0 is Friday 30 April 2021" in dates.reading(row(dates, "value"), "q")
    assert "where 0 is" not in asked(DATE).reading(row(dates, "value"), "")
    assert "2021-04-30" in dates.reading(ANCHOR, "2021-04")


def test_a_value_is_shown_as_it_is_typed_and_as_it_is_read():
    values = (("count", Range(150, None)), ("mod", "MORE_THAN"), ("where", ("s2",)))
    span = mark(TEXT, "s1", "CASUALTY", [(5, 7)], attributes=values)
    form = Asked(span, CASUALTY, None, {"s2": "حلب"})
    assert form.typed(row(form, "count")) == ">150"
    assert form.words(row(form, "count")) == "more than 150"
    assert form.words(row(form, "where")) == "«حلب»"
    assert form.typed(row(form, "age")) == form.words(row(form, "age")) == ""
    assert asked(DATE, anchor="2021-04-30").typed(ANCHOR) == "2021-04-30"


def test_an_answer_changes_the_span_or_the_article_or_nothing():
    span = mark(TEXT, "s1", "CASUALTY", [(5, 7)])
    session = sitting(TEXT, span)
    assert answered(session, span, Gives("outcome", "killed")).span.value("outcome") == "killed"
    counted = answered(session, span, Counts("count", read_count("12")))
    assert counted.span.value("count") == Range(12, 12)
    came = answered(session, span, Anchors("2021-04-30"))
    assert came.session.labelling.anchor == "2021-04-30"
    refused = answered(session, span, Refuses("no such thing"))
    assert (refused.session, refused.said) == (session, "no such thing")
    wrong = answered(session, span, Gives("victims", Quote(0, 2, "no")))
    assert wrong.session is session
