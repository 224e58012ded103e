"""The counts of SemEval-2013 against the best of all pairings, tried one by one."""

from __future__ import annotations

import numpy as np

from annotator.labels.span import Span
from annotator.measure.match import aligned
from annotator.measure.semeval import SCHEMES, outcomes
from annotator.measure.table import Marked, tables

ARTICLES = 20_000
LABELS = ("P", "Q", "R")
DICE = np.random.default_rng(7)


def some_spans():
    """Up to four spans of nine characters, no two alike, now and then in two pieces."""
    found = set()
    for _ in range(DICE.integers(0, 5)):
        cuts = sorted(DICE.choice(10, size=4, replace=False).tolist())
        broken = DICE.random() < 0.1 and cuts[1] < cuts[2]
        pieces = ((cuts[0], cuts[1]), (cuts[2], cuts[3])) if broken else ((cuts[0], cuts[1]),)
        found.add((LABELS[DICE.integers(0, 3)], pieces))
    return sorted(found)


def shared(one, other):
    return sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in one[1] for b in other[1])


def worth(pairs):
    """What is sought, most wanted first: equal, in place, of one label, shared, near, many."""
    near = sum(abs(a[1][0][0] - b[1][0][0]) + abs(a[1][-1][1] - b[1][-1][1]) for a, b in pairs)
    return (
        sum(a == b for a, b in pairs),
        sum(a[1] == b[1] for a, b in pairs),
        sum(a[0] == b[0] for a, b in pairs),
        sum(shared(a, b) for a, b in pairs),
        -near,
        len(pairs),
    )


def every_pairing(ours, theirs):
    """Every way to pair spans that share a character, one to one."""
    if not ours:
        yield ()
        return
    first, *rest = ours
    for pairs in every_pairing(rest, theirs):
        yield pairs
        taken = [b for _, b in pairs]
        yield from (((first, b), *pairs) for b in theirs if b not in taken and shared(first, b))


def counted(ours, theirs):
    """The five counts of each scheme, from the best pairing."""
    equal, in_place, same, _, _, many = max(map(worth, every_pairing(ours, theirs)))
    rest = len(ours) - many, len(theirs) - many
    return {
        "strict": (equal, many - equal, 0, *rest),
        "exact": (in_place, many - in_place, 0, *rest),
        "partial": (in_place, 0, many - in_place, *rest),
        "type": (same, many - same, 0, *rest),
    }


def test_no_pairing_gives_other_counts():
    articles = [(f"n{at:05}", some_spans(), some_spans()) for at in range(ARTICLES)]
    ours, theirs = (
        [
            Marked(one[0], [Span(f"s{at}", *own, "x") for at, own in enumerate(one[side])])
            for one in articles
        ]
        for side in (1, 2)
    )
    alignment = aligned(*tables(ours, theirs, labels=LABELS))
    found = {scheme: outcomes(alignment, scheme).total.tolist() for scheme in SCHEMES}
    for at, (_, one, other) in enumerate(articles):
        best = counted(one, other)
        assert {name: tuple(own[at]) for name, own in found.items()} == best, (one, other)
