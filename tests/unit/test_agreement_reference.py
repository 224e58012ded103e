"""The figures of agreement against a second opinion: formulas as the papers print them.

Everything here is counted one character or one word at a time, with nothing that the kernel uses.
Alignment has its own second opinion among the laws of matching.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, permutations, product

import numpy as np
import pytest
from scipy.stats import bootstrap

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import mark
from annotator.measure.agreement.agreement import agreement
from annotator.measure.agreement.compared import Compared
from annotator.text.article import Article
from annotator.text.words import words

TEXTS = ("وصل الرئيس وزوجته إلى بيشكيك في 30 أبريل.\n", "The president's wife left Osh at noon.\n")
LABELS = ("DATE", "PERSON", "PLACE")
WITH_GAP = (None, *LABELS)
ANNOTATORS = ("a1", "a2", "a3")
CASES = [(seed, many) for seed in range(6) for many in (2, 3)]


def schema():
    kind = Attribute("kind", "choice", ("x", "y"))
    labels = (
        Label(name, name[:2], "red", "bold", "", "", nests=True, attributes=(kind,))
        for name in LABELS
    )
    return Schema("news", "1.0", tuple(labels), "0" * 64, "1" * 64)


def marked(dice, text, known):
    """Places with labels, most of them as in `known`.

    No two start alike or are as long as each other: which of such two lies on top is a choice
    that no paper makes.
    """
    found = {pieces: label for pieces, label in known.items() if dice.random() < 0.7}
    places = words(text)
    for _ in range(dice.randrange(4)):
        first = dice.randrange(len(places))
        last = min(len(places) - 1, first + dice.randrange(3))
        start, end = (
            places[first][0],
            max(places[last][1] - dice.randrange(2), places[first][0] + 1),
        )
        split = end - start > 6 and dice.random() < 0.3
        pieces = ((start, start + 2), (start + 3, end)) if split else ((start, end),)
        found[pieces] = dice.choice(LABELS)
    apart = {end - start: pieces for pieces in found for start, end in pieces[-1:]}
    apart = {pieces[0][0]: pieces for pieces in apart.values()}
    return {pieces: found[pieces] for pieces in apart.values()}


def corpus(seed, annotators, articles=6):
    """Articles with nested and split spans, and zones; those of odd seeds in clusters of two."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    found = []
    for at in range(articles):
        text = TEXTS[at % 2]
        known = marked(dice, text, {})
        zones = [Zone(0, 4, "menu")] if dice.random() < 0.3 else []
        labelled = {}
        for name in annotators:
            own = marked(dice, text, known).items()
            spans = [
                mark(text, f"s{n}", label, pieces) for n, (pieces, label) in enumerate(own, start=1)
            ]
            labelled[name] = Labelling(tuple(spans), "done", zones=tuple(zones))
        unit = f"cluster {at // 2}" if seed % 2 else f"n{at:02}"
        found.append(Compared(Article(f"n{at:02}", text), unit, labelled))
    return found


def told(work, annotators=ANNOTATORS[:2], *, replicates=2, with_gamma=False):
    return agreement(
        work,
        annotators,
        schema(),
        seed=1,
        replicates=replicates,
        with_gamma=with_gamma,
        excluded=(),
        used=(),
        program="",
        command="",
    )


def near(figure):
    return None if figure is None else pytest.approx(figure, abs=1e-9)


def left(one):
    """The characters that no zone holds."""
    zones = [zone for said in one.labellings.values() for zone in said.zones]
    return [at for at in range(one.article.length) if not any(z.start <= at < z.end for z in zones)]


def spans_of(one, name, label=None):
    """The spans that count: of the label, if one is given, and in no zone."""
    here = set(left(one))
    return [
        span
        for span in one.labellings[name].spans
        if label in {None, span.label}
        and all(at in here for start, end in span.pieces for at in range(start, end))
    ]


def called(one, name, label=None):
    """What each character that is left is called, and by which piece; the longest lies on top."""
    pieces = [
        (end - start, start, end, span.label)
        for span in spans_of(one, name, label)
        for start, end in span.pieces
    ]
    found = dict.fromkeys(left(one), (None, None))
    for size, start, end, own in sorted(pieces):
        found |= dict.fromkeys(range(start, end), (own, (start, size)))
    return list(found.values())


def units_of(characters):
    """Runs of characters of one piece: label, start, end."""
    start = 0
    for at in range(1, len(characters) + 1):
        if at == len(characters) or characters[at] != characters[start]:
            if characters[start][0] is not None:
                yield characters[start][0], start, at
            start = at


