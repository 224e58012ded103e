"""The program on the screen: it opens a project and hands over to a screen."""

from __future__ import annotations

import gc
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from annotator.project.annotate import Opened, open_session
from annotator.project.places import Project, article_ids
from annotator.tui.screens.annotate import AnnotateScreen


class AnnotatorApp(App[None], inherit_bindings=False):
    """Labels the articles of one project, as one annotator."""

    TITLE = "annotator"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, project: Project, *, annotator: str, first: Opened) -> None:
        super().__init__()
        self._project = project
        self._annotator = annotator
        self._first = first

    def on_mount(self) -> None:
        """Open the one room there is."""
        self.push_screen(
            AnnotateScreen(
                self._project,
                article_ids(self._project),
                annotator=self._annotator,
                first=self._first,
            )
        )
        self.call_after_refresh(_collect_again)


def _collect_again() -> None:
    """Turn the collector on, which whoever opens the screen may have turned off for speed."""
    gc.freeze()
    gc.enable()


def run(project: Project, article: str, annotator: str) -> None:
    """Open the screen on an article and return when the person leaves.

    Raises:
        AnnotatorError, Faults: the article, the schema or the newest version is at fault; it
            is said before there is a screen to say it on.
    """
    first = open_session(project, article, annotator)
    app = AnnotatorApp(project, annotator=annotator, first=first)
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
