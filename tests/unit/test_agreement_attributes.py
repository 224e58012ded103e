"""Values on matched spans, type by type, against figures worked by hand or another way."""

from fractions import Fraction

import pytest

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, Span
from annotator.measure.agreement import chance
from annotator.measure.agreement.attributes import attribute_figures
from annotator.measure.agreement.compared import Compared, Resampling, couples
from annotator.measure.agreement.entities import b_cubed, b_cubed_f, ceaf, overlaps
from annotator.measure.alpha import alpha, coincidences_of_table, distances
from annotator.measure.gwet import answers_of_table, gwet_ac
from annotator.measure.meanings import (
    Numbers,
    characters_shared,
    days,
    numbers,
    numbers_shared,
    same_day,
    same_period,
)
from annotator.text.article import Article


def attribute(name, kind, **more):
    return Attribute(name, kind, **more)


def schema(*attributes):
    told = {"color": "red", "mark": "bold", "description": "x", "guideline": "x.md"}
    return Schema(
        "s",
        "1",
        (Label("P", "p", **told, attributes=attributes), Label("Q", "q", **told)),
        "0",
        "0",
    )


def labelled(values, shift=0, label="P"):
    """Spans one after another with these values, None for a span without any."""
    return Labelling(
        tuple(
            Span(f"s{at + 1}", label, ((10 * at + shift, 10 * at + 5),), "x", given or ())
            for at, given in enumerate(values)
        )
    )


def compared(*articles, unit=lambda name: name):
    """Articles, each as what each annotator said."""
    return [
        Compared(
            Article(f"a{at}", "x"),
            unit(f"a{at}"),
            {f"n{who}": said for who, said in enumerate(each, start=1)},
        )
        for at, each in enumerate(articles)
    ]


def figures(given, *attributes, annotators=("n1", "n2")):
    how = Resampling({one.article.id: one.unit for one in given}, 7, 200)
    return attribute_figures(couples(given, annotators), schema(*attributes), how)


def of(name, *pairs, articles=6, **more):
    """The figures of one attribute whose values are these pairs, in as many equal articles."""
    sides = zip(*pairs, strict=True)
    said = [labelled([None if one is None else ((name, one),) for one in side]) for side in sides]
    return figures(compared(*[said] * articles), Attribute(name, **more))[f"P.{name}"]


def test_choices_agree_as_alpha_and_ac1_say_of_their_table():
    pairs = [("a", "a")] * 5 + [("a", "b")] * 2 + [("b", "b")] * 2 + [("c", None), (None, None)]
    found = of("k", *pairs, articles=6, type="choice", choices=("a", "b", "c"))
    order = [None, "a", "b", "c"]
    table = [[6 * pairs.count((one, two)) for two in order] for one in order]
    assert found.matched == 60
    assert found.agreement.value == pytest.approx(7 / 10)
    assert found.alpha.value == pytest.approx(alpha(coincidences_of_table(table)).value)
    assert found.more["ac1"].value == pytest.approx(gwet_ac(answers_of_table(table)).value.value)


def test_a_rare_value_that_both_give_alike_is_no_chance():
    """Of pairs with a value alone, alpha would be below 0 although nine of ten agree."""
    pairs = [("a", "a")] * 9 + [("a", None)] + [(None, None)] * 90
    found = of("k", *pairs, type="choice", choices=("a",))
    assert (found.matched, found.agreement.value) == (60, 0.9)
    assert found.alpha.value == pytest.approx(0.942, abs=1e-3)


def test_an_attribute_that_nobody_used_is_undefined_and_says_so():
    found = of("k", (None, None), type="choice", choices=("a", "b"))
    assert found.matched == 0
    for one in (found.agreement, found.alpha, *found.more.values()):
        assert (one.value, one.why) == (None, "no matched span carries this value")
    for kind in ("date", "range", "integer", "quote", "span", "text", "entity"):
        found = of("k", (None, None), type=kind, label="P" if kind == "span" else None)
        assert all(one.value is None and one.why for one in (found.alpha, *found.more.values()))


