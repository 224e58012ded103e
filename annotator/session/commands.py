"""The one table of commands: keys, palette and help are all read from it.

It knows no screen. A screen finds the command of a key here and does what its name says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["Move", "Select", "Tag", "Find your way", "Project"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can ask for, the keys that ask for it, and words for help.

    Keys are named as terminals' keys are in Textual ("shift+left", "question_mark"); a
    character stands for itself.
    """

    name: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group


COMMANDS: tuple[Command, ...] = (
    Command("left", ("left",), "Left", "One unit to the left, by sight.", "Move"),
    Command("right", ("right",), "Right", "One unit to the right, by sight.", "Move"),
    Command("up", ("up",), "Up", "One row up.", "Move"),
    Command("down", ("down",), "Down", "One row down.", "Move"),
    Command(
        "word_left",
        ("ctrl+left", "alt+left"),
        "Word left",
        "The first letter of the next word to the left.",
        "Move",
    ),
    Command(
        "word_right",
        ("ctrl+right", "alt+right"),
        "Word right",
        "The first letter of the next word to the right.",
        "Move",
    ),
    Command("line_start", ("home",), "Row's start", "Where the row begins to be read.", "Move"),
    Command("line_end", ("end",), "Row's end", "Where the row ends.", "Move"),
    Command("page_up", ("pageup",), "Page up", "One page up.", "Move"),
    Command("page_down", ("pagedown",), "Page down", "One page down.", "Move"),
    Command("article_start", ("ctrl+home",), "Article's start", "The first letter.", "Move"),
    Command("article_end", ("ctrl+end",), "Article's end", "Past the last letter.", "Move"),
    Command("select_left", ("shift+left",), "Select left", "Stretch the selection.", "Select"),
    Command("select_right", ("shift+right",), "Select right", "Stretch the selection.", "Select"),
    Command("select_up", ("shift+up",), "Select up", "Stretch it by a row.", "Select"),
    Command("select_down", ("shift+down",), "Select down", "Stretch it by a row.", "Select"),
    Command(
        "select_word_left",
        ("ctrl+shift+left", "alt+shift+left"),
        "Select word left",
        "Stretch the selection by a word.",
        "Select",
    ),
    Command(
        "select_word_right",
        ("ctrl+shift+right", "alt+shift+right"),
        "Select word right",
        "Stretch the selection by a word.",
        "Select",
    ),
    Command(
        "select_line_start",
        ("shift+home",),
        "Select to the row's start",
        "Stretch the selection to where the row begins.",
        "Select",
    ),
    Command(
        "select_line_end",
        ("shift+end",),
        "Select to the row's end",
        "Stretch the selection to where the row ends.",
        "Select",
    ),
    Command(
        "select",
        ("v",),
        "Begin or end a selection",
        "From here on every move stretches the selection, until v again.",
        "Select",
    ),
    Command(
        "copy",
        ("ctrl+c",),
        "Copy",
        "Copy the selection to the clipboard, in logical order.",
        "Select",
    ),
    Command(
        "next_span",
        ("tab",),
        "Next span",
        "Go to the next span and make it the current one.",
        "Tag",
    ),
    Command(
        "previous_span",
        ("shift+tab",),
        "Previous span",
        "Go to the span before and make it the current one.",
        "Tag",
    ),
    Command("delete", ("x", "delete"), "Delete", "Delete the current span.", "Tag"),
    Command("undo", ("u",), "Undo", "Take the last change back.", "Tag"),
    Command("redo", ("y",), "Redo", "Make the change again that was taken back.", "Tag"),
    Command("next_article", ("j",), "Next article", "Open the next article.", "Find your way"),
    Command(
        "previous_article",
        ("k",),
        "Previous article",
        "Open the article before.",
        "Find your way",
    ),
    Command("show_article", ("1",), "Article", "Go to the article.", "Find your way"),
    Command(
        "show_queue",
        ("4",),
        "List of articles",
        "Show the list of articles and go to it; enter opens one.",
        "Find your way",
    ),
    Command(
        "cancel",
        ("escape",),
        "Cancel",
        "Let go of the selection, the chosen span, or the list.",
        "Find your way",
    ),
    Command("save", ("s",), "Save", "Save as a new version, if anything changed.", "Project"),
    Command("help", ("question_mark",), "Help", "All keys.", "Project"),
    Command("palette", ("ctrl+p", "f2"), "Commands", "Find a command by its name.", "Project"),
    Command("leave", ("q",), "Leave", "Close the list, else leave the program.", "Project"),
)

# Letters that commands use, now or in the plan of the keyboard: labels may not take them.
# "b" is among them because an Arabic keyboard sends two letters for it.
RESERVED = frozenset("befhijkmnqrsuvxyz")


def by_key() -> dict[str, Command]:
    """The command of each key."""
    return {key: command for command in COMMANDS for key in command.keys}


def key_label(key: str) -> str:
    """A key as it is shown to a person: "ctrl+left" is ctrl+←, "question_mark" is ?."""
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, _KEY_SIGNS.get(last, last)))


_KEY_SIGNS = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
    "question_mark": "?",
    "f2": "F2",
}
