"""The one table of commands: keys, palette and help are all read from it.

It knows no screen. A screen finds the command of a key here and does what its name says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal[
    "Move",
    "Select",
    "Tag",
    "Adjudicate",
    "Agreement",
    "Mistakes",
    "Find your way",
    "Panes",
    "Project",
]
# Where the keyboard is: in the article, or in one of the panes beside it. The list of differences
# is there in the adjudicator's room and where agreement is read, figures only in the latter.
Place = Literal["article", "spans", "guideline", "queue", "differences", "figures"]

PLACES: tuple[Place, ...] = ("article", "spans", "guideline", "queue")
_ARTICLE: tuple[Place, ...] = ("article",)
_SPANS: tuple[Place, ...] = ("spans",)
_PANES: tuple[Place, ...] = ("spans", "guideline", "queue")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can ask for, the keys that ask for it, and words for help.

    A character stands for itself; other keys have the names that Textual gives them ("shift+left",
    "escape"). The keys count in `places` only.
    """

    name: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group
    places: tuple[Place, ...] = PLACES


def _move(name: str, keys: tuple[str, ...], title: str, words: str) -> Command:
    return Command(name, keys, title, words, "Move", _ARTICLE)


def _select(name: str, keys: tuple[str, ...], title: str, words: str) -> Command:
    return Command(name, keys, title, words, "Select", _ARTICLE)


def _tag(name: str, keys: tuple[str, ...], title: str, words: str) -> Command:
    return Command(name, keys, title, words, "Tag", _ARTICLE)


