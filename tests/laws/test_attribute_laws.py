"""Laws of values, groups, origins and competence: from either side, in any order, of parts."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.labels.labelling import Labelling, Rejected
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, Span
from annotator.measure.agreement.attributes import attribute_figures
from annotator.measure.agreement.compared import Compared, Resampling, couples
from annotator.measure.agreement.competence import competences
from annotator.measure.agreement.entities import b_cubed, b_cubed_f, ceaf, overlaps
from annotator.measure.agreement.independence import by_origin
from annotator.measure.agreement.resampled import evidence
from annotator.measure.meanings import numbers, numbers_shared, same_day, same_period
from annotator.text.article import Article
from tests.laws.annotators import pieces

TOLD = {"color": "red", "mark": "bold", "description": "x", "guideline": "x.md"}
ATTRIBUTES = (
    Attribute("choice", "choice", ("a", "b")),
    Attribute("date", "date"),
    Attribute("entity", "entity"),
    Attribute("mod", "choice", ("MORE_THAN", "LESS_THAN")),
    Attribute("number", "integer"),
    Attribute("quote", "quote"),
    Attribute("range", "range"),
    Attribute("span", "span", label="P"),
    Attribute("text", "text"),
)
SCHEMA = Schema(
    "s",
    "1",
    (Label("P", "p", **TOLD, attributes=ATTRIBUTES), Label("Q", "q", **TOLD)),
    "0",
    "0",
)
DATES = ("2021", "2021-04", "2021-04-30", "2021-04-30TEV", "2021-W17", "P3D", "XXXX-04", "202")
ORIGINS = ("manual", "suggested:x", "suggested:y", "propagated", "imported:z", "adjudicated")

few = settings(max_examples=30)

ends = st.one_of(st.none(), st.integers(0, 9))
ranges = st.tuples(ends, ends).map(
    lambda both: Range(*(sorted(both) if None not in both else both))
)
values = st.fixed_dictionaries(
    {},
    optional={
        "choice": st.sampled_from("ab"),
        "date": st.sampled_from(DATES),
        "entity": st.sampled_from("xyz"),
        "mod": st.sampled_from(["MORE_THAN", "LESS_THAN"]),
        "number": st.integers(0, 3),
        "quote": st.integers(0, 3).map(lambda at: Quote(at, at + 3, "abc")),
        "range": ranges,
        "span": st.sampled_from([("s1",), ("s2",), ("s1", "s2"), ("s9",), ()]),
        "text": st.sampled_from(["a", " a ", "b"]),
    },
).map(lambda own: tuple(own.items()))


@st.composite
def labellings(draw):
    places = draw(st.lists(st.tuples(st.sampled_from("PPQ"), pieces()), max_size=3, unique=True))
    spans = tuple(
        Span(
            f"s{at}",
            label,
            own,
            "x",
            draw(values) if label == "P" else (),
            origin=draw(st.sampled_from(ORIGINS)),
        )
        for at, (label, own) in enumerate(places, start=1)
    )
    refused = draw(
        st.lists(st.builds(Rejected, st.just("P"), st.just(0), st.integers(1, 9)), max_size=2)
    )
    return Labelling(spans, rejected=tuple(refused))


def corpora(annotators=2):
    names = [f"n{who}" for who in range(annotators)]
    article = st.fixed_dictionaries({name: labellings() for name in names})
    # Few different articles, as many as an interval needs: drawing each anew takes long.
    return st.builds(
        lambda each, many: [
            Compared(Article(f"a{at}", "x"), f"u{at}", each[at % len(each)]) for at in range(many)
        ],
        st.lists(article, min_size=1, max_size=2),
        st.integers(1, 6),
    )


def how(corpus):
    return Resampling({one.article.id: one.unit for one in corpus}, 1, 20)


def attributes(corpus, names=("n0", "n1")):
    return attribute_figures(couples(corpus, names), SCHEMA, how(corpus))


def flat(found):
    """All numbers of attribute figures, by name."""
    return {
        (name, what, end): getattr(one, end)
        for name, own in found.items()
        for what, one in (("agreement", own.agreement), ("alpha", own.alpha), *own.more.items())
        for end in ("value", "low", "high")
    }


def same(one, other):
    assert one.keys() == other.keys()
    for key, value in one.items():
        assert other[key] == (value if value is None else pytest.approx(value, abs=1e-9)), key


def slices(found):
    return {
        (one.name, end): getattr(one.strict_f1, end)
        for one in found
        for end in ("value", "low", "high", "n")
    }


@few
@given(corpus=corpora(3))
def test_swapping_the_annotators_changes_nothing(corpus):
    names = ("n0", "n1", "n2")
    there, back = (couples(corpus, one) for one in (names, names[::-1]))
    same(*(flat(attribute_figures(one, SCHEMA, how(corpus))) for one in (there, back)))
    same(*(slices(by_origin(one, how(corpus))) for one in (there, back)))


@few
@given(corpus=corpora(), data=st.data())
def test_the_order_of_articles_means_nothing(corpus, data):
    mixed = data.draw(st.permutations(corpus))
    same(flat(attributes(corpus)), flat(attributes(mixed)))


@few
@given(corpus=corpora(1))
def test_a_copy_agrees_in_every_value(corpus):
    copied = [
        replace(one, labellings={"n0": one.labellings["n0"], "n1": one.labellings["n0"]})
        for one in corpus
    ]
    for key, value in flat(attributes(copied)).items():
        assert value is None or value == pytest.approx(1), key


@few
@given(corpus=corpora(), names=st.permutations("xyz"))
def test_other_ids_for_the_entities_of_one_change_nothing(corpus, names):
    other = dict(zip("xyz", names, strict=True))

    def renamed(span):
        own = tuple((name, other[x] if name == "entity" else x) for name, x in span.attributes)
        return replace(span, attributes=own)

    changed = [
        replace(
            one,
            labellings={
                **one.labellings,
                "n1": Labelling(tuple(map(renamed, one.labellings["n1"].spans))),
            },
        )
        for one in corpus
    ]
    same(flat(attributes(corpus)), flat(attributes(changed)))


@few
@given(corpus=corpora(), cut=st.integers(0, 6))
def test_what_is_matched_adds_up_over_parts(corpus, cut):
    parts = [attributes(part) for part in (corpus[:cut], corpus[cut:])]
    for name, own in attributes(corpus).items():
        assert own.matched == sum(part[name].matched for part in parts)


@few
@given(corpus=corpora(3))
def test_the_groups_of_origin_add_up_to_the_whole(corpus):
    pairs = couples(corpus, ("n0", "n1", "n2"))
    whole = sum(evidence(pairs).values())
    parts = by_origin(pairs, how(corpus))
    assert bool(parts) == bool(whole[2] + whole[3])
    # A group lies in as many articles as have spans of it, hence in no more than there are.
    assert all(0 < one.articles <= len(corpus) for one in parts)
    values = [one.strict_f1.value for one in parts]
    if parts:
        f1 = (whole[0] + whole[1]) / (whole[2] + whole[3])
        assert min(values) - 1e-9 <= f1 <= max(values) + 1e-9


@few
@given(corpus=corpora(3), order=st.permutations(["n0", "n1", "n2"]))
def test_competence_is_of_the_annotator_whatever_the_order(corpus, order):
    found = {
        one.annotator: one for one in competences(corpus, ("n0", "n1", "n2"), SCHEMA, how(corpus))
    }
    for one in competences(corpus, tuple(order), SCHEMA, how(corpus)):
        expected = found[one.annotator].right.value
        assert one.right.value == (expected if expected is None else pytest.approx(expected))
        assert expected is None or 0 <= expected <= 1 + 1e-9


groups = st.lists(
    st.tuples(*[st.one_of(st.none(), st.sampled_from("abcd"))] * 2), min_size=1, max_size=7
)


def clusters(side):
    named = {}
    for at, name in enumerate(side):
        named.setdefault((at,) if name is None else name, set()).add(at)
    return list(named.values())


@given(mentions=groups)
def test_ceaf_is_the_best_of_all_pairings_and_b3_the_mean_of_its_mentions(mentions):
    ours, theirs = zip(*mentions, strict=True)
    found = overlaps(ours, theirs)
    few, many = sorted((clusters(ours), clusters(theirs)), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(few, order, strict=False))
        for order in permutations(many)
    )
    assert ceaf(found).similarity == pytest.approx(best)
    assert ceaf(found).groups == len(few) + len(many)
    shares = [
        [
            next(
                len(a & b) / len(c)
                for a in clusters(ours)
                for b in clusters(theirs)
                for c in ((a, b)[side],)
                if at in a & b
            )
            for at in range(len(mentions))
        ]
        for side in (0, 1)
    ]
    one, other = (sum(each) / len(each) for each in shares)
    assert float(b_cubed_f(b_cubed(found).sum(axis=0))) == pytest.approx(
        2 * one * other / (one + other)
    )


@given(one=ranges, other=ranges, mods=st.tuples(*[st.sampled_from([None, "MORE_THAN"])] * 2))
def test_numbers_in_common_are_all_of_them_only_where_both_mean_the_same(one, other, mods):
    ours, theirs = numbers(one, mods[0]), numbers(other, mods[1])
    share = numbers_shared(ours, theirs)
    assert 0 <= share <= 1
    assert share == numbers_shared(theirs, ours)
    assert (share == 1) == (ours == theirs)


@given(one=st.sampled_from(DATES), other=st.sampled_from(DATES))
def test_the_same_day_is_the_same_period_from_either_side(one, other):
    assert same_day(one, other) == same_day(other, one)
    assert same_period(one, other) == same_period(other, one)
    assert same_period(one, one)
    assert same_period(one, other) or not same_day(one, other)
