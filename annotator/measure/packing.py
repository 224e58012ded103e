"""The best choice among ways to put units together, of which no two may share a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.measure.alpha import Floats
from annotator.measure.table import Ints

# A walk along the text remembers so many open choices; beyond that a solver is asked.
_OPEN = 1_000


def most_saved(units: Ints, saved: Floats) -> Ints:
    """Places of the ways that together save most, ascending.

    Args:
        units: shape (ways, annotators), numbers of units, each of one annotator only, -1 for
            none. Numbers that go along the text make it quick.
        saved: shape (ways,), what each is worth; one that is worth nothing is never taken.
    """
    keep = np.flatnonzero(saved > 0)
    if not len(keep):
        return keep
    chosen = [group[_solved(units[group], saved[group])] for group in _apart(units[keep], keep)]
    return np.sort(np.concatenate(chosen))


def _apart(units: Ints, places: Ints) -> Iterator[Ints]:
    """Groups of ways that share no unit with one another."""
    way, at = np.nonzero(units >= 0)
    most = int(units.max()) + 1
    edges = (np.ones(len(way), dtype=bool), (units[way, at], most + way))
    graph = coo_array(edges, shape=(most + len(units), most + len(units)))
    _, group = connected_components(graph, directed=False)
    order = np.argsort(group[most:], kind="stable")
    yield from np.split(places[order], np.flatnonzero(np.diff(group[most:][order])) + 1)


def _solved(units: Ints, saved: Floats) -> Ints:
    """The ways of one group to take."""
    if len(saved) == 1:
        return np.zeros(1, dtype=np.int64)
    if units.shape[1] == 2:
        return _assigned(units, saved)
    known, numbers = np.unique(units, return_inverse=True)
    numbers = numbers.reshape(units.shape) - int(known[0] < 0)
    walked = _walked(numbers, saved.tolist(), int(numbers.max()) + 1)
    return _programmed(numbers, saved) if walked is None else walked


def _assigned(units: Ints, saved: Floats) -> Ints:
    """Two annotators: an assignment."""
    _, ours = np.unique(units[:, 0], return_inverse=True)
    _, theirs = np.unique(units[:, 1], return_inverse=True)
    shape = (int(ours.max()) + 1, int(theirs.max()) + 1)
    worth, place = np.zeros(shape), np.full(shape, -1, dtype=np.int64)
    worth[ours, theirs], place[ours, theirs] = saved, np.arange(len(ours))
    found = place[linear_sum_assignment(worth, maximize=True)]
    return np.asarray(found[found >= 0])


@dataclass(frozen=True, slots=True)
class _Path:
    """The last way taken, and those before it."""

    way: int
    before: _Path | None


_Best = dict[int, tuple[float, _Path | None]]


def _walked(units: Ints, saved: list[float], size: int) -> Ints | None:
    """Unit by unit, the best for each set of units that is used up ahead; one bit a unit.

    None where there are too many such sets.
    """
    opening: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for way, row in enumerate(units.tolist()):
        own = [unit for unit in row if unit >= 0]
        opening[min(own)].append((way, sum(1 << unit for unit in own)))
    best: _Best = {0: (0.0, None)}
    for unit, ways in enumerate(opening):
        here = 1 << unit
        after: _Best = {}
        for used, (worth, path) in best.items():
            _keep(after, used & ~here, worth, path)
            for way, mask in ways:
                if not used & mask:
                    _keep(after, (used | mask) ^ here, worth + saved[way], _Path(way, path))
        best = after
        if len(best) > _OPEN:
            return None
    return np.array(sorted(_ways(best[0][1])), dtype=np.int64)


def _keep(best: _Best, used: int, worth: float, path: _Path | None) -> None:
    if used not in best or best[used][0] < worth:
        best[used] = (worth, path)


def _ways(path: _Path | None) -> Iterator[int]:
    while path is not None:
        yield path.way
        path = path.before


def _programmed(units: Ints, saved: Floats) -> Ints:
    """The same by a solver of integer programs, for units that overlap without end.

    Raises:
        RuntimeError: the solver gave up, which it has no reason to.
    """
    way, at = np.nonzero(units >= 0)
    uses = coo_array((np.ones(len(way)), (units[way, at], way)))
    answer = milp(
        -saved,
        integrality=np.ones(len(saved)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(uses.tocsr(), ub=1),
        options={"mip_rel_gap": 0.0},
    )
    if not answer.success:
        raise RuntimeError(answer.message)
    return np.flatnonzero(answer.x > 0.5)
