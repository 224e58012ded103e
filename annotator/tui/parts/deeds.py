"""What each command of the table does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.labels.labelling import Zone
from annotator.labels.schema import Label
from annotator.labels.span import Span
from annotator.session.commands import Place
from annotator.session.keymap import Keymap
from annotator.session.pieces import peel
from annotator.session.remarks import (
    comment,
    explain_zone,
    mark_zone,
    unmark_zone,
    unsure,
    zone_at,
    zone_beside,
)
from annotator.session.tagging import delete, tag
from annotator.session.undoing import redo, undo
from annotator.tui.parts import everywhere, windows
from annotator.tui.parts.filing import Filing
from annotator.tui.parts.modes import Modes
from annotator.tui.parts.panes import Panes
from annotator.tui.parts.room import Room
from annotator.tui.parts.searching import Searching
from annotator.tui.parts.suspending import suspend
from annotator.tui.parts.valuing import Valuing
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.span_list import SpanList
from annotator.tui.widgets.tour_panel import TourPanel


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the room that commands are passed on to."""

    filing: Filing
    modes: Modes
    panes: Panes
    searching: Searching
    valuing: Valuing
    messages: MessageBar
    spans: SpanList
    tour: TourPanel
    keymap: Keymap


class Deeds:
    """Does commands by their names; moves of the caret are the screen's own."""

    def __init__(self, room: Room, parts: Parts) -> None:
        self._room = room
        self._parts = parts
        self._asked: Span | Zone | None = None
        self._asked_from: Place | None = None
        self._done: Mapping[str, Callable[[], object]] = {
            **self._in_the_article(),
            **self._among_panes(),
            **self._about_the_project(),
        }

    def do(self, command: str) -> None:
        """Do what a command says."""
        self._done[command]()

    def press(self, label: Label) -> None:
        """A label's key: it tags in the article, filters the spans, turns to its guideline."""
        match self._parts.panes.place:
            case "article":
                self.tag(label)
            case "spans":
                self._parts.spans.filter = self._parts.spans.filter.toggled_label(label.name)
            case "guideline":
                self._room.show_guideline(label)
            case _:
                pass

    def tag(self, label: Label) -> None:
        """Give a label: to the selection, else the current span, else the word."""
        room, parts = self._room, self._parts
        parts.tour.heard("tag")
        room.label_used(label)
        if parts.modes.tag(label):
            return
        sitting = room.sitting
        room.take(
            tag(
                sitting.session,
                label,
                selection=sitting.caret.selection,
                current=sitting.current,
                offset=sitting.caret.offset,
            )
        )

    def answer(self, about: str, text: str, *, changed: bool) -> None:
        """Do what a question was asked for, to what it was asked about."""
        self.leave_question()
        session = self._room.sitting.session
        match about, self._asked:
            case "comment", Span() as span if changed and session.labelling.span(span.id) == span:
                self._room.take(comment(session, span, text))
            case "note", _:
                self._parts.filing.save(self._room.desk.opened, note=text)
            case "zone", Zone() as zone if changed and zone in session.labelling.zones:
                self._room.take(explain_zone(session, zone, text))
            case _:
                pass

    def leave_question(self) -> None:
        """Give the keyboard back to where it was before a question."""
        self._parts.panes.go_back(self._asked_from)

    def ask(self, about: str, question: str, text: str, asked: Span | Zone | None) -> None:
        """Ask for a line of text; `asked` is what it is about."""
        self._asked, self._asked_from = asked, self._parts.panes.place
        self._parts.messages.ask(about, question, text)

    @property
    def _at_hand(self) -> Span | None:
        """The span that a command is about: in the list the one that is lit there."""
        sitting = self._room.sitting
        if self._parts.panes.place == "spans":
            return sitting.session.labelling.span(self._parts.spans.pointed or "")
        return sitting.at_hand

    def _in_the_article(self) -> Mapping[str, Callable[[], object]]:
        room, parts = self._room, self._parts
        return {
            "select": lambda: room.go(room.sitting.caret.begin_or_end()),
            "copy": self._copy,
            "next_span": lambda: self._step_span(1),
            "previous_span": lambda: self._step_span(-1),
            "values": self._values,
            "edges": parts.modes.move_edges,
            "proclitic": lambda: room.take(peel(room.sitting.session, room.sitting.at_hand)),
            "piece": parts.modes.add_piece,
            "unsure": lambda: room.take(unsure(room.sitting.session, room.sitting.at_hand)),
            "comment": self._comment,
            "delete": self._delete,
            "zone": self._zone,
            "undo": lambda: room.take(undo(room.sitting.session)),
            "redo": lambda: room.take(redo(room.sitting.session)),
            "search": self._search,
            "search_next": lambda: parts.searching.again(forward=True),
            "search_previous": lambda: parts.searching.again(forward=False),
            "next_unfinished": self._next_unfinished,
            "invisibles": room.toggle_invisibles,
        }

    def _among_panes(self) -> Mapping[str, Callable[[], object]]:
        panes = self._parts.panes

        def turn(place: Place) -> Callable[[], None]:
            return lambda: self._turn(place)

        return {
            "show_article": panes.read_article,
            "show_spans": turn("spans"),
            "show_guideline": turn("guideline"),
            "show_queue": turn("queue"),
            "guideline": self._toggle_guideline,
            "filter_unsure": self._filter_unsure,
            "filter_unfinished": self._filter_unfinished,
            "wider": lambda: panes.widen(1),
            "narrower": lambda: panes.widen(-1),
            "cancel": self._cancel,
        }

    def _about_the_project(self) -> Mapping[str, Callable[[], object]]:
        room, parts = self._room, self._parts
        return {
            "next_article": lambda: self._step_article(1),
            "previous_article": lambda: self._step_article(-1),
            "save": lambda: parts.filing.save(room.desk.opened),
            "save_note": lambda: self.ask("note", "note on this version:", "", None),
            "done": parts.filing.done,
            "help": self._help,
            "palette": self._palette,
            "tour": parts.tour.begin,
            "theme": self._next_theme,
            "suspend": self._suspend,
            "leave": self._leave,
        }

    def _copy(self) -> None:
        room, sitting = self._room, self._room.sitting
        text, selection = sitting.session.article.text, sitting.caret.selection
        room.say(everywhere.copy(room.app, text, selection, self._parts.keymap))

    def _step_span(self, step: int) -> None:
        sitting = self._room.sitting
        find = sitting.index.following if step > 0 else sitting.index.preceding
        span = find(sitting.caret.offset, sitting.current)
        if span is None:
            self._room.say("no spans here yet")
        else:
            self._room.choose(span)

    def _next_unfinished(self) -> None:
        sitting = self._room.sitting
        left = sitting.unfinished
        if not left:
            self._room.say("every span has its values")
            return
        current = sitting.current
        here = current.order if current else (sitting.caret.offset, -1, "", "")
        following = next((span for span in left if span.order > here), left[0])
        self._room.choose(following)
        self._room.say("1 span to finish" if len(left) == 1 else f"{len(left)} spans to finish")

    def _values(self) -> None:
        """Ask for the values of the span at hand."""
        span = self._at_hand
        if span is not None and self._parts.panes.place == "spans":
            self._room.choose(span)
        self._parts.valuing.open()

    def _delete(self) -> None:
        """Delete the span at hand; in the list, the next one comes to hand."""
        room, parts = self._room, self._parts
        room.take(delete(room.sitting.session, self._at_hand))
        following = room.sitting.session.labelling.span(parts.spans.pointed or "")
        if parts.panes.place == "spans" and following is not None:
            room.choose_here(following)

    def _comment(self) -> None:
        """Ask for a comment on the span at hand; where there is none, for a zone's reason."""
        span = self._at_hand
        sitting = self._room.sitting
        zone = zone_beside(sitting.session, sitting.caret.offset)
        if span is not None:
            self.ask("comment", f"comment on {span.label}:", span.comment, span)
        elif zone is not None:
            self.ask("zone", "no article text, because (menu, appeal …):", zone.why, zone)
        else:
            self._room.say("no span here to comment on")

    def _zone(self) -> None:
        sitting = self._room.sitting
        zone = zone_at(sitting.session, sitting.caret.offset)
        if sitting.caret.selection is not None:
            self._room.take(mark_zone(sitting.session, sitting.caret.selection))
        elif zone is not None:
            self._room.take(unmark_zone(sitting.session, zone))
        else:
            self._room.say("select what is no article text first; in a zone, z unmarks it")

    def _search(self) -> None:
        self._parts.panes.read_article()
        self._parts.searching.begin()
        self.ask("search", "search:", "", None)

    def _turn(self, place: Place) -> None:
        """Show a pane and go to it, or fold it; the guideline turns to the current label."""
        self._parts.panes.toggle_focus(place)
        self._room.show_guideline()

    def _toggle_guideline(self) -> None:
        panes = self._parts.panes
        if panes.is_shown("guideline"):
            panes.fold("guideline")
        else:
            panes.show("guideline")
            self._room.show_guideline()

    def _filter_unsure(self) -> None:
        self._parts.spans.filter = self._parts.spans.filter.toggled_unsure()

    def _filter_unfinished(self) -> None:
        self._parts.spans.filter = self._parts.spans.filter.toggled_unfinished()

    def _cancel(self) -> None:
        """Let go of what is innermost."""
        room, parts = self._room, self._parts
        sitting = room.sitting
        if parts.panes.place == "spans" and parts.spans.filter.active:
            parts.spans.filter = type(parts.spans.filter)()
        elif parts.panes.place != "article":
            parts.panes.read_article()
        elif sitting.caret.anchor is not None or sitting.caret.extending:
            room.go(sitting.caret.cleared())
        elif parts.messages.read():
            return
        elif sitting.chosen is not None:
            room.go(sitting.caret)
        elif parts.tour.open:
            parts.tour.end()
        else:
            room.go(sitting.caret)

    def _leave(self) -> None:
        place = self._parts.panes.place
        if place in (None, "article"):
            self._parts.filing.leave()
        else:
            self._parts.panes.fold(place)

    def _step_article(self, step: int) -> None:
        articles = self._room.desk.articles
        at = articles.index(self._room.desk.opened) + step
        if 0 <= at < len(articles):
            self._room.open_article(articles[at])
        else:
            self._room.say("this is the last article" if step > 0 else "this is the first article")

    def _help(self) -> None:
        keymap = self._parts.keymap
        labels = self._room.sitting.session.schema.labels
        self._room.app.push_screen(windows.all_keys(keymap.commands, labels))

    def _palette(self) -> None:
        everywhere.open_palette(self._room.app, self._parts.keymap, self._room.obey)

    def _next_theme(self) -> None:
        self._room.say(everywhere.next_theme(self._room.app))

    def _suspend(self) -> None:
        refused = suspend(self._room.app)
        if refused:
            self._room.say(refused)
