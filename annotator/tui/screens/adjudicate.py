"""The adjudicator's room: from difference to difference, each decided by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from annotator.labels.schema import Label
from annotator.labels.span import Piece
from annotator.session.caret import Caret
from annotator.session.docket import Only
from annotator.session.keymap import Keymap
from annotator.tui.parts.deciding import Deciding
from annotator.tui.parts.gold_desk import GoldDesk
from annotator.tui.parts.showing import Showing
from annotator.tui.parts.showing_gold import GoldShowing
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.widgets.difference_list import DifferenceList
from annotator.tui.widgets.message_bar import MessageBar
from annotator.tui.widgets.readings_panel import ReadingsPanel

_NOTE = "why_note"
# Before these, what was decided and then changed by hand is decided anew.
_LEAVING = frozenset({"save", "save_note", "done", "leave", "next_article", "previous_article"})


class AdjudicateScreen(AnnotateScreen):
    """One adjudicator over gold of the articles of a project.

    It is the annotator's room, with all that can be done there, over a sitting of gold; what is
    asked about and decided comes on top. `near` is the piece of the first article at which it
    begins, if not at the first place that is open.
    """

    def __init__(
        self, desk: GoldDesk, keymap: Keymap, *, near: Piece | None = None, guessed: bool = False
    ) -> None:
        self._near = near
        self._deciding = Deciding(self, desk)
        super().__init__(desk, keymap, guessed=guessed)

    def furnished(self, *, guessed: bool) -> Showing:
        """The widgets of the room."""
        self._gold = GoldShowing(self._deciding.desk, self._keymap, self._deciding, guessed=guessed)
        return self._gold

    def begin(self) -> None:
        """Go to the first place that is open, or to where somebody comes from."""
        self._deciding.begin(self._near)

    # --- Keys and the mouse ----------------------------------------------------------------

    def press_label(self, label: Label) -> None:
        """Do what a label's key does: among the differences it filters them."""
        self._deciding.forget()
        if self._panes.place == "differences":
            differences = self._gold.differences
            differences.filter = differences.filter.toggled_label(label.name)
            return
        if self._panes.place == "article" and not self._modes.told:
            if self._deciding.take_hidden(label):
                return
            piece = self._deciding.to_tag
            if piece is not None:
                self.desk.front = self.sitting.at(Caret(piece[1], anchor=piece[0]))
        super().press_label(label)

    def on_difference_list_pointed(self, message: DifferenceList.Pointed) -> None:
        """Let the article follow the list."""
        self._deciding.go_to(message.key)

    def on_difference_list_chosen(self, message: DifferenceList.Chosen) -> None:
        """Ask about the place that was picked."""
        self._count_time()
        self.let_go()
        self._deciding.go_to(message.key)
        if message.how == "values":
            self._panes.read_article()

    def on_readings_panel_pressed(self, message: ReadingsPanel.Pressed) -> None:
        """Do what the key of the reading or the command does."""
        self._count_time()
        self._deciding.forget()
        self.obey(message.command)

    def on_message_bar_answered(self, message: MessageBar.Answered) -> None:
        """Write the note that was asked for."""
        if message.about == _NOTE:
            message.prevent_default()
            self._count_time()
            self._deeds.leave_question()
            if message.changed:
                self._deciding.note(message.text)

    # --- Commands --------------------------------------------------------------------------

    def obey(self, command: str) -> None:
        """Do what a command of the table says."""
        own = self._own(command)
        if not self._deciding.knows(command):
            self._deciding.forget()
        if own is None:
            super().obey(command)
        elif self._modes.told:
            self.say(f"not now: {self._modes.told}")
        else:
            self.let_go()
            own()

    def open_article(self, article: str) -> bool:
        """Bring gold of an article to the front, and go to the first place that is open."""
        self._deciding.settle_edits()
        opened = super().open_article(article)
        if opened:
            self._deciding.begin()
        return opened

    def _own(self, command: str) -> Callable[[], object] | None:
        """What a command does in this room alone; None where it does what it does in the other."""
        if self._deciding.knows(command):
            return partial(self._deciding.do, command)
        differences = self._gold.differences
        own: Mapping[str, Callable[[], object]] = {
            "why_note": self._ask_note,
            "next_pane": self._panes.go_round,
            "filter_state": partial(self._filter, differences.filter.turned()),
            "undo": partial(self._step, command),
            "redo": partial(self._step, command),
        }
        if command in _LEAVING:
            self._deciding.settle_edits()
        if command == "done":
            return self._not_done if self._deciding.first_open else None
        among = self._panes.place == "differences"
        if command == "cancel" and among and differences.filter.active:
            return partial(self._filter, Only())
        return own.get(command)

    def _filter(self, only: Only) -> None:
        self._gold.differences.filter = only

    def _not_done(self) -> None:
        """Gold is not done before everything is decided."""
        left = self._deciding.progress.left
        self._deciding.go_on()
        places = "1 place is" if left == 1 else f"{left} places are"
        self.say(f"{places} still open; {self._keymap.keys_of('save')} saves what is decided")

    def _step(self, command: str) -> None:
        """Undo or redo, and ask about the place at which something changed."""
        deciding = self._deciding
        if command == "undo" and not deciding.may_undo():
            self.say("nothing to undo")
            return
        before = deciding.found
        super().obey(command)
        deciding.look_at_change(before)

    def _ask_note(self) -> None:
        hearing = self._deciding.noted
        if hearing is None or hearing.decision is None:
            self.say("decide first: the note is on a decision")
            return
        words = self._deciding.words_of(hearing)
        self._deeds.ask(_NOTE, f"note on {words}:", hearing.decision.note, None)
