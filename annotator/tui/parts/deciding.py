"""From difference to difference: which one is asked about, and what keys decide on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from annotator.labels.labelling import Reason
from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span
from annotator.session.adjudicating import annotate_decision, reopen, take
from annotator.session.adjudicators_commands import MOST_TAKEN, take_command
from annotator.session.bench import Bench
from annotator.session.caret import Caret
from annotator.session.docket import Listed, Progress, is_listed_alike, key_of, listed, progress
from annotator.session.hearings import OPEN, Hearing, hearings
from annotator.session.outcome import Outcome, quoted
from annotator.session.readings import (
    Reading,
    common_piece,
    is_as_taken,
    readings,
    sign_of,
    taken_by,
)
from annotator.session.tagging import tag
from annotator.tui.parts.gold_desk import GoldDesk
from annotator.tui.parts.room import Room

# A letter each is what decisions have for sources; the readings are no more.
_MOST_READINGS = 26
_NEXT: Mapping[Reason, Reason] = {
    "slip": "guideline",
    "guideline": "ambiguous",
    "ambiguous": "slip",
}


class Deciding:
    """The difference in front, and the deeds that decide on it."""

    def __init__(self, room: Room, desk: GoldDesk) -> None:
        self._room = room
        self.desk = desk
        self._at: dict[str, str] = {}
        self._decided: dict[str, str] = {}
        # How many readings the next digit passes over.
        self._passed = 0
        # By the identity of their places, which are the same as long as the bench is.
        self._listed: dict[int, tuple[Hearing, Listed]] = {}
        self._listed_of: tuple[Bench | None, bool] = (None, False)
        self._deeds: Mapping[str, Callable[[], None]] = {
            **{
                take_command(number): partial(self._take, number)
                for number in range(1, _MOST_READINGS + 1)
            },
            "take_further": self._pass_over,
            "take_all": lambda: self._settle("both"),
            "take_none": lambda: self._settle("neither"),
            "take_own": lambda: self._settle("new"),
            "why": self._why,
            "next_difference": self.go_on,
            "previous_difference": self._go_back,
            "reopen": self._reopen,
            "names": self._turn_names,
        }

    def knows(self, command: str) -> bool:
        """Whether a command is about a difference."""
        return command in self._deeds

    def do(self, command: str) -> None:
        """Do what a command says."""
        self._deeds[command]()
        if command != "take_further":
            self.forget()

    def forget(self) -> None:
        """Let the next digit take one of the first readings."""
        self._passed = 0

    @property
    def named(self) -> bool:
        """Whether it is shown who marked what."""
        return self.desk.named

    @property
    def bench(self) -> Bench:
        """What gold of the article in front is made of."""
        return self.desk.bench

    @property
    def found(self) -> tuple[Hearing, ...]:
        """Every place of the article in front, as it stands."""
        return tuple(self.desk.found.values())

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Every place as it is listed; only what changed is put into words again."""
        what = (self.bench, self.named)
        known = self._listed if self._listed_of == what else {}
        text = self._room.sitting.session.article.text
        fresh: dict[int, tuple[Hearing, Listed]] = {}
        for one in self.found:
            before = known.get(id(one.place))
            if before is None or not is_listed_alike(before[0], one):
                before = one, listed(self.bench, one, text, named=self.named)
            fresh[id(one.place)] = before
        self._listed, self._listed_of = fresh, what
        return tuple(told for _, told in fresh.values())

    @property
    def current(self) -> Hearing | None:
        """The place that is asked about; at first the first open one. None where there is none."""
        here = self.desk.found.get(self._at.get(self.desk.opened, ""))
        if here is None:
            here = self.first_open or next(iter(self.found), None)
            if here is not None:
                self._at[self.desk.opened] = key_of(here)
        return here

    @property
    def shown(self) -> tuple[Reading, ...]:
        """The readings of the place that is asked about."""
        here = self.current
        return readings(self.bench, here, named=self.named) if here else ()

    @property
    def progress(self) -> Progress:
        """How far the article in front is."""
        return progress(self.found)

    @property
    def first_open(self) -> Hearing | None:
        """The first place that is still to be decided."""
        return next((one for one in self.found if one.asked), None)

    def begin(self, near: Piece | None = None) -> None:
        """Go to the place that is asked about in an article that was just opened.

        `near` is what a person comes from: the place that is most like it is asked about.
        """
        here = self.current
        if near is not None:
            here = min(self.found, key=lambda one: _distance(one, near), default=None)
        if here is not None:
            self.go(here)

    def go(self, hearing: Hearing) -> None:
        """Ask about a place; what gold has of it is at hand."""
        self._at[self.desk.opened] = key_of(hearing)
        span = hearing.result[0] if hearing.result and not self.desk.hides(hearing) else None
        start = span.start if span else hearing.place.start
        self.desk.front = self._room.sitting.at(Caret(start), span)
        self._room.show()
        self._room.say("")

    def go_to(self, key: str) -> None:
        """Ask about the place of a key."""
        self.settle_edits()
        here = self.desk.found.get(key)
        if here is not None:
            self.go(here)

    @property
    def to_tag(self) -> Piece | None:
        """What a label's key tags at an open place: what all mark there, whatever they call it.

        None where a span of gold is at hand, or something else is meant by now.
        """
        here, sitting = self.current, self._room.sitting
        if here is None or not here.asked or here.result or sitting.current is not None:
            return None
        return common_piece(here) if sitting.caret == Caret(here.place.start) else None

    def take_hidden(self, label: Label) -> bool:
        """Give a label to what gold has of the place in front but does not show.

        False where it shows all that it has, or something else is meant by now.
        """
        here, sitting = self.current, self._room.sitting
        if here is None or not here.result or not self.desk.hides(here):
            return False
        if sitting.current is not None or sitting.caret != Caret(here.place.start):
            return False
        self.desk.meet(here)
        span, session = here.result[0], sitting.session
        outcome = tag(session, label, selection=None, current=span, offset=span.start)
        self._room.take(outcome)
        self._room.show()
        self._room.say(f"tagged {label.name}")
        return True

    def settle_edits(self) -> None:
        """Where a place was decided, and changed by hand since the last save, decide for that."""
        changed = [one for one in self.found if not is_as_taken(one)]
        if not changed:
            return
        bench, saved = self.bench, self._room.sitting.session.saved
        before = {key_of(one): one.result for one in hearings(bench, saved)}
        for one in changed:
            if one.result != before.get(key_of(one)):
                self._room.take(self._taking(one, "new"))

    def go_on(self) -> None:
        """Ask about the next open place; after the last comes the first."""
        self.settle_edits()
        if self.first_open is None:
            self._room.say(self._all_decided())
            return
        self._advance()
        left = self.progress.left
        self._room.say("1 is open" if left == 1 else f"{left} are open")

    def _advance(self) -> None:
        found, here = self.found, self.current
        at = found.index(here) + 1 if here in found else 0
        self.go(next(one for one in (*found[at:], *found[:at]) if one.asked))

    def note(self, words: str) -> None:
        """Write a note on the decision that was asked about, in place of the one it has."""
        hearing = self.noted
        if hearing is None or hearing.decision is None or words.strip() == hearing.decision.note:
            return
        session = self._room.sitting.session
        self._room.take(annotate_decision(session, self.bench, hearing, note=words))

    @property
    def noted(self) -> Hearing | None:
        """The decision that reason and note are about: that in front, else the one just made."""
        here = self.current
        if here is not None and _is_decided(here):
            return here
        last = self.desk.found.get(self._decided.get(self.desk.opened, ""))
        return last if last is not None and _is_decided(last) else None

    def may_undo(self) -> bool:
        """Whether what would be taken back was done by a person, and not by the opening."""
        before = self._room.sitting.session.undo().labelling.adjudication
        return before is not None and before.sources == self.bench.sources

    def look_at_change(self, before: tuple[Hearing, ...]) -> None:
        """Ask about the first place that is not as it was, if there is one."""
        was = {key_of(one): one for one in before}
        changed = (one for one in self.found if was.get(key_of(one)) != one)
        here = next(changed, None)
        if here is not None:
            self._at[self.desk.opened] = key_of(here)
            self._room.show()

    def words_of(self, hearing: Hearing) -> str:
        """A few words of a place, for a message."""
        text = self._room.sitting.session.article.text
        return quoted(text[hearing.place.start : hearing.place.end])

    def _pass_over(self) -> None:
        """Have the next digit take a further reading, as many as there are."""
        passed, count = self._passed + MOST_TAKEN, len(self.shown)
        if passed >= count:
            self._passed = 0
            self._room.say(f"there are no more than {count} readings here")
            return
        self._passed = passed
        first, *rest = (one.sign for one in self.shown[passed : passed + MOST_TAKEN])
        told = f"{first} to {rest[-1]}" if rest else first
        self._room.say(f"{first[:-1]} and a digit take {told}")

    def _take(self, number: int) -> None:
        here, number = self.current, number + self._passed
        reading = next((one for one in self.shown if one.number == number), None)
        if here is None or reading is None:
            self._room.say(f"there is no reading {sign_of(number)} here")
            return
        self._settle(taken_by(here, reading))

    def _settle(self, taken: str) -> None:
        """Decide on the place in front, and ask about the next one."""
        here = self.current
        if here is None:
            self._room.say("there is nothing to decide here")
            return
        if taken == "both" and here.state == "check":
            taken = "agreed"
        if taken == "new" and (not here.result or self.desk.hides(here)):
            self._room.say("gold has nothing here yet: tag it first, or take neither")
            return
        outcome = self._taking(here, taken)
        if outcome.session is self._room.sitting.session:
            self._room.say(outcome.said)
            return
        # What is shown is what is asked about next.
        self.desk.front = self._room.sitting.with_session(outcome.session)
        self._decided[self.desk.opened] = key_of(here)
        self._ask_on(outcome.said)

    def _taking(self, hearing: Hearing, taken: str) -> Outcome:
        """What comes of a decision; the reason and the note that it had stay."""
        session, before = self._room.sitting.session, hearing.decision
        if before is None or before.taken == OPEN:
            return take(session, self.bench, hearing, taken)
        return take(session, self.bench, hearing, taken, reason=before.reason, note=before.note)

    def _ask_on(self, said: str) -> None:
        """After a decision, ask about the next open place, or say that there is none."""
        if self.first_open is None:
            self._room.show()
            self._room.say(f"{said}; {self._all_decided()}")
            return
        self._advance()
        self._room.say(said)

    def _all_decided(self) -> str:
        told = self.progress
        if not told.asked:
            return f"all {told.agreed} agree: m saves gold as done and goes on"
        checked = f", {told.checked} of which all had alike" if told.checked else ""
        return f"all {told.asked} are decided{checked}: m saves gold as done and goes on"

    def _go_back(self) -> None:
        """Ask about the place before, if it was ever asked about."""
        self.settle_edits()
        asked = [one for one in self.found if one.state != "agreed"]
        here = self.current
        start = (here.place.start, here.place.end) if here else (0, 0)
        before = [one for one in asked if (one.place.start, one.place.end) < start]
        if not asked:
            self._room.say("there is nothing to decide here")
            return
        self.go(before[-1] if before else asked[-1])

    def _why(self) -> None:
        hearing = self.noted
        if hearing is None or hearing.decision is None:
            self._room.say("decide first: the reason is that of a decision")
            return
        reason = _NEXT[hearing.decision.reason]
        session = self._room.sitting.session
        outcome = annotate_decision(session, self.bench, hearing, reason=reason)
        self._room.take(outcome)
        self._room.say(f"{self.words_of(hearing)}: {outcome.said}")

    def _reopen(self) -> None:
        here = self.current
        if here is None:
            self._room.say("there is nothing to decide here")
            return
        self._room.take(reopen(self._room.sitting.session, self.bench, here))

    def _turn_names(self) -> None:
        self.desk.named = not self.desk.named
        self._room.show()
        self._room.say("it is shown who marked what" if self.named else "names are hidden")


def _is_decided(hearing: Hearing) -> bool:
    """Whether a decision stands for a place."""
    return hearing.decision is not None and hearing.state == "decided"


def _distance(hearing: Hearing, piece: Piece) -> int:
    """How far the edges of a place are from those of a piece, together."""
    return abs(hearing.place.start - piece[0]) + abs(hearing.place.end - piece[1])


def overlay(shown: tuple[Reading, ...], spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of readings that gold has no equal of, to be shown among gold's own."""
    there = {span.identity for span in spans}
    found = {
        span.identity: span for one in shown for span in one.spans if span.identity not in there
    }
    return tuple(found.values())
