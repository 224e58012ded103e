"""What is read in a readers' room: places at which two sides differ, and the figures of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Disagreement
from annotator.report.narrowing import Order, Pair, Part
from annotator.report.sheet import Figure, Line
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Words:
    """What places are called, and what is said where there are none.

    `many` is the title of their list and `short` a shorter one, `marks` says whose marks are all
    that are shown.
    """

    many: str
    short: str
    none: str
    marks: str


class Matter(Protocol):
    """Places in articles, each with what two sides say there.

    A place is a position in `every`, where places stand in the order of articles and text; of
    very many it may hold fewer than `count`. `orders` are the orders in which they may be listed,
    the first one unasked. `verdicts` tell what came of gates, `known` what has to be known of
    the figures.
    """

    @property
    def schema(self) -> Schema:
        """The labels."""

    @property
    def words(self) -> Words:
        """What places are called."""

    @property
    def every(self) -> Sequence[Disagreement]:
        """The places."""

    @property
    def count(self) -> int:
        """How many places there are."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two who are compared."""

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders there are."""

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What came of gates."""

    @property
    def known(self) -> tuple[str, ...]:
        """What has to be known."""

    def articles(self, order: Order) -> tuple[str, ...]:
        """The articles in an order."""

    def ordered(self, order: Order) -> tuple[int, ...]:
        """All places in an order."""

    def article(self, name: str) -> Article:
        """The text that was judged."""

    def labellings(self, name: str, pair: Pair) -> tuple[Labelling, Labelling]:
        """What two say of an article."""

    def pair_in(self, name: str, part: Part) -> Pair:
        """Who is compared in an article where nothing is in front."""

    def who(self, pair: Pair) -> tuple[str, str]:
        """What the two are called beside what they say."""

    def told_pair(self, pair: Pair) -> str:
        """What the two are called together."""

    def told(self, at: int) -> tuple[str, ...]:
        """What a place is, in a few words each."""

    def score(self, at: int) -> float | None:
        """How sure the second side is of what it says at a place, where that is known."""

    def figure(self, part: Part) -> Figure:
        """The one figure that stands for a part."""

    def sheet(self, part: Part) -> tuple[Line, ...]:
        """The figures of a part."""
