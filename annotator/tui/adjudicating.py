"""The program on the screen for adjudication: gold of a project's articles, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from annotator.labels.span import Piece
from annotator.project.adjudicating.opening import Hall
from annotator.project.places import Project
from annotator.project.preferences import Preferences
from annotator.session.adjudicators_commands import ADJUDICATORS
from annotator.session.keymap import Keymap, bound
from annotator.terminal.names import Wish
from annotator.terminal.opening import Prepared, Question
from annotator.tui.app import RoomApp, keymap, looking_again, run_app
from annotator.tui.parts.gold_desk import GoldDesk
from annotator.tui.screens.adjudicate import AdjudicateScreen


class AdjudicatorApp(RoomApp, inherit_bindings=False):
    """Makes gold of the labels of several annotators, as one adjudicator."""

    def __init__(  # noqa: PLR0913 - what a person chose, each by its own name
        self,
        project: Project,
        *,
        first: Hall,
        articles: Sequence[str],
        named: bool = False,
        near: Piece | None = None,
        keymap: Keymap | None = None,
        theme: str | None = None,
        prepared: Prepared | None = None,
        again: Callable[[Prepared], Prepared] | None = None,
    ) -> None:
        super().__init__(theme=theme, prepared=prepared, again=again)
        self._desk = GoldDesk(project, articles, first, named=named)
        self._near = near
        labels = first.opened.session.schema.labels
        self._keys = keymap or bound((), labels, table=ADJUDICATORS)

    def room(self) -> Screen[None]:
        """The adjudicator's room."""
        return AdjudicateScreen(self._desk, self._keys, near=self._near, guessed=self._guessed)


def run(  # noqa: PLR0913 - what is shown, how, and on what
    project: Project,
    first: Hall,
    articles: Sequence[str],
    *,
    named: bool,
    near: Piece | None = None,
    question: Question,
    rtl: Wish | None,
) -> None:
    """Open the screen on an article and return when the person leaves.

    Args:
        project: whose articles are adjudicated.
        first: the article that is in front first; the others are opened as it was.
        articles: all that can be adjudicated, in the order of the queue.
        named: show who marked what from the beginning.
        near: the piece of the first article at which it begins; else at what is open.
        question: by which the terminal was asked who it is.
        rtl: how right to left is to be shown.

    Raises:
        AnnotatorError, Faults: the settings are at fault.
    """
    labels = first.opened.session.schema.labels

    def app(wishes: Preferences, prepared: Prepared) -> RoomApp:
        return AdjudicatorApp(
            project,
            first=first,
            articles=articles,
            named=named,
            near=near,
            keymap=keymap(wishes, labels, ADJUDICATORS),
            theme=wishes.theme,
            prepared=prepared,
            again=looking_again(rtl),
        )

    run_app(project, app, question=question, rtl=rtl)
