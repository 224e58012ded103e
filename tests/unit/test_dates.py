"""Dates as an annotator types them, and the day that they count from."""

import pytest

from annotator.labels.dates import date_fault, hangs_on_anchor, is_relative, read_date

ANCHOR = "2021-04-30"

ALONE = """
2021-04-30 2021-04-30 | 2021 2021 | 19 19 | 199 199 | 2021-w17 2021-W17 | xxxx-wxx-5 XXXX-WXX-5
p3d P3D | pt6h PT6H | t9:00 T9:00 | present_ref PRESENT_REF | 2021-04-30t18:00z 2021-04-30T18:00Z
2021/4/9 2021-04-09 | 2021.4.9 2021-04-09 | 2021-4-9 2021-04-09 | 9.4.2021 2021-04-09
9/4/2021 2021-04-09 | 9-4-2021 2021-04-09 | 29/4/2021 2021-04-29 | 2021-4 2021-04
4/2021 2021-04 | 2021/12 2021-12 | xxxx/4/7 XXXX-04-07 | 9/4/2021t18:00 2021-04-09T18:00
2021/4/9tev 2021-04-09TEV | ٢٠٢١/٤/٩ 2021-04-09 | ۲۰۲۱-۰۴-۳۰ 2021-04-30 | 2021–04–30 2021-04-30
٢٠٢١ 2021 | \u200f2021-04-30\u200e 2021-04-30
"""

COUNTED = """
0 2021-04-30 | -0 2021-04-30 | 0d 2021-04-30 | -1 2021-04-29 | -1d 2021-04-29 | +3 2021-05-03
+3D 2021-05-03 | -120 2020-12-31 | −1 2021-04-29 | –1 2021-04-29 | +٣ 2021-05-03 | ٠ 2021-04-30
-1w 2021-W16 | 0w 2021-W17 | +36w 2022-W01 | -17w 2020-W53 | -1m 2021-03 | 0m 2021-04
-4m 2020-12 | +9m 2022-01 | -28m 2018-12 | -1y 2020 | 0y 2021 | +1Y 2022 | -2020y 0001
-1tev 2021-04-29TEV | 0t18:00 2021-04-30T18:00 | -1tni 2021-04-29TNI | -99999 1747-07-17
"""

REFUSED = [
    ("", "nothing is typed"),
    (" \u200f", "nothing is typed"),
    ("t", "'t' is no TIMEX3 value"),
    ("friday", "'friday' is no TIMEX3 value"),
    ("-1x", "is no TIMEX3 value"),
    ("-1t", "is no TIMEX3 value"),
    ("-1txy", "is no TIMEX3 value"),
    ("--1", "is no TIMEX3 value"),
    ("2021 04", "is no TIMEX3 value"),
    ("9/4-2021", "is no TIMEX3 value"),
    ("9/4/21", "is no TIMEX3 value"),
    ("ptſ", "is no TIMEX3 value"),
    ("أمس", "'أمس' is no TIMEX3 value"),
    ("2021\x1b", "'2021\\x1b' is no TIMEX3 value"),
    ("1", "'1' needs a sign"),
    ("3w", "'3w' needs a sign"),
    ("1tev", "needs a sign"),
    ("31.4.2021", "is not in the calendar"),
    ("4/31/2021", "is not in the calendar"),
    ("2021-02-29", "is not in the calendar"),
    ("2021/13/1t18:00", "is not in the calendar"),
    ("-2021y", "leads out of the calendar"),
    ("+7979y", "leads out of the calendar"),
    ("-99999m", "leads out of the calendar"),
    ("-999999", "leads out of the calendar"),
    ("-999999w", "leads out of the calendar"),
]


def pairs(table):
    cells = table.replace("\n", "|").split("|")
    return [tuple(cell.split()) for cell in cells if cell.strip()]


@pytest.mark.parametrize(("typed", "value"), pairs(ALONE))
def test_a_date_is_read_as_it_is_typed(typed, value):
    for anchor in (ANCHOR, None):
        assert read_date(f" {typed} ", anchor) == value
        assert date_fault(typed, anchor) == ""


@pytest.mark.parametrize(("typed", "value"), pairs(COUNTED))
def test_a_date_counts_from_the_anchor(typed, value):
    assert read_date(typed, ANCHOR) == value
    assert date_fault(typed, ANCHOR) == ""


