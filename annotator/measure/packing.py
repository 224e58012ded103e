"""The best choice among ways to put units together, of which no two may share a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, linprog, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from annotator.measure.alpha import Floats
from annotator.measure.table import Ints

# A walk along the text remembers so many open choices; beyond that a solver is asked.
_OPEN = 1_000
# A group of more ways than this is priced first, which leaves few of them.
_PRICED = 256
# Of so many ways a unit, those nearest to their price, a good choice is made to measure others by.
_NEAR = 3
# Rounding: a way is ruled out only by more than this.
_SLACK = 1e-6


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


def _solved(units: Ints, saved: Floats) -> Ints:
    """The ways of one group to take."""
    if len(saved) == 1:
        return np.zeros(1, dtype=np.int64)
    if units.shape[1] == 2:
        return _assigned(units, saved)
    numbers = _numbered(units)
    if len(saved) <= _PRICED:
        return _chosen(numbers, saved)
    return _group_by_group(numbers, saved, _worth(numbers, saved))


def _group_by_group(units: Ints, saved: Floats, places: Ints) -> Ints:
    """The ways to take of those at some places."""
    groups = _apart(units[places], places)
    chosen = [group[_chosen(_numbered(units[group]), saved[group])] for group in groups]
    return np.concatenate(chosen)


def _chosen(numbers: Ints, saved: Floats) -> Ints:
    """The same for a group of few ways, or of ways that all may be worth taking."""
    walked = _walked(numbers, saved.tolist(), int(numbers.max()) + 1)
    return _programmed(numbers, saved) if walked is None else walked


def _numbered(units: Ints) -> Ints:
    """The units of a group numbered from 0, in the same order; -1 still for none."""
    known, numbers = np.unique(units, return_inverse=True)
    return np.asarray(numbers.reshape(units.shape) - int(known[0] < 0))


def _apart(units: Ints, places: Ints) -> Iterator[Ints]:
    """Groups of ways that share no unit with one another."""
    way, at = np.nonzero(units >= 0)
    most = int(units.max()) + 1
    edges = (np.ones(len(way), dtype=bool), (units[way, at], most + way))
    graph = coo_array(edges, shape=(most + len(units), most + len(units)))
    _, group = connected_components(graph, directed=False)
    order = np.argsort(group[most:], kind="stable")
    yield from np.split(places[order], np.flatnonzero(np.diff(group[most:][order])) + 1)


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


def _worth(units: Ints, saved: Floats) -> Ints:
    """The places of ways that a best choice may need: those that units' prices do not rule out.

    Each unit has a price, so that no way saves more than its units cost. What all units cost is
    then no less than any choice saves, and a way that falls short of its price by more than lies
    between that and a choice already known can be in no better one.
    """
    prices = _raised(_prices(units, saved), units, saved)
    over = _over(prices, units, saved)
    near = np.argsort(-over, kind="stable")[: _NEAR * len(prices)]
    least = float(saved[_group_by_group(units, saved, near)].sum())
    return np.flatnonzero(over >= least - prices.sum() - _SLACK)


def _over(prices: Floats, units: Ints, saved: Floats) -> Floats:
    """What each way saves beyond the price of its units."""
    return np.asarray(saved - np.append(prices, 0.0)[units].sum(axis=1))


def _raised(prices: Floats, units: Ints, saved: Floats) -> Floats:
    """Prices raised until no way saves more than its units cost."""
    enough = prices.copy()
    for column in units.T:
        over = _over(enough, units, saved)
        has = (column >= 0) & (over > 0)
        more = np.zeros(len(prices))
        np.maximum.at(more, column[has], over[has])
        enough += more
    return enough


def _prices(units: Ints, saved: Floats) -> Floats:
    """What the last bit of each unit is worth where ways may be taken in part.

    Raises:
        RuntimeError: the solver gave up, which it has no reason to.
    """
    uses = _uses(units)
    answer = linprog(
        -saved,
        A_ub=uses,
        b_ub=np.ones(uses.shape[0]),
        method="highs-ds",
        options={"presolve": False},
    )
    if not answer.success:
        raise RuntimeError(answer.message)
    return np.asarray(np.maximum(-answer.ineqlin.marginals, 0.0))


def _uses(units: Ints) -> csr_array:
    """Which way (across) uses which unit (down)."""
    way, at = np.nonzero(units >= 0)
    return coo_array(
        (np.ones(len(way)), (units[way, at], way)), shape=(int(units.max()) + 1, len(units))
    ).tocsr()


def _programmed(units: Ints, saved: Floats) -> Ints:
    """The same by a solver of integer programs, for units that overlap without end.

    Raises:
        RuntimeError: the solver gave up, which it has no reason to.
    """
    answer = milp(
        -saved,
        integrality=np.ones(len(saved)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(_uses(units), ub=1),
        options={"mip_rel_gap": 0.0},
    )
    if not answer.success:
        raise RuntimeError(answer.message)
    return np.flatnonzero(answer.x > 0.5)
