"""TIMEX3 values in plain words."""

import pytest

from annotator.labels.timex import is_value
from annotator.labels.timex_words import in_words

DAYS = """
2021-04-29 | Thursday 29 April 2021
2000-02-29 | Tuesday 29 February 2000
1583-01-01 | Saturday 1 January 1583
9998-12-31 | Thursday 31 December 9998
1582-12-31 | 31 December 1582
9999-12-31 | 31 December 9999
0044-03-15 | 15 March 44 AD
BC0044-03-15 | 15 March 44 BC
2021-04 | April 2021
BC0044-03 | March 44 BC
0000-03 | March of the year 0
XXXX-04-07 | 7 April of some year
XXXX-04 | April of some year
XXXX-02-29 | 29 February of some year
199X-04-07 | 7 April of a year in the 1990s
XXXX-XX-XX | any day
2021-XX-XX | a day of 2021
2021-04-XX | a day in April 2021
XXXX-04-XX | a day in April of some year
2021-XX-15 | the 15th of some month of 2021
XXXX-XX-15 | the 15th of any month
2021-04-1X | a day from the 10th to the 19th of April 2021
2021-04-0X | a day from the 1st to the 9th of April 2021
2021-04-2X | a day from the 20th to the 29th of April 2021
2021-02-2X | a day from the 20th to the 28th of February 2021
2021-04-X2 | the 2nd, the 12th or the 22nd of April 2021
2021-04-X3 | the 3rd, the 13th or the 23rd of April 2021
2021-04-X1 | the 1st, the 11th or the 21st of April 2021
2021-05-3X | the 30th or the 31st of May 2021
2021-04-3X | Friday 30 April 2021
2021-XX-3X | the 30th or the 31st of some month of 2021
2021-XX | a month of 2021
XXXX-XX | any month
2021-0X | a month from January to September 2021
2021-1X | a month from October to December 2021
2021-X1 | January or November 2021
2021-X0 | October 2021
2021-X2-05 | the 5th of February or December 2021
2021-X2-XX | a day in February or December 2021
2021-X2-30 | Thursday 30 December 2021
"""

YEARS = """
2021 | 2021
0044 | 44 AD
0000 | the year 0
BC0044 | 44 BC
XXXX | any year
BCXXXX | any year BC
202X | a year in the 2020s
19XX | a year in the 20th century
2XXX | a year from 2000 to 2999
BC1XXX | a year from 1999 BC to 1000 BC
20X1 | a year from 2001 to 2091, with some digits unknown
199 | the 1990s
200 | the 2000s (2000 to 2009)
004 | the 40s AD
000 | the years 1 to 9 AD
BC004 | the 40s BC
BC000 | the years 9 to 1 BC
BC020 | the 200s BC (209 BC to 200 BC)
XXX | any decade
19X | a decade in the 20th century
19 | the 20th century
00 | the 1st century
10 | the 11th century
20 | the 21st century
BC04 | the 5th century BC
XX | any century
1X | a century from the 11th century to the 20th century
MA4 | 4 million years ago
KA010 | 10 thousand years ago
GA13 | 13 billion years ago
FY2021 | fiscal year 2021
FY2021-Q1 | first quarter of fiscal year 2021
FY2021-HX | a half of fiscal year 2021
2021-SP | spring 2021
2021-SU | summer 2021
2021-FA | autumn 2021
2021-WI | winter 2021
XXXX-SP | any spring
199X-WI | winter of a year in the 1990s
2021-Q1 | first quarter of 2021
2021-Q4 | fourth quarter of 2021
2021-QX | a quarter of 2021
2021-H2 | second half of 2021
XXXX-Q3 | third quarter of some year
"""

WEEKS = """
2021-W17 | week 17 of 2021, Monday 26 April to Sunday 2 May
2020-W53 | week 53 of 2020, Monday 28 December 2020 to Sunday 3 January 2021
2021-W17-5 | Friday 30 April 2021 (week 17)
2020-W53-6 | Saturday 2 January 2021 (week 53 of 2020)
2021-W17-X | a day of week 17 of 2021, Monday 26 April to Sunday 2 May
2021-W17-WE | weekend of Saturday 1 May to Sunday 2 May 2021 (week 17)
2020-W53-WE | weekend of Saturday 2 January to Sunday 3 January 2021 (week 53 of 2020)
2022-W52-WE | weekend of Saturday 31 December 2022 to Sunday 1 January 2023 (week 52 of 2022)
XXXX-WXX-5 | any Friday
XXXX-WXX-7 | any Sunday
XXXX-WXX-X | any day
XXXX-WXX-WE | any weekend
XXXX-WXX | any week
2021-WXX | a week of 2021
2021-WXX-5 | a Friday of 2021
2021-WXX-WE | a weekend of 2021
2021-WXX-X | a day of 2021
XXXX-W17 | week 17 of some year
XXXX-W17-5 | Friday of week 17 of some year
XXXX-W17-X | a day of week 17 of some year
2021-W1X | a week from week 10 to week 19 of 2021
2021-W5X | a week from week 50 to week 52 of 2021
2020-W5X-1 | Monday of a week from week 50 to week 53 of 2020
2021-WX9 | week 9, week 19, week 29, week 39 or week 49 of 2021
0044-W17 | week 17 of 44 AD
9999-W52-7 | Sunday of week 52 of 9999
"""

