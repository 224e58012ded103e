"""How well extractors do, as values: what `evaluate` and `compare` tell, and a gate reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.labels.span import Span
from annotator.measure import basis
from annotator.measure.agreement.figures import Confusion, Disagreement, Excluded, Method, Used
from annotator.measure.intervals import Estimate

GOLD, PREDICTED = "gold", "predicted"
NO_TEXTS = "the texts of the articles are not known"
RANDOMIZATION = "approximate randomization"
LISTED, CHOSEN = 10_000, 1_000

Way: TypeAlias = basis.Way
WAYS = basis.WAYS
SwingKind = Literal["won", "lost", "fewer", "more"]


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of one way to score, and the rates that follow from them.

    `possible` is what is in the gold, `actual` what was predicted; a partial one earns half. Where
    the rates are undefined because of `NO_TEXTS`, the other counts mean nothing.
    """

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int
    possible: int
    actual: int
    precision: Estimate
    recall: Estimate
    f1: Estimate

    @property
    def is_known(self) -> bool:
        """Whether this way could be judged at all."""
        return self.f1.why != NO_TEXTS


@dataclass(frozen=True, slots=True)
class Scorings:
    """All ways to score one set of spans.

    strict: pieces and label; exact: pieces, any label; partial: as exact, and an overlap earns
    half; type: the label, of pairs that overlap; clitic: as strict, edges that differ only by
    clitics being equal; full: strict, and every value equal.
    """

    strict: Scores
    exact: Scores
    partial: Scores
    type: Scores
    clitic: Scores
    full: Scores


@dataclass(frozen=True, slots=True)
class Mean:
    """Precision, recall and F1 as means over labels or articles that have each."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Macro:
    """The means over labels, and those over articles, by way to score."""

    labels: Mapping[Way, Mean]
    articles: Mapping[Way, Mean]


@dataclass(frozen=True, slots=True)
class Muc5:
    """MUC-5's error per response fill, and what it is made of."""

    error: Estimate
    undergeneration: Estimate
    overgeneration: Estimate
    substitution: Estimate


@dataclass(frozen=True, slots=True)
class Part:
    """The scores of some of the articles: one language, one length, one source."""

    articles: int
    overall: Scorings


@dataclass(frozen=True, slots=True)
class ScoresOfArticle:
    """One article: its scores, without intervals, and how many spans either side has.

    `mistakes` counts its places among the mistakes.
    """

    article: str
    language: str
    length: int
    gold: int
    predicted: int
    mistakes: int
    overall: Scorings


