"""Evaluations of small random articles against the best of all pairings, tried one by one.

`python -m tests.oracles.optimum --articles 20000` judges each article by itself, as it is,
in another order and with both sides changed about, and then all of them together; it says every
difference and ends with 1 where there is one. `make optimum` runs it.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import mark
from annotator.measure.evaluation.evaluation import evaluation
from annotator.measure.evaluation.judged import Judged, Predicted, Told
from annotator.text.article import Article
from tests.oracles.pairings import SCHEMES, Mark, best, summed, told

SIZE = 10
# Some letters that no clitic of any language is made of, without a space.
TEXT = "bcbcbcbcbc"
LABELS = ("P", "Q", "R")
COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")
TOLD = Told("gold", "annotator", "annotator evaluate")
SHOWN = 20


@dataclass(frozen=True)
class Small:
    """One article: what the gold says, what is predicted, and the gold's zone, if it has one."""

    gold: tuple[Mark, ...]
    predicted: tuple[Mark, ...]
    zone: tuple[int, int] | None = None

    def text(self, marks):
        """What is judged of one side: a span that shares a character with the zone is not."""
        if self.zone is None:
            return marks
        start, end = self.zone
        return tuple(one for one in marks if all(b <= start or end <= a for a, b in one.pieces))

    def changed_about(self):
        return Small(self.predicted, self.gold, self.zone)

    def turned(self):
        return Small(self.gold[::-1], self.predicted[::-1], self.zone)


def some_article(dice):
    zone = (dice.randint(0, 3), dice.randint(4, 6)) if dice.random() < 0.05 else None
    return Small(some_marks(dice), some_marks(dice), zone)


def some_marks(dice):
    """Up to four spans, no two of one label and place, now and then in two pieces."""
    found = {}
    for _ in range(dice.randint(0, 4)):
        cuts = sorted(dice.sample(range(SIZE + 1), 4))
        broken = dice.random() < 0.1
        pieces = ((cuts[0], cuts[1]), (cuts[2], cuts[3])) if broken else ((cuts[0], cuts[1]),)
        found[dice.choice(LABELS), pieces] = dice.choice(("", "x", "y"))
    marks = [Mark(*identity, value) for identity, value in found.items()]
    return tuple(dice.sample(marks, len(marks)))


def schema():
    value = Attribute("value", "choice", ("x", "y"))
    labels = (
        Label(name, name, "red", "bold", "", "", nests=True, attributes=(value,)) for name in LABELS
    )
    return Schema("small", "1.0", tuple(labels), "0" * 64, "1" * 64)


def labelling(marks, zone=None, text=TEXT):
    spans = [
        mark(
            text,
            f"s{at}",
            one.label,
            one.pieces,
            attributes=[("value", one.value)] if one.value else [],
        )
        for at, one in enumerate(marks, start=1)
    ]
    return Labelling(tuple(spans), "done", zones=(Zone(*zone, "menu"),) if zone else ())


def evaluated(smalls):
    """How the predictions of some small articles do."""
    work = [
        Judged(
            Article(f"n{at:05}", TEXT),
            f"article n{at:05}",
            labelling(small.gold, small.zone),
            {"x": Predicted(labelling(small.predicted))},
        )
        for at, small in enumerate(smalls)
    ]
    return evaluation_of(work)


def evaluation_of(work):
    return evaluation(work, "x", schema(), TOLD, seed=1, replicates=1)


def counts(scores):
    return tuple(getattr(scores, name) for name in COUNTS)


def rates(five):
    """Precision, recall and F1 of five counts; None is 0/0."""
    correct, incorrect, partial, missed, spurious = five
    credit, pairs = correct + partial / 2, correct + incorrect + partial
    actual, possible = pairs + spurious, pairs + missed
    return (
        credit / actual if actual else None,
        credit / possible if possible else None,
        2 * credit / (actual + possible) if actual + possible else None,
    )


def muc5(five):
    """MUC-5's error, undergeneration, overgeneration and substitution of five counts."""
    correct, incorrect, partial, missed, spurious = five
    wrong, pairs = incorrect + partial / 2, correct + incorrect + partial
    whole = pairs + missed + spurious
    return (
        (wrong + missed + spurious) / whole if whole else None,
        missed / (pairs + missed) if pairs + missed else None,
        spurious / (pairs + spurious) if pairs + spurious else None,
        wrong / pairs if pairs else None,
    )


