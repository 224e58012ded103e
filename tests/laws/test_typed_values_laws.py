"""Laws of values: each can be read aloud, and what is said as one types it is read back."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotator.labels.counts import (
    Count,
    count_fault,
    count_typed,
    count_words,
    read_count,
    supports,
)
from annotator.labels.dates import date_fault, hangs_on_anchor, is_relative, read_date
from annotator.labels.span import Range
from annotator.labels.timex import is_value
from annotator.labels.timex_words import in_words
from annotator.labels.values import LARGEST
from tests.laws.texts import texts

PARTS_OF_DAY = st.sampled_from("MO MI AF EV NI DT".split())
SEASONS = "SP SU FA WI".split()


def joined(*parts):
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(
        "".join
    )


def maybe(*parts):
    return st.just("") | joined(*parts)


def digits(size, last=None):
    known = st.integers(0, 10**size - 1 if last is None else last).map(lambda one: f"{one:0{size}}")
    return known | st.text("0123456789X", min_size=size, max_size=size) | st.just("X" * size)


# TIMEX3's grammar, a little wider than the calendar; what no calendar has is sifted out.
years = joined(maybe("BC"), digits(4))
coarse = st.one_of(
    joined(maybe("BC"), digits(3) | digits(2)),
    years,
    joined("FY", digits(4), maybe(st.sampled_from("-Q1 -Q2 -Q3 -Q4 -QX -H1 -H2 -HX".split()))),
    joined(st.sampled_from(["KA", "MA", "GA"]), st.text("0123456789", min_size=1, max_size=30)),
)
days = st.one_of(
    coarse,
    joined(years, "-", digits(2, 12), maybe("-", digits(2, 31))),
    joined(years, "-W", digits(2, 53), maybe("-", st.sampled_from([*"1234567X", "WE"]))),
    joined(years, "-", st.sampled_from([*SEASONS, *"Q1 Q2 Q3 Q4 QX H1 H2 HX".split()])),
)
zones = st.just("Z") | joined(
    st.sampled_from("+-"), digits(2, 14), maybe(maybe(":"), digits(2, 59))
)
seconds = maybe(":", digits(2, 60), maybe(".", digits(3)))
clocks = joined(digits(2, 24) | digits(1), maybe(":", digits(2, 59), seconds), st.just("") | zones)
times = joined("T", PARTS_OF_DAY | clocks)
amounts = st.one_of(
    st.integers(0, 3).map(str),
    st.from_regex(r"\A[0-9]{1,25}(\.[0-9]{1,3})?\Z"),
    st.text("X", min_size=1, max_size=3),
)
lengths = joined(
    "P",
    *(
        maybe(amounts, unit)
        for unit in ["ML", "CE", "DE", "Y", st.sampled_from(SEASONS), *"H Q M W WE D".split()]
    ),
    maybe("T", *(maybe(amounts, unit) for unit in (PARTS_OF_DAY, "H", "M", "S"))),
)
references = st.sampled_from(["PRESENT_REF", "PAST_REF", "FUTURE_REF"])
values = st.one_of(days, days, joined(days, times), times, lengths, references).filter(is_value)

counts = st.integers(0, 200) | st.integers(0, LARGEST)
stated = st.one_of(
    st.builds(Range, counts, st.none()),
    st.builds(Range, st.none(), counts),
    st.just(Range(None, None)),
    st.lists(counts, min_size=2, max_size=2).map(lambda ends: Range(min(ends), max(ends))),
    counts.map(lambda number: Range(number, number)),
)
bounds = st.none() | st.sampled_from(
    ["MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "APPROX"]
)
anchors = st.dates().map(date.isoformat)
near = st.dates(date(1600, 1, 1), date(2400, 12, 31))
typings = st.one_of(
    texts(12),
    *(
        st.lists(st.sampled_from(tokens), max_size=4).map("".join)
        for tokens in (
            (*"> < >= ≤ ~ ≈ + - – .. … to 5 12 ٧٠ 1,500 2٬000 ’".split(), " ", "\u202f"),
            (*"- + 0 -1 +30 12 ٣١ w m Y d 2021 199 19 . / -W17 tev T18:00 p3 XX".split(), " "),
        )
    ),
)


@given(value=values)
def test_every_value_is_read_aloud_on_one_line_of_plain_words(value):
    words = in_words(value)
    assert words
    assert words.isascii()
    assert words.isprintable()
    assert words == " ".join(words.split())
    assert "X" not in words
    assert "None" not in words
    assert words != value or value.isdigit()


@given(text=typings | values)
def test_only_values_have_words(text):
    assert bool(in_words(text)) == is_value(text)


@given(day=near)
def test_a_day_and_the_same_day_of_its_week_are_read_alike(day):
    year, week, weekday = day.isocalendar()
    told = in_words(day.isoformat())
    assert in_words(f"{year:04}-W{week:02}-{weekday}").startswith(f"{told} (week {week}")
    assert told.split()[0] == f"{day:%A}"


@given(stated=stated, mod=bounds)
def test_a_count_said_as_one_types_it_is_read_back(stated, mod):
    kept = mod if mod is not None and supports(stated, mod) else None
    assert read_count(count_typed(stated, mod)) == Count(stated, kept)


@given(one=st.tuples(stated, bounds), other=st.tuples(stated, bounds))
def test_two_counts_have_the_same_words_only_where_they_are_typed_alike(one, other):
    assert (count_words(*one) == count_words(*other)) == (count_typed(*one) == count_typed(*other))


@given(typed=typings)
def test_a_count_is_either_read_or_refused_in_words(typed):
    count = read_count(typed)
    assert (count is None) == bool(count_fault(typed))
    assert count_fault(typed).isprintable()
    if count is not None:
        low, high = count.range.low, count.range.high
        assert all(end is None or 0 <= end <= LARGEST for end in (low, high))
        assert low is None or high is None or low <= high
        assert count.mod is None or supports(count.range, count.mod)


@given(stated=stated, mod=bounds)
def test_arabic_and_persian_digits_are_read_as_western_ones(stated, mod):
    typed = count_typed(stated, mod)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
        assert read_count(typed.translate(str.maketrans("0123456789", digits))) == read_count(typed)


@given(number=counts, separator=st.sampled_from(",٬'’\u2009\u202f\u00a0"))
def test_a_number_grouped_by_threes_is_the_number(number, separator):
    grouped = f"{number:,}".replace(",", separator)
    assert read_count(grouped) == Count(Range(number, number), None)


@given(value=values, anchor=st.none() | anchors)
def test_a_value_is_read_as_itself_in_capitals_or_not(value, anchor):
    assert read_date(value, anchor) == value
    assert read_date(value.lower(), anchor) == value


@given(typed=typings, anchor=st.none() | anchors)
def test_a_date_is_either_read_as_a_value_or_refused_in_words(typed, anchor):
    value = read_date(typed, anchor)
    assert (value is None) == bool(date_fault(typed, anchor))
    assert value is None or is_value(value)
    assert date_fault(typed, anchor).isprintable()


@given(day=near, steps=st.integers(-999, 999))
def test_days_and_weeks_count_as_the_calendar_does(day, steps):
    anchor = day.isoformat()
    assert read_date(f"{steps:+}", anchor) == (day + timedelta(steps)).isoformat()
    year, week, _ = (day + timedelta(weeks=steps)).isocalendar()
    assert read_date(f"{steps:+}w", anchor) == f"{year:04}-W{week:02}"


@given(day=near, steps=st.integers(-99, 99))
def test_twelve_months_are_a_year(day, steps):
    anchor = day.isoformat()
    assert read_date(f"{12 * steps:+}m", anchor) == (
        f"{read_date(f'{steps:+}y', anchor)}-{day.month:02}"
    )


@given(text=texts(20), value=values, day=near)
def test_what_hangs_on_the_anchor_no_longer_does_once_the_text_names_the_year(text, value, day):
    if hangs_on_anchor(text, value):
        year = value.removeprefix("FY")[:4]
        assert not hangs_on_anchor(f"{text} {year}", value)
        assert not is_relative(f"{text} {year}", value)
    assert hangs_on_anchor("", day.isoformat())
    assert not hangs_on_anchor(f"{day.year}", day.isoformat())