def test_one_value_throughout_agrees_but_has_no_alpha():
    found = of("k", ("a", "a"), type="choice", choices=("a", "b"))
    assert (found.agreement.value, found.agreement.low) == (1.0, 1.0)
    assert found.alpha.why == "only one value was ever given"
    assert found.more["ac1"].value == 1.0
    single = of("k", ("a", "a"), type="choice", choices=("a",))
    assert single.more["ac1"].why == "there is but one value to choose"


def test_below_five_articles_with_a_value_there_is_no_interval():
    found = of("k", ("a", "a"), ("a", "b"), articles=4, type="choice", choices=("a", "b"))
    assert found.agreement.value == 0.5
    assert found.agreement.low is None
    assert "fewer than 5" in found.agreement.why
    given = compared(
        *[[labelled([(("k", "a"),)]), labelled([(("k", "b"),)])]] * 2,
        *[[labelled([None]), labelled([None])]] * 8,
    )
    own = figures(given, attribute("k", "choice", choices=("a", "b")))["P.k"]
    assert (own.agreement.n, own.alpha.n) == (2, 2)
    assert own.alpha.value is not None
    assert own.alpha.low is None
    assert "fewer than 5" in own.alpha.why


def test_only_pairs_of_one_label_count_and_boundary_pairs_too():
    value = (("k", "a"),)
    given = compared([labelled([value], shift=2), labelled([value])])
    assert figures(given, attribute("k", "text"))["P.k"].matched == 1
    given = compared([labelled([value], label="Q"), labelled([value])])
    assert figures(given, attribute("k", "text"))["P.k"].matched == 0


def test_texts_are_compared_composed_and_with_white_space_folded():
    found = of("k", ("e\u0301 a", " \u00e9\n a"), ("x", "X"), (" ", None), type="text")
    assert (found.matched, found.agreement.value) == (12, 0.5)


def test_dates_agree_exactly_by_day_and_by_period():
    pairs = [
        ("2021-04-30", "2021-04-30"),
        ("2021-04-30T18:00", "2021-04-30TEV"),
        ("2021-04-30", "2021-04"),
        ("2021-04", "2021-04"),
        ("P3D", "P3D"),
        ("2021-04-30", None),
    ]
    found = of("k", *pairs, type="date")
    assert found.agreement.value == pytest.approx(3 / 6)
    assert found.more["same_day"].value == pytest.approx(2 / 4)
    assert found.more["same_period"].value == pytest.approx(5 / 6)
    none = of("k", ("P3D", "P3D"), type="date")
    assert none.more["same_day"].why == "no matched pair names a day"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("20", "2000-01-01", "2099-12-31"),
        ("202", "2020-01-01", "2029-12-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
        ("2021-Q1", "2021-01-01", "2021-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-W17", "2021-04-26", "2021-05-02"),
        ("2021-W17-WE", "2021-05-01", "2021-05-02"),
        ("2021-W17-5", "2021-04-30", "2021-04-30"),
        ("2021-04-30T18:00", "2021-04-30", "2021-04-30"),
    ],
)
def test_the_days_of_a_date(value, first, last):
    assert days(value) == (days(first)[0], days(last)[0])


def test_what_has_no_known_days_is_compared_as_it_is_written():
    for value in ("XXXX-WXX-5", "2021-SP", "FY2021", "BC0044-03-15", "P1M", "T18:00", "0000", "00"):
        assert days(value) is None
        assert same_period(value, value)
        assert not same_period(value, "2021")
    for value in ("PRESENT_REF", "PAST_REF", "2021-02-30", "2021-W53"):
        assert days(value) is None
    assert same_day("2021", "P1D") is None
    assert not same_period("2021-04", "2021-05")
    assert not same_period("2021-W17", "2021-04")


@pytest.mark.parametrize(
    ("low", "high", "mod", "meant"),
    [
        (150, None, "MORE_THAN", (151, None, 150)),
        (150, None, "EQUAL_OR_MORE", (150, None, 150)),
        (None, 90, "LESS_THAN", (0, 89, 90)),
        (None, 90, "EQUAL_OR_LESS", (0, 90, 90)),
        (20, 99, "APPROX", (20, 99, 59.5)),
        (13, 13, "MORE_THAN", (13, 13, 13)),
        (None, None, None, (0, None, None)),
    ],
)
def test_a_count_means_the_numbers_that_its_mod_leaves(low, high, mod, meant):
    found = numbers(Range(low, high), mod)
    assert (found.low, found.high, found.stated) == meant


