"""The annotator's room: keys become edits of a session, and the session is shown."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Static

from annotator.errors import AnnotatorError
from annotator.labels.schema import Label
from annotator.project.annotate import Opened
from annotator.project.places import Project
from annotator.session.caret import Caret, moved
from annotator.session.commands import by_key
from annotator.session.tagging import Outcome, delete, redo, tag, undo
from annotator.store.protocol import Taken
from annotator.text.flat import plain, visual
from annotator.text.words import word_at
from annotator.tui.desk import Desk, Sitting
from annotator.tui.paint import Paint
from annotator.tui.palette import CommandsOfTheTable
from annotator.tui.screens.dialog import overtaken, trouble, unsaved
from annotator.tui.screens.help import HelpScreen
from annotator.tui.widgets.article_list import ArticleList
from annotator.tui.widgets.article_view import ROWS_AROUND_CARET, ArticleView, Scene
from annotator.tui.widgets.headings import LabelBar, TitleBar
from annotator.tui.widgets.status_bar import StatusBar

_ONLY_IN_ARTICLE = frozenset({"Move", "Select", "Tag"})
_LEAST_WIDTH_WITH_LIST = 100
_LEAST_WIDTH_BESIDE_LIST = 60
_FEW_ROWS = 10
# Seconds without a step after which the caret rests, and of steps without a rest.
_REST = 0.08
_LONGEST_RUN = 1.0


class AnnotateScreen(Screen[None]):
    """One annotator over the articles of a project.

    It holds a session an article, turns keys and messages into edits, and hands slices down
    to the widgets. Nothing else on the screen changes labels.
    """

    CSS_PATH = "annotate.tcss"

    def __init__(
        self,
        project: Project,
        articles: Sequence[str],
        *,
        annotator: str,
        first: Opened,
    ) -> None:
        super().__init__()
        self._schema = first.session.schema
        self._articles = tuple(articles)
        self._notices = first.notices
        self._desk = Desk(project, annotator, first)
        self._keys = by_key()
        self._last_key = time.monotonic()
        self._said = ""
        self._told = 0.0
        self._title = TitleBar(classes="across")
        self._labels = LabelBar(classes="across")
        self._list = ArticleList(id="queue")
        self._view = ArticleView(id="article")
        self._notice = Static(id="notice", classes="across")
        self._status = StatusBar(id="status", classes="across")

    def compose(self) -> ComposeResult:
        """Title and labels above the page, notice and facts below it."""
        yield self._title
        yield self._labels
        yield self._list
        yield self._view
        yield self._notice
        yield self._status

    def on_mount(self) -> None:
        """Put everything in its place and open the first article."""
        self.set_class(self.app.size.width < _LEAST_WIDTH_WITH_LIST, "alone")
        self._dress()
        self.watch(self.app, "theme", self._dress, init=False)
        self._resting = self.set_interval(_REST, self._tell, pause=True)
        self._show()
        self._notify(self._notices)
        self._view.focus()
        self.set_interval(15.0, self._tell)
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._hang_up, number)

    def _hang_up(self, number: int) -> None:
        """Save what is unsaved when the terminal goes away, and leave it as it was found."""
        told = []
        for article in self._desk.unsaved:
            try:
                self._desk.save(article, datetime.now(UTC))
            except AnnotatorError as error:
                told.append(f"not saved: {plain(article)}\n{error}")
        self.app.exit(return_code=128 + number, message="\n".join(told) or None)

    def on_resize(self, event: events.Resize) -> None:
        """Give the article every row where there are few."""
        self.set_class(event.size.height < _FEW_ROWS, "low")
        if event.size.width < _LEAST_WIDTH_BESIDE_LIST:
            self.add_class("alone")

    @property
    def sitting(self) -> Sitting:
        """The article in front, as it stands."""
        return self._desk.front

    def on_screen_suspend(self) -> None:
        """A dialog lies over the page."""
        self._view.cover(covered=True)

    def on_screen_resume(self) -> None:
        """Nothing lies over the page."""
        self._view.cover(covered=False)

    def on_key(self, event: events.Key) -> None:
        """Look the key up among the labels and the commands."""
        self._count_time()
        command = self._keys.get(event.key)
        label = self._schema.by_key(event.character) if event.character else None
        if command is not None:
            if command.group in _ONLY_IN_ARTICLE and self.focused is not self._view:
                return
            event.stop()
            event.prevent_default()
            self.obey(command.name)
        elif label is not None and self.focused is self._view:
            event.stop()
            self.tag(label)

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """Put the caret where the mouse says, or stretch the selection to there."""
        self._count_time()
        text = self.sitting.session.article.text
        word = word_at(text, message.offset) if message.how == "word" else None
        caret = Caret(message.offset)
        if word is not None:
            caret = Caret(word[1], anchor=word[0])
        elif message.how == "drag":
            caret = self.sitting.caret.to(message.offset, select=True)
        # What was pressed is in sight; to scroll would put other text under the mouse.
        self._go(caret, margin=0)
        self._view.focus()

    def on_article_list_chosen(self, message: ArticleList.Chosen) -> None:
        """Open the article that was picked."""
        self.open_article(message.article)
        self._leave_list()

    def obey(self, command: str) -> None:
        """Do what a command of the table says."""
        page = self._view.page
        if page is None:
            return
        caret = moved(page, self.sitting.caret, command, self._view.page_rows)
        if caret is not None:
            self._go(caret)
        else:
            self._doings[command]()

    @property
    def _doings(self) -> dict[str, Callable[[], None]]:
        return {
            "select": lambda: self._go(self.sitting.caret.begin_or_end()),
            "copy": self._copy,
            "next_span": lambda: self._go_to_span(1),
            "previous_span": lambda: self._go_to_span(-1),
            "delete": lambda: self._take(delete(self.sitting.session, self.sitting.current)),
            "undo": lambda: self._take(undo(self.sitting.session)),
            "redo": lambda: self._take(redo(self.sitting.session)),
            "next_article": lambda: self._go_to_article(1),
            "previous_article": lambda: self._go_to_article(-1),
            "show_article": self._show_article,
            "show_queue": self._show_queue,
            "cancel": self._cancel,
            "save": lambda: self._save(self._desk.opened),
            "help": self._open_help,
            "palette": self._open_palette,
            "leave": self._leave,
        }

    def _go(self, caret: Caret, *, margin: int = ROWS_AROUND_CARET) -> None:
        sitting = self._desk.front = self.sitting.at(caret)
        self._view.move(caret, sitting.current, margin=margin)
        self._say("")
        self._tell_at_rest()

    def _go_to_span(self, step: int) -> None:
        sitting = self.sitting
        find = sitting.index.following if step > 0 else sitting.index.preceding
        span = find(sitting.caret.offset, sitting.current)
        if span is None:
            self._say("no spans here yet")
            return
        sitting = self._desk.front = sitting.at(Caret(span.start), span)
        self._view.move(sitting.caret, span)
        self._tell_at_rest()

    def tag(self, label: Label) -> None:
        """Give a label: to the selection, else the current span, else the word."""
        sitting = self.sitting
        outcome = tag(
            sitting.session,
            label,
            selection=sitting.caret.selection,
            current=sitting.current,
            offset=sitting.caret.offset,
        )
        self._take(outcome)

    def _take(self, outcome: Outcome) -> None:
        """Show the session after an edit; the caret stays, the selection has done its work."""
        changed = outcome.session is not self.sitting.session
        if changed:
            sitting = self.sitting.with_session(outcome.session, outcome.span)
            self._desk.front = sitting.at(sitting.caret.cleared(), sitting.chosen)
            self._show()
        self._say(outcome.said)

    def open_article(self, article: str) -> None:
        """Bring an article to the front; what is unsaved in others stays with them."""
        try:
            notices = self._desk.bring(article)
        except AnnotatorError as error:
            self._show_list()
            self.app.push_screen(trouble(error))
            return
        self._show()
        self._notify(notices)

    def _notify(self, notices: Sequence[str]) -> None:
        """Say what is odd about an article that was just opened."""
        more = f" (and {len(notices) - 1} more)" if len(notices) > 1 else ""
        self._say(f"{notices[0]}{more}" if notices else "")

    def _save(self, article: str) -> None:
        """Save an article as a new version; where that fails, everything stays as it was."""
        try:
            kept = self._desk.save(article, datetime.now(UTC))
        except Taken as error:
            self.app.push_screen(overtaken(error), partial(self._after_overtaking, article))
            return
        except AnnotatorError as error:
            self.app.push_screen(trouble(error))
            return
        self._say(f"saved version {kept.version}" if kept.made else "nothing new to save")
        self._show_list()
        self._tell()

    def _after_overtaking(self, article: str, answer: str | None) -> None:
        """Do what was chosen about a version that another session saved."""
        try:
            if answer == "over":
                self._desk.lay_over(article)
                self._save(article)
            elif answer == "take":
                self._desk.take_up(article)
        except AnnotatorError as error:
            self.app.push_screen(trouble(error))
        self._show()

    def _go_to_article(self, step: int) -> None:
        at = self._articles.index(self._desk.opened) + step
        if 0 <= at < len(self._articles):
            self.open_article(self._articles[at])
        else:
            self._say("this is the last article" if step > 0 else "this is the first article")

    def _show_queue(self) -> None:
        self.remove_class("alone")
        self._list.focus()

    def _leave_list(self) -> None:
        """Go back to the article; in a narrow window the list makes room for it."""
        if self.app.size.width < _LEAST_WIDTH_BESIDE_LIST:
            self.add_class("alone")
        self._view.focus()

    def _cancel(self) -> None:
        sitting = self.sitting
        if self.focused is not self._view:
            self._leave_list()
        elif sitting.caret.anchor is not None or sitting.caret.extending:
            self._go(sitting.caret.cleared())
        elif sitting.chosen is not None:
            self._go(sitting.caret)

    def _leave(self) -> None:
        if self.focused is self._list:
            self.add_class("alone")
            self._view.focus()
            return
        if self._desk.unsaved:
            self.app.push_screen(unsaved(self._desk.unsaved), self._after_question)
        else:
            self.app.exit()

    def _after_question(self, answer: str | None) -> None:
        if answer == "discard":
            self.app.exit()
        elif answer == "save":
            for name in self._desk.unsaved:
                self._save(name)
            if not self._desk.unsaved:
                self.app.exit()

    def _show_article(self) -> None:
        self._view.focus()

    def _open_help(self) -> None:
        self.app.push_screen(HelpScreen(self._schema.labels))

    def _open_palette(self) -> None:
        self.app.push_screen(CommandPalette(providers=[CommandsOfTheTable]))

    def _copy(self) -> None:
        selection = self.sitting.caret.selection
        if selection is None:
            self._say("nothing is selected; q leaves the program")
            return
        text = self.sitting.session.article.text[slice(*selection)]
        self.app.copy_to_clipboard(text)
        self._say("copied 1 character" if len(text) == 1 else f"copied {len(text)} characters")

    def _show(self) -> None:
        sitting = self.sitting
        article = sitting.session.article
        self._title.show(article.facts.title or article.id)
        self._view.show(Scene(article.text, sitting.index, sitting.caret, sitting.current))
        self._show_list()
        self._tell()

    def _show_list(self) -> None:
        self._list.show(self._articles, self._desk.opened, self._desk.state)

    def _dress(self) -> None:
        background, foreground = self._view.background_colors[1], self._view.colors[3]
        paint = Paint(
            self._schema.labels,
            foreground=foreground,
            background=background,
            few_colors=self.app.console.color_system == "standard",
        )
        self._view.dress(paint)
        self._labels.show(self._schema.labels, paint)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._notice.update(Text(visual(words), no_wrap=True, overflow="ellipsis"))

    def _tell_at_rest(self) -> None:
        """Tell the facts when the caret comes to rest, and now and then while it runs.

        Told at each step, they would cost more than the step itself: in time, since Textual
        walks over all that lies between caret and bar, and in bytes on a slow line.
        """
        if time.monotonic() - self._told > _LONGEST_RUN:
            self._tell()
        else:
            self._resting.reset()
            self._resting.resume()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._resting.pause()
        self._status.tell(self.sitting.facts)

    def _count_time(self) -> None:
        now = time.monotonic()
        self._desk.front = self.sitting.worked(now - self._last_key)
        self._last_key = now
