"""The program on the screen for reading how well annotators agree."""

from __future__ import annotations

from collections.abc import Callable

from annotator.measure.agreement.figures import Disagreement
from annotator.project.places import Project
from annotator.project.preferences import Preferences
from annotator.session.keymap import Keymap, bound
from annotator.session.readers_commands import READERS
from annotator.terminal.names import Wish
from annotator.terminal.opening import Prepared, Question
from annotator.tui.app import RoomApp, keymap, looking_again, run_app
from annotator.tui.parts.agreed import Agreed
from annotator.tui.parts.looking import Looking
from annotator.tui.screens.agreement import AgreementScreen

__all__ = ["Agreed", "AgreementApp", "Looking", "run"]

# Opens what it is to be decided on, or refuses by an error.
Decide = Callable[[Disagreement], None]


class AgreementApp(RoomApp, inherit_bindings=False):
    """Shows one agreement; `decided` says that it was left to decide on what was in front."""

    def __init__(  # noqa: PLR0913 - what a person chose, each by its own name
        self,
        looking: Looking,
        *,
        decide: Decide,
        keys: Keymap | None = None,
        theme: str | None = None,
        prepared: Prepared | None = None,
        again: Callable[[Prepared], Prepared] | None = None,
    ) -> None:
        super().__init__(theme=theme, prepared=prepared, again=again)
        self._looked_at = looking
        self._decide = decide
        self._keys = keys or bound((), looking.matter.schema.labels, table=READERS)
        self.decided = False

    def on_mount(self) -> None:
        """Open the room where agreement is read."""
        room = AgreementScreen(
            self._looked_at, self._keys, decide=self._leave_to_decide, guessed=self._guessed
        )
        self.enter(room)

    def _leave_to_decide(self) -> None:
        """Leave, if it may be decided on what is in front.

        Raises:
            AnnotatorError, Faults: it may not.
        """
        if self._looked_at.current is not None:
            self._decide(self._looked_at.current)
            self.decided = True
            self.exit()


def run(
    project: Project,
    looking: Looking,
    *,
    decide: Decide,
    question: Question,
    rtl: Wish | None,
) -> bool:
    """Open the screen on an agreement; whether it was left to decide on what is in front.

    Args:
        project: whose settings hold.
        looking: what is looked at; it stays so when this is opened again.
        decide: opens what it is to be decided on, or refuses by an error.
        question: by which the terminal was asked who it is.
        rtl: how right to left is to be shown.

    Raises:
        AnnotatorError, Faults: the settings are at fault.
    """

    def app(wishes: Preferences, prepared: Prepared) -> AgreementApp:
        return AgreementApp(
            looking,
            decide=decide,
            keys=keymap(wishes, looking.matter.schema.labels, READERS),
            theme=wishes.theme,
            prepared=prepared,
            again=looking_again(rtl),
        )

    return run_app(project, app, question=question, rtl=rtl).decided
