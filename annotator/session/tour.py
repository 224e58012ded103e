"""Five steps through the screen, each done on one's own article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What to try; the step is done when one of the commands is. "tag" is any label's key."""

    words: str
    commands: frozenset[str]


_WORDS = frozenset({"word_left", "word_right", "search", "next_span"})

STEPS: tuple[Step, ...] = (
    Step(
        "Go to a name: {left} {right} step by sight, {word_left} {word_right} by words, "
        "{search} searches. The mouse works too.",
        _WORDS,
    ),
    Step(
        "Tag it: press a label's key ({labels}). It takes the word; with {select} or shift+arrows "
        "you select more first.",
        frozenset({"tag"}),
    ),
    Step(
        "Give it values: {values}, then a letter for a choice, or type. esc goes back. "
        "{guideline} shows the guideline.",
        frozenset({"values"}),
    ),
    Step(
        "Mend and keep: {edges} moves edges, {delete} deletes, {undo} takes back, {save} saves a "
        "version. Nothing is ever overwritten.",
        frozenset({"save"}),
    ),
    Step(
        "{done} marks the article done and opens the next. {help} lists all keys, {palette} finds "
        "commands, {tour} brings this back.",
        frozenset({"done", "help", "palette"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Tour:
    """How far the tour is; after the last step it is over."""

    at: int = 0

    @property
    def over(self) -> bool:
        """Whether every step was done."""
        return self.at >= len(STEPS)

    @property
    def step(self) -> Step | None:
        """The step to do next; None when the tour is over."""
        return None if self.over else STEPS[self.at]

    def heard(self, done: Collection[str]) -> Tour:
        """The tour after some commands: the next step, where this one was done."""
        step = self.step
        return Tour(self.at + 1) if step and not step.commands.isdisjoint(done) else self
