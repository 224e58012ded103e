"""How far a second adjudicator, who did not see what the first decided, decided the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Adjudication, Decision, Labelling
from annotator.measure.intervals import Estimate, bootstrap
from annotator.measure.rates import NOTHING_MARKED, Floats, f1s
from annotator.project.naming import GOLD
from annotator.project.places import Project, store_of
from annotator.project.watching import Watch, unwatched
from annotator.session.hearings import OPEN, letter
from annotator.store import history
from annotator.store.protocol import Store

_SEED = 0
_NO_PLACE = "no place was decided by both"
_CERTAIN = "both took one and the same thing everywhere, which chance alone explains"
# A place by what each annotator marked there, and in which version.
_Place = tuple[tuple[str, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class TwoGolds:
    """What two adjudicators decided on the same places, in the articles that both decided on.

    `first` and `second` are the names of their golds. `counts` holds how often the first took
    one thing and the second another, by `taken`: annotators' names, "both", "neither", "new",
    "agreed". `observed` and `kappa` (Cohen 1960) are of what was taken, over `places`; a third
    reading counts as the same whatever it is. `strict_f1` compares all spans of the two golds.
    `lone` places only one of them decided on.
    """

    first: str
    second: str
    articles: tuple[str, ...]
    places: int
    lone: int
    taken: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    observed: Estimate
    kappa: Estimate
    strict_f1: Estimate


def two_golds(
    project: Project,
    articles: Sequence[str],
    second: str,
    watch: Watch[str] = unwatched,
) -> TwoGolds:
    """Compare gold with another one over the articles in which both decided something.

    Places are the same where every annotator has the same spans of the same version. Intervals
    are over articles; without any article figures are undefined, and say why.

    Raises:
        StoreError: there is no article that both adjudicated.
        AnnotatorError, Faults: a gold is at fault.
    """
    store = store_of(project)
    both: dict[str, tuple[Labelling, Labelling]] = {}
    for article in watch(articles, "reading decisions"):
        golds = _adjudicated(store, article, GOLD), _adjudicated(store, article, second)
        if golds[0] and golds[1]:
            both[article] = (golds[0], golds[1])
    if not both:
        raise _nothing_shared(second)
    chosen = {article: _chosen(*golds) for article, golds in both.items()}
    taken = tuple(sorted({one for pairs, _ in chosen.values() for pair in pairs for one in pair}))
    tables = [_table(pairs, taken) for pairs, _ in chosen.values()]
    size = len(taken)
    sums = np.array([table.ravel() for table in tables])
    counts = sum(tables, np.zeros((size, size)))
    units = tuple(both)
    observed = bootstrap(units, sums, lambda rows: _observed(rows, size), seed=_SEED)
    kappa = bootstrap(units, sums, lambda rows: _kappa(rows, size), seed=_SEED)
    evidence = np.array([_evidence(*one) for one in both.values()])
    return TwoGolds(
        first=GOLD,
        second=second,
        articles=units,
        places=int(counts.sum()),
        lone=sum(lone for _, lone in chosen.values()),
        taken=taken,
        counts=tuple(tuple(map(int, row)) for row in counts.tolist()),
        observed=_reasoned(observed, _NO_PLACE),
        kappa=_reasoned(kappa, _CERTAIN if counts.any() else _NO_PLACE),
        strict_f1=_reasoned(bootstrap(units, evidence, f1s, seed=_SEED), NOTHING_MARKED),
    )


def second_golds(store: Store, articles: Sequence[str]) -> tuple[str, ...]:
    """The names under which second adjudicators decided on any of these articles, sorted."""
    names = {name for article in articles for name in store.annotators(article)}
    return tuple(sorted(name for name in names if name.startswith(f"{GOLD}.")))


def _adjudicated(store: Store, article: str, gold: str) -> Labelling | None:
    version = history.head(store, article, gold)
    labelling = version.labelling if version else None
    return labelling if labelling and labelling.adjudication else None


def _chosen(one: Labelling, other: Labelling) -> tuple[list[tuple[str, str]], int]:
    """What each took on the places that both decided on, and how many only one did."""
    ours, theirs = _by_place(one.adjudication), _by_place(other.adjudication)
    shared = [place for place in ours if place in theirs]
    return [(ours[place], theirs[place]) for place in shared], len(ours.keys() ^ theirs.keys())


def _by_place(adjudication: Adjudication | None) -> Mapping[_Place, str]:
    if adjudication is None:
        return {}
    names = [source.annotator for source in adjudication.sources]
    by_letter = {letter(at): name for at, name in enumerate(names)}
    return {
        _place(names, one): by_letter.get(one.taken, one.taken)
        for one in adjudication.decisions
        if one.taken != OPEN
    }


def _place(names: Sequence[str], one: Decision) -> _Place:
    each = zip(names, one.versions, one.sources, strict=False)
    return tuple(sorted((name, version, ids) for name, version, ids in each))


def _table(pairs: Sequence[tuple[str, str]], taken: Sequence[str]) -> Floats:
    """How often the first took what the row says, and the second what the column says."""
    table = np.zeros((len(taken), len(taken)))
    for ours, theirs in pairs:
        table[taken.index(ours), taken.index(theirs)] += 1
    return table


def _observed(sums: Floats, size: int) -> Floats:
    """The share of places with the same decision, rows of shape (..., size * size) to (...)."""
    tables = sums.reshape(*sums.shape[:-1], size, size)
    return _divided(np.trace(tables, axis1=-2, axis2=-1), tables.sum(axis=(-2, -1)))


def _kappa(sums: Floats, size: int) -> Floats:
    """Cohen's kappa of each table, NaN where there is none or chance alone agrees on all.

    Source:
        Cohen (1960), "A coefficient of agreement for nominal scales".
    """
    tables = sums.reshape(*sums.shape[:-1], size, size)
    total = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    chance = _divided((rows * columns).sum(axis=-1), total**2)
    left = 1 - chance
    observed = _observed(sums, size)
    return _divided(observed - chance, np.where(left > 1e-12, left, 0.0))


def _divided(part: Floats, whole: Floats) -> Floats:
    undefined = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=undefined, where=np.asarray(whole) != 0)
    return undefined


def _evidence(one: Labelling, other: Labelling) -> tuple[int, int, int, int]:
    """Spans that both have, from either side, and how many each has."""
    ours, theirs = ({span.identity for span in gold.spans} for gold in (one, other))
    shared = len(ours & theirs)
    return shared, shared, len(ours), len(theirs)


def _reasoned(estimate: Estimate, why: str) -> Estimate:
    """The figure, with that reason where it is undefined."""
    return estimate if estimate.value is not None else replace(estimate, why=why)


def _nothing_shared(second: str) -> AnnotatorError:
    return StoreError(
        what=f"there is no article that both {GOLD} and {second} adjudicated",
        where=f"{GOLD} and {second}",
        fix="have a second one decide without seeing what the first did: "
        "annotator adjudicate --second --as NAME",
    )