def test_numbers_in_common():
    def shared(one, other):
        return numbers_shared(Numbers(*one, None), Numbers(*other, None))

    assert shared((20, 25), (20, 30)) == pytest.approx(6 / 11)
    assert shared((1, 2), (3, 4)) == 0
    # Open ends reach to twice the largest number named: 302, 300 and 400 here.
    assert shared((151, None), (150, None)) == pytest.approx(152 / 153)
    assert shared((150, None), (150, 150)) == pytest.approx(1 / 151)
    assert shared((150, None), (150, 200)) == pytest.approx(51 / 251)
    assert shared((0, None), (0, None)) == shared((0, 0), (0, 0)) == 1


def test_counts_agree_by_what_they_mean():
    def said(low, high, mod=None):
        return (("n", Range(low, high)), *((("mod", mod),) if mod else ()))

    ours = [said(150, None, "MORE_THAN"), said(2, 2), said(20, 29, "APPROX"), said(4, 4)]
    theirs = [said(151, None), said(2, 2), said(20, 20), None]
    given = compared(*[[labelled(ours), labelled(theirs)]] * 6)
    found = figures(given, attribute("n", "range"), attribute("mod", "choice", choices=("x",)))
    own = found["P.n"]
    assert own.agreement.value == pytest.approx(2 / 4)
    assert own.more["overlap"].value == pytest.approx((1 + 1 + 1 / 10 + 0) / 4)
    stated = [(150, 151), (2, 2), (24.5, 20)] * 6
    order = sorted({one for pair in stated for one in pair})
    table = [[stated.count((one, two)) for two in order] for one in order]
    far = distances("ratio", order, [1] * len(order))
    expected = alpha(coincidences_of_table(table), far).value
    assert own.more["ratio_alpha"].value == pytest.approx(expected)
    assert found["P.mod"].matched == 12
    assert found["P.mod"].agreement.value == 0


def test_numbers_have_a_ratio_alpha_unless_below_zero_or_all_one():
    found = of("k", (1, 1), (2, 3), (10, 10), type="integer")
    assert found.agreement.value == pytest.approx(2 / 3)
    assert 0.9 < found.more["ratio_alpha"].value < 1
    assert (
        of("k", (3, 3), type="integer").more["ratio_alpha"].why == "only one number was ever given"
    )
    assert "below 0" in of("k", (-1, 1), type="integer").more["ratio_alpha"].why
    assert "both sides" in of("k", (1, None), type="integer").more["ratio_alpha"].why


def test_many_different_values_change_intervals_a_little_and_figures_not_at_all(monkeypatch):
    ours, theirs = ([(("k", at * by % 37 + 1),) for at in range(60)] for by in (1, 1))
    theirs[::4] = [(("k", 99),)] * 15
    articles = [[labelled(ours[at:]), labelled(theirs[at:])] for at in range(8)]

    def found():
        own = figures(compared(*articles), attribute("k", "integer"))["P.k"]
        return own.alpha, own.more["ratio_alpha"]

    free = found()
    monkeypatch.setattr(chance, "COMMON", 5)
    for one, other in zip(free, found(), strict=True):
        assert one.value == pytest.approx(other.value)
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.05)


def test_quotes_agree_where_they_lie_and_overlap_by_characters():
    found = of(
        "k",
        (Quote(0, 4, "abcd"), Quote(0, 4, "abcd")),
        (Quote(10, 14, "abcd"), Quote(12, 16, "cdef")),
        (Quote(20, 24, "abcd"), None),
        type="quote",
    )
    assert found.agreement.value == pytest.approx(1 / 3)
    assert found.more["overlap"].value == pytest.approx((1 + 2 / 6 + 0) / 3)
    assert characters_shared(Quote(0, 4, "x"), Quote(4, 8, "x")) == 0
    # Each article has quotes of its own, so that chance is small in as many articles.
    answers = 6 * 6
    none, own = 6, [2, 1, 1, 1]
    chance_of = answers**2 - none**2 - 6 * sum(one**2 for one in own)
    assert found.alpha.value == pytest.approx(1 - (answers - 1) * 2 * 12 / chance_of)