def mean(figures):
    known = [one for one in figures if one is not None]
    return sum(known) / len(known) if known else None


def near(one, other):
    return one == other or (None not in {one, other} and abs(one - other) < 1e-12)


def differences(it, right):
    """Every count and rate of an evaluation that is not the right one, in words."""
    none = (0, 0, 0, 0, 0)
    # The text has no clitics, so that scores with and without them are the same.
    sets = [("overall", it.overall, {**right.overall, "clitic": right.overall["strict"]})]
    for label, own in it.labels.items():
        fives = {scheme: right.labels.get((label, scheme), none) for scheme in SCHEMES}
        sets.append((label, own, {**fives, "clitic": fives["strict"]}))
    for name, scorings, fives in sets:
        for scheme, five in fives.items():
            one = getattr(scorings, scheme)
            if counts(one) != five:
                yield f"{name} {scheme}: {counts(one)}, not {five}"
            found = (one.precision.value, one.recall.value, one.f1.value)
            if not all(map(near, found, rates(five))):
                yield f"{name} {scheme}: {found}, not {rates(five)}"
    yield from others(it, right, sets)


def others(it, right, sets):
    """The same for classes of error, confusion, MUC-5's errors and the mean over labels."""
    for scheme, own in it.muc5.items():
        found = (own.error, own.undergeneration, own.overgeneration, own.substitution)
        wanted = muc5(right.overall[scheme])
        if not all(near(one.value, other) for one, other in zip(found, wanted, strict=True)):
            yield f"MUC-5, {scheme}: {found}, not {wanted}"
    if it.errors != right.classes:
        yield f"errors: {it.errors}, not {right.classes}"
    names = it.confusion.labels
    confusion = {
        (names[down], names[across]): many
        for down, row in enumerate(it.confusion.counts)
        for across, many in enumerate(row)
        if many
    }
    if confusion != right.confusion:
        yield f"confusion: {confusion}, not {right.confusion}"
    for scheme, own in it.macro.labels.items():
        wanted = mean(rates(fives[scheme])[2] for _, _, fives in sets[1:])
        if not near(own.f1.value, wanted):
            yield f"mean over labels, {scheme}: {own.f1.value}, not {wanted}"


def judge(small):
    """What is wrong with the evaluation of one article, and the right counts of it.

    Where several pairings are equally good the evaluation may be of any of them, but of the same
    one in every order.
    """
    gold, predicted = small.text(small.gold), small.text(small.predicted)
    rights = [told(gold, predicted, pairing) for pairing in best(gold, predicted)]
    it = evaluated([small])
    found = [list(differences(it, right)) for right in rights]
    right = next((one for one, wrong in zip(rights, found, strict=True) if not wrong), rights[0])
    wrong = [] if [] in found else found[0]
    wrong += [f"in another order: {one}" for one in differences(evaluated([small.turned()]), right)]
    back = evaluated([small.changed_about()])
    wrong += [f"changed about: {one}" for one in unlike(it, back)]
    return [f"{one}: {small}" for one in wrong], right


def unlike(it, back):
    """Where gold and prediction changed about do not give the same with missed as spurious."""
    for name, one, other in (
        ("overall", it.overall, back.overall),
        *((label, own, back.labels[label]) for label, own in it.labels.items()),
    ):
        for scheme in SCHEMES:
            *pairs, missed, spurious = counts(getattr(one, scheme))
            if counts(getattr(other, scheme)) != (*pairs, spurious, missed):
                yield f"{name} {scheme}: {counts(getattr(other, scheme))}"
    if it.confusion.counts != tuple(zip(*back.confusion.counts, strict=True)):
        yield f"confusion: {back.confusion.counts}"


def judge_all(smalls):
    """What is wrong with each of some articles, and with all of them together."""
    wrong, right = [], []
    for small in smalls:
        own, counted = judge(small)
        wrong += own
        right.append(counted)
    return wrong + [f"together: {one}" for one in differences(evaluated(smalls), summed(right))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    smalls = [some_article(dice) for _ in range(given.articles)]
    wrong = judge_all(smalls)
    for one in wrong[:SHOWN]:
        print(one, file=sys.stderr)
    print(f"articles {len(smalls):,}, differences {len(wrong):,}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
