"""The list of spans says which spans lack what, and what the others say."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, Span
from annotator.session.listed import (
    Filter,
    glimpse,
    is_unsure,
    listed,
    unfinished,
    values,
    values_line,
)
from annotator.text.width import cells
from tests.laws.texts import texts as any_texts

PLACE = Label(
    "PLACE",
    "l",
    "green",
    "underline",
    "A place.",
    "place.md",
    attributes=(
        Attribute("kind", "choice", ("city", "country")),
        Attribute("founded", "integer"),
        Attribute("entity", "entity"),
    ),
)
CASUALTY = Label(
    "CASUALTY",
    "c",
    "red",
    "underline2",
    "People hurt.",
    "casualty.md",
    attributes=(
        Attribute("outcome", "choice", ("killed", "wounded"), required=True),
        Attribute("count", "range", required=True),
        Attribute("mod", "choice", ("MORE_THAN", "APPROX", "START")),
        Attribute("victims", "quote"),
        Attribute("where", "span", label="PLACE"),
    ),
)
DATE = Label(
    "DATE",
    "d",
    "purple",
    "italic",
    "A day.",
    "date.md",
    attributes=(Attribute("type", "choice", ("DATE", "SET")), Attribute("value", "date")),
)
NOTE = Label("NOTE", "n", "gray", "bold", "Anything.", "note.md")
SCHEMA = Schema("s", "1", (PLACE, CASUALTY, DATE, NOTE), "", "")
TEXTS = {"s1": "بيروت", "s2": "صور"}.__getitem__


def span(label, *attributes, id="s1", flags=(), comment=""):
    return Span(id, label.name, ((0, 5),), "بيروت", attributes, flags, comment)


class TestWhatIsUnfinished:
    def test_a_span_without_any_value_lacks_all_of_its_labels_in_their_order(self):
        assert unfinished(span(PLACE), PLACE) == ("kind", "founded", "entity")

    def test_one_value_is_enough_where_none_is_required(self):
        assert unfinished(span(PLACE, ("entity", "beirut")), PLACE) == ()

    def test_what_is_required_is_lacking_whatever_else_is_given(self):
        given_one = span(CASUALTY, ("where", ("s1",)), ("outcome", "killed"))
        assert unfinished(given_one, CASUALTY) == ("count",)
        assert unfinished(span(CASUALTY), CASUALTY) == ("outcome", "count")

    def test_what_is_required_and_given_is_enough(self):
        both = span(CASUALTY, ("outcome", "killed"), ("count", Range(0, 0)))
        assert unfinished(both, CASUALTY) == ()

    def test_a_date_to_check_lacks_its_value_though_it_has_one(self):
        date = span(DATE, ("type", "DATE"), ("value", "2021-04-29"), flags=("check-date",))
        assert unfinished(date, DATE) == ("value",)
        assert unfinished(span(DATE, ("value", "2021-04-29")), DATE) == ()

    def test_a_date_without_values_that_is_to_be_checked_lacks_each_value_once(self):
        assert unfinished(span(DATE, flags=("check-date",)), DATE) == ("type", "value")

    def test_a_label_that_carries_nothing_lacks_nothing(self):
        assert unfinished(span(NOTE, flags=("check-date",)), NOTE) == ()


class TestValues:
    def test_they_stand_in_the_order_of_the_schema(self):
        one = span(PLACE, ("entity", "beirut"), ("founded", -3000), ("kind", "city"))
        assert values_line(one, PLACE, TEXTS) == "city · -3000 · beirut"

    def test_nothing_given_is_an_empty_line(self):
        assert values_line(span(PLACE), PLACE, TEXTS) == ""

    def test_a_count_is_told_as_it_is_typed(self):
        assert values(span(CASUALTY, ("count", Range(20, 25))), CASUALTY, TEXTS) == ("20-25",)

    def test_a_mod_that_shows_in_the_count_is_not_told_again(self):
        one = span(CASUALTY, ("count", Range(150, None)), ("mod", "MORE_THAN"))
        assert values_line(one, CASUALTY, TEXTS) == ">150"

    def test_a_mod_that_does_not_show_in_the_count_is_told(self):
        one = span(CASUALTY, ("count", Range(13, 13)), ("mod", "MORE_THAN"))
        assert values_line(one, CASUALTY, TEXTS) == "13 · MORE_THAN"

    def test_a_mod_without_a_count_is_told(self):
        assert values(span(CASUALTY, ("mod", "APPROX")), CASUALTY, TEXTS) == ("APPROX",)

    def test_a_quote_is_told_in_its_words(self):
        one = span(CASUALTY, ("victims", Quote(3, 9, "جنديان")))
        assert values(one, CASUALTY, TEXTS) == ("«جنديان»",)

    def test_of_a_long_quote_the_beginning_is_told(self):
        one = span(CASUALTY, ("victims", Quote(0, 400, "كلمة " * 80)), ("where", ("s1",)))
        quote, where = values(one, CASUALTY, TEXTS)
        assert quote.startswith("«كلمة كلمة")
        assert quote.endswith("…»")
        assert where == "بيروت"

    def test_spans_that_are_named_are_told_in_their_words(self):
        one = span(CASUALTY, ("where", ("s2", "s1")))
        assert values(one, CASUALTY, TEXTS) == ("صور, بيروت",)

    def test_the_comment_comes_last(self):
        one = span(PLACE, ("kind", "city"), comment="the old town?")
        assert values(one, PLACE, TEXTS) == ("city", "“the old town?”")
        assert values_line(span(NOTE, comment="why"), NOTE, TEXTS) == "“why”"


class TestFilters:
    SPANS = (
        span(PLACE, ("kind", "city"), id="s1"),
        span(CASUALTY, id="s2", flags=("unsure",)),
        span(PLACE, id="s3", flags=("unsure",)),
        span(NOTE, id="s4", flags=("other",)),
    )

    def ids(self, only):
        return [one.id for one in listed(self.SPANS, only, SCHEMA)]

    @pytest.mark.parametrize(
        ("only", "ids"),
        [
            (Filter(), ["s1", "s2", "s3", "s4"]),
            (Filter(label="PLACE"), ["s1", "s3"]),
            (Filter(unsure=True), ["s2", "s3"]),
            (Filter(unfinished=True), ["s2", "s3"]),
            (Filter(label="PLACE", unsure=True), ["s3"]),
            (Filter(label="NOTE", unfinished=True), []),
        ],
    )
    def test_a_span_is_listed_when_it_meets_all_that_is_asked(self, only, ids):
        assert self.ids(only) == ids

    def test_a_span_of_a_label_that_is_not_there_lacks_nothing(self):
        foreign = Span("s9", "GONE", ((0, 1),), "ب")
        assert listed((foreign,), Filter(unfinished=True), SCHEMA) == ()
        assert listed((foreign,), Filter(label="GONE"), SCHEMA) == (foreign,)

    def test_asking_twice_asks_for_nothing(self):
        assert Filter().toggled_label("PLACE").toggled_label("PLACE") == Filter()
        assert Filter().toggled_unsure().toggled_unsure() == Filter()
        assert Filter().toggled_unfinished().toggled_unfinished() == Filter()

    def test_one_label_takes_the_place_of_another_and_leaves_the_rest(self):
        only = Filter(unsure=True).toggled_label("PLACE").toggled_label("DATE")
        assert only == Filter("DATE", unsure=True)

    def test_a_filter_is_active_when_it_asks_for_anything(self):
        assert not Filter().active
        assert Filter(label="PLACE").active
        assert Filter().toggled_unsure().active
        assert Filter().toggled_unfinished().active

    def test_unsure_is_what_its_annotator_marked_so(self):
        assert [one.id for one in self.SPANS if is_unsure(one)] == ["s2", "s3"]


class TestGlimpse:
    def test_what_fits_is_whole(self):
        assert glimpse("بيروت", 5) == "بيروت"

    def test_what_does_not_fit_says_so(self):
        assert glimpse("بيروت", 4) == "بير…"

    @pytest.mark.parametrize("text", ["ا" * 3_000_000, "\u200f" * 3_000_000, "ا\u064e" * 1_000_000])
    def test_a_text_of_any_length_is_looked_at_only_as_far_as_it_is_drawn(self, text):
        assert glimpse(text, 20).endswith("…")

    @given(any_texts(), st.integers(0, 30))
    def test_it_is_never_wider_than_its_room_and_holds_nothing_that_acts(self, text, width):
        seen = glimpse(text, width)
        assert cells(seen) <= width
        assert not {unicodedata.category(one) for one in seen} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
