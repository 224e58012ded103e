"""Values are given only where they fit, and what hangs on them follows."""

import pytest

from annotator.labels.counts import read_count
from annotator.labels.edits import Add
from annotator.labels.schema import Attribute
from annotator.labels.span import Quote, Range, mark
from annotator.session.tagging import delete, tag
from annotator.session.valuing import (
    choice_keys,
    entity_id,
    give,
    give_anchor,
    give_count,
    is_day,
    toggle_target,
    worded,
)
from tests.laws.strategies import CASUALTY, DATE, PERSON, sitting

TEXT = "قُتل أكثر من 150 شخصا في حلب أمس، وعاد 3 في 1 مايو 2021"
COUNT = mark(TEXT, "s1", "CASUALTY", [(13, 21)])
CITY = mark(TEXT, "s2", "PLACE", [(25, 28)])
DAY = mark(TEXT, "s3", "DATE", [(29, 32)])
WHOLE_DAY = mark(TEXT, "s4", "DATE", [(44, 55)])


def opened(*spans, **more):
    return sitting(TEXT, *(spans or (COUNT, CITY, DAY)), **more)


def test_a_value_is_given_and_taken_away():
    came = give(opened(), COUNT, "outcome", "killed")
    assert came.span.attributes == (("outcome", "killed"),)
    assert came.said == "outcome is killed"
    back = give(came.session, came.span, "outcome", None)
    assert back.span == COUNT
    assert back.said == "outcome has no value"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("outcome", "lost", "none of killed, wounded"),
        ("count", "150", "no [low, high]"),
        ("count", Range(9, 3), "runs from 9 down to 3"),
        ("age", 2**53, "no whole number"),
        ("where", "s2", "no list of span ids"),
        ("where", ("s2", "s2"), "names one span twice"),
        ("victims", Quote(0, 4, "قتل"), "where the article says"),
        ("victims", Quote(0, len(TEXT) + 1, TEXT), f"in a text of {len(TEXT)}"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_why(name, value, why):
    session = opened()
    came = give(session, COUNT, name, value)
    assert came.session is session
    assert came.said.startswith(f"not kept: {name} ")
    assert why in came.said


def test_a_value_that_the_label_does_not_have_is_refused_whatever_its_kind():
    session = opened()
    said = "PLACE has no value called count"
    for came in (
        give(session, CITY, "count", Range(1, 1)),
        give_count(session, CITY, "count", read_count("1")),
        toggle_target(session, CITY, "count", COUNT),
    ):
        assert came.session is session
        assert came.said == said


def test_a_count_is_given_to_what_holds_counts_only():
    session = opened()
    came = give_count(session, COUNT, "outcome", read_count("12"))
    assert came.session is session
    assert came.said == "outcome of CASUALTY is no count"


@pytest.mark.parametrize(
    ("before", "typed", "mod"),
    [
        (("150", None), ">150", "MORE_THAN"),
        (("150", "APPROX"), "150", None),
        (("150", "APPROX"), "200", None),
        ((">150", "MORE_THAN"), "80+", "EQUAL_OR_MORE"),
        ((">150", "MORE_THAN"), "20-25", None),
        (("80+", "EQUAL_OR_MORE"), "<=90", None),
        ((None, "APPROX"), "20-25", "APPROX"),
        ((None, "MORE_THAN"), "20-25", None),
        ((None, "MORE_THAN"), "20..", "MORE_THAN"),
    ],
)
def test_a_mod_goes_with_the_sign_that_told_it_and_where_the_count_cannot_bear_it(
    before, typed, mod
):
    count, was = before
    values = [("count", read_count(count).range)] if count else []
    values += [("mod", was)] if was else []
    span = mark(TEXT, "s1", "CASUALTY", [(13, 21)], attributes=values)
    came = give_count(opened(span), span, "count", read_count(typed))
    assert came.span.value("count") == read_count(typed).range
    assert came.span.value("mod") == mod


def test_a_count_and_its_mod_are_one_step():
    came = give_count(opened(), COUNT, "count", read_count("~200"))
    assert came.said == "count is about 200"
    assert came.session.undo().labelling == opened().labelling


def test_targets_are_named_in_order_and_named_no_longer():
    session = opened().do(Add(mark(TEXT, "s5", "PLACE", [(22, 28)])))
    other = session.labelling.span("s5")
    first = toggle_target(session, COUNT, "where", other)
    both = toggle_target(first.session, first.span, "where", CITY)
    assert both.span.value("where") == ("s5", "s2")
    assert both.said == "where is «حلب»"
    one = toggle_target(both.session, both.span, "where", other)
    assert one.span.value("where") == ("s2",)
    assert one.said == "where no longer names «في حلب»"
    none = toggle_target(one.session, one.span, "where", CITY)
    assert none.span == COUNT


@pytest.mark.parametrize(
    ("name", "target", "wanted"), [("where", DAY, "a PLACE"), ("part_of", COUNT, "a CASUALTY")]
)
def test_a_target_of_another_label_or_the_span_itself_is_refused(name, target, wanted):
    session = opened()
    came = toggle_target(session, COUNT, name, target)
    assert came.session is session
    assert came.said == f"{name} needs another span, {wanted}"


def test_what_names_no_span_takes_none():
    session = opened()
    came = toggle_target(session, COUNT, "outcome", CITY)
    assert came.session is session
    assert came.said == "outcome of CASUALTY names no span"


def test_deleting_a_target_takes_only_its_name_away():
    session = opened()
    session = toggle_target(session, COUNT, "where", CITY).session
    session = toggle_target(session, session.labelling.span("s1"), "when", DAY).session
    after = delete(session, CITY).session
    assert after.labelling.span("s1").attributes == (("when", ("s3",)),)
    assert after.undo().labelling == session.labelling


def test_relabelling_a_target_frees_what_wants_its_old_label_in_one_step():
    session = opened()
    session = toggle_target(session, COUNT, "where", CITY).session
    came = tag(session, PERSON, selection=None, current=CITY, offset=26)
    assert came.session.labelling.span("s1").attributes == ()
    assert "CASUALTY «150 شخصا» no longer names it" in came.said
    assert len(came.session.done) == len(session.done) + 1
    assert came.session.undo().labelling == session.labelling


def test_relabelling_keeps_a_value_only_where_the_new_label_has_it_of_that_kind():
    values = [("mention", "named"), ("entity", "aleppo")]
    span = mark(TEXT, "s2", "PLACE", [(25, 28)], attributes=values)
    kept = tag(opened(span), PERSON, selection=None, current=span, offset=0)
    assert kept.span.attributes == (("entity", "aleppo"), ("mention", "named"))
    values[0] = ("mention", "described")
    span = mark(TEXT, "s2", "PLACE", [(25, 28)], attributes=values)
    lost = tag(opened(span), PERSON, selection=None, current=span, offset=0)
    assert lost.span.attributes == (("entity", "aleppo"),)
    assert lost.said == "PLACE is now PERSON; dropped mention"


def dated(value, span=DAY, **more):
    return mark(TEXT, span.id, "DATE", span.pieces, attributes=[("value", value)], **more)


def test_another_day_flags_only_the_dates_that_hang_on_it():
    relative, full = dated("2021-04-29"), dated("2021-05-01", WHOLE_DAY)
    duration = dated("P3D", COUNT)
    session = opened(relative, full, duration, anchor="2021-04-30")
    came = give_anchor(session, "2022-01-01")
    assert [span.id for span in came.session.spans if span.flags == ("check-date",)] == ["s3"]
    assert came.said == "relative dates count from Saturday 1 January 2022; 1 date to check"
    assert len(came.session.done) == 1
    assert came.session.undo().labelling == session.labelling


def test_two_dates_are_told_as_two_and_one_flagged_before_is_not_flagged_again():
    flagged = dated("2021-04-29", WHOLE_DAY, flags=("check-date", "unsure"))
    texts = [mark(TEXT, f"s{at}", "DATE", [(at, at + 2)]) for at in (5, 9)]
    spans = [dated("2021-04-28", span) for span in texts]
    session = opened(
        dated("2021-04-29", flags=("check-date",)), flagged, *spans, anchor="2021-04-30"
    )
    came = give_anchor(session, "2021-05-01")
    assert came.said.endswith("; 2 dates to check")
    assert came.session.labelling.span("s4").flags == ("check-date", "unsure")


def test_the_first_day_that_is_given_flags_nothing():
    session = opened(dated("2021-04-29"))
    came = give_anchor(session, "2021-04-30")
    assert came.session.spans == session.spans
    assert came.said == "relative dates count from Friday 30 April 2021"


def test_the_day_is_taken_away_and_the_dates_that_hung_on_it_are_to_be_checked():
    came = give_anchor(opened(dated("2021-04-29"), anchor="2021-04-30"), None)
    assert came.session.labelling.anchor is None
    assert came.said == "no day to count from; 1 date to check"


@pytest.mark.parametrize(
    ("day", "said"),
    [("2021-04-30", "relative dates count from 2021-04-30"), (None, "no day to count from")],
)
def test_the_day_that_is_there_already_changes_nothing(day, said):
    session = opened(DAY, anchor=day)
    came = give_anchor(session, day)
    assert came.session is session
    assert came.said == said


@pytest.mark.parametrize(
    "day", ["2021-02-30", "2021-W17-5", "20210430", "2021-4-30", "٢٠٢١-٠٤-٣٠", "", " 2021-04-3"]
)
def test_what_is_no_day_of_the_calendar_as_label_files_write_it_is_not_kept(day):
    session = opened(anchor="2021-04-30")
    assert not is_day(day)
    assert give_anchor(session, day).session is session


def test_giving_a_date_takes_the_flag_for_a_check_away_and_leaves_others():
    span = dated("2021-04-29", flags=("check-date", "unsure"))
    session = opened(span)
    same = give(session, span, "value", "2021-04-29")
    assert same.span.flags == ("unsure",)
    other = give(session, span, "quant", "EVERY")
    assert other.span.flags == ("check-date", "unsure")


def test_each_choice_has_a_letter_of_its_own_where_one_is_left():
    assert choice_keys(("killed", "wounded", "missing")) == ("k", "w", "m")
    assert choice_keys(("place", "period", "party")) == ("p", "e", "a")
    assert choice_keys(("LESS_THAN", "MORE_THAN")) == ("l", "m")
    assert choice_keys(("b", "bb", "بلد")) == ("a", "c", "d")
    assert choice_keys(("x",) * 26)[-1] == ""


def test_a_value_is_told_in_words():
    where, when = CASUALTY.attribute("where"), DATE.attribute("value")
    assert worded(where, ("s2", "s9"), {"s2": "حلب"}, None) == "«حلب», «s9»"
    assert worded(when, "2021-05-01", {}, None) == "2021-05-01  Saturday 1 May 2021"
    assert worded(Attribute("n", "range"), Range(150, None), {}, "MORE_THAN") == "more than 150"
    assert worded(Attribute("q", "quote"), Quote(0, 1, "ق\u202e"), {}, None) == "«ق»"
    assert worded(Attribute("n", "integer"), -3, {}, None) == "-3"


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Kurmanbek  Bakiyev", (), "kurmanbek-bakiyev"),
        ("كرمان بك", (), "كرمان-بك"),
        ("مُحَمَّد", (), "محمد"),
        ("José", ("josé",), "josé-2"),
        ("A.", ("a", "a-2", "a-4"), "a-3"),
        ("«…»", (), "entity"),
        ("\u202eevil\x1b[2J", (), "evil-2j"),
        ("", ("entity",), "entity-2"),
    ],
)
def test_an_id_is_made_of_a_name_and_is_nobody_elses(name, taken, made):
    assert entity_id(name, frozenset(taken)) == made
