"""An agreement, as what is read on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Compared
from annotator.measure.agreement.figures import Agreement, Disagreement
from annotator.report.narrowing import Order, Pair, Part, articles_in, ordered, told
from annotator.report.sheet import Figure, Line, scope, sheet
from annotator.text.article import Article
from annotator.tui.parts.matter import Words

_NOBODY = Labelling()
_WORDS = Words("disagreements", "differ", "they agree everywhere", "all that both marked")


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement with what it was found in.

    `compared` has every article by its ID, `verdicts` what came of gates, in words.
    """

    found: Agreement
    compared: Mapping[str, Compared]
    schema: Schema
    verdicts: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """What places are called."""
        return _WORDS

    @property
    def every(self) -> Sequence[Disagreement]:
        """All disagreements."""
        return self.found.disagreements

    @property
    def count(self) -> int:
        """How many disagreements there are."""
        return len(self.found.disagreements)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two annotators."""
        return tuple(one.annotators for one in self.found.pairs)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The worst article first, or articles by their ID."""
        return "worst", "articles"

    @property
    def known(self) -> tuple[str, ...]:
        """The warnings."""
        return self.found.warnings

    def articles(self, order: Order) -> tuple[str, ...]:
        """The articles in an order."""
        return articles_in(self.found, order)

    def ordered(self, order: Order) -> tuple[int, ...]:
        """All disagreements in an order."""
        return ordered(self.found, order)

    def article(self, name: str) -> Article:
        """The text that was compared."""
        return self.compared[name].article

    def labellings(self, name: str, pair: Pair) -> tuple[Labelling, Labelling]:
        """What two annotators say of an article."""
        said = self.compared[name].labellings
        one, other = (said.get(annotator, _NOBODY) for annotator in pair)
        return one, other

    def pair_in(self, name: str, part: Part) -> Pair:
        """The two who are looked at, else the first two of those who labelled an article."""
        labelled = self.compared[name].labellings
        there = [annotator for annotator in self.found.annotators if annotator in labelled]
        return part.pair or (there[0], there[1])

    def who(self, pair: Pair) -> tuple[str, str]:
        """Their names."""
        return pair

    def told_pair(self, pair: Pair) -> str:
        """Their names together."""
        return " ".join(pair)

    def told(self, at: int) -> tuple[str, ...]:
        """What differs."""
        return (told(self.every[at]),)

    def score(self, at: int) -> float | None:
        """Annotators give no scores."""
        del at
        return None

    def figure(self, part: Part) -> Figure:
        """The strict F1 of a part."""
        return Figure("strict_f1", scope(self.found, part).figures.strict_f1)

    def sheet(self, part: Part) -> tuple[Line, ...]:
        """The figures of a part."""
        return sheet(self.found, part, self.verdicts)