COMMANDS: tuple[Command, ...] = (
    _move("left", ("left",), "Left", "One unit to the left, by sight."),
    _move("right", ("right",), "Right", "One unit to the right, by sight."),
    _move("up", ("up",), "Up", "One row up."),
    _move("down", ("down",), "Down", "One row down."),
    _move(
        "word_left",
        ("ctrl+left", "alt+left"),
        "Word left",
        "The first letter of the next word to the left.",
    ),
    _move(
        "word_right",
        ("ctrl+right", "alt+right"),
        "Word right",
        "The first letter of the next word to the right.",
    ),
    _move("line_start", ("home",), "Row's start", "Where the row begins to be read."),
    _move("line_end", ("end",), "Row's end", "Where the row ends."),
    _move("page_up", ("pageup",), "Page up", "One page up."),
    _move("page_down", ("pagedown",), "Page down", "One page down."),
    _move("article_start", ("ctrl+home",), "Article's start", "The first letter."),
    _move("article_end", ("ctrl+end",), "Article's end", "Past the last letter."),
    _select("select_left", ("shift+left",), "Select left", "Stretch the selection."),
    _select("select_right", ("shift+right",), "Select right", "Stretch the selection."),
    _select("select_up", ("shift+up",), "Select up", "Stretch it by a row."),
    _select("select_down", ("shift+down",), "Select down", "Stretch it by a row."),
    _select(
        "select_word_left",
        ("ctrl+shift+left", "alt+shift+left"),
        "Select word left",
        "Stretch the selection by a word.",
    ),
    _select(
        "select_word_right",
        ("ctrl+shift+right", "alt+shift+right"),
        "Select word right",
        "Stretch the selection by a word.",
    ),
    _select(
        "select_line_start",
        ("shift+home",),
        "Select to the row's start",
        "Stretch the selection to where the row begins.",
    ),
    _select(
        "select_line_end",
        ("shift+end",),
        "Select to the row's end",
        "Stretch the selection to where the row ends.",
    ),
    _select(
        "select",
        ("v",),
        "Begin or end a selection",
        "From here on every move stretches the selection, until v again.",
    ),
    _select(
        "copy",
        ('"', "ctrl+c"),
        "Copy",
        "Copy the selection to the clipboard, in logical order.",
    ),
    _tag("next_span", ("tab",), "Next span", "Go to the next span and make it the current one."),
    _tag(
        "previous_span",
        ("shift+tab",),
        "Previous span",
        "Go to the span before and make it the current one.",
    ),
    Command(
        "values",
        ("enter",),
        "Values",
        "Give the current span its values.",
        "Tag",
        ("article", "spans"),
    ),
    _tag("edges", ("e",), "Edges", "Move the edges of the current span; e again moves the other."),
    _tag(
        "proclitic",
        ("-",),
        "Cut a proclitic",
        "Cut و ف ب ل ك or ال off the start of the span, one more each time, then none.",
    ),
    _tag(
        "piece",
        ("+",),
        "Add a piece",
        "Add a further piece to the current span, or take one away.",
    ),
    _tag("unsure", ("!",), "Unsure", "Say that you are not sure of the current span."),
    Command(
        "comment",
        (";",),
        "Comment",
        "Write a comment on the current span, or why a zone is no article text.",
        "Tag",
        ("article", "spans"),
    ),
    Command(
        "delete",
        ("x", "delete"),
        "Delete",
        "Delete the current span.",
        "Tag",
        ("article", "spans"),
    ),
    _tag(
        "zone",
        ("z",),
        "Not article text",
        "Mark the selection as no article text, such as a menu; ; says why. In a zone: unmark it.",
    ),
    Command("undo", ("u",), "Undo", "Take the last change back.", "Tag"),
    Command("redo", ("y",), "Redo", "Make the change again that was taken back.", "Tag"),
    Command(
        "search",
        ("/",),
        "Search",
        "Find words; marks, tatweel and the forms of hamza do not matter.",
        "Find your way",
    ),
    Command(
        "search_next", ("n",), "Next match", "Go to the next match.", "Find your way", _ARTICLE
    ),
    Command(
        "search_previous",
        ("N",),
        "Previous match",
        "Go to the match before.",
        "Find your way",
        _ARTICLE,
    ),
    Command(
        "next_unfinished",
        ("*",),
        "Next unfinished span",
        "Go to the next span whose values are not all given, or are to be checked.",
        "Find your way",
        ("article", "spans"),
    ),
    Command("next_article", ("j",), "Next article", "Open the next article.", "Find your way"),
    Command(
        "previous_article",
        ("k",),
        "Previous article",
        "Open the article before.",
        "Find your way",
    ),
    Command(
        "invisibles",
        ("i",),
        "Show invisibles",
        "Show invisible characters and labels' letters; the caret stops at every mark.",
        "Find your way",
    ),
    Command("show_article", ("1",), "Article", "Go to the article.", "Panes"),
    Command("show_spans", ("2",), "Spans", "Show the spans with their values; 2 folds.", "Panes"),
    Command("show_guideline", ("3",), "Guideline", "Read the guideline; 3 folds it.", "Panes"),
    Command(
        "show_queue",
        ("4",),
        "Articles",
        "Show the articles and how far each is; enter opens one, 4 folds.",
        "Panes",
    ),
    Command(
        "guideline",
        ("h", "f1"),
        "Guideline of the label",
        "Show the guideline of the current label beside the article, or fold it.",
        "Panes",
    ),
    Command(
        "filter_unsure", ("!",), "Only unsure", "List only spans that are unsure.", "Panes", _SPANS
    ),
    Command(
        "filter_unfinished",
        ("f",),
        "Only unfinished",
        "List only spans whose values are not all given.",
        "Panes",
        _SPANS,
    ),
    Command("wider", ("+", "="), "Wider", "Make this pane wider.", "Panes", _PANES),
    Command("narrower", ("-",), "Narrower", "Make this pane narrower.", "Panes", _PANES),
    Command(
        "cancel",
        ("escape",),
        "Cancel",
        "Let go of what is innermost: a question, the selection, the chosen span, a notice.",
        "Find your way",
    ),
    Command("save", ("s",), "Save", "Save as a new version, if anything changed.", "Project"),
    Command(
        "save_note",
        ("=",),
        "Save with a note",
        "Save as a new version with a note on it, which the history shows.",
        "Project",
        _ARTICLE,
    ),
    Command(
        "done",
        ("m",),
        "Done, and next",
        "Save the article as done and open the next one that is not.",
        "Project",
    ),
    Command("help", ("?",), "Help", "All keys.", "Project"),
    Command("palette", (":", "ctrl+p", "f2"), "Commands", "Find a command by its name.", "Project"),
    Command(
        "tour", ("0",), "Tour", "Five steps through the screen, on your own article.", "Project"
    ),
    Command(
        "theme", ("9",), "Theme", "The next theme: dark, light, high contrast, none.", "Project"
    ),
    Command(
        "suspend",
        ("&", "ctrl+z"),
        "To the shell",
        "Leave the program standing and go back to the shell; fg returns.",
        "Project",
    ),
    Command("leave", ("q",), "Leave", "Close the pane, else leave the program.", "Project"),
)

# Letters that commands use, now or in the plan of the keyboard: labels may not take them.
# "b" is among them because an Arabic keyboard sends two letters for it.
RESERVED = frozenset("befhijkmnqrsuvxyz")


def key_label(key: str) -> str:
    """A key as it is shown to a person: "ctrl+left" is ctrl+←, "escape" is esc."""
    *modifiers, last = key.split("+") if len(key) > 1 else (key,)
    return "+".join((*modifiers, _KEY_SIGNS.get(last, last)))


_KEY_SIGNS = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
    "delete": "del",
    "f1": "F1",
    "f2": "F2",
}
