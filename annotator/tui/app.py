"""The program on the screen: it opens a project and hands over to a screen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from annotator.project.firsts import remember_tour, tour_seen
from annotator.project.places import Project, article_ids
from annotator.project.preferences import Preferences, preferences
from annotator.project.sitting.annotate import Opened, open_session
from annotator.session.keyboards import chosen
from annotator.session.keymap import Keymap, bound
from annotator.tui import themes
from annotator.tui.bursts import OneKeyAtATime
from annotator.tui.parts.desk import Desk
from annotator.tui.screens.annotate import AnnotateScreen

# Objects after which the collector looks for those that nobody holds any more.
_LEFT_BEHIND = 20_000


class AnnotatorApp(OneKeyAtATime, inherit_bindings=False):
    """Labels the articles of one project, as one annotator."""

    TITLE = "annotator"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

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
    ) -> None:
        super().__init__()
        self._desk = Desk(project, articles or article_ids(project), annotator, first)
        self._keys = keymap or bound((), first.session.schema.labels)
        self._tour_ended = tour_ended
        themes.apply(self, theme or themes.default_theme(os.environ))

    def on_mount(self) -> None:
        """Open the one room there is."""
        self.push_screen(AnnotateScreen(self._desk, self._keys, tour_ended=self._tour_ended))
        self.call_after_refresh(_collect_again)


def _collect_again() -> None:
    """Turn the collector on, which whoever opens the screen may have turned off for speed.

    What is there by now stays; of what a key leaves behind, many keys' worth is collected at once.
    """
    gc.freeze()
    gc.set_threshold(_LEFT_BEHIND)
    gc.enable()


def run(project: Project, article: str, annotator: str, articles: Sequence[str]) -> None:
    """Open the screen on one of all articles and return when the person leaves.

    Raises:
        AnnotatorError, Faults: the article, the schema, the newest version or the settings are
            at fault; it is said before there is a screen to say it on.
    """
    first = open_session(project, article, annotator)
    wishes = preferences(project, os.environ)
    app = AnnotatorApp(
        project,
        annotator=annotator,
        first=first,
        keymap=_keymap(wishes, first),
        theme=wishes.theme,
        articles=articles,
        tour_ended=None if tour_seen(os.environ) else lambda: remember_tour(os.environ),
    )
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)


def _keymap(wishes: Preferences, first: Opened) -> Keymap:
    language = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return bound(
        wishes.keys,
        first.session.schema.labels,
        keyboard=chosen(wishes.keyboard, language),
        where="config.toml or annotator.toml",
    )
