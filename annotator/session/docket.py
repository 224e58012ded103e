"""Every place of an adjudication, as a list and in numbers: what is open, decided, agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.session.bench import Bench
from annotator.session.hearings import OPEN, Hearing
from annotator.session.readings import readings, told_taken

Shown = Literal["open", "changed", "decided", "agreed"]

# In the order in which the filter goes through them.
_STATES: tuple[Shown | None, ...] = (None, "open", "changed", "decided", "agreed")
_KINDS = {
    "agreed": "all agree",
    "values": "values differ",
    "label": "labels differ",
    "boundary": "edges differ",
    "label+boundary": "labels and edges differ",
    "only": "not marked by all",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One place as it is listed: its labels by name, its words as they stand, what became of it."""

    key: str
    state: Shown
    labels: tuple[str, ...]
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class Only:
    """Which places are listed: those that meet everything asked for; asking nothing lists all."""

    label: str | None = None
    state: Shown | None = None

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return self != Only()

    def toggled_label(self, name: str) -> Only:
        """Ask for places where anybody gave this label; asked again, no longer."""
        return replace(self, label=None if self.label == name else name)

    def toggled_state(self, state: Shown) -> Only:
        """Ask for places of one state; asked again, no longer."""
        return replace(self, state=None if self.state == state else state)

    def turned(self) -> Only:
        """Ask for places of the next state in the row, after the last for those of any."""
        at = _STATES.index(self.state) + 1
        return replace(self, state=_STATES[at % len(_STATES)])

    def meets(self, place: Listed) -> bool:
        """Whether a place is listed."""
        return self.label in (None, *place.labels) and self.state in (None, place.state)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many places of an article are decided, of how many that a person is asked about.

    `checked` of those decided all had agreed on; `agreed` were taken without a question.
    """

    decided: int
    asked: int
    checked: int
    agreed: int

    @property
    def left(self) -> int:
        """How many are still to be decided."""
        return self.asked - self.decided

    @property
    def line(self) -> str:
        """It in a few words."""
        return f"{self.decided} of {self.asked} decided, {self.agreed} agreed"


def key_of(hearing: Hearing) -> str:
    """What tells a place from others of the article, as long as no source changes there."""
    place = hearing.place
    ids = "|".join(",".join(one) for one in place.ids)
    return f"{place.start}-{place.end} {ids}"


def listed(bench: Bench, hearing: Hearing, text: str, *, named: bool = False) -> Listed:
    """A place as it is listed; what is asked though all agree looks like any that is open."""
    place = hearing.place
    return Listed(
        key_of(hearing),
        _shown(hearing),
        place.labels,
        text[place.start : place.end],
        said_of(bench, hearing, named=named),
    )


def progress(found: Sequence[Hearing]) -> Progress:
    """How far the article is."""
    asked = sum(one.state != "agreed" for one in found)
    decided = [one for one in found if one.state == "decided"]
    return Progress(
        decided=len(decided),
        asked=asked,
        checked=sum(len(one.place.groups) == 1 and any(one.place.readings) for one in decided),
        agreed=len(found) - asked,
    )


def is_listed_alike(one: Hearing, other: Hearing) -> bool:
    """Whether two hearings on one place are listed in the same words."""
    return one.state == other.state and one.decision == other.decision


def kind_of(hearing: Hearing, *, named: bool = False) -> str:
    """How the readings of a place differ, in a few words."""
    if hearing.state == "check" and not named:
        return _KINDS["only"]
    if not any(hearing.place.readings):
        return "no longer marked by anybody"
    return _KINDS[hearing.place.kind]


def said_of(bench: Bench, hearing: Hearing, *, named: bool = False) -> str:
    """What became of a place, or is to become of it; the note in logical order and not yet safe."""
    decision = hearing.decision
    if decision is None or decision.taken == OPEN:
        return kind_of(hearing, named=named)
    taken = told_taken(bench, readings(bench, hearing, named=named), decision.taken)
    said = f"took {taken}, {decision.reason}"
    if decision.note:
        said += f" “{decision.note}”"
    if hearing.state == "changed":
        return f"changed since: before, {said}"
    return said


def _shown(hearing: Hearing) -> Shown:
    match hearing.state:
        case "agreed" | "decided" | "changed":
            return hearing.state
        case _:
            return "open"
