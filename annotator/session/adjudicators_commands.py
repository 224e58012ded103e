"""The table of commands of the adjudicator's room: the annotator's own, and those that decide.

Digits take what they stand beside. They are the keys that every keyboard has, Arabic and Persian
ones too, and no label can have one. The panes, which have the digits elsewhere, come one after
another by one key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.session.commands import COMMANDS, PLACES, Command, Place

# Readings of one difference that have a key of their own, and the key before it for each so many
# more: 91 takes the fifth reading, 991 the ninth.
MOST_TAKEN = 4
FURTHER = "9"

EVERY_PLACE: tuple[Place, ...] = (*PLACES, "differences")
_BESIDE: tuple[Place, ...] = ("spans", "guideline", "queue")
_DECIDING: tuple[Place, ...] = ("article", "differences")
# What these keys do beside the article they cannot do in it.
_ONLY_BESIDE = frozenset({"show_article", "show_spans", "show_guideline", "show_queue", "theme"})
# Nothing of it is said in this room.
_LEFT_OUT = frozenset({"tour"})


def take_command(number: int) -> str:
    """The command that takes the reading of a number, from 1."""
    return f"take_{number}"


def _decide(
    name: str, key: str, title: str, words: str, places: tuple[Place, ...] = _DECIDING
) -> Command:
    return Command(name, (key,), title, words, "Adjudicate", places)


_DECIDES = (
    *(
        _decide(
            take_command(number),
            str(number),
            f"Take {number}",
            "Take this reading of the difference into gold, and go on to the next.",
        )
        for number in range(1, MOST_TAKEN + 1)
    ),
    _decide(
        "take_all",
        "5",
        "Take all",
        "Take both readings, or all of them where there are more, and go on.",
    ),
    _decide(
        "take_further",
        FURTHER,
        "Further readings",
        "Where there are more than four readings: the next digit takes the fifth, the sixth …",
    ),
    _decide("take_none", "0", "Take neither", "Leave gold without any of it, and go on."),
    _decide(
        "take_own",
        "6",
        "As gold stands",
        "Tag or change it in gold as you think right first; this decides for what stands there.",
    ),
    _decide(
        "why",
        "7",
        "Why",
        "Say why they differ: a slip, the guideline, or words that are ambiguous; again, the next.",
    ),
    _decide(
        "why_note", ";", "Note", "Write a note on the decision, for the guideline's next version."
    ),
    _decide("next_difference", "space", "Next open", "Go to the next difference that is open."),
    _decide(
        "previous_difference", "backspace", "Previous place", "Go back, to what is decided too."
    ),
    _decide("reopen", "r", "Ask again", "Open what is decided or agreed; its spans stay."),
    _decide(
        "names", "f", "Whose they are", "Show who marked what, or hide it again.", ("article",)
    ),
    Command(
        "next_pane",
        ("8",),
        "Next pane",
        "Differences, spans, guideline and articles, one after another.",
        "Panes",
        EVERY_PLACE,
    ),
    Command(
        "filter_state",
        ("!",),
        "By state",
        "List only what is open, decided, or agreed; again, the next.",
        "Panes",
        ("differences",),
    ),
)


def _of_this_room(command: Command) -> Command:
    """A command of the annotator's room as it is here."""
    if command.name in _ONLY_BESIDE:
        return replace(command, places=_BESIDE)
    if command.name == "comment":
        # In the article the key writes the note on a decision.
        return replace(command, places=("spans",))
    if command.name == "done":
        return replace(
            command,
            help="Save gold as done, once all is decided, and open the next with differences.",
        )
    if command.places == PLACES or command.name in ("wider", "narrower"):
        return replace(command, places=(*command.places, "differences"))
    return command


def _table() -> Iterator[Command]:
    """What decides comes first, what is about panes among its like."""
    *decides, next_pane, filter_state = _DECIDES
    yield from decides
    for command in COMMANDS:
        if command.name == "wider":
            yield from (next_pane, filter_state)
        if command.name not in _LEFT_OUT:
            yield _of_this_room(command)


ADJUDICATORS: tuple[Command, ...] = tuple(_table())
