"""The program on the screen for reading the mistakes of an extractor in their articles."""

from __future__ import annotations

from collections.abc import Callable

from annotator.project.places import Project
from annotator.project.preferences import Preferences
from annotator.session.keymap import Keymap, bound
from annotator.session.mistakes_commands import MISTAKES
from annotator.terminal.names import Wish
from annotator.terminal.opening import Prepared, Question
from annotator.tui.app import RoomApp, keymap, looking_again, run_app
from annotator.tui.parts.evaluated import Evaluated, Sides
from annotator.tui.parts.looking import Looking
from annotator.tui.screens.readers import ReadersScreen

__all__ = ["Evaluated", "MistakesApp", "Sides", "run"]


class MistakesApp(RoomApp, inherit_bindings=False):
    """Shows one evaluation."""

    def __init__(
        self,
        matter: Evaluated,
        *,
        keys: Keymap | None = None,
        theme: str | None = None,
        prepared: Prepared | None = None,
        again: Callable[[Prepared], Prepared] | None = None,
    ) -> None:
        super().__init__(theme=theme, prepared=prepared, again=again)
        self._looked_at = Looking(matter)
        self._keys = keys or bound((), matter.schema.labels, table=MISTAKES)

    def on_mount(self) -> None:
        """Open the room where mistakes are read."""
        self.enter(ReadersScreen(self._looked_at, self._keys, guessed=self._guessed))


def run(project: Project, matter: Evaluated, *, question: Question, rtl: Wish | None) -> None:
    """Open the screen on an evaluation.

    Args:
        project: whose settings hold.
        matter: what is looked at.
        question: by which the terminal was asked who it is.
        rtl: how right to left is to be shown.

    Raises:
        AnnotatorError, Faults: the settings are at fault.
    """

    def app(wishes: Preferences, prepared: Prepared) -> MistakesApp:
        return MistakesApp(
            matter,
            keys=keymap(wishes, matter.schema.labels, MISTAKES),
            theme=wishes.theme,
            prepared=prepared,
            again=looking_again(rtl),
        )

    run_app(project, app, question=question, rtl=rtl)
