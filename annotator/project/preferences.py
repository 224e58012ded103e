"""How a person wants the screen: theme, keyboard and keys, the project's unless they say more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.project.naming import user_settings
from annotator.project.places import Project
from annotator.project.settings_words import Theme
from annotator.session.keyboards import Keyboard


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen: `theme` is None where nothing was.

    `keys` are those of each command that has others than the table gives it. Whether there are
    such commands and keys, and whether they clash, is not looked at here.
    """

    theme: Theme | None
    keyboard: Keyboard
    keys: tuple[tuple[str, tuple[str, ...]], ...]


def preferences(project: Project, environ: Mapping[str, str]) -> Preferences:
    """What the user's config.toml asks for, and the project's annotator.toml where it is silent.

    Keys are taken command by command. A theme of the project alone yields to NO_COLOR; one of
    the user's own does not, as https://no-color.org has it.

    Raises:
        AnnotatorError, Faults: the user's config.toml is at fault; every fault at once. Those of
            annotator.toml were told when the project was opened.
    """
    own = user_settings(environ)
    usual = None if environ.get("NO_COLOR") else project.theme
    return Preferences(
        theme=own.theme or usual,
        keyboard=own.keyboard or project.keyboard,
        keys=tuple({**dict(project.keys), **own.keys}.items()),
    )
