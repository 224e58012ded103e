"""The table of commands of the room where agreement is read; none of them changes a label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.session.commands import COMMANDS, Command, Place

READERS_PLACES: tuple[Place, ...] = ("article", "differences", "figures")
_ARTICLE: tuple[Place, ...] = ("article",)
_BESIDE: tuple[Place, ...] = ("differences", "figures")
_LIST: tuple[Place, ...] = ("differences",)
# What the annotator's room has and this one keeps, beside all that moves, selects and copies.
_KEPT = frozenset(
    "search search_next search_previous next_article previous_article invisibles show_article "
    "wider narrower cancel help palette theme suspend leave".split()
)
_SAID_OTHERWISE = {
    "next_article": "Go to the next article that differs, in the order of the list.",
    "previous_article": "Go to the article before that differs, in the order of the list.",
    "cancel": "Let go of what is innermost: a question, the selection, the article, a filter.",
    "leave": "Close the pane, else leave the program.",
}


def _find(
    name: str,
    keys: tuple[str, ...],
    title: str,
    words: str,
    places: tuple[Place, ...] = READERS_PLACES,
) -> Command:
    return Command(name, keys, title, words, "Agreement", places)


_OWN: tuple[Command, ...] = (
    _find(
        "next_disagreement", ("tab", "space"), "Next", "Go to the next disagreement of the list."
    ),
    _find(
        "previous_disagreement",
        ("shift+tab", "backspace"),
        "Previous",
        "Go to the disagreement before.",
    ),
    _find("open", ("enter",), "Open", "Go to the disagreement in its article.", _LIST),
    _find("look_up", ("enter",), "What differs here", "Show what differs at the caret.", _ARTICLE),
    _find(
        "only_article",
        ("f",),
        "This article",
        "List, and tell the figures of, this article only; again, all of them.",
    ),
    _find("next_kind", ("!",), "By kind", "List only one kind of disagreement; again, the next."),
    _find(
        "next_pair",
        ("*",),
        "By pair",
        "Of more than two annotators compare only two; again, the next two.",
    ),
    _find("all", ("0",), "All", "List all of them again."),
    _find("order", ("s",), "Order", "The worst article first, or articles by their ID."),
    _find("marks", ("m",), "Marks", "Show all that both marked, or only what differs."),
    _find(
        "adjudicate",
        ("e",),
        "Adjudicate",
        "Decide on this disagreement, in the room where gold is made; leaving it leads back.",
    ),
)
_PANES: tuple[Command, ...] = (
    Command(
        "show_differences",
        ("2",),
        "Disagreements",
        "Go to the list; 2 folds it. A label's key lists only its own.",
        "Panes",
        READERS_PLACES,
    ),
    Command(
        "show_figures",
        ("3",),
        "Figures",
        "Read the figures; 3 folds them.",
        "Panes",
        READERS_PLACES,
    ),
)


def _of_this_room(command: Command) -> Command:
    """A command of the annotator's room as it is here."""
    words = _SAID_OTHERWISE.get(command.name, command.help)
    places = command.places
    if command.name in ("wider", "narrower"):
        places = _BESIDE
    elif places != _ARTICLE:
        places = READERS_PLACES
    return replace(command, help=words, places=places)


def _table() -> Iterator[Command]:
    """What is about disagreements comes first, what is about panes among its like."""
    yield from _OWN
    for command in COMMANDS:
        if command.name in _KEPT or command.group in ("Move", "Select"):
            yield _of_this_room(command)
        if command.name == "show_article":
            yield from _PANES


READERS: tuple[Command, ...] = tuple(_table())
