"""The cases about extractors: gold, what was predicted, and traps for those who count.

`gold` and `predicted` are [label, start, end] by article, half-open. `text` is each article's, a
character of its own at every place unless the case is about words; `words` is where its words
end, after every character unless it says otherwise. `tags` is what was predicted, tagged word by
word, where no spans say it. `scores` go with what was predicted, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from random import Random
from typing import Any

from tests.oracles.pairings import Mark, most_credit

Case = dict[str, Any]
Side = Sequence[tuple[str, int, int]]

SCHEMES = ("strict", "exact", "partial", "type")
_LABELS = ("PERSON", "PLACE", "TIME")
_LONG = 260
# Ideographs, of which there are enough for each place to have its own.
_TEXT = "".join(chr(0x4E00 + at) for at in range(_LONG))
_NAMES = "Omar met Omar in Rome"


def gold_cases() -> list[Case]:
    """All of them: traps first, then random ones that are always the same."""
    return [_judged(case) for case in chain(_traps(), _places(), _random(40))] + list(_scored())


def _judged(case: Case) -> Case:
    """The same with the most that any pairing could earn by each scheme alone."""
    sides = [(_marks(case["gold"][name]), _marks(case["predicted"][name])) for name in case["gold"]]
    best = {scheme: sum(most_credit(*both, scheme) for both in sides) for scheme in SCHEMES}
    return {**case, "best": best}


def _marks(side: Side) -> list[Mark]:
    return [Mark(label, ((start, end),)) for label, start, end in side]


def _case(name: str, gold: Mapping[str, Side], predicted: Mapping[str, Side], **more: Any) -> Case:
    own = {"text": dict.fromkeys(gold, _TEXT), "words": [*range(1, _LONG + 1)], **more}
    return {"id": name, "kind": "gold", "gold": gold, "predicted": predicted, **own}


def _one(name: str, gold: Side, predicted: Side, **more: Any) -> Case:
    return _case(name, {"1": gold}, {"1": predicted}, **more)


def _traps() -> Iterator[Case]:
    """What is hard about pairs of spans."""
    p, q, t = _LABELS
    some: Side = [(p, 0, 4), (q, 6, 9), (t, 12, 20), (p, 30, 34), (q, 40, 44)]
    every: Side = [(p, 0, 4), (t, 6, 9), (t, 12, 18), (q, 31, 36), (t, 50, 54)]
    nested: Side = [(t, 0, 20), (p, 2, 6), (q, 10, 14)]
    right: Side = [(p, 1, 3), (t, 3, 9)]
    yield _one("all right", some, some)
    yield _one("each class of error once", some, every)
    yield _one("a guess before a hit", right, [(p, 1, 3), (p, 1, 4), (t, 3, 9)])
    yield _one("a guess after a hit", right, [(p, 1, 3), (t, 3, 9), (p, 1, 4)])
    yield _one("nested, all found", nested, nested)
    yield _one("nested, the inner ones missed", nested, nested[:1])
    yield _one("nested, predicted in another order", nested, nested[::-1])
    yield _one("two labels at one place", [(p, 0, 5)], [(p, 0, 5), (q, 0, 5)])
    yield _one("two labels at one place, another order", [(p, 0, 5)], [(q, 0, 5), (p, 0, 5)])
    yield _one("labels changed about", [(p, 0, 5), (q, 1, 6)], [(q, 0, 5), (p, 1, 6)])
    yield _one("a prediction twice", some, [*some, some[0]])
    yield _one("a gold span twice", [*some, some[0]], some)
    yield _one("one prediction over two", [(p, 0, 4), (p, 5, 9)], [(p, 0, 9)])
    yield _one("two predictions in one", [(p, 0, 9)], [(p, 0, 4), (p, 5, 9)])
    yield _one("the nearer one comes later", [(p, 0, 9)], [(p, 0, 2), (p, 0, 8)])
    yield _one("a long span hardly touched", [(t, 0, 250)], [(t, 249, 255)])
    yield _one("predicted beside it", [(p, 0, 5)], [(p, 5, 9)])
    yield _one("only another label", [(p, 0, 5)], [(q, 0, 5)])
    yield _one("nothing predicted", some, [])
    yield _one("nothing in the gold", [], some)
    yield _one("nothing at all", [], [])


def _places() -> Iterator[Case]:
    """What is hard about articles, words and tags."""
    p, q, t = _LABELS
    two: Side = [(p, 0, 4), (q, 6, 9)]
    yield _case("the same place in another article", {"1": two, "2": []}, {"1": [], "2": two})
    yield _case("an article without a span", {"1": two, "2": []}, {"1": two[:1], "2": []})
    names = {"text": {"1": _NAMES}, "words": _ends(_NAMES)}
    yield _one("the same name elsewhere", [(p, 0, 4)], [(p, 9, 13)], **names)
    yield _one("a part of a word", [(p, 0, 4), (q, 17, 21)], [(p, 0, 4), (q, 17, 20)], **names)
    yield _one(
        "tags that begin inside",
        [(p, 0, 2), (q, 4, 5)],
        [],
        tags={"1": [f"I-{p}", f"I-{p}", "O", "O", f"I-{q}"] + ["O"] * (_LONG - 5)},
    )
    yield _one(
        "over two, and right but for the label", [(t, 0, 4), (t, 4, 8)], [(t, 0, 8), (p, 4, 8)]
    )


def _ends(text: str) -> list[int]:
    """Where the words of a text end; a space is a word."""
    parts = text.replace(" ", "\0 \0").split("\0")
    return list(accumulate(map(len, parts)))


def _random(many: int) -> Iterator[Case]:
    """Extractors that never were: over each other, doubled, and then one after the other."""
    dice = Random(21)  # noqa: S311 - dice that fall alike
    for at in range(many):
        gold = {str(name): _some(dice) for name in range(1 + at % 3)}
        predicted = {name: _found(dice, side, overlap=True) for name, side in gold.items()}
        yield _case(f"random scores {at}", gold, predicted)
    for at in range(many):
        gold = {str(name): _flat(dice, _some(dice)) for name in range(1 + at % 3)}
        predicted = {
            name: _flat(dice, _found(dice, side, overlap=False)) for name, side in gold.items()
        }
        yield _case(f"random scores, flat {at}", gold, predicted)


def _some(dice: Random) -> list[tuple[str, int, int]]:
    """Up to five spans of one article, at least two, in the order of the text."""
    places = set()
    for _ in range(dice.randint(2, 5)):
        start = dice.randrange(0, 24)
        places.add((dice.choice(_LABELS), start, start + dice.choice((2, 4, 9))))
    return sorted(places, key=lambda one: (*one[1:], one[0]))


def _found(dice: Random, gold: Side, *, overlap: bool) -> list[tuple[str, int, int]]:
    """What is found of it: other labels, other edges, more and fewer, some twice, any order."""
    found = []
    for label, start, end in gold:
        own = label if dice.random() < 0.75 else dice.choice(_LABELS)
        moved = start + dice.choice((0, 0, 0, 1)), end + dice.choice((0, 0, 0, 1))
        found += [(own, *moved)] * (dice.random() < 0.85)
        found += [(own, *moved)] * (overlap and dice.random() < 0.06)
    if dice.random() < 0.4:
        start = dice.randrange(0, 30)
        found.append((dice.choice(_LABELS), start, start + 3))
    return dice.sample(found, len(found)) if overlap else found


def _flat(dice: Random, side: Side) -> list[tuple[str, int, int]]:
    """The spans that overlap none before them, in the order of the text."""
    kept: list[tuple[str, int, int]] = []
    for one in sorted(side, key=lambda one: one[1:]):
        if not kept or kept[-1][2] <= one[1]:
            kept.append(one)
    return kept


def _scored() -> Iterator[Case]:
    """Predictions with scores, a few of which are the same."""
    dice = Random(22)  # noqa: S311 - dice that fall alike
    for at in range(20):
        gold = [(dice.choice(_LABELS), 5 * place, 5 * place + 3) for place in range(12)]
        found = [one if dice.random() < 0.6 else (one[0], one[1], one[2] + 1) for one in gold]
        scores = [round(dice.random(), 1 + at % 2) for _ in found]
        yield {
            "id": f"random chances {at}",
            "kind": "scored",
            "gold": {"1": gold},
            "predicted": {"1": found},
            "text": {"1": _TEXT},
            "scores": scores,
        }
