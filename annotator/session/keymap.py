"""Which command or label a key means, where the keyboard is, on the keyboard that is used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import get_args

from annotator.errors import AnnotatorError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Label
from annotator.session.adjudicators_commands import ADJUDICATORS
from annotator.session.commands import COMMANDS, Command, Place, key_label
from annotator.session.keyboards import Keyboard, latin
from annotator.session.readers_commands import READERS

_EVERY_PLACE: tuple[Place, ...] = get_args(Place)
# There the keys of labels mean something.
_LABELLED: tuple[Place, ...] = ("article", "spans", "differences", "figures")
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = frozenset(
    "left right up down home end pageup pagedown tab enter escape delete backspace insert space "
    "f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12".split()
)


@dataclass(frozen=True, slots=True)
class Keymap:
    """The table with a person's own keys, and how letters of other layouts are read."""

    commands: tuple[Command, ...]
    keyboard: Keyboard
    _by_place: Mapping[Place, Mapping[str, Command]]

    def command(self, place: Place, key: str) -> Command | None:
        """The command of a key there, None where it has none.

        `key` is the character that was typed, or the name of a key that types none. What no
        command is bound to is looked up by its place on the keyboard.
        """
        bound = self._by_place[place]
        key = "space" if key == " " else key
        return bound.get(key) or bound.get(self.latin(key))

    def latin(self, key: str) -> str:
        """A key as a US keyboard sends it from the same place; with modifiers, of its letter."""
        *modifiers, last = key.split("+") if len(key) > 1 else (key,)
        return "+".join((*modifiers, latin(_character(last), self.keyboard)))

    def latin_text(self, typed: str) -> str:
        """What was typed, as a US keyboard would have typed it by the same keys."""
        return "".join(latin(character, self.keyboard) for character in typed)

    def keys_of(self, name: str) -> str:
        """The first key of a command as a person reads it."""
        command = next(one for one in self.commands if one.name == name)
        return key_label(command.keys[0])


def bound(
    own: Sequence[tuple[str, tuple[str, ...]]],
    labels: Sequence[Label],
    *,
    table: Sequence[Command] = COMMANDS,
    keyboard: Keyboard = "auto",
    where: str = "the settings",
) -> Keymap:
    """A table with a person's own keys in place of its own; a command of another room is no fault.

    Raises:
        AnnotatorError, Faults: a command or key that there is not, or a key given twice in one
            place, to two commands or to a command and a label; every fault at once.
    """
    known = {command.name: command for command in table}
    every = dict.fromkeys(one.name for one in (*COMMANDS, *ADJUDICATORS, *READERS))
    faults: list[AnnotatorError] = []
    for name, keys in own:
        if name in every:
            faults += _key_faults(name, keys, where)
        if name in known:
            known[name] = replace(known[name], keys=keys)
        elif name not in every:
            close = get_close_matches(name, every)
            meant = f"did you mean {' or '.join(close)}? " if close else ""
            fix = f"{meant}the commands are {', '.join(every)}"
            what = f"there is no command {shown(name)}"
            faults.append(AnnotatorError(what, f"{where}: keys.{name}", fix))
    commands = tuple(known.values())
    # What a person changed comes last, so that it is told to clash with what was there.
    changed_last = sorted(commands, key=lambda command: command not in table)
    faults += _clashes(changed_last, labels, where)
    raise_all(faults)
    by_place = {
        place: {
            key: command for command in commands if place in command.places for key in command.keys
        }
        for place in _EVERY_PLACE
    }
    return Keymap(commands, keyboard, by_place)


def _key_faults(name: str, keys: tuple[str, ...], where: str) -> Iterator[AnnotatorError]:
    for key in keys:
        *modifiers, last = key.split("+") if len(key) > 1 else (key,)
        is_key = last in _NAMED or (len(last) == 1 and last.isprintable() and not last.isspace())
        if not is_key or any(one not in _MODIFIERS for one in modifiers):
            yield AnnotatorError(
                what=f"{shown(key)} is no key",
                where=f"{where}: keys.{name}",
                fix='give one character, or a name such as "ctrl+left", "f5" or "enter"',
            )


def _clashes(
    commands: Sequence[Command], labels: Sequence[Label], where: str
) -> Iterator[AnnotatorError]:
    """Keys that mean two things in one place."""
    told = set()
    for place in _EVERY_PLACE:
        taken = {label.key: f"the label {label.name}" for label in labels}
        if place not in _LABELLED:
            taken = {}
        for command in commands:
            for key in command.keys if place in command.places else ():
                if key in taken and (key, command.name) not in told:
                    told.add((key, command.name))
                    yield AnnotatorError(
                        what=f"the key {key_label(key)} is that of {taken[key]} already",
                        where=f"{where}: keys.{command.name}",
                        fix="give one of the two another key",
                    )
                taken.setdefault(key, f"the command {command.name}")


def _character(name: str) -> str:
    """The character of a key that a terminal told by its Unicode name; else the name."""
    if "_" not in name[1:-1]:
        return name
    try:
        return unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
