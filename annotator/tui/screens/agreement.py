"""The room where agreement is read: figures, and each disagreement in its article."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotator.errors import AnnotatorError
from annotator.session.keymap import Keymap
from annotator.tui.parts import windows
from annotator.tui.parts.looking import Looking
from annotator.tui.screens.readers import ReadersScreen


class AgreementScreen(ReadersScreen):
    """One agreement, read by whoever has to defend it.

    `decide` is called where it is to be decided on what is in front, and may refuse by an error.
    """

    def __init__(
        self,
        looking: Looking,
        keymap: Keymap,
        *,
        decide: Callable[[], None],
        guessed: bool = False,
    ) -> None:
        self._decide = decide
        super().__init__(looking, keymap, guessed=guessed)

    def _among_places(self) -> Mapping[str, Callable[[], object]]:
        return {
            **super()._among_places(),
            "next_pair": self._next_pair,
            "adjudicate": self._adjudicate,
        }

    def _next_pair(self) -> None:
        if len(self._looking.pairs) < 2:
            self.say("only two are compared")
        else:
            self._narrow(self._looking.part.next_pair(self._looking.pairs))

    def _adjudicate(self) -> None:
        """Leave for the room where it is decided on what is in front, if it may be."""
        if self._looking.current is None:
            self.say("there is nothing to decide here")
            return
        try:
            self._decide()
        except AnnotatorError as error:
            self.app.push_screen(windows.trouble(error))
