"""All that one annotator says of one article."""

from __future__ import annotations

import copy
from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from annotator.errors import SpanError
from annotator.labels.span import Span

Status = Literal["draft", "done"]
Reason = Literal["slip", "guideline", "ambiguous"]

_ORDER = attrgetter("order")


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A part of the file that is not article text: half-open code points, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """A suggestion that was refused, so that it is not offered again."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A version that an adjudication looked at; `sha256` is that of its file."""

    annotator: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one difference.

    `sources` holds the ids of the spans concerned, one tuple for each source of the
    adjudication and in its order, empty where that annotator marked nothing. `taken` names a
    source by its letter ("a" for the first), or is "both", "neither", "agreed", "new" for what
    was marked by hand, or "open" for a place that is to be asked again. `versions` are those of
    the sources it was decided between, 0 for one that came later; empty for those of the
    adjudication it is put into.
    """

    start: int
    end: int
    sources: tuple[tuple[str, ...], ...]
    taken: str
    reason: Reason
    note: str = ""
    versions: tuple[int, ...] = ()

    @property
    def place(self) -> tuple[int, int, tuple[tuple[str, ...], ...]]:
        """What it decides on, and what decisions are sorted by."""
        return (self.start, self.end, self.sources)


@dataclass(frozen=True, slots=True)
class Panel:
    """Who decides, between which versions."""

    by: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """How gold came about: who decided last, between which versions, and each decision.

    Decisions are sorted by place, and each says its versions, so that equal content is an equal
    value.
    """

    by: str
    sources: tuple[Source, ...]
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        """Put the decisions in order, each with its versions."""
        versions = tuple(source.version for source in self.sources)
        explicit = (
            one if one.versions else replace(one, versions=versions) for one in self.decisions
        )
        object.__setattr__(
            self, "decisions", tuple(sorted(explicit, key=lambda one: (one.place, one.taken)))
        )

    @property
    def panel(self) -> Panel:
        """Who decides, and between which versions."""
        return Panel(self.by, self.sources)


@dataclass(frozen=True, slots=True)
class Labelling:
    """The spans of one article with what is said of the work itself.

    Spans are always sorted by (start, end, label, id), zones and refused suggestions by their
    own fields, so that equal content is an equal value. `anchor` is the day that relative dates
    count from, as YYYY-MM-DD, or None.
    """

    spans: tuple[Span, ...] = ()
    status: Status = "draft"
    anchor: str | None = None
    zones: tuple[Zone, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    adjudication: Adjudication | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Put everything in its order."""
        object.__setattr__(self, "spans", tuple(sorted(self.spans, key=_ORDER)))
        object.__setattr__(self, "zones", tuple(sorted(self.zones)))
        object.__setattr__(self, "rejected", tuple(sorted(self.rejected)))

    def onward(self) -> Labelling:
        """What the next version begins with: all of it but the note, which tells of one version."""
        return replace(self, note="") if self.note else self

    def span(self, span_id: str) -> Span | None:
        """The span of that id, or None where there is none."""
        return next((span for span in self.spans if span.id == span_id), None)

    def equal_to(self, span: Span) -> Span | None:
        """The span with the same label and pieces, or None where there is none."""
        at = bisect_left(self.spans, (span.start, span.end, span.label, ""), key=_ORDER)
        for other in self.spans[at:]:
            if other.order[:3] != span.order[:3]:
                return None
            if other.pieces == span.pieces:
                return other
        return None

    def plus(self, span: Span) -> Labelling:
        """The labelling with one span more.

        Raises:
            SpanError: a span of equal label and pieces, or of the same id, is there already.
        """
        twin = self.equal_to(span) or self.span(span.id)
        if twin:
            raise SpanError(
                what=f"{span.label} {span.start}..{span.end} is already tagged"
                if twin.identity == span.identity
                else f"the id {span.id} is already in use",
                where=f"span {twin.id}",
                fix="choose other edges or another label"
                if twin.identity == span.identity
                else "take the next free id",
            )
        at = bisect_left(self.spans, span.order, key=_ORDER)
        return self._over((*self.spans[:at], span, *self.spans[at:]))

    def minus(self, span: Span) -> Labelling:
        """The labelling without one span.

        Raises:
            SpanError: that very span is not there.
        """
        at = bisect_left(self.spans, span.order, key=_ORDER)
        if at == len(self.spans) or self.spans[at] != span:
            raise SpanError(
                what=f"{span.label} {span.start}..{span.end} is not there as it was",
                where=f"span {span.id}",
                fix="choose a span that is there",
            )
        return self._over((*self.spans[:at], *self.spans[at + 1 :]))

    def _over(self, spans: tuple[Span, ...]) -> Labelling:
        """The same labelling over spans in order; not sorted again, for an edit among thousands."""
        labelling = copy.copy(self)
        object.__setattr__(labelling, "spans", spans)
        return labelling
