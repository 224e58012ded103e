"""The windows that open over the page, none of which is imported before it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.labels.conflicts import Conflict
from annotator.labels.schema import Label
from annotator.session.commands import Command

if TYPE_CHECKING:
    from annotator.tui.dialogs.dialog import Dialog
    from annotator.tui.dialogs.help import HelpScreen
    from annotator.tui.dialogs.palette import PaletteScreen


def trouble(error: AnnotatorError) -> Dialog:
    """What is wrong."""
    from annotator.tui.dialogs import dialog  # noqa: PLC0415 - not to open with

    return dialog.trouble(error)


def overtaken(error: AnnotatorError) -> Dialog:
    """What to do about a version that another session saved."""
    from annotator.tui.dialogs import dialog  # noqa: PLC0415 - not to open with

    return dialog.overtaken(error)


def contradiction(conflict: Conflict, number: int, left: int) -> Dialog:
    """Which of two ways to go, where both sides changed the same."""
    from annotator.tui.dialogs import dialog  # noqa: PLC0415 - not to open with

    return dialog.contradiction(conflict, number, left)


def unsaved(articles: Sequence[str], error: AnnotatorError | None) -> Dialog:
    """What to do with what is not saved."""
    from annotator.tui.dialogs import dialog  # noqa: PLC0415 - not to open with

    return dialog.unsaved(articles, error)


def all_keys(commands: Sequence[Command], labels: Sequence[Label], heading: str = "") -> HelpScreen:
    """Every key there is; `heading` says what those of labels do, where they do not tag."""
    from annotator.tui.dialogs.help import HelpScreen  # noqa: PLC0415 - not to open with

    return HelpScreen(commands, labels, heading)


def palette(commands: tuple[Command, ...], latin: Callable[[str], str]) -> PaletteScreen:
    """The commands, to be found by name."""
    from annotator.tui.dialogs.palette import PaletteScreen  # noqa: PLC0415 - not to open with

    return PaletteScreen(commands, latin)
