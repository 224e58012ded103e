"""How a person wants right to left shown on each of their terminals."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from annotator.project.files import is_file
from annotator.project.naming import own_folder, user_settings
from annotator.terminal.around import open_passage
from annotator.terminal.choosing import Choice, choose
from annotator.terminal.names import NAMES, WayName, Wish
from annotator.terminal.opening import Looked
from annotator.terminal.terminal import Terminal

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A terminal, and how right to left is shown on it.

    `passes` says whether sequences get through tmux, None where there is no tmux. `answered` is
    the way that was answered for this terminal, `settled` what config.toml says, `place` the file
    of answers; None where there is none.
    """

    looked: Looked
    choice: Choice
    passes: bool | None
    answered: WayName | None
    settled: WayName | None
    place: Path | None

    @property
    def terminal(self) -> Terminal:
        """The terminal as far as it is known."""
        return self.looked.terminal


def diagnosis(asked: Wish | None, environ: Mapping[str, str], looked: Looked) -> Diagnosis:
    """All there is to tell about a terminal that was looked at; `asked` is what `--rtl` says.

    Raises:
        AnnotatorError, Faults: the user's config.toml is at fault.
    """
    terminal = looked.terminal
    return Diagnosis(
        looked,
        chosen_way(asked, environ, terminal.key) or choose(terminal),
        _passes() if terminal.inside == "tmux" else None,
        remembered_ways(environ).get(terminal.key),
        _settled(environ),
        _place(environ),
    )


def chosen_way(asked: Wish | None, environ: Mapping[str, str], terminal: str) -> Choice | None:
    """The way that a person chose: just now, in their settings, or by their answer to `doctor`.

    `terminal` is the key of a terminal; None where nothing was chosen for it. `auto` as a setting
    chooses nothing, asked for just now it also passes over settings and answers.

    Raises:
        AnnotatorError, Faults: the user's config.toml is at fault.
    """
    if asked is not None:
        return None if asked == "auto" else Choice(asked, "--rtl", "it was asked for")
    settled = _settled(environ)
    if settled is not None:
        return Choice(settled, "config.toml", "your settings say so")
    answered = remembered_ways(environ).get(terminal)
    if answered is not None:
        return Choice(answered, "doctor", "you said so when annotator doctor asked")
    return None


def remembered_ways(environ: Mapping[str, str]) -> dict[str, WayName]:
    """The way of each terminal by its key, as answered; nothing where that cannot be read."""
    place = _place(environ)
    if place is None or not is_file(place):
        return {}
    try:
        if place.stat().st_size > _LARGEST:
            return {}
        found = orjson.loads(place.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    known = {name: name for name in NAMES}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: known[way] for key, way in pairs if isinstance(way, str) and way in known}


def remember_way(environ: Mapping[str, str], terminal: str, way: WayName | None) -> Path | None:
    """Remember an answer, or forget it; where it is kept, None where it cannot be."""
    place = _place(environ)
    if place is None:
        return None
    ways = {**remembered_ways(environ), terminal: way}
    kept = {key: name for key, name in ways.items() if name is not None}
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        written = place.with_suffix(".new")
        written.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
        written.replace(place)
        return place
    return None


def _passes() -> bool:
    """Whether sequences get through tmux; it is left as it was."""
    passage = open_passage()
    if passage is None:
        return False
    passage.close()
    return True


def _settled(environ: Mapping[str, str]) -> WayName | None:
    """The one way for every terminal that the user's config.toml names."""
    wish = user_settings(environ).rtl
    return None if wish == "auto" else wish


def _place(environ: Mapping[str, str]) -> Path | None:
    folder = own_folder(environ, "XDG_STATE_HOME", ".local/state")
    return folder and folder / "terminals.json"
