"""What other packages add: names are listed without importing, one is loaded when named."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Literal

from annotator.errors import UsageError

Group = Literal["annotator.formats", "annotator.extractors"]

_ONE = {"annotator.formats": "format", "annotator.extractors": "extractor"}


def names(group: Group) -> tuple[str, ...]:
    """The names registered in a group, sorted; nothing of theirs is imported."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


def load(group: Group, name: str) -> object:
    """The one thing registered under a name; the first found where two packages use it.

    Raises:
        UsageError: nothing of that name is registered, or what is there cannot be imported.
    """
    for point in entry_points(group=group):
        if point.name == name:
            try:
                return point.load()
            except (ImportError, AttributeError) as error:
                raise UsageError(
                    what=f"the {_ONE[group]} {name} cannot be loaded: {error}",
                    where=f"{point.value}, registered in {group}",
                    fix="install what it needs, or remove the package that registers it",
                ) from error
    raise UsageError(
        what=f"there is no {_ONE[group]} called {name!r:.80}",
        where=group,
        fix=_alternatives(name, names(group)),
    )


def check_scale(library: str, purpose: str) -> None:
    """Refuse work that rests on a library of the extra `scale` where that is not installed.

    `purpose` is what it is needed for, as the end of a sentence.

    Raises:
        UsageError: it is not there.
    """
    if find_spec(library) is None:
        what = f"{library}, which {purpose}, is not installed"
        raise UsageError(what, "this Python", "pip install 'annotator-tui[scale]'")


def _alternatives(name: str, known: tuple[str, ...]) -> str:
    """What could have been meant, else everything there is."""
    if not known:
        return "install a package that brings one"
    close = get_close_matches(name, known)
    return f"use {' or '.join(close)}" if close else f"use one of: {', '.join(known)}"
