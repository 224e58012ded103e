"""Which part of an agreement is looked at: the disagreements in it, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, get_args

from annotator.measure.agreement.figures import Agreement, Disagreement, DisagreementKind

Order = Literal["worst", "articles", "score"]
Pair = tuple[str, str]

_Choice = TypeVar("_Choice")

ALL_KINDS: tuple[DisagreementKind, ...] = get_args(DisagreementKind)
_DIFFERENT = {
    "label": "labels differ",
    "boundary": "edges differ",
    "label+boundary": "labels and edges differ",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What is looked at: whatever meets everything asked for; asking nothing is all of it.

    `label` is one that either annotator gave, `pair` the two who are compared.
    """

    label: str | None = None
    kind: DisagreementKind | None = None
    article: str | None = None
    pair: Pair | None = None

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return self != Part()

    @property
    def told(self) -> str:
        """What is asked for, in words."""
        pair = " and ".join(self.pair) if self.pair else None
        asked = filter(None, (self.label, self.kind, self.article, pair))
        return f"only {', '.join(asked)}" if self.active else "all of them"

    def meets(self, one: Disagreement) -> bool:
        """Whether a disagreement is in this part."""
        return (
            self.kind in (None, one.kind)
            and self.article in (None, one.article)
            and self.pair in (None, pair_of(one))
            and (self.label is None or self.label in labels_of(one))
        )

    def toggled_label(self, name: str) -> Part:
        """Ask for places where either gave this label; asked again, no longer."""
        return replace(self, label=None if self.label == name else name)

    def toggled_kind(self, kind: DisagreementKind) -> Part:
        """Ask for one kind; asked again, no longer."""
        return replace(self, kind=None if self.kind == kind else kind)

    def next_kind(self, there: Sequence[DisagreementKind]) -> Part:
        """Ask for the next of the kinds that are there, after the last for all."""
        return replace(self, kind=_after(self.kind, there))

    def next_pair(self, there: Sequence[Pair]) -> Part:
        """Ask for the next two annotators, after the last for all."""
        return replace(self, pair=_after(self.pair, there))


def _after(chosen: _Choice | None, there: Sequence[_Choice]) -> _Choice | None:
    choices = (None, *there)
    at = choices.index(chosen) + 1 if chosen in choices else 0
    return choices[at % len(choices)]


def labels_of(one: Disagreement) -> tuple[str, ...]:
    """The labels that were given, the first annotator's first; equal ones once."""
    return tuple(dict.fromkeys(mark.span.label for mark in (one.a, one.b) if mark.span))


def pair_of(one: Disagreement) -> Pair:
    """The two annotators who differ."""
    return one.a.annotator, one.b.annotator


def told(one: Disagreement) -> str:
    """What differs, in a few words."""
    match one.kind:
        case "missed":
            return f"only {one.a.annotator}"
        case "spurious":
            return f"only {one.b.annotator}"
        case "values":
            return f"values: {', '.join(one.attributes)}"
        case _:
            return _DIFFERENT[one.kind]


def articles_in(found: Agreement, order: Order) -> tuple[str, ...]:
    """The articles, the worst first or by ID."""
    if order == "articles":
        return tuple(sorted(found.articles))
    return tuple(one.article for one in found.by_article)


def ordered(found: Agreement, order: Order) -> tuple[int, ...]:
    """The places of all disagreements in `found.disagreements`, article by article.

    Within an article they stand as in its text.
    """
    rank = {name: at for at, name in enumerate(articles_in(found, order))}
    last = len(rank)
    places = range(len(found.disagreements))
    return tuple(sorted(places, key=lambda at: rank.get(found.disagreements[at].article, last)))