TIMES = """
2010-04-15T18:00 | Thursday 15 April 2010 at 18:00
2010-04-15TMO | Thursday 15 April 2010, morning
2010-04-15TMI | Thursday 15 April 2010, noon
2010-04-15TAF | Thursday 15 April 2010, afternoon
2010-04-15TEV | Thursday 15 April 2010, evening
2010-04-15TNI | Thursday 15 April 2010, night
2010-04-15TDT | Thursday 15 April 2010, daytime
2010-04-15T24:00 | Thursday 15 April 2010 at 24:00 (end of the day)
2010-04-15T00:00 | Thursday 15 April 2010 at 00:00 (start of the day)
XXXX-XX-XXT23:00 | any day at 23:00
XXXX-WXX-5T9:00 | any Friday at 09:00
2021-W17-5TAF | Friday 30 April 2021 (week 17), afternoon
TNI | night
T10:00 | at 10:00
T9 | at 9 o'clock
T09:05:07 | at 09:05:07
T09:05:07.25 | at 09:05:07.25
T10:30:XX | at 10:30
T14:XX | at some time from 14:00 to 14:59
T24:XX | at 24:00 (end of the day)
TXX:05 | at 5 minutes past some hour
TX:30 | at 30 minutes past some hour
TXX | at some time
TXX:XX | at some time
T14:30Z | at 14:30 UTC
T14:30+00:00 | at 14:30 UTC
T14:30+03:00 | at 14:30 UTC+3
T14:30+0430 | at 14:30 UTC+4:30
T14:30-05 | at 14:30 UTC-5
T14-10 | at 14 o'clock UTC-10
T00:00+03 | at 00:00 UTC+3 (start of the day)
T24:00Z | at 24:00 UTC (end of the day)
"""

LENGTHS = """
P2W | 2 weeks
P1W | 1 week
P01W | 1 week
P0D | 0 days
PT6H | 6 hours
PT1M | 1 minute
P1M | 1 month
PT5S | 5 seconds
P1Y2M | 1 year and 2 months
P1Y2M3DT4H | 1 year, 2 months, 3 days and 4 hours
P2DE | 2 decades
P1CE | 1 century
P3CE | 3 centuries
P1ML | 1 millennium
P2ML | 2 millennia
PXM | some months
PXXD | some days
PXCE | some centuries
P1WE | 1 weekend
P3SU | 3 summers
P1Q | 1 quarter
P2H | 2 half-years
PT1NI | 1 night
PT2DT | 2 daytimes
P1DT2DT | 1 day and 2 daytimes
P2WEXD | 2 weekends and some days
PXMXD | some months and some days
P0.5Y | 0.5 years
PRESENT_REF | now
PAST_REF | some time in the past
FUTURE_REF | some time in the future
"""


def readings(table):
    return [tuple(line.split(" | ")) for line in table.split("\n") if line]


@pytest.mark.parametrize(("value", "words"), readings(DAYS))
def test_a_day_or_a_month_is_read_aloud(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(("value", "words"), readings(YEARS))
def test_a_year_or_its_part_or_more_than_a_year_is_read_aloud(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(("value", "words"), readings(WEEKS))
def test_a_week_is_read_aloud_with_its_days_where_they_are_known(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(("value", "words"), readings(TIMES))
def test_a_time_is_read_aloud(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(("value", "words"), readings(LENGTHS))
def test_a_duration_or_a_reference_is_read_aloud(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize("value", ["", "Friday", "2021-02-30", "2021-04-30TXY", "p3d", "P"])
def test_what_is_no_value_has_no_words(value):
    assert in_words(value) == ""


@pytest.mark.parametrize("value", ["KA" + "9" * 5000, "P" + "9" * 5000 + "Y"])
def test_a_number_of_any_length_is_read(value):
    assert is_value(value)
    assert "9" * 5000 in in_words(value)
