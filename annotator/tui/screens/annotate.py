"""The annotator's room: keys become edits of a session, and the session is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from annotator.errors import AnnotatorError
from annotator.labels.schema import Label
from annotator.labels.span import Piece, Span
from annotator.session.caret import Caret, moved, pointed
from annotator.session.index import SpanIndex
from annotator.session.keymap import Keymap
from annotator.session.outcome import Outcome
from annotator.tui.parts.deeds import Deeds, Parts
from annotator.tui.parts.desk import Desk
from annotator.tui.parts.filing import Filing
from annotator.tui.parts.keeping import Keeping
from annotator.tui.parts.modes import Modes
from annotator.tui.parts.panes import Panes
from annotator.tui.parts.searching import Searching
from annotator.tui.parts.showing import Showing
from annotator.tui.parts.sitting import Sitting
from annotator.tui.parts.valuing import Valuing
from annotator.tui.parts.windows import trouble
from annotator.tui.widgets.article_list import ArticleList
from annotator.tui.widgets.article_view import ROWS_AROUND_CARET, ArticleView
from annotator.tui.widgets.headings import LabelBar
from annotator.tui.widgets.kept import Kept
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.span_list import SpanList
from annotator.tui.widgets.values_form import ValuesForm

_FEW_ROWS, _SCANT_ROWS = 10, 16
# Seconds without a step after which the facts are told, and the panes follow.
_REST = 0.08
_LONGER_REST = 0.3


class AnnotateScreen(Kept, Screen[None]):
    """One annotator over the articles of a project.

    It holds the articles that lie open, turns keys and messages into edits, and hands slices down
    to the widgets. Nothing else on the screen changes labels. With `tour_ended` it opens with the
    tour, and calls that when it is over. `guessed` says that right to left may show wrong here.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "annotate.tcss"

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        *,
        tour_ended: Callable[[], None] | None = None,
        guessed: bool = False,
    ) -> None:
        super().__init__()
        self._tour_ended = tour_ended
        self.desk = desk
        self._keymap = keymap
        self._schema = desk.front.session.schema
        self._last_key = time.monotonic()
        self._showing = showing = self.furnished(guessed=guessed)
        self._panes = Panes(self, showing.panes, showing.side, showing.shown_from)
        self._modes = Modes(self)
        self._keeping = Keeping(desk, showing)
        self._filing = Filing(self)
        self._searching = Searching(self)
        self._valuing = Valuing(self, showing.form, self._modes, self._panes)
        self._deeds = Deeds(
            self,
            Parts(
                filing=self._filing,
                modes=self._modes,
                panes=self._panes,
                searching=self._searching,
                valuing=self._valuing,
                messages=showing.messages,
                spans=showing.spans,
                tour=showing.tour,
                keymap=keymap,
            ),
        )

    def furnished(self, *, guessed: bool) -> Showing:
        """The widgets of the room."""
        return Showing(self.desk, self._keymap, guessed=guessed)

    def compose(self) -> ComposeResult:
        """Everything there is to see."""
        yield from self._showing.compose()

    def on_mount(self) -> None:
        """Put everything in its place and open the first article."""
        showing = self._showing
        self._panes.arrange()
        showing.dress(self.app)
        self.watch(self.app, "theme", lambda: showing.dress(self.app), init=False)
        self._resting = self.set_interval(_REST, self._tell, pause=True)
        self._following = self.set_interval(_LONGER_REST, self._follow, pause=True)
        self._counting = self.set_interval(_REST, self._count)
        showing.show()
        self.begin()
        showing.messages.remind(self.desk.notices)
        self._keeping.keep()
        if self._tour_ended is not None:
            showing.tour.begin()
        self.set_interval(15.0, self._keeping.look)
        self._filing.listen()

    def begin(self) -> None:
        """Go to where work begins: here to the article's first letter, where the caret is."""

    def on_resize(self, event: events.Resize) -> None:
        """Give the article every row where there are few."""
        self.set_class(event.size.height < _FEW_ROWS, "low")
        self.set_class(event.size.height < _SCANT_ROWS, "scant")
        self._panes.arrange()

    @property
    def sitting(self) -> Sitting:
        """The article in front, as it stands."""
        return self.desk.front

    def on_unmount(self) -> None:
        """Let the next session go on with the journals."""
        self.desk.close()

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
        self._count_time()
        key = event.character if event.is_printable and event.character else event.key
        command = self._keymap.command(place, key)
        label = self._schema.by_key(self._keymap.latin(key))
        if command is None and label is None:
            if event.is_printable and place == "article" and not key.isspace():
                self.say(f"nothing is on the key {key}; {self._keymap.keys_of('help')} lists all")
            return
        event.stop()
        event.prevent_default()
        if command is not None:
            self.obey(command.name)
        elif label is not None:
            self.press_label(label)

    def press_label(self, label: Label) -> None:
        """Do what a label's key does where the keyboard is."""
        self._deeds.press(label)

    def on_label_bar_pressed(self, message: LabelBar.Pressed) -> None:
        """Do what the key of the label or the command does."""
        self._count_time()
        label = self._schema.label(message.label)
        if label is not None:
            self.let_go()
            self._deeds.tag(label)
        elif message.command:
            self.obey(message.command)

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """Put the caret where the mouse says, or stretch the selection to there."""
        self._count_time()
        self.let_go()
        if message.text is not (text := self.sitting.session.article.text):
            return
        page = self._showing.view.page
        if page is not None and self._modes.pointed(message.offset, page):
            return
        caret = pointed(self.sitting.caret, text, message.offset, message.how)
        # What was pressed is in sight; to scroll would put other text under the mouse.
        self.go(caret, margin=0)
        self._panes.read_article()

    def on_article_list_chosen(self, message: ArticleList.Chosen) -> None:
        """Open the article that was picked."""
        self.let_go()
        self.open_article(message.article)
        self._panes.read_article()

    def on_span_list_pointed(self, message: SpanList.Pointed) -> None:
        """Let the article follow the list."""
        self._choose_id(message.span_id)

    def on_span_list_chosen(self, message: SpanList.Chosen) -> None:
        """Go to the span that was picked, or give it its values."""
        self._count_time()
        self.let_go()
        self._choose_id(message.span_id)
        if message.how == "values":
            self.obey("values")

    def let_go(self) -> None:
        """Close whatever question is open, without an answer."""
        if self._showing.messages.asking:
            self._showing.messages.close()
        self._valuing.drop()
        if self._panes.place is None:
            self._panes.read_article()

    def on_descendant_focus(self) -> None:
        """A pane that takes the keyboard leaves no question open behind it."""
        if self._panes.place is not None:
            self.let_go()

    def on_message_bar_typed(self, message: MessageBar.Typed) -> None:
        """Find what is being typed for a search."""
        self._count_time()
        if message.about == "search":
            self._searching.type(message.text)

    def on_message_bar_answered(self, message: MessageBar.Answered) -> None:
        """Do what was asked about."""
        self._count_time()
        self._deeds.answer(message.about, message.text, changed=message.changed)

    def on_message_bar_dropped(self, message: MessageBar.Dropped) -> None:
        """Leave everything as it was before the question."""
        self._deeds.leave_question()
        if message.about == "search":
            self._searching.cancel()

    def on_values_form_given(self, message: ValuesForm.Given) -> None:
        """Give the span the value."""
        self._count_time()
        self._valuing.answer(message.answer, onward=message.onward)

    def on_values_form_refused(self) -> None:
        """What was said before has nothing to do with what cannot be read."""
        self.say("")

    def on_values_form_picked(self, message: ValuesForm.Picked) -> None:
        """Let a value be picked in the article."""
        self._count_time()
        self._valuing.pick(message.attribute)

    def on_values_form_coined(self, message: ValuesForm.Coined) -> None:
        """List a new entity."""
        self._valuing.coin(message.name, message.typed, message.kind)

    def on_values_form_left(self) -> None:
        """Go back to the article."""
        self._valuing.close()

    def on_tour_panel_ended(self) -> None:
        """Remember that the tour was seen."""
        if self._tour_ended is not None:
            self._tour_ended()

    def _choose_id(self, span_id: str) -> None:
        if (span := self.sitting.session.labelling.span(span_id)) is not None:
            self.choose(span)

    # --- Commands --------------------------------------------------------------------------

    def obey(self, command: str) -> None:
        """Do what a command of the table says."""
        page = self._showing.view.page
        if page is None:
            return
        self.let_go()
        self._showing.tour.heard(command)
        caret = moved(page, self.sitting.caret, command, self._showing.view.page_rows)
        if caret is not None and not self._modes.moves_edges:
            self.go(caret)
        elif not self._modes.obey(command, page):
            self._deeds.do(command)

    # --- What the parts ask of the screen --------------------------------------------------

    def go(
        self, caret: Caret, *, found: Piece | None = None, margin: int = ROWS_AROUND_CARET
    ) -> None:
        """Put the caret elsewhere; `found` is what a search is at."""
        self.desk.front = self.sitting.at(caret)
        self._showing.found = found
        self._showing.show_article(margin=margin)
        self.say("")
        self._tell_at_rest()

    def choose(self, span: Span) -> None:
        """Go to a span and make it the current one; edges that move are left as they were."""
        if self._modes.moves_edges:
            self._modes.drop()
        self.desk.front = self.sitting.at(Caret(span.start), span)
        self._showing.show_article()
        self.say("")
        self._tell_at_rest()

    def choose_here(self, span: Span) -> None:
        """Make a span the current one; the caret stays."""
        self.desk.front = self.sitting.at(self.sitting.caret, span)
        self._showing.show_article()
        self._tell()
        self._follow()

    def preview(self, caret: Caret, index: SpanIndex) -> None:
        """Show the article with other spans than it has, for as long as edges move."""
        self._showing.preview(caret, index)

    def take(self, outcome: Outcome) -> None:
        """Show the session after an edit; the caret stays, the selection has done its work."""
        if outcome.session is not self.sitting.session:
            sitting = self.sitting.with_session(outcome.session, outcome.span)
            sitting = replace(sitting, caret=sitting.caret.cleared())
            if outcome.place is not None and not self._showing.view.shows(outcome.place):
                sitting = sitting.at(Caret(outcome.place))
            self.desk.front = sitting
            self.show()
        self.say(outcome.said)

    def say(self, words: str) -> None:
        """Tell what came of a key; with nothing to tell, what is under way."""
        self._showing.messages.say(words or self._modes.told)

    def show(self) -> None:
        """Show everything anew, as it stands."""
        self._resting.pause()
        self._following.pause()
        self._modes.follow()
        self._showing.show()
        self._valuing.follow()
        self._keeping.keep()

    def open_article(self, article: str) -> bool:
        """Bring an article to the front, or tell why that cannot be.

        What is unsaved in others stays with them; what was under way in the last one is over.
        """
        try:
            self.desk.bring(article)
        except AnnotatorError as error:
            self._showing.show_queue()
            self.app.push_screen(trouble(error))
            return False
        self._modes.drop()
        self.let_go()
        self._showing.found = None
        self.show()
        self.say("")
        self._showing.messages.remind(self.desk.notices)
        return True

    def toggle_invisibles(self) -> None:
        """Show what is invisible, or no longer."""
        shown = self._showing.toggle_invisibles()
        self.say(f"invisible characters are {'shown' if shown else 'hidden'}")

    def label_used(self, label: Label) -> None:
        """Remember the label that was given last."""
        self._showing.last_label = label

    def show_guideline(self, label: Label | None = None) -> None:
        """Turn to the guideline of a label, else of the current one."""
        self._showing.show_guideline(label)

    def _tell_at_rest(self) -> None:
        """Tell the facts when the caret comes to rest, and now and then while it runs."""
        if self._showing.is_time_to_tell():
            self._tell()
        else:
            self._resting.reset()
            self._resting.resume()
        self._following.reset()
        self._following.resume()

    def _tell(self) -> None:
        self._resting.pause()
        self._showing.tell()

    def _follow(self) -> None:
        self._following.pause()
        self._showing.follow()

    def _count(self) -> None:
        """Look at the states of some more articles, while nobody waits for it."""
        if not self._showing.count():
            self._counting.stop()

    def _count_time(self) -> None:
        before, self._last_key = self._last_key, time.monotonic()
        self.desk.front = self.sitting.worked(self._last_key - before)