def test_named_spans_are_the_same_where_the_alignment_pairs_them():
    where = attribute("at", "span", label="P")
    one = labelled([(("at", ("s2",)),), None, None, (("at", ("s3",)),), (("at", ()),)])
    two = Labelling(
        tuple(
            Span(id, "P", ((start, end),), "x", attributes)
            for id, start, end, attributes in (
                ("s9", 0, 5, (("at", ("s8",)),)),
                ("s8", 11, 15, ()),
                ("s3", 30, 35, (("at", ("s8",)),)),
                ("s7", 40, 45, ()),
            )
        )
    )
    found = figures(compared(*[[one, two]] * 6), where)["P.at"]
    # s2 and s8 are partners; our s3 has none, so that it is not their s8.
    assert (found.matched, found.agreement.value) == (12, 0.5)


def test_three_annotators_are_compared_two_by_two():
    sides = [labelled([(("k", one),)]) for one in "aab"]
    given = compared(*[sides] * 6)
    found = figures(
        given, attribute("k", "choice", choices=("a", "b")), annotators=("n1", "n2", "n3")
    )["P.k"]
    assert (found.matched, found.agreement.value) == (18, pytest.approx(1 / 3))


# --- entities ----------------------------------------------------------------------------------

KEY = "111112233333"


@pytest.mark.parametrize(
    ("response", "precision", "b3", "phi4"),
    [
        ("111112222222", 16 / 21, 0.865, 0.733),
        ("111112211111", 7 / 12, 0.737, 0.667),
        ("111111111111", 3 / 8, 0.545, 0.294),
        ("123456789ABC", 1, 0.400, 0.178),
    ],
)
def test_chains_of_bagga_and_baldwin_and_of_luo(response, precision, b3, phi4):
    """Bagga & Baldwin (1998), figures 1 and 2; Luo (2005), table 1."""
    given = overlaps(tuple(KEY), tuple(response))
    sums = b_cubed(given).sum(axis=0)
    # Ours is the key, so that the share of their group is what they call precision.
    assert sums[1] / sums[2] == pytest.approx(precision)
    assert float(b_cubed_f(sums)) == pytest.approx(b3, abs=5e-4)
    assert ceaf(given).f.value == pytest.approx(phi4, abs=5e-4)


def test_ids_mean_nothing_and_groups_of_couples_are_not_mixed():
    found = of("who", ("x", "1"), ("x", "1"), ("y", "2"), (None, None), type="entity")
    assert found.matched == 18
    assert "arbitrary" in found.agreement.why
    assert "arbitrary" in found.alpha.why
    assert (found.more["b3"].value, found.more["ceaf"].value) == (1.0, 1.0)
    assert found.more["ceaf"].low is None
    assert "not a sum" in found.more["ceaf"].why
    sides = [labelled([(("who", one),) for one in each]) for each in ("xxy", "112", "abb")]
    three = figures(
        compared(*[sides] * 6), attribute("who", "entity"), annotators=("n1", "n2", "n3")
    )["P.who"]
    # The first two group alike; of either with the third: one of three mentions in common, twice.
    groups = overlaps(tuple("xxy" * 6), tuple("abb" * 6))
    apart = b_cubed(groups).sum(axis=0)
    one, other = (float(Fraction(18) + 2 * apart[side]) / 54 for side in (0, 1))
    assert three.more["b3"].value == pytest.approx(2 * one * other / (one + other))


def test_a_mention_without_an_entity_is_one_by_itself():
    found = of("who", ("x", "1"), ("x", None), articles=6, type="entity")
    # Ours: twelve mentions of one; theirs: six of one, and six alone.
    one, other = (6 * 6 / 12 + 6 / 12) / 12, 1.0
    assert found.more["b3"].value == pytest.approx(2 * one * other / (one + other))
