"""An evaluation, as what is read on the screen: each mistake in its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Disagreement
from annotator.measure.evaluation.figures import Evaluation, Mistake
from annotator.measure.intervals import Estimate
from annotator.report.narrowing import Order, Pair, Part, told
from annotator.report.score_sheet import STRICT, score_sheet, scores_of
from annotator.report.sheet import Figure, Line
from annotator.text.article import Article
from annotator.text.flat import shortened
from annotator.tui.parts.matter import Words

_WORDS = Words("mistakes", "wrong", "no mistakes", "all of the gold and all that was predicted")
_NOBODY = Labelling()
_NOT_KEPT = Estimate(None, None, None, 0)
# Cells of a name in the bottom row.
_NAME = 20


@dataclass(frozen=True, slots=True)
class Sides:
    """One article as it was judged: its text, the gold, and what was predicted, if anything was.

    `predicted` is None where the extractor said nothing of the article.
    """

    article: Article
    gold: Labelling
    predicted: Labelling | None


class Evaluated:
    """An evaluation with what it was found in.

    `sides` has every article of a mistake by its ID, and at least one; `verdicts` tell what came
    of gates, in words.
    """

    def __init__(
        self,
        found: Evaluation,
        sides: Mapping[str, Sides],
        schema: Schema,
        verdicts: tuple[str, ...] = (),
    ) -> None:
        self.found = found
        self.schema = schema
        self.verdicts = verdicts
        self.sides = sides

    @property
    def words(self) -> Words:
        """What mistakes are called."""
        return _WORDS

    @cached_property
    def every(self) -> Sequence[Disagreement]:
        """The mistakes that are listed."""
        return tuple(one.at for one in self.found.mistakes)

    @property
    def count(self) -> int:
        """How many mistakes there are."""
        return self.found.totals.mistakes

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The gold and the prediction."""
        return ((self.found.gold, self.found.predictions),)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """The worst article first, or articles by ID; where predictions have scores, by these."""
        scored = any(one.score is not None for one in self.found.mistakes)
        return ("worst", "articles", "score") if scored else ("worst", "articles")

    @property
    def known(self) -> tuple[str, ...]:
        """The warnings."""
        return self.found.warnings

    def articles(self, order: Order) -> tuple[str, ...]:
        """The articles in an order; by score, in that of their first mistake."""
        return tuple(dict.fromkeys(self._articles(order)))

    def _articles(self, order: Order) -> Iterator[str]:
        if order == "articles":
            yield from sorted(self.sides)
        if order == "score":
            yield from (self.every[at].article for at in self.ordered(order))
        worst = (one.article for one in self.found.by_article)
        yield from (name for name in worst if name in self.sides)
        yield from sorted(self.sides)

    def ordered(self, order: Order) -> tuple[int, ...]:
        """All mistakes in an order; by score the most certain first, missed ones last."""
        if order == "score":
            mistakes = self.found.mistakes
            return tuple(sorted(range(len(mistakes)), key=lambda at: _surest_first(mistakes[at])))
        rank = {name: at for at, name in enumerate(self.articles(order))}
        return tuple(sorted(range(len(self.every)), key=lambda at: rank[self.every[at].article]))

    def article(self, name: str) -> Article:
        """The text that was judged, which need not be that of today."""
        return self.sides[name].article

    def labellings(self, name: str, pair: Pair) -> tuple[Labelling, Labelling]:
        """The gold of an article, and what was predicted of it."""
        del pair
        return self.sides[name].gold, self.sides[name].predicted or _NOBODY

    def pair_in(self, name: str, part: Part) -> Pair:
        """The gold and the prediction."""
        del name, part
        return self.pairs[0]

    def who(self, pair: Pair) -> tuple[str, str]:
        """What the two are, whatever they are called; what they say stands one above the other."""
        del pair
        return "gold     ", "predicted"

    def told_pair(self, pair: Pair) -> str:
        """What the two are called; of a file, its own name."""
        del pair
        found = self.found
        extractor = shortened(PurePath(found.predictions).name or found.predictions, _NAME)
        return f"{extractor} vs {shortened(found.gold, _NAME)}"

    def told(self, at: int) -> tuple[str, ...]:
        """What is wrong, and whether anything was predicted of the article at all."""
        one = self.every[at]
        what = one.kind if one.kind in ("missed", "spurious") else told(one)
        return (what, "not predicted") if self.sides[one.article].predicted is None else (what,)

    def score(self, at: int) -> float | None:
        """The score of what was predicted."""
        return self.found.mistakes[at].score

    def figure(self, part: Part) -> Figure:
        """The strict F1 of a part."""
        scores = scores_of(self.found, part).scores
        return Figure(STRICT, scores.strict.f1 if scores else _NOT_KEPT)

    def sheet(self, part: Part) -> tuple[Line, ...]:
        """The scores of a part."""
        return score_sheet(self.found, part, self.verdicts)


def _surest_first(mistake: Mistake) -> tuple[bool, float]:
    """By how sure the extractor was, the surest first; what has no score comes last."""
    return mistake.score is None, -(mistake.score or 0.0)
