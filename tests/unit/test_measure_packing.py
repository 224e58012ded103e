"""The best of many ways to put units together, where a walk along the text would never end."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from annotator.measure.alignment import best_alignment
from annotator.measure.dissimilarity import Dissimilarity, line
from annotator.measure.packing import most_saved
from annotator.measure.unitary import unitary


def crowd(seed, annotators, size, room):
    """Annotators whose units all lie over each other."""
    dice = np.random.default_rng(seed)
    start = np.sort(dice.integers(0, room, size))
    sides = []
    for _ in range(annotators):
        begin = np.maximum(start + dice.integers(-2, 3, size), 0)
        sides.append(line(begin, begin + dice.integers(4, 30, size), dice.integers(0, 3, size)))
    return sides


def solved(units, saved):
    """What a solver of integer programs saves, given everything."""
    way, at = np.nonzero(units >= 0)
    uses = coo_array((np.ones(len(way)), (units[way, at], way))).tocsr()
    answer = milp(
        -saved,
        integrality=np.ones(len(saved)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(uses, ub=1),
    )
    return -answer.fun


@pytest.mark.parametrize(("annotators", "size"), [(3, 9), (4, 5)])
@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_ruled_out_was_needed(annotators, size, seed):
    ways = unitary(crowd(seed, annotators, size, 20), Dissimilarity())
    numbers = np.where(ways.units >= 0, ways.units + size * np.arange(annotators), -1)
    saved = np.count_nonzero(ways.units >= 0, axis=1) - ways.disorder
    assert len(saved) > 300
    taken = most_saved(numbers, saved)
    used = numbers[taken][numbers[taken] >= 0]
    assert len(set(used.tolist())) == len(used)
    assert saved[taken].sum() == pytest.approx(solved(numbers, saved), abs=1e-5)


def test_units_that_all_overlap_are_aligned_in_any_order():
    sides = crowd(5, 4, 6, 20)
    turned = [line(own.start[::-1], own.end[::-1], own.label[::-1]) for own in reversed(sides)]
    found = best_alignment(sides, Dissimilarity()).disorder
    assert best_alignment(turned, Dissimilarity()).disorder == pytest.approx(found, abs=1e-9)