class Unitized:
    """Lengths shared by observers, and the corrections that Krippendorff et al. (2016) ask for."""

    def __init__(self, work, annotators, label=None):
        self.shared = Counter()
        self.own, self.met = Counter(), Counter()
        for one in work:
            lines = [called(one, name, label) for name in annotators]
            others = len(lines) - 1
            for ours, theirs in permutations(lines, 2):
                for mine, yours in zip(ours, theirs, strict=True):
                    self.shared[mine[0], yours[0]] += 1 / others
            for ours in lines:
                self.own[None] += sum(name is None for name, _ in ours)
                for name, start, end in units_of(ours):
                    stretch = range(start, end)
                    rest = [line for line in lines if line is not ours]
                    met = sum(line[at][0] is not None for line in rest for at in stretch)
                    self.own[name] += (end - start) ** 2
                    self.met[name] += (met / others) ** 2

    def expected(self, names, corrections):
        total = sum(self.shared[pair] for pair in product(names, repeat=2))
        whole = {name: sum(self.shared[name, other] for other in names) for name in names}
        rest = total - sum(corrections[name] for name in names) / total
        return {
            (one, two): (whole[one] * whole[two] - (one == two) * corrections[one]) / rest
            for one, two in product(names, repeat=2)
        }

    def alpha(self, names, corrections):
        chance = self.expected(names, corrections)
        apart = sum(self.shared[one, two] for one, two in chance if one != two)
        return 1 - apart / sum(size for (one, two), size in chance.items() if one != two)

    def binary(self):
        chance = self.expected(WITH_GAP, self.own)
        found = [sum(sizes[None, name] for name in LABELS) for sizes in (self.shared, chance)]
        return 1 - found[0] / found[1]

    def of(self, label):
        """(k)u-alpha and coverage of a label; of both None where it was not given."""
        every = sum(self.shared[label, name] for name in WITH_GAP)
        valued = sum(self.shared[label, name] for name in LABELS)
        if not every:
            return None, None
        if not valued:
            return None, 0.0
        chance = self.expected(LABELS, self.met)
        far = 1 - chance[label, label] / sum(chance[label, name] for name in LABELS)
        return 1 - (1 - self.shared[label, label] / valued) / far, valued / every


@pytest.mark.parametrize(("seed", "many"), CASES)
def test_the_alphas_of_units_are_those_of_counted_characters(seed, many):
    annotators = ANNOTATORS[:many]
    work = corpus(seed, annotators)
    found, unitized = told(work, annotators), Unitized(work, annotators)
    assert found.overall.u_alpha.value == near(unitized.alpha(WITH_GAP, unitized.own))
    assert found.overall.u_alpha_binary.value == near(unitized.binary())
    assert found.overall.cu_alpha.value == near(unitized.alpha(LABELS, unitized.met))
    for label in found.labels:
        own, of_label = found.labels[label], Unitized(work, annotators, label)
        alpha, coverage = unitized.of(label)
        assert (own.ku_alpha.value, own.coverage.value) == (near(alpha), near(coverage))
        if coverage is not None:
            assert own.u_alpha.value == near(of_label.alpha((None, label), of_label.own))


@pytest.mark.parametrize(("seed", "many"), CASES)
def test_strict_and_boundary_f1_are_those_of_multisets(seed, many):
    annotators = ANNOTATORS[:many]
    work = corpus(seed, annotators)
    figures = told(work, annotators).overall
    for measure, key in (("strict_f1", "identity"), ("boundary_f1", "pieces")):
        hits = spans = 0
        for one, (ours, theirs) in product(work, combinations(annotators, 2)):
            sides = [
                Counter(getattr(span, key) for span in spans_of(one, name))
                for name in (ours, theirs)
            ]
            hits += (sides[0] & sides[1]).total()
            spans += sides[0].total() + sides[1].total()
        assert getattr(figures, measure).value == near(2 * hits / spans)


@pytest.mark.parametrize(("seed", "many"), CASES)
def test_word_kappa_is_cohens_over_words(seed, many):
    annotators = ANNOTATORS[:many]
    work = corpus(seed, annotators)
    apart = chance = 0.0
    for pair in combinations(annotators, 2):
        table = Counter(
            said for one in work for said in zip(*(by_word(one, n) for n in pair), strict=True)
        )
        names, total = {name for said in table for name in said}, table.total()
        sides = [Counter(said[side] for said in table.elements()) for side in (0, 1)]
        apart += sum(many for (one, two), many in table.items() if one != two)
        chance += total - sum(sides[0][name] * sides[1][name] for name in names) / total
    assert told(work, annotators).overall.token_kappa.value == near(1 - apart / chance)


