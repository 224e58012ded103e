"""What a window says at one moment, as a model that knows nothing of journals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.labels.labelling import Labelling
from annotator.labels.span import Span
from annotator.session.state import Session


@dataclass(frozen=True)
class Moment:
    """What a window says, what it grew from, and what undo and redo would make of it, in turn."""

    says: Labelling
    saved: Labelling
    version: int
    past: tuple[Labelling, ...] = ()
    future: tuple[Labelling, ...] = ()

    def __repr__(self) -> str:
        chain = "<".join(map(short, (self.says, *self.past)))
        return f"v{self.version}({short(self.saved)}): {chain}|{'>'.join(map(short, self.future))}"

    @property
    def unsaved(self) -> bool:
        return self.says != self.saved

    def then(self, says: Labelling) -> Moment:
        """The moment after an edit."""
        if says == self.says:
            return self
        return replace(self, says=says, past=(self.says, *self.past), future=())

    def undone(self) -> Moment:
        if not self.past:
            return self
        future = (self.says, *self.future)
        return replace(self, says=self.past[0], past=self.past[1:], future=future)

    def redone(self) -> Moment:
        if not self.future:
            return self
        past = (self.says, *self.past)
        return replace(self, says=self.future[0], past=past, future=self.future[1:])

    def kept(self, version: int) -> Moment:
        """The moment after a save."""
        return replace(self, saved=self.says, version=version)


def short(labelling: Labelling) -> str:
    """What a labelling says, in a word or two."""
    spans = (
        f"{one.id}={one.label}@{one.start}{'?' * bool(one.flags)}{one.comment}"
        for one in labelling.spans
    )
    zones = (f"-{zone.start}..{zone.end}" for zone in labelling.zones)
    return f"{labelling.status}[{' '.join((*spans, *zones))}]"


def past_of(session: Session) -> tuple[Labelling, ...]:
    """What the session said, the newest first, as undo brings it back."""
    past = []
    while session.done:
        session = session.undo()
        past.append(session.labelling)
    return tuple(past)


def moment_of(session: Session, version: int) -> Moment:
    """A session as the model sees it."""
    future, later = [], session
    while later.undone:
        later = later.redo()
        future.append(later.labelling)
    return Moment(session.labelling, session.saved, version, past_of(session), tuple(future))


def alike(found: Moment, expected: Moment) -> bool:
    """Whether two moments are the same, ids of spans apart, which a merge gives anew."""

    def told(moment: Moment) -> tuple[object, ...]:
        chain = (moment.says, moment.saved, *moment.past, *moment.future)
        return moment.version, len(moment.past), tuple(nameless(one) for one in chain)

    return told(found) == told(expected)


def nameless(labelling: Labelling) -> Labelling:
    """The labelling with its spans numbered by what they say."""
    spans = sorted((replace(span, id="s1") for span in labelling.spans), key=repr)
    return replace(labelling, spans=tuple(replace(s, id=f"s{n}") for n, s in enumerate(spans, 1)))


def lacking(moment: Moment, says: Labelling) -> list[Span]:
    """The spans that were marked then and since the save, and that a labelling does not mark."""
    there = {span.identity for span in says.spans}
    return [
        span
        for span in moment.says.spans
        if moment.saved.span(span.id) is None and span.identity not in there
    ]


def missing(moment: Moment, says: Labelling) -> list[object]:
    """All that was done since the save and that a labelling does not say."""
    lost: list[object] = [*lacking(moment, says)]
    lost += [
        span
        for span in moment.saved.spans
        if moment.says.span(span.id) is None and says.span(span.id) is not None
    ]
    for span in moment.says.spans:
        now = says.span(span.id)
        was = moment.saved.span(span.id)
        if was == span:
            continue
        if was is None:
            now = next((one for one in says.spans if one.identity == span.identity), span)
            was = replace(span, comment="", flags=())
        if now is None:
            # It became one with another that says the same of the same words.
            lost += [] if any(one.pieces == span.pieces for one in says.spans) else [span]
            continue
        lost += [
            (span, field)
            for field in ("label", "comment")
            if getattr(span, field) not in (getattr(was, field), getattr(now, field))
        ]
        if ("unsure" in span.flags) != ("unsure" in was.flags):
            lost += [span] if ("unsure" in span.flags) != ("unsure" in now.flags) else []
    before, after = set(moment.saved.zones), set(moment.says.zones)
    lost += [*(after - before - set(says.zones)), *((before - after) & set(says.zones))]
    return lost
