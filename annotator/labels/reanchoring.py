"""A labelling on a text that was corrected: what moved with it, what changed, what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from annotator.labels.anchoring import Landing, Stand, landed, landed_by_words
from annotator.labels.edits import without_reference
from annotator.labels.labelling import Adjudication, Decision, Labelling, Rejected, Zone
from annotator.labels.span import CHECK_TEXT, Identity, Piece, Quote, Span, Value, quoted
from annotator.text.aligning import align

# Set on spans whose words, or the words of one of their values, are no longer those they were.

What = Literal["kept", "moved", "changed", "lost"]
Kind = Literal["span", "quote", "reference", "zone", "rejected", "decision"]

_SURENESS = ("exact", "words", "carried", "lost")


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one thing that stood on the old text.

    `name` is a span's id, `s3.role` for a value. `before` and `words` are its pieces and what they
    said, `after` and `now` the same today, empty where it was lost or nobody knows. `why` is
    empty where it only went with its characters, which no person needs to look at.
    """

    what: What
    kind: Kind
    name: str
    label: str
    before: tuple[Piece, ...]
    words: str
    after: tuple[Piece, ...]
    now: str
    why: str = ""


class _Thing(NamedTuple):
    """Something that stands on the old text, as a `Move` begins."""

    kind: Kind
    name: str
    label: str
    before: tuple[Piece, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A labelling on the new text, and what became of all that it said."""

    labelling: Labelling
    moves: tuple[Move, ...]


def reanchored(labelling: Labelling, old: str | None, new: str) -> Reanchored:
    """Move everything that a labelling says from an old text to a new one.

    What stands on the same characters goes with them. A span whose words changed between its
    edges is flagged `check-text`, and so is one of whose values that is true; what is found
    nowhere is left out. Where anything but that first happened the work is a draft again. The
    note says how many of each.

    Args:
        labelling: it fits the old text.
        old: that text, None where it is not kept: then words alone are looked for.
        new: the text of today.
    """
    return _Moving(labelling, old, new).done()


class _Moving:
    """What has been moved so far."""

    def __init__(self, labelling: Labelling, old: str | None, new: str) -> None:
        self.labelling = labelling
        self.old, self.new = old, new
        self.moves: list[Move] = []
        stands = list(dict.fromkeys(_stands(labelling, old)))
        found = landed_by_words(stands, new) if old is None else landed(stands, align(old, new))
        # Of two with the same pieces the first counts: spans come first, and know their words.
        self.landings = dict(reversed([*zip((one.pieces for one in stands), found, strict=True)]))

    def done(self) -> Reanchored:
        """The labelling as it is after all moves."""
        spans = self._spans()
        moved = replace(
            self.labelling,
            spans=spans,
            zones=tuple(self._zones()),
            rejected=tuple(self._rejected()),
            adjudication=self._adjudication(self.labelling.adjudication),
        )
        moves = tuple(self.moves)
        status = "draft" if any(move.why for move in moves) else moved.status
        return Reanchored(replace(moved, status=status, note=_note(moves)), moves)

    def _spans(self) -> tuple[Span, ...]:
        """Every span that has a place, freed of references to those that have none."""
        places = self._places()
        landed_spans = [self._span(span, places[span.id]) for span in self.labelling.spans]
        there = [span for span in landed_spans if span]
        lost = [span.id for span in self.labelling.spans if not places[span.id].pieces]
        return tuple(self._freed(span, lost) for span in there)

    def _places(self) -> dict[str, Landing]:
        """Where each span goes; of two that would become equal the surer one does."""
        places: dict[str, Landing] = {}
        taken: dict[Identity, str] = {}
        for span in sorted(self.labelling.spans, key=self._sureness):
            to = self.landings[span.pieces]
            twin = taken.setdefault((span.label, to.pieces), span.id) if to.pieces else span.id
            if twin != span.id:
                to = Landing((), "lost", f"{twin} stands on the same words now")
            places[span.id] = to
        return places

    def _sureness(self, span: Span) -> int:
        return _SURENESS.index(self.landings[span.pieces].how)

    def _span(self, span: Span, to: Landing) -> Span | None:
        """A span in its new place with its values; None where it has no place."""
        now = quoted(self.new, to.pieces) if to.pieces else ""
        what = self._tell(_Thing("span", span.id, span.label, span.pieces, span.text), to)
        if not to.pieces:
            return None
        attributes, doubtful = self._values(span)
        flags = (*span.flags, CHECK_TEXT) if doubtful or what == "changed" else span.flags
        return replace(span, pieces=to.pieces, text=now, attributes=attributes, flags=flags)

    def _values(self, span: Span) -> tuple[tuple[tuple[str, Value], ...], bool]:
        """A span's values in their new places, and whether one of them changed or was lost."""
        values: list[tuple[str, Value]] = []
        doubtful = False
        for name, value in span.attributes:
            if not isinstance(value, Quote):
                values.append((name, value))
                continue
            pieces = ((value.start, value.end),)
            to = self.landings[pieces]
            thing = _Thing("quote", f"{span.id}.{name}", span.label, pieces, value.text)
            what = self._tell(thing, to)
            doubtful = doubtful or what in {"changed", "lost"}
            for start, end in to.pieces:
                values.append((name, Quote(start, end, self.new[start:end])))
        return tuple(values), doubtful

    def _freed(self, span: Span, lost: Sequence[str]) -> Span:
        """A span without references to spans that were lost; flagged where it had some."""
        freed = span
        for name, value in span.attributes:
            for target in value if isinstance(value, tuple) else ():
                if target in lost:
                    freed = without_reference(freed, target, {name})
                    why = f"it named {target}, which was lost"
                    named = _Thing("reference", f"{span.id}.{name}", span.label, (), target)
                    self._tell(named, Landing((), "lost", why))
        return span if freed == span else replace(freed, flags=(*freed.flags, CHECK_TEXT))

    def _zones(self) -> Iterator[Zone]:
        for zone in self.labelling.zones:
            for start, end in self._stretch("zone", "", zone.start, zone.end):
                yield replace(zone, start=start, end=end)

    def _rejected(self) -> Iterator[Rejected]:
        for one in self.labelling.rejected:
            for start, end in self._stretch("rejected", one.label, one.start, one.end):
                yield replace(one, start=start, end=end)

    def _adjudication(self, adjudication: Adjudication | None) -> Adjudication | None:
        if adjudication is None:
            return None
        return replace(adjudication, decisions=tuple(self._decisions(adjudication.decisions)))

    def _decisions(self, decisions: Sequence[Decision]) -> Iterator[Decision]:
        for one in decisions:
            for start, end in self._stretch("decision", "", one.start, one.end):
                yield replace(one, start=start, end=end)

    def _stretch(self, kind: Kind, label: str, start: int, end: int) -> tuple[Piece, ...]:
        """Where something goes that has no words of its own: one piece, or none."""
        pieces = ((start, end),)
        to = self.landings[pieces]
        words = "" if self.old is None else self.old[start:end]
        self._tell(_Thing(kind, kind, label, pieces, words), to)
        return to.pieces

    def _tell(self, thing: _Thing, to: Landing) -> What:
        """Note what became of one thing."""
        now = quoted(self.new, to.pieces) if to.pieces else ""
        what: What = "kept" if to.pieces == thing.before else "moved"
        if not to.pieces:
            what = "lost"
        elif thing.words and now != thing.words:
            what = "changed"
        self.moves.append(Move(what, *thing, to.pieces, now, to.why))
        return what


def _stands(labelling: Labelling, old: str | None) -> Iterator[Stand]:
    """Everything that stands on the text."""
    for span in labelling.spans:
        yield Stand(span.pieces, tuple(_said(span)))
        for _, value in span.attributes:
            if isinstance(value, Quote):
                yield Stand(((value.start, value.end),), (value.text,))
    decisions = labelling.adjudication.decisions if labelling.adjudication else ()
    others: tuple[Zone | Rejected | Decision, ...] = (
        *labelling.zones,
        *labelling.rejected,
        *decisions,
    )
    for one in others:
        said = () if old is None else (old[one.start : one.end],)
        yield Stand(((one.start, one.end),), said)


def _said(span: Span) -> Iterator[str]:
    """What each piece of a span says."""
    at = 0
    for start, end in span.pieces:
        yield span.text[at : at + end - start]
        at += end - start + 1


def _note(moves: Sequence[Move]) -> str:
    """How many spans went how, and what else needs a look."""
    spans = Counter(move.what for move in moves if move.kind == "span")
    others = Counter((move.kind, move.what) for move in moves if move.kind != "span" and move.why)
    whats: tuple[What, ...] = ("kept", "moved", "changed", "lost")
    told = [f"{spans[what]} {what}" for what in whats if spans[what]]
    told += [f"{count} {kind} {what}" for (kind, what), count in others.items()]
    return f"rebased: {', '.join(told) or 'nothing was marked'}"