@pytest.mark.parametrize(("typed", "_"), pairs(COUNTED))
def test_without_an_anchor_nothing_counts_and_the_fault_says_so(typed, _):
    assert read_date(typed, None) is None
    assert "the day of publication, which is not known" in date_fault(typed, None)


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_what_is_no_date_is_refused_with_the_reason_and_examples(typed, why):
    assert read_date(typed, ANCHOR) is None
    fault = date_fault(typed, ANCHOR)
    assert why in fault
    assert "; type 2021-04-30, 2021-04, 2021-W17" in fault
    assert fault.isprintable()


def test_a_wrong_time_is_told_before_a_missing_anchor():
    assert "'-1txy' is no TIMEX3 value" in date_fault("-1txy", None)


def test_a_month_counts_by_months_and_never_by_the_days_it_has():
    assert read_date("-1m", "2021-03-31") == "2021-02"
    assert read_date("+12m", "2020-02-29") == "2021-02"


def test_the_first_and_the_last_day_of_the_calendar_can_be_counted_to():
    assert read_date("-1", "0001-01-02") == "0001-01-01"
    assert read_date("-1", "0001-01-01") is None
    assert read_date("+1", "9999-12-30") == "9999-12-31"
    assert read_date("+1", "9999-12-31") is None
    assert read_date("0w", "9999-12-31") == "9999-W52"


def test_an_anchor_that_is_no_day_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="yesterday"):
        read_date("-1", "yesterday")


@pytest.mark.parametrize(
    ("text", "value", "relative"),
    [
        ("أمس", None, True),
        ("يوم الجمعة", "2021-04-30", True),
        ("last week", "2021-W16", True),
        ("this decade", "202", True),
        ("this fiscal year", "FY2021", True),
        ("6 مساء", None, True),
        ("ثلاثة أسابيع", None, True),
        ("ثلاثة أسابيع", "P3W", False),
        ("every spring", "XXXX-SP", False),
        ("كل جمعة", "XXXX-WXX-5", False),
        ("6 مساء", "T18:00", False),
        ("الآن", "PRESENT_REF", False),
        ("قديما", "PAST_REF", False),
        ("قريبا", "FUTURE_REF", False),
        ("44 قبل الميلاد", "BC0044", False),
        ("ملايين السنين", "MA4", False),
        ("3 May 2021", "2021-05-03", False),
        ("3 May 2021", None, False),
        ("عام ١٩٩١", None, False),
        ("عام ۱۹۹۱م", None, False),
        ("2021/4/9", None, False),
        ("15 رجب 1444 هـ", "2023-02-06", False),
        ("١٥ رجب ١٤٤٤هـ", None, False),
        ("0999", None, True),
        ("3000", None, True),
        ("12021", None, True),
        ("20215", None, True),
        ("3 May '21", None, True),
    ],
)
def test_a_date_is_relative_unless_its_words_or_its_value_say_enough(text, value, relative):
    assert is_relative(text, value) is relative


@pytest.mark.parametrize(
    ("text", "value", "hangs"),
    [
        ("أمس", "2021-04-29", True),
        ("6 يناير", "2022-01-06", True),
        ("this year", "2021", True),
        ("last week", "2021-W16", True),
        ("the night before", "2021-04-28TNI", True),
        ("this fiscal year", "FY2021-Q1", True),
        ("the year after 2019", "2020", True),
        ("1500 days ago", "2017-03-22", True),
        ("6 يناير 2022", "2022-01-06", False),
        ("٦ يناير ٢٠٢٢", "2022-01-06", False),
        ("between 2021 and 2022", "2021", False),
        ("15 رجب 1444 هـ", "2023-02-06", False),
        ("١٥ رجب ١٤٤٤هـ", "2023-02-06", False),
        ("رجب 1444 للهجرة", "2023-02", False),
        ("العام الهجري ١٤٤٤", "2023", False),
        ("15 رجب 1544 هذا", "2023-02-06", True),
        ("three weeks", "P3W", False),
        ("every spring", "XXXX-SP", False),
        ("at six", "T18:00", False),
        ("now", "PRESENT_REF", False),
        ("this decade", "202", False),
        ("the nineties", "199X", False),
        ("this century", "20", False),
        ("in Caesar's year", "BC0044", False),
        ("under Trajan", "0110", False),
        ("أمس", None, False),
    ],
)
def test_a_value_hangs_on_the_anchor_where_its_year_comes_from_there(text, value, hangs):
    assert hangs_on_anchor(text, value) is hangs
