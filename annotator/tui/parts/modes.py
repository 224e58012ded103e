"""What keys mean while something is under way in the article: edges move, a value is picked."""

from __future__ import annotations

from collections.abc import Callable

from annotator.labels.schema import Label
from annotator.session.caret import Caret
from annotator.session.edges import Edges, edges_of
from annotator.session.index import SpanIndex
from annotator.session.outcome import Outcome
from annotator.session.picking import Picking
from annotator.session.tagging import tag
from annotator.text.layout import Layout
from annotator.tui.parts.room import Room

_NOT_WHILE_PICKING = frozenset(
    "edges proclitic piece unsure comment delete zone undo redo next_unfinished "
    "next_article previous_article save done leave suspend".split()
)


class Modes:
    """The one mode that may be under way; none of its keys can do anything else."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._mode: Edges | Picking | None = None
        self._left: Callable[[bool], None] = _nothing

    @property
    def moves_edges(self) -> bool:
        """Whether the keys that move the caret move an edge."""
        return isinstance(self._mode, Edges)

    @property
    def told(self) -> str:
        """What is asked of the person; empty where nothing is under way."""
        match self._mode:
            case Edges():
                return f"moving the {self._mode.told}: e the other, enter keeps, esc leaves"
            case Picking(span_id=span_id):
                span = self._room.sitting.session.labelling.span(span_id)
                return self._mode.told(span) if span else ""
            case None:
                return ""

    def move_edges(self) -> None:
        """Begin to move the edges of the current span."""
        span = self._room.sitting.at_hand
        if span is None:
            self._room.say("no span here whose edges could move")
        else:
            self._set(edges_of(span))

    def add_piece(self) -> None:
        """Begin to pick a further piece of the current span."""
        span = self._room.sitting.at_hand
        if span is None:
            self._room.say("no span here to add a piece to")
        else:
            self.pick(Picking("piece", span.id))

    def pick(self, picking: Picking, left: Callable[[bool], None] | None = None) -> None:
        """Begin to pick something in the article; `left` is told whether it was taken."""
        self._mode = picking
        self._left = left or _nothing
        self._room.say("")

    def drop(self) -> None:
        """Whatever was under way is over, as if it had not begun."""
        self._mode = None

    def follow(self) -> None:
        """Keep up with what became of the span that something is under way for."""
        labelling = self._room.sitting.session.labelling
        match self._mode:
            case Edges(span=span) if labelling.span(span.id) != span:
                self._mode = None
            case Picking(span_id=span_id) if labelling.span(span_id) is None:
                self._mode = None
            case _:
                pass

    def obey(self, command: str, layout: Layout) -> bool:
        """Do what a command means now; False where it means what it always means."""
        match self._mode:
            case Edges():
                self._move(self._mode, command, layout)
                return True
            case Picking():
                return self._pick(self._mode, command)
            case None:
                return False

    def tag(self, label: Label) -> bool:
        """A label's key: while a span is picked, it tags one and takes it."""
        match self._mode:
            case None:
                return False
            case Picking(kind="span", label=wanted) if wanted == label.name:
                self._tag_and_take(self._mode, label)
            case _:
                self._room.say(f"not now: {self.told}")
        return True

    def pointed(self, offset: int, layout: Layout) -> bool:
        """The mouse was pressed: the edge comes to it."""
        if isinstance(self._mode, Edges):
            self._set(self._mode.pointed(layout, offset))
            return True
        return False

    def _move(self, edges: Edges, command: str, layout: Layout) -> None:
        if command == "edges":
            self._set(edges.swapped())
        elif command == "cancel":
            self._mode = None
            self._room.show()
            self._room.say("the edges are as they were")
        elif command == "values":
            outcome = edges.kept(self._room.sitting.session)
            if outcome.session is self._room.sitting.session and edges.pieces != edges.span.pieces:
                self._room.say(outcome.said)
                return
            self._mode = None
            self._room.take(outcome)
            self._room.show()
        else:
            self._set(edges.moved(layout, command))

    def _set(self, edges: Edges) -> None:
        """Show the edges as they stand now."""
        self._mode = edges
        session = self._room.sitting.session
        shown = edges.shown(session.article.text)
        spans = tuple(shown if one.id == shown.id else one for one in session.spans)
        inside = edges.offset - 1 if edges.at % 2 else edges.offset
        ordered = tuple(sorted(spans, key=lambda span: span.order))
        self._room.preview(Caret(inside), SpanIndex(ordered))
        self._room.say("")

    def _pick(self, picking: Picking, command: str) -> bool:
        if command == "cancel" and self._room.sitting.caret.anchor is not None:
            return False
        if command == "cancel":
            self._end(taken=False)
        elif command == "values":
            self._take(picking)
        elif command in ("next_span", "previous_span"):
            self._step(picking, 1 if command == "next_span" else -1)
        elif command in _NOT_WHILE_PICKING:
            self._room.say(f"not now: {self.told}")
        else:
            return False
        return True

    def _take(self, picking: Picking) -> None:
        sitting = self._room.sitting
        outcome = picking.taken(
            sitting.session,
            selection=sitting.caret.selection,
            current=sitting.current,
            offset=sitting.caret.offset,
        )
        if outcome.session is sitting.session and outcome.span is None:
            self._room.say(outcome.said)
            return
        self._end(taken=True, outcome=outcome)

    def _end(self, *, taken: bool, outcome: Outcome | None = None) -> None:
        self._mode = None
        if outcome is not None:
            self._room.take(outcome)
        self._left(taken)
        if outcome is not None:
            self._room.say(outcome.said)

    def _step(self, picking: Picking, step: int) -> None:
        """Go to the next span that can be picked, or, for words, to the next span of all."""
        sitting = self._room.sitting
        index = sitting.index
        if picking.kind == "span":
            wanted = [
                span
                for span in sitting.session.spans
                if span.label == picking.label and span.id != picking.span_id
            ]
            index = SpanIndex(wanted)
        current = sitting.current
        find = index.following if step > 0 else index.preceding
        span = find(sitting.caret.offset, current)
        if span is None:
            self._room.say(f"there is no {picking.label} yet: tag one with its key")
        else:
            self._room.choose(span)

    def _tag_and_take(self, picking: Picking, label: Label) -> None:
        """Tag what the caret is on as the span that is wanted, and take it."""
        sitting = self._room.sitting
        outcome = tag(
            sitting.session,
            label,
            selection=sitting.caret.selection,
            current=None,
            offset=sitting.caret.offset,
        )
        self._room.take(outcome)
        if outcome.span is None:
            return
        self._room.choose(outcome.span)
        if picking.names(self._room.sitting.session, outcome.span):
            self._end(taken=True)
        else:
            self._take(picking)


def _nothing(_: bool) -> None:  # noqa: FBT001 - the shape of what is told when a picking ends
    """Nobody waits for what is picked."""
