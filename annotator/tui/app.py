"""The program on the screen: it opens a project and hands over to a screen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from annotator.labels.schema import Label
from annotator.project.firsts import remember_tour, tour_seen
from annotator.project.places import Project, article_ids
from annotator.project.preferences import Preferences, preferences
from annotator.project.sitting.annotate import Opened, open_session
from annotator.project.terminals import chosen_way
from annotator.session.commands import COMMANDS, Command
from annotator.session.keyboards import chosen
from annotator.session.keymap import Keymap, bound
from annotator.terminal.around import Passage
from annotator.terminal.names import Wish
from annotator.terminal.opening import Looked, Prepared, Question, look_again, prepare
from annotator.tui import themes
from annotator.tui.bursts import OneKeyAtATime
from annotator.tui.driver import TerminalDriver, driver_for
from annotator.tui.parts.desk import Desk
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.widgets.status_bar import StatusBar

# Objects after which the collector looks for those that nobody holds any more.
_LEFT_BEHIND = 20_000
# Seconds without another size or focus after which tmux is asked whether it is looked at elsewhere.
_SOON = 0.3


class RoomApp(OneKeyAtATime, inherit_bindings=False):
    """The program around one room, as the terminal and the person's wishes have it."""

    TITLE = "annotator"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        *,
        theme: str | None = None,
        prepared: Prepared | None = None,
        again: Callable[[Prepared], Prepared] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_for(prepared) if prepared else None)
        self.prepared = prepared
        self._again = again
        self._looking: Timer | None = None
        self._guessed = prepared is not None and prepared.is_guess
        themes.apply(self, theme or themes.default_theme(os.environ))

    def room(self) -> Screen[None]:
        """The one room there is."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Open the one room there is."""
        self.push_screen(self.room())
        self.call_after_refresh(_collect_again)

    def on_resize(self, event: events.Resize) -> None:
        """Have the terminal painted anew; in tmux another size is a sign of another terminal."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.resized(event.size.width, event.size.height)
        self._look_soon()

    def on_app_focus(self) -> None:
        """Where tmux tells of it, whoever attaches has the focus."""
        self._look_soon()

    def _look_soon(self) -> None:
        if self._again is None or self.prepared is None or not self.prepared.terminal.inside:
            return
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(_SOON, self._look_again)

    def _look_again(self) -> None:
        """Show right to left as the terminal needs it in which tmux is looked at by now."""
        driver = self._driver
        if self._again is None or self.prepared is None or not isinstance(driver, TerminalDriver):
            return
        self.prepared = self._again(self.prepared)
        if driver.adopt(self.prepared):
            self.screen.refresh(layout=True)
        for screen in self.screen_stack:
            for bar in screen.query(StatusBar):
                bar.guess(guessed=self.prepared.is_guess)


_Made = TypeVar("_Made", bound=RoomApp)


class AnnotatorApp(RoomApp, inherit_bindings=False):
    """Labels the articles of one project, as one annotator."""

    def __init__(  # noqa: PLR0913 - what a person chose, each by its own name
        self,
        project: Project,
        *,
        annotator: str,
        first: Opened,
        keymap: Keymap | None = None,
        theme: str | None = None,
        articles: Sequence[str] | None = None,
        tour_ended: Callable[[], None] | None = None,
        prepared: Prepared | None = None,
        again: Callable[[Prepared], Prepared] | None = None,
    ) -> None:
        super().__init__(theme=theme, prepared=prepared, again=again)
        self._desk = Desk(project, articles or article_ids(project), annotator, first)
        self._keys = keymap or bound((), first.session.schema.labels)
        self._tour_ended = tour_ended

    def room(self) -> Screen[None]:
        """The annotator's room."""
        return AnnotateScreen(
            self._desk, self._keys, tour_ended=self._tour_ended, guessed=self._guessed
        )


def _collect_again() -> None:
    """Turn the collector on, which whoever opens the screen may have turned off for speed.

    What is there by now stays; of what a key leaves behind, many keys' worth is collected at once.
    """
    gc.freeze()
    gc.set_threshold(_LEFT_BEHIND)
    gc.enable()


def run(  # noqa: PLR0913 - what is shown, to whom, and on what
    project: Project,
    article: str,
    annotator: str,
    articles: Sequence[str],
    *,
    question: Question,
    rtl: Wish | None,
) -> None:
    """Open the screen on one of all articles and return when the person leaves.

    The terminal was asked who it is by `question`; `rtl` is how right to left is to be shown.

    Raises:
        AnnotatorError, Faults: the article, the schema, the newest version or the settings are
            at fault; it is said before there is a screen to say it on.
    """
    first = open_session(project, article, annotator)
    labels = first.session.schema.labels

    def app(wishes: Preferences, prepared: Prepared) -> RoomApp:
        return AnnotatorApp(
            project,
            annotator=annotator,
            first=first,
            keymap=keymap(wishes, labels, COMMANDS),
            theme=wishes.theme,
            articles=articles,
            tour_ended=None if tour_seen(os.environ) else lambda: remember_tour(os.environ),
            prepared=prepared,
            again=looking_again(rtl),
        )

    run_app(project, app, question=question, rtl=rtl)


def run_app(
    project: Project,
    make: Callable[[Preferences, Prepared], _Made],
    *,
    question: Question,
    rtl: Wish | None,
) -> _Made:
    """Make a program as the person and the terminal want it, and return it when they leave it.

    Raises:
        AnnotatorError, Faults: the settings are at fault.
    """
    wishes = preferences(project, os.environ)
    prepared = _prepared(question.answer(), rtl)
    if prepared.terminal.inside == "screen":
        # What the terminal around it can do is handed down; screen takes its colours for others.
        os.environ.pop("COLORTERM", None)
    app = make(wishes, prepared)
    try:
        app.run()
    finally:
        if app.prepared is not None and app.prepared.passage is not None:
            app.prepared.passage.close()
    if app.return_code:
        raise SystemExit(app.return_code)
    return app


def looking_again(rtl: Wish | None) -> Callable[[Prepared], Prepared]:
    """How to find out which terminal tmux is looked at in by now."""
    return lambda before: _prepared(look_again(os.environ), rtl, before.passage)


def _prepared(looked: Looked, rtl: Wish | None, passage: Passage | None = None) -> Prepared:
    """How this terminal is shown what runs right to left, as the person chose or as it needs."""
    return prepare(looked, chosen_way(rtl, os.environ, looked.terminal.key), passage)


def keymap(wishes: Preferences, labels: Sequence[Label], table: Sequence[Command]) -> Keymap:
    """A table of commands with a person's own keys, for the keyboard that they use.

    Raises:
        AnnotatorError, Faults: a key of theirs is at fault.
    """
    language = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return bound(
        wishes.keys,
        labels,
        table=table,
        keyboard=chosen(wishes.keyboard, language),
        where="config.toml or annotator.toml",
    )
