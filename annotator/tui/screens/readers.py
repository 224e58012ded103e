"""A readers' room: places at which two sides differ, each in its article, and the figures."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from annotator.labels.span import Piece
from annotator.report.narrowing import Order, Part
from annotator.session.caret import Caret, moved, pointed
from annotator.session.keymap import Keymap
from annotator.tui.parts import everywhere, windows
from annotator.tui.parts.looking import Looking
from annotator.tui.parts.panes import Panes
from annotator.tui.parts.searching import Searching
from annotator.tui.parts.showing_readers import SHOWN_FROM, ReadersShowing
from annotator.tui.parts.sitting import Sitting
from annotator.tui.parts.suspending import suspend
from annotator.tui.widgets.article_view import ROWS_AROUND_CARET, ArticleView
from annotator.tui.widgets.disagreement_list import SIGNS, DisagreementList
from annotator.tui.widgets.headings import LabelBar
from annotator.tui.widgets.kept import Kept
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.readings_panel import ReadingsPanel

# Rows of a window with fewer of which the list and the figures take turns, details are cut, and
# all but the article and its panes is left out.
_SHORT_ROWS, _SCANT_ROWS, _FEW_ROWS = 30, 16, 10
# The list takes more of a narrow window than panes beside an article that is worked on.
_SHARE, _SIDE = 0.45, 38
_LABELS = "Labels: list only what either called so, and tell its figures"
_ORDERS: Mapping[Order, str] = {
    "worst": "the worst article first",
    "articles": "articles by ID",
    "score": "the highest score first",
}


class ReadersScreen(Kept, Screen[None]):
    """What differs between two, read in its articles; nothing on it changes a label.

    It turns keys and messages into what is looked at, and hands that down to the widgets.
    `guessed` says that right to left may show wrong here.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "readers.tcss"

    def __init__(self, looking: Looking, keymap: Keymap, *, guessed: bool = False) -> None:
        super().__init__()
        self._looking = looking
        self._keymap = keymap
        self._schema = looking.matter.schema
        self._showing = showing = ReadersShowing(self._looking, keymap, guessed=guessed)
        self._panes = Panes(self, showing.panes, showing.side, SHOWN_FROM, _SHARE)
        self._searching = Searching(self)
        self._sitting = self._looking.sit_down()
        self._deeds: Mapping[str, Callable[[], object]] = {
            **self._among_places(),
            **self._in_the_article(),
            **self._everywhere(),
        }

    def compose(self) -> ComposeResult:
        """Everything there is to see."""
        yield from self._showing.compose()

    def on_mount(self) -> None:
        """Put everything in its place and begin with the list."""
        self._panes.set_width("side", _SIDE)
        self._dress()
        self.watch(self.app, "theme", self._dress, init=False)
        self._panes.toggle_focus("differences")
        for number in (signal.SIGTERM, signal.SIGHUP):
            hang_up = partial(self.app.exit, return_code=128 + number)
            asyncio.get_running_loop().add_signal_handler(number, hang_up)
        greeting = self._looking.greeting()
        self.say(greeting and f"{greeting}; {self._keymap.keys_of('show_figures')} tells more")

    def on_resize(self, event: events.Resize) -> None:
        """Give the article every row where there are few."""
        self.set_class(event.size.height < _SHORT_ROWS, "short")
        self.set_class(event.size.height < _SCANT_ROWS, "scant")
        self.set_class(event.size.height < _FEW_ROWS, "low")
        self._panes.arrange()

    @property
    def sitting(self) -> Sitting:
        """The article in front, and where the caret stands in it."""
        return self._sitting

    def on_screen_suspend(self) -> None:
        """Know that a dialog lies over the page."""
        self._showing.view.cover(covered=True)

    def on_screen_resume(self) -> None:
        self._showing.view.cover(covered=False)

    # --- Keys and the mouse ----------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Look the key up among the commands and the labels; in a field it is only typed."""
        place = self._panes.place
        if place is None:
            return
        key = event.character if event.is_printable and event.character else event.key
        command = self._keymap.command(place, key)
        label = self._schema.by_key(self._keymap.latin(key))
        if command is not None:
            self.obey(command.name)
        elif label is not None:
            self._narrow(self._looking.part.toggled_label(label.name))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_descendant_focus(self) -> None:
        """A pane that takes the keyboard leaves no question open behind it."""
        self.set_class(self._panes.place == "figures", "figures")
        if self._panes.place is not None:
            self._let_go()

    def on_descendant_blur(self) -> None:
        """What is read no longer makes room."""
        self.set_class(self._panes.place == "figures", "figures")

    def on_label_bar_pressed(self, message: LabelBar.Pressed) -> None:
        """Do what the key of the label or the command does."""
        if message.label:
            self._narrow(self._looking.part.toggled_label(message.label))
        else:
            self.obey(message.command)

    def on_readings_panel_pressed(self, message: ReadingsPanel.Pressed) -> None:
        """Do what the key of the command does."""
        self.obey(message.command)

    def on_disagreement_list_pointed(self, message: DisagreementList.Pointed) -> None:
        """Let the article follow the list."""
        self._looking.go_to(message.place)
        self._face()

    def on_disagreement_list_chosen(self, message: DisagreementList.Chosen) -> None:
        """Look at what was picked, or go there."""
        self._let_go()
        self._looking.go_to(message.place)
        self._face()
        if message.how == "values":
            self._panes.read_article()

    def on_disagreement_list_turned(self, message: DisagreementList.Turned) -> None:
        """List others, by a sign of the list's head."""
        part = self._looking.part
        kind = next((kind for kind, sign in SIGNS.items() if sign == message.sign), None)
        if kind is not None:
            self._narrow(part.toggled_kind(kind))
        elif self._schema.label(message.sign) is not None:
            self._narrow(part.toggled_label(message.sign))
        else:
            self.obey("only_article" if message.sign == "f" else "next_pair")

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """Put the caret where the mouse says; what differs there comes to the front."""
        self._let_go()
        text = self._sitting.session.article.text
        if message.text is not text:
            return
        self._panes.read_article()
        caret = pointed(self._sitting.caret, text, message.offset, message.how)
        at = self._looking.at_offset(message.offset) if message.how == "press" else None
        if at is not None and at != self._looking.at:
            self._looking.go_to(at)
            self._face(caret)
        # What was pressed is in sight; to scroll would put other text under the mouse.
        self.go(caret, margin=0)

    def on_message_bar_typed(self, message: MessageBar.Typed) -> None:
        """Find what is being typed."""
        self._searching.type(message.text)

    def on_message_bar_answered(self) -> None:
        """Go on in the article, at what was found."""
        self._panes.read_article()

    def on_message_bar_dropped(self) -> None:
        """Leave everything as it was before the search."""
        self._panes.read_article()
        self._searching.cancel()

    # --- What is looked at -----------------------------------------------------------------

    def obey(self, command: str) -> None:
        """Do what a command of the table says."""
        page = self._showing.view.page
        if page is None:
            return
        self._let_go()
        self._catch_up()
        caret = moved(page, self._sitting.caret, command, self._showing.view.page_rows)
        if caret is not None:
            self.go(caret)
        else:
            self._deeds[command]()

    def _catch_up(self) -> None:
        """Be where the list is, of which it may not have been heard yet."""
        pointed_at = self._showing.list.pointed
        if self._panes.place == "differences" and pointed_at not in (None, str(self._looking.at)):
            self._looking.go_to(int(pointed_at))
            self._face()

    def go(
        self, caret: Caret, *, found: Piece | None = None, margin: int = ROWS_AROUND_CARET
    ) -> None:
        """Put the caret elsewhere; `found` is what a search is at."""
        self._sitting = self._sitting.at(caret)
        self._showing.found = found
        self._showing.show_article(self._sitting, margin=margin)
        self._showing.tell(self._sitting)
        self.say("")

    def say(self, words: str) -> None:
        """Tell what came of a key."""
        self._showing.messages.say(words)

    def _among_places(self) -> Mapping[str, Callable[[], object]]:
        looking = self._looking
        return {
            "next_disagreement": partial(self._step, 1),
            "previous_disagreement": partial(self._step, -1),
            "open": self._panes.read_article,
            "look_up": self._look_up,
            "only_article": self._only_article,
            "next_kind": lambda: self._narrow(looking.part.next_kind(looking.kinds)),
            "all": lambda: self._narrow(Part()),
            "order": self._turn_order,
            "marks": self._turn_marks,
            "next_article": partial(self._step_article, 1),
            "previous_article": partial(self._step_article, -1),
        }

    def _in_the_article(self) -> Mapping[str, Callable[[], object]]:
        return {
            "select": lambda: self.go(self._sitting.caret.begin_or_end()),
            "copy": self._copy,
            "search": self._search,
            "search_next": lambda: self._searching.again(forward=True),
            "search_previous": lambda: self._searching.again(forward=False),
            "invisibles": self._toggle_invisibles,
        }

    def _everywhere(self) -> Mapping[str, Callable[[], object]]:
        return {
            "show_article": self._panes.read_article,
            "show_differences": lambda: self._panes.toggle_focus("differences"),
            "show_figures": lambda: self._panes.toggle_focus("figures"),
            "wider": lambda: self._panes.widen(1),
            "narrower": lambda: self._panes.widen(-1),
            "cancel": self._cancel,
            "help": self._help,
            "palette": lambda: everywhere.open_palette(self.app, self._keymap, self.obey),
            "theme": lambda: self.say(everywhere.next_theme(self.app)),
            "suspend": lambda: self.say(suspend(self.app)),
            "leave": self._leave,
        }

    def _step(self, by: int) -> None:
        if self._looking.step(by):
            self._face()
        else:
            self.say("nothing is listed")

    def _step_article(self, by: int) -> None:
        if self._looking.step_article(by):
            self._face()
        else:
            self.say(f"no article {'after' if by > 0 else 'before'} this one differs like that")

    def _look_up(self) -> None:
        at = self._looking.at_offset(self._sitting.caret.offset)
        if at is None:
            self.say("nothing that is listed differs here")
        else:
            self._looking.go_to(at)
            self._face(self._sitting.caret)

    def _only_article(self) -> None:
        part = self._looking.part
        article = self._looking.name if part.article is None else None
        self._narrow(replace(part, article=article))

    def _narrow(self, part: Part) -> None:
        self._looking.narrow(part)
        self._face()
        self.say(part.told)

    def _turn_order(self) -> None:
        self._looking.turn_order()
        self._face()
        self.say(f"order: {_ORDERS[self._looking.order]}")

    def _turn_marks(self) -> None:
        showing = self._showing
        showing.only_differing = not showing.only_differing
        showing.show_article(self._sitting)
        every = self._looking.matter.words.marks
        self.say(f"marks: {'only what is listed' if showing.only_differing else every}")

    def _toggle_invisibles(self) -> None:
        shown = self._showing.toggle_invisibles()
        self._showing.show_article(self._sitting)
        self.say(f"invisible characters are {'shown' if shown else 'hidden'}")

    def _copy(self) -> None:
        text, selection = self._sitting.session.article.text, self._sitting.caret.selection
        self.say(everywhere.copy(self.app, text, selection, self._keymap))

    def _search(self) -> None:
        self._panes.read_article()
        self._searching.begin()
        self._showing.messages.ask("search", "search:")

    def _cancel(self) -> None:
        """Let go of what is innermost; from the article the keyboard goes back to the list."""
        caret, place = self._sitting.caret, self._panes.place
        if place == "article" and (caret.anchor is not None or caret.extending):
            self.go(caret.cleared())
        elif place != "differences":
            self._panes.toggle_focus("differences")
        elif self._looking.part.active:
            self._narrow(Part())
        else:
            self.say("")

    def _leave(self) -> None:
        """Leave the program; the figures are folded first, where they have the keyboard."""
        if self._panes.place == "figures":
            self._panes.fold("figures")
        else:
            self.app.exit()

    def _help(self) -> None:
        self.app.push_screen(windows.all_keys(self._keymap.commands, self._schema.labels, _LABELS))

    def _let_go(self) -> None:
        """Close the question that is open, without an answer."""
        if self._showing.messages.asking:
            self._showing.messages.close()
        if self._panes.place is None:
            self._panes.read_article()

    def _face(self, caret: Caret | None = None) -> None:
        """Show what is looked at; the caret goes to it, unless it has a place already."""
        one, before = self._looking.current, self._sitting
        if before.session.article is not self._looking.article:
            self._sitting = self._looking.sit_down()
        if caret is None:
            caret = Caret(one.start) if one else self._sitting.caret.cleared()
        self._sitting = self._sitting.at(caret)
        self._showing.found = None
        self._showing.show(self._sitting)
        self.say("")

    def _dress(self) -> None:
        self._showing.dress(self.app, self._sitting)
