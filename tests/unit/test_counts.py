"""Counts, typed and read back."""

import pytest

from annotator.labels.counts import (
    Count,
    count_fault,
    count_typed,
    count_words,
    read_count,
    supports,
    western,
)
from annotator.labels.span import Range
from annotator.labels.values import LARGEST

READ = [
    ("13", 13, 13, None),
    ("0", 0, 0, None),
    ("007", 7, 7, None),
    ("20-25", 20, 25, None),
    ("20–25", 20, 25, None),
    ("20 — 25", 20, 25, None),
    ("20−25", 20, 25, None),
    ("20 to 25", 20, 25, None),
    ("20 TO 25", 20, 25, None),
    ("20..25", 20, 25, None),
    ("20...25", 20, 25, None),
    ("20…25", 20, 25, None),
    ("13-13", 13, 13, None),
    (">150", 150, None, "MORE_THAN"),
    ("  > 150 ", 150, None, "MORE_THAN"),
    (">=80", 80, None, "EQUAL_OR_MORE"),
    ("=>80", 80, None, "EQUAL_OR_MORE"),
    ("≥80", 80, None, "EQUAL_OR_MORE"),
    ("80+", 80, None, "EQUAL_OR_MORE"),
    ("+80", 80, None, "EQUAL_OR_MORE"),
    ("<90", None, 90, "LESS_THAN"),
    ("<=90", None, 90, "EQUAL_OR_LESS"),
    ("=<90", None, 90, "EQUAL_OR_LESS"),
    ("≤ 90", None, 90, "EQUAL_OR_LESS"),
    ("~200", 200, 200, "APPROX"),
    ("≈ 200", 200, 200, "APPROX"),
    ("200~", 200, 200, "APPROX"),
    ("~20-99", 20, 99, "APPROX"),
    ("~20..", 20, None, "APPROX"),
    ("20..", 20, None, None),
    ("..90", None, 90, None),
    ("…90", None, 90, None),
    ("..", None, None, None),
    ("٢٠-٢٥", 20, 25, None),
    ("۲۰..۲۵", 20, 25, None),
    (">١٥۰", 150, None, "MORE_THAN"),
    ("\u200f>150\u200e", 150, None, "MORE_THAN"),
    ("1,500", 1500, 1500, None),
    ("١٬٥٠٠", 1500, 1500, None),
    ("1'234'567", 1_234_567, 1_234_567, None),
    ("1’500-2’500", 1500, 2500, None),
    ("1\u202f500", 1500, 1500, None),
    ("1\u2009500", 1500, 1500, None),
    ("1\u00a0500+", 1500, None, "EQUAL_OR_MORE"),
    (str(LARGEST), LARGEST, LARGEST, None),
    ("0" * 5000 + "7", 7, 7, None),
]

REFUSED = [
    ("", "nothing is typed"),
    ("\u200f ", "nothing is typed"),
    ("25-20", "it runs from 25 down to 20"),
    ("1,500..20", "it runs from 1500 down to 20"),
    (str(LARGEST + 1), f"larger than {LARGEST}"),
    (f"{LARGEST + 1}+", f"larger than {LARGEST}"),
    ("9" * 5000, f"larger than {LARGEST}"),
    ("12,34", "'12,34' is not grouped by threes"),
    ("1,5000", "is not grouped by threes"),
    ("1,234'567", "is not grouped by threes"),
    ("0,500", "is not grouped by threes"),
    ("150>", "may be read two ways"),
    ("150 <=", "may be read two ways"),
    ("-5", "two dots leave an end open"),
    ("25-", "two dots leave an end open"),
    ("5 to", "two dots leave an end open"),
    ("1 500", "'1 500' is no count"),
    ("1.5", "is no count"),
    ("~~5", "is no count"),
    ("~", "is no count"),
    ("~5~", "is no count"),
    ("5" + " " * 100_000 + "x", "is no count"),
    ("~>5", "is no count"),
    (">20-25", "is no count"),
    ("20-25+", "is no count"),
    ("10-20-30", "is no count"),
    ("> =5", "is no count"),
    ("1,,500", "is not grouped by threes"),
    ("many", "'many' is no count"),
    ("١٢ قتيلا", "is no count"),
    ("५", "is no count"),
    ("5\x1b", "'5\\x1b' is no count"),
]


@pytest.mark.parametrize(("typed", "low", "high", "mod"), READ)
def test_a_count_is_read_as_it_is_typed(typed, low, high, mod):
    assert read_count(typed) == Count(Range(low, high), mod)
    assert count_fault(typed) == ""


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_what_is_no_count_is_refused_with_the_reason_and_examples(typed, why):
    assert read_count(typed) is None
    fault = count_fault(typed)
    assert why in fault
    assert fault.endswith("; type 20-25, >150, 80+, <90, ~200 or low..high")
    assert fault.isprintable()


@pytest.mark.parametrize(
    ("low", "high", "mod", "typed", "words"),
    [
        (13, 13, None, "13", "13"),
        (20, 25, None, "20-25", "20 to 25"),
        (150, None, "MORE_THAN", ">150", "more than 150"),
        (80, None, "EQUAL_OR_MORE", "80+", "at least 80"),
        (None, 90, "LESS_THAN", "<90", "fewer than 90"),
        (None, 90, "EQUAL_OR_LESS", "<=90", "up to 90"),
        (200, 200, "APPROX", "~200", "about 200"),
        (20, 99, "APPROX", "~20-99", "about 20 to 99"),
        (20, None, None, "20..", "20 or more (open)"),
        (None, 90, None, "..90", "90 or fewer (open)"),
        (None, None, None, "..", "any number (open)"),
        (20, None, "APPROX", "~20..", "about 20 or more (open)"),
        (0, 0, None, "0", "0"),
        (0, None, "MORE_THAN", ">0", "more than 0"),
        (13, 13, "MORE_THAN", "13", "13"),
        (20, 25, "LESS_THAN", "20-25", "20 to 25"),
        (None, 90, "EQUAL_OR_MORE", "..90", "90 or fewer (open)"),
        (20, None, "EQUAL_OR_LESS", "20..", "20 or more (open)"),
        (13, 13, "START", "13", "13"),
    ],
)
def test_a_count_is_said_as_one_types_it_and_in_words(low, high, mod, typed, words):
    assert count_typed(Range(low, high), mod) == typed
    assert count_words(Range(low, high), mod) == words


@pytest.mark.parametrize(
    ("mod", "exact", "from_below", "from_above", "unknown"),
    [
        ("MORE_THAN", False, True, False, False),
        ("EQUAL_OR_MORE", False, True, False, False),
        ("LESS_THAN", False, False, True, False),
        ("EQUAL_OR_LESS", False, False, True, False),
        ("APPROX", True, True, True, True),
        ("START", True, True, True, True),
    ],
)
def test_a_bound_stands_only_with_a_range_open_on_its_side(
    mod, exact, from_below, from_above, unknown
):
    assert supports(Range(5, 9), mod) is exact
    assert supports(Range(5, None), mod) is from_below
    assert supports(Range(None, 9), mod) is from_above
    assert supports(Range(None, None), mod) is unknown


def test_digits_become_western_and_what_is_not_seen_goes():
    assert western("\u200f٠١٢٣٤٥٦٧٨٩\u2067۰۱۲۳۴۵۶۷۸۹\u2069 هـ") == "01234567890123456789 هـ"