def by_word(one, name):
    """The label of the longest span that shares a character with each word out of zones."""
    here, found = set(left(one)), []
    for start, end in words(one.article.text):
        word = set(range(start, end))
        over = [
            (span.end - span.start, -span.start, span.label)
            for span in spans_of(one, name)
            if any(at in word for first, last in span.pieces for at in range(first, last))
        ]
        if word <= here:
            found.append(max(over)[2] if over else None)
    return found


@pytest.mark.parametrize(("seed", "many"), CASES)
def test_label_alpha_and_ac1_follow_from_the_confusion_that_is_told(seed, many):
    found = told(corpus(seed, ANNOTATORS[:many]), ANNOTATORS[:many])
    size = len(LABELS)
    assert found.confusion.labels[:size] == LABELS
    table = np.array(found.confusion.counts, dtype=float)[:size, :size]
    pairs, given, agreed = table.sum(), table.sum(axis=0) + table.sum(axis=1), np.trace(table)
    chance = (2 * pairs) ** 2 - given @ given
    alpha = 1 - (2 * pairs - 1) * 2 * (pairs - agreed) / chance
    assert found.overall.label_alpha.value == near(alpha)
    share = given / (2 * pairs)
    lucky = share @ (1 - share) / (size - 1)
    assert found.overall.label_ac1.value == near((agreed / pairs - lucky) / (1 - lucky))


@pytest.mark.parametrize("seed", [2, 3])
def test_intervals_are_scipys(seed):
    """Both draw by chance, so that ends differ by some hundredths of the interval at most."""
    work = corpus(seed, ANNOTATORS[:2], articles=30 + 30 * (seed % 2))
    rows: dict[str, np.ndarray] = {}
    for one in work:
        sides = [{span.identity for span in spans_of(one, name)} for name in ANNOTATORS[:2]]
        row = np.array([2 * len(sides[0] & sides[1]), len(sides[0]) + len(sides[1])])
        rows[one.unit] = rows.get(one.unit, 0) + row
    theirs = bootstrap(
        tuple(np.array(list(rows.values())).T),
        lambda hits, spans, axis=-1: hits.sum(axis=axis) / spans.sum(axis=axis),
        paired=True,
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    ours = told(work, replicates=20_000).overall.strict_f1
    assert len(rows) == 30
    assert ours.n == sum(row.any() for row in rows.values())
    some = (theirs.high - theirs.low) / 25
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=some)


def test_an_interval_without_width_is_told_to_say_nothing():
    work = corpus(4, ANNOTATORS[:1], articles=30)
    copied = [
        Compared(one.article, one.unit, dict.fromkeys(ANNOTATORS[:2], one.labellings["a1"]))
        for one in work
    ]
    perfect = told(copied, replicates=50).overall.strict_f1
    assert (perfect.value, perfect.low, perfect.high) == (1.0, 1.0, 1.0)
    assert perfect.warning == "no resample differs: the interval says nothing"
    assert not told(corpus(4, ANNOTATORS[:2], articles=30), replicates=50).overall.u_alpha.warning


def test_gamma_cat_of_one_label_is_not_said_to_be_unasked():
    work = corpus(0, ANNOTATORS[:2], articles=1)
    asked, unasked = (told(work, with_gamma=wanted).labels["PLACE"] for wanted in (True, False))
    assert asked.gamma.value is not None
    assert "--gamma" not in asked.gamma_cat.why
    assert "--gamma" in unasked.gamma_cat.why


def test_a_value_without_an_interval_has_no_warning_of_one():
    """Every article has a span that both label; few of them have a value."""
    text = TEXTS[1]
    work = []
    for at in range(12):
        sides = [mark(text, "s1", "PLACE", [(26, 29)], attributes=given) for given in valued(at)]
        said = {
            name: Labelling((one,), "done") for name, one in zip(ANNOTATORS, sides, strict=False)
        }
        work.append(Compared(Article(f"n{at:02}", text), f"n{at:02}", said))
    found = told(work, replicates=200).attributes["PLACE.kind"]
    for figure in (found.agreement, found.alpha, found.more["ac1"]):
        assert (figure.n, figure.low, figure.high) == (3, None, None)
        assert "fewer than 5" in figure.why
        assert (figure.warning, figure.undefined) == ("", 0)


def valued(at):
    some = (("kind", "x"),)
    return (some, some if at else (("kind", "y"),)) if at < 3 else ((), ())