@dataclass(frozen=True, slots=True)
class ScoresOfAttribute:
    """How well the values of one attribute were found, on spans of its label.

    `type` is the schema's. `gold` and `predicted` count spans: where the attribute is required
    all of the label, else those that carry it and their partners; `matched` the pairs among
    them that overlap and have one label, `right` those of equal value, None for entities, whose
    ids are arbitrary. `accuracy` is right over matched, `value_f1` TempEval-3's, which is
    accuracy times `relaxed_f1`. `more` holds what only some types have, such as `overlap`. `held`
    and `given` count gold and predicted spans that carry one; where both are 0, so is all else.
    """

    type: str
    gold: int
    predicted: int
    matched: int
    right: int | None
    accuracy: Estimate
    relaxed_f1: Estimate
    value_f1: Estimate
    more: Mapping[str, Estimate]
    held: int
    given: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One place at which the prediction is not the gold; `score` is the predicted span's.

    In `at` the first is the gold and the second the prediction: missed is only in the gold,
    spurious only in the prediction.
    """

    at: Disagreement
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What is left at one threshold: predictions scored so or higher, judged strictly."""

    threshold: float
    predicted: int
    precision: float
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision against recall as the threshold falls, judged strictly.

    `points` begin with the highest threshold; of very many they are a choice, the first, the
    last and the best among them. `average_precision` is the area below all points. `best` has
    the highest F1, of equal ones the highest threshold, and `at_best` is that F1 with its
    interval: as the threshold was chosen on the very same gold, it flatters. All None or empty
    with `why` where nothing was predicted, or a prediction has no score.
    """

    points: tuple[Point, ...]
    average_precision: float | None
    best: Point | None
    at_best: Estimate
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like scores: how many, their mean score, and the share that is right."""

    low: float
    high: float
    predicted: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether a score is the chance of being right, strictly.

    `error` is the expected calibration error over the bins, which hold about as many
    predictions each; `brier` the mean squared distance of score and outcome. Undefined, with
    the reason, where scores are not chances of 0 to 1.
    """

    bins: tuple[Bin, ...]
    error: Estimate
    brier: Estimate


@dataclass(frozen=True, slots=True)
class Confidence:
    """What the scores of predictions are worth: of all labels together, and curves by label."""

    scored: int
    predicted: int
    curve: Curve
    labels: Mapping[str, Curve]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are of what is listed: of more than `LISTED` a list has `CHOSEN`.

    `values` counts those mistakes that are strictly right spans with another value.
    """

    articles: int
    not_predicted: int
    not_in_gold: int
    mistakes: int
    values: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is said of how well an extractor does.

    `totals` counts what is listed. A list has all of up to `LISTED`, and `CHOSEN` of more: the
    first IDs, the worst articles, and mistakes chosen so that each has the same chance to be
    among them. `labels` are in the order of the schema. A label's own scores judge its spans on
    both sides: a span whose partner has another label has none here. `by_length` goes by code
    points; `slices` by what is known of articles, as {"source": {"…": Part}}. `not_predicted` are
    gold articles without a prediction, whose spans count as missed; `not_in_gold` predicted
    articles that cannot be judged and do not count. `dropped_in_zones` counts spans left out, of
    the gold and of the prediction. `errors` counts by class: correct, label, boundary,
    label+boundary, missed, spurious. `by_article` begins with the worst. `confidence` is None where
    no prediction has a score. `digest` is the sha256 of the file that predictions were read from,
    empty where they came from no file.
    """

    gold: str
    predictions: str
    totals: Totals
    articles: tuple[str, ...]
    seed: int
    replicates: int
    not_predicted: tuple[str, ...]
    not_in_gold: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    dropped_in_zones: tuple[int, int]
    overall: Scorings
    labels: Mapping[str, Scorings]
    macro: Macro
    muc5: Mapping[Way, Muc5]
    by_article: tuple[ScoresOfArticle, ...]
    by_language: Mapping[str, Part]
    by_length: Mapping[str, Part]
    slices: Mapping[str, Mapping[str, Part]]
    attributes: Mapping[str, ScoresOfAttribute]
    errors: Mapping[str, int]
    confusion: Confusion
    mistakes: tuple[Mistake, ...]
    confidence: Confidence | None
    warnings: tuple[str, ...]
    used: tuple[Used, ...]
    method: Method
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """One figure of two extractors: `difference` is the second's less the first's.

    `p` is that of approximate randomization, `exact` where every swap was tried, and `p_floor`
    the least it could be; `p_holm` is corrected for all that were tested beside it, None where
    it was the only one. None, with `why`, where the difference is undefined.
    """

    a: Estimate
    b: Estimate
    difference: Estimate
    p: float | None
    p_floor: float | None
    p_holm: float | None
    exact: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pull:
    """How much one article or label makes of a difference in strict F1.

    `difference` is its own, b less a; `pull` is how much smaller the whole difference is
    without it, below 0 where it would be larger. `won` counts the gold spans that only b has
    right, `lost` those that only a has, and `fewer` how many fewer wrong predictions b makes.
    """

    name: str
    a: float | None
    b: float | None
    difference: float | None
    pull: float | None
    won: int
    lost: int
    fewer: int


@dataclass(frozen=True, slots=True)
class Swing:
    """One place at which one of two extractors does better than the other, judged strictly.

    `won`: only b has the gold span right; `lost`: only a has. Else neither has: `fewer`, where
    only a predicted something wrong, and `more`, where only b did. A side without a span is None.
    """

    article: str
    kind: SwingKind
    gold: Span | None
    a: Span | None
    b: Span | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans that there are, the gold's first."""
        return tuple(span for span in (self.gold, self.a, self.b) if span)


@dataclass(frozen=True, slots=True)
class Duel:
    """Two extractors: each figure by name (`strict_f1`, …), over all labels and by label.

    `better`, `worse` and `equal` count the articles in which b's strict F1 is above, below or
    equal to a's. `articles` and `of_labels` tell what made the difference, most first. `swings`
    are the first places of the first of these articles, not all that there are.
    """

    extractors: tuple[str, str]
    overall: Mapping[str, Contest]
    labels: Mapping[str, Mapping[str, Contest]]
    better: int
    worse: int
    equal: int
    articles: tuple[Pull, ...]
    of_labels: tuple[Pull, ...]
    swings: tuple[Swing, ...] = ()


@dataclass(frozen=True, slots=True)
class Contestant:
    """One extractor by itself: its figures by name, and the gold articles it says nothing of.

    `digest` is the sha256 of the file that its predictions were read from, empty for no file.
    """

    name: str
    overall: Mapping[str, Estimate]
    labels: Mapping[str, Mapping[str, Estimate]]
    not_predicted: tuple[str, ...]
    not_in_gold: tuple[str, ...]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How well two people agree by the same figures, over the articles that both labelled."""

    annotators: tuple[str, str]
    articles: int
    overall: Mapping[str, Estimate]
    labels: Mapping[str, Mapping[str, Estimate]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is said of which extractor is better.

    `extractors` are as they were named, `duels` each two of them, the first two first.
    """

    gold: str
    articles: tuple[str, ...]
    seed: int
    replicates: int
    swaps: int
    extractors: tuple[Contestant, ...]
    duels: tuple[Duel, ...]
    ceilings: tuple[Ceiling, ...]
    excluded: tuple[Excluded, ...]
    warnings: tuple[str, ...]
    used: tuple[Used, ...]
    method: Method
