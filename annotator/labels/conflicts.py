"""What two sides say differently of one thing, and which of them is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from annotator.labels.labelling import Adjudication, Decision, Source
from annotator.labels.span import Piece, Span, Value

Choice = Literal["kept", "incoming"]
Said = Span | Value | tuple[Piece, ...] | Adjudication | Decision | tuple[Source, ...] | None

_Thing = TypeVar("_Thing", bound=Said)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed, each in its own way, since their common ancestor.

    `key` names it among all conflicts of a merge, and stays the same when other conflicts are
    chosen: `s3:label`, `s3:attributes.count`, `s3` for a span that one side removed, `s3+s7:…`
    for two spans that became one, `anchor`. `what` says it as a sentence; None is what a side
    says that has no such thing.
    """

    key: str
    what: str
    base: Said
    kept: Said
    incoming: Said


class Choosing:
    """Settles one thing after another, and remembers the conflicts that nobody chose yet."""

    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self._choices = choices
        self.conflicts: list[Conflict] = []

    def settle(self, key: str, what: str, base: _Thing, kept: _Thing, incoming: _Thing) -> _Thing:
        """The one thing where both agree, or the one that was changed; else as it is chosen."""
        if incoming in (kept, base):
            return kept
        if kept == base:
            return incoming
        return self.choose(key, what, base, kept, incoming)

    def choose(self, key: str, what: str, base: _Thing, kept: _Thing, incoming: _Thing) -> _Thing:
        """The side that was chosen; without a choice it is a conflict, and kept's side stands."""
        choice = self._choices.get(key)
        if choice is None:
            self.conflicts.append(Conflict(key, what, base, kept, incoming))
        return incoming if choice == "incoming" else kept
