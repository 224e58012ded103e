"""The best pairing of two sides of spans, found by trying every one, and what follows from it.

A referee for small articles: written from the definitions alone, it shares nothing with
`annotator.measure`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Pieces = tuple[tuple[int, int], ...]
Pairing = tuple[tuple[int, int], ...]
# Correct, incorrect, partial, missed, spurious.
Five = tuple[int, int, int, int, int]

SCHEMES = ("strict", "exact", "partial", "type", "full")
CLASSES = ("correct", "label", "boundary", "label+boundary", "missed", "spurious")
NO_LABEL = "∅"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as the referee sees it: a label, half-open pieces, and any value it carries."""

    label: str
    pieces: Pieces
    value: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All counts of one article, or of several.

    `overall` is by scheme, `labels` by label and scheme, `classes` by class of error,
    `confusion` by the gold's label and the other's, of which either may be none.
    """

    overall: dict[str, Five]
    labels: dict[tuple[str, str], Five]
    classes: dict[str, int]
    confusion: dict[tuple[str, str], int]


def pairings(gold: Sequence[Mark], predicted: Sequence[Mark]) -> Iterator[Pairing]:
    """Every way to pair spans that share a character, one to one, by their places."""

    def rest(at: int, free: frozenset[int]) -> Iterator[Pairing]:
        if at == len(gold):
            yield ()
            return
        yield from rest(at + 1, free)
        for other in free:
            if shared(gold[at], predicted[other]):
                for pairing in rest(at + 1, free - {other}):
                    yield ((at, other), *pairing)

    return rest(0, frozenset(range(len(predicted))))


def shared(one: Mark, other: Mark) -> int:
    """How many characters two spans share, counted one by one."""
    first, second = (
        {at for start, end in mark.pieces for at in range(start, end)} for mark in (one, other)
    )
    return len(first & second)


def best(gold: Sequence[Mark], predicted: Sequence[Mark]) -> list[Pairing]:
    """The pairings that no other one beats; several where only the last, smaller offsets, decide.

    What is wanted, in this order: pairs equal in label and pieces; pairs equal in pieces; pairs
    of one label; characters shared; edges close by; many pairs.
    """

    def worth(pairing: Pairing) -> tuple[int, ...]:
        both = [(gold[one], predicted[other]) for one, other in pairing]
        edges = ((_edges(one), _edges(other)) for one, other in both)
        return (
            sum(one.pieces == other.pieces and one.label == other.label for one, other in both),
            sum(one.pieces == other.pieces for one, other in both),
            sum(one.label == other.label for one, other in both),
            sum(shared(one, other) for one, other in both),
            -sum(abs(one[0] - other[0]) + abs(one[1] - other[1]) for one, other in edges),
            len(pairing),
        )

    every = [(worth(pairing), pairing) for pairing in pairings(gold, predicted)]
    most = max(value for value, _ in every)
    return [pairing for value, pairing in every if value == most]


def told(gold: Sequence[Mark], predicted: Sequence[Mark], pairing: Pairing) -> Told:
    """The counts of one article by one of its pairings."""
    both = [(gold[one], predicted[other]) for one, other in pairing]
    taken = tuple({pair[side] for pair in pairing} for side in (0, 1))
    missed = [mark for at, mark in enumerate(gold) if at not in taken[0]]
    spurious = [mark for at, mark in enumerate(predicted) if at not in taken[1]]
    labels = sorted({mark.label for mark in (*gold, *predicted)})
    like = [(one, other) for one, other in both if one.label == other.label]
    unlike = [(one, other) for one, other in both if one.label != other.label]
    alone = (
        [*missed, *(one for one, _ in unlike)],
        [*spurious, *(other for _, other in unlike)],
    )
    return Told(
        {scheme: _five(scheme, both, len(missed), len(spurious)) for scheme in SCHEMES},
        {
            (label, scheme): _five(
                scheme,
                [pair for pair in like if pair[0].label == label],
                *(sum(mark.label == label for mark in side) for side in alone),
            )
            for label in labels
            for scheme in SCHEMES
        },
        _classes(both, len(missed), len(spurious)),
        dict(
            Counter(
                [(one.label, other.label) for one, other in both]
                + [(one.label, NO_LABEL) for one in missed]
                + [(NO_LABEL, other.label) for other in spurious]
            )
        ),
    )


def summed(parts: Iterable[Told]) -> Told:
    """The counts of several articles together."""
    overall: dict[str, Five] = dict.fromkeys(SCHEMES, (0, 0, 0, 0, 0))
    labels: dict[tuple[str, str], Five] = {}
    classes, confusion = Counter(dict.fromkeys(CLASSES, 0)), Counter[tuple[str, str]]()
    for part in parts:
        for scheme, five in part.overall.items():
            overall[scheme] = _added(overall[scheme], five)
        for name, five in part.labels.items():
            labels[name] = _added(labels.get(name, (0, 0, 0, 0, 0)), five)
        classes.update(part.classes)
        confusion.update(part.confusion)
    return Told(overall, labels, dict(classes), dict(confusion))


def most_credit(gold: Sequence[Mark], predicted: Sequence[Mark], scheme: str) -> float:
    """The most that any pairing earns by one scheme alone, whatever the others lose by it."""
    fives = (
        _five(scheme, [(gold[one], predicted[other]) for one, other in pairing], 0, 0)
        for pairing in pairings(gold, predicted)
    )
    return max(five[0] + five[2] / 2 for five in fives)


def _five(scheme: str, both: Sequence[tuple[Mark, Mark]], missed: int, spurious: int) -> Five:
    found = Counter(_outcome(scheme, one, other) for one, other in both)
    return found["correct"], found["incorrect"], found["partial"], missed, spurious


def _outcome(scheme: str, one: Mark, other: Mark) -> str:
    """What becomes of a pair, as the table of SemEval-2013 Task 9 has it."""
    label, place = one.label == other.label, one.pieces == other.pieces
    right = {
        "strict": label and place,
        "exact": place,
        "partial": place,
        "type": label,
        "full": label and place and one.value == other.value,
    }[scheme]
    return "correct" if right else "partial" if scheme == "partial" else "incorrect"


def _classes(both: Sequence[tuple[Mark, Mark]], missed: int, spurious: int) -> dict[str, int]:
    names = {
        (True, True): "correct",
        (False, True): "label",
        (True, False): "boundary",
        (False, False): "label+boundary",
    }
    found = Counter(
        names[one.label == other.label, one.pieces == other.pieces] for one, other in both
    )
    return {name: found[name] for name in CLASSES} | {"missed": missed, "spurious": spurious}


def _edges(mark: Mark) -> tuple[int, int]:
    return mark.pieces[0][0], mark.pieces[-1][1]


def _added(one: Five, other: Five) -> Five:
    first, second, third, fourth, fifth = (a + b for a, b in zip(one, other, strict=True))
    return first, second, third, fourth, fifth
