"""Laws of gamma: the best alignment is the best, and who is first does not matter."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.measure import packing
from annotator.measure.alignment import best_alignment
from annotator.measure.dissimilarity import Dissimilarity, line
from annotator.measure.gamma import gamma
from annotator.measure.packing import most_saved

unit = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(0, 2))
weights = st.builds(
    Dissimilarity,
    place=st.sampled_from([0.5, 1.0, 3.0]),
    name=st.sampled_from([0.0, 1.0, 2.0]),
    empty=st.sampled_from([0.5, 1.0, 2.0]),
)


def lined(units):
    starts, sizes, labels = zip(*units, strict=True) if units else ((), (), ())
    return line(starts, np.add(starts, sizes), labels)


def marking(most, annotators):
    own = st.lists(unit, max_size=most)
    people = st.lists(own, min_size=annotators[0], max_size=annotators[1])
    return people.filter(any)


def partitions(left):
    """Every way to part units so that no annotator has two in one part."""
    if not left:
        yield []
        return
    first, *rest = left
    others = sorted({who for who, _ in rest} - {first[0]})
    choices = [[None, *(one for one in rest if one[0] == who)] for who in others]
    for chosen in product(*choices):
        part = [first, *(one for one in chosen if one is not None)]
        for more in partitions([one for one in rest if one not in part]):
            yield [part, *more]


def least(lines, unlike):
    """The least disorder, from trying all."""
    apart = {
        (one, other): unlike.between(lines[one], lines[other])
        for one, other in product(range(len(lines)), repeat=2)
    }
    pairs = len(lines) * (len(lines) - 1) / 2

    def disorder(part):
        real = [
            apart[one[0], other[0]][one[1], other[1]]
            for at, one in enumerate(part)
            for other in part[:at]
        ]
        return (sum(real) + (pairs - len(real)) * unlike.empty) / pairs

    units = [(who, at) for who, own in enumerate(lines) for at in range(len(own))]
    total = min(sum(map(disorder, parts)) for parts in partitions(units))
    return total * len(lines) / len(units)


@settings(max_examples=60)
@given(people=st.one_of(marking(3, (2, 2)), marking(2, (3, 3)), marking(1, (4, 5))), unlike=weights)
def test_no_alignment_has_less_disorder(people, unlike):
    lines = [lined(own) for own in people]
    assert best_alignment(lines, unlike).disorder == pytest.approx(least(lines, unlike))


@settings(max_examples=60)
@given(people=marking(4, (2, 4)), unlike=weights, data=st.data())
def test_neither_the_order_of_annotators_nor_that_of_units_matters(people, unlike, data):
    other = [data.draw(st.permutations(own)) for own in data.draw(st.permutations(people))]
    here = best_alignment([lined(own) for own in people], unlike)
    there = best_alignment([lined(own) for own in other], unlike)
    assert there.disorder == pytest.approx(here.disorder)
    assert len(there.parts) == len(here.parts)


@given(people=marking(5, (2, 4)), unlike=weights)
def test_every_unit_is_in_one_part(people, unlike):
    parts = best_alignment([lined(own) for own in people], unlike).parts
    for who, own in enumerate(people):
        assert sorted(parts[parts[:, who] >= 0, who].tolist()) == list(range(len(own)))


@given(own=st.lists(unit, min_size=1, max_size=6), unlike=weights)
def test_copies_have_no_disorder(own, unlike):
    assert best_alignment([lined(own)] * 3, unlike).disorder == pytest.approx(0.0)


@given(data=st.data())
def test_the_walk_and_the_solver_save_as_much(data):
    way = st.tuples(st.integers(-1, 3), st.integers(4, 7), st.integers(8, 11))
    units = np.array(data.draw(st.lists(way, min_size=1, max_size=12, unique=True)))
    saved = np.array(data.draw(st.lists(st.integers(1, 9), min_size=12, max_size=12)), float)
    saved = saved[: len(units)]
    walked = saved[most_saved(units, saved)].sum()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "_OPEN", 0)
        chosen = most_saved(units, saved)
    used = units[chosen][units[chosen] >= 0]
    assert len(set(used.tolist())) == len(used)
    assert saved[chosen].sum() == pytest.approx(walked)


@settings(max_examples=15)
@given(people=marking(4, (2, 3)), unlike=weights, seed=st.integers(0, 9))
def test_a_seed_gives_the_same_gamma_and_its_interval_holds_it(people, unlike, seed):
    lines = [lined(own) for own in people]
    once, again = (gamma(lines, unlike, seed=seed, precision=0.2) for _ in range(2))
    assert (once.gamma, once.categorical) == (again.gamma, again.categorical)
    assert once.samples == again.samples >= 30
    value, low, high = once.gamma.value.value, once.gamma.low.value, once.gamma.high.value
    if value is not None:
        assert value <= 1.0
        assert high is not None
        assert value <= high
        assert low is None or low <= value
