"""The annotator's room: keys become edits of a session, and the session is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Static

from annotator.errors import AnnotatorError
from annotator.labels.schema import Label
from annotator.project import annotate
from annotator.project.annotate import Opened
from annotator.project.places import Project
from annotator.session.caret import Caret, moved
from annotator.session.commands import by_key
from annotator.session.tagging import Outcome, delete, tag
from annotator.text.flat import visual
from annotator.text.words import word_at
from annotator.tui.desk import Sitting, sit_down
from annotator.tui.paint import Paint
from annotator.tui.palette import CommandsOfTheTable
from annotator.tui.screens.dialog import trouble, unsaved
from annotator.tui.screens.help import HelpScreen
from annotator.tui.widgets.article_list import ArticleList, State
from annotator.tui.widgets.article_view import ArticleView, Scene
from annotator.tui.widgets.headings import LabelBar, TitleBar
from annotator.tui.widgets.status_bar import Facts, StatusBar

_ONLY_IN_ARTICLE = frozenset({"Move", "Select"})
_LEAST_WIDTH_WITH_LIST = 100


class AnnotateScreen(Screen[None]):
    """One annotator over the articles of a project.

    It holds a session an article, turns keys and messages into edits, and hands slices down
    to the widgets. Nothing else on the screen changes labels.
    """

    CSS = """
    AnnotateScreen {
        layout: grid; grid-size: 2; grid-columns: 28 1fr; grid-rows: 1 1 1fr 1 1;
    }
    AnnotateScreen > .across { column-span: 2; }
    #notice { height: 1; padding: 0 1; color: $text-warning; text-overflow: ellipsis; }
    AnnotateScreen.alone { grid-size: 1; grid-columns: 1fr; }
    AnnotateScreen.alone > .across { column-span: 1; }
    AnnotateScreen.alone ArticleList { display: none; }
    AnnotateScreen.low { grid-rows: 1fr 1; }
    AnnotateScreen.low TitleBar, AnnotateScreen.low LabelBar, AnnotateScreen.low #notice {
        display: none;
    }
    """

    def __init__(
        self,
        project: Project,
        articles: Sequence[str],
        *,
        annotator: str,
        first: Opened,
    ) -> None:
        super().__init__()
        self._project = project
        self._schema = first.session.schema
        self._articles = tuple(articles)
        self._annotator = annotator
        self._first = first
        self._open = first.session.article.id
        self._sittings: dict[str, Sitting] = {}
        self._states: dict[str, State] = {}
        self._keys = by_key()
        self._last_key = time.monotonic()
        self._said = ""
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
        self._seat(self._first)
        self._view.focus()
        self.set_interval(15.0, self._tell)

    def on_resize(self, event: events.Resize) -> None:
        """Give the article every row where there are few."""
        self.set_class(event.size.height < 10, "low")

    @property
    def sitting(self) -> Sitting:
        """The article in front, as it stands."""
        return self._sittings[self._open]

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
        elif label is not None:
            event.stop()
            self.tag(label)

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """Put the caret where the mouse says, or stretch the selection to there."""
        self._count_time()
        text = self.sitting.session.article.text
        word = word_at(text, message.offset) if message.how == "word" else None
        if word is not None:
            self._go(Caret(word[1], anchor=word[0]))
        elif message.how == "drag":
            self._go(self.sitting.caret.to(message.offset, select=True))
        elif message.how == "press":
            self._go(Caret(message.offset))
        self._view.focus()

    def on_article_list_chosen(self, message: ArticleList.Chosen) -> None:
        """Open the article that was picked."""
        self.open_article(message.article)
        self._view.focus()

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
            "undo": self._undo,
            "redo": self._redo,
            "next_article": lambda: self._go_to_article(1),
            "previous_article": lambda: self._go_to_article(-1),
            "show_article": self._show_article,
            "show_queue": self._show_queue,
            "cancel": self._cancel,
            "save": lambda: self._save(self._open),
            "help": self._open_help,
            "palette": self._open_palette,
            "leave": self._leave,
        }

    def _go(self, caret: Caret) -> None:
        sitting = self._sittings[self._open] = self.sitting.at(caret)
        self._view.move(caret, sitting.current)
        self._say("")
        self._tell()

    def _go_to_span(self, step: int) -> None:
        sitting = self.sitting
        find = sitting.index.following if step > 0 else sitting.index.preceding
        span = find(sitting.caret.offset, sitting.current)
        if span is None:
            self._say("no spans here yet")
            return
        sitting = self._sittings[self._open] = sitting.at(Caret(span.start), span)
        self._view.move(sitting.caret, span)
        self._tell()

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
            self._sittings[self._open] = sitting.at(sitting.caret.cleared(), sitting.chosen)
            self._show()
        self._say(outcome.said)

    def _undo(self) -> None:
        session = self.sitting.session
        if not session.done:
            self._say("nothing to undo")
        else:
            self._take(Outcome(session.undo(), None, "undone"))

    def _redo(self) -> None:
        session = self.sitting.session
        if not session.undone:
            self._say("nothing to redo")
        else:
            self._take(Outcome(session.redo(), None, "done again"))

    def open_article(self, article: str) -> None:
        """Bring an article to the front; what is unsaved in others stays with them."""
        if article not in self._sittings:
            try:
                opened = annotate.open_session(self._project, article, self._annotator)
            except AnnotatorError as error:
                self._states[article] = "broken"
                self.app.push_screen(trouble(error))
                return
            self._seat(opened)
        else:
            self._open = article
            self._show()

    def _seat(self, opened: Opened) -> None:
        """Begin the sitting of an article that was just opened, and say what is odd about it."""
        self._open = opened.session.article.id
        self._sittings[self._open] = sit_down(opened.session, opened.version)
        self._show()
        more = f" (and {len(opened.notices) - 1} more)" if len(opened.notices) > 1 else ""
        self._say(f"{visual(opened.notices[0])}{more}" if opened.notices else "")

    def _save(self, article: str) -> None:
        """Save an article as a new version; where that fails, everything stays as it was."""
        sitting = self._sittings[article]
        try:
            kept = annotate.save(
                self._project,
                sitting.session,
                annotator=self._annotator,
                now=datetime.now(UTC),
                seconds=round(sitting.seconds),
            )
        except AnnotatorError as error:
            self.app.push_screen(trouble(error))
            return
        self._sittings[article] = sitting.saved(kept.session, kept.version)
        self._states.pop(article, None)
        self._say(f"saved version {kept.version}" if kept.made else "nothing new to save")
        self._show_list()
        self._tell()

    def _go_to_article(self, step: int) -> None:
        at = self._articles.index(self._open) + step
        if 0 <= at < len(self._articles):
            self.open_article(self._articles[at])
        else:
            self._say("this is the last article" if step > 0 else "this is the first article")

    def _show_queue(self) -> None:
        self.remove_class("alone")
        self._list.focus()

    def _cancel(self) -> None:
        sitting = self.sitting
        if self.focused is not self._view:
            self._view.focus()
        elif sitting.caret.anchor is not None or sitting.caret.extending:
            self._go(sitting.caret.cleared())
        elif sitting.chosen is not None:
            self._go(sitting.caret)

    def _leave(self) -> None:
        if self.focused is self._list:
            self.add_class("alone")
            self._view.focus()
            return
        if self._unsaved:
            self.app.push_screen(unsaved(self._unsaved), self._after_question)
        else:
            self.app.exit()

    def _after_question(self, answer: str | None) -> None:
        if answer == "discard":
            self.app.exit()
        elif answer == "save":
            for name in self._unsaved:
                self._save(name)
            if not self._unsaved:
                self.app.exit()

    @property
    def _unsaved(self) -> tuple[str, ...]:
        return tuple(name for name, one in self._sittings.items() if one.session.unsaved)

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
        self._say(f"copied {len(text)} characters")

    def _show(self) -> None:
        sitting = self.sitting
        article = sitting.session.article
        self._title.show(article.facts.title or article.id)
        self._view.show(Scene(article.text, sitting.index, sitting.caret, sitting.current))
        self._show_list()
        self._tell()

    def _show_list(self) -> None:
        self._list.show(self._articles, self._open, self._state)

    def _state(self, article: str) -> State:
        sitting = self._sittings.get(article)
        if sitting is not None and sitting.session.unsaved:
            return "unsaved"
        if article not in self._states:
            self._states[article] = annotate.state_of(self._project, article, self._annotator)
        return self._states[article]

    def _dress(self) -> None:
        background, foreground = self._view.background_colors[1], self._view.colors[3]
        paint = Paint(self._schema.labels, foreground=foreground, background=background)
        self._view.dress(paint)
        self._labels.show(self._schema.labels, paint)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            # What is safe stays safe when it is cut: no character of it joins its neighbour.
            self._notice.update(Text(words, no_wrap=True, overflow="ellipsis"))

    def _tell(self) -> None:
        sitting = self.sitting
        session, current = sitting.session, sitting.current
        self._status.tell(
            Facts(
                kept="not saved" if session.unsaved else "saved",
                version=f"v{sitting.version}" if sitting.version else "new",
                offset=sitting.caret.offset,
                length=session.article.length,
                direction=sitting.direction,
                spans=len(session.spans),
                minutes=int(sitting.seconds // 60),
                current=f"{current.label} {current.id}" if current else "",
                quoted=current.text if current else "",
            )
        )

    def _count_time(self) -> None:
        now = time.monotonic()
        if self._open in self._sittings:
            self._sittings[self._open] = self.sitting.worked(now - self._last_key)
        self._last_key = now
